"""Buddies: %(mentor)s helps %(mentee)s, who is new, to settle in. Short meetings, every week."""

from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import DOORS, FIRST, HALFWAY, LAST, PRACTICE, SECOND, Item, Template

QUESTIONS = Item(
    40,
    _("Whatever has come up"),
    _("%(mentee)s asks the questions of this week, the small ones first. None is too small."),
)
TEMPLATES = {
    FIRST: Template(
        _("First meeting"),
        _("A face, a name, and one thing that works by the end of it."),
        (
            Item(
                35,
                _("Two questions, both answer"),
                _(
                    "What are you good at that people rarely notice? How do you like to be asked: "
                    "message, call or in person? %(mentor)s goes first."
                ),
            ),
            Item(
                40,
                _("What is in the way today"),
                _("Access, tools, lunch, who to ask: solve one thing now, note the others."),
            ),
            Item(
                25,
                _("When and how"),
                _(
                    "When may %(mentee)s come with a quick question? Fix a day and hour for every "
                    "week."
                ),
            ),
        ),
    ),
    SECOND: Template(
        _("Who is who"),
        _("Names, faces, and what to go to each of them for."),
        (
            QUESTIONS,
            Item(
                40,
                _("Five people"),
                _(
                    "Who are the five people %(mentee)s will need most? %(mentor)s says what each "
                    "is good for, and brings %(mentee)s together with one."
                ),
            ),
            Item(20, _("Next date"), _("Same day and hour? Say so now.")),
        ),
    ),
    PRACTICE: Template(
        _("How things really work"),
        _("What stands in no handbook."),
        (
            QUESTIONS,
            Item(
                40,
                _("Three unwritten rules"),
                _(
                    "How are meetings run, decisions made, mistakes told? %(mentor)s names three "
                    "habits; %(mentee)s says which one is odd."
                ),
            ),
            Item(20, _("Next date"), _("And one thing %(mentee)s tries before it.")),
        ),
    ),
    DOORS: Template(
        _("Beyond the team"),
        _("The company is larger than the next three desks."),
        (
            QUESTIONS,
            Item(
                40,
                _("One door"),
                _(
                    "Which other team does something %(mentee)s is curious about? %(mentor)s "
                    "knows somebody there, or knows who does: write to them together."
                ),
            ),
            Item(20, _("Next date"), _("Same day and hour? Say so now.")),
        ),
    ),
    HALFWAY: Template(
        _("Half of your weeks"),
        _("What has become easy, and what has not."),
        (
            Item(
                40,
                _("Easy and not easy"),
                _("Two things that go by themselves now, and one that still costs strength."),
            ),
            Item(
                35,
                _("Fresh eyes"),
                _(
                    "What would %(mentee)s change here? %(mentor)s writes it down and says who "
                    "should hear it."
                ),
            ),
            Item(25, _("The second half"), _("What should each meeting from now on be for?")),
        ),
    ),
    LAST: Template(
        _("Last meeting"),
        _("From newcomer to colleague."),
        (
            Item(
                40,
                _("Look back"),
                _("What helped most in these weeks? What would have helped, had it been there?"),
            ),
            Item(
                35,
                _("Who from now on"),
                _("For which questions will %(mentee)s go to whom? Name the three most frequent."),
            ),
            Item(
                25,
                _("Thanks"),
                _("Say it plainly, with one example. Perhaps %(mentee)s is somebody's buddy next."),
            ),
        ),
    ),
}
