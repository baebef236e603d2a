"""A skills file for the list: look first, then add."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from profiles import skill_files
from profiles.access import require_hr
from profiles.forms.hr import SkillsFileForm, SkillsTextForm
from profiles.imports.decoding import UnreadableError

SHOWN = 20


def hr_skills_import(request: HttpRequest) -> HttpResponse:
    """POST is the dry run: it shows what would change and changes nothing."""
    require_hr(request)
    is_post = request.method == "POST"
    form = SkillsFileForm(*((request.POST, request.FILES) if is_post else ()))
    planned = None
    if form.is_valid():
        try:
            planned = skill_files.plan(form.cleaned_data["file"])
        except UnreadableError as error:
            form.add_error("file", str(error))
    again = None
    if planned and not planned.problems:
        text = skill_files.as_text(form.cleaned_data["file"])
        again = SkillsTextForm(initial={"text": text})
    context = {"form": form, "planned": planned, "again": again, "shown": SHOWN}
    return render(request, "profiles/hr_skills_import.html", context)


@require_POST
def hr_skills_import_apply(request: HttpRequest) -> HttpResponse:
    user = require_hr(request)
    form = SkillsTextForm(request.POST)
    if not form.is_valid():
        return redirect("hr-skills-import")
    try:
        planned = skill_files.plan(form.cleaned_data["text"].encode())
    except UnreadableError:
        return redirect("hr-skills-import")
    count = skill_files.save(planned, by=user)
    words = ngettext("%(n)d skill added.", "%(n)d skills added.", count)
    messages.success(request, words % {"n": count})
    return redirect("hr-skills")
