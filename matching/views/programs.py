"""Programs for HR and coordinators: the list, a new one, and the page with its task list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import late_joiners, presets, programs
from matching.access import get_managed_program, managed_programs
from matching.forms.fields import posted
from matching.forms.programs import AudienceForm, CoordinatorsForm, DetailsForm, FormatForm
from matching.models import Program
from matching.setup import rule_counts, tasks
from profiles.access import is_hr, require_hr, user_of

PAGE = 50


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    managed = managed_programs(user)
    if not is_hr(user) and not managed.exists():
        raise Http404
    page = Paginator(programs.with_counts(managed), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "can_create": is_hr(user), "today": timezone.localdate()}
    return render(request, "matching/programs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_program(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    form = FormatForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("new-program-details", form.cleaned_data["format"])
    return render(request, "matching/programs/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def new_program_details(request: HttpRequest, format_: str) -> HttpResponse:
    user = require_hr(request)
    if format_ not in presets.PRESETS:
        raise Http404
    preset = presets.PRESETS[format_]
    program = Program(
        format=format_,
        time_zone=timezone.get_current_timezone_name(),
        meeting_minutes=preset.minutes,
        weeks_between_meetings=preset.weeks_between,
    )
    initial = presets.dates(format_, today=timezone.localdate())
    form = DetailsForm(posted(request), instance=program, initial=initial)
    if request.method == "POST" and form.is_valid():
        programs.create(form.save(commit=False), by=user)
        messages.success(request, _("%(name)s is a draft now.") % {"name": program.name})
        return redirect("hr-program", program.pk)
    return render(request, "matching/programs/new_details.html", {"form": form, "preset": preset})


@require_safe
def program_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    steps = tasks.of(program, rule_counts.policy_of(program), now=timezone.now())
    context = {
        "program": program,
        "preset": presets.preset_of(program),
        "counts": programs.counts(program),
        "steps": steps,
        "coordinators": program.coordinators.select_related("user__profile"),
        "is_hr": is_hr(user),
        "late_joiners": late_joiners.of(program, now=timezone.now()),
    }
    return render(request, "matching/programs/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def program_details(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    name = program.name
    form = DetailsForm(posted(request), instance=program)
    if not is_hr(user):
        del form.fields["two_reviewers"]
    if request.method == "POST" and form.is_valid():
        programs.change(program, form.changed_data, by=user)
        messages.success(request, _("%(name)s is saved.") % {"name": program.name})
        return redirect("hr-program", program.pk)
    context = {"form": form, "program": program, "name": name}
    return render(request, "matching/programs/details.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def program_audience(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    form = AudienceForm(posted(request), initial=AudienceForm.initial_for(program))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        program.audience_kind, program.audience = data["kind"], form.document
        program.sign_up, program.max_size = data["sign_up"], data["max_size"]
        programs.set_audience(program, data["members"], by=user)
        messages.success(request, _("Who the program exists for is saved."))
        return redirect("hr-program", program.pk)
    return render(request, "matching/programs/audience.html", {"form": form, "program": program})


@require_http_methods(["GET", "HEAD", "POST"])
def program_coordinators(request: HttpRequest, pk: int) -> HttpResponse:
    user = require_hr(request)
    program = get_managed_program(user, pk)
    mails = program.coordinators.order_by("user__email").values_list("user__email", flat=True)
    form = CoordinatorsForm(posted(request), initial={"people": "\n".join(mails)})
    if request.method == "POST" and form.is_valid():
        programs.set_coordinators(program, form.users, by=user)
        messages.success(request, _("The coordinators are saved."))
        return redirect("hr-program", program.pk)
    context = {"form": form, "program": program}
    return render(request, "matching/programs/coordinators.html", context)


@require_POST
def start_program(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    if programs.start(program, by=user):
        text = _("%(name)s has started. It now exists for its people.")
        messages.success(request, text % {"name": program.name})
    return redirect("hr-program", program.pk)


@require_POST
def finish_program(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    program = get_managed_program(user, pk)
    if programs.finish(program, by=user):
        text = _("%(name)s is finished. Its open pairs go on to their end dates.")
        messages.success(request, text % {"name": program.name})
    return redirect("hr-program", program.pk)
