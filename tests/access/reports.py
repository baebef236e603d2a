"""Reports of a round, and the mentor's answer to "one more place?"."""

import datetime as dt

from django.utils import timezone

from matching.models import PlaceAsk
from outbox import links
from outbox.kinds import kind_named
from outbox.models import Message
from tests.access.rounds import ACT, NO_GET, NO_POST, READ, _round, on_round, with_run
from tests.access.rows import Row, row


def with_place_ask(cast) -> None:
    with_run(cast)
    asked = PlaceAsk.objects.create(round=_round(cast), mentor=cast.ada_enrolled)
    message = Message.objects.create(
        key="access-one-more",
        kind="one-more",
        policy=kind_named("one-more").policy,
        recipient=cast.ada.user,
        not_before=timezone.now(),
    )
    expires = timezone.now() + dt.timedelta(days=3)
    url = links.url(message, "one-more", cast.ada.user, f"{asked.pk}:yes", expires_at=expires)
    cast.extra["one_more"] = url.rstrip("/").rsplit("/", 1)[1]


ROWS: dict[str, Row] = {
    "round-unmatched": on_round(READ, NO_POST, prepare=with_run),
    "invite-for-skill": on_round(NO_GET, ACT, data=lambda c: {"skill": "Rust"}),
    "start-for-waiting": on_round(NO_GET, "L - - - - - - > -", data=lambda c: {"format": "flash"}),
    "ask-for-goals": on_round(NO_GET, ACT),
    "round-capacity": on_round(READ, NO_POST, prepare=with_run),
    "ask-one-more": on_round(NO_GET, ACT, data=lambda c: {"mentors": [c.ada_enrolled.pk]}),
    "round-fairness": on_round(READ, NO_POST, prepare=with_run),
    "fairness-print": on_round(READ, NO_POST, prepare=with_run),
    "fairness-csv": on_round(READ, NO_POST, prepare=with_run),
    "answer-one-more": row(
        "R",
        ">",
        prepare=with_place_ask,
        data=lambda c: {"answer": "yes"},
        token=lambda c: c.extra["one_more"],
    ),
}
