"""Asking mentees without a goal for one: it earns the points that win a place."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from matching.emails import kind, letter
from matching.models import Enrollment, Round
from outbox.kinds import Mail
from outbox.models import Message
from outbox.queue import enqueue_many
from outbox.render import Button
from profiles import audit
from profiles.models import User

NAME = "ask-goal"


def was_asked(round_: Round) -> Exists:
    """A filter over enrollments: asked in this round."""
    key = Concat(Value(f"{NAME}:{round_.pk}:"), Cast(OuterRef("pk"), CharField()))
    return Exists(Message.objects.filter(kind=NAME, key=key))


@transaction.atomic
def ask(round_: Round, mentees: Collection[Enrollment], *, by: User, now: datetime) -> int:
    """Once per person and round."""
    sent = enqueue_many(
        NAME,
        [
            (f"{NAME}:{round_.pk}:{row.pk}", row.profile.user, {"enrollment": row.pk})
            for row in mentees
        ],
        not_before=now,
    )
    if sent:
        audit.record("goals.asked", round_, by=by, data={"people": sent})
    return sent


def _mail(message: Message) -> Mail:
    rows = Enrollment.objects.select_related("program", "profile")
    row = rows.get(pk=message.context["enrollment"])
    names = {"program": row.program.name}
    return letter(
        message,
        _("What would you like to learn?"),
        [
            _("We look for a mentor for you in %(program)s, and your profile has no goal yet.")
            % names,
            _("One skill and one sentence are enough. It takes a minute."),
        ],
        why=_("You get this because you joined %(program)s.") % names,
        buttons=[Button(_("Add a goal"), reverse("edit-goals"))],
    )


def _still_wanted(message: Message) -> bool:
    rows = Enrollment.objects.active().filter(pk=message.context["enrollment"], used=0)
    return rows.filter(profile__goals__isnull=True).exists()


KINDS = [kind(NAME, _mail, still_wanted=_still_wanted)]
