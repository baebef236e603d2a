"""What groups register with lower rooms."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from checkins import dates, format_steps, other_groups, starts
from community import (
    emails_groups,
    group_cards,
    group_home,
    group_leavers,
    group_queue,
    mentor_groups,
    person_page,
)
from community import held_groups as held_here
from matching import moments
from outbox import kinds, topics
from profiles import audit_log, contributions, held, overview, visits

ACTS = {
    "group.started": _("started a group"),
    "group.changed": _("changed a group"),
    "group.began": _("let a group begin"),
    "group.finished": _("ended a group with a note"),
    "group.archived": _("archived a group"),
    "group.invited": _("invited somebody to a group"),
    "group.taken_in": _("took somebody into a group"),
    "group.turned_down": _("turned a request to join down"),
    "group.removed": _("took somebody out of a group"),
    "group.role": _("changed somebody’s role in a group"),
    "group.handed_over": _("handed a group over"),
    "circles.formed": _("formed circles from open goals"),
    "circles.published": _("published circles"),
    "circles.dropped": _("dropped proposed circles"),
}


def connect_groups() -> None:
    for kind in emails_groups.KINDS:
        kinds.register(kind)
    topics.register(emails_groups.TOPIC)
    visits.FACTS[group_home.IN_GROUPS] = group_home.in_groups()
    contributions.TASKS.append(group_home.tasks)
    contributions.COULD_NOT_LOAD[group_home.tasks] = _("We could not load groups.")
    contributions.PERSON_SECTIONS.append(person_page.sections)
    overview.ASKED.extend(group_queue.ASKED)
    contributions.LEAVER_HOOKS.append(group_leavers.leave_groups)
    held.register(held_here.TABLES)
    moments.BEGUN.append(mentor_groups.begun)
    moments.OVER.append(mentor_groups.over)
    dates.AHEAD.append(mentor_groups.meets)
    format_steps.GROUP_PAGES.append(mentor_groups.address)
    other_groups.SOURCES.append(group_cards.mine)
    other_groups.HOME.append(group_home.cards)
    other_groups.WAYS.extend(
        [
            other_groups.Way(_("Find a group"), reverse_lazy("find-groups")),
            other_groups.Way(_("Start a group"), reverse_lazy("start-group")),
        ]
    )
    starts.MORE.append(starts.Start(_("Start a group"), "users-round", reverse_lazy("start-group")))
    audit_log.ACTS.update({name: audit_log.Act(words) for name, words in ACTS.items()})
