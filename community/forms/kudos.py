import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community import naming, standing
from community.models import Kudos
from community.models.kudos import KUDOS_LENGTH
from profiles.fields import PeopleField, SkillsField
from profiles.models import Profile, Skill
from profiles.widgets import ChoiceCards

PAUSED = _("Paused by the program: nothing can be sent to this person now")


class KudosForm(forms.Form):
    """`nonce` makes the same form sent twice one row."""

    recipient = PeopleField(
        label=_("Whom do you want to thank?"),
        maximum=1,
        error_messages={
            "required": _("Enter whom you want to thank"),
            "too_many": _("You can thank one person at a time"),
        },
    )
    words = forms.CharField(
        label=_("What did they do?"),
        help_text=_("One thing they did and what came of it. Two sentences are enough."),
        max_length=KUDOS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": KUDOS_LENGTH}),
        error_messages={
            "required": _("Enter what they did"),
            "max_length": _("What they did must be 500 characters or fewer"),
        },
    )
    skill = SkillsField(
        label=_("Which skill was it?"), required=False, maximum=1, can_propose=False
    )
    audience = forms.ChoiceField(
        label=_("Who sees it?"),
        choices=Kudos.Audience.choices,
        initial=Kudos.Audience.PUBLIC,
        widget=ChoiceCards(
            hints={
                "public": _("On the wall and on their page. They can make it private."),
                "private": _("A mail to them, and nothing on the wall."),
            }
        ),
        error_messages={
            "required": _("Choose who sees it"),
            "invalid_choice": _("Choose who sees it"),
        },
    )
    nonce = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        required=False,
        error_messages={"invalid": _("Open this page again, then send it")},
    )

    def __init__(self, *args: Any, giver: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver
        cast(PeopleField, self.fields["recipient"]).ask(giver)
        cast(SkillsField, self.fields["skill"]).ask(giver)

    def clean_recipient(self) -> Profile:
        person: Profile = self.cleaned_data["recipient"][0]
        if person.pk in standing.stopped_with(self.giver):
            raise ValidationError(PAUSED)
        return person

    def clean_skill(self) -> Skill | None:
        chosen: list[Skill] = self.cleaned_data["skill"]
        return chosen[0] if chosen else None

    def clean_nonce(self) -> uuid.UUID:
        return self.cleaned_data["nonce"] or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        """Told before: what cannot stand in public is asked once more, as private."""
        cleaned = super().clean() or self.cleaned_data
        person = cleaned.get("recipient")
        if person and cleaned.get("audience") == Kudos.Audience.PUBLIC:
            why = naming.why_private(self.giver, person)
            if why:
                self.ask_again(why)
        return cleaned

    def ask_again(self, why: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["audience"] = Kudos.Audience.PRIVATE
        self.data = data
        words = _now("%(why)s Press “Send kudos” again to send it to the person alone")
        self.add_error("audience", words % {"why": why})


class WallForm(forms.Form):
    """The filters of the wall, over the query string."""

    team = forms.BooleanField(label=_("My team only"), required=False)
    skill = SkillsField(label=_("For a skill"), required=False, maximum=1, can_propose=False)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(SkillsField, self.fields["skill"]).ask(profile)

    def wanted(self) -> dict[str, Any]:
        """What makes sense of it; the rest is left out and said at its field."""
        self.is_valid()
        skills: list[Skill] = self.cleaned_data.get("skill") or []
        return {
            "my_team": bool(self.cleaned_data.get("team")),
            "skill": skills[0] if skills else None,
        }
