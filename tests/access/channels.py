"""Rows of the channels: HR's alone."""

from outbox import vault
from outbox.models import Channel, DirectLine
from tests.access.rows import HR_ONLY, NO_GET, NO_POST, row

HR_ACT = "L - - - - - - > -"


def channel(cast):
    found = Channel.objects.create(
        pk=900,
        name="General",
        service="mattermost",
        secret=vault.close("https://chat.example.com/hooks/abc"),
        host="chat.example.com",
    )
    DirectLine.objects.create(pk=900, user=cast.ben.user, channel=found, handle="@ben")


def at():
    return {"pk": lambda c: 900, "prepare": channel}


ROWS = {
    "hr-channels": row(HR_ONLY, NO_POST, prepare=channel),
    "new-channel": row(HR_ONLY, HR_ONLY),
    "announce": row(HR_ONLY, HR_ONLY, prepare=channel),
    "hr-channel": row(HR_ONLY, HR_ACT, data=lambda c: {"name": "Other"}, **at()),
    "test-channel": row(NO_GET, HR_ACT, **at()),
    "switch-channel-on": row(NO_GET, HR_ACT, **at()),
    "switch-channel-off": row(NO_GET, HR_ACT, **at()),
    "choose-news": row(NO_GET, HR_ACT, **at()),
    "add-line": row(NO_GET, HR_ONLY, **at()),
    "remove-line": row(NO_GET, HR_ACT, **at()),
}
