"""Concerns for those on their list: everybody else, whatever their role, finds nothing here."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkins import case_page, concerns, looks
from checkins.access import get_readable_concern, readable_concerns, require_concern_reader
from checkins.concern_forms import AnswerReporterForm, CaseFilter, CloseForm, NoteForm, SeenForm
from checkins.models import Concern, ConcernEntry
from profiles.access import profile_of, user_of

PAGE = 50


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_concern_reader(user)
    mine = readable_concerns(user)
    chosen = CaseFilter(request.GET).chosen
    rows = mine.open() if chosen == "open" else mine.filter(state=Concern.State.CLOSED)
    page = Paginator(rows.select_related("owner"), PAGE).get_page(request.GET.get("page"))
    open_ones = mine.open().count()
    context = {
        "page": page,
        "chosen": chosen,
        "now": timezone.now(),
        "tabs": [
            {
                "label": label,
                "href": f"?show={key}",
                "count": open_ones if key == "open" else None,
                "is_current": key == chosen,
            }
            for key, label in CaseFilter.SHOW
        ],
    }
    return render(request, "checkins/concerns/cases.html", context)


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """A cover until it is opened, which is logged."""
    concern = get_readable_concern(user_of(request), reference)
    now, me = timezone.now(), profile_of(request)
    if not looks.is_open(concern, me, now=now):
        context = {"concern": concern, "is_late": concern.is_late(now=now)}
        return render(request, "checkins/concerns/cover.html", context)
    return _page(request, concern, now=now)


def _page(
    request: HttpRequest, concern: Concern, *, now: dt.datetime, **forms: Form
) -> HttpResponse:
    """The case; `forms` replace the empty ones of the same name."""
    context = {
        "answer": AnswerReporterForm(auto_id="id_answer_%s"),
        "note": NoteForm(auto_id="id_note_%s"),
        "close": CloseForm(auto_id="id_close_%s"),
        "form": next(iter(forms.values()), None),
        **case_page.for_reader(concern, profile_of(request), now=now),
        **forms,
    }
    return render(request, "checkins/concerns/case.html", context)


@require_POST
def look_at_concern(request: HttpRequest, reference: str) -> HttpResponse:
    concern = get_readable_concern(user_of(request), reference)
    looks.look(concern, profile_of(request), now=timezone.now())
    return redirect("hr-concern", reference)


@require_POST
def take_concern(request: HttpRequest, reference: str) -> HttpResponse:
    concern, me = get_readable_concern(user_of(request), reference), profile_of(request)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else None
    if concerns.take(concern, me, seen=seen, now=timezone.now()):
        messages.success(request, _("You look after it. The person who reported it is told."))
    else:
        messages.warning(request, _("Somebody else was quicker. Here is how it stands."))
    return redirect("hr-concern", reference)


@require_POST
def answer_concern(request: HttpRequest, reference: str) -> HttpResponse:
    """Words for the reporter."""
    concern, me = get_readable_concern(user_of(request), reference), profile_of(request)
    now, form = timezone.now(), AnswerReporterForm(request.POST, auto_id="id_answer_%s")
    looks.keep_open(concern, me, now=now)
    if not form.is_valid():
        return _page(request, concern, now=now, answer=form)
    concerns.answer(concern, me, form.cleaned_data["words"], now=now)
    messages.success(request, _("Answered."))
    return redirect("hr-concern", reference)


@require_POST
def note_concern(request: HttpRequest, reference: str) -> HttpResponse:
    """Words for those who work on it."""
    concern, me = get_readable_concern(user_of(request), reference), profile_of(request)
    now, form = timezone.now(), NoteForm(request.POST, auto_id="id_note_%s")
    looks.keep_open(concern, me, now=now)
    if not form.is_valid():
        return _page(request, concern, now=now, note=form)
    concerns.note(concern, ConcernEntry.Act.NOTE, me, form.cleaned_data["words"], now=now)
    messages.success(request, _("Noted."))
    return redirect("hr-concern", reference)


@require_POST
def close_concern(request: HttpRequest, reference: str) -> HttpResponse:
    concern, me = get_readable_concern(user_of(request), reference), profile_of(request)
    now, form = timezone.now(), CloseForm(request.POST, auto_id="id_close_%s")
    looks.keep_open(concern, me, now=now)
    if not form.is_valid():
        return _page(request, concern, now=now, close=form)
    if concerns.close(concern, me, form.cleaned_data["outcome"], now=now):
        messages.success(request, _("Closed. The person who reported it is told."))
    return redirect("hr-concern", reference)


@require_POST
def let_contact_continue(request: HttpRequest, reference: str) -> HttpResponse:
    concern, me = get_readable_concern(user_of(request), reference), profile_of(request)
    if concerns.let_contact_continue(concern, me, now=timezone.now()):
        messages.success(request, _("Contact may continue."))
    return redirect("hr-concern", reference)
