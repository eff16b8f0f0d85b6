"""A synthetic store whose truth is known, in exactly the layout of a real export."""

from analysis.sample.campaigns import apply_contacts
from analysis.sample.draw import SampleStore, draw_store
from analysis.sample.months import SampleHistory, SampleMonth, draw_months
from analysis.sample.write import write_months, write_sample

__all__ = [
    "SampleHistory",
    "SampleMonth",
    "SampleStore",
    "apply_contacts",
    "draw_months",
    "draw_store",
    "write_months",
    "write_sample",
]
