"""The mails around a round: E4 to the mentor, E3 to the mentee, E14 without a match.

In reverse programs the senior, who learns, is asked: kind `match-mentor` is the question to whoever
is asked first, `match-mentee` the news to the other. Contexts carry ids only. Mails of a publish
wait for its recall window and share a batch, so that recall takes all of them back at once.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from matching import group_asks, group_words, mail_words, pairing_words, waiting_offers
from matching.lots import SECOND
from matching.models import Enrollment, Pair, Round, Unmatched
from matching.pairing_words import Match, Words
from outbox import links
from outbox.kinds import Kind, Mail
from outbox.models import Message
from outbox.queue import enqueue, enqueue_many
from outbox.render import Button, mail
from profiles.models import Profile, User

# Buttons that lead to a first date, for the news that two are a pair: filled in by rooms above.
FIRST_DATES: list[Callable[[Message, Pair, Profile], list[Button]]] = []
TEMPLATE = "emails/matching/pairing"
ANSWER = "match"
YES, NOT_NOW = "yes", "not-now"


def batch_of(round_: Round) -> str:
    return f"round:{round_.pk}"


def ask(pair: Pair, *, batch: str = "") -> None:
    ask_all([pair], batch=batch)


def ask_all(pairs: Sequence[Pair], *, batch: str = "") -> None:
    """One mail for each pair, and one for each group; how long it may be answered depends on the
    zone of whoever is asked, so that a round has a few deadlines."""
    users = User.objects.in_bulk({pair.asked.user_id for pair in pairs})
    rows: dict[tuple[datetime, datetime | None], list[Pair]] = defaultdict(list)
    for pair, *_others in group_asks.firsts(pairs):
        rows[pair.visible_at, pair.answer_by].append(pair)
    for (visible_at, answer_by), found in rows.items():
        enqueue_many(
            "match-mentor",
            [
                (f"match-mentor:{pair.pk}", users[pair.asked.user_id], {"pair": pair.pk})
                for pair in found
            ],
            not_before=visible_at,
            not_after=answer_by,
            batch=batch,
        )


def tell(pair: Pair, person: Profile, *, now: datetime) -> None:
    """The news that they are a pair, to whoever has not heard of it yet."""
    enqueue(
        "match-mentee",
        key=f"match-mentee:{pair.pk}",
        to=person.user,
        context={"pair": pair.pk},
        not_before=now,
    )


def tell_unmatched(mentee: Enrollment, round_: Round, *, key: str, at: datetime) -> bool:
    return enqueue(
        "no-match",
        key=key,
        to=mentee.profile.user,
        context={"enrollment": mentee.pk, "round": round_.pk},
        not_before=at,
        batch=batch_of(round_),
    )


def match_of(pair: Pair, *, is_preview: bool = False) -> Match:
    by = pair.answer_by or pair.visible_at
    later_from = pair.starts_on if pair.wave == SECOND else None
    return Match(pair.program, pair.mentor, pair.mentee, pair.reasons, by, is_preview, later_from)


def _asking_mail(message: Message) -> Mail:
    pair = _pair(message)
    pairs = group_asks.waiting(pair) or [pair]
    expires_at = max(one.answer_by or one.visible_at for one in pairs)
    # A mail that is no row of the outbox is HR's preview.
    is_preview = message.pk is None
    words = group_words.asking([match_of(one, is_preview=is_preview) for one in pairs])
    hrefs = [
        links.url(message, ANSWER, pair.asked.user, f"{pair.pk}:{answer}", expires_at=expires_at)
        for answer in (YES, NOT_NOW)
    ]
    return _mail(message, words, hrefs)


def _telling_mail(message: Message) -> Mail:
    pair = _pair(message)
    reader = pair.mentor if pair.mentor.user_id == message.recipient_id else pair.mentee
    dates = [button for offer in FIRST_DATES for button in offer(message, pair, reader)]
    words = pairing_words.telling(match_of(pair), reader, has_dates=bool(dates))
    return _mail(message, words, [reverse("pair", args=[pair.pk])], before=dates)


def _no_match_mail(message: Message) -> Mail:
    mentee = _mentee(message)
    cause, facts = why_unmatched(mentee, message.context["round"])
    offers = waiting_offers.offers([mentee.profile])[mentee.profile_id]
    words = pairing_words.no_match(
        mentee.program,
        mentee.profile,
        cause=cause,
        facts=facts,
        has_offers=bool(offers),
    )
    second = reverse("home") + "#waiting" if offers else reverse("people")
    links_ = [Button(offer.title, offer.url) for offer in offers]
    return _mail(message, words, [reverse("my-profile"), second], offers=links_)


def why_unmatched(mentee: Enrollment, round_id: int) -> tuple[str, dict[str, object]]:
    rows = Unmatched.objects.filter(mentee=mentee, run__round=round_id)
    found = rows.order_by("-run__number").first()
    return (found.cause, found.facts) if found else ("", {})


def _mail(
    message: Message,
    words: Words,
    hrefs: list[str],
    *,
    before: Sequence[Button] = (),
    offers: Sequence[Button] = (),
) -> Mail:
    """The first of its own buttons leads, the others are equals beside it; `offers` are links."""
    own = [
        Button(label, href, quiet=place > 0)
        for place, (label, href) in enumerate(zip(words.buttons, hrefs, strict=True))
    ]
    buttons = [*before, *own]
    context = {"words": words, "why": words.why, "offers": offers}
    return mail(message, TEMPLATE, context, buttons=buttons)


def _pair(message: Message) -> Pair:
    pairs = Pair.objects.select_related("program", "mentor__user", "mentee__user")
    return pairs.get(pk=message.context["pair"])


def _mentee(message: Message) -> Enrollment:
    rows = Enrollment.objects.select_related("program", "profile")
    return rows.get(pk=message.context["enrollment"])


def _may_answer(message: Message) -> bool:
    pairs = Pair.objects.select_related("program").filter(pk=message.context["pair"])
    return any(group_asks.waiting(pair) for pair in pairs)


def _pair_runs(message: Message) -> bool:
    return Pair.objects.filter(pk=message.context["pair"], state=Pair.State.ACTIVE).exists()


def _still_unmatched(message: Message) -> bool:
    mentees = Enrollment.objects.active().filter(pk=message.context["enrollment"], used=0)
    return mentees.exists()


KINDS = [
    Kind(
        "match-mentor",
        render=_asking_mail,
        still_wanted=_may_answer,
        label=gettext_lazy("Match, to whoever is asked"),
        editable=mail_words.TO_MENTOR,
    ),
    Kind(
        "match-mentee",
        render=_telling_mail,
        still_wanted=_pair_runs,
        label=gettext_lazy("Match, to the other"),
        editable=mail_words.TO_MENTEE,
    ),
    Kind(
        "no-match",
        render=_no_match_mail,
        still_wanted=_still_unmatched,
        editable=mail_words.ABOUT_PROGRAM,
    ),
]
