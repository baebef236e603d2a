"""The mails around a pair that is away. None knows a reason, so none can tell one."""

from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching import access, mail_words, pairs
from matching.emails import kind, letter, within
from matching.models import Away, Pair
from outbox.kinds import Mail
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button
from profiles.models import Profile, RoleGrant, User


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def pair_away(message: Message) -> Mail:
    absence = _absence(message)
    pair, reader = absence.pair, _reader(message)
    names = {
        "partner": pair.partner_of(reader).first_name,
        "program": pair.program.name,
        "until": _day(absence.until),
        "ends": _day(pair.ends_on),
    }
    subject = _("%(partner)s is away until %(until)s") % names
    if absence.is_of(reader):
        subject = _("You and %(partner)s: away until %(until)s") % names
    return letter(
        message,
        within(subject, _("Your pair pauses until %(until)s") % names),
        [*_away_lines(absence, reader, names), _("You need to do nothing.")],
        why=_("You get this because you have a pair in %(program)s.") % names,
        buttons=[Button(_("See your choices"), reverse("pair-away", args=[pair.pk]))],
    )


def _away_lines(absence: Away, reader: Profile, names: dict[str, str]) -> list[str]:
    lines = [
        _("Your pair in %(program)s pauses until %(until)s and goes on by itself on that day.")
        % names,
        _("Nothing is asked of either of you until then. Its end moves to %(ends)s.") % names,
    ]
    if absence.is_of(reader):
        lines.append(_("You can move the date or go on earlier."))
    elif absence.pair.mentee_id == reader.pk:
        lines.append(
            _("You can wait, have an interim mentor until then, or look for a new mentor.")
        )
    else:
        lines.append(_("You can wait, or give your place to somebody new."))
    return lines


def pair_back(message: Message) -> Mail:
    pair, reader = _pair(message), _reader(message)
    names = {
        "partner": pair.partner_of(reader).first_name,
        "program": pair.program.name,
        "ends": _day(pair.ends_on),
    }
    lines = [_("Your pair in %(program)s goes on today. It ends on %(ends)s.") % names]
    if pair.mentee_id == reader.pk and (interim := _stood_in(pair)):
        lines.append(_("%(name)s, who stood in, has our thanks.") % {"name": interim.first_name})
    lines.append(_("Which day and time suits you both? One of you writes first."))
    return letter(
        message,
        within(_("You and %(partner)s go on") % names, _("Your pair goes on")),
        lines,
        why=_("You get this because you have a pair in %(program)s.") % names,
        buttons=[Button(_("Open our page"), reverse("pair", args=[pair.pk]))],
    )


def tell_stuck(absence: Away, *, by: User | None, now: datetime) -> int:
    """To HR and the coordinators of the program, once in the life of an absence; not to its two
    members, and not to whoever has just read it on the page. How many mails were written."""
    pair = absence.pair
    looks_after = Q(user__role_grants__role=RoleGrant.Role.HR) | Q(
        user__coordinates__program=pair.program_id
    )
    readers = Profile.objects.active().exclude(pk__in=[pair.mentor_id, pair.mentee_id])
    return sum(
        enqueue(
            "pair-stuck",
            key=f"pair-stuck:{absence.pk}:{reader.pk}",
            to=reader.user,
            context={"away": absence.pk},
            not_before=now,
        )
        for reader in readers.filter(looks_after).select_related("user").distinct()
        if by is None or reader.user_id != by.pk
    )


def pair_stuck(message: Message) -> Mail:
    absence = _absence(message)
    pair = absence.pair
    names = {
        "mentor": pair.mentor.name,
        "mentee": pair.mentee.name,
        "program": pair.program.name,
    }
    return letter(
        message,
        within(
            _("%(mentor)s and %(mentee)s cannot go on yet") % names, _("A pair cannot go on yet")
        ),
        [
            _("%(mentor)s and %(mentee)s were away in %(program)s, and a place is taken by now.")
            % names,
            _(
                "Give the mentor one more place, or end the other pair: we try again every minute, "
                "and both hear when they go on."
            ),
        ],
        why=_("You get this because you look after %(program)s.") % names,
        buttons=[Button(_("Find a way"), reverse("hr-pair-away", args=[pair.pk]))],
    )


def _stood_in(pair: Pair) -> Profile | None:
    """The last interim mentor who made room when this pair came back."""
    ended = Pair.objects.filter(interim_for=pair, end_reason=pairs.INTERIM_OVER)
    last = ended.with_people().order_by("-pk").first()
    return last.mentor if last else None


def _absence(message: Message) -> Away:
    rows = Away.objects.select_related("pair__program", "pair__mentor", "pair__mentee")
    return rows.get(pk=message.context["away"])


def _pair(message: Message) -> Pair:
    return Pair.objects.with_people().get(pk=message.context["pair"])


def _reader(message: Message) -> Profile:
    return Profile.objects.get(pk=message.context["person"])


def _still_away(message: Message) -> bool:
    """Nobody hears of a date that has moved since."""
    rows = Away.objects.current().filter(pk=message.context["away"], pair__state=Pair.State.AWAY)
    return rows.filter(until=message.context["until"]).exists()


def _goes_on(message: Message) -> bool:
    return Pair.objects.filter(pk=message.context["pair"], state=Pair.State.ACTIVE).exists()


def _still_stuck(message: Message) -> bool:
    """And the reader still looks after it."""
    rows = Away.objects.current().filter(pk=message.context["away"], stuck_at__isnull=False)
    absence = rows.filter(pair__state=Pair.State.AWAY).select_related("pair__program").first()
    reader = message.recipient
    return (
        absence is not None and reader is not None and access.manages(reader, absence.pair.program)
    )


KINDS = [
    kind("pair-away", pair_away, still_wanted=_still_away, editable=mail_words.ABOUT_AWAY),
    kind(
        "pair-stuck",
        pair_stuck,
        still_wanted=_still_stuck,
        label=gettext_lazy("To HR: a pair that cannot go on"),
        editable=mail_words.ABOUT_STUCK,
    ),
    kind("pair-back", pair_back, still_wanted=_goes_on, editable=mail_words.TO_PARTNERS),
]
