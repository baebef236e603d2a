"""The mail to whoever waited for a comparison and may have left the page."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.emails import kind, letter
from matching.models import Lab
from outbox.kinds import Mail
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button

# Whoever waited less has seen it end.
LONG = timedelta(seconds=10)
ENDED = (Lab.State.DONE, Lab.State.FAILED)


def ended(lab: Lab) -> None:
    """Inside the transaction that ends the lab; its key makes a second call harmless."""
    row = Lab.objects.select_related("requested_by").get(pk=lab.pk)
    if row.state not in ENDED or row.requested_by is None or row.finished_at is None:
        return
    if row.finished_at - row.requested_at > LONG:
        enqueue(
            "lab-ready", key=f"lab-ready:{row.pk}", to=row.requested_by, context={"lab": row.pk}
        )


def ready(message: Message) -> Mail:
    lab = Lab.objects.select_related("round__program").get(pk=message.context["lab"])
    names = {"program": lab.round.program.name}
    if lab.state == Lab.State.FAILED:
        subject = _("The comparison did not finish")
        lines = [lab.error, _("Nothing in the round was changed. You can compare again.")]
    else:
        count = lab.policies.count()
        subject = _("Your comparison is ready")
        line = ngettext(
            "%(n)s policy of %(program)s stands side by side with its figures.",
            "%(n)s policies of %(program)s stand side by side with their figures.",
            count,
        )
        lines = [line % {"n": count, **names}, _("Nothing in the round was changed.")]
    return letter(
        message,
        subject,
        lines,
        why=_("You get this because you compared policies in the matching lab of %(program)s.")
        % names,
        buttons=[Button(_("Open the lab"), lab.get_absolute_url())],
    )


def _is_there(message: Message) -> bool:
    return Lab.objects.filter(pk=message.context["lab"], state__in=ENDED).exists()


KINDS = [kind("lab-ready", ready, still_wanted=_is_there)]
