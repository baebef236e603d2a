import uuid
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community import stories
from community.models.stories import PART_LENGTH
from profiles.fields import PeopleField
from profiles.models import Profile
from profiles.widgets import ChoiceCards

MOST_NAMED = 8


def _part(label: Any, hint: Any, *, too_long: Any, required: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=PART_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": PART_LENGTH}),
        error_messages={"required": required, "max_length": too_long},
    )


class StoryForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={
            "required": _("Enter a title"),
            "max_length": _("The title must be 120 characters or fewer"),
        },
    )
    beginning = _part(
        _("Where did you start?"),
        _("The situation, or the question you had."),
        too_long=_("Where you started must be 2,000 characters or fewer"),
    )
    doing = _part(
        _("What did you do together?"),
        _("What somebody could try who reads this."),
        too_long=_("What you did together must be 2,000 characters or fewer"),
        required=_("Enter what you did together"),
    )
    now = _part(
        _("What is different now?"),
        _("One thing you would not have without it."),
        too_long=_("What is different now must be 2,000 characters or fewer"),
    )
    people = PeopleField(
        label=_("Who is in it?"),
        help_text=_("Everybody a reader could recognize. Each reads it first and says yes or no."),
        required=False,
        maximum=MOST_NAMED,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nonce = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        required=False,
        error_messages={"invalid": _("Open this page again, then send it")},
    )

    def __init__(self, *args: Any, author: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["people"]).ask(author)

    def clean_nonce(self) -> uuid.UUID:
        return self.cleaned_data["nonce"] or uuid.uuid4()

    @property
    def words(self) -> stories.Words:
        data, names = self.cleaned_data, stories.Words.__dataclass_fields__
        return stories.Words(*(data[name].replace("\r\n", "\n") for name in names))


class ConsentForm(forms.Form):
    """`edition` is the one that was read."""

    answer = forms.ChoiceField(
        label=_("May this story be published with your name?"),
        choices=[("yes", _("Yes, publish it")), ("no", _("I would rather not"))],
        widget=ChoiceCards(
            hints={
                "yes": _("You can take it back at any time: then nobody sees it any more."),
                "no": _("It goes back to its author. You need no reason."),
            }
        ),
        error_messages={
            "required": _("Choose whether it may be published"),
            "invalid_choice": _("Choose whether it may be published"),
        },
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it taken down?"),
        help_text=_("Its author reads this in a mail. After a change it comes to you first."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": 400}),
        error_messages={
            "required": _("Enter why it is taken down"),
            "max_length": _("The reason must be 400 characters or fewer"),
        },
    )
