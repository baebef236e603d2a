"""What recognition gives to Home, to people's pages and to the end of a pair."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins import farewell
from community import kudos
from community.models import AwardCall, Juror, Kudos, Nominee, Story, StoryConsent, Vote
from matching.models import Pair
from profiles.contributions import Section, Task
from profiles.models import Profile
from profiles.visits import Visit

ON_A_PAGE = 4
MOST = 3


def home_tasks(visit: Visit) -> list[Task]:
    return [*_consents(visit.profile), *_awards(visit)]


def _consents(me: Profile) -> list[Task]:
    asked = StoryConsent.objects.filter(
        profile=me, state=StoryConsent.State.ASKED, story__state=Story.State.ASKING
    )
    rows = asked.select_related("story__author").order_by("pk")[:MOST]
    return [
        Task(
            rank=32,
            title=_("%(name)s wrote a story with you in it")
            % {"name": row.story.author.first_name},
            line=_("“%(title)s”. Nobody else sees it unless you agree.")
            % {"title": row.story.title},
            verb=_("Read it"),
            url=row.story.get_absolute_url(),
            person=row.story.author,
        )
        for row in rows
    ]


def _awards(visit: Visit) -> list[Task]:
    """Nominated and not answered; a jury's ranking; a company vote. One question for all three."""
    me, now = visit.profile, visit.now
    of_call = {"call": OuterRef("pk")}
    asks = Exists(Nominee.objects.filter(**of_call, profile=me, state=Nominee.State.ASKED))
    voted = Exists(Vote.objects.filter(**of_call, voter=me))
    is_juror = Exists(Juror.objects.filter(**of_call, profile=me))
    named = Nominee.objects.filter(**of_call, state=Nominee.State.NAMED).exclude(profile=me)
    decides = Q(closes_at__lte=now, decides_by__gt=now, voted=False) & (
        Q(is_juror=True) | Q(decision=AwardCall.Decision.VOTE, has_names=True)
    )
    rows = AwardCall.objects.filter(announced_at__isnull=True).annotate(
        asks=asks, voted=voted, is_juror=is_juror, has_names=Exists(named)
    )
    found = rows.filter(Q(asks=True) | decides).order_by("decides_by", "pk")[:MOST]
    return [task for call in found for task in _award_tasks(call, now)]


def _award_tasks(call: AwardCall, now: datetime) -> list[Task]:
    found = []
    if call.asks:  # type: ignore[attr-defined]
        found.append(
            Task(
                rank=34,
                title=_("You are nominated: %(award)s") % {"award": call.name},
                line=_("Read what was written, and say whether you would like to be named."),
                verb=_("Decide"),
                url=call.get_absolute_url(),
                icon="award",
            )
        )
    decides = call.closes_at <= now < call.decides_by and not call.voted  # type: ignore[attr-defined]
    is_jury = call.decision == AwardCall.Decision.JURY
    if decides and (call.is_juror or not is_jury):  # type: ignore[attr-defined]
        day = date_format(timezone.localtime(call.decides_by), "j F")
        found.append(
            Task(
                rank=36 if is_jury else 60,
                title=(_("Rank the nominations: %(award)s") if is_jury else _("Vote: %(award)s"))
                % {"award": call.name},
                line=_("Until %(day)s.") % {"day": day},
                verb=_("Read and rank") if is_jury else _("Vote"),
                url=reverse("vote-award", args=[call.pk]),
                icon="vote",
            )
        )
    return found


def home_sections(visit: Visit) -> list[Section]:
    row = kudos.latest_near(visit.profile)
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
