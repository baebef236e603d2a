"""How people get an account: allowed domains, a profile from the start, mail by the outbox.

Whoever asks learns nothing about who has an account: a known and an unknown address get the same
page and one mail each. The profile is made at the first completed sign-in, never before: typing
somebody's address puts nobody into the directory.
"""

import re
from zoneinfo import available_timezones

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from profiles import account_mails, search
from profiles.models import Profile, User

ZONES = available_timezones()
CODE_IS_WRONG = _("The code must be the one in our newest mail")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been closed"),
        "duplicate_email": _("This address is already on your account"),
        "email_password_mismatch": _("The address and the password must belong together"),
        "email_taken": _("This address must be one nobody else uses here"),
        "enter_current_password": _("Enter your current password"),
        "incorrect_code": CODE_IS_WRONG,
        "incorrect_password": _("Enter your current password"),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again"),
        "unverified_primary_email": _("Confirm this address first"),
        "rate_limited": _("Too many attempts. Wait a minute, then try again"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP_DOMAINS)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        name = template_prefix.rsplit("/", 1)[-1]
        if name == "unknown_account" and not may_sign_up(email):
            return  # Strangers' addresses get no mail from us.
        old = str(context.get("from_email") or context.get("deleted_email") or "")
        if name == "email_changed":
            account_mails.tell_address_changed(old, str(context["to_email"]))
            return
        code = context.get("code") or ""
        account_mails.send(name, email, code=str(code), old=old)

    def login(self, request: HttpRequest, user: User) -> None:
        open_profile(user, request)
        super().login(request, user)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People whom the company's sign-in vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: object = None
    ) -> User:
        user: User = super().save_user(request, sociallogin, form)
        claims = sociallogin.account.extra_data
        name = claims.get("name") or claims.get("userinfo", {}).get("name") or ""
        open_profile(user, request, name=str(name))
        return user


def may_sign_up(address: str) -> bool:
    """Only the configured domains; with none configured, nobody signs up by themselves."""
    domain = address.rpartition("@")[2].lower()
    return domain in {allowed.lower() for allowed in settings.SIGN_UP_DOMAINS}


def open_profile(user: User, request: HttpRequest, *, name: str = "") -> Profile:
    """The person's profile; a new one guesses name and zone, both to be confirmed."""
    defaults = {
        "name": (name or name_from(user.email))[:120],
        "time_zone": zone_from(request),
    }
    profile, is_new = Profile.objects.get_or_create(user=user, defaults=defaults)
    if is_new:
        search.refresh(profile)
    return profile


def name_from(address: str) -> str:
    """ "mei-lin.chen2@…" is Mei Lin Chen until she says otherwise."""
    local = address.rpartition("@")[0]
    words = [word for word in re.split(r"[\W\d_]+", local) if word]
    return " ".join(word[:1].upper() + word[1:] for word in words) or local


def zone_from(request: HttpRequest) -> str:
    zone = request.COOKIES.get("tz", "")
    return zone if zone in ZONES else "UTC"
