"""The pair's own space: what every page of it shows, and the tabs between them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from checkins import role_words, single_talks, talks
from matching.models import Pair, Program
from profiles.models import Profile
from profiles.tabs import Tab
from profiles.zones import zone_name

Format = Program.Format
TOLD_BOTH = (Pair.State.ACTIVE, Pair.State.AWAY, Pair.State.ENDED)


def head(pair: Pair, me: Profile, current: str) -> dict[str, object]:
    """Partner, role and tabs: the context of `checkins/pair_base.html`."""
    partner = pair.partner_of(me)
    return {
        "pair": pair,
        "me": me,
        "partner": partner,
        "i_mentor": pair.mentor_id == me.pk,
        "role": role_words.words(pair, me),
        "tabs": tabs(pair, current),
        "tabs_label": _("%(name)s and you") % {"name": partner.first_name},
        "zone": zone_name(me.time_zone),
        "is_running": pair.state in (Pair.State.ACTIVE, Pair.State.AWAY),
    }


def tabs(pair: Pair, current: str) -> list[Tab]:
    """Links with their own address; none before both know of the pair."""
    if pair.state not in TOLD_BOTH:
        return []
    agreement = _("Contract") if pair.program.format == Format.COACHING else _("Agreement")
    pages = (
        ("overview", _("Overview"), "pair", ""),
        ("plan", _("Plan"), "pair-plan", ""),
        ("meetings", _("Meetings"), "pair-meetings", ""),
        ("talks", _("Talks"), "pair-talks", ""),
        ("agreement", agreement, "agreement", ""),
        ("notes", _("Notes, private"), "pair-notes", "lock"),
    )
    return [
        Tab(label, reverse(url, args=[pair.pk]), name == current, icon=icon)
        for name, label, url, icon in pages
        if _is_there(pair, name)
    ]


def _is_there(pair: Pair, name: str) -> bool:
    """One talk needs no agreement; only a handover has talks with topics."""
    if name == "talks":
        return talks.has_talks(pair)
    return name != "agreement" or not single_talks.is_single(pair)
