"""Success stories, and the consent of everybody named before anybody else sees them.

    story = stories.write(ada, words, people=[ben], nonce=…, now=now)   # a draft of Ada's alone
    stories.ask(story, now=now)                                         # Ben reads it and is asked
    stories.agree(story, ben, edition=1, now=now)                       # the last yes publishes it
    stories.refuse(story, ben, now=now)                                 # back to Ada, at any time

A consent is one to the edition that was read: changing a word asks everybody again. Every move
locks the story's row, so two answers of one moment are taken one after the other.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community import naming, standing
from community.models import Story, StoryConsent
from matching.models import Pair
from outbox.queue import cancel, enqueue
from profiles.models import Profile

ASKED, REFUSED, PUBLISHED = "story-asked", "story-refused", "story-published"
ASKS = (StoryConsent.State.ASKED, StoryConsent.State.AGREED)
NO = (StoryConsent.State.DECLINED, StoryConsent.State.WITHDRAWN)


class ChangedError(Exception):
    """The story is another one than the reader saw."""


class NotReadyError(Exception):
    """It cannot be asked about now; the words say why."""


@dataclass(frozen=True)
class Words:
    title: str
    beginning: str
    doing: str
    now: str


@transaction.atomic
def write(
    author: Profile,
    words: Words,
    *,
    people: Sequence[Profile],
    pair: Pair | None = None,
    nonce: uuid.UUID,
    now: dt.datetime,
) -> Story:
    """A draft; one per pair and author, and the same form sent twice is one."""
    same = {"pair": pair} if pair else {"nonce": nonce}
    story, is_new = Story.objects.get_or_create(
        author=author,
        **same,
        defaults={**asdict(words), "nonce": nonce, "named": len(people), "written_at": now},
    )
    if is_new:
        _name(story, people)
    return story


def _name(story: Story, people: Iterable[Profile]) -> None:
    StoryConsent.objects.bulk_create(
        StoryConsent(story=story, profile=person, edition=story.edition) for person in people
    )


@transaction.atomic
def change(
    story: Story, words: Words, *, people: Sequence[Profile], seen: int, now: dt.datetime
) -> Story:
    """Back to a draft, and everybody named will be asked again; as it was when nothing changed.
    Raises ChangedError."""
    story = locked(story)
    if story.edition != seen:
        raise ChangedError
    before = {row.profile_id for row in story.consents.all()}
    is_same = all(getattr(story, name) == text for name, text in asdict(words).items())
    if is_same and before == {person.pk for person in people}:
        return story
    _call_off_asks(story)
    for name, text in asdict(words).items():
        setattr(story, name, text)
    story.edition += 1
    story.state, story.written_at, story.published_at = Story.State.DRAFT, now, None
    story.named, story.agreed = len(people), 0
    story.save()
    story.consents.all().delete()
    _name(story, people)
    return story


def locked(story: Story) -> Story:
    return (
        Story.objects.select_for_update(of=("self",))
        .select_related("author__user")
        .get(pk=story.pk)
    )


@transaction.atomic
def ask(story: Story, *, now: dt.datetime) -> Story:
    """Ask everybody named; a story that names nobody else goes on at once. Raises NotReadyError."""
    story = locked(story)
    if story.state != Story.State.DRAFT:
        return story
    rows = list(story.consents.select_related("profile__user"))
    _refuse_unready(story, rows)
    waiting = [row for row in rows if row.state not in ASKS]
    story.consents.filter(pk__in=[row.pk for row in waiting]).update(
        state=StoryConsent.State.ASKED, edition=story.edition
    )
    story.state, story.asked_at = Story.State.ASKING, now
    if not waiting:
        _all_agreed(story, now=now)
    story.save()
    for row in waiting:
        enqueue(
            ASKED,
            key=_ask_key(row, story),
            to=row.profile.user,
            context={"consent": row.pk, "edition": story.edition},
            not_before=now,
        )
    return story


def _refuse_unready(story: Story, rows: list[StoryConsent]) -> None:
    refused = [row.profile for row in rows if row.state in NO]
    left = [row.profile for row in rows if not row.profile.is_active]
    stopped = standing.stopped_with(story.author)
    blocked = [row.profile for row in rows if row.profile_id in stopped]
    if refused:
        raise NotReadyError(_says(_("%(names)s said no. Change the story first."), refused))
    if left:
        raise NotReadyError(_says(_("%(names)s no longer works here. Change the story."), left))
    if blocked:
        words = _("Paused by the program: %(names)s cannot be asked now.")
        raise NotReadyError(_says(words, blocked))
    if naming.is_off_for([story.author, *(row.profile for row in rows)]):
        raise NotReadyError(
            _("Recognition by name is off for somebody in this story, so it cannot be published.")
        )


def _says(words: str, people: list[Profile]) -> str:
    return words % {"names": ", ".join(person.name for person in people)}


def _all_agreed(story: Story, *, now: dt.datetime) -> None:
    """Not saved yet."""
    story.agreed = story.named
    if story.was_taken_down or naming.rules().stories_wait_for_hr:
        story.state = Story.State.WAITING
    else:
        _publish(story, now=now)


def _publish(story: Story, *, now: dt.datetime) -> None:
    story.state, story.published_at = Story.State.PUBLISHED, now
    if story.named:
        _tell(PUBLISHED, story, f"{story.edition}", now=now)


def _tell(kind: str, story: Story, about: str, *, now: dt.datetime, **context: object) -> None:
    enqueue(
        kind,
        key=f"{kind}:{story.pk}:{about}",
        to=story.author.user,
        context={"story": story.pk, **context},
        not_before=now,
    )


@transaction.atomic
def agree(story: Story, person: Profile, *, edition: int, now: dt.datetime) -> Story:
    """The last yes publishes, or hands it to HR. Raises ChangedError when other words were read."""
    story = locked(story)
    row = story.consents.get(profile=person)
    if story.edition != edition or row.state not in ASKS:
        raise ChangedError
    if row.state == StoryConsent.State.AGREED:
        return story
    row.state, row.answered_at = StoryConsent.State.AGREED, now
    row.save(update_fields=["state", "answered_at"])
    story.agreed += 1
    if story.agreed == story.named and story.state == Story.State.ASKING:
        _all_agreed(story, now=now)
    story.save()
    return story


@transaction.atomic
def refuse(story: Story, person: Profile, *, now: dt.datetime) -> Story:
    """No, or a yes taken back: the story is its author's draft again. Twice is once."""
    story = locked(story)
    row = story.consents.get(profile=person)
    if row.state not in ASKS:
        return story
    was_yes = row.state == StoryConsent.State.AGREED
    row.state = StoryConsent.State.WITHDRAWN if was_yes else StoryConsent.State.DECLINED
    row.answered_at = now
    row.save(update_fields=["state", "answered_at"])
    _back_to_draft(story)
    _tell(REFUSED, story, f"{row.pk}:{story.edition}", now=now, person=person.pk)
    return story


