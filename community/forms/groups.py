"""The three question pages that start a group, the form that changes it, and the filters of the
list to find one."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community import groups
from community.models import Group, Path
from profiles.fields import PeopleField, SkillsField
from profiles.models import Profile, Skill
from profiles.widgets import ChoiceCards

Kind, Entry, Rhythm = Group.Kind, Group.Entry, Group.Rhythm
KIND_HINTS: dict[str, object] = {
    Kind.CIRCLE: _("4 to 12 people learn one topic together, 6 to 8 weeks, with a show-and-tell"),
    Kind.COMMUNITY: _("Whoever works on a topic meets once a month and keeps a shelf. No end"),
    Kind.PROJECT: _("3 to 8 people from two or more departments build something, with an end"),
}
ENTRY_HINTS: dict[str, object] = {
    Entry.OPEN: _("As long as there are places"),
    Entry.ASK: _("They write one line, and you answer"),
    Entry.INVITED: _("Nobody else sees that it exists"),
}
CHOOSE_KIND = _("Choose what you want to start")
CHOOSE_ENTRY = _("Choose how people get in")
WEEKS = [(6, _("6 weeks")), (7, _("7 weeks")), (8, _("8 weeks"))]
FARTHEST = 730  # days from today
DAY_ERRORS = {
    "required": _("Enter the first day"),
    "invalid": _("Enter the day like 2027-05-24"),
}


def one_line(value: str) -> str:
    """Without line ends and other signs nobody can see: it stands in subjects of mails."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you want to start?"),
        choices=Kind.choices,
        widget=ChoiceCards(hints=KIND_HINTS, numbered=True),
        error_messages={"required": CHOOSE_KIND, "invalid_choice": CHOOSE_KIND},
    )


class TopicForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        error_messages={
            "required": _("Enter a name"),
            "max_length": _("Name must be 80 characters or fewer"),
        },
    )
    topic = forms.CharField(
        label=_("What it is about"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": "400"}),
        error_messages={
            "required": _("Enter what it is about"),
            "max_length": _("What it is about must be 400 characters or fewer"),
        },
    )
    skills = SkillsField(label=_("Skills"), maximum=5, can_propose=False, required=False)
    path = forms.ModelChoiceField(
        label=_("Path as spine"),
        queryset=Path.objects.none(),
        required=False,
        empty_label=_("None: we make our own plan"),
        help_text=_("Its steps become the weeks of your plan."),
        error_messages={"invalid_choice": _("Choose a path from the list")},
    )

    def __init__(self, *args: Any, kind: str, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skills = cast(SkillsField, self.fields["skills"])
        skills.ask(profile)
        if kind == Kind.PROJECT:
            skills.label, skills.required = _("Skills wanted"), True
            skills.help_text = _("People apply with one of them.")
        paths = Path.objects.filter(state=Path.State.PUBLISHED)
        if kind == Kind.CIRCLE:
            cast("forms.ModelChoiceField[Path]", self.fields["path"]).queryset = paths
        else:
            del self.fields["path"]

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Enter a name"))
        return name


class WhenForm(forms.Form):
    """When, how many and how people get in; each kind asks what it needs."""

    starts_on = forms.DateField(
        label=_("First day"), widget=date_input(), error_messages=DAY_ERRORS
    )
    weeks = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=WEEKS,
        error_messages={
            "required": _("Choose how long it runs"),
            "invalid_choice": _("Choose how long it runs"),
        },
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        error_messages=DAY_ERRORS | {"required": _("Enter the last day")},
    )
    rhythm = forms.ChoiceField(
        label=_("How often you meet"),
        choices=Rhythm.choices,
        error_messages={
            "required": _("Choose how often you meet"),
            "invalid_choice": _("Choose how often you meet"),
        },
    )
    size_max = forms.IntegerField(label=_("Places"))
    entry = forms.ChoiceField(
        label=_("How do people get in?"),
        choices=Entry.choices,
        widget=ChoiceCards(hints=ENTRY_HINTS),
        error_messages={"required": CHOOSE_ENTRY, "invalid_choice": CHOOSE_ENTRY},
    )

    def __init__(self, *args: Any, kind: str, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        for name in _not_asked(kind):
            del self.fields[name]
        limit_places(self, kind)

    def clean_starts_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(_("First day must be today or later"))
        return self._not_too_far(day)

    def clean_ends_on(self) -> dt.date:
        return self._not_too_far(self.cleaned_data["ends_on"])

    def _not_too_far(self, day: dt.date) -> dt.date:
        if day > self.today + dt.timedelta(days=FARTHEST):
            raise forms.ValidationError(_("Choose a day within the next two years"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Last day must be after the first day"))
        return data

    @property
    def last_day(self) -> dt.date | None:
        data = self.cleaned_data
        if self.kind == Kind.CIRCLE:
            return cast(dt.date, data["starts_on"]) + dt.timedelta(weeks=data["weeks"])
        return data.get("ends_on")


def _not_asked(kind: str) -> tuple[str, ...]:
    return {
        Kind.CIRCLE: ("ends_on",),
        Kind.COMMUNITY: ("weeks", "ends_on", "size_max"),
        Kind.PROJECT: ("weeks",),
    }[Kind(kind)]


def limit_places(form: forms.Form, kind: str) -> None:
    """Places of a circle are 4 to 12, of a project 3 to 8; projects never open their door."""
    if kind == Kind.PROJECT:
        entry = cast(forms.ChoiceField, form.fields["entry"])
        entry.choices = [choice for choice in Entry.choices if choice[0] != Entry.OPEN]
    if "size_max" not in form.fields:
        return
    least, most = (
        (groups.CIRCLE_LEAST, groups.CIRCLE_MOST)
        if kind == Kind.CIRCLE
        else (groups.PROJECT_LEAST, groups.PROJECT_MOST)
    )
    form.fields["size_max"] = forms.IntegerField(
        label=_("Places"),
        min_value=least,
        max_value=most,
        help_text=_("%(least)d to %(most)d, you included.") % {"least": least, "most": most},
        error_messages={
            "required": _("Enter how many places there are"),
            "invalid": _("Places must be a whole number"),
            "min_value": _("Places must be %(limit_value)d or more"),
            "max_value": _("Places must be %(limit_value)d or fewer"),
        },
    )


class FindForm(forms.Form):
    """The filters, as a form over the query string."""

    q = forms.CharField(label=_("Name or topic"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *Kind.choices]
    )
    skill = SkillsField(label=_("Skill"), required=False, maximum=1, can_propose=False)
    places = forms.BooleanField(label=_("With places left"), required=False)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SkillsField, self.fields["skill"]).ask(profile)

    def wanted(self) -> dict[str, Any]:
        """The filters that make sense; what does not is left out and said at its field."""
        self.is_valid()
        cleaned = self.cleaned_data
        skills: list[Skill] = cleaned.get("skill") or []
        found = {
            "q": cleaned.get("q"),
            "kind": cleaned.get("kind"),
            "skill": skills[0] if skills else None,
            "places": cleaned.get("places"),
        }
        return {name: value for name, value in found.items() if value}


class InviteForm(forms.Form):
    people = PeopleField(label=_("Whom do you invite?"), maximum=20)

    def __init__(self, *args: Any, profile: Profile | None, most: int = 20, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = cast(PeopleField, self.fields["people"])
        people.maximum = people.widget.maximum = most
        people.ask(profile)
