"""/design/: every component in all its states, with invented people.

The page HR never needs and every check does: axe and the screenshots look here first.
"""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mentorship.design_charts import FIGURES
from profiles.access import require_hr
from profiles.widgets import (
    HOUR_CHOICES,
    Chips,
    ChoiceCards,
    ChoiceCardsMultiple,
    HourGrid,
    RangeNumber,
)

PEOPLE = [
    {"pk": pk, "name": name}
    for pk, name in enumerate(
        ["Priya Nair", "Sofia Rossi", "Kwame Mensah", "Mei Chen", "Luis Ortega", "Noor van Dijk"]
    )
]
ROLES = [("mentee", _("Find a mentor")), ("mentor", _("Be a mentor")), ("both", _("Both"))]
ROLE_HINTS = {
    "mentee": _("45 minutes every two weeks, for six months"),
    "mentor": _("The same, for one to three people"),
}


class SampleForm(forms.Form):
    """One field of every kind."""

    role = forms.ChoiceField(
        label=_("How would you like to take part?"),
        choices=ROLES,
        widget=ChoiceCards(hints=ROLE_HINTS, numbered=True),
        error_messages={"required": _("Choose how you want to take part")},
    )
    skills = forms.Field(
        label=_("Skills"),
        help_text=_("Choose up to 3. Start typing: a topic, a tool or a situation."),
        widget=Chips(url="", maximum=3),
    )
    wishes = forms.Field(
        label=_("People you would like, first choice first"),
        required=False,
        widget=Chips(url="", maximum=3, ordered=True),
    )
    goal = forms.CharField(
        label=_("In three months I would like to…"),
        help_text=_("One sentence. The more concrete, the better your match."),
        widget=forms.Textarea(attrs={"data-count": 280, "rows": 3}),
        error_messages={"required": _("Enter your goal in one sentence")},
    )
    hours = forms.TypedMultipleChoiceField(
        label=_("When can you meet?"),
        coerce=int,
        choices=HOUR_CHOICES,
        widget=HourGrid(),
        error_messages={"required": _("Choose at least two hours a week when you can meet")},
    )
    weight = forms.IntegerField(
        label=_("Weight of shared skills"), widget=RangeNumber(attrs={"min": 0, "max": 40})
    )
    topics = forms.MultipleChoiceField(
        label=_("Happy to talk about"),
        required=False,
        choices=[("move", _("Moving country")), ("lead", _("First time leading"))],
        widget=ChoiceCardsMultiple(),
    )
    zone = forms.ChoiceField(label=_("Time zone"), choices=[("m", "Europe/Madrid")])
    email = forms.EmailField(label=_("Work e-mail"))
    until = forms.DateField(
        label=_("Paused until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    file = forms.FileField(label=_("People file"), help_text=_("CSV, any column names."))
    complete = forms.BooleanField(
        label=_("This file lists everyone who works here"),
        help_text=_("People who are not in it are deactivated."),
        required=False,
    )


FILLED: dict[str, Any] = {
    "role": "mentee",
    "skills": ["Negotiation", "SQL"],
    "wishes": ["Sofia Rossi", "Mei Chen"],
    "hours": [33, 34, 38, 39, 86],
    "weight": 25,
    "topics": ["lead"],
}
PARTS = [
    {"label": _("Skills"), "points": 29, "maximum": 40, "missing": _("Missing: SQL"),
     "evidence": _("Asked: negotiation, SQL, presenting. Offers: negotiation 5, presenting 4.")},
    {"label": _("Wishes"), "points": 10, "maximum": 10, "evidence": _("Priya’s first wish")},
    {"label": _("Hours"), "points": 5, "maximum": 10, "kind": "warn",
     "evidence": _("Tuesday 14:00 to 16:30 only")},
    {"label": _("Language"), "points": 0, "maximum": 5, "evidence": _("None in common")},
]  # fmt: skip
REASONS = [
    {"sentence": _("Sofia offers negotiation, which you asked for"),
     "detail": _("She rates herself 5 of 5 and has mentored two people in it.")},
    {"sentence": _("You both marked Tuesday afternoons as usually good"), "detail": ""},
    {"sentence": _("She has made the move you want to make"),
     "detail": _("You wrote: “move closer to product.”")},
]  # fmt: skip
STEPS = [
    {"label": _("Role"), "state": "done"},
    {"label": _("Skills and goal"), "state": "now"},
    {"label": _("Rhythm"), "state": "todo"},
    {"label": _("Check"), "state": "todo"},
]
TABS = [
    {"label": _("Needs a look"), "href": "#", "count": 64, "is_current": True},
    {"label": _("Ready"), "href": "#", "count": 0, "is_current": False},
    {"label": _("Settings"), "href": "#", "count": None, "is_current": False},
]
FACTS = [
    (_("Program"), "Spring Mentoring"),
    (_("Rhythm"), _("Every 2 weeks, 45 min")),
    (_("Write to"), "sofia.rossi@lumen.example"),
]


def _wrong_form() -> SampleForm:
    form = SampleForm({"weight": "41", "email": "priya"}, prefix="wrong")
    form.full_clean()
    chips = form.fields["skills"].widget
    chips.suggestions = [("1", "Presenting to leaders"), ("2", "Predictive modeling")]
    form.data = {**form.data, "wrong-skills_text": "pre"}
    return form


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    require_hr(request)
    context = {
        "people": PEOPLE,
        "person": PEOPLE[1],
        "sample": SampleForm(initial=FILLED),
        "wrong": _wrong_form(),
        "parts": PARTS,
        "reasons": REASONS,
        "steps": STEPS,
        "tabs": TABS,
        "facts": FACTS,
        "levels": range(1, 6),
        "figures": FIGURES,
        "page": Paginator(range(120), 50).page(2),
    }
    return render(request, "design/page.html", context)
