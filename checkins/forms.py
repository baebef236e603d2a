from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from checkins.asking import Question
from checkins.models import CheckIn
from checkins.questions import Reply
from profiles.models import Goal
from profiles.widgets import ChoiceCards

HINTS = {
    CheckIn.Answer.NEED_HELP.value: _("Somebody from the program team writes to you."),
    CheckIn.Answer.NOT_A_FIT.value: _(
        "We look for someone else and thank your partner for their time."
    ),
}
LEVELS = [(str(level), str(level)) for level in range(1, 6)]


class AnswerForm(forms.Form):
    """One answer, of any kind of question. `answer` is the signal, `words` the feedback; each says
    who sees it. A question about goals asks a level for each instead of, or beside, the answer."""

    answer = forms.ChoiceField(widget=ChoiceCards(numbered=True))
    words = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("What you add must be 1,000 characters or fewer")},
    )
    tell_coordinator = forms.BooleanField(
        label=_("The coordinator may see my answer too"), required=False
    )

    def __init__(
        self, *args: Any, question: Question, has_coordinators: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals = question.goals
        answer, words = self.fields["answer"], self.fields["words"]
        answer.label, words.label = _("Your answer"), question.words_label
        answer.choices = question.choices  # type: ignore[attr-defined]
        answer.widget.hints = question.hints
        answer.error_messages |= dict.fromkeys(("required", "invalid_choice"), question.missing)
        if not question.choices:
            del self.fields["answer"]
        if not (has_coordinators and question.may_tell_coordinator):
            del self.fields["tell_coordinator"]
        for goal in self.goals:
            self.fields[f"rating_{goal.skill_id}"] = _rating(goal)

    def reply(self) -> Reply:
        data = self.cleaned_data
        return Reply(
            data.get("answer", CheckIn.Answer.RATED),
            data["words"],
            data.get("tell_coordinator", False),
            {
                goal.skill_id: int(level)
                for goal in self.goals
                if (level := data[f"rating_{goal.skill_id}"])
            },
        )

    @property
    def rating_fields(self) -> list[forms.BoundField]:
        return [self[f"rating_{goal.skill_id}"] for goal in self.goals]


def _rating(goal: Goal) -> forms.ChoiceField:
    name = {"skill": goal.skill.name}
    missing = _t("Choose a level for %(skill)s, 1 to 5") % name
    return forms.ChoiceField(
        label=_t("%(skill)s: where are you today?") % name,
        help_text=_t("1 is starting out, 5 is expert."),
        choices=LEVELS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), missing),
    )


class ConcernForm(forms.Form):
    """Told from the pair page at any time: help wanted, or not a fit."""

    answer = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (CheckIn.Answer.NEED_HELP, _("We need help")),
            (CheckIn.Answer.NOT_A_FIT, _("This is not a fit")),
        ],
        widget=ChoiceCards(hints=HINTS),
        error_messages={
            "required": _("Choose what it is"),
            "invalid_choice": _("Choose what it is"),
        },
    )
    words = forms.CharField(
        label=_("Anything you want to add?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("What you add must be 1,000 characters or fewer")},
    )
    tell_coordinator = forms.BooleanField(
        label=_("The coordinator may see my answer too"), required=False
    )

    def __init__(self, *args: Any, has_coordinators: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_coordinators:
            del self.fields["tell_coordinator"]

    def reply(self) -> Reply:
        data = self.cleaned_data
        return Reply(data["answer"], data["words"], data.get("tell_coordinator", False))


class StartForm(forms.Form):
    level = forms.IntegerField(min_value=1, max_value=5)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need to read this?"),
        help_text=_("The author sees your name, the time and this reason."),
        max_length=500,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why you need to read this"),
            "min_length": _("The reason must be 10 characters or more"),
            "max_length": _("The reason must be 500 characters or fewer"),
        },
    )


class HealthFilter(forms.Form):
    """Which pairs to list; an unknown value means "all that need somebody"."""

    SHOW = [("needs", _("For you")), ("help", _("Asked for help")),
            ("quiet", _("Could use a hand")),
            ("all", _("All pairs"))]  # fmt: skip
    show = forms.ChoiceField(choices=SHOW, required=False)

    @property
    def chosen(self) -> str:
        return (self.is_valid() and self.cleaned_data["show"]) or "needs"
