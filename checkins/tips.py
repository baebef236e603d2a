"""The one next step of a weekly mail, by the week of the pair."""

from django.utils.translation import gettext_lazy as _

TIPS = (
    (1, _("Pick a date for the first meeting: pairs that book early rarely need a reminder.")),
    (2, _("Both answer two questions: what are you good at that people rarely notice, and what "
          "was hard in your first year here?")),
    (4, _("Bring one real thing you are working on, and look at it together.")),
    (7, _("Say one thing that helps in your meetings, and one you would change.")),
    (10, _("Ask for an introduction to one person who does what you want to learn.")),
    (13, _("Look back at the goal: make it smaller, bolder, or tick it off.")),
    (18, _("Try it without a net: present, write or lead it, then talk about how it went.")),
    (23, _("Use the last meetings for three things: what worked, what next, and thanks.")),
)  # fmt: skip


def tip(week: int) -> str:
    found = TIPS[0][1]
    for start, words in TIPS:
        if week >= start:
            found = words
    return str(found)
