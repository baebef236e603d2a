"""The one useful step of a week without a question, by the week of the pair.

Each is sent once to each of the two. Its name ("tip-4") is the template that hold-outs are kept
for.
"""

from django.utils.translation import gettext_lazy as _

TIPS = (
    (1, _("Pick a day and a time for the first meeting before the week fills up.")),
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
    return str(_found(week)[1])


def template(week: int) -> str:
    return f"tip-{_found(week)[0]}"


def templates() -> list[str]:
    return [f"tip-{start}" for start, _words in TIPS]


def _found(week: int) -> tuple[int, object]:
    found: tuple[int, object] = TIPS[0]
    for start, words in TIPS:
        if week >= start:
            found = (start, words)
    return found
