"""Two HR admins publish a round together, where the program wants it.

    ask(round_, by=hana, version=7, now=now)       # Hana asks; the other HR admins see it
    settle(round_, by=ingrid, now=now)             # inside Publish: Ingrid publishes, at version 7

A decision after the question makes it stale: whoever publishes has seen what was asked. Where
only one person is HR admin the rule cannot be kept: it works alone, and the page and the audit
say so.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import decisions, rounds
from matching.models import PublishRequest, Round
from profiles import audit, roles
from profiles.contributions import NeedsYou
from profiles.models import User


class StaleRequestError(Exception):
    """The round is not what the person who asks has seen."""


@dataclass(frozen=True)
class Standing:
    """What the page offers to this reader. `asked` is the question at today's version, `stale` an
    older one that a decision overtook."""

    is_wanted: bool = False
    is_alone: bool = False
    asked: PublishRequest | None = None
    stale: PublishRequest | None = None
    is_own: bool = False

    @property
    def can_publish(self) -> bool:
        return not self.is_wanted or self.is_alone or (self.asked is not None and not self.is_own)


def standing(round_: Round, *, reader: User, others: int) -> Standing:
    """`others` are the HR admins besides the reader."""
    if not round_.program.two_reviewers:
        return Standing()
    latest = _requests(round_).first()
    if latest and latest.confirmed_at:
        latest = None
    is_current = latest is not None and latest.version == round_.version
    return Standing(
        is_wanted=True,
        is_alone=not others,
        asked=latest if is_current else None,
        stale=None if is_current else latest,
        is_own=latest is not None and latest.requested_by_id == reader.pk,
    )


def others(user: User) -> int:
    """How many HR admins besides this one could confirm."""
    return roles.grants().exclude(user=user).count()


def ask(round_: Round, *, by: User, version: int, now: datetime) -> PublishRequest:
    """The question for this version; a second one changes nothing."""
    with transaction.atomic():
        row = rounds.locked(round_.pk)
        _refuse_to_ask(row, version)
        last = row.events.order_by("-pk").first()
        request, is_new = PublishRequest.objects.get_or_create(
            round=row,
            version=row.version,
            defaults={
                "requested_by": by,
                "requested_at": now,
                "seen": last.pk if last else 0,
                "other_admins": others(by),
            },
        )
        if is_new:
            audit.record("round.publish_asked", row, by=by, data={"version": row.version})
    return request


def _refuse_to_ask(row: Round, version: int) -> None:
    if row.state != Round.State.OPEN:
        raise rounds.RoundRefusedError(_("The round is no longer open, so nothing was asked."))
    if rounds.is_working(row):
        raise rounds.RoundRefusedError(_("Matching is running. Ask when the result is here."))
    if not row.program.two_reviewers:
        raise rounds.RoundRefusedError(_("This program needs no second HR admin to publish."))
    if row.version != version:
        raise StaleRequestError
    if not row.proposals.approved().exists():
        raise rounds.RoundRefusedError(_("Nothing is approved yet, so there is nothing to ask."))


def settle(row: Round, *, by: User, now: datetime) -> dict[str, object]:
    """Confirm the question, with the round held by the caller. Returns what the audit adds."""
    if not row.program.two_reviewers:
        return {}
    free, request = others(by), _requests(row).filter(version=row.version).first()
    if not free:
        return _alone(row, by=by, now=now)
    if request is None:
        raise rounds.RoundRefusedError(
            _("Two HR admins publish together in this program. Ask for publishing first.")
        )
    if request.requested_by_id == by.pk:
        raise rounds.RoundRefusedError(_("You asked for publishing. Another HR admin confirms it."))
    _confirm(request, by=by, now=now, free=free)
    return {"asked_by": request.requested_by_id, "request": request.pk}


def _alone(row: Round, *, by: User, now: datetime) -> dict[str, object]:
    request, _is_new = PublishRequest.objects.get_or_create(
        round=row,
        version=row.version,
        defaults={"requested_by": by, "requested_at": now, "other_admins": 0},
    )
    _confirm(request, by=by, now=now, free=0)
    return {"alone": True, "request": request.pk}


def _confirm(request: PublishRequest, *, by: User, now: datetime, free: int) -> None:
    request.confirmed_by, request.confirmed_at, request.other_admins = by, now, free
    request.save(update_fields=["confirmed_by", "confirmed_at", "other_admins"])


def of_published(round_: Round) -> PublishRequest | None:
    """The question under which the round was published, if its program wanted two."""
    return _requests(round_).filter(confirmed_at=round_.published_at).first()


def _requests(round_: Round) -> QuerySet[PublishRequest]:
    rows = PublishRequest.objects.filter(round=round_).order_by("-pk")
    return rows.select_related("requested_by__profile", "confirmed_by__profile")


def needs_you(*, now: datetime) -> list[NeedsYou]:
    """Questions that wait for another HR admin, while they are still about what was asked."""
    waiting = PublishRequest.objects.filter(
        confirmed_at=None, round__state=Round.State.OPEN, version=F("round__version")
    )
    rows = waiting.select_related("round__program", "requested_by__profile").order_by("pk")
    return [
        NeedsYou(
            rank=12,
            title=_("%(who)s asks to publish round %(n)s of %(program)s")
            % {
                "who": decisions.name_of(row.requested_by),
                "n": row.round.number,
                "program": row.round.program.name,
            },
            line=_("Another HR admin looks at it and confirms."),
            verb=_("Look and confirm"),
            url=reverse("publish-round", args=[row.round_id]),
        )
        for row in rows
    ]
