"""Reverse mentoring: %(mentor)s shows, %(mentee)s, who has been here longer, learns."""

from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import DOORS, FIRST, HALFWAY, LAST, PRACTICE, SECOND, Item, Template

TEMPLATES = {
    FIRST: Template(
        _("First meeting"),
        _("Leave the titles at the door: here %(mentor)s leads."),
        (
            Item(
                25,
                _("Two questions, both answer"),
                _(
                    "What are you good at that people rarely notice? What was hard in your first "
                    "year here? %(mentee)s goes first."
                ),
            ),
            Item(
                30,
                _("What %(mentee)s wants to learn"),
                _("What would %(mentee)s like to do without help in three months? One sentence."),
                _("“%(goal)s” What would %(mentee)s have to do without help to call it done?"),
            ),
            Item(
                25,
                _("Ways of working"),
                _(
                    "How does %(mentor)s say “this has changed” to somebody senior? What may be "
                    "passed on, what stays between you? Write it into your agreement."
                ),
            ),
            Item(
                20,
                _("Next date"),
                _("Book it before you leave the call, at a time %(mentor)s can keep as well."),
            ),
        ),
    ),
    SECOND: Template(
        _("Watch, then try"),
        _("See how the work is done, at normal speed."),
        (
            Item(
                10,
                _("Since last time"),
                _("Where did %(mentee)s stumble over the subject since? One example."),
            ),
            Item(
                35,
                _("Watch"),
                _(
                    "%(mentor)s does one real piece of work on the screen and thinks aloud. "
                    "%(mentee)s asks as soon as something is new."
                ),
            ),
            Item(
                35,
                _("Try"),
                _("%(mentee)s does the same once, hands on. %(mentor)s touches nothing."),
            ),
            Item(
                20,
                _("Until next time"),
                _("What will %(mentee)s try alone? Write it down as an action, then book a date."),
            ),
        ),
    ),
    PRACTICE: Template(
        _("One task of %(mentee)s"),
        _("Use what is new on something that has to be done anyway."),
        (
            Item(
                15,
                _("What was tried"),
                _("What did %(mentee)s try alone, and where did it end? Show it, half done too."),
            ),
            Item(
                45,
                _("The task"),
                _(
                    "%(mentee)s brings one task of this week: a report, a decision, a post. You do "
                    "it the new way, %(mentee)s at the keys."
                ),
            ),
            Item(
                20,
                _("Where it does not help"),
                _("Every tool has an edge. %(mentor)s names where not to use this, and why."),
            ),
            Item(20, _("Next step and date"), _("One action with a day, and the next date.")),
        ),
    ),
    DOORS: Template(
        _("How it looks from here"),
        _("%(mentee)s hears what rarely reaches the top."),
        (
            Item(
                15,
                _("What was tried"),
                _("Two minutes on the last action: done, half done or not done."),
            ),
            Item(
                35,
                _("One decision, seen from below"),
                _(
                    "%(mentor)s picks one decision of the last year and tells how it landed in the "
                    "team. %(mentee)s asks, and explains nothing yet."
                ),
            ),
            Item(
                25,
                _("And seen from above"),
                _("%(mentee)s tells what was weighed up. What would both do differently now?"),
            ),
            Item(
                25,
                _("One thing to change"),
                _("What can %(mentee)s change this month because of it? Write it down with a day."),
            ),
        ),
    ),
    HALFWAY: Template(
        _("Halfway"),
        _("Stop once and look at where you are."),
        (
            Item(
                25,
                _("What %(mentee)s does alone now"),
                _("Name two things that worked without help. %(mentor)s adds one."),
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
                _("Was %(mentor)s able to be frank? Read your agreement and change what pinches."),
            ),
            Item(
                20,
                _("The second half"),
                _("What would %(mentor)s like to get out of it too? Then book the next date."),
            ),
        ),
    ),
    LAST: Template(
        _("Last meeting"),
        _("What worked, what comes next, and thanks."),
        (
            Item(
                30,
                _("%(mentee)s shows"),
                _("The roles turn: %(mentee)s shows %(mentor)s what was learned, on a real task."),
            ),
            Item(
                25,
                _("Who else should see this"),
                _("Which colleagues of %(mentee)s would gain from it? Name one and tell them."),
            ),
            Item(
                20,
                _("What %(mentor)s takes along"),
                _("What did %(mentor)s learn about the company, and about leading?"),
            ),
            Item(
                25,
                _("Thanks"),
                _("Say it plainly, with one example. %(mentee)s begins."),
            ),
        ),
    ),
}
