"""One proposed pair: the compare view and HR's decisions, one URL each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import decisions, options, policies, review, rounds, trail
from matching.access import get_managed_proposal, reviewable
from matching.forms.review import ForbidForm, RejectForm, ReviewFilter
from matching.models import Proposal, Round
from profiles.access import user_of

ROW = "matching/rounds/_row_answer.html"


@require_safe
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    round_ = proposal.round
    wants, offers = review.wanted_and_offered(proposal)
    context = {
        "row": review.row_of(proposal),
        "proposal": proposal,
        "round": round_,
        "program": round_.program,
        "position": review.position(proposal),
        "parts": review.parts(proposal),
        "wants": wants,
        "offers": offers,
        "as_read": review.as_read(proposal),
        "options": options.next_best(
            round_, proposal.mentee, now=timezone.now(), without=proposal.mentor_id
        ),
        "history": review.said(trail.of(proposal).select_related("mentor__profile")),
        "can_decide": round_.state == Round.State.OPEN and not rounds.is_working(round_),
        "next": review.next_undecided(reviewable(user, round_), proposal),
        "rules": policies.RULES,
    }
    return render(request, "matching/rounds/proposal.html", context)


@require_POST
def approve_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, decisions.approve, _("Approved %(mentor)s and %(mentee)s."))


@require_POST
def undo_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, decisions.undo, _("%(mentor)s and %(mentee)s are undecided again."))


@require_POST
def lock_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("%(mentor)s and %(mentee)s stay together in every new run.")
    return _act(request, pk, decisions.lock, words)


@require_POST
def unlock_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("%(mentor)s and %(mentee)s are unlocked.")
    return _act(request, pk, decisions.unlock, words)


@require_http_methods(["GET", "HEAD", "POST"])
def reject_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    form = RejectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _act(
            request,
            pk,
            lambda row, by: decisions.reject(row, by=by, reason=form.text()),
            _("Rejected %(mentor)s and %(mentee)s. A new run will not bring this pair again."),
        )
    return _form_page(request, "matching/rounds/reject.html", proposal, form)


@require_http_methods(["GET", "HEAD", "POST"])
def forbid_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    form = ForbidForm(
        request.POST if request.method == "POST" else None, initial={"scope": "round"}
    )
    if request.method == "POST" and form.is_valid():
        scope, reason = form.cleaned_data["scope"], form.cleaned_data["words"]
        return _act(
            request,
            pk,
            lambda row, by: decisions.forbid(row, by=by, scope=scope, reason=reason),
            _("%(mentor)s and %(mentee)s are kept apart."),
        )
    return _form_page(request, "matching/rounds/forbid.html", proposal, form)


def _form_page(
    request: HttpRequest, template: str, proposal: Proposal, form: RejectForm | ForbidForm
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "row": review.row_of(proposal),
        "form": form,
        "back": _back(request, proposal),
        "query": ReviewFilter(request.GET).query(here=_here(request)),
    }
    return render(request, template, context)


def _act(request: HttpRequest, pk: int, decide: Callable[..., None], success: str) -> HttpResponse:
    """Decide, or say who was faster; then the row alone (htmx) or the page we came from."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    people = {"mentor": proposal.mentor.profile.name, "mentee": proposal.mentee.profile.name}
    said = ""
    try:
        decide(proposal, by=user)
    except (decisions.AlreadyDecidedError, rounds.RoundRefusedError) as refusal:
        said = str(refusal)
    if request.htmx and not said:  # type: ignore[attr-defined]
        row = review.row_of(get_managed_proposal(user, pk))
        context = {
            "row": row,
            "can_decide": True,
            "form": ReviewFilter(request.GET),
            "said": success % people,
        }
        return render(request, ROW, context)
    if said:
        messages.error(request, said)
    else:
        messages.success(request, success % people)
    response = redirect(_back(request, proposal))
    if request.htmx:  # type: ignore[attr-defined]
        # The row is not what the reviewer saw: the whole page is read again.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return response


def _here(request: HttpRequest) -> str:
    return ReviewFilter(request.GET).value("here", "pair")


def _back(request: HttpRequest, proposal: Proposal) -> str:
    form = ReviewFilter(request.GET)
    if form.value("here") == "list":
        return proposal.round.get_absolute_url() + form.query()
    return proposal.get_absolute_url()
