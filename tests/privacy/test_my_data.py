"""What a person downloads, and what nobody learns from their own file."""

import json

import pytest
from django.utils import timezone

from checkins import concerns
from checkins.models import ConcernEntry
from community import held_library
from profiles import held, my_data
from tests.checkins.reported import report, taken
from tests.checkins.space import write_note
from tests.people import enroll, make_pair, make_person
from tests.privacy.world import fill

# Filled and looked at in tests/community/library/test_privacy.py.
LIBRARY = {str(row.title) for row in held_library.TABLES}
PAGE, FILE = "/settings/my-data/", "/settings/my-data/download/"


def rows_of(client, title):
    parts = json.loads(client.get(FILE).content)["what_is_here"]
    return next(part["rows"] for part in parts if part["title"] == title)


def text_of(profile) -> str:
    made = my_data.of(profile, now=timezone.now())
    return json.dumps(made["what_is_here"], default=str)


def test_the_file_holds_a_row_of_every_table_of_the_pair(cast, sign_in):
    fill(cast)
    answer = sign_in(cast.ben).get(FILE)
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    parts = {part["title"]: part["rows"] for part in answer.json()["what_is_here"]}
    empty = {title for title, rows in parts.items() if not rows}
    assert empty <= {
        "Second steps of sign-in", "Company sign-in", "Roles", "Skills you can help with",
        "Skills you proposed", "Letters you wrote to lists", "Sign-ups you have not finished",
        "Programs you coordinate", "Programs that are for you", "Asked for one more place",
        "Mentees who asked you", "Extensions you asked for", "Who read your confidential answers",
        "Contact you had stopped", "Former versions of agreements", "Sessions", "What you did to meetings",
        "Keys for figures you made", *LIBRARY,
    }  # fmt: skip
    assert parts["Your private notes"][0]["text"] == "I am Ben Ito"


def test_the_page_says_what_is_in_it_and_what_is_not(cast, sign_in):
    page = sign_in(cast.ben).get(PAGE).text
    for title in my_data.titles():
        assert title in page.replace("&#x27;", "'")
    assert "HR’s work before it decides" in page


def test_private_notes_are_the_authors_own(cast):
    write_note(cast, "Xylophone-4711")
    assert "Xylophone-4711" in text_of(cast.ben)
    for other in (cast.ada, cast.cora, cast.hana, cast.sue):
        assert "Xylophone-4711" not in text_of(other)


def test_the_reporter_gets_their_own_words_and_the_log_without_notes(cast, sign_in):
    concern = taken(cast)
    concerns.note(concern, ConcernEntry.Act.NOTE, cast.hana, "Only us", now=timezone.now())
    client = sign_in(cast.ben)
    assert rows_of(client, "Concerns you reported")[0]["words"] == concern.words
    acts = [row["act"] for row in rows_of(client, "Log of concerns you reported")]
    assert acts[0] == "reported"
    assert "note" not in acts


def test_who_a_concern_names_finds_no_difference_in_their_file(cast):
    before = text_of(cast.ada)
    report(cast, pair=cast.pair, named=[cast.ada, cast.dan], no_contact=True)
    assert text_of(cast.ada) == before
    assert "Xylophone" not in before


def test_who_reads_a_concern_does_not_download_it(cast):
    concern = taken(cast)
    assert concern.words not in text_of(cast.hana)


def test_a_pair_they_may_not_know_of_yet_is_not_in_the_file(cast):
    zoe = make_person("Zoe Quist")
    mentor = enroll(cast.program, zoe, "mentor")
    make_pair(cast.program, mentor, cast.dan_enrolled, state="offered")
    assert "Zoe Quist" in text_of(zoe)
    assert "Zoe Quist" not in text_of(cast.dan)


def test_not_now_and_no_answer_read_the_same(cast):
    fill(cast)
    row = next(h for h in held.HELD if str(h.title) == "Mentors you asked")
    assert "state" not in row.download(cast.ben, now=timezone.now())[0]


@pytest.mark.parametrize("name", ["dan", "emil", "otto"])
def test_nobody_learns_that_they_were_excluded(cast, name):
    fill(cast)
    title = "People you do not want to be matched with"
    row = next(h for h in held.HELD if str(h.title) == title)
    mine = row.download(getattr(cast, name), now=timezone.now())
    assert [r["person"] for r in mine] == (["Ben Ito"] if name == "dan" else [])


def test_the_file_is_not_made_all_day_long(cast, sign_in):
    client = sign_in(cast.ben)
    assert [client.get(FILE).status_code for _n in range(31)] == [200] * 30 + [429]
    answer = client.get(FILE)
    assert "This file was not made: you have taken many within an hour." in answer.text
    assert "Content-Disposition" not in answer
    assert sign_in(cast.ada).get(FILE).status_code == 200
