"""One question, one button: from the mail without signing in, or inside the application.

GET shows the choice from the mail preselected and writes nothing; one POST saves it.
"""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from checkins import questions, ratings, visibility
from checkins.access import get_own_checkin
from checkins.asking import Question, question_of, says
from checkins.forms import LEVELS, AnswerForm, ConcernForm
from checkins.models import CheckIn
from matching.access import get_pair_for
from matching.models import Pair
from outbox import links
from outbox.models import Link
from profiles.access import profile_of, user_of

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_not_required
@links.private_page
@require_http_methods(GET_OR_POST)
def answer_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    link = links.resolve(token, "answer")
    if link is None:
        raise Http404
    checkin = _checkin_of(link)
    with timezone.override(checkin.author.zone):
        if not checkin.is_open(now=now):
            return _closed(request, checkin, now=now)
        question = question_of(checkin)
        form = _answer_form(request, checkin, question)
        if request.method == "POST" and form.is_valid():
            questions.take_answer(checkin, form.reply(), now=now)
            return redirect(f"{request.path}?saved=1")
        is_saved = "saved" in request.GET and checkin.answered_at is not None
        return _question_page(request, checkin, question, form, is_saved=is_saved)


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    checkin = get_own_checkin(profile_of(request), pk)
    if not checkin.is_open(now=now):
        return _closed(request, checkin, now=now)
    question = question_of(checkin)
    form = _answer_form(request, checkin, question)
    if request.method == "POST" and form.is_valid():
        questions.take_answer(checkin, form.reply(), now=now)
        messages.success(request, _("Answer saved."))
        return redirect(checkin.pair)
    return _question_page(request, checkin, question, form)


@require_http_methods(GET_OR_POST)
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Not a fit? Tell us privately": saved as this week's answer."""
    now = timezone.now()
    me = profile_of(request)
    pair = _active_pair(get_pair_for(user_of(request), pk, now=now))
    people = visibility.audience(pair, me)
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        has_coordinators=bool(people.coordinators),
    )
    if request.method == "POST" and form.is_valid():
        questions.take_answer(questions.this_week(pair, me, now=now), form.reply(), now=now)
        messages.success(request, _("Sent to the program team. They write to you."))
        return redirect(pair)
    context = {
        "form": form,
        "pair": pair,
        "partner": people.partner,
        "who_sees_answer": visibility.label("signal", people),
        "who_sees_words": visibility.label("feedback", people),
    }
    return render(request, "checkins/concern.html", context)


def _active_pair(pair: Pair) -> Pair:
    if pair.state != Pair.State.ACTIVE:
        raise Http404
    return pair


def _checkin_of(link: Link) -> CheckIn:
    _word, _colon, pk = link.subject.partition(":")
    rows = CheckIn.objects.select_related(
        "pair__program", "pair__mentor", "pair__mentee", "author__user"
    )
    checkin = rows.filter(pk=int(pk), author__user=link.person).first()
    if checkin is None:
        raise Http404
    return checkin


def _answer_form(request: HttpRequest, checkin: CheckIn, question: Question) -> AnswerForm:
    """The choice of the mail is preselected: an answer, or the level of the first goal."""
    chosen = request.GET.get("a", "")
    known = chosen in {value for value, _label in question.choices}
    initial: dict[str, object] = {
        "answer": chosen if known else checkin.answer,
        "words": checkin.words,
        "tell_coordinator": checkin.tell_coordinator,
    }
    levels = ratings.of_checkin(checkin)
    for place, goal in enumerate(question.goals):
        is_first = place == 0 and chosen in {value for value, _label in LEVELS}
        level = chosen if is_first else levels.get(goal.skill_id)
        initial[f"rating_{goal.skill_id}"] = str(level or "")
    has_coordinators = bool(visibility.audience(checkin.pair, checkin.author).coordinators)
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        question=question,
        has_coordinators=has_coordinators,
    )


def _question_page(
    request: HttpRequest,
    checkin: CheckIn,
    question: Question,
    form: AnswerForm,
    *,
    is_saved: bool = False,
) -> HttpResponse:
    people = visibility.audience(checkin.pair, checkin.author)
    context = {
        "form": form,
        "question": question,
        "checkin": checkin,
        "pair": checkin.pair,
        "partner": people.partner,
        "week": checkin.pair.week(today=timezone.localdate(checkin.asked_at)),
        "is_saved": is_saved,
        "history": _history(checkin) if checkin.kind == CheckIn.Kind.WEEKLY else [],
        "who_sees_answer": question.labels(people),
        "who_sees_words": says(*question.words_row, people),
    }
    return render(request, "checkins/answer.html", context)


def _history(checkin: CheckIn) -> list[CheckIn]:
    """The author's own last weeks, oldest first."""
    rows = CheckIn.objects.filter(
        pair=checkin.pair,
        author=checkin.author,
        kind=CheckIn.Kind.WEEKLY,
        asked_at__lt=checkin.asked_at,
    )
    return list(reversed(rows.order_by("-asked_at")[:4]))


def _closed(request: HttpRequest, checkin: CheckIn, *, now: dt.datetime) -> HttpResponse:
    """The period is over: say what was answered and offer the newest open question."""
    newer = CheckIn.objects.filter(
        author=checkin.author, closes_at__gt=now, pair__state=Pair.State.ACTIVE
    )
    newest = newer.order_by("answered_at", "-asked_at").first()
    context = {
        "checkin": checkin,
        "question": question_of(checkin, is_settled=False),
        "partner": checkin.pair.partner_of(checkin.author),
        "newest_url": reverse("answer", args=[newest.pk]) if newest else "",
    }
    return render(request, "checkins/closed.html", context)
