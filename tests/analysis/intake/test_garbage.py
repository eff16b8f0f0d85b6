"""Whatever a file holds, the answer is customers or a list of problems, never a traceback."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputProblemsError
from tests.analysis.intake.tables import FILES, read, small_store, write

NASTY = st.sampled_from(
    [b'"', b",", b";", b"\r\n", b"\n", b"\0", b"\xff", b"\xd0", b"\t", b"=1+1", b"-", b"1e999", b""]
)


@settings(max_examples=25, deadline=None)
@given(file=st.sampled_from(FILES), content=st.binary(max_size=200))
def test_random_bytes_are_a_problem_to_repair(file, content, tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("garbage"), small_store())
    (folder / file).write_bytes(content)
    with pytest.raises(InputProblemsError) as error:
        read(folder)
    assert {problem.place.file for problem in error.value.problems} == {file}


@settings(max_examples=30, deadline=None)
@given(
    file=st.sampled_from(FILES), place=st.integers(0, 10**6), piece=NASTY, cut=st.integers(0, 40)
)
def test_a_damaged_export_is_read_or_refused(file, place, piece, cut, tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("damaged"), small_store())
    content = (folder / file).read_bytes()
    place %= len(content)
    (folder / file).write_bytes(content[:place] + piece + content[place + cut :])
    with contextlib.suppress(InputProblemsError):
        read(folder)
