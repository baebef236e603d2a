"""allauth's forms in our words, with two rules of ours: domains, and one way for every address."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from allauth.account import forms as allauth_forms
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles.accounts import may_sign_up
from profiles.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words = Mapping[str, "str | _StrPromise"]

ADDRESS = {
    "required": gettext_lazy("Enter your work e-mail address"),
    "invalid": gettext_lazy("Address must look like name@example.com"),
}
PASSWORD = {"required": gettext_lazy("Enter your password")}
CODE = {"required": gettext_lazy("Enter the code from our mail")}


def speak(form: forms.BaseForm, name: str, label: str, errors: Words) -> None:
    """Give one field our label and errors; a placeholder is no label."""
    field = form.fields[name]
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(errors)


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "login", _("Work e-mail"), ADDRESS)
        speak(self, "password", _("Password"), PASSWORD)
        # Left empty, we send a code: one page, one button, either way.
        self.fields["password"].required = False

    def _setup_password_field(self) -> None:
        """Nobody chooses a password at sign-up, yet whoever has set one later may use it."""


class RequestLoginCodeForm(allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "email", _("Work e-mail"), ADDRESS)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "email", _("Work e-mail"), ADDRESS)


class AddEmailForm(allauth_forms.AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "email", _("Another work e-mail"), ADDRESS)

    def clean_email(self) -> str:
        refuse_other_domains(self.cleaned_data["email"])
        return str(super().clean_email())


class SignupForm(allauth_forms.SignupForm):  # type: ignore[misc]
    """Sign-up is sign-in by code, with the account made first when the address is new."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "email", _("Work e-mail"), ADDRESS)

    def clean_email(self) -> str:
        refuse_other_domains(self.cleaned_data["email"])
        return str(super().clean_email())

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse]:
        """A known address, a new one and a leaver's: the same page, one mail."""
        email = self.cleaned_data["email"]
        if self.account_already_exists:
            known = filter_users_by_email(
                email, is_active=True, prefer_verified=True, for_login=True
            )
            user = known[0] if known else None
        else:
            user = self.save(request)
        LoginCodeVerificationProcess.initiate(request=request, user=user, email=email)
        return user, redirect("account_confirm_login_code")


class ConfirmCodeForm(allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "code", _("Code"), CODE)


class ConfirmEmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        speak(self, "code", _("Code"), CODE)


def refuse_other_domains(address: str) -> None:
    if not may_sign_up(address):
        domains = " · ".join(settings.SIGN_UP_DOMAINS)
        raise forms.ValidationError(
            _("Address must be a work address: %(domains)s"), params={"domains": domains}
        )
