import uuid
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.models.questions import MOST_A_WEEK, TITLE_LENGTH, WORDS_LENGTH
from community.question_routing import LEAST_LEVEL
from community.questions import Draft
from profiles.fields import SkillsField
from profiles.models import Offer, Profile, Skill
from profiles.widgets import ChoiceCards

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Words = tuple["StrOrPromise", "StrOrPromise", "StrOrPromise"]
MARKDOWN = _("Markdown: **bold**, - list, `code`, [words](https://…).")


class AskForm(forms.Form):
    """`person` is whom the asker wants to ask first; `nonce` makes the same form sent twice one."""

    skill = SkillsField(
        label=_("Which skill is it about?"),
        maximum=1,
        can_propose=False,
        error_messages={
            "required": _("Enter the skill it is about"),
            "too_many": _("A question is about one skill"),
        },
    )
    title = forms.CharField(
        label=_("What do you want to know, in one sentence?"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter what you want to know"),
            "max_length": _("What you want to know must be 160 characters or fewer"),
        },
    )
    details = forms.CharField(
        label=_("What have you tried, and where are you stuck?"),
        help_text=MARKDOWN,
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": str(WORDS_LENGTH)}),
        error_messages={
            "max_length": _("What you have tried must be 4,000 characters or fewer"),
        },
    )
    may_ask_managers = forms.BooleanField(
        label=_("My own managers may be asked too"),
        required=False,
        help_text=_("Without it nobody above you in your reporting line gets it."),
    )
    nonce = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        required=False,
        error_messages={"invalid": _("Open this page again, then send it")},
    )

    def __init__(self, *args: Any, asker: Profile, person: Profile | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        skill = cast(SkillsField, self.fields["skill"])
        skill.ask(asker)
        if person:
            names = ", ".join(offered_by(person).values_list("skill__name", flat=True))
            words = _now("%(name)s can help with %(skills)s.")
            skill.help_text = words % {"name": person.first_name, "skills": names}

    def clean_skill(self) -> Skill:
        chosen: Skill = self.cleaned_data["skill"][0]
        if self.person and not offered_by(self.person).filter(skill=chosen).exists():
            words = _now("Choose something %(name)s can help with")
            raise ValidationError(words % {"name": self.person.first_name})
        return chosen

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_details(self) -> str:
        return lines(self.cleaned_data["details"])

    def clean_nonce(self) -> uuid.UUID:
        return self.cleaned_data["nonce"] or uuid.uuid4()

    def draft(self) -> Draft:
        names = ("title", "skill", "details", "may_ask_managers")
        return Draft(**{name: self.cleaned_data[name] for name in names}, wanted=self.person)


def offered_by(person: Profile) -> Any:
    return Offer.objects.filter(profile=person, level__gte=LEAST_LEVEL, skill__status="active")


ANSWER = (
    _("Your answer"),
    _("Enter your answer"),
    _("Your answer must be 4,000 characters or fewer"),
)


def words_field(words: Words = ANSWER) -> forms.CharField:
    """`words` are its label, and what is said when it is empty or too long."""
    label, required, max_length = words
    return forms.CharField(
        label=label,
        help_text=MARKDOWN,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": str(WORDS_LENGTH)}),
        error_messages={"required": required, "max_length": max_length},
    )


class AnswerForm(forms.Form):
    words = words_field()

    def clean_words(self) -> str:
        return lines(self.cleaned_data["words"])


class FollowUpForm(AnswerForm):
    words = words_field(
        (
            _("What do you want to know about this answer?"),
            _("Enter what you want to know"),
            _("What you want to know must be 4,000 characters or fewer"),
        )
    )


class ReplyForm(AnswerForm):
    words = words_field(
        (
            _("Your reply"),
            _("Enter your reply"),
            _("Your reply must be 4,000 characters or fewer"),
        )
    )


class MailAnswerForm(forms.Form):
    """From the mail: an answer in words, or "Not me" without any."""

    ANSWER, PASS = "answer", "pass"
    choice = forms.ChoiceField(
        label=_("Can you help?"),
        choices=[(ANSWER, _("I can answer")), (PASS, _("Not me"))],
        widget=ChoiceCards(
            hints={
                ANSWER: _("A few lines are enough."),
                PASS: _("We ask somebody else. Nobody asks why."),
            }
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose whether you can help")
        ),
    )
    words = words_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["words"] = lines(data.get("words", ""))
        if data.get("choice") == self.ANSWER and not data["words"] and "words" not in self.errors:
            self.add_error("words", _("Enter your answer"))
        return data


class TakesForm(forms.Form):
    most_a_week = forms.TypedChoiceField(
        label=_("How many questions of colleagues do you take in a week?"),
        choices=[(MOST_A_WEEK, _("Two")), (1, _("One")), (0, _("None"))],
        coerce=int,
        widget=ChoiceCards(
            hints={
                "2": _("The most anybody gets. Each may be passed on with one press."),
                "1": _("For busy times."),
                "0": _("Nobody is sent to you. You can still answer what you find in the list."),
            }
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose how many questions you take")
        ),
    )


def lines(text: Any) -> str:
    return str(text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
