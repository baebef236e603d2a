"""Sessions around the pairs: three months of held ones with who came and what they said, those
ahead with their places, proposals for HR, and office hours.

The past is written as rows, so it sends nothing; the mentor one can sign in as goes to one session
of this week by the way everybody goes, and is asked about yesterday's.
"""

import datetime as dt
from dataclasses import replace
from random import Random

from community import clinics, found_by, library, office_hours, rsvps, session_notices
from community.models import (
    ClinicFollowUp,
    Resource,
    Rsvp,
    Session,
    SessionFeedback,
)
from mentorship.demo.dice import dice
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene
from mentorship.demo.session_words import AHEAD, OFFICE, PAST, PROPOSED, Paper
from outbox import queue
from profiles.models import Profile, Skill
from profiles.workdays import is_working_day

EVERYBODY = 60
CAME = 88
ROOMS = ("Room Curie", "Room Lovelace", "Canteen, window side", "Town hall, ground floor")
VIDEO = "https://meet.lumen.example/sessions"
LIBRARY = "https://media.lumen.example"
Answer = SessionFeedback.Answer


def write(scene: Scene) -> None:
    hosts: set[str] = set()
    for paper in PAST:
        _held(scene, paper, _host(scene, paper.skill, hosts))
    for paper in AHEAD:
        session = _row(scene, paper, _host(scene, paper.skill, hosts), Session.State.PUBLISHED)
        _fill(scene, session, paper)
    for paper in PROPOSED:
        _propose(scene, paper, _host(scene, paper.skill, hosts))
    _offices(scene, hosts)
    _mentor(scene)


def held(scene: Scene, paper: Paper, day: dt.date) -> Session:
    """One of long ago, wrapped up; who came is for the caller to say."""
    paper = replace(paper, day=(day - scene.today).days)
    session = _row(scene, paper, _host(scene, paper.skill, set()), Session.State.HELD)
    session.asked_at = session.ends_at + dt.timedelta(minutes=5)
    session.thanked_at = session.ends_at + dt.timedelta(days=3)
    session.came_of_it, session.wrapped_at = paper.note, session.ends_at + dt.timedelta(hours=2)
    session.save(update_fields=["asked_at", "thanked_at", "came_of_it", "wrapped_at"])
    return session


def _host(scene: Scene, skill: str, used: set[str]) -> Profile:
    """Who teaches it best and has not hosted yet; none of those one can sign in as."""
    leads = {person.number for person in scene.company.leads.values()}
    able = [p for p in scene.company.people if skill in p.offers and p.number not in leads | used]
    able = able or [
        p for p in scene.company.people if p.level >= 5 and p.number not in leads | used
    ]
    best = max(able, key=lambda p: (p.offers.get(skill, 0), p.number))
    used.add(best.number)
    return scene.profile(best)


def _row(scene: Scene, paper: Paper, host: Profile, state: Session.State) -> Session:
    at = scene.at(_working_day(scene.days(paper.day), paper.day), paper.hour)
    session = Session.objects.create(
        kind=paper.kind,
        state=state,
        title=paper.title,
        outcome=paper.outcome,
        host=host,
        speaker=paper.speaker,
        starts_at=at,
        ends_at=at + dt.timedelta(minutes=paper.minutes),
        capacity=paper.places,
        place=dice("place", paper.title).choice([*ROOMS, VIDEO]),
        decided_by=scene.hr.profile,
        decided_at=min(scene.now, at) - dt.timedelta(days=12),
    )
    session.skills.set(Skill.objects.filter(name=paper.skill))
    found_by.index_session(session)
    return session


def _working_day(day: dt.date, direction: int) -> dt.date:
    while not is_working_day(day):
        day += dt.timedelta(days=1 if direction > 0 else -1)
    return day


def _guests(scene: Scene, session: Session, count: int) -> list[Profile]:
    """Those who want to learn it first, then whoever is curious."""
    chance = dice("guests", session.title, session.starts_at.date() - scene.today)
    leads = {person.number for person in scene.company.leads.values()}
    names = {skill.name for skill in session.skills.all()}
    rest = [p for p in scene.company.people if p.number not in leads and p.level < 9]
    chance.shuffle(rest)
    rest.sort(key=lambda person: not _wants(person, names))
    found = [scene.profile(person) for person in rest[: count + 1]]
    return [profile for profile in found if profile.pk != session.host_id][:count]


def _wants(person: Person, names: set[str]) -> bool:
    return any(wish.skill in names for wish in person.goals)


