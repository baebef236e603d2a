"""The review console: a round's page, its fragments, the selection and what is done to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import console_page, decisions, deck, rounds
from matching.access import get_managed_round
from matching.console import desk, sampling, steps
from matching.console_page import View
from matching.forms.review import BulkForm, RejectForm, ReviewFilter
from matching.models import Round
from matching.models.rounds import ProposalQuerySet
from matching.views import console_answers
from matching.views.console_answers import filter_of, target_of
from profiles.access import user_of

PAGE = "matching/rounds/round.html"


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The console, or for htmx only what changes: the open pair, or everything but the shell."""
    view = _view(request, pk)
    target = target_of(request)
    if target == "detail":
        return _detail(request, view)
    context = console_page.frame(view)
    if target == "console" and view.deck.counts.total:
        return render(request, console_answers.CONSOLE, context)
    return render(request, PAGE, {**context, "slim": bool(view.deck.counts.total)})


def _detail(request: HttpRequest, view: View) -> HttpResponse:
    proposal = console_page.find(view, view.form.opened)
    if proposal is None:
        raise Http404
    context = console_page.around(view) | console_page.pair(view, proposal)
    return render(request, console_answers.DETAIL, context)


@require_safe
def round_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The next rows of the list; as a page of its own where there is no script."""
    view = _view(request, pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(view.address(page=view.page))
    context = console_page.around(view) | console_page.rows(view)
    return render(request, "matching/console/_rows.html", context)


@require_POST
def undo_step(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, steps.undo, _("There is nothing to undo."))


@require_POST
def redo_step(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, pk, steps.redo, _("There is nothing to do again."))


def _step(request: HttpRequest, pk: int, move: Any, nothing: str) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    try:
        said = move(round_, by=user)
    except rounds.RoundRefusedError as refusal:
        return console_answers.whole(request, round_, str(refusal), is_problem=True)
    if said is None:
        return console_answers.whole(request, round_, nothing, is_problem=True)
    words = " ".join([said.text, *said.conflicts])
    opened = console_answers.pair_of(round_, said.step)
    return console_answers.whole(
        request, round_, words, is_problem=bool(said.conflicts), pair=opened
    )


@require_POST
def select_pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Put pairs on the reviewer's desk or take them off; the answer is the bar below the list."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = BulkForm(request.POST)
    if form.is_valid():
        mine = _mine(request, round_).filter(pk__in=form.cleaned_data["pair"])
        desk.select(round_, user, mine.values_list("pk", flat=True), on=form.cleaned_data["on"])
    view = View(user, round_, filter_of(request))
    context = console_page.around(view) | console_page.rows(view)
    return render(request, "matching/console/_bulk.html", context)


@require_POST
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """What a button of the bar does with the selection."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = BulkForm(request.POST)
    _take_ticks(request, round_, form)
    action = form.cleaned_data.get("action", "") if form.is_valid() else ""
    if action == "clear":
        desk.clear(round_, user)
        return console_answers.whole(request, round_, _("Nothing is selected now."))
    if action == "all":
        desk.select_all(round_, user, deck.chosen(_mine(request, round_), filter_of(request)))
        return console_answers.whole(request, round_, _selected_words(request, round_))
    if action == "page":
        view = View(user, round_, filter_of(request))
        desk.select(round_, user, view.ids, on=True)
    if action in {"page", "keep"}:
        return console_answers.whole(request, round_, _selected_words(request, round_))
    return _decide(request, round_, action)


def _take_ticks(request: HttpRequest, round_: Round, form: BulkForm) -> None:
    """Without script the ticks of this page come with the button."""
    if not form.is_valid() or request.htmx:  # type: ignore[attr-defined]
        return
    user, ticked = user_of(request), set(form.cleaned_data["pair"])
    shown = set(
        _mine(request, round_)
        .filter(pk__in=form.cleaned_data["shown"])
        .values_list("pk", flat=True)
    )
    desk.select(round_, user, shown & ticked, on=True)
    desk.select(round_, user, shown - ticked, on=False)


