"""The days nobody works: no weekly mail goes out on them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from profiles import holidays
from profiles.access import get_managed_holiday, require_hr, user_of
from profiles.forms.holidays import HolidaysForm
from profiles.pages import page_of


@require_http_methods(["GET", "HEAD", "POST"])
def hr_holidays(request: HttpRequest) -> HttpResponse:
    user = require_hr(request)
    is_post = request.method == "POST"
    form = HolidaysForm(*((request.POST, request.FILES) if is_post else ()))
    if form.is_valid():
        count = holidays.add(form.cleaned_data["rows"], by=user)
        words = ngettext("%(n)d holiday added.", "%(n)d holidays added.", count)
        messages.success(request, words % {"n": count})
        return redirect("hr-holidays")
    coming = holidays.listed(since=timezone.localdate())
    context = {"form": form, "page": page_of(coming, request.GET.get("page", "1"))}
    return render(request, "profiles/hr_holidays.html", context)


@require_POST
def remove_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    holiday = get_managed_holiday(user, pk)
    name = str(holiday)
    holidays.remove(holiday, by=user)
    messages.success(request, _("%(name)s is taken out.") % {"name": name})
    return redirect("hr-holidays")
