"""The mails around a round: E15 to HR, E4 to the mentor, E3 to the mentee, E14 without a match.

Contexts carry ids only. Mails of a publish wait for its recall window and share a batch, so that
recall takes all of them back at once.
"""

from datetime import datetime

from django.urls import reverse

from matching import flags, pairing_words
from matching.models import Enrollment, Pair, Round, Run, Unmatched
from matching.pairing_words import Match, Words
from outbox import links
from outbox.kinds import Kind, Mail
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button, mail

TEMPLATE = "emails/matching/pairing"
ANSWER = "match"
YES, NOT_NOW = "yes", "not-now"


def batch_of(round_: Round) -> str:
    return f"round:{round_.pk}"


def ask_mentor(pair: Pair, *, batch: str = "") -> None:
    enqueue(
        "match-mentor",
        key=f"match-mentor:{pair.pk}",
        to=pair.mentor.user,
        context={"pair": pair.pk},
        not_before=pair.visible_at,
        not_after=pair.answer_by,
        batch=batch,
    )


def tell_mentee(pair: Pair, *, now: datetime) -> None:
    enqueue(
        "match-mentee",
        key=f"match-mentee:{pair.pk}",
        to=pair.mentee.user,
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


def review_ready(run: Run) -> None:
    if run.requested_by is not None:
        enqueue(
            "review-ready",
            key=f"review-ready:{run.pk}",
            to=run.requested_by,
            context={"run": run.pk},
        )


def match_of(pair: Pair) -> Match:
    return Match(
        pair.program, pair.mentor, pair.mentee, pair.reasons, pair.answer_by or pair.visible_at
    )


def _mentor_mail(message: Message) -> Mail:
    pair = _pair(message)
    expires_at = pair.answer_by or pair.visible_at
    words = pairing_words.for_mentor(match_of(pair))
    hrefs = [
        links.url(message, ANSWER, pair.mentor.user, f"{pair.pk}:{answer}", expires_at=expires_at)
        for answer in (YES, NOT_NOW)
    ]
    return _mail(message, words, hrefs)


def _mentee_mail(message: Message) -> Mail:
    pair = _pair(message)
    return _mail(
        message, pairing_words.for_mentee(match_of(pair)), [reverse("pair", args=[pair.pk])]
    )


def _no_match_mail(message: Message) -> Mail:
    mentee = _mentee(message)
    cause, facts = why_unmatched(mentee, message.context["round"])
    words = pairing_words.no_match(mentee.program, mentee.profile, cause=cause, facts=facts)
    return _mail(message, words, [reverse("my-profile"), reverse("people")])


def why_unmatched(mentee: Enrollment, round_id: int) -> tuple[str, dict[str, object]]:
    rows = Unmatched.objects.filter(mentee=mentee, run__round=round_id)
    found = rows.order_by("-run__number").first()
    return (found.cause, found.facts) if found else ("", {})


def _review_mail(message: Message) -> Mail:
    run = Run.objects.select_related("round__program").get(pk=message.context["run"])
    rows = run.proposals.undecided()
    words = pairing_words.review_ready(
        run,
        proposals=run.proposals.count(),
        risky=rows.filter(flags__has_any_keys=list(flags.NEEDS_A_LOOK)).count(),
        left=run.unmatched.count(),
    )
    return _mail(message, words, [reverse("round", args=[run.round_id])])


def _mail(message: Message, words: Words, hrefs: list[str]) -> Mail:
    """The first button leads, the others are equals beside it."""
    buttons = [
        Button(label, href, quiet=place > 0)
        for place, (label, href) in enumerate(zip(words.buttons, hrefs, strict=True))
    ]
    return mail(message, TEMPLATE, {"words": words, "why": words.why}, buttons=buttons)


def _pair(message: Message) -> Pair:
    pairs = Pair.objects.select_related("program", "mentor__user", "mentee__user")
    return pairs.get(pk=message.context["pair"])


def _mentee(message: Message) -> Enrollment:
    rows = Enrollment.objects.select_related("program", "profile")
    return rows.get(pk=message.context["enrollment"])


def _mentor_may_answer(message: Message) -> bool:
    asked = (Pair.State.SCHEDULED, Pair.State.OFFERED)
    return Pair.objects.filter(pk=message.context["pair"], state__in=asked).exists()


def _pair_runs(message: Message) -> bool:
    return Pair.objects.filter(pk=message.context["pair"], state=Pair.State.ACTIVE).exists()


def _still_unmatched(message: Message) -> bool:
    mentees = Enrollment.objects.active().filter(pk=message.context["enrollment"], used=0)
    return mentees.exists()


def _is_newest(message: Message) -> bool:
    """A result that a later run has replaced is no news."""
    run = Run.objects.get(pk=message.context["run"])
    later = Run.objects.filter(round=run.round_id, number__gt=run.number)
    return not later.exclude(state=Run.State.CANCELLED).exists()


KINDS = [
    Kind("match-mentor", render=_mentor_mail, still_wanted=_mentor_may_answer),
    Kind("match-mentee", render=_mentee_mail, still_wanted=_pair_runs),
    Kind("no-match", render=_no_match_mail, still_wanted=_still_unmatched),
    Kind("review-ready", render=_review_mail, still_wanted=_is_newest),
]