def _fill(scene: Scene, session: Session, paper: Paper) -> list[Rsvp]:
    """Places are taken one after the other; who came too late waits."""
    size = paper.places or EVERYBODY
    guests = _guests(scene, session, size * paper.take // 100)
    begun = min(scene.now, session.starts_at) - dt.timedelta(days=10)
    rows = [
        Rsvp(
            session=session,
            profile=guest,
            state=Rsvp.State.GOING if number < size else Rsvp.State.WAITING,
            since=begun + dt.timedelta(hours=3 * number),
        )
        for number, guest in enumerate(guests)
    ]
    Rsvp.objects.bulk_create(rows)
    session.used = min(size, len(rows))
    session.save(update_fields=["used"])
    return [row for row in rows if row.state == Rsvp.State.GOING]


def _held(scene: Scene, paper: Paper, host: Profile) -> None:
    session = _row(scene, paper, host, Session.State.HELD)
    going = _fill(scene, session, paper)
    ended = session.ends_at
    chance = dice("came", paper.title)
    session.asked_at = ended + dt.timedelta(minutes=5)
    session.thanked_at = ended + dt.timedelta(days=3) if paper.day < -3 else None
    # Yesterday's host has not wrapped it up yet.
    if paper.day < -1:
        for rsvp in going:
            rsvp.attended = chance.randrange(100) < CAME
        Rsvp.objects.bulk_update(going, ["attended"])
        session.came_of_it, session.wrapped_at = paper.note, ended + dt.timedelta(hours=2)
    session.save(update_fields=["asked_at", "thanked_at", "came_of_it", "wrapped_at"])
    _answers(session, paper, [rsvp for rsvp in going if rsvp.attended is not False], chance)
    _library(session, paper)
    if session.is_clinic and paper.day < -clinics.ASKED_AFTER.days:
        _follow_up(session, paper)


def _answers(session: Session, paper: Paper, came: list[Rsvp], chance: Random) -> None:
    """Two in three answer; the lines come from the first of them."""
    answering = [rsvp for rsvp in came if chance.randrange(100) < 66] or came[:1]
    rows = []
    for place, rsvp in enumerate(answering):
        line = paper.said[place] if place < len(paper.said) else ""
        answer = chance.choices([Answer.USEFUL, Answer.PARTLY, Answer.NOT], weights=[74, 21, 5])[0]
        rows.append(
            SessionFeedback(
                session=session,
                profile=rsvp.profile,
                answer=Answer.USEFUL if line.startswith("+") else answer,
                words=line.removeprefix("+"),
                may_name=line.startswith("+"),
                said_at=session.ends_at + dt.timedelta(minutes=12 + 7 * place),
            )
        )
    SessionFeedback.objects.bulk_create(rows)


def _library(session: Session, paper: Paper) -> None:
    slug = session.title.lower().replace(" ", "-").replace("?", "").replace(",", "")
    if paper.recording:
        _item(session, Resource.Kind.RECORDING, "recording", f"{slug}.mp4", paper.recording)
    if paper.materials:
        _item(session, Resource.Kind.TEMPLATE, "materials", f"{slug}.pdf", None)


def _item(session: Session, kind: str, word: str, name: str, minutes: int | None) -> None:
    details = library.Details(
        kind=kind,
        title=f"{session.title}: {word}",
        summary=session.outcome,
        url=f"{LIBRARY}/{name}",
        minutes=minutes,
        skills=list(session.skills.all()),
    )
    at = session.wrapped_at or session.ends_at
    item = library.suggest_link(details, by=session.host, is_hr=True, now=at)
    session.resources.add(item)


def _follow_up(session: Session, paper: Paper) -> None:
    asked_at = session.ends_at + clinics.ASKED_AFTER
    said = ClinicFollowUp.Answer.HELD if paper.day < -90 else ClinicFollowUp.Answer.PARTLY
    ClinicFollowUp.objects.create(
        session=session,
        asked_at=asked_at,
        answer=said,
        answered_at=asked_at + dt.timedelta(hours=20),
    )


def _propose(scene: Scene, paper: Paper, host: Profile) -> None:
    session = _row(scene, paper, host, Session.State.PROPOSED)
    session.other_starts_at = scene.at(_working_day(scene.days(paper.other_day), 1), paper.hour + 1)
    session.decided_by = session.decided_at = None
    session.save(update_fields=["other_starts_at", "decided_by", "decided_at"])


def _offices(scene: Scene, hosts: set[str]) -> None:
    for number, (skill, title, outcome) in enumerate(OFFICE):
        host = _host(scene, skill, hosts)
        day = _working_day(scene.days(2 + number), 1)
        plan = office_hours.Plan(
            title, outcome, scene.at(day, 14), 20, 3, 4, "Room 2.14",
            list(Skill.objects.filter(name=skill)),
        )  # fmt: skip
        office = office_hours.start(plan, by=host, now=scene.now)
        slots = list(office.slots.order_by("starts_at")[:2])
        for slot, guest in zip(slots, _guests(scene, slots[0], 9)[number::2], strict=False):
            Rsvp.objects.create(session=slot, profile=guest, state="going", since=scene.now)
            Session.objects.filter(pk=slot.pk).update(used=1)


def _mentor(scene: Scene) -> None:
    """One entry and one question in the mailbox, for the mentor one can sign in as."""
    mentor = scene.lead("mentor")
    free = Session.objects.upcoming(now=scene.now).filter(capacity=None, office=None)
    soon = free.filter(starts_at__gt=scene.now).first()
    if soon:
        rsvps.go(soon, mentor, now=scene.now)
    last = Session.objects.filter(state=Session.State.HELD).latest("starts_at")
    Rsvp.objects.create(
        session=last, profile=mentor, state=Rsvp.State.GOING,
        since=last.starts_at - dt.timedelta(days=2),
    )  # fmt: skip
    Session.objects.filter(pk=last.pk).update(used=last.used + 1)
    queue.enqueue(
        session_notices.QUESTION,
        key=f"session-question:{last.uid}:{mentor.pk}",
        to=mentor.user,
        context={"session": last.pk},
    )
