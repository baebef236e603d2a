"""What recognition registers with lower rooms; called once from `community.wiring`."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from checkins import close_page, starts
from community import (
    award_ends,
    award_votes,
    awards,
    emails_awards,
    emails_leaders,
    emails_recognition,
    emails_stories,
    held_recognition,
    leaders,
    naming,
    recognition_facts,
    recognition_home,
    stories,
    story_desk,
)
from outbox import kinds, topics
from profiles import audit_log, contributions, held, overview, visits
from profiles.audit_log import Act

MAILS = (emails_awards, emails_leaders, emails_recognition, emails_stories)
ACTS = {
    naming.OFF: Act(_("switched recognition by name off for a place")),
    naming.ON: Act(_("switched recognition by name on for a place")),
    naming.RULES: Act(_("changed a rule of recognition")),
    story_desk.APPROVED: Act(_("published a story")),
    story_desk.AUDIT_DOWN: Act(_("took a story down"), shows_reason=True),
    awards.CALLED: Act(_("opened a call for an award")),
    awards.CHANGED: Act(_("changed a call for an award")),
    award_ends.DELETED: Act(_("deleted a call for an award")),
    award_ends.CLOSED: Act(_("closed a call for an award early")),
    award_votes.ANNOUNCED: Act(_("announced an award")),
    leaders.INVITED: Act(_("invited the leaders")),
    leaders.MARKED: Act(_("marked somebody as a leader")),
    leaders.UNMARKED: Act(_("took somebody off the list of leaders")),
}


def connect_recognition() -> None:
    for kind in (kind for room in MAILS for kind in room.KINDS):
        kinds.register(kind)
    topics.register(emails_recognition.KUDOS)
    contributions.TASKS.append(recognition_home.home_tasks)
    contributions.SECTIONS.append(recognition_home.home_sections)
    contributions.COULD_NOT_LOAD[recognition_home.home_tasks] = _(
        "We could not load stories and awards."
    )
    contributions.COULD_NOT_LOAD[recognition_home.home_sections] = _("We could not load kudos.")
    contributions.PERSON_SECTIONS.append(recognition_home.person_sections)
    kudos = reverse_lazy("give-kudos")
    starts.MORE.append(starts.Start(_("Give kudos"), "hand-heart", kudos, rank=20))
    overview.ASKED.extend([story_desk.ASKED, award_votes.ASKED])
    visits.FACTS.update(recognition_facts.FACTS)
    contributions.LEAVER_HOOKS.append(stories.person_leaves)
    contributions.ERASURES.append(stories.forget)
    close_page.STEPS.append(recognition_home.close_steps)
    held.register(held_recognition.TABLES)
    audit_log.ACTS.update(ACTS)
