"""What HR reads on the review pages: rows of the list, one pair in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import IntegerField, Q, QuerySet, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching import absences, decisions, evidence, flags, policies, reasons
from matching.flags import Flag
from matching.models import Pair, Proposal, ProposalEvent
from profiles.models import Goal, Offer, Profile

STRONG, GOOD = 75, 55
MOST_EARLIER = 10
ACTIONS: dict[str, str | Promise] = {
    "approve": gettext_lazy("approved"),
    "reject": gettext_lazy("rejected"),
    "forbid": gettext_lazy("kept apart"),
    "undo": gettext_lazy("opened again"),
    "lock": gettext_lazy("locked"),
    "unlock": gettext_lazy("unlocked"),
    "reopen": gettext_lazy("opened again"),
    "swap": gettext_lazy("given this mentor instead of another"),
    "force": gettext_lazy("put together although a rule says no"),
    "moved": gettext_lazy("moved to make room for another pair"),
    "return": gettext_lazy("sent back to review by a new run"),
}


@dataclass(frozen=True)
class Row:
    """One proposal as a line of the list. `gone` says who is no longer there."""

    proposal: Proposal
    percent: int
    word: str
    kind: str
    flags: list[Flag]
    decided: str
    gone: str

    @property
    def is_high(self) -> bool:
        return any(flag.level == flags.Level.HIGH for flag in self.flags)

    @property
    def shown_flags(self) -> list[Flag]:
        """What has room in the list, the lock beside it."""
        return self.flags[: 1 if self.proposal.is_locked else 2]

    @property
    def more_flags(self) -> int:
        return len(self.flags) - len(self.shown_flags)

    @property
    def mentor(self) -> Profile:
        return self.proposal.mentor.profile

    @property
    def mentee(self) -> Profile:
        return self.proposal.mentee.profile


def with_everyone(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """People and deciders at once; the long texts stay where they are."""
    people = rows.select_related("mentor__profile", "mentee__profile", "decided_by__profile")
    return people.defer("parts", "reasons")


def row_of(proposal: Proposal, *, now: datetime | None = None) -> Row:
    percent = percent_of(proposal.score, proposal.maximum)
    word, kind = band(percent)
    pending = proposal.decision == Proposal.Decision.PENDING
    return Row(
        proposal=proposal,
        percent=percent,
        word=word,
        kind=kind,
        flags=flags.of(proposal.flags),
        decided="" if pending else decisions.said_by(proposal),
        gone=absences.of(proposal, now=now or timezone.now()),
    )


def percent_of(score: int, maximum: int) -> int:
    return score * 100 // maximum if maximum else 0


def band(percent: int) -> tuple[str, str]:
    """The word for a fit, and the kind of its bar."""
    if percent >= STRONG:
        return _("Strong"), "ok"
    if percent >= GOOD:
        return _("Good"), ""
    return _("Stretch"), "warn"


def parts(proposal: Proposal) -> list[dict[str, object]]:
    """The parts with their words, as `components/parts.html` reads them."""
    who = {
        "mentor": proposal.mentor.profile.first_name,
        "mentee": proposal.mentee.profile.first_name,
    }
    shown = []
    for part in proposal.parts:
        fits, missing = evidence.words(part, **who)
        label = policies.FACTORS[part["factor"]].label
        kind = "warn" if missing else ""
        shown.append({**part, "label": label, "evidence": fits, "missing": missing, "kind": kind})
    return shown


def position(proposal: Proposal) -> str:
    """ "1st choice of 14 for Priya" without ordinals, which do not translate."""
    mentee = ngettext(
        "Number %(rank)s of %(options)s possible mentor for %(name)s",
        "Number %(rank)s of %(options)s possible mentors for %(name)s",
        proposal.options,
    )
    mentor = ngettext(
        "number %(rank)s of %(options)s possible mentee for %(name)s",
        "number %(rank)s of %(options)s possible mentees for %(name)s",
        proposal.mentor_options,
    )
    first = mentee % {
        "rank": proposal.rank,
        "options": proposal.options,
        "name": proposal.mentee.profile.first_name,
    }
    if not proposal.mentor_options:
        return first
    second = mentor % {
        "rank": proposal.mentor_rank,
        "options": proposal.mentor_options,
        "name": proposal.mentor.profile.first_name,
    }
    return f"{first}, {second}"


@dataclass(frozen=True)
class SkillLine:
    text: str
    is_met: bool


def wanted_and_offered(proposal: Proposal) -> tuple[list[SkillLine], list[SkillLine]]:
    """Skills and levels only: the goal's sentence is the partner's to read. One query for both."""
    found = {part["factor"]: part for part in proposal.parts}
    covered = found.get("skills", {}).get("evidence", {}).get("covered", [])
    met, used = {x["skill"] for x in covered}, {x["offer_skill"] for x in covered}
    goals = Goal.objects.filter(profile=proposal.mentee.profile_id).order_by()
    offers = Offer.objects.filter(profile=proposal.mentor.profile_id).order_by()
    whole = {"output_field": IntegerField()}
    wants = goals.values_list(
        Value(0, **whole), "priority", "skill__name", "current_level", "target_level"
    )
    gives = offers.values_list(Value(1, **whole), "pk", "skill__name", "level", Value(0, **whole))
    rows = sorted(wants.union(gives, all=True))
    best = sorted((row for row in rows if row[0]), key=lambda row: (-row[3], row[2]))
    return (
        [SkillLine(_wants(*row[2:]), row[2] in met) for row in rows if not row[0]],
        [SkillLine(_offers(*row[2:4]), row[2] in used) for row in best],
    )


def _wants(skill: str, now: int, then: int) -> str:
    return _("Wants %(skill)s, %(now)s to %(then)s") % {"skill": skill, "now": now, "then": then}


def _offers(skill: str, level: int) -> str:
    return _("Offers %(skill)s, %(level)s") % {"skill": skill, "level": level}


def as_read(proposal: Proposal) -> dict[str, list[str]]:
    """The reasons in the words each of the two will read."""
    mentor, mentee = proposal.mentor.profile, proposal.mentee.profile
    return {
        "mentor": reasons.sentences(proposal.reasons, mentor, mentee, mentor),
        "mentee": reasons.sentences(proposal.reasons, mentor, mentee, mentee),
    }


def said(events: Iterable[ProposalEvent]) -> list[dict[str, object]]:
    """The trail in words."""
    return [
        {
            "who": decisions.name_of(event.actor) if event.actor else _("Matching"),
            "did": ACTIONS.get(event.action, event.action),
            "reason": event.reason,
            "at": event.at,
            "mentor": event.mentor.profile.name,
            "mentee": event.mentee.profile.name,
        }
        for event in events
    ]


def earlier_pairs(proposal: Proposal) -> list[dict[str, object]]:
    """Pairs either of the two was in before, newest first: with whom, and how it ended."""
    people = [proposal.mentor.profile_id, proposal.mentee.profile_id]
    over = Pair.objects.filter(state__in=[Pair.State.ENDED, Pair.State.DECLINED])
    rows = over.filter(Q(mentor__in=people) | Q(mentee__in=people)).with_people()
    return [
        {
            "mentor": row.mentor.name,
            "mentee": row.mentee.name,
            "from": row.starts_on,
            "to": row.ended_on,
            "is_early": row.ended_on is not None and row.ended_on < row.ends_on,
            "is_declined": row.state == Pair.State.DECLINED,
        }
        for row in rows.order_by("-starts_on", "-pk")[:MOST_EARLIER]
    ]
