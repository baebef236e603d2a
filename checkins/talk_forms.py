"""The topics of a handover, one line each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import Talk
from checkins.talks import FEWEST, NUMBERS


class TopicsForm(forms.Form):
    """Three are asked for, up to five can be; a topic whose page is begun stays."""

    def __init__(self, *args: Any, talks: Sequence[Talk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {talk.number: talk for talk in talks}
        self.begun = {talk.number for talk in talks if talk.document}
        for number in NUMBERS:
            talk = known.get(number)
            self.fields[f"topic_{number}"] = forms.CharField(
                label=_("Topic of talk %(n)d") % {"n": number},
                max_length=120,
                required=number <= FEWEST or number in self.begun,
                initial=talk.topic if talk else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
                error_messages={
                    "required": _("Enter the topic of talk %(n)d") % {"n": number},
                    "max_length": _("A topic must be 120 characters or fewer"),
                },
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("topic_5") and not data.get("topic_4") and "topic_4" not in self.errors:
            self.add_error("topic_4", _("Enter the topic of talk 4, or move talk 5 up"))
        return data

    @property
    def topics(self) -> dict[int, str]:
        said = {number: self.cleaned_data[f"topic_{number}"] for number in NUMBERS}
        return {number: topic for number, topic in said.items() if topic}
