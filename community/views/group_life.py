"""What members do in a group: steps of the plan, and the shelf."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import groups, plans, shelf
from community.access_groups import get_living_group, get_shelf_item, get_step
from community.forms.group_life import ShelfSearchForm, StepForm
from community.models import PlanStep, Resource
from matching.forms.fields import posted
from profiles.access import profile_of

PAGES = ["GET", "HEAD", "POST"]
LARGEST_ID = 2**63


@require_http_methods(PAGES)
def add_group_step(request: HttpRequest, pk: int) -> HttpResponse:
    group, _mine = get_living_group(request, pk)
    form = StepForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plans.add(group, data["title"], data["due_on"], now=timezone.now())
        except plans.FullPlanError:
            form.add_error(None, _("The plan has 60 steps. Delete one before you add another"))
        else:
            messages.success(request, _("Step added. Every member sees it."))
            return redirect("group-plan", pk)
    return render(request, "community/groups/edit_step.html", {"form": form, "group": group})


@require_http_methods(PAGES)
def edit_group_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_step(request, pk)
    initial = {"seen": step.version, "title": step.title, "due_on": step.due_on}
    form = StepForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plans.change(step, data["title"], data["due_on"], seen=data["seen"])
        except plans.StaleStepError as stale:
            if stale.current is None:
                messages.error(request, _("This step has been deleted."))
                return redirect("group-plan", step.group_id)
            text = _("Somebody has changed this step. Check both versions, then save again")
            form.show_other(stale.current, text)
        else:
            messages.success(request, _("Step saved."))
            return redirect("group-plan", step.group_id)
    context = {"form": form, "group": step.group, "step": step}
    return render(request, "community/groups/edit_step.html", context)


@require_POST
def finish_group_step(request: HttpRequest, pk: int) -> HttpResponse:
    step, now = get_step(request, pk), timezone.now()
    if plans.tick(step, by=profile_of(request), now=now):
        groups.touch(step.group, now=now)
    messages.success(request, _("Done: %(what)s") % {"what": step.title})
    return _back(request, step)


@require_POST
def reopen_group_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_step(request, pk)
    plans.untick(step)
    messages.success(request, _("Open again: %(what)s") % {"what": step.title})
    return _back(request, step)


@require_POST
def delete_group_step(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_step(request, pk)
    plans.delete(step)
    messages.success(request, _("Step deleted: %(what)s") % {"what": step.title})
    return redirect("group-plan", step.group_id)


def _back(request: HttpRequest, step: PlanStep) -> HttpResponse:
    """To where the tick was: the overview of the group or its plan."""
    return redirect("group" if "overview" in request.POST else "group-plan", step.group_id)


@require_safe
def find_for_shelf(request: HttpRequest, pk: int) -> HttpResponse:
    """The picker: published items of the library with these words in their title."""
    group, _mine = get_living_group(request, pk)
    form = ShelfSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = [(row, shelf.address(row)) for row in shelf.matching(group, words)]
    context = {"form": form, "group": group, "found": found, "words": words}
    return render(request, "community/groups/find_for_shelf.html", context)


@require_POST
def put_on_shelf(request: HttpRequest, pk: int, resource: int) -> HttpResponse:
    group, _mine = get_living_group(request, pk)
    found = get_object_or_404(Resource.objects.published(), pk=min(resource, LARGEST_ID - 1))
    shelf.put(group, found, by=profile_of(request), now=timezone.now())
    messages.success(request, _("On the shelf: %(title)s") % {"title": found.title})
    return redirect("group-shelf", pk)


@require_POST
def take_off_shelf(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_shelf_item(request, pk)
    shelf.take_off(item)
    messages.success(request, _("Off the shelf: %(title)s") % {"title": item.resource.title})
    return redirect("group-shelf", item.group_id)
