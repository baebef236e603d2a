"""The demo is made once for all tests of this file, in a transaction that is rolled back."""

import datetime as dt
import io
import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, F
from django.test import override_settings
from django.utils import timezone

from checkins import close_page, health, notes, talks
from checkins.access import readable_concerns
from checkins.models import Action, Agreement, CheckIn, Meeting, Nudge, Talk
from community import awards, library_search, library_uses, shelf
from community.library_shelves import shelves
from community.models import (
    AwardCall,
    Group,
    Kudos,
    Path,
    PathProgress,
    Question,
    Resource,
    Rsvp,
    Session,
    SessionFeedback,
    Story,
    StoryConsent,
)
from insights.groups import TO
from insights.learning import findings, outcomes
from insights.models import Frozen, LearningRun, ReportWords
from insights.proof import starts
from insights.report import content
from matching import rematch, training, waiting
from matching.models import (
    Away,
    Enrollment,
    Invitation,
    MentorRequest,
    Pair,
    Program,
    Proposal,
    Round,
    Run,
    StartLot,
)
from mentorship.embedded.marks import leave_mark
from outbox.models import Message
from profiles.models import Goal, Offer, Profile, User

pytestmark = pytest.mark.xdist_group("demo")


# First in the file: the end of a test with its own transaction closes the connection.
def test_a_foreign_database_is_refused(db, settings, tmp_path):
    settings.EMBEDDED, settings.DATA_DIR = True, tmp_path
    with pytest.raises(CommandError, match="not created by make run"):
        call_command("demo")
    assert not Profile.objects.exists()


def test_other_environments_are_refused(db, settings, tmp_path):
    settings.EMBEDDED, settings.DATA_DIR = False, tmp_path
    with connection.cursor() as cursor:
        leave_mark(cursor, tmp_path)
    with pytest.raises(CommandError, match="only in what make run started"):
        call_command("demo")
    assert not Profile.objects.exists()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("var")
    ours = override_settings(EMBEDDED=True, DATA_DIR=folder)
    with django_db_blocker.unblock(), ours, transaction.atomic():
        with connection.cursor() as cursor:
            leave_mark(cursor, folder)
        out = io.StringIO()
        call_command("demo", stdout=out)
        yield SimpleNamespace(folder=folder, out=out.getvalue())
        transaction.set_rollback(True)


@pytest.fixture
def sign_ins(demo):
    return {p["role"]: p for p in json.loads((demo.folder / "demo-sign-ins.json").read_text())}


def profile_of(sign_in):
    return Profile.objects.get(user__email=sign_in["email"])


def test_the_company_is_there(demo):
    people = Profile.objects.active()
    assert people.count() == 400
    for field, count in {
        "department": 12,
        "level": 10,
        "site": 8,
        "time_zone": 5,
        "country": 5,
    }.items():
        assert people.order_by(field).values(field).distinct().count() == count, field
    assert people.filter(manager__isnull=True).count() == 1
    assert Offer.objects.count() > 900
    assert Goal.objects.exclude(sentence="").count() > 300
    assert "ready" in demo.out


def test_one_program_is_finished_with_history(demo):
    finished = Program.objects.filter(state=Program.State.FINISHED)
    program = finished.get(format=Program.Format.REVERSE)
    pairs = program.pairs.exclude(state=Pair.State.DECLINED)
    assert pairs.count() >= 30
    assert set(pairs.values_list("state", flat=True)) == {Pair.State.ENDED}
    answers = CheckIn.objects.filter(pair__program=program).answered()
    assert answers.count() > 500
    assert answers.exclude(words="").count() > 30
    assert not answers.filter(answered_at__gt=F("pair__ends_on") + dt.timedelta(days=9)).exists()


def test_one_pair_can_look_back(demo, sign_ins):
    sharer = profile_of(sign_ins["Mentor"])
    pair = Pair.objects.get(state=Pair.State.ENDED, mentor=sharer)
    ending = close_page.of(pair, sharer)
    assert ending.summary.meetings >= 6
    assert ending.has_certificate
    assert ending.mine
    assert ending.theirs
    mails = Message.objects.filter(kind__in=["celebrate", "thanks"])
    assert set(mails.values_list("status", flat=True)) == {Message.Status.SENT}


def test_one_concern_waits_for_hr(demo, sign_ins):
    ingrid = profile_of(sign_ins["HR admin"])
    concern = readable_concerns(ingrid.user).get()
    assert concern.state == concern.State.NEW
    assert concern.pair.partner_of(concern.reporter) in [
        part.profile for part in concern.parts.filter(part="named")
    ]


