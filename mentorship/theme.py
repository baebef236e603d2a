"""How the pages look and listen: two cookies the server reads into every page."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 3600


class BackForm(forms.Form):
    """Where the reader was; an address of ours or Home."""

    next = forms.CharField(required=False, max_length=2000)

    def address(self) -> str:
        address = self.cleaned_data.get("next") or "/"
        return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"


class ThemeForm(BackForm):
    theme = forms.ChoiceField(choices=[("light", ""), ("dark", ""), ("system", "")])


class KeysForm(BackForm):
    shortcuts = forms.ChoiceField(choices=[("on", ""), ("off", "")])


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or what the system says."""
    return _remember(request, ThemeForm(request.POST), "theme")


@login_not_required
@require_POST
def set_keys(request: HttpRequest) -> HttpResponse:
    """Single keys as shortcuts: on, or off for who dictates or presses them by chance."""
    return _remember(request, KeysForm(request.POST), "shortcuts")


def _remember(request: HttpRequest, form: BackForm, name: str) -> HttpResponse:
    is_known = form.is_valid()
    response = redirect(form.address())
    if is_known:
        response.set_cookie(
            name,
            form.cleaned_data[name],
            max_age=YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
