import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from checkins import kept_words
from checkins.models import NotTakenOff
from checkins.models.closing import STORY_LENGTH, THANKS_LENGTH
from matching.models import Pair
from profiles.models import Profile
from profiles.widgets import ChoiceCards


class ThanksForm(forms.Form):
    words = forms.CharField(
        label=_("Your line"),
        max_length=THANKS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": THANKS_LENGTH}),
        error_messages={
            "required": _("Enter your line"),
            "max_length": _("Your line must be 500 characters or fewer"),
        },
    )

    may_keep = forms.BooleanField(required=False)

    def __init__(self, *args: Any, pair: Pair, me: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = pair.partner_of(me)
        self.fields["words"].help_text = _now("%(name)s sees it today, in a mail and here.") % {
            "name": partner.first_name
        }
        if kept_words.may_be_asked(pair, me):
            self.fields["may_keep"].label = kept_words.question(partner)
            self.fields["may_keep"].help_text = kept_words.who_sees(partner)
        else:
            del self.fields["may_keep"]


class ExtendForm(forms.Form):
    until = forms.ChoiceField(
        label=_("Until when would you like to go on?"),
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose until when you would like to go on"),
            "invalid_choice": _("Choose until when you would like to go on"),
        },
    )

    def __init__(self, *args: Any, days: list[dt.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), date_format(day, "j F Y")) for day in days
        ]

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.cleaned_data["until"])


class WhyForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why did it not take off?"),
        choices=NotTakenOff.Reason.choices,
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose why it did not take off"),
            "invalid_choice": _("Choose why it did not take off"),
        },
    )


class StoryForm(forms.Form):
    words = forms.CharField(
        label=_("Your story"),
        help_text=_("Where you started, what you did together, what is different now. "
                    "Two sentences are enough. Empty the box to delete it."),
        required=False,
        max_length=STORY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": STORY_LENGTH}),
        error_messages={"max_length": _("Your story must be 2,000 characters or fewer")},
    )  # fmt: skip
