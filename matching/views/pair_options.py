"""What else could be done for the mentee of a proposed pair: the options, "Why not X?", and edits
that are previewed before they are made."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import review, rounds, trail
from matching.access import get_managed_proposal, get_round_mentor
from matching.console import comments, edits, options, pace, why_not
from matching.console_page import Context, about
from matching.forms.console import CommentForm, EditForm, WhyNotForm
from matching.models import Enrollment, Proposal
from matching.views import console_answers
from profiles.access import user_of
from profiles.models import User

KINDS = ("swap", "force")


@require_safe
def proposal_options(request: HttpRequest, pk: int) -> HttpResponse:
    """The pane beside the pair: options, why not, history and comments."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    facts, now = about(proposal), timezone.now()
    context = {
        **facts,
        "options": options.of(proposal, now=now, run=facts["run"]),
        **notes(user, proposal),
    }
    return _pane_or_page(request, context, "options", "matching/console/_options.html")


@require_safe
def why_not_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Search any mentor, then the answer for one of them."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    form = WhyNotForm(request.GET)
    form.is_valid()
    asked, mentor = form.cleaned_data.get("q") or "", form.cleaned_data.get("mentor")
    facts = about(proposal)
    context: Context = {**facts, "why_form": form, "asked": asked}
    if mentor:
        found, now = get_round_mentor(proposal, mentor), timezone.now()
        context["answer"] = why_not.answer(proposal, found, now=now, run=facts["run"])
    elif asked:
        context["found"] = why_not.search(proposal.round, asked)
    return _pane_or_page(request, context, "why-not", "matching/console/_why_not.html")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_proposal(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Another mentor for this mentee: what it would do to everyone, then the button for it."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    if kind not in KINDS:
        raise Http404
    form = EditForm(request.POST if request.method == "POST" else request.GET, kind=kind)
    is_sent = request.method == "POST"
    is_valid = form.is_valid()
    number = form.cleaned_data.get("mentor")
    mentor = get_round_mentor(proposal, number) if number else None
    if is_sent and is_valid and mentor:
        return _stage(request, proposal, kind, mentor, form.cleaned_data["reason"])
    if not is_sent:
        form = EditForm(initial={"mentor": number}, kind=kind)
    facts, now = about(proposal), timezone.now()
    context = {
        **facts,
        "kind": kind,
        "edit_form": form,
        "form": form,
        "mentor": mentor,
        "preview": edits.preview(proposal, kind, mentor, now=now, run=facts["run"]),
        "query": console_answers.filter_of(request).query(here="console"),
    }
    return _pane_or_page(request, context, "preview", "matching/console/_preview.html")


def _stage(
    request: HttpRequest, proposal: Proposal, kind: str, mentor: Enrollment, reason: str
) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    try:
        if kind == "force":
            done = edits.force(proposal, mentor, by=user, reason=reason, now=now)
        else:
            done = edits.swap(proposal, mentor, by=user, now=now)
    except rounds.RoundRefusedError as refusal:
        return console_answers.whole(
            request, proposal.round, str(refusal), is_problem=True, pair=proposal.pk
        )
    people = {"mentee": proposal.mentee.profile.name, "mentor": mentor.profile.name}
    said = _("%(mentee)s gets %(mentor)s.") % people
    words = f"{said} {done.effect.headline} {', '.join(done.totals)}."
    return console_answers.whole(request, proposal.round, words, pair=proposal.pk)


@require_POST
def add_comment(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        comments.add(proposal, by=user, text=form.cleaned_data["text"])
        form = CommentForm()
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("proposal-options", proposal.pk)
    context = {**about(proposal), **notes(user, proposal), "comment_form": form, "form": form}
    return _pane_or_page(request, context, "notes", "matching/console/_notes.html")


@require_POST
def settle_comment(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """The other reviewer's question is answered."""
    user = user_of(request)
    proposal = get_managed_proposal(user, pk)
    found = comments.of(proposal).filter(pk=comment).first() if comment < 2**63 else None
    if found is None:
        raise Http404
    comments.settle(found, by=user, now=timezone.now())
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("proposal-options", proposal.pk)
    context = {**about(proposal), **notes(user, proposal)}
    return render(request, "matching/console/_notes.html", context)


def notes(user: User, proposal: Proposal) -> Context:
    """History, earlier pairs, comments, and the reader's own pace."""
    return {
        "history": review.said(
            trail.of(proposal).select_related("mentor__profile", "mentee__profile")
        ),
        "earlier": review.earlier_pairs(proposal),
        "comments": comments.of(proposal),
        "reviewers": comments.reviewers(proposal.round.program).exclude(pk=user.pk),
        "comment_form": CommentForm(),
        "pace": pace.of(proposal.round, user),
    }


def _pane_or_page(request: HttpRequest, context: Context, pane: str, template: str) -> HttpResponse:
    """The pane alone for htmx, a page around it for everybody else."""
    if console_answers.target_of(request) == pane:
        return render(request, template, context)
    return render(request, "matching/console/pane.html", {**context, "pane": template})
