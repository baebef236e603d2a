"""Two letters to the same people, and the same letter twice, at the same moment."""

import pytest
from django.utils import timezone

from outbox.models import Message
from profiles import letters
from profiles.models import Letter
from tests.outbox.test_races import at_once
from tests.people import make_hr, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
ROUNDS = 5


def test_one_a_week_whoever_presses_at_once():
    hana, ines = make_hr(), make_hr("Ines Moreau")
    for number in range(10):
        make_person(f"Person {number}")
    for turn in range(ROUNDS):
        Message.objects.all().delete()
        drafts = [
            letters.begin("people", {}, f"Turn {turn}", "Hello", by=who.user)
            for who in (hana, ines)
        ]

        def press(n, drafts=drafts):
            try:
                return letters.send(
                    drafts[n % 2], by=drafts[n % 2].author, seen=11, now=timezone.now()
                )
            except letters.ListChangedError:
                return False

        at_once(press, times=4)
        rows = Message.objects.filter(kind=letters.KIND)
        recipients = list(rows.values_list("recipient", flat=True))
        assert len(recipients) == len(set(recipients))
        out = Letter.objects.filter(pk__in=[draft.pk for draft in drafts], state="sent")
        assert sum(letter.sent_to for letter in out) == len(recipients)
        for letter in out:
            assert letter.sent_to == rows.filter(batch=letters.batch_of(letter)).count()
            assert letter.sent_to + len(letter.skipped) == 12