def _decide(request: HttpRequest, round_: Round, action: str) -> HttpResponse:
    chosen = _selected(request, round_)
    if not chosen.exists():
        return console_answers.whole(
            request, round_, _("Choose at least one pair first."), is_problem=True
        )
    if action == "reject":
        return console_answers.go(request, "reject-selected", round_)
    user = user_of(request)
    try:
        if action == "lock":
            done = decisions.lock_all(round_, chosen, by=user)
            words = ngettext("Locked %(n)s pair.", "Locked %(n)s pairs.", done.approved)
            said, offers = words % {"n": done.approved}, False
        else:
            done = decisions.approve_all(round_, chosen, by=user)
            said, offers = approved_words(done), done.approved > 1
    except rounds.RoundRefusedError as refusal:
        return console_answers.whole(request, round_, str(refusal), is_problem=True)
    desk.clear(round_, user)
    return console_answers.whole(request, round_, said, offers_sample=offers)


@require_http_methods(["GET", "HEAD", "POST"])
def reject_selected(request: HttpRequest, pk: int) -> HttpResponse:
    """One reason for all that is selected."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    chosen = _selected(request, round_)
    form = RejectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = decisions.reject_all(round_, chosen, by=user, reason=form.text())
        except rounds.RoundRefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            desk.clear(round_, user)
            messages.success(request, _rejected_words(done))
        return redirect(round_.get_absolute_url() + ReviewFilter(request.GET).query())
    context = {
        "round": round_,
        "program": round_.program,
        "form": form,
        "number": chosen.undecided().count(),
        "query": ReviewFilter(request.GET).query(),
        "rows": chosen.undecided().with_people()[:5],
    }
    return render(request, "matching/console/reject_selected.html", context)


@require_POST
def approve_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything in the current tab and filter, not only this page; High rows wait."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    chosen = deck.chosen(_mine(request, round_), filter_of(request))
    try:
        done = decisions.approve_all(round_, chosen, by=user)
    except rounds.RoundRefusedError as refusal:
        return console_answers.whole(request, round_, str(refusal), is_problem=True)
    return console_answers.whole(
        request, round_, approved_words(done), offers_sample=done.approved > 1
    )


@require_POST
def draw_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Twenty of what was approved in bulk, at random, to be read after all."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    try:
        number = sampling.draw(round_, by=user)
    except rounds.RoundRefusedError as refusal:
        return console_answers.whole(request, round_, str(refusal), is_problem=True)
    if not number:
        said = _("Nothing else was approved in bulk, so there is nothing to draw from.")
        return console_answers.whole(request, round_, said, is_problem=True)
    words = ngettext("%(n)s pair drawn at random.", "%(n)s pairs drawn at random.", number)
    messages.success(request, words % {"n": number})
    return console_answers.go(request, "round", round_, tab="sample")


def approved_words(done: decisions.Bulk) -> str:
    approved = ngettext("Approved %(n)s pair.", "Approved %(n)s pairs.", done.approved)
    if not done.skipped:
        return approved % {"n": done.approved}
    skipped = ngettext("%(n)s needs a look first.", "%(n)s need a look first.", done.skipped)
    return f"{approved % {'n': done.approved}} {skipped % {'n': done.skipped}}"


def _rejected_words(done: decisions.Bulk) -> str:
    words = ngettext("Rejected %(n)s pair.", "Rejected %(n)s pairs.", done.approved)
    said = words % {"n": done.approved}
    if done.skipped:
        locked = ngettext("%(n)s is locked and stays.", "%(n)s are locked and stay.", done.skipped)
        said = f"{said} {locked % {'n': done.skipped}}"
    return said


def _selected_words(request: HttpRequest, round_: Round) -> str:
    number = _selected(request, round_).count()
    return ngettext("%(n)s pair selected.", "%(n)s pairs selected.", number) % {"n": number}


def _selected(request: HttpRequest, round_: Round) -> ProposalQuerySet:
    ids = desk.selected(round_, user_of(request))
    return _mine(request, round_).filter(pk__in=ids)


def _mine(request: HttpRequest, round_: Round) -> ProposalQuerySet:
    return View(user_of(request), round_, filter_of(request)).proposals


def _view(request: HttpRequest, pk: int) -> View:
    user = user_of(request)
    return View(user, get_managed_round(user, pk), ReviewFilter(request.GET))
