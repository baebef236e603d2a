import datetime as dt

from django.utils import timezone

from outbox import links
from outbox.models import Link, Message, Suppression
from tests.access.rows import HR_ONLY, NO_GET, row

TOKEN = "t" * 43


def with_link(purpose):
    """A working link of a mail to Ben."""

    def prepare(cast):
        message = Message.objects.create(
            key="a", kind="test", recipient=cast.ben.user, not_before=timezone.now()
        )
        Link.objects.create(
            purpose=purpose,
            message=message,
            person=cast.ben.user,
            token_hash=links.hash_of(TOKEN),
            expires_at=timezone.now() + dt.timedelta(days=1),
        )

    return prepare


def failed_message(cast):
    Message.objects.create(
        pk=900, key="b", kind="none", address="x@example.com", not_before=timezone.now()
    )


def suppression(cast):
    Suppression.objects.create(pk=900, address="x@example.com")


ROWS = {
    # Outside embedded mode these pages do not exist.
    "demo-sign-in": row("-", "-"),
    "mailbox": row("-", "x"),
    "mail": row("-", "x", name=lambda c: "1" * 20 + "-000001"),
    "mail-html": row("-", "x", name=lambda c: "1" * 20 + "-000001"),
    "hr-messages": row(HR_ONLY, "L x x x x x x x x"),
    "retry-message": row(NO_GET, "L - - - - - - > -", pk=lambda c: 900, prepare=failed_message),
    "lift-suppression": row(NO_GET, "L - - - - - - > -", pk=lambda c: 900, prepare=suppression),
    "mail-preferences": row("L R R R R R R R R", "L R R R R R R R R"),
    "pause-mail": row("R", "R", token=lambda c: TOKEN, prepare=with_link("pause")),
    "unsubscribe": row("R", "B", token=lambda c: TOKEN, prepare=with_link("unsubscribe")),
}
