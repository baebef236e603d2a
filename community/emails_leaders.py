"""The invitation to leaders: three ways to take part."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from community import leaders
from matching.emails import kind, letter
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile


def invited(message: Message) -> Mail:
    page = reverse("leader-invitation")
    return letter(
        message,
        _("One hour of yours that colleagues remember"),
        [
            _("HR invites the leaders of %(company)s to take part where knowledge is shared.")
            % {"company": settings.COMPANY_NAME},
            _("Mentor somebody, host an open hour, or write down a lesson learned: one is enough."),
            _("The page “Leaders” says what leaders do. It has no counts and no order."),
        ],
        why=_("You get this because HR counts you among the leaders."),
        buttons=[
            Button(_("Choose one"), page),
            Button(_("What leaders do"), reverse("leaders"), quiet=True),
        ],
    )


def _is_leader(message: Message) -> bool:
    person = Profile.objects.filter(pk=message.context["person"]).first()
    return person is not None and leaders.is_leader(person)


KINDS = (kind(leaders.KIND, invited, still_wanted=_is_leader),)
