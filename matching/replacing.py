"""After a "Not now": HR asks the next best, or tells the mentee kindly that nobody is free. The
mentee has heard nothing before either of them."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from matching import answers, emails_pairing, options, places, publishing
from matching.models import Enrollment, Pair
from matching.options import Option
from profiles import audit
from profiles.models import User

LET_GO = "no_replacement"


class ReplacementRefusedError(Exception):
    """The mentee has somebody by now, or the mentor is no option any more; the text says which."""


def choices(declined: Pair, *, now: datetime) -> list[Option]:
    """Mentors with a free place, best first, without those who said "Not now" in this round."""
    if declined.round is None:
        return []
    return options.next_best(declined.round, declined.mentee_enrollment, now=now, only_free=True)


@places.retry_on_conflict
def ask(declined: Pair, mentor_id: int, *, by: User, now: datetime) -> Pair:
    """Offer the mentee to another mentor; raises PlacesTakenError when the last place went."""
    with transaction.atomic():
        _hold(declined)
        chosen = next((o for o in choices(declined, now=now) if o.mentor.pk == mentor_id), None)
        if chosen is None or declined.round is None:
            raise ReplacementRefusedError(_("This mentor is no longer free for the pair."))
        mentee = declined.mentee_enrollment
        places.take([chosen.mentor.pk, mentee.pk])
        pair = publishing.scheduled_pair(
            chosen.mentor,
            mentee,
            round_=declined.round,
            reasons=chosen.reasons,
            score=chosen.score,
            visible_at=now,
            wave=declined.wave,
        )
        pair.save()
        Pair.objects.filter(pk=pair.pk).update(state=Pair.State.OFFERED)
        audit.record("pair.offered", pair, by=by, data={"after": declined.pk})
        emails_pairing.ask(pair)
    pair.refresh_from_db()
    return pair


def let_go(declined: Pair, *, by: User, now: datetime) -> bool:
    """Nobody else: the mentee gets the mail of the unmatched. False when already settled."""
    with transaction.atomic():
        try:
            _hold(declined)
        except ReplacementRefusedError:
            return False
        Pair.objects.filter(pk=declined.pk).update(end_reason=LET_GO)
        mentee = declined.mentee_enrollment
        Enrollment.objects.filter(pk=mentee.pk).update(times_unmatched=F("times_unmatched") + 1)
        if declined.round is not None:
            key = f"no-match:pair:{declined.pk}"
            emails_pairing.tell_unmatched(mentee, declined.round, key=key, at=now)
        audit.record("pair.not_replaced", declined, by=by)
    return True


def _hold(declined: Pair) -> None:
    """Lock the mentee's enrollment and see that they still wait for somebody."""
    Enrollment.objects.select_for_update().get(pk=declined.mentee_enrollment_id)
    if not answers.without_next_best().filter(pk=declined.pk).exists():
        raise ReplacementRefusedError(
            _("%(name)s does not wait for a mentor any more.") % {"name": declined.mentee.name}
        )
