"""States of the messages desk, of letters and of channels without an address of their own."""

from django.utils import timezone

from profiles import letters
from tests.access.channels import channel
from tests.browser import pages
from tests.browser.proof_pages import PROOF


def mail_with_errors(cast):
    return pages.sent(cast.hana, "hr-mail", "match-mentee", data={"opening": "Hi {mentr}"})


def fixed_mail(cast):
    return pages.opened(cast.hana, "hr-mail", "account-mail")


def letter_to(cast, **wanted):
    return letters.begin(
        "program",
        {"program": str(cast.program.pk), **wanted},
        "A word",
        "Hi {first_name}.\n\nSee you.",
        by=cast.cora.user,
    )


def new_letter(cast, data=None):
    client = pages.reader(cast.cora)
    path = f"/hr/letters/new/?list=program&program={cast.program.pk}"
    return client, path, client.get(path) if data is None else client.post(path, data)


def sent_letter(cast):
    first, second = letter_to(cast, role="mentor"), letter_to(cast)
    letters.send(first, by=cast.cora.user, seen=1, now=timezone.now())
    letters.send(second, by=cast.cora.user, seen=2, now=timezone.now())
    return pages.opened(cast.cora, "letter", second.pk)


def a_channel(cast, name="hr-channel", data=None):
    channel(cast)
    if data is None:
        return pages.opened(cast.hana, name, 900)
    return pages.sent(cast.hana, name, 900, data=data)


STATES = {
    **PROOF,
    "no channel yet": lambda c: pages.opened(c.hana, "hr-channels"),
    "an announcement without a channel": lambda c: pages.opened(c.hana, "announce"),
    "a new channel with errors": lambda c: pages.sent(c.hana, "new-channel"),
    "a channel with errors": lambda c: a_channel(c, data={"name": ""}),
    "a direct line with errors": lambda c: a_channel(c, "add-line", data={"handle": "x y"}),
    "a new letter": new_letter,
    "a new letter with errors": lambda c: new_letter(c, {}),
    "a letter to nobody": lambda c: pages.opened(c.cora, "letter", letter_to(c, q="zzz").pk),
    "a sent letter": sent_letter,
    "letters of a beginner": lambda c: pages.opened(c.otto, "letters"),
    "words of a mail with errors": mail_with_errors,
    "a mail that is fixed": fixed_mail,
}
