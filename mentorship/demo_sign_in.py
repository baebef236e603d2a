"""Sign in as one of the demo company's people with one press. Exists only in embedded mode.

`manage.py demo` writes who they are to `demo-sign-ins.json` in the data folder.
"""

import json
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mentorship.mailbox import embedded_only
from profiles.models import Profile

FILE = "demo-sign-ins.json"


@dataclass(frozen=True)
class DemoPerson:
    profile: Profile
    role: str
    line: str


class DemoSignInForm(forms.Form):
    email = forms.EmailField(error_messages={"required": _("Choose a person")})

    def __init__(self, *args: object, people: list[DemoPerson]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.people = {person.profile.user.email: person for person in people}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email not in self.people:
            raise forms.ValidationError(_("Choose a person from the list"))
        return email


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@embedded_only
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    people = demo_people()
    form = DemoSignInForm(request.POST or None, people=people)
    if form.is_valid():
        person = form.people[form.cleaned_data["email"]]
        login(request, person.profile.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("home")
    return render(request, "mailbox/demo_sign_in.html", {"form": form, "people": people})


def demo_people() -> list[DemoPerson]:
    """In the file's order; whoever is gone from the database is left out."""
    path = settings.DATA_DIR / FILE
    listed: list[dict[str, str]] = json.loads(path.read_text()) if path.is_file() else []
    profiles = Profile.objects.active().filter(user__email__in=[entry["email"] for entry in listed])
    found = {profile.user.email: profile for profile in profiles.select_related("user")}
    return [
        DemoPerson(found[entry["email"]], entry["role"], entry["line"])
        for entry in listed
        if entry["email"] in found
    ]
