"""What the two of a pair are to each other, in the words of the program's format.

    words(pair, me)      # {"role": "Your mentor", "line": "Ada is your mentor in Spring."}
    role_in(pair, me)    # "mentee", within a sentence

Reverse mentoring says "learn from"; nobody reads "reverse mentor".
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.models import Pair, Program
from profiles.models import Profile

Text = str | Promise


@dataclass(frozen=True)
class Side:
    """What one member reads: who the partner is, a line about it, and their own role's name."""

    partner: Text
    line: Text
    own: Text


Format = Program.Format
# format → what the mentor reads, what the mentee reads
SIDES: dict[str, tuple[Side, Side]] = {
    Format.MENTORING: (
        Side(
            _("Your mentee"),
            _("You are the mentor of %(name)s in %(program)s."),
            _("mentor"),
        ),
        Side(_("Your mentor"), _("%(name)s is your mentor in %(program)s."), _("mentee")),
    ),
    Format.REVERSE: (
        Side(_("Learns from you"), _("%(name)s will be learning from you."), _("mentor")),
        Side(_("You learn from them"), _("You will be learning from %(name)s."), _("learner")),
    ),
    Format.BUDDY: (
        Side(_("New colleague"), _("You help %(name)s settle in."), _("buddy")),
        Side(_("Your buddy"), _("%(name)s helps you settle in."), _("new colleague")),
    ),
    Format.GROUP: (
        Side(_("In your group"), _("%(name)s is in your group in %(program)s."), _("mentor")),
        Side(
            _("Mentor of your group"),
            _("You are in the group of %(name)s in %(program)s."),
            _("mentee"),
        ),
    ),
    Format.FLASH: (
        Side(
            _("Asks you"),
            _("%(name)s has one question for you: one talk, then it is over."),
            _("mentor"),
        ),
        Side(
            _("You ask them"),
            _("You may ask %(name)s one question: one talk, then it is over."),
            _("mentee"),
        ),
    ),
    Format.COACHING: (
        Side(
            _("Your coachee"),
            _("You are the coach of %(name)s in %(program)s: six meetings."),
            _("coach"),
        ),
        Side(
            _("Your coach"),
            _("%(name)s is your coach in %(program)s: six meetings."),
            _("coachee"),
        ),
    ),
    Format.HANDOVER: (
        Side(_("Takes over from you"), _("You hand over to %(name)s."), _("expert")),
        Side(_("Hands over to you"), _("You take over from %(name)s."), _("successor")),
    ),
}


def side(pair: Pair, me: Profile) -> Side:
    by_mentor, by_mentee = SIDES[pair.program.format]
    return by_mentor if pair.mentor_id == me.pk else by_mentee


def words(pair: Pair, me: Profile) -> dict[str, str]:
    name = {"name": pair.partner_of(me).first_name, "program": pair.program.name}
    read = side(pair, me)
    return {"role": str(read.partner), "line": str(read.line) % name}


def role_in(pair: Pair, me: Profile) -> str:
    """The word for what this person was, within a sentence."""
    return str(side(pair, me).own)
