"""Pages behind the signed links of program mails: a GET shows one button, a POST acts."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from matching import conflicts, enrollments
from matching.emails import AGREE
from matching.emails_programs import NOT_FOR_ME
from matching.models import Pair, Program
from outbox.links import private_page, resolve
from outbox.models import Link
from profiles.models import Profile

ANSWERED = ["GET", "HEAD", "POST"]


@login_not_required
@private_page
@require_http_methods(ANSWERED)
def not_for_me_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    link = _link(token, NOT_FOR_ME)
    program = Program.objects.filter(pk=int(link.subject)).first()
    if program is None:
        raise Http404
    now, done = timezone.now(), ""
    if _is_over(link, now):
        done = "expired"
    elif request.method == "POST":
        said = enrollments.say_no(program, _profile(link), now=now)
        done = "done" if said else "in_a_pair"
    context = {"program": program, "done": done}
    return render(request, "matching/mail/not_for_me.html", context)


@login_not_required
@private_page
@require_http_methods(ANSWERED)
def agree_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    link = _link(token, AGREE)
    pair = Pair.objects.with_people().filter(pk=int(link.subject)).first()
    if pair is None:
        raise Http404
    person, now, done = _profile(link), timezone.now(), ""
    if _is_over(link, now) or pair.state not in (*Pair.OPEN, Pair.State.AWAY):
        done = "expired"
    elif request.method == "POST":
        conflicts.agree(pair, person, now=now)
        done = "done"
    context = {"pair": pair, "partner": pair.partner_of(person), "done": done}
    return render(request, "matching/mail/agree.html", context)


def _link(token: str, purpose: str) -> Link:
    link = resolve(token, purpose)
    if link is None or not link.subject.isdigit():
        raise Http404
    return link


def _profile(link: Link) -> Profile:
    return Profile.objects.select_related("user").get(user=link.person_id)


def _is_over(link: Link, now: datetime) -> bool:
    return link.is_expired(now=now)
