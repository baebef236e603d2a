"""What matching puts on the overview, entry by entry, for HR and for coordinators."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import decisions, overview, publishing, rounds, runs
from matching.models import Enrollment, Pair, Program, Proposal, ReviewComment, Run
from matching.overview import dates
from profiles.models import Profile
from tests.matching.rounds_world import make_world, mentee, mentor
from tests.people import make_pair, make_person, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def needs(reader) -> dict[str, object]:
    user = reader.user if reader else None
    return {entry.title: entry for entry in overview.of(user, now=timezone.now()).needs}


def figures(reader) -> dict[str, object]:
    return {one.label: one for one in overview.of(reader.user, now=timezone.now()).figures}


def test_a_round_from_its_first_run_to_publish(world):
    first = "Round 1 of Spring Mentoring waits for its first run"
    assert needs(world.hana)[first].url == reverse("program-setup", args=[world.program.pk])
    runs.request(world.round, by=world.hana.user)
    assert not any("Spring" in title for title in needs(world.hana))
    runs.execute_next("test", now=timezone.now())
    found = needs(world.hana)
    left = found["1 person is still waiting in Spring Mentoring"]
    assert (left.verb, left.url) == ("See fixes", reverse("round-unmatched", args=[world.round.pk]))
    review = next(entry for entry in found.values() if entry.verb == "Review")
    assert review.url == world.round.get_absolute_url()
    assert "0 of 3 decided" in review.line
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    review = next(e for e in needs(world.cora).values() if e.verb == "Continue review")
    assert "1 of 3 decided" in review.line
    for proposal in Proposal.objects.filter(round=world.round).undecided():
        decisions.approve(proposal, by=world.hana.user)
    ready = "3 pairs in Spring Mentoring are ready to go out"
    assert needs(world.hana)[ready].url == reverse("publish-round", args=[world.round.pk])
    # Publishing is for HR.
    assert ready not in needs(world.cora)


def test_everybody_left_over_by_the_newest_run_is_counted(world):
    mentee(world.program, "Zig Fan", ("Zig",))
    world.run()
    mentee(world.program, "Perl Fan", ("Perl",))
    world.run()
    assert "3 people are still waiting in Spring Mentoring" in needs(world.hana)


def test_a_late_review_says_so(world):
    world.run()
    past = timezone.now().date() - dt.timedelta(days=3)
    Program.objects.filter(pk=world.program.pk).update(matching_on=past)
    lines = [entry.line for entry in needs(world.hana).values()]
    assert any("Pairs were to go out on" in line for line in lines)


def test_a_failed_run_leads_to_its_page(world):
    run, _ = runs.request(world.round, by=world.hana.user)
    Run.objects.filter(pk=run.pk).update(state="failed", error="Two pairs are locked.")
    entry = needs(world.cora)["Matching in Spring Mentoring did not finish"]
    assert (entry.line, entry.url) == ("Two pairs are locked.", reverse("run", args=[run.pk]))


def test_a_comment_leads_whoever_it_names_to_the_pair(world):
    world.run()
    proposal = world.proposal("Ben")
    ReviewComment.objects.create(
        round=world.round, mentor=proposal.mentor, mentee=proposal.mentee, text="Too far apart?",
        author=world.hana.user, mentioned=world.cora.user,
    )  # fmt: skip
    names = f"Ben Ito and {proposal.mentor.profile.name}"
    entry = needs(world.cora)[f"Hana Suzuki asks you about {names}"]
    assert (entry.line, entry.url) == ("“Too far apart?”", reverse("proposal", args=[proposal.pk]))
    assert not any("asks you" in title for title in needs(world.hana))
    ReviewComment.objects.update(settled_at=timezone.now())
    assert not any("asks you" in title for title in needs(world.cora))


def test_nobody_reads_about_a_match_of_their_own(world):
    world.run()
    proposal = world.proposal("Ben")
    ReviewComment.objects.create(
        round=world.round, mentor=proposal.mentor, mentee=proposal.mentee, text="About you.",
        mentioned=world.cora.user,
    )  # fmt: skip
    Enrollment.objects.filter(pk=proposal.mentee_id).update(profile=world.cora)
    found = needs(world.cora)
    assert not any("asks you" in title for title in found)
    review = next(entry for entry in found.values() if entry.verb == "Review")
    assert "of 2 decided" in review.line


def publish_all(world):
    world.run()
    for proposal in Proposal.objects.filter(round=world.round):
        decisions.approve(proposal, by=world.hana.user)
    world.round.refresh_from_db()
    now = timezone.now()
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=now)


def test_late_joiners_wait_until_the_last_start(world):
    publish_all(world)
    without = needs(world.hana)["1 person waits for a mentor"]
    assert (without.verb, "invite mentors first" in without.line) == ("Invite mentors", True)
    mentor(world.program, "Late Mentor", ("Rust",))
    mentee(world.program, "Lena Fox", ("SQL",))
    entry = needs(world.cora)["2 people wait for a mentor"]
    assert entry.url == reverse("hr-program", args=[world.program.pk]) + "#late-joiners"
    assert "1 place is free" in entry.line
    today = timezone.now().date()
    dates = {"starts_on": today - dt.timedelta(days=9), "last_start_on": today}
    Program.objects.filter(pk=world.program.pk).update(**dates)
    assert "Last start:" in needs(world.hana)["2 people wait for a mentor"].line
    yesterday = today - dt.timedelta(days=2)
    Program.objects.filter(pk=world.program.pk).update(last_start_on=yesterday)
    assert "2 people wait for a mentor" not in needs(world.hana)


def test_a_program_whose_sign_up_has_closed_can_be_matched(world):
    rounds.cancel_round(world.round, by=world.hana.user, now=timezone.now())
    assert not needs(world.hana)
    past = timezone.now().date() - dt.timedelta(days=3)
    Program.objects.filter(pk=world.program.pk).update(sign_up_closes=past)
    entry = needs(world.hana)["4 mentees in Spring Mentoring can be matched"]
    assert entry.url == reverse("program-setup", args=[world.program.pk])


def test_drafts_applications_and_reporting_lines(world):
    draft = make_program("Autumn Mentoring", state="draft")
    title = "Autumn Mentoring is a draft"
    assert needs(world.hana)[title].url == reverse("program-setup", args=[draft.pk])
    assert title not in needs(world.cora)
    mentee(world.program, "Wim Boer", ("SQL",))
    Enrollment.objects.filter(profile__name="Wim Boer").update(state="applied")
    assert "1 person waits to be accepted" in needs(world.cora)
    pair = make_pair(world.program, world.mentors["Ada"], world.mentees["Ben"])
    Profile.objects.filter(pk=pair.mentee_id).update(manager=pair.mentor)
    entry = needs(world.cora)["Ada Obi and Ben Ito are in one reporting line now"]
    assert entry.url == reverse("pair-conflict", args=[pair.pk])


def test_another_coordinator_reads_none_of_it(world):
    publish_all(world)
    otto = make_person("Otto Berg")
    make_program("Elsewhere").coordinators.create(user=otto.user)
    assert needs(otto) == {}
    assert figures(otto)["Signed up"].number == 0
    page = overview.of(otto.user, now=timezone.now())
    assert [line.program.name for line in page.sections[0].context["lines"]] == ["Elsewhere"]


def test_figures_count_everybody_once(world):
    second = make_program("Second")
    mentor(second, "Solo Mentor", ("SQL",))
    Enrollment.objects.create(
        program=second, profile=world.mentors["Ada"].profile, role="mentor", capacity=1
    )
    found = figures(world.hana)
    assert found["Signed up"].number == 8
    assert (found["Wait for a mentor"].number, found["Wait for a mentor"].note) == (
        4, "5 places are free",
    )  # fmt: skip
    assert "Proposed pairs" not in found
    world.run()
    assert (figures(world.cora)["Proposed pairs"].number, figures(world.cora)["Signed up"].number) == (
        3, 7,
    )  # fmt: skip


def test_a_declined_pair_is_for_others_than_its_members(world):
    world.run()
    decisions.approve(world.proposal("Ben"), by=world.hana.user)
    world.round.refresh_from_db()
    early = timezone.now() - dt.timedelta(minutes=11)
    publishing.publish(world.round, by=world.hana.user, version=world.round.version, now=early)
    Pair.objects.update(state="declined")
    Enrollment.objects.update(used=0)
    assert "Ben Ito needs another mentor" in needs(world.cora)
    ben = world.mentees["Ben"].profile
    world.program.coordinators.create(user=ben.user)
    assert "Ben Ito needs another mentor" not in needs(ben)


def phases(program, round_=None, *, today):
    return [phase.state for phase in dates.line(program, round_, today).phases]


def test_the_line_of_dates_moves_with_the_calendar_and_the_round(world):
    program, day = world.program, dt.timedelta(days=1)
    assert phases(program, today=program.sign_up_opens - day) == ["todo"] * 6
    assert phases(program, today=program.sign_up_closes) == ["now", *["todo"] * 5]
    assert phases(program, today=program.sign_up_closes + day)[:2] == ["done", "now"]
    assert phases(program, today=program.starts_on)[3:] == ["now", "todo", "todo"]
    late = phases(program, world.round, today=program.starts_on)
    assert late == ["done", "now", "todo", "todo", "todo", "todo"]
    assert phases(program, today=program.ends_on + day)[-1] == "now"