def test_one_program_runs_and_some_pairs_need_somebody(demo):
    now = dt.datetime.now(dt.UTC)
    pairs = Pair.objects.active().filter(program__name__contains=" Mentoring ")
    assert pairs.count() >= 45
    counts = health.counts(pairs, now=now, for_hr=True)
    assert 3 <= counts[health.CRY] <= 6
    assert 3 <= counts[health.NEVER_MET] + counts[health.SILENT] <= 16
    assert counts[health.FINE] > 30


def test_pairs_have_met_and_have_dates(demo):
    now = dt.datetime.now(dt.UTC)
    held = Meeting.objects.held()
    assert held.count() > 250
    assert not held.filter(starts_at__gt=now).exists()
    assert not held.filter(acts__isnull=True).exists()
    upcoming = Meeting.objects.upcoming(now=now)
    assert 15 <= upcoming.count() <= 45
    assert not upcoming.exclude(pair__state=Pair.State.ACTIVE).exists()
    met = Pair.objects.filter(checkins__answer__in=CheckIn.MET, checkins__answered_at__lt=now)
    assert not met.exclude(meetings__state="held").exclude(state="ended").exists()
    mails = Message.objects.filter(kind="meeting-invitation")
    assert mails.filter(key__contains=":0:").count() == 2
    # The dates of the pair that is away and of the two that are over were called off.
    assert mails.exclude(key__contains=":0:").count() in {2, 4, 6}


def test_a_pair_is_away_people_wait_and_one_asks_a_mentor(demo):
    now = dt.datetime.now(dt.UTC)
    absence = Away.objects.current().get()
    assert (absence.pair.state, absence.choice) == (Pair.State.AWAY, Away.Choice.INTERIM)
    assert waiting.mentees(now=now).count() == 2
    assert list(waiting.interims(now=now)) == [absence]
    request = MentorRequest.objects.open().get()
    assert request.mentee in waiting.mentees(now=now)
    assert now < request.answer_by
    assert any(one.options for one in rematch.waiters(absence.pair.program, now=now))


def test_a_round_waits_for_review(demo):
    round_ = Round.objects.get(state=Round.State.OPEN)
    assert 100 <= round_.proposals.count() <= 140
    assert round_.proposals.undecided().count() == round_.proposals.count()
    run = round_.runs.get()
    assert (run.state, run.receipt["certificate"]["matched"]) == (
        Run.State.DONE,
        round_.proposals.count(),
    )
    assert 1 <= run.unmatched.count() <= 25
    assert Proposal.objects.filter(round=round_, flags=[]).exists()
    assert all(len(row.reasons) == 3 for row in round_.proposals.all()[:20])


def test_a_program_is_open_for_sign_up(demo, sign_ins):
    today = dt.datetime.now(dt.UTC).date()
    program = Program.objects.get(name="Ready to Lead")
    assert program.sign_up_is_open(today=today)
    assert program.enrollments.active().count() >= 20
    states = dict(program.invitations.values_list("state").annotate(n=Count("pk")))
    assert states[Invitation.State.SENT] > 30
    assert states[Invitation.State.NOT_FOR_ME] == 4


def test_places_are_counted_right(demo):
    open_pairs = Pair.objects.open()
    for role in ("mentor", "mentee"):
        counted = dict(open_pairs.values_list(f"{role}_enrollment").annotate(n=Count("pk")))
        used = dict(Enrollment.objects.filter(role=role, used__gt=0).values_list("pk", "used"))
        assert counted == used
    assert not Pair.objects.filter(mentor__manager=F("mentee")).exists()


def test_pairs_have_written_down_what_they_agreed(demo, sign_ins):
    signed = Agreement.objects.exclude(agreed_minutes=None)
    half = Agreement.objects.filter(agreed_minutes=None)
    assert signed.count() > 25
    assert half.count() > 3
    assert Agreement.objects.count() < Pair.objects.exclude(state="recalled").count()
    mentor = profile_of(sign_ins["Mentor"])
    ours = Agreement.objects.get(pair__mentor=mentor, pair__state="active")
    assert (ours.version, ours.mentor_signed_at, ours.versions.count()) == (2, None, 1)
    actions = Action.objects.filter(pair=ours.pair)
    assert actions.exclude(done_at=None).count() == 1
    assert actions.open().count() == 3
    assert notes.of(mentor, ours.pair).count() == 2


def test_only_a_handful_of_mails_is_sent(demo, sign_ins):
    waiting = Message.objects.filter(status=Message.Status.QUEUED)
    kinds = set(waiting.values_list("kind", flat=True))
    assert {"weekly-nudge", "match-mentor", "match-mentee", "review-ready", "invitation"} <= kinds
    assert waiting.count() <= 30
    nudged = waiting.filter(kind="weekly-nudge").values_list("recipient__email", flat=True)
    assert sign_ins["Mentor"]["email"] in nudged
    assert len(nudged) == 2
    assert Message.objects.exclude(status=Message.Status.QUEUED).count() > 100


