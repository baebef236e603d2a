"""The overview of HR and of coordinators: six figures, what needs them, the dates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from profiles import contributions
from profiles.access import is_hr, looks_after_programs, user_of


@require_safe
def hr_overview(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not looks_after_programs(user):
        raise Http404
    now, for_hr = timezone.now(), is_hr(user)
    found = contributions.overview(user, for_hr=for_hr, now=now)
    context = {
        "figures": found.figures,
        "queue": found.needs,
        "notices": [section for section in found.sections if section.rank <= 0],
        "sections": [section for section in found.sections if section.rank > 0],
        "next_day": found.next_days[0] if found.next_days else None,
        "for_hr": for_hr,
    }
    return render(request, "profiles/hr_overview.html", context)
