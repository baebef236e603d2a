"""Every rule of "Next for you" (docs/home.md): it is not there, it appears, and it goes.

A scene makes the rule apply, yields the person it is for, and then does what ends it.
"""

import datetime as dt

import pytest
from django.utils import timezone

from checkins.models import Action, Agreement, CheckIn, Concern, ConcernPart, MentorWish
from community import award_votes, joining, path_progress, question_answers, stories
from community.models import (
    Answer,
    Asked,
    Group,
    Membership,
    Nominee,
    PlanStep,
    Session,
    SessionFeedback,
)
from matching import engine, policies, training
from matching.models import Enrollment, JoinDraft, MentorRequest, Pair, Program
from profiles import contributions
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit
from tests.checkins.asked import ask
from tests.checkins.test_met import meeting
from tests.community.groups.world import make_group
from tests.community.paths.build import finish, full_path
from tests.community.questions import world as questions
from tests.community.recognition.test_awards import a_vote
from tests.community.recognition.world import asked, call, nominate
from tests.community.sessions.world import held
from tests.people import enroll, make_offer, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def now():
    return timezone.now()


def concern(cast, settings):
    settings.SECOND_CONTACT = cast.emil.user.email
    made = Concern.objects.create(
        kind="other", reporter=cast.ben, words="W.", reported_at=now(), answer_by=now() + DAY
    )
    ConcernPart.objects.create(concern=made, profile=cast.emil, part="reader", since=now())
    yield cast.emil
    Concern.objects.update(owner=cast.emil, state="taken", acknowledged_at=now())


def match_question(cast, settings):
    program = make_program("Offered")
    mentor, mentee = enroll(program, cast.emil, "mentor"), enroll(program, cast.dan)
    make_pair(program, mentor, mentee, state="offered", answer_by=now() + 3 * DAY)
    yield cast.emil
    Pair.objects.filter(program=program).update(state="active")


def mentor_request(cast, settings):
    program = make_program("Asked", takes_requests=True)
    mentor, mentee = enroll(program, cast.emil, "mentor"), enroll(program, cast.dan)
    MentorRequest.objects.create(
        mentee=mentee, mentor=mentor, message="Hi", asked_at=now(), answer_by=now() + 7 * DAY
    )
    yield cast.emil
    MentorRequest.objects.all().delete()


def group_invitation(cast, settings):
    group = make_group(cast.ada)
    joining.invite(group, [cast.ben], by=cast.ada.user, now=now())
    yield cast.ben
    joining.answer(Membership.objects.get(profile=cast.ben), yes=False, now=now())


def weekly_question(cast, settings):
    ask(cast)
    yield cast.ben
    CheckIn.objects.update(closes_at=now())


def place_in_program(cast, settings):
    row = enroll(make_program("Chosen"), cast.emil, state="notified")
    yield cast.emil
    Enrollment.objects.filter(pk=row.pk).update(state="active")


def did_you_meet(cast, settings):
    booked = meeting(cast.pair, now() - DAY, "booked")
    yield cast.ben
    booked.state = "held"
    booked.save()


def question_asked(cast, settings):
    questions.make_offer_once(cast.emil)
    questions.question_lists.choose(cast.emil, 2)
    questions.ask(cast.dan, now=now())
    yield cast.emil
    Asked.objects.update(state="passed", settled_at=now())


def group_request(cast, settings):
    group = make_group(cast.ben, entry="ask")
    row = joining.join(group, cast.ada, words="Please.", now=now())
    yield cast.ben
    joining.take_in(row, by=cast.ben.user, now=now())


def training_asked(cast, settings):
    path = full_path()
    enroll(cast.program, cast.emil, "mentor")
    document = policies.engine_policy(policies.current(cast.program)).to_document()
    document["rules"] = [*document["rules"], training.RULE]
    policies.save_version(cast.program, engine.Policy.from_document(document), by=None)
    yield cast.emil
    finish(path, cast.emil)


def finish_joining(cast, settings):
    answers = {"role": "mentee", "goals": [], "sentence": "", "time_zone": "UTC"}
    JoinDraft.objects.create(program=cast.program, profile=cast.emil, answers=answers)
    yield cast.emil
    enroll(cast.program, cast.emil)


def sign_agreement(cast, settings):
    words = {"goals": "Lead.", "weeks_between": 2, "minutes": 45, "edited_by": "mentor"}
    at = now()
    Agreement.objects.create(pair=cast.pair, edited_at=at, mentor_signed_at=at, **words)
    yield cast.ben
    Agreement.objects.update(mentee_signed_at=now())


def story_consent(cast, settings):
    story = asked(cast.ada, cast.ben)
    yield cast.ben
    stories.agree(story, cast.ben, edition=story.edition, now=now())


def question_shared(cast, settings):
    answer = questions.offered(cast.dan, cast.emil, now=now() - DAY)
    yield cast.emil
    Answer.objects.filter(pk=answer.pk).update(sharing="refused")


def session_wrap_up(cast, settings):
    session = held(cast.ben, cast.ada)
    yield cast.ben
    Session.objects.filter(pk=session.pk).update(wrapped_at=now())


