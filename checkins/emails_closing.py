"""The mails around an ending: E13 to both, a line of thanks, and going on longer.

Contexts carry ids only; words of people and figures are read when the mail is rendered.
"""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from checkins import contact, emails_single, single_talks, summary
from checkins.close_page import span
from checkins.models import Extension, Thanks
from matching.emails import kind, letter
from matching.models import Pair
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile

LONGEST_SUBJECT = 50
QUOTED = 30


def celebrate(message: Message) -> Mail:
    """E13: what the two did, in figures of theirs."""
    pair = _pair(message)
    me = Profile.objects.get(pk=message.context["person"])
    partner, done = pair.partner_of(me), summary.of(pair, me)
    page = reverse("celebrate", args=[pair.pk])
    names = {"name": partner.first_name, "program": pair.program.name}
    finished = _("You and %(name)s finished in %(program)s: %(span)s.") % {
        **names,
        "span": span(pair),
    }
    if single_talks.is_single(pair):
        return emails_single.thanks_for_it(message, pair, me, has_met=done.meetings > 0)
    if not done.meetings:
        return _not_taken_off(message, pair, finished, names)
    lines = [finished, done.words + ".", *_grown(done)]
    lines.append(_("Send %(name)s a line: it is sent today.") % names)
    return letter(
        message,
        _shortest(_("%(done)s with %(name)s") % {**names, "done": done.words}, done.words),
        lines,
        why=_why(names),
        preheader=_("Send %(name)s a line") % names,
        buttons=[
            Button(_("Say thank you"), reverse("thank-partner", args=[pair.pk])),
            Button(_("Certificate, story, what comes next"), page, quiet=True),
        ],
    )


def _not_taken_off(message: Message, pair: Pair, finished: str, names: dict[str, str]) -> Mail:
    why = _("It did not take off, which happens. Tell us why in one tap: your name is not told.")
    return letter(
        message,
        _shortest(_("You and %(name)s: it did not take off") % names, _("It did not take off")),
        [finished, why],
        why=_why(names),
        buttons=[Button(_("Tell us why"), reverse("say-why", args=[pair.pk]))],
    )


def _grown(done: summary.Summary) -> list[str]:
    return [
        _("%(skill)s went from %(start)d to %(now)d of 5, in your own words.")
        % {"skill": growth.skill, "start": growth.start, "now": growth.now}
        for growth in done.growth
    ]


def thanks(message: Message) -> Mail:
    """E16: the line itself, word for word."""
    row = Thanks.objects.select_related("author", "pair__program").get(pk=message.context["thanks"])
    pair = _pair(message)
    me = pair.partner_of(row.author)
    name = row.author.first_name
    start = Truncator(" ".join(row.words.split())).chars(QUOTED)
    has_answered = Thanks.objects.filter(pair=pair, author=me).exists()
    button = (
        Button(_("See it on your page"), reverse("celebrate", args=[pair.pk]))
        if has_answered
        else Button(_("Reply with thanks"), reverse("thank-partner", args=[pair.pk]))
    )
    return letter(
        message,
        _shortest(
            _("%(name)s thanked you: “%(start)s”") % {"name": name, "start": start},
            _("%(name)s thanked you") % {"name": name},
            _("Somebody thanked you"),
        ),
        [_("%(name)s wrote to you:") % {"name": name}, f"“{row.words}”"],
        why=_why({"program": pair.program.name}),
        preheader=_("From %(program)s") % {"program": pair.program.name},
        buttons=[button],
    )


def extension_asked(message: Message) -> Mail:
    row = _extension(message)
    pair = _pair(message)
    names = {
        "name": row.asked_by.first_name,
        "day": date_format(row.until, "j F Y"),
        "end": date_format(pair.ends_on, "j F Y"),
    }
    return letter(
        message,
        _shortest(_("Go on with %(name)s?") % names, _("Go on longer?")),
        [
            _("%(name)s would like to go on with you until %(day)s.") % names,
            _("Without your yes you finish on %(end)s as planned. Both answers are fine.") % names,
        ],
        why=_why({"program": pair.program.name}),
        buttons=[Button(_("Answer"), reverse("celebrate", args=[pair.pk]))],
    )


def extension_answered(message: Message) -> Mail:
    row = _extension(message)
    pair = _pair(message)
    names = {
        "name": pair.partner_of(row.asked_by).first_name,
        "day": date_format(row.until, "j F Y"),
        "end": date_format(pair.ends_on, "j F Y"),
    }
    if row.state == Extension.State.AGREED:
        subject = _shortest(_("You and %(name)s go on") % names, _("You go on"))
        lines = [_("%(name)s said yes: you go on until %(day)s.") % names]
    else:
        subject = _shortest(_("You and %(name)s finish as planned") % names, _("As planned"))
        lines = [
            _("You and %(name)s finish on %(end)s as planned.") % names,
            _("Use the last meeting for three things: what worked, what next, and thanks."),
        ]
    return letter(
        message,
        subject,
        lines,
        why=_why({"program": pair.program.name}),
        buttons=[Button(_("Open your page"), reverse("celebrate", args=[pair.pk]))],
    )


def _pair(message: Message) -> Pair:
    return Pair.objects.with_people().get(pk=message.context["pair"])


def _extension(message: Message) -> Extension:
    rows = Extension.objects.select_related("asked_by")
    return rows.get(pk=message.context["extension"])


def _why(names: dict[str, str]) -> str:
    return _("You get this because of your pair in %(program)s.") % {"program": names["program"]}


def _shortest(*subjects: str) -> str:
    """The first one that fits a phone; the last one always does."""
    return next((text for text in subjects if len(text) <= LONGEST_SUBJECT), subjects[-1])


def _has_ended(message: Message) -> bool:
    return Pair.objects.filter(pk=message.context["pair"], state=Pair.State.ENDED).exists()


def _may_be_told(message: Message) -> bool:
    return not contact.contact_blocked(_pair(message))


def _is_asked(message: Message) -> bool:
    return _may_be_told(message) and _extension(message).state == Extension.State.ASKED


KINDS = (
    kind("celebrate", celebrate, still_wanted=_has_ended),
    kind("thanks", thanks, still_wanted=_may_be_told),
    kind("extension-asked", extension_asked, still_wanted=_is_asked),
    kind("extension-answered", extension_answered, still_wanted=_may_be_told),
)
