"""The programs that live today: running pairs, buddies, a round to review, an open sign-up."""

import datetime as dt

from checkins import nudges, rhythm
from matching import answers, invitations, pairs
from matching.models import Enrollment, Pair, Program
from mentorship.demo import (
    casting,
    endings,
    history,
    matchmaking,
    meetings,
    moments,
    programs,
    together,
)
from mentorship.demo.company import Company
from mentorship.demo.dice import dice
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene
from profiles.models import Profile

MENTEES, MENTORS, LATE = 58, 52, 5
NEWCOMERS = 9
MENTOR_FROM = 5
TO_MATCH, TO_TEACH = 132, 86
JOINED, VOLUNTEERS, INVITED = 16, 9, 50


def season(scene: Scene) -> None:
    """The running program: pairs of eight weeks, and a small second round of today."""
    program = programs.season(scene)
    company = scene.company
    mentees = casting.learners(
        company, "season", MENTEES + LATE, fits=lambda p: 2 <= p.level <= 6 and not p.is_new
    )
    mentors = casting.teachers(company, "season", MENTORS, fits=casting.between(MENTOR_FROM, 9))
    mentors = [company.lead("mentor"), *(p for p in mentors if p not in mentees)]
    on_time, late = mentees[:MENTEES], mentees[MENTEES:]
    on_time = [company.lead("mentee"), *on_time]
    matchmaking.enroll(scene, program, mentees=on_time, mentors=mentors)
    _places_of_lead(scene, program, 1)
    matchmaking.wish(scene, program, on_time, mentors)
    begun = _first_round(scene, program)
    history.write(begun, history.tempers(_others(scene, begun), troubled=True), until=scene.now)
    moments.rate(begun, until=scene.now)
    together.write(_others(scene, begun), until=scene.now)
    together.of_leads(scene, _lead_pair(scene, begun))
    _second_round(scene, program, [company.lead("latecomer"), *late])
    _ask_this_week(scene, begun)
    endings.a_concern(scene, _others(scene, begun)[-1])
    meetings.write(begun, until=scene.now)
    meetings.book(_others(scene, begun), now=scene.now)
    meetings.book_with_mail(_lead_pair(scene, begun), now=scene.now)


def _places_of_lead(scene: Scene, program: Program, places: int) -> None:
    mentor = Enrollment.objects.filter(program=program, profile=scene.lead("mentor"))
    mentor.update(capacity=places)


def _first_round(scene: Scene, program: Program) -> list[Pair]:
    at = scene.at(program.starts_on - dt.timedelta(days=5), 10)
    together = [(scene.lead("mentor"), scene.lead("mentee"))]
    return matchmaking.begin(program, by=scene.hr, at=at, together=together)


def _lead_pair(scene: Scene, among: list[Pair]) -> Pair:
    mentor, mentee = scene.lead("mentor"), scene.lead("mentee")
    return next(p for p in among if (p.mentor_id, p.mentee_id) == (mentor.pk, mentee.pk))


def _others(scene: Scene, among: list[Pair]) -> list[Pair]:
    ours = _lead_pair(scene, among)
    return [pair for pair in among if pair.pk != ours.pk]


def _second_round(scene: Scene, program: Program, late: list[Person]) -> None:
    """Published just now: the mentors find our question in the mailbox; one has said yes, one
    "not now"."""
    matchmaking.enroll(scene, program, mentees=late)
    rows = Enrollment.objects.filter(program=program, profile__in=scene.profiles(late))
    rows.update(joined_at=scene.now - dt.timedelta(days=3))
    _places_of_lead(scene, program, 2)
    _some_wait_for_spring(scene, program, late)
    at = scene.now - matchmaking.RECALL_IS_OVER
    mentor = scene.lead("mentor")
    together = [(mentor, scene.lead("latecomer"))]
    round_, _run = matchmaking.match(program, by=scene.hr, at=at, together=together)
    offered = matchmaking.publish(round_, by=scene.hr, at=at)
    answers.tick(now=scene.now)
    agrees, refuses, *_silent = (pair for pair in offered if pair.mentor_id != mentor.pk)
    answers.accept(agrees, by=agrees.mentor.user, now=scene.now)
    answers.decline(refuses, by=refuses.mentor.user, now=scene.now)


def _some_wait_for_spring(scene: Scene, program: Program, late: list[Person]) -> None:
    """Most of those without a match in autumn have paused since."""
    waiting = Enrollment.objects.mentees().filter(program=program, used=0)
    waiting = waiting.exclude(profile__in=scene.profiles(late)).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))[1:]
    Enrollment.objects.filter(pk__in=ids).update(paused_until=scene.days(60))


