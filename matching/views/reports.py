"""The reports of a round: who waits and what would help, places and skills, fairness."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matching import for_waiting, goal_asks, invitations, one_more, rounds
from matching.access import get_managed_round
from matching.forms.reports import AskMentorsForm, OtherFormatForm, SkillForm
from matching.models import Enrollment, Program, Round
from matching.reports import (
    advice,
    capacity,
    fairness,
    fairness_file,
    fairness_words,
    fixes,
    other_formats,
)
from matching.reports import unmatched as leftover
from profiles.access import is_hr, require_hr, user_of


@require_safe
def unmatched(request: HttpRequest, pk: int) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    round_ = get_managed_round(user, pk)
    run = rounds.latest_run(round_)
    result = rounds.result_shown(round_, run)
    rows = list(rounds.waiting(result, user))
    known, hr = advice.of(result), is_hr(user)
    context = {
        "round": round_,
        "program": round_.program,
        "run": run,
        "has_result": result is not None,
        "groups": leftover.groups(
            round_,
            rows,
            advice=known,
            only=request.GET.get("cause", ""),
            number=request.GET.get("page", "1"),
            now=now,
        ),
        "total": len(rows),
        "formats": other_formats.listed(round_, known.formats, waiting=len(rows)) if hr else [],
        "is_exact": known.rules is not None,
        "asks": one_more.counts(round_, since=result.finished_at if result else None),
        "can_match": round_.state == Round.State.OPEN and not (run and run.is_working),
    }
    return render(request, "matching/reports/unmatched.html", context)


@require_POST
def start_for_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of another format for those who wait, and its page."""
    user = require_hr(request)
    round_ = get_managed_round(user, pk)
    form = OtherFormatForm(request.POST)
    rows = list(rounds.waiting(rounds.current_run(round_), user))
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["format"])))
        return redirect("round-unmatched", pk)
    if not rows:
        messages.error(request, _("Nobody waits any more, so nothing was made."))
        return redirect("round-unmatched", pk)
    waiting = [row.mentee for row in rows]
    program, is_new = for_waiting.draft(
        round_, form.cleaned_data["format"], waiting, by=user, now=timezone.now()
    )
    words = _("%(name)s is a draft now.") if is_new else _("%(name)s is a draft already.")
    messages.success(request, words % {"name": program.name})
    return redirect("hr-program", program.pk)


@require_POST
def invite_for_skill(request: HttpRequest, pk: int) -> HttpResponse:
    """E0c to people who list a skill that somebody left over asks for."""
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    form = SkillForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["skill"])))
    elif not _refused(request, round_):
        program, skill = round_.program, form.cleaned_data["skill"]
        people = invitations.could_teach(program, [skill])[skill]
        sent = invitations.ask_to_mentor(program, by=user, now=timezone.now(), people=people)
        words = ngettext(
            "%(n)d invitation to mentor is on its way.",
            "%(n)d invitations to mentor are on their way.",
            sent,
        )
        messages.success(request, words % {"n": sent} if sent else _nobody_left())
    return redirect("round-unmatched", pk)


@require_POST
def ask_for_goals(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    round_ = get_managed_round(user, pk)
    if not _refused(request, round_):
        people = fixes.people_without_goal(
            round_, list(rounds.waiting(rounds.current_run(round_), user))
        )
        sent = goal_asks.ask(round_, people, by=user, now=timezone.now())
        words = ngettext("%(n)d person is asked.", "%(n)d people are asked.", sent)
        messages.success(request, words % {"n": sent} if sent else _nobody_left())
    return redirect("round-unmatched", pk)


@require_safe
def capacity_page(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_managed_round(user_of(request), pk)
    return _capacity(request, round_)


@require_POST
def ask_one_more(request: HttpRequest, pk: int) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    round_ = get_managed_round(user, pk)
    mentors = Enrollment.objects.filter(program=round_.program).mentors()
    form = AskMentorsForm(request.POST, mentors=list(mentors.values_list("pk", flat=True)))
    if not form.is_valid():
        return _capacity(request, round_, form)
    if not _refused(request, round_):
        chosen = one_more.askable(round_, now=now).filter(pk__in=form.cleaned_data["mentors"])
        sent = one_more.ask(round_, list(chosen), by=user, now=now)
        words = ngettext(
            "%(n)d mentor is asked for one more place. You see here who says yes.",
            "%(n)d mentors are asked for one more place. You see here who says yes.",
            sent,
        )
        messages.success(request, words % {"n": sent} if sent else _nobody_left())
    return redirect(form.cleaned_data["back"] or "round-capacity", pk)


def _nobody_left() -> str:
    return _("They have all been asked before, so nothing was sent.")


def _refused(request: HttpRequest, round_: Round) -> bool:
    """Nothing is asked for a round that is off or a program that does not run."""
    off = round_.state == Round.State.CANCELLED
    if off or round_.program.state != Program.State.RUNNING:
        messages.error(request, _("The round or its program is over, so nobody was asked."))
        return True
    return False


def _capacity(
    request: HttpRequest, round_: Round, form: AskMentorsForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "round": round_,
        "program": round_.program,
        "form": form,
        "report": capacity.of(round_, number=request.GET.get("page", "1"), now=timezone.now()),
    }
    return render(request, "matching/reports/capacity.html", context)


@require_safe
def fairness_page(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_managed_round(user_of(request), pk)
    report = fairness.of(round_)
    section = report.chosen(request.GET.get("by", ""))
    context = {
        "round": round_,
        "program": round_.program,
        "report": report,
        "shown": _section(report, section) if section else None,
        "tabs": [
            {"label": each.label, "href": f"?by={each.name}", "is_current": each is section}
            for each in report.sections
        ],
    }
    return render(request, "matching/reports/fairness.html", context)


@require_safe
def fairness_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Every group on one page, for paper and for PDF."""
    round_ = get_managed_round(user_of(request), pk)
    report = fairness.of(round_)
    context = {
        "round": round_,
        "program": round_.program,
        "report": report,
        "sections": [_section(report, section) for section in report.sections],
        "now": timezone.now(),
    }
    return render(request, "matching/reports/fairness_print.html", context)


def _section(report: fairness.Report, section: fairness.Section) -> dict[str, Any]:
    everybody = report.everybody
    return {
        "section": section,
        "sentence": fairness_words.sentence(report, section),
        "figure": fairness_words.figure(report, section),
        "columns": fairness_words.columns(),
        "rows": fairness_words.rows(section),
        "everybody": fairness_words.cells(everybody) if everybody else [],
    }


@require_safe
def fairness_csv(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = get_managed_round(user_of(request), pk)
    text = fairness_file.written(fairness.of(round_))
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    name = f"fairness-round-{round_.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
