"""E9, the weekly question: one block per pair, four equal answers, links only."""

from django.utils.translation import gettext as _

from checkins import visibility
from checkins.models import CheckIn
from checkins.nudges import KIND, still_wanted
from checkins.tips import tip
from outbox import links, render
from outbox.kinds import AT_MOST_ONCE, Kind, Mail
from outbox.models import Message

BLOCKS = 5


def weekly(message: Message) -> Mail:
    rows = CheckIn.objects.filter(
        pk__in=message.context["checkins"], answered_at__isnull=True
    ).select_related("pair__program", "pair__mentor", "pair__mentee", "author__user")
    checkins = list(rows.order_by("pair__starts_on", "pk"))
    blocks = [block(message, checkin) for checkin in checkins[:BLOCKS]]
    partners = [checkin.pair.partner_of(checkin.author).first_name for checkin in checkins]
    context = {
        "blocks": blocks,
        "more": len(checkins) - len(blocks),
        "groups_url": links.absolute("/groups/"),
        "question": question(partners),
        "why": _("You get this because you are paired with %(names)s: at most one mail a week.")
        % {"names": _(" and ").join(partners)},
    }
    return render.mail(message, "emails/checkins/weekly", context)


def question(partners: list[str]) -> str:
    if len(partners) == 1:
        return _("Did you and %(name)s meet this week?") % {"name": partners[0]}
    return _("Did you meet this week?")


def block(message: Message, checkin: CheckIn) -> dict[str, object]:
    """One pair's question: answers as links that only open a page, and who sees them."""
    pair, author = checkin.pair, checkin.author
    address = links.url(
        message,
        "answer",
        author.user,
        subject=f"checkin:{checkin.pk}",
        expires_at=checkin.closes_at,
    )
    answers = [
        {"label": answer.label, "href": f"{address}?a={answer.value}"}
        for answer in CheckIn.WEEKLY_ANSWERS
    ]
    week = pair.week(today=checkin.asked_at.date())
    return {
        "partner": pair.partner_of(author),
        "program": pair.program.name,
        "answers": answers,
        "tip": tip(week),
        "who_sees": visibility.label("signal", visibility.audience(pair, author)),
    }


KINDS = (
    Kind(
        KIND,
        render=weekly,
        policy=AT_MOST_ONCE,
        still_wanted=still_wanted,
        is_nudge=True,
        priority=7,
    ),
)