def test_the_two_one_signs_in_as_are_asked_whether_they_met(demo, sign_ins):
    for role in ("Mentor", "Mentee"):
        nudge = Nudge.objects.get(profile=profile_of(sign_ins[role]))
        assert [step.partition(":")[0] for step in nudge.steps] == ["ask"]


def test_thirty_sessions_and_two_of_last_winter(demo, sign_ins):
    """Held, ahead and proposed; the mentor has one to go to and one to say something about."""
    now, events = timezone.now(), Session.objects.filter(office=None)
    assert events.count() == 32
    assert events.past(now=now).count() == 18
    assert events.upcoming(now=now).count() == 11
    assert events.proposed().count() == 3
    assert SessionFeedback.objects.count() > 60
    assert SessionFeedback.objects.filter(may_name=True).exclude(words="").count() >= 5
    assert (
        Resource.objects.published().filter(kind="recording", sessions__isnull=False).count() == 6
    )
    assert Rsvp.objects.waiting().count() == 3
    going = Rsvp.objects.going().values("session").annotate(n=Count("pk"))
    used = dict(Session.objects.filter(used__gt=0).values_list("pk", "used"))
    assert {row["session"]: row["n"] for row in going} == used
    mentor = profile_of(sign_ins["Mentor"])
    assert mentor.rsvps.going().count() == 2
    mails = Message.objects.filter(recipient=mentor.user, kind__startswith="session-")
    assert {"session-invitation", "session-question"} <= set(mails.values_list("kind", flat=True))


def test_six_people_to_sign_in_as(demo, sign_ins):
    roles = ["Employee", "Mentor", "Mentee", "HR admin", "Coordinator", "Sponsor"]
    assert list(sign_ins) == roles
    employee, mentor = profile_of(sign_ins["Employee"]), profile_of(sign_ins["Mentor"])
    theirs = profile_of(sign_ins["Mentee"]).pairs_as_mentee.active().get()
    assert theirs.mentor == mentor
    assert theirs.meetings.upcoming(now=timezone.now()).exists()
    assert not employee.enrollments.exists()
    assert mentor.pairs_as_mentor.active().count() == 1
    assert mentor.pairs_as_mentor.filter(state=Pair.State.OFFERED).count() == 1
    hr = profile_of(sign_ins["HR admin"]).user
    assert hr.role_grants.exists()
    assert profile_of(sign_ins["Coordinator"]).user.coordinates.count() >= 3
    verified = User.objects.filter(emailaddress__verified=True, emailaddress__primary=True)
    assert verified.filter(email__in=[p["email"] for p in sign_ins.values()]).count() == 6


def test_a_report_is_written_and_mailed_every_month(demo, sign_ins):
    row = ReportWords.objects.latest("starts_on")
    assert row.program.report_plan.rhythm == "monthly"
    assert row.program.sponsor == profile_of(sign_ins["Sponsor"])
    found = content.of(row.program, row.period)
    assert len([one for one in found.main if not one.hidden]) >= 3


def test_a_start_by_lot_pairs_to_learn_from_and_where_knowledge_goes(demo):
    now = timezone.now()
    lot = StartLot.objects.get()
    assert starts.read_on(lot) < now.date()
    assert all(one.apart for one in starts.of(lot))
    look = LearningRun.objects.get()
    learnt = findings.of_table(outcomes.of_program(look.program, now=now), seed=1)
    assert learnt["steps"]["skills"] > 0
    told = Frozen.objects.filter(measure="crossing_departments", program=None, cut="flow")
    last = told.filter(week=told.latest("week").week)
    assert len({row.value.partition(TO)[2] for row in last}) >= 3
    soon = Frozen.objects.filter(measure="first_meeting_7", program=None, cut="").latest("week")
    assert soon.numerator > soon.denominator / 2


