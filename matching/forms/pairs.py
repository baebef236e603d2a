import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.forms import fields
from matching.models import Pair
from matching.pair_import import reading
from matching.pair_import.checking import MOST_MEETINGS, Checked
from matching.pair_import.reading import Row
from profiles.fields import PeopleField
from profiles.imports.decoding import UnreadableError
from profiles.models import Profile

LARGEST_FILE = 400 * 1024
LONGEST_TEXT = 800 * 1024


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        required=False,
        label=_("State"),
        choices=[("", _("Open and away")), ("all", _("All")), *Pair.State.choices],
        widget=forms.Select(attrs=fields.SMALL_SELECT),
    )


class AddPairForm(forms.Form):
    mentor = PeopleField(
        label=_("Mentor"), maximum=1, error_messages={"required": _("Choose the mentor")}
    )
    mentee = PeopleField(
        label=_("Mentee"), maximum=1, error_messages={"required": _("Choose the mentee")}
    )
    starts_on = fields.day(_("Start"))
    ends_on = fields.day(_("Planned end"))
    meetings = fields.number(_("Meetings so far"), 0, MOST_MEETINGS, initial=0)
    reason = fields.reason(
        _("Reason for an exception"),
        required=False,
        help_text=_("Only when a rule or the number of places stands against it."),
    )

    def __init__(self, *args: Any, reader: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mentor", "mentee"):
            cast(PeopleField, self.fields[name]).ask(reader)

    @property
    def row(self) -> Row:
        """The same row a file would hold."""
        data = self.cleaned_data
        return Row(
            1,
            data["mentor"][0].user.email,
            data["mentee"][0].user.email,
            data["starts_on"].isoformat(),
            data["ends_on"].isoformat(),
            str(data["meetings"]),
        )

    def refuse(self, checked: Checked) -> None:
        for problem in checked.unsettled:
            words = problem.text.rstrip(".")
            if problem.may_be_excepted:
                words = _("%(problem)s. Enter a reason if it must be") % {"problem": words}
            self.add_error("reason" if problem.may_be_excepted else None, words)


class DatesForm(forms.Form):
    starts_on = fields.day(_("Start"))
    ends_on = fields.day(_("Planned end"))
    meetings = fields.number(_("Meetings before it was in here"), 0, MOST_MEETINGS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start: dt.date | None = data.get("starts_on")
        end: dt.date | None = data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("The planned end must be after the start"))
        return data


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Columns mentor, mentee and start; planned end and meetings so far if known."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": _("Choose a file"),
            "empty": _("The file must not be empty"),
            "invalid": _("Choose a file"),
            "missing": _("Choose a file"),
        },
    )
    rows: list[Row]

    def clean_file(self) -> None:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file must be 400 KB or smaller"))
        try:
            self.rows = reading.rows_in(file.read())
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error


class ImportForm(forms.Form):
    """What the check page sends: the rows, and reasons for exceptions."""

    rows_text = forms.CharField(max_length=LONGEST_TEXT, strip=False, widget=forms.HiddenInput)
    reason_for_all = fields.reason(
        _("One reason for all exceptions"),
        required=False,
    )
    rows: Sequence[Row] = ()

    def __init__(self, *args: Any, checked: Sequence[Checked] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in checked:
            if any(p.may_be_excepted for p in each.problems):
                text = _("Reason for row %(n)d") % {"n": each.row.number}
                self.fields[f"reason_{each.row.number}"] = fields.reason(text, required=False)

    def clean_rows_text(self) -> str:
        text: str = self.cleaned_data["rows_text"]
        try:
            self.rows = reading.from_text(text)
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return text

    def reasons(self) -> dict[int, str]:
        """Row number → reason, for the rows of this import only."""
        found = {}
        for row in self.rows:
            words = str(self.data.get(f"reason_{row.number}", "")).replace("\x00", "").strip()
            found[row.number] = words[:500]
        return found

    def reason_fields(self) -> list[forms.BoundField]:
        return [
            self[name]
            for name in self.fields
            if name.startswith("reason_") and name != "reason_for_all"
        ]
