"""The one next step where a format has steps of its own: a date for the one talk, the contract of
coaching, the topics and the pages of a handover. None where the usual steps hold."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from checkins.models import Agreement
from checkins.talks import Line
from matching.models import Pair, Program
from profiles.models import Profile

Format = Program.Format
Step = dict[str, str]
# The page of the group a pair is in, from the room that keeps groups; "" for none.
GROUP_PAGES: list[Callable[[Pair], str]] = []


def of(
    pair: Pair, me: Profile, *, has_met: bool, has_date: bool, talks: Sequence[Line]
) -> Step | None:
    match pair.program.format:
        case Format.FLASH:
            return _single(pair, me, has_date=has_date)
        case Format.COACHING:
            return _contract(pair) if has_met or has_date else None
        case Format.HANDOVER:
            return _handover(pair, talks)
        case Format.GROUP:
            return _group(pair)
    return None


def group_page(pair: Pair) -> str:
    """The page of the group this pair belongs to; "" in other formats and before there is one."""
    if pair.program.format != Format.GROUP:
        return ""
    return next((page for address in GROUP_PAGES if (page := address(pair))), "")


def _group(pair: Pair) -> Step | None:
    url = group_page(pair)
    if not url:
        return None
    text = _("Dates, plan and posts of the whole group are on its page. Set the next date there.")
    return _step(_("Your group"), text, url, _("Open the group"))


def _single(pair: Pair, me: Profile, *, has_date: bool) -> Step:
    if has_date:
        text = _("One question in three sentences is all it needs. After the talk it is over.")
        return _step(_("Your one talk"), text)
    name = {"name": pair.partner_of(me).first_name}
    text = _("One date with %(name)s is all it takes: without one it ends by itself.") % name
    return _step(_("Find half an hour"), text)


def _contract(pair: Pair) -> Step | None:
    agreement: Agreement | None = getattr(pair, "agreement", None)
    if agreement is not None and agreement.is_signed:
        return None
    text = _("What should be different after six meetings, and how you will see it. Both sign.")
    name = "agreement" if agreement else "edit-agreement"
    verb = _("Read and sign") if agreement else _("Write the contract")
    return _step(_("Your contract"), text, reverse(name, args=[pair.pk]), verb)


def _handover(pair: Pair, talks: Sequence[Line]) -> Step | None:
    if not talks:
        text = _("What would stop if nobody knew it any more? Three to five topics, a talk each.")
        url = reverse("choose-topics", args=[pair.pk])
        return _step(_("Choose what must not be lost"), text, url, _("Choose the topics"))
    due = next((line for line in talks if line.is_due), None)
    if due is None or not due.write_url:
        return None
    title = _("Write down: %(topic)s") % {"topic": due.talk.topic}
    text = _("While it is fresh: what to do, why, whom to ask. The page is begun for you.")
    return _step(title, text, due.write_url, _("Write it down"))


def _step(title: str, text: str, href: str = "", action: str = "") -> Step:
    return {"title": title, "text": text, "href": href, "action": action}
