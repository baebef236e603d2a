"""The question to a mentor in group mentoring, about all mentees at once: for the mail, Home and
the page of the answer. One mentee alone is asked about as in every format."""

from collections.abc import Sequence

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import pairing_words, reasons
from matching.models import Pair
from matching.pairing_words import ASKS, SUBJECT_LENGTH, Match, Words
from profiles.models import Profile


def question(pairs: Sequence[Pair]) -> str:
    if len(pairs) == 1:
        return pairing_words.question(pairs[0])
    return _ask([pair.mentee.name for pair in pairs])


def asking(matches: Sequence[Match]) -> Words:
    """E4 of a group."""
    if len(matches) == 1:
        return pairing_words.asking(matches[0])
    first, people = matches[0], [match.mentee for match in matches]
    by = {"by": pairing_words.day_of(min(match.answer_by for match in matches), first.mentor)}
    return Words(
        subject=_subject(people),
        preheader=_list([one.first_name for one in people]),
        lines=[_matched(first, len(people)), _("One answer is for all of them.")],
        heading=_("Who they are:"),
        reasons=[about(match) for match in matches],
        after=[
            _(
                "They have not heard of this yet. If you cannot take part now, say so by %(by)s"
                " and they are never told; without an answer we write to them then."
            )
            % by
        ],
        buttons=[_("Yes, I will"), _("Not now")],
        small=_(
            "“Not now” is a normal answer. On the page you can also leave somebody out: it is"
            " never shown to them."
        ),
        why=pairing_words.why(first, first.mentor),
    )


def _matched(match: Match, count: int) -> str:
    line = ngettext(
        "%(n)d person has been matched with you in %(program)s.",
        "%(n)d people have been matched with you in %(program)s.",
        count,
    )
    return line % {"n": count, "program": match.program.name}


def about(match: Match) -> str:
    """One mentee in a line: who, the strongest reason, the goal in their words."""
    mentee = match.mentee
    title = mentee.job_title or mentee.department or _("your colleague")
    parts = [_("%(partner)s (%(title)s).") % {"partner": mentee.name, "title": title}]
    parts += reasons.sentences(match.reasons[:1], match.mentor, mentee, match.mentor)
    goal = pairing_words.goal_of(match)
    if goal:
        parts.append(_("Their goal: “%(goal)s”") % {"goal": goal})
    if match.later_from is not None:
        day = formats.date_format(match.later_from, "l j F")
        parts.append(_("By lot, they start later: on %(day)s.") % {"day": day})
    return " ".join(parts)


def _subject(people: Sequence[Profile]) -> str:
    """Everybody by name where that fits, else how many they are."""
    for names in ([one.name for one in people], [one.first_name for one in people]):
        if len(subject := _ask(names)) <= SUBJECT_LENGTH:
            return subject
    words = ngettext(
        "Would you take %(n)d person into your group?",
        "Would you take %(n)d people into your group?",
        len(people),
    )
    return words % {"n": len(people)}


def _ask(names: Sequence[str]) -> str:
    return str(ASKS["group"]) % {"partner": _list(names)}


def _list(names: Sequence[str]) -> str:
    return get_text_list(list(names), _("and"))
