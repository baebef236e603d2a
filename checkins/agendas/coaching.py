"""Coaching: six meetings in their order. %(mentor)s asks, %(mentee)s finds; the contract says what
counts as done, and the third and sixth meetings hold it against what happened."""

from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import DOORS, FIRST, HALFWAY, LAST, PRACTICE, SECOND, Item, Template

SINCE = Item(
    20,
    _("Since last time"),
    _("What did %(mentee)s do, and what did it show? %(mentor)s asks and does not judge."),
)
STEP = Item(20, _("The step"), _("%(mentee)s says what happens until when, and who notices."))
TEMPLATES = {
    FIRST: Template(
        _("Meeting 1: the contract"),
        _("What should be different after six meetings, and how you work."),
        (
            Item(
                35,
                _("The one thing"),
                _("What does %(mentee)s want to change? How would others notice that it has?"),
                _(
                    "“%(goal)s” How would others notice that it has changed? Ask until it can be "
                    "seen or counted."
                ),
            ),
            Item(
                35,
                _("The contract"),
                _(
                    "Goals, six dates, what stays between you. %(mentor)s says what coaching is "
                    "not: no advice, no report to anybody. Write it down and sign it."
                ),
            ),
            Item(30, _("The first step"), _("What will %(mentee)s watch until the next meeting?")),
        ),
    ),
    SECOND: Template(
        _("Meeting 2: how it is now"),
        _("Look closely before you change anything."),
        (
            SINCE,
            Item(
                60,
                _("One situation"),
                _(
                    "Take one that happened. What was said, thought, felt? What would %(mentee)s "
                    "do again?"
                ),
            ),
            STEP,
        ),
    ),
    HALFWAY: Template(
        _("Meeting 3: first review"),
        _("Hold the contract against what happened."),
        (
            Item(
                40,
                _("The contract"),
                _("Read it aloud. From 1 to 5: how near is each goal? What made the difference?"),
            ),
            Item(
                30,
                _("The work together"),
                _("What should %(mentor)s do more of, what less? Change the contract if needed."),
            ),
            Item(30, _("The other three"), _("What is each of the next three meetings for?")),
        ),
    ),
    PRACTICE: Template(
        _("Meeting 4: try it"),
        _("Rehearse what is hard."),
        (
            SINCE,
            Item(
                60,
                _("Rehearse"),
                _("%(mentee)s tries it out, twice. %(mentor)s only says what was to be seen."),
            ),
            STEP,
        ),
    ),
    DOORS: Template(
        _("Meeting 5: make it last"),
        _("What keeps it going without a coach?"),
        (
            SINCE,
            Item(
                60,
                _("What could pull you back"),
                _("Which days bring the old way back? Who or what helps %(mentee)s on those days?"),
            ),
            STEP,
        ),
    ),
    LAST: Template(
        _("Meeting 6: last review"),
        _("What is done, what stays, and a clean end."),
        (
            Item(
                45,
                _("The contract"),
                _("Goal by goal: done, half done, not done. What did each show?"),
            ),
            Item(30, _("From here"), _("What does %(mentee)s go on with, and who asks about it?")),
            Item(25, _("Thanks"), _("Both say what they take with them. Then it is over.")),
        ),
    ),
}
