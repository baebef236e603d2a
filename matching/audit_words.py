"""What matching's acts are called in the audit, what they are about, and whose eyes they are not
for (`profiles.audit_log`)."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.models import Enrollment, Pair, Program, Proposal, Round, Run
from profiles.audit_log import Act
from profiles.models import User

ACTS: dict[str, Act] = {
    "program.created": Act(gettext_lazy("created a program")),
    "program.changed": Act(gettext_lazy("changed a program")),
    "program.started": Act(gettext_lazy("started a program")),
    "program.finished": Act(gettext_lazy("finished a program")),
    "program.next_cohort": Act(gettext_lazy("prepared the next cohort of a program")),
    "program.coordinators": Act(gettext_lazy("changed who coordinates a program")),
    "training.chosen": Act(gettext_lazy("chose the training of a program")),
    "policy.saved": Act(gettext_lazy("saved the rules of a program")),
    "invitations.sent": Act(gettext_lazy("sent invitations")),
    "mentors.asked": Act(gettext_lazy("asked people to mentor")),
    "places.asked": Act(gettext_lazy("asked mentors for one more place")),
    "goals.asked": Act(gettext_lazy("asked people for a goal")),
    "invitation.not_for_me": Act(gettext_lazy("turned an invitation down")),
    "enrollment.joined": Act(gettext_lazy("joined a program")),
    "enrollment.withdrawn": Act(gettext_lazy("left a program")),
    "enrollment.removed": Act(gettext_lazy("removed a person from a program"), shows_reason=True),
    "enrollment.paused": Act(gettext_lazy("paused a person in a program")),
    "enrollment.accepted": Act(gettext_lazy("accepted a person into a program")),
    "enrollment.refused": Act(gettext_lazy("turned a person down"), shows_reason=True),
    "enrollment.active": Act(gettext_lazy("let a person into a program")),
    "enrollment.newcomer": Act(gettext_lazy("took a newcomer into a buddy program")),
    "enrollment.with_pair": Act(gettext_lazy("enrolled a person with an imported pair")),
    "pairs.imported": Act(gettext_lazy("imported pairs")),
    "round.opened": Act(gettext_lazy("opened the round")),
    "round.cancelled": Act(gettext_lazy("cancelled the round")),
    "round.publish_asked": Act(gettext_lazy("asked for publishing")),
    "round.published": Act(gettext_lazy("published the round")),
    "round.recalled": Act(gettext_lazy("stopped the publishing and took the pairs back")),
    "round.exported": Act(gettext_lazy("exported the round")),
    "round.history_exported": Act(gettext_lazy("exported the history")),
    "run.requested": Act(gettext_lazy("started matching")),
    "run.cancelled": Act(gettext_lazy("cancelled matching")),
    "lab.started": Act(gettext_lazy("compared policies in the matching lab")),
    "lab.cancelled": Act(gettext_lazy("cancelled a comparison in the matching lab")),
    "lab.saved_as_run": Act(gettext_lazy("saved a policy of the matching lab as a new run")),
    "proposals.approved": Act(gettext_lazy("approved pairs in bulk")),
    "proposals.rejected": Act(gettext_lazy("rejected pairs in bulk"), shows_reason=True),
    "proposals.locked": Act(gettext_lazy("locked pairs in bulk")),
    "sample.drawn": Act(gettext_lazy("drew a sample of approved pairs")),
    "review.undone": Act(gettext_lazy("took a step back")),
    "review.redone": Act(gettext_lazy("did a step again")),
    "proposal.approve": Act(gettext_lazy("approved a proposal")),
    "proposal.reject": Act(gettext_lazy("rejected a proposal"), shows_reason=True),
    "proposal.forbid": Act(gettext_lazy("kept two people apart"), shows_reason=True),
    "proposal.undo": Act(gettext_lazy("opened a proposal again")),
    "proposal.lock": Act(gettext_lazy("locked a proposal")),
    "proposal.unlock": Act(gettext_lazy("unlocked a proposal")),
    "proposal.reopen": Act(gettext_lazy("opened a proposal again")),
    "proposal.swap": Act(gettext_lazy("gave a mentee another mentor"), shows_reason=True),
    "proposal.force": Act(gettext_lazy("put two people together by hand"), shows_reason=True),
    "proposal.comment": Act(gettext_lazy("commented on a proposal")),
    "request.asked": Act(gettext_lazy("asked a mentor")),
    "request.next": Act(gettext_lazy("asked the next mentor on a list")),
    "request.accepted": Act(gettext_lazy("accepted a request")),
    "request.over": Act(gettext_lazy("let a request end without a pair")),
    "request.switched": Act(gettext_lazy("changed whether they take requests")),
    "pair.opened": Act(gettext_lazy("opened a pair by hand"), shows_reason=True),
    "pair.corrected": Act(gettext_lazy("corrected a pair")),
    "pair.extended": Act(gettext_lazy("let a pair go on longer")),
    "pair.closed": Act(gettext_lazy("closed a pair")),
    "pair.accepted": Act(gettext_lazy("accepted a match")),
    "pair.begun": Act(gettext_lazy("let a pair begin")),
    "pair.declined": Act(gettext_lazy("said “Not now” to a match")),
    "pair.away": Act(gettext_lazy("set a pair away until a date")),
    "pair.back": Act(gettext_lazy("let a pair go on that was away")),
    "pair.stuck_away": Act(gettext_lazy("found no place for a pair that was away")),
    "pair.away_choice": Act(gettext_lazy("chose what to do while the partner is away")),
    "pair.offered": Act(gettext_lazy("offered the next best mentor")),
    "pair.not_replaced": Act(gettext_lazy("let a declined match go")),
    "pair.conflict_asked": Act(gettext_lazy("asked a pair in one reporting line")),
    "pair.conflict_agreed": Act(gettext_lazy("agreed to go on in one reporting line")),
    "pair.conflict_kept": Act(gettext_lazy("kept a pair in one reporting line"), shows_reason=True),
}


def programs(ids: set[int]) -> dict[int, str]:
    return dict(Program.objects.filter(pk__in=ids).values_list("pk", "name"))


def rounds(ids: set[int]) -> dict[int, str]:
    found = Round.objects.filter(pk__in=ids).values_list("pk", "number", "program__name")
    return {pk: _round(number, name) for pk, number, name in found}


def runs(ids: set[int]) -> dict[int, str]:
    columns = ("pk", "round__number", "round__program__name")
    found = Run.objects.filter(pk__in=ids).values_list(*columns)
    return {pk: _round(number, name) for pk, number, name in found}


def proposals(ids: set[int]) -> dict[int, str]:
    columns = ("pk", "mentee__profile__name", "mentor__profile__name")
    found = Proposal.objects.filter(pk__in=ids).values_list(*columns)
    return {pk: f"{mentee}, {mentor}" for pk, mentee, mentor in found}


def pairs(ids: set[int]) -> dict[int, str]:
    found = Pair.objects.filter(pk__in=ids).values_list("pk", "mentee__name", "mentor__name")
    return {pk: f"{mentee}, {mentor}" for pk, mentee, mentor in found}


def enrollments(ids: set[int]) -> dict[int, str]:
    found = Enrollment.objects.filter(pk__in=ids)
    return dict(found.values_list("pk", "profile__name"))


def _round(number: int, program: str) -> str:
    return _("Round %(n)s, %(program)s") % {"n": number, "program": program}


SUBJECTS = {
    "matching.program": programs,
    "matching.round": rounds,
    "matching.run": runs,
    "matching.proposal": proposals,
    "matching.pair": pairs,
    "matching.enrollment": enrollments,
}


def own_matches(reader: User) -> Q:
    """Nobody reviews a match of their own, so nobody reads here who decided about it."""
    own = Proposal.objects.filter(Q(mentor__profile__user=reader) | Q(mentee__profile__user=reader))
    pairs = Pair.objects.filter(Q(mentor__user=reader) | Q(mentee__user=reader))
    return Q(object_type="matching.proposal", object_id__in=own.values("pk")) | Q(
        object_type="matching.pair", object_id__in=pairs.values("pk")
    )
