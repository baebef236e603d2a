"""Which parts of the score went with good pairs, and the policy to try that follows from it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.access import get_program, reader_of
from insights.learning import findings, jobs, outcomes, page, programs, trying
from insights.models import LearningRun
from insights.proof.tabs import tabs
from matching import policies
from matching.lab.drafts import LabRefusedError
from matching.models import Program
from profiles.access import user_of

PAGE = 20


@require_safe
def learning_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    reader = reader_of(user)
    found = Paginator(programs.listed(user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "needed": findings.LEAST,
        "tabs": tabs("matching", company=reader.company),
    }
    return render(request, "insights/learning/list.html", context)


@require_safe
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_program(user, pk)
    newest = jobs.newest(program)
    done = newest if newest and newest.state == "done" else jobs.newest_done(program)
    context: dict[str, object] = {
        "program": program,
        "newest": newest,
        "done": done,
        "pairs": outcomes.count(program, now=timezone.now()),
        "needed": findings.LEAST,
    }
    if done and not done.result["silent"]:
        context |= _shown(done, page.chosen(request.GET.get("by", "")))
        context["steps"] = page.steps(done, policies.engine_policy(policies.current(program)))
        context["rounds"] = trying.open_rounds(program, user)
    return render(request, "insights/learning/learning.html", context)


def _shown(done: LearningRun, name: str) -> dict[str, object]:
    look = done.result["looks"][name]
    return {
        "look": look,
        "tabs": page.tabs(name),
        "figure": page.figure(look, name),
        "explained": round(100 * max(look["explained"] or 0, 0)),
    }


@require_POST
def start_learning(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program: Program = get_program(user, pk)
    _run, is_new = jobs.request(program, by=user)
    if is_new:
        messages.success(request, _("A worker looks at the pairs now. Nothing is changed by it."))
    return redirect("learning", program.pk)


@require_POST
def learning_in_lab(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """A draft of the lab with the live policy and the proposed one side by side."""
    user = user_of(request)
    run = _done_run(pk)
    program = get_program(user, run.program_id)
    round_ = trying.open_rounds(program, user).filter(pk=round_pk).first()
    if round_ is None or not trying.steps_of(run):
        raise Http404
    try:
        lab = trying.open_in_lab(run, round_, by=user)
    except LabRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("learning", program.pk)
    return redirect(lab)


def _done_run(pk: int) -> LearningRun:
    if not 0 < pk < 2**63:
        raise Http404
    rows = LearningRun.objects.filter(state=LearningRun.State.DONE)
    return get_object_or_404(rows, pk=pk)
