""" "Needs you": two people who need a decision, and comments that ask the reader."""

from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import answers, conflicts
from matching.models import Pair, Proposal, ReviewComment, Round
from matching.overview.ledger import Ledger
from profiles.contributions import NeedsYou

MOST, MOST_READ = 5, 50


def entries(ledger: Ledger) -> list[NeedsYou]:
    return [*_pairs(ledger), *_comments(ledger)]


def _pairs(ledger: Ledger) -> list[NeedsYou]:
    """Those who said "Not now", and partners who have come into one reporting line: one query."""
    programs = None if ledger.is_hr else [program.pk for program in ledger.programs]
    declined = answers.without_next_best(program_ids=programs)
    wanted = Q(pk__in=declined.values("pk")) | Q(
        pk__in=conflicts.unsettled().order_by().values("pk")
    )
    found = ledger.not_mine(Pair.objects.filter(wanted)).with_people().order_by("pk")[:MOST_READ]
    said_no = [pair for pair in found if pair.state == Pair.State.DECLINED]
    in_line = [pair for pair in found if pair.state != Pair.State.DECLINED]
    return [*map(_declined, said_no), *map(_in_one_line, in_line[:MOST])]


def _declined(pair: Pair) -> NeedsYou:
    return NeedsYou(
        rank=10,
        title=_("%(mentee)s needs another mentor") % {"mentee": pair.mentee.name},
        line=_("%(asked)s said “Not now”; %(other)s has not heard of it.")
        % {"asked": pair.asked.name, "other": pair.partner_of(pair.asked).first_name},
        verb=_("See the next best"),
        url=reverse("next-best", args=[pair.pk]),
        icon="user-round",
    )


def _comments(ledger: Ledger) -> list[NeedsYou]:
    """Where another reviewer asks this one; the link leads to the two people it is about."""
    if ledger.reader is None:
        return []
    rows = ReviewComment.objects.filter(
        mentioned=ledger.reader, settled_at__isnull=True, round__state=Round.State.OPEN
    )
    rows = rows.filter(round__in=ledger.rounds).select_related(
        "author__profile", "mentor__profile", "mentee__profile", "round"
    )
    rows = rows.exclude(mentor__profile__user=ledger.reader)
    rows = rows.exclude(mentee__profile__user=ledger.reader).order_by("pk")
    about = Proposal.objects.filter(round=OuterRef("round"), mentee=OuterRef("mentee"))
    return [_comment(row) for row in rows.annotate(proposal=about.values("pk")[:1])[:MOST]]


def _comment(row: ReviewComment) -> NeedsYou:
    proposal: int | None = getattr(row, "proposal", None)
    author = row.author.profile.name if row.author else _("Somebody")
    names = {
        "author": author,
        "mentee": row.mentee.profile.name,
        "mentor": row.mentor.profile.name,
    }
    return NeedsYou(
        rank=12,
        title=_("%(author)s asks you about %(mentee)s and %(mentor)s") % names,
        line=f"“{row.text}”",
        verb=_("Answer"),
        url=reverse("proposal", args=[proposal]) if proposal else row.round.get_absolute_url(),
        icon="message-square",
    )


def _in_one_line(pair: Pair) -> NeedsYou:
    names = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    return NeedsYou(
        rank=20,
        title=_("%(mentor)s and %(mentee)s are in one reporting line now") % names,
        line=_("%(program)s: keep, end kindly or find a replacement.")
        % {"program": pair.program.name},
        verb=_("Decide"),
        url=reverse("pair-conflict", args=[pair.pk]),
        icon="network",
    )
