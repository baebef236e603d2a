"""Publish, with all it will do shown first, and the ten minutes in which it can be stopped."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matching import (
    emails_pairing,
    group_words,
    guard_rails,
    pairing_words,
    publish_request,
    publish_state,
    publishing,
    review,
    rounds,
    trail,
)
from matching.access import get_managed_round
from matching.forms.review import PublishForm
from matching.holdbacks import Plan
from matching.models import Program, Proposal, Round
from matching.pairing_words import Match, Words
from profiles.access import is_hr, user_of
from profiles.models import User


def _round_for_hr(request: HttpRequest, pk: int) -> tuple[User, Round]:
    """Coordinators prepare, HR publishes."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    if not is_hr(user):
        raise PermissionDenied
    return user, round_


@require_http_methods(["GET", "HEAD", "POST"])
def publish_round(request: HttpRequest, pk: int) -> HttpResponse:
    user, round_ = _round_for_hr(request, pk)
    form = PublishForm(request.POST if request.method == "POST" else None)
    changed: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        version, seen = form.cleaned_data["version"], form.cleaned_data["seen"] or 0
        try:
            done = publishing.publish(round_, by=user, version=version, now=timezone.now())
        except publishing.StaleRoundError:
            round_.refresh_from_db()
            messages.error(request, _("The round has changed since you looked. Nothing was sent."))
            changed = review.said(trail.since(round_, seen))
        except rounds.RoundRefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _done_words(done))
            return redirect("publish-round", round_.pk)
    return render(request, "matching/rounds/publish.html", _context(round_, user, changed))


@require_POST
def ask_to_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of two HR admins asks; another one finds it under "Needs you"."""
    user, round_ = _round_for_hr(request, pk)
    form = PublishForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        publish_request.ask(round_, by=user, version=version, now=timezone.now())
    except publish_request.StaleRequestError:
        messages.error(request, _("The round has changed since you looked. Nobody was asked."))
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You asked for publishing. Another HR admin confirms it."))
    return redirect("publish-round", round_.pk)


def _context(round_: Round, user: User, changed: list[dict[str, object]]) -> dict[str, object]:
    now = timezone.now()
    is_open = round_.state == Round.State.OPEN
    plan = publishing.preview(round_, now=now) if is_open else Plan([], [], [])
    state = publish_state.of(round_, reader=user)
    others = state.other_admins
    standing = publish_request.standing(round_, reader=user, others=others) if is_open else None
    if standing and standing.stale and not changed:
        changed = review.said(trail.since(round_, standing.stale.seen))
    return {
        "round": round_,
        "program": round_.program,
        "plan": plan,
        "changed": changed,
        "samples": _samples(round_, plan),
        "care": guard_rails.of(round_, sampled=state.sampled),
        "standing": standing,
        "version": round_.version,
        "seen": state.newest,
        "minutes": settings.RECALL_MINUTES,
        "mail_is_down": publishing.mail_is_down(state.last_tick, now=now),
        "is_working": state.is_working,
        "fixed": state.fixed if round_.is_top_up else 0,
        **_after(round_, now=now),
    }


def _after(round_: Round, *, now: datetime) -> dict[str, object]:
    """Once published: until when it can be stopped, and who agreed to it."""
    if round_.state != Round.State.PUBLISHED or round_.published_at is None:
        return {}
    sending_at = publishing.recall_ends(round_.published_at)
    return {
        "sending_at": sending_at,
        "seconds": int((sending_at - now).total_seconds()),
        "can_recall": publishing.can_recall(round_, now=now),
        "agreed": publish_request.of_published(round_),
        "paired": publishing.paired(round_),
    }


def _samples(round_: Round, plan: Plan) -> list[tuple[str, Words]]:
    """One mail of each kind, as real people of this round will read it."""
    samples: list[tuple[str, Words]] = []
    if plan.pairs:
        match = _match(round_, plan.pairs[0])
        first, then = _("To mentors, first"), _("To mentees, on yes or when the time is up")
        if round_.program.is_reverse:
            first, then = _("To those who learn, first"), _("To the others, on yes or in time")
        samples.append((first, group_words.asking(_with_group(round_, plan))))
        samples.append((then, pairing_words.telling(match, match.told)))
    if plan.left_over:
        mentee = plan.left_over[0]
        cause, facts = emails_pairing.why_unmatched(mentee, round_.pk)
        words = pairing_words.no_match(round_.program, mentee.profile, cause=cause, facts=facts)
        samples.append((_("To people who wait"), words))
    return samples


def _with_group(round_: Round, plan: Plan) -> list[Match]:
    """The first pair, in group mentoring with all others of its mentor."""
    if round_.program.format != Program.Format.GROUP:
        return [_match(round_, plan.pairs[0])]
    mentor = plan.pairs[0].mentor_id
    return [_match(round_, row) for row in plan.pairs if row.mentor_id == mentor]


def _match(round_: Round, row: Proposal) -> Match:
    return Match(
        program=round_.program,
        mentor=row.mentor.profile,
        mentee=row.mentee.profile,
        reasons=row.reasons,
        answer_by=publishing.answer_by(row.mentor, timezone.now()),
        is_preview=True,
    )


def _done_words(done: publishing.Published) -> str:
    values = {"n": done.pairs, "who": str(getattr(done.by, "profile", "") or _("Somebody"))}
    if not done.is_new:
        return _("%(who)s has published this round already. Nothing was sent twice.") % values
    words = ngettext("Published %(n)s pair.", "Published %(n)s pairs.", done.pairs) % values
    if done.held:
        held = "; ".join(f"{h.proposal.mentee.profile.name}: {h.why}" for h in done.held[:5])
        words += " " + _("Held back: %(held)s") % {"held": held}
    return words


@require_POST
def recall_round(request: HttpRequest, pk: int) -> HttpResponse:
    user, round_ = _round_for_hr(request, pk)
    try:
        undone = publishing.recall(round_, by=user, now=timezone.now())
    except publishing.TooLateError:
        messages.error(request, _("It is too late to stop: the mails are on their way."))
    except rounds.RoundRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "Stopped. %(n)s pair is taken back and nobody was told; the round is open again.",
            "Stopped. %(n)s pairs are taken back and nobody was told; the round is open again.",
            undone,
        )
        messages.success(request, words % {"n": undone})
    return redirect(round_)
