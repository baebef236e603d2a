"""What HR reads on the review pages: tabs with counts, rows of the list, one pair in full."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching import decisions, evidence, flags, policies, reasons
from matching.flags import Flag
from matching.forms.review import ReviewFilter
from matching.models import Proposal, ProposalEvent
from matching.models.rounds import ProposalQuerySet
from profiles.models import Goal, Offer, Profile

STRONG, GOOD = 75, 55
PENDING = Q(decision=Proposal.Decision.PENDING)
RISKY = Q(flags__has_any_keys=list(flags.NEEDS_A_LOOK))
HIGH = Q(flags__has_any_keys=list(flags.HIGH))
TABS: dict[str, tuple[str | Promise, Q]] = {
    "look": (gettext_lazy("Needs a look"), PENDING & RISKY),
    "ready": (gettext_lazy("Ready"), PENDING & ~RISKY),
    "approved": (gettext_lazy("Approved"), Q(decision=Proposal.Decision.APPROVED)),
    "rejected": (gettext_lazy("Rejected"), Q(decision=Proposal.Decision.REJECTED)),
    "locked": (gettext_lazy("Locked"), Q(is_locked=True)),
}
ACTIONS: dict[str, str | Promise] = {
    "approve": gettext_lazy("approved"),
    "reject": gettext_lazy("rejected"),
    "forbid": gettext_lazy("kept apart"),
    "undo": gettext_lazy("opened again"),
    "lock": gettext_lazy("locked"),
    "unlock": gettext_lazy("unlocked"),
    "return": gettext_lazy("sent back to review by a new run"),
}


@dataclass(frozen=True)
class Counts:
    tabs: dict[str, int]
    total: int
    decided: int
    high: int


@dataclass(frozen=True)
class Row:
    """One proposal as a line of the list."""

    proposal: Proposal
    percent: int
    word: str
    kind: str
    flags: list[Flag]
    decided: str

    @property
    def mentor(self) -> Profile:
        return self.proposal.mentor.profile

    @property
    def mentee(self) -> Profile:
        return self.proposal.mentee.profile


def counts(proposals: ProposalQuerySet) -> Counts:
    asked = {name: Count("pk", filter=query) for name, (_label, query) in TABS.items()}
    found = proposals.aggregate(
        **asked,
        total=Count("pk"),
        pending=Count("pk", filter=PENDING),
        high=Count("pk", filter=PENDING & HIGH),
    )
    decided = found["total"] - found["pending"]
    return Counts({name: found[name] for name in TABS}, found["total"], decided, found["high"])


def chosen(proposals: ProposalQuerySet, form: ReviewFilter) -> ProposalQuerySet:
    """The proposals of the tab and filter, in the order asked for."""
    rows = proposals.filter(TABS[form.value("tab", "look")][1])
    if name := form.value("q"):
        rows = rows.filter(
            Q(mentor__profile__name__icontains=name) | Q(mentee__profile__name__icontains=name)
        )
    if flag := form.value("flag"):
        rows = rows.filter(flags__contains=[flag])
    return _sorted(rows, form.value("sort", "risk"))


def _sorted(rows: ProposalQuerySet, order: str) -> ProposalQuerySet:
    match order:
        case "low":
            return rows.order_by("score", "pk")
        case "high":
            return rows.order_by("-score", "pk")
        case "name":
            return rows.order_by("mentee__profile__name", "pk")
    risk = Case(When(HIGH, then=Value(0)), When(RISKY, then=Value(1)), default=Value(2))
    return rows.annotate(risk=risk).order_by("risk", "score", "pk")


def with_everyone(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """People and deciders at once; the long texts stay where they are."""
    people = rows.select_related("mentor__profile", "mentee__profile", "decided_by__profile")
    return people.defer("parts", "reasons")


def row_of(proposal: Proposal) -> Row:
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
    words = ngettext(
        "Number %(rank)s of %(options)s possible mentor for %(name)s",
        "Number %(rank)s of %(options)s possible mentors for %(name)s",
        proposal.options,
    )
    name = proposal.mentee.profile.first_name
    return words % {"rank": proposal.rank, "options": proposal.options, "name": name}


@dataclass(frozen=True)
class SkillLine:
    text: str
    is_met: bool


def wanted_and_offered(proposal: Proposal) -> tuple[list[SkillLine], list[SkillLine]]:
    """Skills and levels only: the goal's sentence is the partner's to read."""
    found = {part["factor"]: part for part in proposal.parts}
    covered = found.get("skills", {}).get("evidence", {}).get("covered", [])
    met, used = {x["skill"] for x in covered}, {x["offer_skill"] for x in covered}
    goals = Goal.objects.filter(profile=proposal.mentee.profile_id).select_related("skill")
    offers = Offer.objects.filter(profile=proposal.mentor.profile_id).select_related("skill")
    return (
        [
            SkillLine(
                _("Wants %(skill)s, %(now)s to %(then)s")
                % {"skill": g.skill.name, "now": g.current_level, "then": g.target_level},
                g.skill.name in met,
            )
            for g in goals
        ],
        [
            SkillLine(
                _("Offers %(skill)s, %(level)s") % {"skill": o.skill.name, "level": o.level},
                o.skill.name in used,
            )
            for o in offers
        ],
    )


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


def next_undecided(proposals: ProposalQuerySet, after: Proposal) -> Proposal | None:
    """Where the reviewer goes on: the riskiest that waits."""
    return _sorted(proposals.undecided().exclude(pk=after.pk), "risk").first()
