"""What was decided about a proposal and by whom, in words."""

from django.utils.translation import gettext as _

from matching.models import Proposal
from profiles.models import User


def said_by(proposal: Proposal) -> str:
    """ "Hana Suzuki has approved this pair." """
    who = name_of(proposal.decided_by)
    if proposal.decision == Proposal.Decision.APPROVED:
        return _("%(who)s has approved this pair.") % {"who": who}
    if proposal.decision == Proposal.Decision.REJECTED:
        return _("%(who)s has rejected this pair.") % {"who": who}
    return _("This pair is open for a decision again.")


def name_of(user: User | None) -> str:
    profile = getattr(user, "profile", None)
    return str(profile) if profile else _("Somebody")
