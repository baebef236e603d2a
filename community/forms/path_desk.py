"""HR's forms for a path, its steps and the questions of a check."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import CheckQuestion, Path, PathStep, Resource, Session

LONGEST_BODY = 20_000
MARKDOWN = _("Markdown: **bold**, - for a list, # for a heading.")


def _line(
    label: Any, most: int, empty: Any = "", *, hint: Any = "", longer: Any
) -> forms.CharField:
    """One line of text; optional when there are no words for leaving it empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(empty),
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": empty, "max_length": longer},
    )


def _text(
    label: Any, most: int, empty: Any = "", *, hint: Any = "", rows: int = 4, longer: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(empty),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": empty, "max_length": longer},
    )


class PathForm(forms.Form):
    name = _line(
        _("Name"), 120, _("Enter a name"), longer=_("Name must be 120 characters or fewer")
    )
    summary = _text(
        _("What it is good for"),
        400,
        hint=_("One or two sentences on the card of the path."),
        rows=3,
        longer=_("What it is good for must be 400 characters or fewer"),
    )
    goals = _text(
        _("Afterwards people can"),
        4000,
        hint=MARKDOWN,
        longer=_("Afterwards people can must be 4,000 characters or fewer"),
    )
    badge = _line(
        _("Badge"),
        60,
        hint=_("Two or three words. People decide themselves whether colleagues see it."),
        longer=_("Badge must be 60 characters or fewer"),
    )

    @staticmethod
    def values(path: Path) -> dict[str, str]:
        return {name: getattr(path, name) for name in ("name", "summary", "goals", "badge")}


class StepForm(forms.Form):
    """What a step needs depends on its kind, which does not change."""

    title = _line(
        _("Title"), 160, _("Enter a title"), longer=_("Title must be 160 characters or fewer")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=600,
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            _("Enter a whole number from 1 to 600"),
        ),
    )
    body = _text(
        _("Text"),
        LONGEST_BODY,
        hint=MARKDOWN,
        rows=16,
        longer=_("Text must be 20,000 characters or fewer"),
    )

    def __init__(self, data: Any = None, *, step: PathStep) -> None:
        names = ("title", "minutes", "body", "resource", "session")
        super().__init__(data, initial={name: getattr(step, name) for name in names})
        self.step = step
        if step.kind == PathStep.Kind.RESOURCE:
            self.fields["resource"] = _resource(step)
        if step.kind == PathStep.Kind.SESSION:
            self.fields["session"] = _session(step)
        if step.kind in (PathStep.Kind.READING, PathStep.Kind.EXERCISE):
            self.fields["body"].required = True
            self.fields["body"].error_messages["required"] = _("Enter the text")

    def fill(self) -> PathStep:
        """The step with what was typed, unsaved."""
        for name, value in self.cleaned_data.items():
            setattr(self.step, name, value)
        self.step.body = self.step.body.replace("\r\n", "\n").strip()
        return self.step


def _resource(step: PathStep) -> Any:
    words = _("Choose what to read")
    return forms.ModelChoiceField(
        label=_("From the library"),
        queryset=Resource.objects.published() | Resource.objects.filter(pk=step.resource_id or 0),
        empty_label=_("Choose…"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], words),
    )


def _session(step: PathStep) -> Any:
    ahead = Session.objects.published().filter(starts_at__gt=timezone.now(), group=None)
    return forms.ModelChoiceField(
        label=_("Session"),
        help_text=_("Without one, the text says where people should go."),
        queryset=ahead | Session.objects.filter(pk=step.session_id or 0),
        required=False,
        empty_label=_("No particular one"),
        error_messages={"invalid_choice": _("Choose a session of the list")},
    )


class QuestionForm(forms.Form):
    """A question with up to five answers. Empty ones at the end are left out."""

    text = _text(
        _("Question"),
        400,
        _("Enter the question"),
        rows=2,
        longer=_("Question must be 400 characters or fewer"),
    )
    right = forms.TypedChoiceField(
        label=_("Which answer is right?"),
        coerce=int,
        choices=[(n, _("Answer %(n)d") % {"n": n + 1}) for n in range(CheckQuestion.MOST)],
        widget=forms.Select,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Choose which answer is right")
        ),
    )

    def __init__(self, data: Any = None, *, question: CheckQuestion | None = None) -> None:
        super().__init__(data, initial=_values(question) if question else {"right": 0})
        for n in range(CheckQuestion.MOST):
            names, is_needed = {"n": n + 1}, n < CheckQuestion.FEWEST
            self.fields[f"choice_{n}"] = _text(
                _("Answer %(n)d") % names,
                300,
                _("Enter answer %(n)d") % names if is_needed else "",
                rows=2,
                longer=_("Answer %(n)d must be 300 characters or fewer") % names,
            )
            self.fields[f"why_{n}"] = _text(
                _("Why answer %(n)d is right or wrong") % names,
                500,
                _("Enter why answer %(n)d is right or wrong") % names if is_needed else "",
                rows=2,
                longer=_("Why answer %(n)d is right or wrong must be 500 characters or fewer")
                % names,
            )
        self.order_fields(["text", *_answer_names(), "right"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in range(CheckQuestion.FEWEST, CheckQuestion.MOST):
            choice, why = data.get(f"choice_{n}", ""), data.get(f"why_{n}", "")
            if choice and not why and f"why_{n}" not in self.errors:
                text = _("Enter why answer %(n)d is right or wrong") % {"n": n + 1}
                self.add_error(f"why_{n}", text)
            if why and not choice and f"choice_{n}" not in self.errors:
                self.add_error(f"choice_{n}", _("Enter answer %(n)d") % {"n": n + 1})
        right = data.get("right")
        if right is not None and not data.get(f"choice_{right}"):
            self.add_error("right", _("The right answer must be one you have entered"))
        return data

    def fill(self, question: CheckQuestion) -> CheckQuestion:
        data = self.cleaned_data
        kept = [n for n in range(CheckQuestion.MOST) if data[f"choice_{n}"]]
        question.text = data["text"]
        question.choices = [data[f"choice_{n}"] for n in kept]
        question.whys = [data[f"why_{n}"] for n in kept]
        question.right = kept.index(data["right"])
        return question


def _answer_names() -> list[str]:
    return [f"{name}_{n}" for n in range(CheckQuestion.MOST) for name in ("choice", "why")]


def _values(question: CheckQuestion) -> dict[str, Any]:
    found: dict[str, Any] = {"text": question.text, "right": question.right}
    for n, (choice, why) in enumerate(zip(question.choices, question.whys, strict=True)):
        found |= {f"choice_{n}": choice, f"why_{n}": why}
    return found
