"""A synthetic store whose truth is known, in exactly the layout of a real export."""

from analysis.sample.draw import SampleStore, draw_store
from analysis.sample.write import write_sample

__all__ = ["SampleStore", "draw_store", "write_sample"]
