"""The words of errors that no form of ours has written itself.

Django's defaults say "valid", "invalid" and "please"; ours say what to do. A form that knows the
question better sets its own `error_messages`, which win over these.
"""

from typing import TYPE_CHECKING

from django.core import validators
from django.forms import fields, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

E_MAIL = _("Enter an e-mail address like name@company.com")
OPTION = _("Choose one of the options")

MESSAGES: "dict[type[fields.Field], dict[str, StrOrPromise]]" = {
    fields.Field: {"required": _("Enter an answer")},
    fields.BooleanField: {"required": _("Tick this box to go on")},
    fields.IntegerField: {"invalid": _("This must be a whole number")},
    fields.FloatField: {"invalid": _("This must be a number")},
    fields.DecimalField: {"invalid": _("This must be a number")},
    fields.DateField: {"invalid": _("Enter a date like 2027-05-24")},
    fields.TimeField: {"invalid": _("Enter a time like 15:30")},
    fields.DateTimeField: {"invalid": _("Enter a date and time like 2027-05-24 15:30")},
    fields.URLField: {"invalid": _("Enter a link that starts with https://")},
    fields.FileField: {
        "required": _("Choose a file"),
        "invalid": _("Choose a file"),
        "missing": _("Choose a file"),
        "empty": _("Choose a file that is not empty"),
    },
    fields.ChoiceField: {"required": OPTION, "invalid_choice": OPTION},
    fields.MultipleChoiceField: {
        "required": _("Choose at least one of the options"),
        "invalid_choice": OPTION,
        "invalid_list": OPTION,
    },
    models.ModelChoiceField: {"required": OPTION, "invalid_choice": OPTION},
    models.ModelMultipleChoiceField: {
        "required": _("Choose at least one of the options"),
        "invalid_choice": OPTION,
        "invalid_list": OPTION,
        "invalid_pk_value": OPTION,
    },
}


def speak_plainly() -> None:
    """Replace the defaults once, when the project starts."""
    for field, messages in MESSAGES.items():
        field.default_error_messages = {**field.default_error_messages, **messages}
    validators.EmailValidator.message = E_MAIL
    validators.RegexValidator.message = _("This must be written as the hint shows")
    validators.URLValidator.message = _("Enter a link that starts with https://")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "This must be %(limit_value)d character or fewer",
        "This must be %(limit_value)d characters or fewer",
        "limit_value",
    )
    validators.MinLengthValidator.message = ngettext_lazy(
        "This must be %(limit_value)d character or more",
        "This must be %(limit_value)d characters or more",
        "limit_value",
    )
    validators.MaxValueValidator.message = _("This must be %(limit_value)s or less")
    validators.MinValueValidator.message = _("This must be %(limit_value)s or more")
    validators.ProhibitNullCharactersValidator.message = _("Enter text without control characters")
