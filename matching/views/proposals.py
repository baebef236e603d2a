"""One proposed pair: the compare view and HR's decisions, one URL each."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import console_page, decisions, deck, review, rounds, trail
from matching.access import get_managed_proposal, reviewable
from matching.console import edits, options, sampling
from matching.forms.review import ForbidForm, RejectForm, ReviewFilter
from matching.lab import change_rows
from matching.models import Proposal
from matching.views import console_answers
from profiles.access import user_of
from profiles.models import User


@require_safe
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    facts, now = console_page.about(proposal), timezone.now()
    wants, offers = review.wanted_and_offered(proposal)
    context = {
        **facts,
        "old_answer": change_rows.old_answer(proposal),
        "position": review.position(proposal),
        "parts": review.parts(proposal),
        "wants": wants,
        "offers": offers,
        "as_read": review.as_read(proposal),
        "options": options.of(proposal, now=now, run=facts["run"]),
        "history": review.said(trail.of(proposal).select_related("mentor__profile")),
        **_beside(user, proposal),
        "query": ReviewFilter(request.GET).query(here="pair"),
    }
    return render(request, "matching/rounds/proposal.html", context)


def _beside(user: User, proposal: Proposal) -> console_page.Context:
    """The counts of the round, and where the console goes on: the riskiest pair that waits."""
    found = deck.of(reviewable(user, proposal.round), ReviewFilter({}))
    following = next((pk for pk in found.ids if pk != proposal.pk), None)
    query = ReviewFilter({}).query(pair=following)
    address = proposal.round.get_absolute_url() + query if following else ""
    return {"counts": found.counts, "next": address}


@require_POST
def approve_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, decisions.approve, _("Approved %(mentee)s with %(mentor)s."))


@require_POST
def undo_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request, pk, decisions.undo, _("%(mentee)s and %(mentor)s are undecided again."), stays=True
    )


@require_POST
def lock_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Locked: %(mentee)s and %(mentor)s stay together in every new run.")
    return _act(request, pk, decisions.lock, words, stays=True)


@require_POST
def unlock_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("%(mentee)s and %(mentor)s are unlocked.")
    return _act(request, pk, decisions.unlock, words, stays=True)


@require_http_methods(["GET", "HEAD", "POST"])
def reject_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    form = RejectForm(request.POST if request.method == "POST" else None)
    is_sample = ReviewFilter(request.GET).value("tab") == "sample"
    if request.method == "POST" and form.is_valid():
        return _act(
            request,
            pk,
            lambda row, by: _reject(row, by=by, reason=form.text(), is_sample=is_sample),
            _("Rejected %(mentee)s with %(mentor)s. A new run will not bring this pair again."),
        )
    return _form_page(request, "matching/rounds/reject.html", proposal, form)


def _reject(proposal: Proposal, *, by: User, reason: str, is_sample: bool) -> None:
    """A sampled pair is approved: it is opened again first, so that no other approval is lost."""
    with transaction.atomic():
        if is_sample and proposal.decision == Proposal.Decision.APPROVED:
            decisions.undo(proposal, by=by)
        decisions.reject(proposal, by=by, reason=reason)


@require_POST
def keep_sampled(request: HttpRequest, pk: int) -> HttpResponse:
    """Read again at random, and still right."""
    words = _("Still right: %(mentee)s with %(mentor)s.")
    return _act(request, pk, lambda row, by: sampling.keep(row, by=by, now=timezone.now()), words)


@require_http_methods(["GET", "HEAD", "POST"])
def forbid_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    form = ForbidForm(
        request.POST if request.method == "POST" else None, initial={"scope": "round"}
    )
    if request.method == "POST" and form.is_valid():
        return _keep_apart(request, proposal, form)
    if form.errors and request.htmx:  # type: ignore[attr-defined]
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return console_answers.refused(request, proposal, said, forbid=form)
    preview = edits.preview(proposal, "forbid", None, now=timezone.now())
    return _form_page(request, "matching/rounds/forbid.html", proposal, form, preview=preview)


def _keep_apart(request: HttpRequest, proposal: Proposal, form: ForbidForm) -> HttpResponse:
    """The mentee gets the next best mentor at once, so more than one pair may change."""
    user, data = user_of(request), form.cleaned_data
    people = {"mentor": proposal.mentor.profile.name, "mentee": proposal.mentee.profile.name}
    try:
        done = edits.forbid(
            proposal, by=user, scope=data["scope"], reason=data["words"], now=timezone.now()
        )
    except (decisions.AlreadyDecidedError, rounds.RoundRefusedError) as refusal:
        return console_answers.refused(request, proposal, str(refusal))
    said = _("%(mentee)s and %(mentor)s are kept apart.") % people
    words = f"{said} {done.effect.headline}"
    return console_answers.whole(request, proposal.round, words, pair=proposal.pk)


def _form_page(
    request: HttpRequest,
    template: str,
    proposal: Proposal,
    form: RejectForm | ForbidForm,
    *,
    preview: edits.Preview | None = None,
) -> HttpResponse:
    context = {
        "preview": preview,
        "proposal": proposal,
        "row": review.row_of(proposal),
        "form": form,
        "back": _back(request, proposal),
        "query": ReviewFilter(request.GET).query(here=_here(request)),
    }
    return render(request, template, context)


def _act(
    request: HttpRequest,
    pk: int,
    decide: Callable[..., object],
    success: str,
    *,
    stays: bool = False,
) -> HttpResponse:
    """Decide, or say who was faster; then go on in the console or on the pair's own page."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    people = {"mentor": proposal.mentor.profile.name, "mentee": proposal.mentee.profile.name}
    is_console = _here(request) == "console"
    try:
        decide(proposal, by=user)
    except (decisions.AlreadyDecidedError, rounds.RoundRefusedError) as refusal:
        if is_console:
            return console_answers.refused(request, proposal, str(refusal))
        messages.error(request, str(refusal))
        return redirect(proposal)
    if is_console:
        return console_answers.decided(request, proposal, success % people, stays=stays)
    messages.success(request, success % people)
    return redirect(proposal)


def _here(request: HttpRequest) -> str:
    return ReviewFilter(request.GET).value("here", "pair")


def _back(request: HttpRequest, proposal: Proposal) -> str:
    if _here(request) == "console":
        query = ReviewFilter(request.GET).query(pair=proposal.pk)
        return proposal.round.get_absolute_url() + query
    return proposal.get_absolute_url()
