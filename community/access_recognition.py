"""Who reaches which recognition: kudos for the two it is between, stories for their author, the
people named and, once everybody has agreed, everybody; awards by their stage."""

from django.db.models import Q, QuerySet
from django.http import Http404

from community import award_votes
from community.models import AwardCall, Kudos, Story, StoryConsent
from community.stories import ASKS
from profiles.access import is_hr
from profiles.models import Profile, User

MAXIMUM_ID = 2**63


def get_received_kudos(profile: Profile, pk: int) -> Kudos:
    """For its receiver, also when it has gone: a second press finds that it is done."""
    return _kudos(pk, recipient=profile)


def get_given_kudos(profile: Profile, pk: int) -> Kudos:
    return _kudos(pk, giver=profile)


def _kudos(pk: int, **whose: Profile) -> Kudos:
    rows = Kudos.objects.with_people().filter(**whose)
    found = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if found is None:
        raise Http404
    return found


def get_own_story(profile: Profile, pk: int) -> Story:
    return _story(Story.objects.filter(author=profile), pk)


def get_story_that_asks(profile: Profile, pk: int) -> Story:
    """For somebody who is asked, or has agreed, while the story is more than a draft."""
    rows = StoryConsent.objects.filter(profile=profile, state__in=ASKS)
    return _story(Story.objects.exclude(state=Story.State.DRAFT).filter(consents__in=rows), pk)


def get_readable_story(profile: Profile, pk: int) -> Story:
    """Published: everybody; before: its author and the people it asks."""
    asks = Q(consents__profile=profile, consents__state__in=ASKS) & ~Q(state=Story.State.DRAFT)
    public = Q(pk__in=Story.objects.public().values("pk"))
    return _story(Story.objects.filter(Q(author=profile) | asks | public).distinct(), pk)


def get_story_on_the_desk(user: User, pk: int) -> Story:
    if not is_hr(user):
        raise Http404
    return _story(Story.objects.on_the_desk(), pk)


def _story(rows: "QuerySet[Story]", pk: int) -> Story:
    rows = rows.select_related("author__user", "pair")
    found = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if found is None:
        raise Http404
    return found


def get_award(pk: int) -> AwardCall:
    """Every call is there for everybody."""
    rows = AwardCall.objects.prefetch_related("nominees__profile")
    found = rows.filter(pk=pk).first() if 0 < pk < MAXIMUM_ID else None
    if found is None:
        raise Http404
    return found


def get_managed_award(user: User, pk: int) -> AwardCall:
    if not is_hr(user):
        raise Http404
    return get_award(pk)


def get_award_to_decide(profile: Profile, pk: int) -> AwardCall:
    """For its jury alone, or everybody."""
    award = get_award(pk)
    if not award_votes.may_vote(award, profile):
        raise Http404
    return award
