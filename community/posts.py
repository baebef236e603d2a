"""Posts of a group and the answers to them, in Markdown; who is named in one is told by mail.

    posts.write(group, mei, "Thanks @Ada Obi for the sheet", now=now)

A name counts after an @ when it is a member's whole name, or a first name that one member has.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from community import emails_groups, groups
from community.models import Group, Membership, Mention, Post
from profiles import search
from profiles.models import Profile

LONGEST = 4000
MOST_MENTIONS = 10
AT = re.compile(r"(?<![\w@])@(?=\w)")


class StalePostError(Exception):
    """The author has changed it elsewhere since; `current` is what it says now."""

    def __init__(self, current: Post) -> None:
        super().__init__()
        self.current = current


@transaction.atomic
def write(
    group: Group, author: Profile, body: str, *, parent: Post | None = None, now: datetime
) -> Post:
    """An answer to an answer joins its thread."""
    thread = parent.parent or parent if parent else None
    post = Post.objects.create(group=group, author=author, parent=thread, body=body, posted_at=now)
    groups.touch(group, now=now)
    _mention(post, now=now)
    return post


@transaction.atomic
def change(post: Post, body: str, *, seen: int, now: datetime) -> None:
    """Who is named only now is told as well; the mail of the day counts for all."""
    rows = Post.objects.filter(pk=post.pk, version=seen)
    if rows.update(body=body, edited_at=now, version=F("version") + 1):
        post.refresh_from_db()
        _mention(post, now=now)
        return
    current = Post.objects.get(pk=post.pk)
    if current.body != body:
        raise StalePostError(current)


@transaction.atomic
def delete(post: Post) -> None:
    """The words go; a post with answers stays as the head of its thread."""
    Mention.objects.filter(post=post).delete()
    if post.replies.exists():
        Post.objects.filter(pk=post.pk).update(body="", version=F("version") + 1)
    else:
        Post.objects.filter(pk=post.pk).delete()


def named(body: str, people: Iterable[Profile]) -> list[Profile]:
    """The people a text names, the longest name first: "@Ada Obi" is not every Ada."""
    everyone = list(people)
    firsts = Counter(search.text(person.first_name) for person in everyone)
    names = [(search.text(person.name), person) for person in everyone]
    names += [
        (first, person)
        for person in everyone
        if firsts[first := search.text(person.first_name)] == 1
    ]
    names.sort(key=lambda entry: -len(entry[0]))
    found: dict[int, Profile] = {}
    for match in AT.finditer(body):
        words = search.text(body[match.end() : match.end() + 130]) + " "
        person = next((person for name, person in names if words.startswith(f"{name} ")), None)
        if person is not None:
            found.setdefault(person.pk, person)
    return list(found.values())[:MOST_MENTIONS]


def _mention(post: Post, *, now: datetime) -> None:
    members = Membership.objects.members().filter(group=post.group_id).exclude(profile=post.author)
    if not AT.search(post.body):
        return
    people = [row.profile for row in members.select_related("profile__user")]
    known = set(Mention.objects.filter(post=post).values_list("profile_id", flat=True))
    fresh = [person for person in named(post.body, people) if person.pk not in known]
    Mention.objects.bulk_create(
        [Mention(post=post, profile=person) for person in fresh], ignore_conflicts=True
    )
    for person in fresh:
        emails_groups.tell_mentioned(post.group, person, now=now)