def test_sign_ins_are_printed_as_lines(demo, sign_ins):
    out = io.StringIO()
    call_command("demo", "--sign-ins", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 6
    assert all(p["email"] in line for p, line in zip(sign_ins.values(), lines, strict=True))


def test_a_second_run_changes_nothing(demo):
    def counts():
        models = (Profile, Goal, Program, Pair, Proposal, CheckIn, Message, Invitation)
        return [model.objects.count() for model in models]

    before, out = counts(), io.StringIO()
    call_command("demo", stdout=out)
    assert counts() == before
    assert out.getvalue() == ""


def test_people_are_on_paths_and_a_program_asks_for_one(demo, sign_ins):
    assert Path.objects.published().count() == 5
    mentor = profile_of(sign_ins["Mentor"])
    badges = mentor.paths.filter(finished_at__isnull=False).values_list("path__slug", flat=True)
    assert "become-a-mentor" in badges
    assert mentor.paths.get(path__slug="share-what-you-know").done.count() == 3
    finished = PathProgress.objects.filter(finished_at__isnull=False)
    assert finished.count() >= 30
    for progress in finished.select_related("path")[:10]:
        assert progress.done.count() == progress.path.steps.current().count()
    program = Program.objects.get(name__startswith="Ready to Lead")
    assert training.is_asked(program)
    mentors = list(program.enrollments.filter(role="mentor").values_list("profile", flat=True))
    left_out = training.missing(program, mentors)
    assert 0 < len(left_out) < len(mentors)


def test_colleagues_thank_each_other_and_tell_what_they_did(demo, sign_ins):
    assert (Kudos.objects.count(), Kudos.objects.public().count()) == (60, 54)
    assert Story.objects.public().count() == 4
    mentor = profile_of(sign_ins["Mentor"])
    asked = StoryConsent.objects.get(profile=mentor, state="asked")
    assert asked.story.state == Story.State.ASKING
    past, running = AwardCall.objects.order_by("opens_at")
    assert [one.person is not None for one in awards.winners(past)] == [True, True]
    assert running.announced_at is None
    assert running.nominations.count() == 3


def test_whoever_speaks_for_a_program_is_named(demo):
    spoken = Program.objects.exclude(sponsor_message="")
    assert spoken.exists()
    assert not spoken.filter(sponsor=None).exists()
    reverse = spoken.get(format=Program.Format.REVERSE)
    assert Pair.objects.filter(program=reverse, mentee=reverse.sponsor).exists()


def test_questions_wait_are_answered_and_have_become_items(demo, sign_ins):
    assert Question.objects.count() == 12
    assert not Question.objects.filter(asked=None).exists()
    assert Question.objects.open().unanswered().count() == 3
    assert Resource.objects.published().filter(answer__sharing="agreed").count() == 3
    mentor, mentee = profile_of(sign_ins["Mentor"]), profile_of(sign_ins["Mentee"])
    assert mentor.asked.filter(state="waits").exists()
    assert mentee.questions.filter(answers__resource__state="published").exists()
    assert {
        len(item.summary.split(" asked, ")) for item in Resource.objects.exclude(answer=None)
    } == {2}


def test_the_library_is_stocked(demo, sign_ins):
    of_talks = Talk.objects.exclude(document=None).values("document")
    items = Resource.objects.filter(sessions=None, answer=None).exclude(pk__in=of_talks)
    assert items.count() == 120
    assert items.exclude(body="").count() >= 15
    assert items.filter(state="suggested").count() == 4
    assert not items.filter(skills=None).exists()
    assert not items.published().filter(owner=None).exists()
    assert (
        items.published()
        .filter(published_at__gte=dt.datetime.now(dt.UTC) - dt.timedelta(30))
        .count()
        > 10
    )
    mentor = profile_of(sign_ins["Mentor"])
    assert mentor.saved_resources.count() >= 4
    assert all(shelf.items for shelf in shelves(mentor, now=dt.datetime.now(dt.UTC)))
    assert library_search.find("negotation", items.published()).instead == ("negotiation",)


def test_groups_of_every_kind_keep_something_at_hand(demo):
    counted = (
        Group.objects.filter(program=None)
        .order_by("kind")
        .values_list("kind")
        .annotate(n=Count("pk"))
    )
    assert dict(counted) == {"circle": 6, "community": 5, "project": 4}
    for group in Group.objects.filter(program=None).exclude(state="archived"):
        assert shelf.items(group).exists(), group.name
    most_used = Resource.objects.annotate(n=Count("shelves")).order_by("-n", "pk").first()
    assert library_uses.of(most_used, Profile.objects.first()).shown


def test_the_smaller_formats_are_lived(demo):
    found = {pair.pk: pair for pair in Pair.objects.select_related("program")}
    of = {
        kind: [pair for pair in found.values() if pair.program.format == kind]
        for kind in ("flash", "coaching", "handover", "group")
    }
    assert [len(of[kind]) for kind in of] == [6, 1, 1, 4]
    assert sorted(pair.state for pair in of["flash"]) == ["active"] * 3 + ["ended"] * 3
    coaching, handover = of["coaching"][0], of["handover"][0]
    assert coaching.agreement.is_signed
    assert coaching.meetings.held().count() == 3
    topics = talks.of(handover, handover.mentee, held=talks.held(handover))
    assert [line.is_written for line in topics] == [True, False, False, False]
    assert [line.is_held for line in topics] == [True, True, False, False]
    group = Group.objects.get(program=of["group"][0].program)
    assert (group.state, group.used) == ("running", 5)
