"""What HR types on the review pages: the filter, and the reasons of a decision."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from matching.flags import FLAGS
from matching.models import Pair, PairRule
from profiles.widgets import ChoiceCards

SMALL = {"class": "input input-s select"}
TABS = ("look", "ready", "approved", "rejected", "locked", "sample")
SORTS = (
    ("risk", _("Risk first")),
    ("low", _("Lowest fit first")),
    ("high", _("Highest fit first")),
    ("name", _("Name of the mentee")),
)
# Names of `flags.Level`.
LEVELS = (
    ("", _("Every level")),
    ("HIGH", _("High")),
    ("MEDIUM", _("Medium")),
    ("LOW", _("Low")),
)
REASONS = (
    ("skills", _("The skills do not fit")),
    ("close", _("They work too closely together")),
    ("history", _("They know each other's history")),
    ("time", _("They can hardly meet")),
    ("option", _("There is a better option")),
    ("other", _("Another reason")),
)


# What of an address is not the list itself.
OPENED = {"page", "pair", "after", "here"}


class ReviewFilter(forms.Form):
    """The list's address. What cannot be read is left out, never an error page."""

    tab = forms.ChoiceField(choices=[(tab, tab) for tab in TABS], required=False)
    q = forms.CharField(label=_("Name or department"), max_length=120, required=False)
    level = forms.ChoiceField(
        label=_("Level of risk"), required=False, choices=LEVELS, widget=forms.Select(attrs=SMALL)
    )
    flag = forms.ChoiceField(
        label=_("Flag"),
        required=False,
        choices=[("", _("Every flag")), *((code, flag.label) for code, flag in FLAGS.items())],
        widget=forms.Select(attrs=SMALL),
    )
    sort = forms.ChoiceField(
        label=_("Sort"), choices=SORTS, required=False, widget=forms.Select(attrs=SMALL)
    )
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    pair = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    here = forms.ChoiceField(choices=[("console", "console"), ("pair", "pair")], required=False)

    @cached_property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def value(self, name: str, default: str = "") -> str:
        return self.chosen.get(name, default)

    @property
    def opened(self) -> int | None:
        return int(self.chosen["pair"]) if "pair" in self.chosen else None

    def query(self, **changes: object) -> str:
        """The tab, filter and order with some values changed; it always starts at page 1."""
        kept = {k: v for k, v in self.chosen.items() if k not in OPENED}
        return "?" + urlencode({k: v for k, v in {**kept, **changes}.items() if v})


class Ids(forms.Field):
    """Numbers of rows; what is none is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: object) -> list[int]:
        texts = [str(text) for text in value] if isinstance(value, list) else []
        return [int(text) for text in texts if text.isdecimal() and int(text) < 2**63]


class BulkForm(forms.Form):
    """The bar below the list: the ticks of this page (`pair` of `shown`) and what to do."""

    ACTIONS = ("approve", "reject", "lock", "page", "all", "clear", "keep")

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS], required=False)
    on = forms.BooleanField(required=False)
    pair = Ids()
    shown = Ids()


class RejectForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not this pair?"),
        choices=REASONS,
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose a reason"),
            "invalid_choice": _("Choose a reason"),
        },
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 400, "data-count": "400"}),
        help_text=_("The program team reads this, nobody else."),
        error_messages={"max_length": _("Your words must be 400 characters or fewer")},
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("reason") == "other" and not data.get("words"):
            self.add_error("words", _("Enter the reason in your words"))
        return data

    def text(self) -> str:
        label, words = dict(REASONS)[self.cleaned_data["reason"]], self.cleaned_data["words"]
        if self.cleaned_data["reason"] == "other":
            return str(words)
        return f"{label}: {words}" if words else str(label)


class ForbidForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("For how long?"),
        choices=PairRule.Scope.choices,
        widget=ChoiceCards(
            hints={
                "round": _("A later round of this program may bring them together."),
                "always": _("No round of this program will, until the pair is undone here."),
            }
        ),
        error_messages={
            "required": _("Choose for how long"),
            "invalid_choice": _("Choose for how long"),
        },
    )
    words = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500, "data-count": "500"}),
        help_text=_("The program team reads this, nobody else."),
        error_messages={
            "required": _("Enter a reason"),
            "max_length": _("The reason must be 500 characters or fewer"),
        },
    )


class PublishForm(forms.Form):
    """The version HR saw, and the newest decision at that time."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    seen = forms.IntegerField(min_value=0, max_value=2**63 - 1, required=False)


class ChosenMentorForm(forms.Form):
    mentor = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        error_messages={"required": _("Choose a mentor"), "invalid": _("Choose a mentor")},
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Can you take part?"),
        choices=[("yes", _("Yes, I will")), ("not-now", _("Not now"))],
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose your answer"),
            "invalid_choice": _("Choose your answer"),
        },
    )


class GroupAnswerForm(AnswerForm):
    """One answer for everybody the mentor of a group is asked about, and whom to leave out."""

    left_out = forms.TypedMultipleChoiceField(
        label=_("Somebody you would rather not take now"),
        help_text=_("Only the program team reads it. It looks for another group for them."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose people of this list")},
    )

    def __init__(self, *args: Any, pairs: Sequence[Pair], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = [(str(pair.pk), pair.mentee.name) for pair in pairs]
        cast(forms.ChoiceField, self.fields["left_out"]).choices = self.everybody

    def clean_left_out(self) -> list[int]:
        left_out: list[int] = self.cleaned_data["left_out"]
        is_yes = self.cleaned_data.get("answer") == "yes"
        if is_yes and len(left_out) == len(self.everybody):
            raise forms.ValidationError(_("Choose “Not now” above to take nobody"))
        return left_out
