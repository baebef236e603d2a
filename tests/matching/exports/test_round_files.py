import datetime as dt
import gc
import io
import tracemalloc
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions, publishing
from matching.exports import csv_file, lines, xlsx_file
from matching.exports.columns import COLUMNS
from matching.exports.lines import Line
from matching.exports.paper import Paper
from matching.models import Enrollment, Pair
from profiles.models import AuditEvent, DoNotMatch
from tests.matching.exports.reading import NS, body, cells, csv_rows, sheets, text_of
from tests.matching.rounds_world import make_world
from tests.people import enroll

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    decisions.reject(world.proposal("Omar"), by=world.cora.user, reason="=cmd|' /C calc'!A0")
    world.round.refresh_from_db()
    return world


def take(client, world, ending):
    answer = client.post(reverse(f"export-round-{ending}", args=[world.round.pk]))
    return answer, body(answer)


def by_mentee(data):
    return {row["Mentee"]: row for row in csv_rows(data)}


def test_the_csv_says_what_the_round_says(world, sign_in):
    answer, data = take(sign_in(world.hana), world, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "spring-mentoring-round-1-proposals-" in answer["Content-Disposition"]
    rows = by_mentee(data)
    assert set(rows) == {"Ben Ito", "Omar Haddad", "Priya Nair"}
    ben, proposal = rows["Ben Ito"], world.proposal("Ben")
    assert ben["Mentor"] == proposal.mentor.profile.name
    assert ben["Mentee's department"] == "Finance"
    assert ben["Decision"] == "Approved"
    assert ben["Decided by"] == "Hana Suzuki"
    assert ben["Fit"] == str(proposal.score * 100 // proposal.maximum)
    assert ben["Rank for the mentee"] == str(proposal.rank)
    assert ben["Pair"] == ""
    at = proposal.decided_at.astimezone(ZoneInfo("Europe/Madrid"))
    assert ben["Decided at (Europe/Madrid)"] == f"{at:%Y-%m-%d %H:%M}"


def test_a_formula_is_text_in_both_files(world, sign_in):
    client = sign_in(world.hana)
    _answer, data = take(client, world, "csv")
    assert b"\"'=cmd|" in data
    assert by_mentee(data)["Omar Haddad"]["Reason"] == "=cmd|' /C calc'!A0"
    _answer, book = take(client, world, "xlsx")
    found = [cell for cell in cells(book).values() if "cmd" in text_of(cell)]
    assert [text_of(cell) for cell in found] == ["=cmd|' /C calc'!A0"]
    assert not [cell for cell in cells(book).values() if cell.find("m:f", NS) is not None]


def test_the_workbook_keeps_dates_as_dates_and_explains_itself(world, sign_in):
    answer, data = take(sign_in(world.hana), world, "xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    proposals, read_me = sheets(data)
    titles = proposals[0]
    assert len(proposals) == 4
    column = "ABCDEFGHIJKLMNOPQRST"[titles.index("Decided at (Europe/Madrid)")]
    ben = next(n for n, row in enumerate(proposals, 1) if row[0] == "Ben Ito")
    decided = cells(data)[f"{column}{ben}"]
    assert decided.get("t") != "inlineStr"
    assert float(text_of(decided)) > 40_000
    said = {row[0]: row[1] for row in read_me if len(row) == 2}
    assert [row[0] for row in read_me[1 : len(COLUMNS) + 1]] == titles
    assert all(row[1] for row in read_me[1 : len(COLUMNS) + 1])
    assert said["Exported by"] == "Hana Suzuki"
    assert said["Time zone"] == "Europe/Madrid"
    assert said["Round"] == "1 (Open)"


def test_a_published_round_says_what_became_of_the_pairs(world, sign_in):
    now = timezone.now()
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=now)
    _answer, data = take(sign_in(world.hana), world, "csv")
    rows = by_mentee(data)
    assert rows["Ben Ito"]["Pair"] == "Scheduled"
    assert rows["Omar Haddad"]["Pair"] == ""


def test_a_recalled_pair_leaves_no_state(world, sign_in):
    now, hana = timezone.now(), world.hana.user
    publishing.publish(world.round, by=hana, version=world.round.version, now=now)
    publishing.recall(world.round, by=hana, now=now)
    _answer, data = take(sign_in(world.hana), world, "csv")
    assert {row["Pair"] for row in csv_rows(data)} == {""}


def test_a_pair_without_a_proposal_is_in_it_too(world, sign_in):
    today = timezone.now().date()
    mentor = Enrollment.objects.exclude(pk=world.proposal("Priya").mentor_id).filter(role="mentor")
    Pair.objects.create(
        program=world.program,
        round=world.round,
        mentor_enrollment=mentor[0],
        mentee_enrollment=world.mentees["Priya"],
        mentor=mentor[0].profile,
        mentee=world.mentees["Priya"].profile,
        starts_on=today,
        ends_on=today + dt.timedelta(days=90),
        visible_at=timezone.now(),
        state=Pair.State.OFFERED,
    )
    _answer, data = take(sign_in(world.hana), world, "csv")
    extra = csv_rows(data)[-1]
    assert (extra["Mentee"], extra["Pair"]) == ("Priya Nair", "Waiting for the mentor")
    assert extra["Decision"] == extra["Fit"] == ""


def test_nobody_exports_a_match_of_their_own(world, sign_in):
    mentor = enroll(world.program, world.hana, "mentor")
    world.round.proposals.filter(mentee=world.mentees["Ben"]).update(mentor=mentor)
    _answer, data = take(sign_in(world.hana), world, "csv")
    assert "Ben Ito" not in by_mentee(data)


def test_private_things_stay_out(world, sign_in):
    DoNotMatch.objects.create(
        author=world.mentees["Ben"].profile, other=world.mentors["Jonas"].profile
    )
    for ending in ("csv", "xlsx"):
        _answer, data = take(sign_in(world.hana), world, ending)
        text = data.decode("utf-8") if ending == "csv" else str(sheets(data)[0])
        assert "exclu" not in text.lower()
        assert "client workshop" not in text


def test_who_takes_a_file_is_written_down(world, sign_in):
    take(sign_in(world.cora), world, "xlsx")
    event = AuditEvent.objects.get(action="round.exported")
    assert (event.actor, event.object_id) == (world.cora.user, world.round.pk)
    assert event.data == {"format": "xlsx", "lines": 3}


def test_the_page_explains_the_columns_and_an_empty_round(world, sign_in):
    client, address = sign_in(world.hana), reverse("export-round", args=[world.round.pk])
    text = client.get(address).content.decode()
    assert "3 lines." in text
    assert "Rank for the mentor" in text
    world.round.proposals.all().delete()
    assert "Nothing to export yet" in client.get(address).content.decode()
    _answer, data = take(client, world, "csv")
    assert csv_rows(data) == []


def test_a_person_takes_so_many_files_an_hour(world, sign_in):
    client = sign_in(world.hana)
    for _n in range(15):
        for ending in ("csv", "xlsx"):
            assert take(client, world, ending)[0].status_code == 200
    for ending in ("csv", "xlsx"):
        answer = client.post(reverse(f"export-round-{ending}", args=[world.round.pk]))
        assert answer.status_code == 429
        assert "you have taken many within an hour" in answer.text
    assert AuditEvent.objects.filter(action="round.exported").count() == 30


def test_five_thousand_lines_cost_two_queries_and_little_memory(world, django_assert_num_queries):
    paper = Paper(world.round, world.hana.user, timezone.now(), ZoneInfo("UTC"))
    with django_assert_num_queries(2):
        (line, *_rest) = lines.of(world.round, reader=world.hana.user)
    many = (Line(line.mentee, line.mentor, line.proposal, "active") for _n in range(5_000))
    tracemalloc.start()
    with xlsx_file.of_round(many, paper) as file:
        book = file.read()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * 2**20
    assert len(sheets(book)[0]) == 5_001
    again = (Line(line.mentee, line.mentor, line.proposal, "active") for _n in range(5_000))
    text = io.BytesIO("".join(csv_file.of_round(again, paper)).encode())
    assert len(csv_rows(text.read())) == 5_000


def test_a_file_that_cannot_be_written_leaves_none_open(world):
    def broken():
        yield from lines.of(world.round, reader=world.hana.user)
        raise RuntimeError("the database went away")

    paper = Paper(world.round, world.hana.user, timezone.now(), ZoneInfo("UTC"))
    with pytest.raises(RuntimeError, match="went away"):
        xlsx_file.of_round(broken(), paper)
    gc.collect()
