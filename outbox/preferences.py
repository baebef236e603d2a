"""What a person wants to hear. Only nudges can be switched off or paused."""

from datetime import date
from typing import TYPE_CHECKING

from outbox.models import MailPreference

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def of(user: "AbstractBaseUser") -> MailPreference:
    """The stored preference, or the unsaved default: reading writes nothing."""
    stored = MailPreference.objects.filter(user_id=user.pk).first()
    return stored or MailPreference(user_id=user.pk)


def wants_nudges(user: "AbstractBaseUser", *, today: date) -> bool:
    preference = of(user)
    return preference.nudges and not preference.is_paused(today=today)


def stop_nudges(user: "AbstractBaseUser") -> None:
    MailPreference.objects.update_or_create(user_id=user.pk, defaults={"nudges": False})


def pause(user: "AbstractBaseUser", *, until: date) -> None:
    MailPreference.objects.update_or_create(user_id=user.pk, defaults={"paused_until": until})
