"""The mails of an award: you are nominated, the jury is asked, the result."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from community import award_votes, awards
from community.models import AwardCall, Nomination, Nominee, Vote
from matching.emails import kind, letter, within
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button


def nominated(message: Message) -> Mail:
    row = Nominee.objects.select_related("call").get(pk=message.context["nominee"])
    names = {"award": row.call.name}
    return letter(
        message,
        within(_("You are nominated: %(award)s") % names, _("You are nominated for an award")),
        [
            _("A colleague nominated you for “%(award)s”. What they wrote is on the page.") % names,
            _("You decide whether you are named, take part without your name, or not at all."),
        ],
        why=_("You get this because a colleague nominated you."),
        buttons=[Button(_("Read it and decide"), row.call.get_absolute_url())],
        small=_("Until you answer no colleague but the jury and HR reads your name."),
    )


def jury(message: Message) -> Mail:
    call = AwardCall.objects.get(pk=message.context["call"])
    names = {"award": call.name, "day": date_format(call.decides_by, "j F")}
    return letter(
        message,
        within(_("Read the nominations: %(award)s") % names, _("Read the nominations")),
        [
            _("The nominations for “%(award)s” are in. Read them and rank up to three.") % names,
            _("You can change your ranking until %(day)s. Nobody reads it under your name.")
            % names,
        ],
        why=_("You get this because you are in the jury."),
        buttons=[Button(_("Read and rank"), reverse("vote-award", args=[call.pk]))],
    )


def won(message: Message) -> Mail:
    row = Nominee.objects.select_related("call").get(pk=message.context["nominee"])
    names = {"award": row.call.name}
    lines = [_("The award “%(award)s” goes to you.") % names, f"“{row.citation}”"]
    if row.state == Nominee.State.NAMED:
        lines.append(_("Your name stands with it, as you said."))
    else:
        lines.append(_("Your name does not stand with it. You can change that on the page."))
    return letter(
        message,
        within(_("The award is yours: %(award)s") % names, _("The award is yours")),
        lines,
        why=_("You get this because colleagues nominated you."),
        buttons=[Button(_("See the award"), row.call.get_absolute_url())],
    )


def result(message: Message) -> Mail:
    """Names only as everybody reads them."""
    rows = Nomination.objects.select_related("call", "nominee")
    row = rows.get(pk=message.context["nomination"])
    found = awards.winners(row.call)
    people = [one.person.name for one in found if one.person]
    who = get_text_list(people, _("and")) if people else _("a colleague who is not named")
    names = {"award": row.call.name, "who": who, "name": row.nominee.name}
    lines = [_("The award “%(award)s” goes to %(who)s.") % names]
    lines += [f"“{text}”" for text in dict.fromkeys(one.citation for one in found)]
    if row.nominee.name not in people:
        lines.append(_("Thank you for nominating %(name)s.") % names)
    return letter(
        message,
        within(_("The result: %(award)s") % names, _("The result of an award")),
        lines,
        why=_("You get this because you nominated somebody."),
        buttons=[Button(_("See the award"), row.call.get_absolute_url())],
    )


def _takes_part(message: Message) -> bool:
    rows = Nominee.objects.filter(pk=message.context["nominee"], profile__is_active=True)
    return rows.exclude(state=Nominee.State.OUT).exists()


def _is_asked(message: Message) -> bool:
    call, person = message.context["call"], message.context["person"]
    calls = AwardCall.objects.filter(pk=call, jurors__profile=person, announced_at__isnull=True)
    return calls.exists() and not Vote.objects.filter(call=call, voter=person).exists()


def _is_announced(message: Message) -> bool:
    return Nomination.objects.filter(
        pk=message.context["nomination"], call__announced_at__isnull=False
    ).exists()


KINDS = (
    kind(awards.NOMINATED, nominated, still_wanted=_takes_part),
    kind(awards.JURY, jury, still_wanted=_is_asked),
    kind(award_votes.WON, won, still_wanted=_takes_part),
    kind(award_votes.RESULT, result, still_wanted=_is_announced),
)
