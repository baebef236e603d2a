"""The mentor's answer to "Could you take one more person?": a GET shows it, a POST gives it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from matching import one_more
from matching.forms.fields import posted
from matching.forms.reports import OneMoreForm
from matching.models import PlaceAsk
from outbox import links
from outbox.models import Link


@login_not_required
@links.private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_one_more(request: HttpRequest, token: str) -> HttpResponse:
    link = links.resolve(token, one_more.PURPOSE)
    asked = _asked(link)
    if link is None or asked is None:
        raise Http404
    now = timezone.now()
    is_over = link.is_expired(now=now) or not one_more.can_answer(asked)
    form = OneMoreForm(posted(request))
    if request.method == "POST" and not is_over and form.is_valid():
        is_over = not one_more.answer(asked, form.cleaned_data["answer"], now=now)
        if not is_over:
            return redirect("answer-one-more", token)
    context = {
        "asked": asked,
        "program": asked.round.program,
        "form": form,
        "wanted": link.subject.partition(":")[2],
        "is_over": is_over,
    }
    return render(request, "matching/mail/one_more.html", context)


def _asked(link: Link | None) -> PlaceAsk | None:
    """The ask of a link, for the mentor it was sent to."""
    number = link.subject.partition(":")[0] if link else ""
    if link is None or not number.isdigit():
        return None
    rows = PlaceAsk.objects.select_related("round__program", "mentor__profile__user")
    return rows.filter(pk=number, mentor__profile__user=link.person_id).first()
