"""Two rules Django does not bring: no endless passwords, and none built on the company's name."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles.models import User

MOST = 128
# What is left of a password without these words has to be long enough by itself.
LEAST_WITHOUT = 8


class MaximumLengthValidator:
    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > MOST:
            raise ValidationError(
                _("Password must be %(most)d characters or fewer") % {"most": MOST}
            )

    def get_help_text(self) -> str:
        return _("Use %(most)d characters or fewer.") % {"most": MOST}


class NoContextWordsValidator:
    def validate(self, password: str, user: User | None = None) -> None:
        rest = password.casefold()
        for word in (settings.COMPANY_NAME, "mentorship", "mentoring", "password"):
            rest = rest.replace(word.casefold(), "")
        if len(rest) < LEAST_WITHOUT:
            raise ValidationError(_("Password must be more than the company's name"))

    def get_help_text(self) -> str:
        return _("Use more than the company's name and the word password.")