def _ask_this_week(scene: Scene, begun: list[Pair]) -> None:
    """The weekly mail goes to the two a newcomer can be; everyone else has had theirs."""
    ours = _lead_pair(scene, begun)
    members: dict[int, Profile] = {}
    for pair in begun:
        members |= {pair.mentor_id: pair.mentor, pair.mentee_id: pair.mentee}
    _their_meeting_is_due(scene, ours)
    asked = [members.pop(person.pk) for person in (ours.mentee, ours.mentor)]
    preferred = [nudges.preference_of(person) for person in asked]
    nudges.write(
        [
            nudges.Due(person, preference, due_at=scene.now, send_at=scene.now)
            for person, preference in zip(asked, preferred, strict=True)
        ],
        now=scene.now,
    )
    history.close_week(members.values(), now=scene.now)


def _their_meeting_is_due(scene: Scene, pair: Pair) -> None:
    """The last two weeks went by without a meeting, so both are asked today; the last one is not
    so long ago that they would be quiet."""
    since = scene.now - dt.timedelta(weeks=rhythm.weeks_between(pair), days=1)
    pair.checkins.filter(asked_at__gt=since).delete()
    pair.checkins.filter(answered_at__gt=since).update(answered_at=since)
    meetings.log(pair, since.date() - dt.timedelta(days=max(0, since.weekday() - 4)))


def first_weeks(scene: Scene) -> None:
    """People who started within eight weeks have a buddy of their site, opened by hand by HR."""
    program = programs.first_weeks(scene)
    couples = _newcomers_and_buddies(scene.company)
    matchmaking.enroll(scene, program, mentees=couples, mentors=couples.values())
    begun = [_open_by_hand(scene, program, *couple) for couple in couples.items()]
    history.write(begun, {}, until=scene.now - dt.timedelta(days=1))
    meetings.write(begun, until=scene.now)
    meetings.book(begun, now=scene.now)
    together.write(begun, until=scene.now)
    people = [person for pair in begun for person in (pair.mentee, pair.mentor)]
    history.close_week(people, now=scene.now)


def _newcomers_and_buddies(company: Company) -> dict[Person, Person]:
    couples: dict[Person, Person] = {}
    for newcomer in [person for person in company.people if person.is_new][:NEWCOMERS]:
        near = [
            person
            for person in company.people
            if _may_be_buddy(person, newcomer) and person not in couples.values()
        ]
        couples[newcomer] = dice("buddy", newcomer.number).choice(near)
    return couples


def _open_by_hand(scene: Scene, program: Program, newcomer: Person, buddy: Person) -> Pair:
    mentee, mentor = scene.profile(newcomer), scene.profile(buddy)
    rows = Enrollment.objects.filter(program=program).select_related("profile", "program")
    starts_on = max(program.starts_on, mentee.start_date or scene.today)
    return pairs.open_pair(
        rows.mentors().get(profile=mentor),
        rows.mentees().get(profile=mentee),
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(weeks=10),
        by=scene.hr,
        now=scene.at(starts_on, 8),
        reasons=[f"You both work in {mentee.site}."],
    )


def _may_be_buddy(person: Person, newcomer: Person) -> bool:
    return (
        person.site is newcomer.site
        and person.level < MENTOR_FROM
        and abs(person.level - newcomer.level) <= 1
        and not person.is_new
        and person.manager != newcomer.number
        and newcomer.manager not in (person.number, person.manager)
        and person.days_here > 200
        and bool(person.offers)
    )


def across(scene: Scene) -> None:
    """A round HR can review at once: the engine has run, nothing is decided."""
    program = programs.across(scene)
    taken = set(
        Enrollment.objects.mentees()
        .filter(program__format=Program.Format.MENTORING)
        .values_list("profile__employee_number", flat=True)
    )
    mentors = casting.teachers(scene.company, "across", TO_TEACH, fits=casting.between(4, 9))
    leave_out = {*taken, *(person.number for person in mentors)}
    mentees = casting.learners(
        scene.company,
        "across",
        TO_MATCH,
        fits=lambda p: p.level <= 5 and not p.is_new and p.number not in leave_out,
    )
    matchmaking.enroll(scene, program, mentees=mentees, mentors=mentors)
    matchmaking.wish(scene, program, mentees, mentors)
    matchmaking.match(program, by=scene.hr, at=scene.now)


def ready_to_lead(scene: Scene) -> None:
    """Open for sign-up: some are in, many are invited, a few said no."""
    program = programs.ready_to_lead(scene)
    fits = casting.between(3, 6)
    joined = casting.learners(scene.company, "lead", JOINED, fits=fits)
    mentors = casting.teachers(scene.company, "lead", VOLUNTEERS, fits=casting.between(6, 9))
    matchmaking.enroll(scene, program, mentees=joined, mentors=mentors)
    inside = {*(p.number for p in joined), *(p.number for p in mentors)}
    asked = casting.learners(
        scene.company, "ask", INVITED, fits=lambda p: fits(p) and p.number not in inside
    )
    people = scene.profiles(asked)
    sent_at = scene.at(program.sign_up_opens, 8)
    invitations.invite(program, people, by=scene.hr, now=sent_at)
    program.invitations.update(sent_at=sent_at)
    for person in people[:4]:
        invitations.not_for_me(program, person, now=scene.at(scene.days(-3), 11))
    invitations.invite(program, [scene.lead("employee")], by=scene.hr, now=scene.now)
