from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import DOORS, FIRST, HALFWAY, LAST, PRACTICE, SECOND, Item, Template

LAST_STEP = Item(
    15,
    _("The last step"),
    _("Done, half done or not done: what did it show? Two minutes are enough, then move on."),
)
TEMPLATES = {
    FIRST: Template(
        _("First meeting"),
        _("Get to know each other before you get to work."),
        (
            Item(
                25,
                _("Two questions, both answer"),
                _(
                    "What are you good at that people rarely notice? What was hard in your first "
                    "year here? %(mentor)s goes first."
                ),
            ),
            Item(
                30,
                _("The goal"),
                _(
                    "What should be different for %(mentee)s in three months? Find one sentence "
                    "you both understand."
                ),
                _(
                    "“%(goal)s” Make it smaller, or bolder, until you both know how you will see "
                    "that it is done."
                ),
            ),
            Item(
                25,
                _("Ways of working"),
                _(
                    "How direct should feedback be? What if one of you has to move a date? What "
                    "stays between you? Write it into your agreement and sign it."
                ),
            ),
            Item(
                20,
                _("Next date"),
                _("Book it before you leave the call, and say what %(mentee)s will bring."),
            ),
        ),
    ),
    SECOND: Template(
        _("From the goal to a first step"),
        _("The goal meets a real week."),
        (
            Item(
                10,
                _("Since last time"),
                _("What has stayed with you from the first meeting? One sentence each."),
            ),
            Item(
                30,
                _("Where it matters"),
                _(
                    "%(mentee)s tells of one recent moment in which the goal mattered: what "
                    "happened, what was tried, what was missing. %(mentor)s only asks."
                ),
            ),
            Item(
                20,
                _("How it went the first time"),
                _("%(mentor)s tells how this was learned, and the part that went wrong."),
            ),
            Item(
                25,
                _("One first step"),
                _(
                    "What can %(mentee)s do before the next meeting that takes less than an hour? "
                    "Write it down as an action with a day."
                ),
            ),
            Item(15, _("Next date"), _("Book it now. A fixed day and hour saves the next search.")),
        ),
    ),
    PRACTICE: Template(
        _("One real thing"),
        _("The meeting that helps most: work on something that exists."),
        (
            LAST_STEP,
            Item(
                45,
                _("On the table"),
                _(
                    "%(mentee)s brings something real: a draft, a slide, a mail that has to go "
                    "out, a talk that is coming. Work on it together, as it is."
                ),
            ),
            Item(
                20,
                _("What carries over"),
                _("Which one idea would help in the next such case too? %(mentee)s says it."),
            ),
            Item(
                20,
                _("Next step and date"),
                _("One action with a day, and the next date. Both fit into two minutes."),
            ),
        ),
    ),
    DOORS: Template(
        _("People and doors"),
        _("Nobody gets far on advice alone: think of the people who could help."),
        (
            LAST_STEP,
            Item(
                30,
                _("Draw the map"),
                _(
                    "Who decides about what %(mentee)s wants? Who has done it before? Who would be "
                    "glad to be asked? Five names are enough."
                ),
            ),
            Item(
                25,
                _("One introduction"),
                _("Choose one name and write the two lines of introduction together, now."),
            ),
            Item(
                15,
                _("Feedback, both ways"),
                _("One thing that helps in your meetings, one you would change. Both say both."),
            ),
            Item(15, _("Next step and date"), _("One action with a day, and the next date.")),
        ),
    ),
    HALFWAY: Template(
        _("Halfway"),
        _("Stop once and look at where you are."),
        (
            Item(
                25,
                _("What has changed"),
                _(
                    "What does %(mentee)s do differently now? One example each; the two may well "
                    "differ."
                ),
            ),
            Item(
                30,
                _("The goal again"),
                _("Say in one sentence what the second half is for, and write it down."),
                _("“%(goal)s” Still right? Make it smaller, bolder, or tick it off and go on."),
            ),
            Item(
                25,
                _("How you two work"),
                _(
                    "Read your agreement together. Rhythm, directness, what stays between you: "
                    "change what no longer fits."
                ),
            ),
            Item(
                20,
                _("The second half"),
                _("Which two moments before the end matter most? Book the next date around them."),
            ),
        ),
    ),
    LAST: Template(
        _("Last meeting"),
        _("What worked, what comes next, and thanks."),
        (
            Item(
                25,
                _("What worked"),
                _("Each of you names the one meeting that mattered most, and why."),
            ),
            Item(
                30,
                _("What next"),
                _(
                    "What does %(mentee)s go on with alone, and who else can help? Say whether you "
                    "stay in touch, and how."
                ),
                _(
                    "You set out with “%(goal)s” How far did you come? What does %(mentee)s go on "
                    "with alone, and who else can help?"
                ),
            ),
            Item(
                20,
                _("What %(mentor)s takes along"),
                _("%(mentor)s says what was new or surprising from the other side."),
            ),
            Item(
                25,
                _("Thanks"),
                _("Say it plainly, with one example. It is the part people remember."),
            ),
        ),
    ),
}