def award_nomination(cast, settings):
    nominate(call(cast.hana), cast.ada, cast.ben)
    yield cast.ben
    Nominee.objects.update(state="named", answered_at=now())


def quiet_group(cast, settings):
    group = make_group(cast.ben, "community")
    Group.objects.filter(pk=group.pk).update(quiet_asked_at=now())
    yield cast.ben
    Group.objects.filter(pk=group.pk).update(quiet_asked_at=None)


def action_due(cast, settings):
    Action.objects.create(
        pair=cast.pair, text="Send it", owner=cast.ben, due_on=now().date(), created_at=now()
    )
    yield cast.ben
    Action.objects.update(done_at=now())


def group_step(cast, settings):
    group = make_group(cast.ben)
    Group.objects.filter(pk=group.pk).update(state="running", started_at=now())
    PlanStep.objects.filter(group=group).delete()
    PlanStep.objects.create(group=group, title="Read", due_on=now().date() + DAY, created_at=now())
    yield cast.ben
    PlanStep.objects.update(done_at=now())


def award_jury(cast, settings):
    award = a_vote(cast, decision="jury", jury=[cast.emil])
    yield cast.emil
    award_votes.vote(award, cast.emil, [cast.ben.pk], now=now())


def session_feedback(cast, settings):
    session = held(cast.ada, cast.ben)
    yield cast.ben
    SessionFeedback.objects.create(
        session=session, profile=cast.ben, answer="useful", said_at=now()
    )


def question_answered(cast, settings):
    answer = questions.answered(cast.emil, cast.dan, now=now() - DAY)
    yield cast.emil
    question_answers.helped(answer, now=now())


def mentor_wish(cast, settings):
    MentorWish.objects.create(profile=cast.emil, said_at=now())
    yield cast.emil
    MentorWish.objects.all().delete()


def join_program(cast, settings):
    yield cast.emil
    Program.objects.update(sign_up_closes=now().date() - 2 * DAY)


def path_begun(cast, settings):
    path = full_path()
    path_progress.finish_step(path.steps.first(), cast.ben, now=now())
    yield cast.ben
    finish(path, cast.ben)


def award_vote(cast, settings):
    award = a_vote(cast)
    yield cast.emil
    award_votes.vote(award, cast.emil, [cast.ben.pk], now=now())


def time_zone(cast, settings):
    yield cast.emil
    Profile.objects.update(time_zone_confirmed=True)


def offers(cast, settings):
    yield cast.emil
    for skill in ("SQL", "Speaking"):
        make_offer(cast.emil, skill)


# Applies from the first day of everybody's account, or of the cast's program.
ALWAYS = {Rank.TIME_ZONE, Rank.OFFERS, Rank.JOIN_PROGRAM}


def rules_for(person):
    return [task.rank for task in contributions.home_tasks(Visit(reload(person), timezone.now()))]


def reload(person):
    return Profile.objects.select_related("user").get(pk=person.pk)


@pytest.mark.parametrize("rule", list(Rank))
def test_it_appears_and_it_goes(cast, settings, rule):
    before = {p.pk: rule in rules_for(p) for p in (cast.ben, cast.emil)}
    assert rule in ALWAYS or not any(before.values())
    scene = globals()[rule.name.lower()](cast, settings)
    person = next(scene)
    assert rule in rules_for(person)
    assert next(scene, None) is None
    assert rule not in rules_for(person)


def test_the_three_that_come_first_are_shown(cast, settings, sign_in):
    scenes = [scene(cast, settings) for scene in (time_zone, group_invitation, weekly_question)]
    scenes += [scene(cast, settings) for scene in (action_due, story_consent)]
    for scene in scenes:
        next(scene)
    page = sign_in(cast.ben).get("/")
    shown = [task.rank for task in page.context["tasks"]]
    assert shown == [Rank.GROUP_INVITATION, Rank.WEEKLY_QUESTION, Rank.STORY_CONSENT]


def test_of_two_actions_the_earlier_one_is_first(cast):
    for days, text in ((1, "Later"), (-1, "Sooner")):
        due_on = now().date() + days * DAY
        Action.objects.create(
            pair=cast.pair, text=text, owner=cast.ben, due_on=due_on, created_at=now()
        )
    found = contributions.home_tasks(Visit(cast.ben, now()))
    assert [task.title for task in found if task.rank == Rank.ACTION_DUE] == ["Sooner", "Later"]


def test_of_two_matches_the_one_to_answer_first_is_first(cast):
    for days, name in ((5, "Late Lund"), (2, "Soon Sand")):
        program = make_program(name)
        mentor, mentee = enroll(program, cast.emil, "mentor"), enroll(program, make_person(name))
        make_pair(program, mentor, mentee, state="offered", answer_by=now() + days * DAY)
    found = contributions.home_tasks(Visit(cast.emil, now()))
    asks = [task.person.name for task in found if task.rank == Rank.MATCH_QUESTION]
    assert asks == ["Soon Sand", "Late Lund"]
