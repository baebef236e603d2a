from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from profiles.imports import columns, levels, uploads
from profiles.models import PeopleImport

# More distinct values than this are no grades, but names or numbers.
MOST_GRADES = 200
SAMPLED = 3
NONE = "none"


def number(value: str) -> int | None:
    return None if value == NONE else int(value)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("People file"),
        help_text=_("A CSV from your HR system, with any column names. Nothing changes yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
            "empty": _("The file must not be empty."),
            "max_length": _("The file name must be %(max)d characters or fewer."),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > uploads.most_bytes():
            raise forms.ValidationError(uploads.too_large())
        return file


class ColumnsForm(forms.Form):
    """Which column fills which field; one select per field."""

    day_first = forms.TypedChoiceField(
        label=_("Dates like 04/05/2026 are"),
        choices=[("yes", _("4 May, day first")), ("no", _("5 April, month first"))],
        coerce=lambda value: value == "yes",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose how dates are written.")
        ),
    )

    def __init__(self, import_: PeopleImport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.import_ = import_
        self.fields["day_first"].initial = "yes" if import_.day_first else "no"
        headers = [
            (at, header or _("Column %(number)d") % {"number": at + 1})
            for at, header in enumerate(import_.headers)
        ]
        for field in columns.FIELDS:
            self.fields[field.name] = forms.TypedChoiceField(
                label=field.label,
                help_text=field.hint,
                choices=[(NONE, _("Not in this file")), *headers],
                coerce=number,
                initial=import_.mapping.get(field.name, NONE),
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("Choose a column of this file.")
                ),
            )

    def clean(self) -> dict[str, Any]:
        mapped = self.mapping()
        for name in columns.missing(mapped):
            words = {"field": columns.BY_NAME[name].label}
            self.add_error(name, _("Choose the column of “%(field)s”.") % words)
        self._refuse_twice(mapped)
        if "grade" in mapped and not self.errors:
            self._refuse_no_grades(mapped["grade"])
        return self.cleaned_data

    def mapping(self) -> columns.Mapped:
        chosen = {field.name: self.cleaned_data.get(field.name) for field in columns.FIELDS}
        return {name: column for name, column in chosen.items() if column is not None}

    def _refuse_twice(self, mapped: columns.Mapped) -> None:
        seen: dict[int, str] = {}
        for name, column in mapped.items():
            first = seen.setdefault(column, name)
            if first != name:
                words = {"field": columns.BY_NAME[first].label}
                text = _("Choose another column: this one is “%(field)s”.") % words
                self.add_error(name, text)

    def _refuse_no_grades(self, column: int) -> None:
        found = levels.distinct(uploads.sheet_of(self.import_).rows(), column)
        if len(found) > MOST_GRADES:
            words = {"found": len(found), "most": MOST_GRADES}
            text = _("The column must hold %(most)d grades or fewer; this one holds %(found)d.")
            self.add_error("grade", text % words)

    def rows(self) -> Iterator[tuple[BoundField, str]]:
        """Each field with the first values of the column chosen for it."""
        for field in columns.FIELDS:
            bound = self[field.name]
            yield bound, self._sample(bound.value())

    def _sample(self, chosen: object) -> str:
        at = str(chosen)
        if not at.isdecimal() or len(at) > 4:
            return ""
        cells = [row[int(at)] for _n, row in self.import_.sample if int(at) < len(row)]
        return ", ".join(list(filter(None, cells))[:SAMPLED])


class LevelsForm(forms.Form):
    """A level for every grade of the file, or none."""

    def __init__(
        self, counts: dict[str, int], guessed: levels.Levels, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.grades = list(counts)
        self.counts = counts
        choices = [(NONE, _("No level")), *((level, str(level)) for level in range(1, 11))]
        for at, grade in enumerate(self.grades):
            self.fields[f"grade-{at}"] = forms.TypedChoiceField(
                label=grade,
                choices=choices,
                coerce=number,
                initial=guessed.get(grade) or NONE,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), _("Choose a level from 1 to 10, or none.")
                ),
            )

    def rows(self) -> Iterator[tuple[BoundField, int]]:
        for at, grade in enumerate(self.grades):
            yield self[f"grade-{at}"], self.counts[grade]

    def level_of(self) -> dict[str, int | None]:
        return {
            levels.key(grade): self.cleaned_data[f"grade-{at}"]
            for at, grade in enumerate(self.grades)
        }


class StartForm(forms.Form):
    is_complete = forms.BooleanField(label=_("The file lists everyone"), required=False)

    def __init__(self, import_: PeopleImport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.import_ = import_
        self.fields["is_complete"].help_text = ngettext(
            "The %(n)d person who is not in it is deactivated: pairs end and sign-in stops.",
            "The %(n)d people who are not in it are deactivated: pairs end and sign-in stops.",
            import_.counts.get("leavers", 0),
        ) % {"n": import_.counts.get("leavers", 0)}

    def clean_is_complete(self) -> bool:
        is_complete: bool = self.cleaned_data["is_complete"]
        if is_complete and self.import_.counts.get("you_leave"):
            raise forms.ValidationError(uploads.you_must_be_in())
        return is_complete
