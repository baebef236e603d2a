from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from profiles import holidays
from profiles.models import Holiday

LARGEST_FILE = 200_000


class HolidaysForm(forms.Form):
    """Lines typed or a file of the same lines; what is wrong is named by its line."""

    lines = forms.CharField(
        label=_("Holidays, one a line"),
        help_text=_(
            "Day, name, country, site: “2027-12-25, Christmas Day, Spain”. Without a site it "
            "is for the whole country, without a country for everybody."
        ),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = forms.FileField(
        label=_("Or a CSV file with the same columns (optional)"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file must be 200 KB or smaller"))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        rows: list[Holiday] = []
        for field, text in (("lines", data["lines"]), ("file", _text(data["file"]))):
            try:
                rows += holidays.read(text)
            except holidays.HolidayFileError as error:
                words = _t("Line %(n)d must be a day like 2027-12-25, a name, a country and a site")
                self.add_error(field, words % {"n": error.line})
        if not self.errors and not rows:
            self.add_error("lines", _t("Enter at least one holiday, or choose a file"))
        return data | {"rows": rows}


def _text(file: Any) -> str:
    return file.read().decode("utf-8-sig", errors="replace") if file else ""
