"""The two sides of the outbox benchmark: people with a letter each, and a mail server that counts.

python -m benchmarks.outbox_rows fill 10000
python -m benchmarks.outbox_rows due
python -m benchmarks.outbox_rows take PORT MILLISECONDS FILE
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import django

ZONES = ("Europe/Madrid", "Asia/Kolkata", "America/New_York", "Pacific/Auckland")


def fill(mails: int) -> None:
    """A letter of HR to everybody, due in a year."""
    from django.utils import timezone

    from outbox.queue import enqueue_many
    from profiles import letters
    from profiles.models import Letter, Profile, User

    User.objects.bulk_create(
        User(email=f"person{number}@example.com", password="!") for number in range(mails)
    )
    users = list(User.objects.order_by("pk"))
    Profile.objects.bulk_create(
        Profile(user=user, name=f"Person {user.pk}", time_zone=ZONES[user.pk % len(ZONES)])
        for user in users
    )
    letter = Letter.objects.create(
        author=users[0],
        list_name="people",
        subject="A word, {first_name}",
        body="Hi {first_name},\n\n" + "we would like to tell you something. " * 20,
        state=Letter.State.SENT,
        sent_at=timezone.now(),
        sent_to=mails,
        why="You get this because you have an account at mentoring.",
    )
    enqueue_many(
        letters.KIND,
        [(f"letter:{user.pk}:bench", user, {"letter": letter.pk}) for user in users],
        not_before=timezone.now() + timedelta(days=365),
    )


def due() -> None:
    from django.utils import timezone

    from outbox.models import Message

    Message.objects.update(not_before=timezone.now())


class Taker:
    """Writes the moment each mail was taken, one a line."""

    def __init__(self, seconds: float, path: Path) -> None:
        self.seconds, self.file = seconds, path.open("a", buffering=1)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        self.file.write(f"{monotonic()}\n")
        return "250 OK"


async def take(port: int, milliseconds: int, path: Path) -> None:
    from aiosmtpd.smtp import SMTP

    taker = Taker(milliseconds / 1000, path)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(taker), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "take":
        asyncio.run(take(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
    else:
        django.setup()
        fill(int(sys.argv[2])) if sys.argv[1] == "fill" else due()
