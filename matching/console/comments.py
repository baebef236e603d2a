"""Words between the reviewers about two people: kept with the pair, never seen by the two."""

from datetime import datetime

from django.db.models import Q, QuerySet

from matching.models import Program, Proposal, ReviewComment
from profiles import audit
from profiles.models import RoleGrant, User

LONGEST = 500


def of(proposal: Proposal) -> QuerySet[ReviewComment]:
    """The comments about these two people in this round, oldest first."""
    rows = ReviewComment.objects.filter(
        round=proposal.round_id, mentor=proposal.mentor_id, mentee=proposal.mentee_id
    )
    return rows.select_related("author__profile", "mentioned__profile").order_by("pk")


def add(proposal: Proposal, *, by: User, text: str) -> ReviewComment:
    """A comment; "@Kwame" or "@Kwame Mensah" in it asks that reviewer."""
    comment = ReviewComment.objects.create(
        round_id=proposal.round_id,
        mentor_id=proposal.mentor_id,
        mentee_id=proposal.mentee_id,
        author=by,
        mentioned=_mentioned(proposal.round.program, text, by=by),
        text=text[:LONGEST],
    )
    audit.record("proposal.comment", proposal, by=by)
    return comment


def settle(comment: ReviewComment, *, by: User, now: datetime) -> bool:
    """Who was asked has seen it; False when it was settled before."""
    rows = ReviewComment.objects.filter(pk=comment.pk, mentioned=by, settled_at__isnull=True)
    return bool(rows.update(settled_at=now))


def reviewers(program: Program) -> QuerySet[User]:
    """Everybody who may review the rounds of a program, by name."""
    is_hr = Q(role_grants__role=RoleGrant.Role.HR)
    rows = User.objects.filter(is_hr | Q(coordinates__program=program), is_active=True)
    return rows.select_related("profile").distinct().order_by("profile__name", "pk")


def _mentioned(program: Program, text: str, *, by: User) -> User | None:
    """The reviewer named first; a whole name is meant before a first name."""
    if "@" not in text:
        return None
    said = text.casefold()
    found: list[tuple[int, int, User]] = []
    for user in reviewers(program).exclude(pk=by.pk):
        profile = getattr(user, "profile", None)
        for name in {profile.name, profile.first_name} if profile else ():
            at = said.find(f"@{name.casefold()}")
            if at >= 0:
                found.append((at, -len(name), user))
    return min(found, key=lambda one: one[:2])[2] if found else None
