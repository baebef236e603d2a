import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from matching import audience
from matching.forms import fields
from matching.forms.programs import RulesForm
from matching.models import Enrollment, Program
from profiles.models import Profile
from profiles.widgets import ChoiceCards


class FilterForm(forms.Form):
    """The filter of the people list; what it does not know it leaves out."""

    q = forms.CharField(required=False, max_length=120, label=_("Name"))
    role = forms.ChoiceField(
        required=False,
        label=_("Role"),
        choices=[("", _("Any role")), *Enrollment.Role.choices],
        widget=forms.Select(attrs=fields.SMALL_SELECT),
    )
    state = forms.ChoiceField(
        required=False,
        label=_("State"),
        choices=[("", _("Any state")), *Enrollment.State.choices],
        widget=forms.Select(attrs=fields.SMALL_SELECT),
    )

    def apply(self, rows: QuerySet[Enrollment]) -> QuerySet[Enrollment]:
        self.is_valid()
        data = self.cleaned_data
        query = Q()
        if words := data.get("q"):
            query &= Q(profile__name__icontains=words)
        for name in ("role", "state"):
            if data.get(name):
                query &= Q(**{name: data[name]})
        return rows.filter(query)


class PauseForm(forms.Form):
    until = fields.day(_("Paused until"), help_text=_("The first day back."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError(_("The date must be after today"))
        if until > self.today + dt.timedelta(days=730):
            raise forms.ValidationError(_("The date must be within two years"))
        return until


class ReasonForm(forms.Form):
    reason = fields.reason()


class OptionalReasonForm(forms.Form):
    reason = fields.reason(required=False)


class GroupForm(RulesForm):
    """A group of people: everyone of the audience who fits some rules, or a list."""

    how = forms.ChoiceField(
        label=_("Who?"),
        choices=[("rules", _("People who fit rules")), ("list", _("People I name"))],
        widget=ChoiceCards(),
        error_messages={"required": _("Choose how you pick the people")},
    )
    members = fields.PeopleLinesField(label=_("The people"), required=False)
    field_order = ("how", *RulesForm.base_fields, "members")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        missing = data.get("how") == "list" and not data.get("members")
        if missing and "members" not in self.errors:
            self.add_error("members", _("Enter at least one person"))
        return data

    def people(self, program: Program) -> QuerySet[Profile]:
        """The chosen people inside the program's audience; for invitation-only programs the
        whole company can be asked."""
        chosen: QuerySet[Profile]
        if self.cleaned_data["how"] == "list":
            ids = [person.pk for person in self.cleaned_data["members"]]
            chosen = Profile.objects.active().filter(pk__in=ids)
        else:
            chosen = audience.matching_rules(self.document)
        if program.audience_kind == Program.AudienceKind.INVITATION:
            return chosen
        return chosen.filter(pk__in=audience.people(program).values("pk"))
