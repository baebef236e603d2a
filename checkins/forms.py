from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import CheckIn
from checkins.questions import Reply
from profiles.widgets import ChoiceCards

HINTS = {
    CheckIn.Answer.NEED_HELP.value: _("Somebody from the program team writes to you."),
    CheckIn.Answer.NOT_A_FIT.value: _(
        "We look for someone else and thank your partner for their time."
    ),
}
ANSWER_ERRORS = {
    "required": _("Choose whether you met"),
    "invalid_choice": _("Choose whether you met"),
}


class AnswerForm(forms.Form):
    """The weekly answer. `answer` is the signal, `words` the feedback; each says who sees it."""

    answer = forms.ChoiceField(
        label=_("Did you meet this week?"),
        widget=ChoiceCards(hints=HINTS, numbered=True),
        error_messages=ANSWER_ERRORS,
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

    def __init__(self, *args: Any, checkin: CheckIn, has_coordinators: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = list(CheckIn.WEEKLY_ANSWERS)
        if checkin.answer and CheckIn.Answer(checkin.answer) not in answers:
            answers.append(CheckIn.Answer(checkin.answer))
        self.fields["answer"].choices = [(a.value, a.label) for a in answers]  # type: ignore[attr-defined]
        if not has_coordinators:
            del self.fields["tell_coordinator"]

    def reply(self) -> Reply:
        data = self.cleaned_data
        return Reply(data["answer"], data["words"], data.get("tell_coordinator", False))


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

    SHOW = [("needs", _("Needs somebody")), ("help", _("Asked for help")), ("quiet", _("Quiet")),
            ("all", _("All pairs"))]  # fmt: skip
    show = forms.ChoiceField(choices=SHOW, required=False)

    @property
    def chosen(self) -> str:
        return (self.is_valid() and self.cleaned_data["show"]) or "needs"
