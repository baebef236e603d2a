import re
import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from outbox import addresses, channels
from outbox.models import Channel
from outbox.news import NEWS
from profiles.fields import PeopleField
from profiles.models import Profile
from profiles.widgets import ChoiceCards

HANDLE = re.compile(r"@?[a-z0-9._-]{1,64}")
EVERYBODY = {"all", "channel", "everyone", "here"}
REFUSED = {
    "it cannot be read": _("Address must be a whole web address, as the chat shows it"),
    "it must start with https://": _("Address must start with https://"),
    "it leads into a private network": _("Address must lead to the open internet"),
}


class ChannelForm(forms.Form):
    """A new channel, or with `channel` the name and, if typed, another address of an old one."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What HR calls it here."),
        max_length=60,
        error_messages={
            "required": _("Enter a name"),
            "max_length": _("Name must be 60 characters or fewer"),
        },
    )
    service = forms.ChoiceField(
        label=_("Service"),
        choices=Channel.Service.choices,
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose the service"),
            "invalid_choice": _("Choose the service"),
        },
    )
    url = forms.CharField(
        label=_("Address of the incoming webhook"),
        help_text=_("Whoever has it can write there. It is kept encrypted and never shown again."),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter the address of the incoming webhook"),
            "max_length": _("Address must be 2,000 characters or fewer"),
        },
    )

    def __init__(self, *args: Any, channel: Channel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channel = channel
        if channel:
            del self.fields["service"]
            self.fields["url"].required = False
            self.fields["url"].help_text = _("Leave it empty to keep the address that is there.")

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        others = Channel.objects.filter(name__iexact=name)
        if self.channel:
            others = others.exclude(pk=self.channel.pk)
        if others.exists():
            raise ValidationError(_("Name must be one that no other channel has"))
        return name

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if not url:
            return ""
        try:
            place = addresses.split(url)
            addresses.numbers(place.host, place.port)
        except addresses.AddressRefusedError as error:
            raise ValidationError(REFUSED[str(error)]) from None
        except (OSError, UnicodeError):
            raise ValidationError(_("Address must have a host that can be found")) from None
        return url


class LineForm(forms.Form):
    person = PeopleField(
        label=_("Person"), maximum=1, error_messages={"required": _("Choose the person")}
    )
    handle = forms.CharField(
        label=_("Name in the chat"),
        help_text=_("As in @mei.chen."),
        max_length=65,
        error_messages={
            "required": _("Enter the name in the chat"),
            "max_length": _("Name in the chat must be 64 characters or fewer"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["person"]).ask(None)

    def clean_person(self) -> Profile:
        person: Profile = self.cleaned_data["person"][0]
        return person

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).strip().lower()
        if not HANDLE.fullmatch(handle):
            raise ValidationError(
                _("Name in the chat must have letters, digits, dots, dashes and underscores only")
            )
        name = handle.removeprefix("@")
        if name in EVERYBODY:
            raise ValidationError(_("Name in the chat must be one person’s"))
        return f"@{name}"


class NewsForm(forms.Form):
    """Which news a channel takes; nothing ticked is none."""

    news = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose from the announcements in the list")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["news"].choices = [(name, name) for name in NEWS]  # type: ignore[attr-defined]


class AnnouncementForm(forms.Form):
    """`nonce` makes a second press the same announcement."""

    channels = forms.ModelMultipleChoiceField(
        label=_("Channels"),
        queryset=Channel.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one channel"),
            "invalid_choice": _("Choose from the channels that are on"),
            "invalid_pk_value": _("Choose from the channels that are on"),
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=80,
        error_messages={
            "required": _("Enter a title"),
            "max_length": _("Title must be 80 characters or fewer"),
        },
    )
    text = forms.CharField(
        label=_("Announcement"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": "1500"}),
        error_messages={
            "required": _("Enter the announcement"),
            "max_length": _("Announcement must be 1,500 characters or fewer"),
        },
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Channel]", self.fields["channels"])
        field.queryset = channels.usable().order_by("name")

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_nonce(self) -> uuid.UUID:
        return self.cleaned_data["nonce"] or uuid.uuid4()
