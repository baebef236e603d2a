from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import ReportPlan, ReportWords
from insights.models.reports import SENTENCE
from insights.report.words import Sentences
from profiles.fields import PeopleField
from profiles.models import Profile
from profiles.widgets import ChoiceCards

MOST_READERS = 12


def _sentence(label: Any, hint: Any, required: Any) -> forms.CharField:
    words = _("%(label)s: use %(most)d characters or fewer") % {"label": label, "most": SENTENCE}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": SENTENCE}),
        error_messages={"required": required, "max_length": words},
    )


class WordsForm(forms.Form):
    """One sentence each; what was written is kept when something is missing."""

    went_well = _sentence(
        _("What went well"),
        _("One sentence. Name what people did, not who did it."),
        _("Enter what went well"),
    )
    did_not = _sentence(
        _("What did not"),
        _("One sentence. A report without it is not believed."),
        _("Enter what did not go well"),
    )
    we_ask = _sentence(
        _("What you ask for"),
        _("One sentence the reader can say yes to."),
        _("Enter what you ask for"),
    )

    @property
    def sentences(self) -> Sentences:
        data = self.cleaned_data
        return Sentences(*(" ".join(data[name].split()) for name in self.fields))

    @staticmethod
    def initial_of(row: ReportWords | None) -> dict[str, str]:
        if row is None:
            return {}
        return {"went_well": row.went_well, "did_not": row.did_not, "we_ask": row.we_ask}


class ScheduleForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("When is the report mailed?"),
        choices=ReportPlan.Rhythm.choices,
        widget=ChoiceCards(
            hints={
                "off": _("Sponsors still find it on their page “Reports for you”."),
                "monthly": _("On the third day after a month ends, once its sentences are there."),
                "quarterly": _("On the third day after a quarter ends, once they are there."),
            }
        ),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Choose when the report is mailed")
        ),
    )


class ReadersForm(forms.Form):
    people = PeopleField(
        label=_("Who else reads it"),
        help_text=_("They read the reports of this program, and nothing else of Insights."),
        required=False,
        maximum=MOST_READERS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PeopleField, self.fields["people"]).ask(None)

    @property
    def chosen(self) -> list[Profile]:
        found: list[Profile] = self.cleaned_data["people"]
        return found
