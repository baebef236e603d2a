"""Asking a mentor, for the mentee; and taking it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching import asking, pairing_words, requests
from matching.access_requests import get_asking_mentee, get_mentor_to_ask, get_request_of
from matching.forms.fields import posted
from matching.forms.requests import AskForm
from matching.models import Enrollment, MentorRequest, Wish
from profiles.access import user_of
from profiles.models import Profile

PAGE = 25


@require_safe
def ask_list(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    mentee = get_asking_mentee(user_of(request), pk, now=now)
    page = Paginator(_wished_first(mentee), PAGE).get_page(request.GET.get("page"))
    mentors = list(page)
    closed = asking.why_not(mentee, mentors, now=now)
    opened = requests.open_of(mentee)
    context = {
        "program": mentee.program,
        "page": page,
        "rows": [(mentor, closed[mentor.pk]) for mentor in mentors],
        "opened": opened,
        "answer_by": _day(opened, mentee.profile),
    }
    return render(request, "matching/requests/list.html", context)


def _day(opened: MentorRequest | None, reader: Profile) -> str:
    return pairing_words.day_of(opened.answer_by, reader) if opened else ""


def _wished_first(mentee: Enrollment) -> QuerySet[Enrollment]:
    """The mentee's own list in its order, then everybody by name."""
    wish = Wish.objects.filter(enrollment=mentee, wished=OuterRef("profile"))
    rank = Subquery(wish.values("rank")[:1], output_field=IntegerField())
    mentors = asking.mentors_for(mentee, now=timezone.now()).annotate(wish=rank)
    return mentors.order_by(F("wish").asc(nulls_last=True), "profile__name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_mentor(request: HttpRequest, pk: int, enrollment: int) -> HttpResponse:
    now = timezone.now()
    mentee = get_asking_mentee(user_of(request), pk, now=now)
    mentor = get_mentor_to_ask(mentee, enrollment, now=now)
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            requests.ask(mentee, mentor.pk, now=now, **form.cleaned_data)
        except requests.RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            words = _("%(name)s is asked. You hear from us either way.")
            messages.success(request, words % {"name": mentor.profile.first_name})
        return redirect("ask-list", pk)
    context = {
        "program": mentee.program,
        "mentor": mentor,
        "form": form,
        "closed": asking.why_not(mentee, [mentor], now=now)[mentor.pk],
        "opened": requests.open_of(mentee),
        "has_list": Wish.objects.filter(enrollment=mentee).exists(),
    }
    return render(request, "matching/requests/ask.html", context)


@require_POST
def stop_request(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_request_of(user_of(request), pk)
    if requests.stop(found, by=user_of(request), now=timezone.now()):
        messages.success(request, _("The request is taken back. Nobody else is asked."))
    return redirect("program", found.mentee.program_id)
