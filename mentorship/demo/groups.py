"""Circles, communities and projects of the demo: made as people make them, at the time they did."""

import datetime as dt
from collections.abc import Iterator, Sequence

from community import circle_forming, groups, joining, plans, posts, quiet_groups, shelf
from community.groups import Draft
from community.models import Group, Membership, PlanStep, Post, Resource
from mentorship.demo.dice import dice
from mentorship.demo.groups_written import Written, all_groups
from mentorship.demo.scene import Scene
from profiles.models import Profile, Skill

DAY = dt.timedelta(days=1)
FORMED = ("Presenting to leaders", "Data storytelling")


def write(scene: Scene) -> None:
    taken: set[int] = {scene.lead(role).pk for role in scene.company.leads}
    for written in all_groups():
        _write(scene, written, taken)
    quiet_groups.ask(now=scene.now - DAY)
    skills = Skill.objects.filter(name__in=FORMED).order_by("name")
    circle_forming.form(skills, by=scene.hr, now=scene.now - dt.timedelta(hours=3))


def _write(scene: Scene, written: Written, taken: set[int]) -> None:
    people = _people(scene, written, taken)
    inside, later = people[: written.members], iter(people[written.members :])
    begin = scene.now + min(written.began, -3) * DAY - 7 * DAY
    group = groups.start(_draft(scene, written), by=inside[0], now=begin)
    _gather(group, inside, begin=begin)
    _plan(scene, group, written, inside)
    _talk(scene, group, written, inside)
    _shelf(group, inside, begin=begin)
    _at_the_door(scene, group, written, later)
    _state(scene, group, written, inside[0])


def _draft(scene: Scene, written: Written) -> Draft:
    return Draft(
        kind=written.kind,
        name=written.name,
        topic=written.topic,
        entry=written.entry,
        rhythm="monthly" if written.kind == "community" else "weekly",
        starts_on=scene.days(written.began),
        ends_on=None if written.ends is None else scene.days(written.ends),
        size_max=written.places,
        skills=list(Skill.objects.filter(name__in=written.skills)),
    )


def _people(scene: Scene, written: Written, taken: set[int]) -> list[Profile]:
    """Colleagues with a goal or an offer in it, from where the group looks for them, each in few
    groups; the named ones on their places."""
    fitting = [
        person
        for person in scene.company.people
        if person.level < 9
        and not person.is_bare
        and (not written.departments or person.department in written.departments)
    ]
    dice("group", written.name).shuffle(fitting)
    fitting.sort(key=lambda person: not _cares(person, written))
    rows = [row for row in scene.profiles(fitting) if row.pk not in taken]
    rows = _mixed(rows, written.departments)
    needed = written.members + written.waiting + len(written.asked)
    chosen = rows[:needed]
    for place, role in written.cast:
        chosen.insert(place, scene.lead(role))
    chosen = chosen[:needed]
    if written.kind != "community":
        taken |= {row.pk for row in chosen}
    return chosen


def _cares(person: object, written: Written) -> bool:
    offers = set(getattr(person, "offers", {}))
    wants = {wish.skill for wish in getattr(person, "goals", [])}
    return bool((offers | wants) & set(written.skills))


def _mixed(rows: Sequence[Profile], departments: Sequence[str]) -> list[Profile]:
    """Where departments are named, one of each in turn."""
    if not departments:
        return list(rows)
    by_name = {name: [row for row in rows if row.department == name] for name in departments}
    longest = max((len(found) for found in by_name.values()), default=0)
    return [found[n] for n in range(longest) for found in by_name.values() if n < len(found)]


def _gather(group: Group, inside: Sequence[Profile], *, begin: dt.datetime) -> None:
    for place, person in enumerate(inside[1:], start=1):
        at = begin + dt.timedelta(hours=7 * place)
        joining.invite(group, [person], by=inside[0].user, now=at)
        row = Membership.objects.get(group=group, profile=person)
        joining.answer(row, yes=True, now=at + dt.timedelta(hours=3))


def _plan(scene: Scene, group: Group, written: Written, inside: Sequence[Profile]) -> None:
    if written.plan:
        PlanStep.objects.filter(group=group).delete()
    for place, (title, days, is_done) in enumerate(written.plan):
        step = plans.add(group, title, scene.days(days), now=group.created_at)
        if is_done:
            by = inside[place % len(inside)]
            plans.tick(step, by=by, now=scene.at(scene.days(days), 15))


def _talk(scene: Scene, group: Group, written: Written, inside: Sequence[Profile]) -> None:
    """Posts in the order they were written; "{1}" is the name of a member."""
    names = [person.name for person in inside]
    for first in written.posts:
        words = first.words.format(*names)
        post = _say(scene, group, inside[first.who], first.days, words)
        for answerer, at, said in first.answers:
            _say(scene, group, inside[answerer], at, said.format(*names), parent=post)


def _say(
    scene: Scene, group: Group, author: Profile, days: int, words: str, parent: Post | None = None
) -> Post:
    """In the order written, so that no answer stands before its question."""
    later = dt.timedelta(minutes=24 * Post.objects.filter(group=group).count())
    now = scene.at(scene.days(-days), 9) + later
    return posts.write(group, author, words, parent=parent, now=now)


def _shelf(group: Group, inside: Sequence[Profile], *, begin: dt.datetime) -> None:
    """What the library has on the skills of the group, else on what is next to them."""
    published, skills = Resource.objects.published().order_by("pk"), group.skills.all()
    near = Skill.objects.filter(category__in=skills.values("category"))
    found = list(published.filter(skills__in=skills).distinct()[:5])
    found = found or list(published.filter(skills__in=near).distinct()[:3])
    for place, resource in enumerate(found):
        by = inside[place % len(inside)]
        shelf.put(group, resource, by=by, now=begin + place * DAY)


def _at_the_door(scene: Scene, group: Group, written: Written, later: Iterator[Profile]) -> None:
    """Who waits, who has asked, who is invited."""
    for place in range(written.waiting):
        row = joining.join(group, next(later), words="", now=scene.now - (9 - place) * DAY)
        if row.state == Membership.State.ASKED:
            joining.take_in(row, by=row.profile.user, now=scene.now - (8 - place) * DAY)
    for words in written.asked:
        joining.join(group, next(later), words=words, now=scene.now - dt.timedelta(hours=20))
    people = [scene.lead(role) for role in written.invited]
    lead = Membership.objects.get(group=group, role=Membership.Role.LEAD)
    joining.invite(group, people, by=lead.profile.user, now=scene.now - dt.timedelta(hours=4))


def _state(scene: Scene, group: Group, written: Written, lead: Profile) -> None:
    if written.state == "proposed" or written.kind == "community":
        _last_life(scene, group, written)
        return
    groups.begin(group, by=lead.user, now=scene.at(scene.days(written.began)))
    if written.outcome and written.ends is not None:
        ended = scene.at(scene.days(written.ends), 16)
        groups.finish(group, outcome=written.outcome, by=lead.user, now=ended)


def _last_life(scene: Scene, group: Group, written: Written) -> None:
    """When somebody last did something in it."""
    said = [post.days for post in written.posts]
    said += [days for post in written.posts for _who, days, _words in post.answers]
    if said:
        Group.objects.filter(pk=group.pk).update(active_at=scene.now - min(said) * DAY)
