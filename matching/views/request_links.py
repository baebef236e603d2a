"""The mentor's answer to a request, from the mail: a GET shows the one chosen, a POST gives it."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from matching import emails_requests, pairing_words, requests
from matching.forms.fields import posted
from matching.forms.requests import RequestAnswerForm
from matching.models import MentorRequest
from matching.places import PlacesTakenError
from outbox import links
from outbox.models import Link
from profiles.models import Goal


@login_not_required
@links.private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = links.resolve(token, emails_requests.ANSWER)
    if link is None:
        raise Http404
    found, wanted = _request_of(link)
    is_open = found.is_open and not link.is_expired(now=now)
    form = RequestAnswerForm(posted(request) if is_open else None, initial={"answer": wanted})
    if form.is_valid() and _say(found, form, now=now):
        return redirect("answer-request", token)
    context = _context(found) | {"form": form, "is_open": is_open}
    context["is_late"] = found.is_open and not is_open
    return render(request, "matching/requests/mail.html", context)


def _request_of(link: Link) -> tuple[MentorRequest, str]:
    """The request of a link and the answer it carries, for the mentor it was sent to."""
    number, _colon, answer = link.subject.partition(":")
    rows = MentorRequest.objects.with_people().select_related("pair")
    found = rows.filter(pk=number, mentor__profile__user=link.person_id).first()
    if found is None:
        raise Http404
    return found, answer


def _say(found: MentorRequest, form: RequestAnswerForm, *, now: datetime) -> bool:
    """Whether it is settled; a mentor without a place reads why, and may still say "Not now"."""
    by = found.mentor.profile.user
    if form.cleaned_data["answer"] == emails_requests.NOT_NOW:
        requests.not_now(found, by=by, now=now)
        return True
    try:
        requests.accept(found, by=by, now=now)
    except PlacesTakenError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _context(found: MentorRequest) -> dict[str, object]:
    goals = Goal.objects.filter(profile=found.mentee.profile_id).select_related("skill")
    return {
        "found": found,
        "mentee": found.mentee.profile,
        "program": found.mentee.program,
        "goals": goals if found.is_open else [],
        "answer_by": pairing_words.day_of(found.answer_by, found.mentor.profile),
    }
