from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from profiles import audit_log as log
from profiles.access import profile_of, require_hr
from profiles.forms.audit_log import AuditFilterForm

ON_A_PAGE = 50


@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Reading the log leaves no row in it."""
    user = require_hr(request)
    form = AuditFilterForm(request.GET)
    picked = {name: value for name, value in form.chosen().items() if value}
    found = log.chosen(log.rows(reader=user), zone=profile_of(request).zone, **picked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "explained": form.explained(),
        "is_filtered": bool(picked),
        "page": page,
        "entries": log.entries(page),
    }
    return render(request, "profiles/audit_log.html", context)
