"""Who would mentor next time, for those who look for mentors."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkins import wishes
from checkins.access import get_open_wish, require_watcher
from profiles.access import user_of

PAGE = 50


@require_safe
def wish_list(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    require_watcher(user)
    rows = wishes.open_for(user).select_related("profile")
    rows = rows.prefetch_related("profile__offers__skill")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "checkins/wishes.html", {"page": page})


@require_POST
def handle_wish(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    wish = get_open_wish(user, pk)
    wishes.handle(wish, by=user, now=timezone.now())
    name = {"name": wish.profile.name}
    messages.success(request, _("Done: %(name)s is off this list.") % name)
    return redirect("hr-wishes")
