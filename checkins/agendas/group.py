"""Group mentoring: %(mentor)s with three to six mentees at one table. The texts speak of the whole
group, so that each pair of it reads the same agenda."""

from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import DOORS, FIRST, HALFWAY, LAST, PRACTICE, SECOND, Item, Template

ROUND = Item(
    20,
    _("A round"),
    _("Everybody, two minutes: what did you try since last time, and what did it show?"),
)
NEXT = Item(15, _("Next date"), _("Fix it now, and say who brings the next case."))
TEMPLATES = {
    FIRST: Template(
        _("First meeting of the group"),
        _("Names, one goal you share, and how you want to work."),
        (
            Item(
                30,
                _("Two questions, everybody answers"),
                _(
                    "What are you good at that people rarely notice? What would you like to be "
                    "able to do by the end? %(mentor)s goes first."
                ),
            ),
            Item(
                40,
                _("The goal you share"),
                _("Find one sentence that is true for %(mentee)s and for all others at the table."),
                _(
                    "%(mentee)s wrote: “%(goal)s” What do the others want? Find one sentence that "
                    "holds for all."
                ),
            ),
            Item(
                30,
                _("How you work"),
                _("Who brings a case when? What stays in this group? Fix the next date."),
            ),
        ),
    ),
    SECOND: Template(
        _("The first case"),
        _("One brings something real; all work on it."),
        (
            ROUND,
            Item(
                45,
                _("One case"),
                _(
                    "Whoever brings it tells it in five minutes. The others ask before they advise;"
                    " %(mentor)s speaks last."
                ),
            ),
            Item(20, _("What to try"), _("Everybody names one thing to try before next time.")),
            NEXT,
        ),
    ),
    PRACTICE: Template(
        _("Try it together"),
        _("Practice in the room instead of talking about it."),
        (
            ROUND,
            Item(
                45,
                _("Practice"),
                _("Present it, write it, say it: two try, the others say what they saw."),
            ),
            Item(20, _("What stays"), _("%(mentor)s names one thing that got better.")),
            NEXT,
        ),
    ),
    DOORS: Template(
        _("Open doors for each other"),
        _("Six people know more doors than one."),
        (
            ROUND,
            Item(
                45,
                _("Who do you need to know?"),
                _(
                    "Everybody names one person or place they cannot reach yet. Whoever knows a "
                    "way says so; %(mentor)s too."
                ),
            ),
            Item(20, _("Write now"), _("Send one introduction before you leave the table.")),
            NEXT,
        ),
    ),
    HALFWAY: Template(
        _("Halfway"),
        _("Is the goal still the one you share?"),
        (
            Item(35, _("The goal"), _("Everybody: how near are you, from 1 to 5? Why?")),
            Item(
                35,
                _("The group"),
                _("One thing that helps in these meetings, one you would change. Decide on one."),
            ),
            Item(
                30,
                _("The second half"),
                _("Plan who brings which case. %(mentee)s may be first."),
            ),
        ),
    ),
    LAST: Template(
        _("Last meeting"),
        _("Show what you can do now."),
        (
            Item(45, _("Show and tell"), _("Everybody shows one thing that was not there before.")),
            Item(
                30,
                _("What goes on"),
                _("Which two of you keep talking? What belongs in the library for others?"),
            ),
            Item(25, _("Thanks"), _("Everybody thanks one person, with an example.")),
        ),
    ),
}
