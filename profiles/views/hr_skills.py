"""HR's skills list: search, rename, merge, retire, decide proposals."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from profiles import skills, staff_lists
from profiles.access import get_managed_skill, profile_of, require_hr, user_of
from profiles.forms.hr import MergeForm, SkillForm, SkillsFilter
from profiles.models import Skill, User
from profiles.pages import page_of


@require_safe
def hr_skills(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    form = SkillsFilter(request.GET)
    wanted = form.wanted()
    page = page_of(staff_lists.skills_list(wanted), request.GET.get("page", "1"))
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(wanted),
        "waiting": skills.proposals().count(),
    }
    return render(request, "profiles/hr_skills.html", context)


def hr_skill(request: HttpRequest, pk: int) -> HttpResponse:
    """One skill; POST saves its name, category and aliases."""
    user = user_of(request)
    skill = get_managed_skill(user, pk)
    form = SkillForm(
        request.POST if request.method == "POST" else None,
        initial={"name": skill.name, "category": skill.category, "aliases": skill.aliases},
    )
    if form.is_valid():
        try:
            skills.change(skill, by=user, **form.cleaned_data)
        except skills.SkillError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s saved.") % {"name": skill.name})
            return redirect("hr-skill", pk=pk)
    return _skill_page(request, skill, form, MergeForm(profile=profile_of(request)))


@require_POST
def hr_skill_merge(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    skill = get_managed_skill(user, pk)
    form = MergeForm(request.POST, profile=profile_of(request))
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            skills.merge(skill, into, by=user)
        except skills.SkillError as error:
            form.add_error("into", str(error))
        else:
            words = _("%(name)s is merged into %(into)s.") % {"name": skill.name, "into": into.name}
            messages.success(request, words)
            return redirect("hr-skill", pk=into.pk)
    initial = {"name": skill.name, "category": skill.category, "aliases": skill.aliases}
    return _skill_page(request, skill, SkillForm(initial=initial), form)


@require_POST
def hr_skill_approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, skills.approve, _("%(name)s is in the list now."))


@require_POST
def hr_skill_reject(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, skills.reject, _("%(name)s is taken out."))


@require_POST
def hr_skill_retire(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, skills.retire, _("%(name)s is retired."))


@require_POST
def hr_skill_bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, skills.bring_back, _("%(name)s is in the list again."))


def _decide(request: HttpRequest, pk: int, act: Callable[..., bool], words: str) -> HttpResponse:
    user: User = user_of(request)
    skill = get_managed_skill(user, pk)
    if act(skill, by=user):
        messages.success(request, words % {"name": skill.name})
    else:
        messages.info(request, _("Somebody has decided that already."))
    return redirect("hr-skill", pk=pk)


def _skill_page(
    request: HttpRequest, skill: Skill, form: SkillForm, merge: MergeForm
) -> HttpResponse:
    context = {
        "skill": skills.with_use(Skill.objects.filter(pk=skill.pk))
        .select_related("merged_into", "proposed_by")
        .get(),
        "edit": form,
        "merge": merge,
        "form": merge if merge.is_bound else form,
        "relations": skill.relations.select_related("related").order_by("-share", "related__name"),
    }
    return render(request, "profiles/hr_skill.html", context)
