"""What recognition gives to Home, to people's pages and to the end of a pair."""

import datetime as dt
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins import farewell
from community import recognition_facts
from community.models import AwardCall, Kudos, Story
from matching.models import Pair
from profiles import visits
from profiles.contributions import Section, Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit

ON_A_PAGE = 4


def home_tasks(visit: Visit) -> list[Task]:
    facts = visit.once(visits.facts)
    consents = [_consent(row) for row in facts[recognition_facts.CONSENTS]]
    awards = [task for row in facts[recognition_facts.AWARDS] for task in _award(row)]
    return [*consents, *awards]


def _consent(row: dict[str, Any]) -> Task:
    author = Profile(pk=row["author"], name=row["name"], preferred_name=row["preferred"])
    return Task(
        rank=Rank.STORY_CONSENT,
        title=_("%(name)s wrote a story with you in it") % {"name": author.first_name},
        line=_("“%(title)s”. Nobody else sees it unless you agree.") % {"title": row["title"]},
        verb=_("Read it"),
        url=reverse("story", args=[row["pk"]]),
        person=author,
    )


def _award(row: dict[str, Any]) -> list[Task]:
    found, name = [], {"award": row["name"]}
    if row["asks"]:
        found.append(
            Task(
                rank=Rank.AWARD_NOMINATION,
                title=_("You are nominated: %(award)s") % name,
                line=_("Read what was written, and say whether you would like to be named."),
                verb=_("Decide"),
                url=reverse("award", args=[row["pk"]]),
                icon="award",
            )
        )
    if row["decides"]:
        is_jury = row["decision"] == AwardCall.Decision.JURY
        title = _("Rank the nominations: %(award)s") if is_jury else _("Vote: %(award)s")
        until = timezone.localtime(dt.datetime.fromisoformat(row["decides_by"]))
        found.append(
            Task(
                rank=Rank.AWARD_JURY if is_jury else Rank.AWARD_VOTE,
                title=title % name,
                line=_("Until %(day)s.") % {"day": date_format(until, "j F")},
                verb=_("Read and rank") if is_jury else _("Vote"),
                url=reverse("vote-award", args=[row["pk"]]),
                icon="vote",
            )
        )
    return found


def home_sections(visit: Visit) -> list[Section]:
    row = recognition_facts.latest_kudos(visit.once(visits.facts))
    return [Section(40, "community/kudos/home.html", {"row": row})] if row else []


def person_sections(person: Profile, *, reader: Profile, now: datetime) -> list[Section]:
    """What stands on the wall, and the way to thank this person."""
    rows = Kudos.objects.public().filter(recipient=person).with_people()[:ON_A_PAGE]
    context: dict[str, object] = {"person": person, "rows": rows, "give": give_url(person)}
    return [Section(50, "community/kudos/person.html", context)]


def give_url(person: Profile) -> str:
    return f"{reverse('give-kudos')}?to={person.pk}"


def close_steps(pair: Pair, me: Profile, *, is_stopped: bool) -> list[Section]:
    """Kudos for the partner, and the story of the two."""
    partner = pair.partner_of(me)
    story = Story.objects.filter(pair=pair, author=me).first()
    draft = None if story else farewell.story_of(pair, me)
    context: dict[str, object] = {
        "pair": pair,
        "partner": partner,
        "story": story,
        "draft": draft,
        "give": give_url(partner),
    }
    found = [Section(20, "community/stories/close_step.html", context)]
    if partner.is_active and not is_stopped:
        found.insert(0, Section(10, "community/kudos/close_step.html", context))
    return found
