"""What a person fills in on a path: their own words in an exercise, answers in a check."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from community import exercises
from community.models import CheckQuestion
from profiles.widgets import ChoiceCards


class ExerciseForm(forms.Form):
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your own words"),
        max_length=exercises.LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": str(exercises.LONGEST)}),
        error_messages={
            "required": _("Enter a few words, or choose “Done on paper, next”"),
            "max_length": _("Your own words must be 4,000 characters or fewer"),
        },
    )

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def seen_at(self) -> dt.datetime | None:
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None

    def show_other(self, stored: dt.datetime, message: str) -> None:
        """The author was faster in another tab: both versions, and the next save means theirs."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = stored.isoformat()
        self.data = data
        self.add_error(None, message)


@dataclass(frozen=True)
class Answered:
    """A question as it stands on the page; `is_right` is None until somebody has answered."""

    field: forms.BoundField
    is_right: bool | None = None
    why: str = ""


class CheckForm(forms.Form):
    """One question after the other, each with one right answer."""

    def __init__(self, data: Any = None, *, questions: Sequence[CheckQuestion]) -> None:
        super().__init__(data)
        self.questions = questions
        unanswered = _("Choose an answer")
        for question in questions:
            self.fields[f"question_{question.pk}"] = forms.ChoiceField(
                label=question.text,
                choices=[(str(n), text) for n, text in enumerate(question.choices)],
                widget=ChoiceCards,
                error_messages={"required": unanswered, "invalid_choice": unanswered},
            )

    @property
    def right(self) -> int:
        return sum(bool(row.is_right) for row in self.rows())

    @property
    def has_passed(self) -> bool:
        return self.right == len(self.questions)

    def rows(self) -> list[Answered]:
        return [self._row(question) for question in self.questions]

    def _row(self, question: CheckQuestion) -> Answered:
        name = f"question_{question.pk}"
        picked = getattr(self, "cleaned_data", {}).get(name)
        if picked is None:
            return Answered(self[name])
        choice = int(picked)
        return Answered(self[name], choice == question.right, question.whys[choice])
