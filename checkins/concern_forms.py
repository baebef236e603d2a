import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from checkins.concerns import Report, hr_admins, readers
from checkins.models import Concern
from checkins.models.concerns import OUTCOME_LENGTH, WORDS_LENGTH
from matching.models import Pair
from profiles.fields import PeopleField
from profiles.models import Profile
from profiles.widgets import ChoiceCards, ChoiceCardsMultiple

MOST_NAMED = 5
WORDS_ERRORS = {"max_length": _("What happened must be 4,000 characters or fewer")}
ADDED_ERRORS = {
    "required": _("Enter what you want to add"),
    "max_length": _("What you add must be 4,000 characters or fewer"),
}


class ReportForm(forms.Form):
    """Who reads it is shown with real names; leaving everybody out is explained, not accepted."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Concern.Kind.choices,
        widget=ChoiceCards(),
        error_messages={
            "required": _("Choose what it is"),
            "invalid_choice": _("Choose what it is"),
        },
    )
    words = forms.CharField(
        label=_("What happened?"),
        help_text=_("As much or as little as you like."),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": WORDS_LENGTH}),
        error_messages={"required": _("Enter what happened"), **WORDS_ERRORS},
    )
    named = PeopleField(
        label=_("Who is it about?"),
        help_text=_(
            "Whoever you name here can never open this, its log or its number, whatever their role."
        ),
        required=False,
        maximum=MOST_NAMED,
    )
    no_contact = forms.BooleanField(required=False)
    readers = forms.MultipleChoiceField(
        label=_("Who may read it?"),
        widget=ChoiceCardsMultiple(),
        error_messages={"invalid_choice": _("Choose from the list who may read it")},
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, reporter: Profile, pair: Pair | None = None, **kwargs: Any
    ) -> None:
        self.pair = pair
        self.possible = readers(reporter, pair=pair)
        self.admins = set(hr_admins().values_list("pk", flat=True))
        kwargs["initial"] = {
            "readers": [str(person.pk) for person in self._hr() or self.possible],
            "form_key": uuid.uuid4(),
        }
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["named"]).ask(reporter)
        field = cast(forms.MultipleChoiceField, self.fields["readers"])
        field.error_messages["required"] = self._nobody_left(set())
        field.choices = [(str(person.pk), person.name) for person in self.possible]
        field.widget = ChoiceCardsMultiple(hints=self._hints(), choices=field.choices)
        if pair:
            name = {"name": pair.partner_of(reporter).first_name}
            self.fields["no_contact"].label = _now("Stop all contact with %(name)s now") % name
            paused = _now(
                "Meetings are taken out, no mail is sent. %(name)s reads “Paused by the program”."
            )
            self.fields["no_contact"].help_text = paused % name
        else:
            del self.fields["no_contact"]

    def _hr(self) -> list[Profile]:
        return [person for person in self.possible if person.pk in self.admins]

    def _hints(self) -> dict[str, object]:
        return {
            str(person.pk): _("HR admin")
            if person.pk in self.admins
            else _("Second contact, not in HR")
            for person in self.possible
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "readers" in self.errors or "named" in self.errors:
            return data
        about = {person.pk for person in data.get("named", [])}
        if not [pk for pk in data.get("readers", []) if int(pk) not in about]:
            self.add_error("readers", ValidationError(self._nobody_left(about)))
        return data

    def _nobody_left(self, about: set[int]) -> str:
        left = [person for person in self.possible if person.pk not in about]
        outside = [person for person in left if person not in self._hr()]
        if outside:
            return _now("Choose at least one person who may read it. %(name)s is not in HR") % {
                "name": outside[0].name
            }
        if left:
            return _now("Choose at least one person who may read it: %(names)s") % {
                "names": ", ".join(person.name for person in left)
            }
        return _now(
            "Everybody who could read it is somebody it is about. Talk to a person you trust, or to"
            " whoever represents employees in your company"
        )

    def report(self) -> Report:
        data = self.cleaned_data
        chosen = set(data["readers"])
        return Report(
            kind=data["kind"],
            words=data["words"],
            readers=[person for person in self.possible if str(person.pk) in chosen],
            named=data["named"],
            pair=self.pair,
            no_contact=data.get("no_contact", False),
            form_key=data.get("form_key") or uuid.uuid4(),
        )


class AddForm(forms.Form):
    words = forms.CharField(
        label=_("Anything you want to add?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": WORDS_LENGTH}),
        error_messages=ADDED_ERRORS,
    )


class AnswerReporterForm(forms.Form):
    words = forms.CharField(
        label=_("Answer"),
        help_text=_("The person who reported it reads this and gets a mail without its words."),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": WORDS_LENGTH}),
        error_messages={
            "required": _("Enter your answer"),
            "max_length": _("Your answer must be 4,000 characters or fewer"),
        },
    )


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("Note"),
        help_text=_(
            "For those who may read this case; the person who reported it does not see it."
        ),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": WORDS_LENGTH}),
        error_messages={
            "required": _("Enter your note"),
            "max_length": _("Your note must be 4,000 characters or fewer"),
        },
    )


class CloseForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it?"),
        help_text=_("The person who reported it reads this."),
        max_length=OUTCOME_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": OUTCOME_LENGTH}),
        error_messages={
            "required": _("Enter what came of it"),
            "max_length": _("What came of it must be 1,000 characters or fewer"),
        },
    )


class SeenForm(forms.Form):
    """The owner whom the taker saw; empty when nobody looked after it."""

    seen = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class CaseFilter(forms.Form):
    SHOW = [("open", _("Open")), ("closed", _("Closed"))]
    show = forms.ChoiceField(choices=SHOW, required=False)

    @property
    def chosen(self) -> str:
        return (self.is_valid() and self.cleaned_data["show"]) or "open"
