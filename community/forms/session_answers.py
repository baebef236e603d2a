"""What is said about a session: by HR before it, by its host and its guests afterwards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.models import ClinicFollowUp, Rsvp, Session, SessionFeedback
from community.wrap_ups import WrapUp
from profiles.models import Profile, Skill
from profiles.widgets import ChoiceCards

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ApproveForm(forms.Form):
    """One of the two dates; their own values are the choices."""

    at = forms.ChoiceField(
        label=_("Which date?"),
        widget=ChoiceCards(numbered=True),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the two dates")
        ),
    )

    def __init__(self, *args: Any, dates: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = dates  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not, in a line to the host"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter why not"),
            "max_length": _("Why not must be 400 characters or fewer"),
        },
    )


class FeedbackForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=SessionFeedback.Answer.choices,
        widget=ChoiceCards(numbered=True),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose an answer")),
    )
    words = forms.CharField(
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Your line must be 400 characters or fewer")},
    )
    may_name = forms.BooleanField(required=False)

    def __init__(self, *args: Any, host: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"name": host.first_name}
        self.fields["words"].label = _("A line for %(name)s") % name
        self.fields["may_name"].label = _("Show my name beside my line, to %(name)s only") % name


class FollowUpForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Did it hold?"),
        choices=ClinicFollowUp.Answer.choices,
        widget=ChoiceCards(numbered=True),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose an answer")),
    )
    words = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("What happened must be 400 characters or fewer")},
    )


def _link(label: "StrOrPromise") -> forms.URLField:
    return forms.URLField(
        label=label,
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": _("Enter a link that starts with https://"),
            "max_length": _("A link must be 500 characters or fewer"),
        },
    )


class WrapUpForm(forms.Form):
    came = forms.MultipleChoiceField(
        label=_("Who came?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose people from the list")},
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("What came of it must be 2,000 characters or fewer")},
    )
    recording = _link(_("Link to the recording"))
    recording_minutes = forms.IntegerField(
        label=_("Minutes of the recording"),
        required=False,
        min_value=1,
        max_value=600,
        error_messages={
            "invalid": _("Minutes must be a whole number"),
            "min_value": _("Minutes must be between 1 and 600"),
            "max_value": _("Minutes must be between 1 and 600"),
        },
    )
    materials = _link(_("Link to the materials"))

    def __init__(
        self, data: QueryDict | None = None, *, session: Session, going: Sequence[Rsvp]
    ) -> None:
        # Nobody has to untick a room full of people: who came is the rule.
        came = [str(rsvp.pk) for rsvp in going if rsvp.attended is not False]
        super().__init__(data, initial={"came": came, "note": session.came_of_it})
        choices = [(str(rsvp.pk), rsvp.profile.name) for rsvp in going]
        self.fields["came"].choices = choices  # type: ignore[attr-defined]
        label = _("What will the owner try?") if session.is_clinic else _("What came of it?")
        self.fields["note"].label = label
        if session.is_clinic:
            self.fields["note"].help_text = _("In sixty days we ask whether it held.")
        if not going:
            del self.fields["came"]
        if session.is_inside:
            for name in ("recording", "recording_minutes", "materials"):
                del self.fields[name]

    def wrap_up(self) -> WrapUp:
        data = self.cleaned_data
        return WrapUp(
            came=[int(pk) for pk in data.get("came", [])],
            note=data["note"],
            recording=data.get("recording", ""),
            recording_minutes=data.get("recording_minutes"),
            materials=data.get("materials", ""),
        )


class SessionFilter(forms.Form):
    """Which sessions to list; a value nobody knows means all."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    skill = forms.ChoiceField(label=_("Skill"), required=False)

    def __init__(self, *args: Any, skills: Sequence[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in Session.Kind.choices if choice[0] != "office_hour"]
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]
        named = [(str(skill.pk), skill.name) for skill in skills]
        self.fields["skill"].choices = [("", _("All skills")), *named]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        found = {name: self.cleaned_data.get(name) or "" for name in ("kind", "skill")}
        return {name: value for name, value in found.items() if value}
