"""What members write: a request, a post, a step of the plan; what the lead changes."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.space_forms import SeenField
from community import posts
from community.forms.groups import (
    CHOOSE_ENTRY,
    ENTRY_HINTS,
    Entry,
    Rhythm,
    TopicForm,
    date_input,
    limit_places,
    one_line,
)
from community.group_changes import Words
from community.models import Group, PlanStep, Post
from profiles.fields import SkillsField
from profiles.forms.sections import show
from profiles.models import Profile
from profiles.widgets import ChoiceCards

OUTCOME_LONGEST = 2000
CHOOSE_SKILL = _("Choose the skill you bring")


class AskForm(forms.Form):
    """A project is asked with a skill, and every lead reads one line."""

    skill = forms.ChoiceField(
        label=_("Which skill do you bring?"),
        widget=ChoiceCards(),
        error_messages={"required": CHOOSE_SKILL, "invalid_choice": CHOOSE_SKILL},
    )
    words = forms.CharField(
        label=_("One line to the lead"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("One line to the lead must be 200 characters or fewer")},
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group.kind == Group.Kind.PROJECT:
            names = [skill.name for skill in group.skills.all()]
            skill = cast(forms.ChoiceField, self.fields["skill"])
            skill.choices = [*((name, name) for name in names), ("other", _("Another one"))]
        else:
            del self.fields["skill"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("skill") == "other" and not data.get("words"):
            self.add_error("words", _("Enter the skill you bring"))
        return data

    @property
    def said(self) -> str:
        skill, words = self.cleaned_data.get("skill", ""), self.cleaned_data["words"].strip()
        parts = [skill if skill != "other" else "", one_line(words)]
        return ": ".join(part for part in parts if part)[:280]


class PostForm(forms.Form):
    seen = SeenField()
    body = forms.CharField(
        label=_("Your post"),
        max_length=posts.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": str(posts.LONGEST)}),
        help_text=_("Markdown works: **bold**, lists, links. @Name tells a member."),
        error_messages={
            "required": _("Enter your post"),
            "max_length": _("Your post must be 4,000 characters or fewer"),
        },
    )

    def __init__(self, *args: Any, answers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other_version: list[tuple[object, str]] = []
        if answers:
            body = self.fields["body"]
            body.label = _("Your answer")
            body.error_messages |= {
                "required": _("Enter your answer"),
                "max_length": _("Your answer must be 4,000 characters or fewer"),
            }

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").strip()

    def show_other(self, current: Post, message: str) -> None:
        _again(self, current.version, message)
        self.other_version = [(self.fields["body"].label, show(current.body))]


class StepForm(forms.Form):
    seen = SeenField()
    title = forms.CharField(
        label=_("What"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter what the step is"),
            "max_length": _("What the step is must be 160 characters or fewer"),
        },
    )
    due_on = forms.DateField(
        label=_("Until when"),
        required=False,
        widget=date_input(),
        error_messages={"invalid": _("Enter the day like 2027-05-24")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.other_version: list[tuple[object, str]] = []

    def clean_title(self) -> str:
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError(_("Enter what the step is"))
        return title

    def show_other(self, current: PlanStep, message: str) -> None:
        _again(self, current.version, message)
        values = (current.title, current.due_on)
        labels = (self.fields[name].label for name in ("title", "due_on"))
        self.other_version = [(k, show(v)) for k, v in zip(labels, values, strict=True)]


class EditGroupForm(TopicForm):
    """The same questions as at the start, for whoever leads."""

    seen = SeenField()
    rhythm = forms.ChoiceField(
        label=_("How often you meet"),
        choices=Rhythm.choices,
        error_messages={
            "required": _("Choose how often you meet"),
            "invalid_choice": _("Choose how often you meet"),
        },
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        error_messages={
            "required": _("Enter the last day"),
            "invalid": _("Enter the day like 2027-05-24"),
        },
    )
    size_max = forms.IntegerField(label=_("Places"))
    entry = forms.ChoiceField(
        label=_("How do people get in?"),
        choices=Entry.choices,
        widget=ChoiceCards(hints=ENTRY_HINTS),
        error_messages={"required": CHOOSE_ENTRY, "invalid_choice": CHOOSE_ENTRY},
    )

    def __init__(self, *args: Any, group: Group, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, kind=group.kind, profile=profile, **kwargs)
        self.group = group
        self.other_version: list[tuple[object, str]] = []
        self.fields.pop("path", None)  # its steps are in the plan by now
        if group.kind == Group.Kind.COMMUNITY:
            del self.fields["ends_on"], self.fields["size_max"]
        limit_places(self, group.kind)

    @staticmethod
    def values(group: Group) -> dict[str, Any]:
        names = ("name", "topic", "rhythm", "ends_on", "size_max", "entry")
        return {name: getattr(group, name) for name in names} | {
            "seen": group.version,
            "skills": list(group.skills.all()),
        }

    def clean_ends_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["ends_on"]
        if day <= self.group.starts_on:
            raise forms.ValidationError(_("Last day must be after the first day"))
        if day > self.group.starts_on + dt.timedelta(days=1100):
            raise forms.ValidationError(_("Last day must be within three years of the first day"))
        return day

    def words(self) -> Words:
        data = self.cleaned_data
        return Words(
            name=data["name"],
            topic=data["topic"],
            entry=data["entry"],
            rhythm=data["rhythm"],
            size_max=data.get("size_max"),
            ends_on=data.get("ends_on"),
            skills=data["skills"],
        )

    def show_other(self, current: Group, message: str) -> None:
        _again(self, current.version, message)
        found = self.values(current)
        self.other_version = [
            (self.fields[name].label, show(found[name]))
            for name in ("name", "topic", "size_max", "ends_on")
            if name in self.fields
        ]


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=OUTCOME_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": str(OUTCOME_LONGEST)}),
        error_messages={
            "required": _("Enter what came of it"),
            "max_length": _("What came of it must be 2,000 characters or fewer"),
        },
    )

    def clean_outcome(self) -> str:
        return str(self.cleaned_data["outcome"]).replace("\r\n", "\n").strip()


class ShelfSearchForm(forms.Form):
    q = forms.CharField(label=_("Title"), required=False, max_length=80)


class CircleTopicForm(forms.Form):
    """What circles are formed from: skills people have goals in."""

    skills = SkillsField(label=_("Skills"), maximum=8, can_propose=False)

    def __init__(self, *args: Any, profile: Profile, most: int = 8, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skills = cast(SkillsField, self.fields["skills"])
        skills.maximum = skills.widget.maximum = most
        skills.ask(profile)


def _again(form: forms.Form, version: int, message: str) -> None:
    """Somebody was faster: both versions on one page, and the next save means theirs too."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(version)
    form.data = data
    form.add_error(None, message)
