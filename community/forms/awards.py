import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import standing
from community.award_votes import Counted
from community.models import AwardCall, Nominee
from community.models.awards import WORDS_LENGTH
from profiles.fields import PeopleField
from profiles.models import Profile
from profiles.widgets import ChoiceCards, ChoiceCardsMultiple

DATES = ("opens_on", "closes_on", "decides_on")
DAY_ENDS = dt.time(23, 59)


def _day(label: Any, required: Any, invalid: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": invalid},
    )


class AwardForm(forms.Form):
    """Days are those of whoever writes the call; the page prints the zone with them."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={
            "required": _("Enter a name"),
            "max_length": _("The name must be 120 characters or fewer"),
        },
    )
    what_for = forms.CharField(
        label=_("What is it for?"),
        help_text=_("One sentence people can measure a nomination by."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": 400}),
        error_messages={
            "required": _("Enter what it is for"),
            "max_length": _("What it is for must be 400 characters or fewer"),
        },
    )
    opens_on = _day(
        _("Nominations open on"),
        _("Enter when nominations open"),
        _("Nominations open on must be a date like 2027-06-30"),
    )
    closes_on = _day(
        _("Nominations close on"),
        _("Enter when nominations close"),
        _("Nominations close on must be a date like 2027-06-30"),
    )
    decides_on = _day(
        _("Decided by"),
        _("Enter by when it is decided"),
        _("Decided by must be a date like 2027-06-30"),
        _("The last day of the vote, or for the jury. Then you announce the result."),
    )
    decision = forms.ChoiceField(
        label=_("Who decides?"),
        choices=AwardCall.Decision.choices,
        widget=ChoiceCards(
            hints={
                "jury": _("The people you name read all nominations and rank three."),
                "vote": _("One vote each, among nominees who agreed to be named."),
            }
        ),
        error_messages={
            "required": _("Choose who decides"),
            "invalid_choice": _("Choose who decides"),
        },
    )
    jury = PeopleField(label=_("Jury"), required=False, maximum=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["jury"]).ask(None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes, decides = (data.get(name) for name in DATES)
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Nominations must close after they open"))
        if closes and decides and decides <= closes:
            self.add_error("decides_on", _("It must be decided after nominations close"))
        if data.get("decision") == AwardCall.Decision.JURY and not (
            data.get("jury") or "jury" in self.errors
        ):
            self.add_error("jury", _("Choose at least one person for the jury"))
        return data

    def apply(self, award: AwardCall) -> AwardCall:
        data = self.cleaned_data
        for name in ("name", "what_for", "decision"):
            setattr(award, name, data[name])
        award.opens_at = _at(data["opens_on"], dt.time(0, 0))
        award.closes_at = _at(data["closes_on"], DAY_ENDS)
        award.decides_by = _at(data["decides_on"], DAY_ENDS)
        return award

    @staticmethod
    def initial_of(award: AwardCall) -> dict[str, object]:
        return {
            "name": award.name,
            "what_for": award.what_for,
            "decision": award.decision,
            "opens_on": timezone.localdate(award.opens_at),
            "closes_on": timezone.localdate(award.closes_at),
            "decides_on": timezone.localdate(award.decides_by),
            "jury": [row.profile for row in award.jurors.select_related("profile")],
        }


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, time))


class NominationForm(forms.Form):
    person = PeopleField(
        label=_("Whom do you nominate?"),
        maximum=1,
        error_messages={
            "required": _("Enter whom you nominate"),
            "too_many": _("You can nominate one person in each call"),
        },
    )
    words = forms.CharField(
        label=_("What did they do?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": WORDS_LENGTH}),
        error_messages={
            "required": _("Enter what they did"),
            "max_length": _("What they did must be 1,000 characters or fewer"),
        },
    )

    def __init__(self, *args: Any, me: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.me = me
        cast(PeopleField, self.fields["person"]).ask(me)

    def clean_person(self) -> Profile:
        person: Profile = self.cleaned_data["person"][0]
        if person.pk in standing.stopped_with(self.me):
            raise ValidationError(
                _("Paused by the program: nothing can be sent to this person now")
            )
        return person


class NomineeForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Would you like to be named?"),
        choices=[
            (Nominee.State.NAMED, _("Yes, name me")),
            (Nominee.State.UNNAMED, _("Take part without my name")),
            (Nominee.State.OUT, _("I would rather not take part")),
        ],
        widget=ChoiceCards(
            hints={
                "named": _("Colleagues may read your name in the vote and in the result."),
                "unnamed": _("The jury and HR know; colleagues read “a colleague”."),
                "out": _("HR and the jury read no nomination of you any more."),
            }
        ),
        error_messages={
            "required": _("Choose whether you would like to be named"),
            "invalid_choice": _("Choose whether you would like to be named"),
        },
    )

    def __init__(self, *args: Any, is_announced: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_announced:
            field = cast(forms.ChoiceField, self.fields["answer"])
            field.choices = list(field.choices)[:2]  # type: ignore[arg-type]


class VoteForm(forms.Form):
    """One choice, or up to three ranked ones."""

    def __init__(self, *args: Any, ballot: Sequence[Nominee], places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(row.profile_id), row.profile.name) for row in ballot]
        if places == 1:
            words = _("Choose whom you vote for")
            errors = {"required": words, "invalid_choice": words}
            self.fields["place_1"] = forms.ChoiceField(
                label=_("Whom do you vote for?"),
                choices=people,
                widget=ChoiceCards(),
                error_messages=errors,
            )
            return
        labels = (_("First place"), _("Second place"), _("Third place"))
        for number, label in enumerate(labels[:places], start=1):
            first = _("Choose who gets your first place")
            self.fields[f"place_{number}"] = forms.ChoiceField(
                label=label,
                required=number == 1,
                choices=[("", _("Nobody")), *people],
                error_messages={"required": first, "invalid_choice": first},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and len(set(self.choices)) < len(self.choices):
            self.add_error(None, _("Each person must get one place only"))
        return data

    @property
    def choices(self) -> list[int]:
        places = sorted(name for name in self.fields if name.startswith("place_"))
        return [int(self.cleaned_data[name]) for name in places if self.cleaned_data.get(name)]


class AnnounceForm(forms.Form):
    winners = forms.MultipleChoiceField(
        label=_("Who gets the award?"),
        widget=ChoiceCardsMultiple(),
        error_messages={
            "required": _("Choose who gets the award"),
            "invalid_choice": _("Choose who gets the award"),
        },
    )
    citation = forms.CharField(
        label=_("What for, in one or two sentences"),
        help_text=_("Everybody reads it, with the name or without. It must not give a name away."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": 400}),
        error_messages={
            "required": _("Enter what the award is for"),
            "max_length": _("What the award is for must be 400 characters or fewer"),
        },
    )

    def __init__(self, *args: Any, counted: Sequence[Counted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["winners"])
        field.choices = [(str(one.nominee.pk), one.nominee.profile.name) for one in counted]
        cast(ChoiceCardsMultiple, field.widget).hints = {
            str(one.nominee.pk): one.nominee.get_state_display() for one in counted
        }
