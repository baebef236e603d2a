"""How the console answers a decision: to htmx with the parts that change, to everybody else with
the page to go on from. What is said goes to the one status line in both cases."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from matching import console_page, review
from matching.access import get_managed_proposal
from matching.console_page import View
from matching.forms.review import ForbidForm, ReviewFilter
from matching.models import Proposal, ReviewStep, Round
from profiles.access import user_of

CONSOLE = "matching/console/answer_whole.html"
DETAIL = "matching/console/answer_detail.html"
DECIDED = "matching/console/answer_decided.html"


def target_of(request: HttpRequest) -> str:
    """What htmx will put the answer into; "" for a whole page, also when history is restored."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return (htmx.target or "") if htmx and not htmx.history_restore_request else ""


def filter_of(request: HttpRequest) -> ReviewFilter:
    """The list the reviewer sees. A fragment was posted from the address in the window."""
    htmx = request.htmx  # type: ignore[attr-defined]
    if request.method == "POST" and htmx and htmx.current_url:
        return ReviewFilter(QueryDict(urlsplit(htmx.current_url).query))
    return ReviewFilter(request.GET)


def whole(
    request: HttpRequest,
    round_: Round,
    said: str,
    *,
    is_problem: bool = False,
    pair: int | None = None,
    offers_sample: bool = False,
) -> HttpResponse:
    """The console as it is now, after something that touched more than one pair."""
    form = filter_of(request)
    address = round_.get_absolute_url() + form.query(pair=pair or form.opened)
    if not request.htmx:  # type: ignore[attr-defined]
        (messages.error if is_problem else messages.success)(request, said)
        return redirect(address)
    asked = QueryDict(urlsplit(address).query)
    view = View(user_of(request), round_, ReviewFilter(asked))
    context = console_page.frame(view) | {"said": said, "is_problem": is_problem}
    context["offers_sample"] = offers_sample and not view.deck.counts.is_pilot
    response = render(request, CONSOLE, context)
    response["HX-Retarget"], response["HX-Reswap"] = "#console", "outerHTML"
    response["HX-Replace-Url"] = address
    return response


def decided(
    request: HttpRequest, proposal: Proposal, said: str, *, stays: bool = False
) -> HttpResponse:
    """After one decision: the next pair, the row that left, the counts, and what was done."""
    round_ = proposal.round
    view = View(user_of(request), round_, filter_of(request))
    following = proposal.pk if stays else _following(view, proposal)
    opened = console_page.find(view, following)
    if opened is None:
        return whole(request, round_, said)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, said)
        return redirect(view.address(pair=following))
    context = console_page.around(view) | console_page.pair(view, opened)
    context |= {"said": said, "left": proposal.pk}
    if proposal.pk in view.deck.ids:
        fresh = console_page.find(view, proposal.pk)
        context |= {"left": None, "changed": fresh and review.row_of(fresh, now=view.now)}
        context["base"] = view.form.query(pair="0")[:-1]
    response = render(request, DECIDED, context)
    response["HX-Replace-Url"] = view.address(pair=following)
    return response


def _following(view: View, proposal: Proposal) -> int | None:
    """The row below; from the last one, the first that is left."""
    return view.deck.after(proposal.pk) or next(iter(view.deck.ids), None)


def refused(
    request: HttpRequest, proposal: Proposal, said: str, *, forbid: ForbidForm | None = None
) -> HttpResponse:
    """The same pair as it is now, with what stands against the decision."""
    view = View(user_of(request), proposal.round, filter_of(request))
    if not request.htmx:  # type: ignore[attr-defined]
        messages.error(request, said)
        return redirect(view.address(pair=proposal.pk))
    fresh = get_managed_proposal(view.user, proposal.pk)
    context = console_page.around(view) | console_page.pair(view, fresh, forbid=forbid)
    context |= {"said": said, "is_problem": True, "conflict": "" if forbid else said}
    context |= {"left": None if fresh.pk in view.deck.ids else fresh.pk}
    response = render(request, DECIDED, context)
    response["HX-Replace-Url"] = view.address(pair=fresh.pk)
    return response


def go(request: HttpRequest, name: str, round_: Round, **changes: str) -> HttpResponse:
    """On to a page of its own, also from htmx."""
    address = reverse(name, args=[round_.pk]) + filter_of(request).query(**changes)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def pair_of(round_: Round, step: ReviewStep | None) -> int | None:
    """The pair a step was about; None for a batch."""
    about = [one for one in step.changes if not one.get("moved")] if step else []
    if len(about) != 1:
        return None
    found = Proposal.objects.filter(round=round_, mentee=about[0]["mentee"])
    return found.values_list("pk", flat=True).first()
