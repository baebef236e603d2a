"""What programs tell the company's channels by themselves: sign-up is open, it closes soon, a round
was published. Counts, never names; and only of programs that are for everybody, because a channel
has readers for whom any other program does not exist.

In working hours of the program, Monday to Friday. What is written twice is one message.
"""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching import audience, publishing
from matching.models import Pair, Program, Round
from outbox import news
from outbox.kinds import Mail
from outbox.models import Channel, Message
from outbox.news import News

OPENS, CLOSES, PUBLISHED = "news-sign-up-opens", "news-sign-up-closes", "news-round-published"
DAYS_BEFORE = 3
FIRST_HOUR, LAST_HOUR = 9, 18
# Long enough for a round that was published on a Friday evening.
FRESH = timedelta(days=4)
# Fewer pairs than this are not counted aloud: colleagues would know which ones.
FEWEST = 5


def tick(*, now: datetime) -> int:
    """Returns how many messages are new."""
    channels = news.listeners()
    if not channels:
        return 0
    running = [p for p in Program.objects.running().order_by("pk") if audience.is_everybody(p)]
    running = [program for program in running if _is_working_hour(program, now)]
    told = sum(_tell_of_sign_up(program, channels, now) for program in running)
    return told + _tell_of_rounds(running, channels, now)


def _is_working_hour(program: Program, now: datetime) -> bool:
    local = now.astimezone(program.zone)
    return local.weekday() < 5 and FIRST_HOUR <= local.hour < LAST_HOUR


def _tell_of_sign_up(program: Program, channels: list[Channel], now: datetime) -> int:
    kind = _sign_up_news(program, today=_today(program, now))
    if not kind:
        return 0
    last = datetime.combine(program.sign_up_closes, time(LAST_HOUR), tzinfo=program.zone)
    context = {"program": program.pk}
    return news.tell(kind, str(program.pk), context, to=channels, not_after=last, now=now)


def _sign_up_news(program: Program, *, today: date) -> str:
    """Which of the two it is time for; on the last day it is too late for either."""
    left = (program.sign_up_closes - today).days
    if program.sign_up_opens > today or left < 1:
        return ""
    return CLOSES if left <= DAYS_BEFORE else OPENS


def _tell_of_rounds(running: list[Program], channels: list[Channel], now: datetime) -> int:
    recent = Round.objects.filter(
        program__in=running, state=Round.State.PUBLISHED, published_at__gt=now - FRESH
    )
    return sum(
        news.tell(
            PUBLISHED,
            str(round_.pk),
            {"round": round_.pk},
            to=channels,
            not_after=round_.published_at + FRESH,
            now=now,
        )
        for round_ in recent.order_by("pk")
        if round_.published_at and publishing.recall_ends(round_.published_at) <= now
    )


def _today(program: Program, now: datetime) -> date:
    return now.astimezone(program.zone).date()


def sign_up_opens(program: Program) -> Mail:
    words = {"program": program.name, "day": date_format(program.sign_up_closes, "l, j F")}
    title = _("Sign-up for %(program)s is open") % words
    lines = [program.summary, _("Join until %(day)s.") % words, _join(program)]
    return Mail(title, "\n".join(line for line in lines if line), "")


def sign_up_closes(program: Program) -> Mail:
    words = {"program": program.name, "day": date_format(program.sign_up_closes, "l, j F")}
    title = _("Sign-up for %(program)s closes on %(day)s") % words
    return Mail(title, "\n".join([_("There is still time to join."), _join(program)]), "")


def round_published(round_: Round) -> Mail:
    title = _("New pairs in %(program)s") % {"program": round_.program.name}
    count = round_.pairs.exclude(state=Pair.State.RECALLED).count()
    counted = ngettext("%(n)d pair starts now.", "%(n)d pairs start now.", count) % {"n": count}
    lines = [counted] if count >= FEWEST else []
    return Mail(title, "\n".join([*lines, _("Everybody in it hears by mail.")]), "")


def _join(program: Program) -> str:
    return f"{settings.PUBLIC_URL}{reverse('program', args=[program.pk])}"


def _program(message: Message) -> Program:
    return Program.objects.get(pk=message.context["program"])


def _round(message: Message) -> Round:
    return Round.objects.select_related("program").get(pk=message.context["round"])


def _can_be_joined(message: Message) -> bool:
    program = _program(message)
    today = _today(program, timezone.now())
    days = program.sign_up_opens <= today <= program.sign_up_closes
    return program.state == Program.State.RUNNING and days and audience.is_everybody(program)


def _is_published(message: Message) -> bool:
    round_ = _round(message)
    return round_.state == Round.State.PUBLISHED and audience.is_everybody(round_.program)


def _a_program() -> Program | None:
    """The one a preview is about: the newest that is for everybody, open or not."""
    rows = Program.objects.exclude(state=Program.State.DRAFT).order_by("-sign_up_opens", "-pk")
    return next((program for program in rows if audience.is_everybody(program)), None)


def _sample_opens(now: datetime) -> Mail | None:
    program = _a_program()
    return sign_up_opens(program) if program else None


def _sample_closes(now: datetime) -> Mail | None:
    program = _a_program()
    return sign_up_closes(program) if program else None


def _sample_published(now: datetime) -> Mail | None:
    rows = Round.objects.filter(state=Round.State.PUBLISHED).select_related("program")
    found = (row for row in rows.order_by("-published_at") if audience.is_everybody(row.program))
    round_ = next(found, None)
    return round_published(round_) if round_ else None


KINDS = (
    News(
        OPENS,
        gettext_lazy("Sign-up of a program opens"),
        lambda message: sign_up_opens(_program(message)),
        still_wanted=_can_be_joined,
        sample=_sample_opens,
    ),
    News(
        CLOSES,
        gettext_lazy("Sign-up closes in three days"),
        lambda message: sign_up_closes(_program(message)),
        still_wanted=_can_be_joined,
        sample=_sample_closes,
    ),
    News(
        PUBLISHED,
        gettext_lazy("A round of pairs was published (a count, never names)"),
        lambda message: round_published(_round(message)),
        still_wanted=_is_published,
        sample=_sample_published,
    ),
)
