"""Flash mentoring: one talk. %(mentee)s brings one question, %(mentor)s half an hour."""

from django.utils.translation import gettext_lazy as _

from checkins.agendas.words import FIRST, Item, Template

TEMPLATES = {
    FIRST: Template(
        _("Your one talk"),
        _("One question, one thing to try, thanks."),
        (
            Item(
                20,
                _("The question"),
                _("%(mentee)s says it in three sentences: what is it, what was tried, what for?"),
                _(
                    "%(mentee)s wrote: “%(goal)s” Say in three sentences what it is about and what "
                    "was tried."
                ),
            ),
            Item(
                50,
                _("From experience"),
                _(
                    "%(mentor)s tells of one time it went well and one it did not, and asks what "
                    "is different here."
                ),
            ),
            Item(
                30,
                _("One thing to try"),
                _(
                    "%(mentee)s names it and the day. Who else should be asked? Thank each other: "
                    "nothing else follows."
                ),
            ),
        ),
    ),
}