def _back_to_draft(story: Story) -> None:
    """Who has not answered is asked no longer; what was agreed to these words stands."""
    _call_off_asks(story)
    asked = story.consents.filter(state=StoryConsent.State.ASKED)
    asked.update(state=StoryConsent.State.NAMED)
    story.named = story.consents.count()
    story.agreed = story.consents.filter(state=StoryConsent.State.AGREED).count()
    story.state, story.published_at = Story.State.DRAFT, None
    story.save()


def _call_off_asks(story: Story) -> None:
    cancel(keys=[_ask_key(row, story) for row in story.consents.all()])


def _ask_key(row: StoryConsent, story: Story) -> str:
    return f"{ASKED}:{row.pk}:{story.edition}"


@transaction.atomic
def person_leaves(person: Profile) -> None:
    """Stories that still wait go back to their authors; published ones are not shown meanwhile."""
    waits = [Story.State.ASKING, Story.State.WAITING]
    for story in Story.objects.filter(consents__profile=person, state__in=waits).order_by("pk"):
        _back_to_draft(locked(story))


@transaction.atomic
def forget(profile: Profile, *, now: dt.datetime) -> None:
    """Before an erasure: what names them is a draft of its author's again."""
    for story in Story.objects.filter(consents__profile=profile).order_by("pk"):
        found = locked(story)
        found.consents.filter(profile=profile).delete()
        _back_to_draft(found)


def ask_words(story: Story) -> str:
    """The label of the author's button."""
    n = story.named
    if not n:
        return _("Publish it")
    return ngettext("Ask the person named", "Ask the %(n)d people named", n) % {"n": n}
