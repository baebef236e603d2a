"""A pair that HR opened outside a round: both hear of it at once."""

from datetime import datetime, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching import emails_pairing, mail_words, pairing_words, reasons
from matching.emails import kind, within
from matching.models import Pair, Program
from matching.pairing_words import Words
from outbox.kinds import Mail
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button, mail
from profiles import workdays
from profiles.models import Profile


def tell_both(pair: Pair, *, now: datetime) -> None:
    """The mentee of a pair that is to last reads what everybody reads who has been matched."""
    _begun(pair, pair.mentor, now=now)
    if pair.interim_for_id:
        _begun(pair, pair.mentee, now=now)
    else:
        emails_pairing.tell(pair, pair.mentee, now=_day_one(pair, now))


def _day_one(pair: Pair, now: datetime) -> datetime:
    """Somebody who has not started yet reads it on the first morning."""
    first_day = pair.mentee.start_date
    if first_day is None:
        return now
    morning = datetime.combine(first_day, time(workdays.MORNING), tzinfo=pair.mentee.zone)
    return max(now, morning)


def _begun(pair: Pair, person: Profile, *, now: datetime) -> None:
    enqueue(
        "pair-begun",
        key=f"pair-begun:{pair.pk}:{person.pk}",
        to=person.user,
        context={"pair": pair.pk, "person": person.pk},
        not_before=now,
    )


def pair_begun(message: Message) -> Mail:
    pairs = Pair.objects.with_people().select_related("interim_for__mentor")
    pair = pairs.get(pk=message.context["pair"])
    reader = Profile.objects.get(pk=message.context["person"])
    # A mail that is no row of the outbox is HR's preview.
    words = _words(pair, reader, is_preview=message.pk is None)
    context = {"words": words, "why": words.why}
    buttons = [Button(words.buttons[0], reverse("pair", args=[pair.pk]))]
    return mail(message, emails_pairing.TEMPLATE, context, buttons=buttons)


def _words(pair: Pair, reader: Profile, *, is_preview: bool) -> Words:
    names = {
        "partner": pair.partner_of(reader).first_name,
        "program": pair.program.name,
        "until": date_format(pair.ends_on, "j F Y"),
    }
    goal = _("(in their own words)") if is_preview else pairing_words.goal_sentence(pair.mentee)
    lines = _lines(pair, reader, names, goal)
    return Words(
        subject=within(_subject(pair, reader) % names, _("You have a new pair")),
        preheader=lines[0],
        lines=lines,
        reasons=reasons.sentences(pair.reasons, pair.mentor, pair.mentee, reader),
        after=[_("Which day and time suits you? Write to %(partner)s with two that do.") % names],
        buttons=[_("See your pair page")],
        small=_(
            "Cannot take part? End it privately on your pair page; %(partner)s is told kindly and"
            " without a reason."
        )
        % names,
        why=_("You get this because you joined %(program)s.") % names,
    )


def _subject(pair: Pair, reader: Profile) -> str:
    if pair.interim_for_id and reader.pk == pair.mentee_id:
        return _("%(partner)s stands in until %(until)s")
    if pair.interim_for_id:
        return _("You stand in for %(partner)s until %(until)s")
    return _("You and %(partner)s are a pair now")


def _lines(pair: Pair, reader: Profile, names: dict[str, str], goal: str) -> list[str]:
    if pair.interim_for and reader.pk == pair.mentee_id:
        first = {"first": pair.interim_for.mentor.first_name, **names}
        return [
            _("%(partner)s is your interim mentor in %(program)s until %(until)s.") % first,
            _("You go on with %(first)s afterwards.") % first,
        ]
    if pair.interim_for:
        lines = [
            _("You are the interim mentor of %(partner)s in %(program)s until %(until)s.") % names
        ]
    elif pair.program.format == Program.Format.BUDDY:
        lines = [_newcomer(pair, names)]
    else:
        lines = [
            _(
                "%(partner)s was looking for somebody new in %(program)s, and the program team"
                " thought of you."
            )
            % names
        ]
    return [*lines, _("Their goal: “%(goal)s”") % {"goal": goal}] if goal else lines


def _newcomer(pair: Pair, names: dict[str, str]) -> str:
    """Why this buddy, now: a first day is named while it is near."""
    first_day = pair.mentee.start_date
    if first_day is None or first_day < pair.starts_on:
        return _(
            "%(partner)s needs a buddy in %(program)s, and the program team thought of you."
        ) % (names)
    words = _("%(partner)s starts on %(day)s, and the program team thought of you as the buddy.")
    return words % {**names, "day": date_format(first_day, "l, j F")}


def _goes_on(message: Message) -> bool:
    return Pair.objects.filter(pk=message.context["pair"], state=Pair.State.ACTIVE).exists()


KINDS = [
    kind("pair-begun", pair_begun, still_wanted=_goes_on, editable=mail_words.TO_PARTNERS),
]
