"""HR's desk for paths: write one, order its steps, publish it, take it out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import path_desk, path_steps
from community.access_paths import get_managed_path, get_managed_step
from community.forms.path_desk import PathForm, StepForm
from community.models import PathStep
from profiles.access import require_hr, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]
PAGE = 25


@require_safe
def hr_paths(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    page = Paginator(path_desk.desk(), PAGE).get_page(request.GET.get("page"))
    return render(request, "community/paths/desk.html", {"page": page, "few": path_desk.FEW})


@require_http_methods(GET_OR_POST)
def new_path(request: HttpRequest) -> HttpResponse:
    user = require_hr(request)
    form = PathForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        path = path_desk.create(**form.cleaned_data, by=user)
        messages.success(request, _("%(name)s is a draft now.") % {"name": path.name})
        return redirect("hr-path", path.pk)
    return render(request, "community/paths/edit_path.html", {"form": form})


@require_safe
def hr_path(request: HttpRequest, pk: int) -> HttpResponse:
    path = get_managed_path(user_of(request), pk)
    numbers = path_desk.desk().get(pk=path.pk)
    context = {
        "path": numbers,
        "steps": path.steps.current(),
        "kinds": [(kind.value, kind.label) for kind in PathStep.Kind],
        "few": path_desk.FEW,
    }
    return render(request, "community/paths/desk_path.html", context)


@require_http_methods(GET_OR_POST)
def edit_path(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    path = get_managed_path(user, pk)
    form = PathForm(
        request.POST if request.method == "POST" else None, initial=PathForm.values(path)
    )
    if request.method == "POST" and form.is_valid():
        path_desk.change(path, **form.cleaned_data, by=user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("hr-path", path.pk)
    return render(request, "community/paths/edit_path.html", {"form": form, "path": path})


@require_POST
def publish_path(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    path = get_managed_path(user, pk)
    try:
        if path_desk.publish(path, by=user):
            messages.success(request, _("%(name)s is published.") % {"name": path.name})
    except path_desk.PathError as error:
        messages.error(request, f"{error}.")
    return redirect("hr-path", path.pk)


@require_POST
def retire_path(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    path = get_managed_path(user, pk)
    if path_desk.retire(path, by=user):
        text = _("%(name)s is taken out. Those who had begun can still finish it.")
        messages.success(request, text % {"name": path.name})
    return redirect("hr-path", path.pk)


@require_POST
def restore_path(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    path = get_managed_path(user, pk)
    if path_desk.restore(path, by=user, now=timezone.now()):
        text = _("%(name)s has the words again that it ships with.")
        messages.success(request, text % {"name": path.name})
    return redirect("hr-path", path.pk)


@require_http_methods(GET_OR_POST)
def add_step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    path = get_managed_path(user_of(request), pk)
    if kind not in PathStep.Kind:
        raise Http404
    step = PathStep(path=path, kind=kind)
    form = StepForm(request.POST if request.method == "POST" else None, step=step)
    if request.method == "POST" and form.is_valid():
        path_steps.add(form.fill(), now=timezone.now())
        if step.is_check:
            messages.success(request, _("Step added. Now add its questions."))
            return redirect("step-questions", step.pk)
        messages.success(request, _("Step added."))
        return redirect("hr-path", path.pk)
    return render(request, "community/paths/edit_step.html", {"form": form, "path": path})


@require_http_methods(GET_OR_POST)
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_managed_step(user_of(request), pk)
    form = StepForm(request.POST if request.method == "POST" else None, step=step)
    if request.method == "POST" and form.is_valid():
        path_steps.change(form.fill(), now=timezone.now())
        messages.success(request, _("Step saved."))
        return redirect("hr-path", step.path_id)
    context = {"form": form, "path": step.path, "step": step}
    return render(request, "community/paths/edit_step.html", context)


@require_POST
def move_step_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, -1)


@require_POST
def move_step_down(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, 1)


def _move(request: HttpRequest, pk: int, by: int) -> HttpResponse:
    step = get_managed_step(user_of(request), pk)
    path_steps.move(step, by, now=timezone.now())
    return redirect("hr-path", step.path_id)


@require_POST
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_managed_step(user_of(request), pk)
    try:
        path_steps.remove(step, now=timezone.now())
    except path_steps.LastStepError:
        messages.error(request, _("A published path needs a step. Take the path out instead."))
    else:
        text = _("“%(title)s” is no longer part of the path. What people wrote in it stays theirs.")
        messages.success(request, text % {"title": step.title})
    return redirect("hr-path", step.path_id)
