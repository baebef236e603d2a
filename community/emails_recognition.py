"""E16 for kudos. Contexts carry ids only; words are read when the mail is rendered."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import kudos
from community.models import Kudos
from matching.emails import kind, letter, within
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from outbox.topics import Topic

QUOTED = 30
KUDOS = Topic("kudos", gettext_lazy("Kudos: a colleague thanks you"))


def kudos_mail(message: Message) -> Mail:
    """The words themselves, and who else sees them."""
    row = Kudos.objects.with_people().get(pk=message.context["kudos"])
    name = row.giver.first_name
    start = Truncator(" ".join(row.words.split())).chars(QUOTED)
    subject = within(
        _("%(name)s thanked you: “%(start)s”") % {"name": name, "start": start},
        within(_("%(name)s thanked you") % {"name": name}, _("A colleague thanked you")),
    )
    lines = [_("%(name)s wrote to you:") % {"name": row.giver.name}, f"“{row.words}”"]
    if row.skill:
        lines.append(_("For %(skill)s.") % {"skill": row.skill.name})
    reply = f"{reverse('give-kudos')}?to={row.giver_id}"
    return letter(
        message,
        subject,
        lines,
        why=_("You get this because a colleague thanked you."),
        buttons=[
            Button(_("Reply with thanks"), reply),
            Button(_("See it, or make it private"), reverse("kudos-received"), quiet=True),
        ],
        small=_who_sees(row),
    )


def _who_sees(row: Kudos) -> str:
    if Kudos.objects.public().filter(pk=row.pk).exists():
        return _("It stands on the wall. You can make it private or remove it.")
    return _("Only the two of you see it.")


def _stands(message: Message) -> bool:
    rows = Kudos.objects.standing().filter(pk=message.context["kudos"])
    return rows.filter(recipient__is_active=True).exists()


KINDS = (kind(kudos.KIND, kudos_mail, still_wanted=_stands, topic=KUDOS.name),)
