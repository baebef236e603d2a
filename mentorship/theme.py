"""Light, dark, or what the system says: one cookie the server reads into the page."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 3600


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=[("light", ""), ("dark", ""), ("system", "")])
    next = forms.CharField(required=False, max_length=2000)


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    form = ThemeForm(request.POST)
    is_known = form.is_valid()
    address = form.cleaned_data.get("next") or "/"
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        address = "/"
    response = redirect(address)
    if is_known:
        response.set_cookie(
            "theme",
            form.cleaned_data["theme"],
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
