"""Writing down what came out of a talk of a handover."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from checkins import talks
from checkins.access import get_talk
from community import talk_pages
from community.forms.library import DocumentForm
from profiles.access import profile_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def write_talk(request: HttpRequest, pk: int) -> HttpResponse:
    by = profile_of(request)
    talk = get_talk(user_of(request), pk, now=timezone.now())
    if talks.pages_of([talk]):
        return redirect("pair-talks", talk.pair_id)
    posted = request.POST if request.method == "POST" else None
    form = DocumentForm(posted, profile=by, initial=talk_pages.first_words(talk))
    if form.is_bound and form.is_valid():
        new = talk_pages.write(talk, form.details(), by=by)
        if new is None:
            messages.info(request, _("The other one has begun this page meanwhile."))
            return redirect("pair-talks", talk.pair_id)
        messages.success(request, _("Draft saved. Send it when it is right."))
        return redirect(new)
    context = {"form": form, "talk": talk}
    return render(request, "community/library/write.html", context)
