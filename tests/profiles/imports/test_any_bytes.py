"""Whatever is uploaded: rows, or problems in words; never another exception."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.imports import columns, decoding, levels, rows
from profiles.imports.decoding import UnreadableError
from profiles.imports.rows import Problems

CELLS = st.text(alphabet=st.sampled_from("aé名,;\t|\"'=\n\r\x00\x07 @.1-/ß"), max_size=12)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])


def read_all(data: bytes) -> None:
    sheet = decoding.read(data)
    mapped = columns.guess(sheet.headers) or {"email": 0}
    problems = Problems()
    people = list(rows.people(sheet.rows(), mapped, problems, width=len(sheet.headers)))
    rows.refuse_twins(people, problems)
    levels.guess(list(levels.distinct(sheet.rows(), 0)))
    assert all(person.email and person.name for person in people)
    assert problems.count == len(problems.found)


def survives(data: bytes) -> None:
    with suppress(UnreadableError):
        read_all(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data):
    survives(data)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=6), st.sampled_from(",;\t|"), ENCODINGS)
def test_any_table(table, delimiter, encoding):
    text = "\n".join(delimiter.join(row) for row in [["Email", "Name", "Grade"], *table])
    survives(text.encode(encoding))
