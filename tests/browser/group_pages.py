"""Groups in the states that have no address of their own: full, waiting, invited, gathering, quiet,
over, empty, with errors."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import circle_review, emails_groups, groups, joining, posts
from community.models import CircleRound, Group, Session
from outbox import kinds
from outbox.models import Message
from tests.access.groups import asked, with_circles, with_item, with_post, with_step
from tests.browser.opening import opened, reader, sent
from tests.community.groups.world import DAY, crowd, make_group, put_in
from tests.people import make_person, make_skill

MARKDOWN = (
    "# Hello\n\n1. **one**\n2. [two](https://x.test)\n\n> said\n\n| a | b |\n| - | - |\n| 1 | 2 |"
)


def a_group(cast, who="ada", page="group", *, kind="circle", act=None, **fields):
    """A page of a group Ada leads and Ben is in, after an act."""
    group = make_group(cast.ada, kind, **fields)
    put_in(group, cast.ben)
    if act:
        act(cast, group)
    return opened(getattr(cast, who), page, group.pk)


def full(cast, group):
    put_in(group, *crowd(2))


def waits(cast, group):
    full(cast, group)
    joining.join(group, cast.dan, now=timezone.now())


def has_asked(cast, group):
    joining.join(group, cast.dan, words="Please.", now=timezone.now())


def is_invited(cast, group):
    joining.invite(group, [cast.dan], by=cast.ada.user, now=timezone.now())


def turned_down(cast, group):
    has_asked(cast, group)
    row = group.memberships.get(profile=cast.dan)
    joining.turn_down(row, by=cast.ada.user, now=timezone.now())


def over(cast, group):
    full(cast, group)
    groups.begin(group, by=cast.ada.user, now=timezone.now())
    groups.finish(group, outcome=MARKDOWN, by=cast.ada.user, now=timezone.now())


def runs(cast, group):
    full(cast, group)
    groups.begin(group, by=cast.ada.user, now=timezone.now())


def is_quiet(cast, group):
    Group.objects.filter(pk=group.pk).update(quiet_asked_at=timezone.now())


def busy(cast, group):
    """Sessions, a thread, a deleted post."""
    now = timezone.now()
    for days in (2, -2):
        Session.objects.create(
            kind="talk", state="published", title="A talk", outcome="x", host=cast.ada, group=group,
            starts_at=now + days * DAY, ends_at=now + days * DAY + DAY / 24, place="Room 3",
        )  # fmt: skip
    post = posts.write(group, cast.ada, MARKDOWN, now=now)
    posts.write(group, cast.ben, "@Ada Obi, thank you", parent=post, now=now)
    posts.delete(post)
    posts.write(group, cast.ben, MARKDOWN, now=now)


def page_of(cast, prepare, who, name, *, sends=False, of="group", data=None):
    prepare(cast)
    open_ = sent if sends else opened
    more = {"data": data} if sends else {}
    return open_(getattr(cast, who), name, cast.extra[of].pk, **more)


def starting(cast, page, kind="project", *, sends=False):
    """A question page on the way to a new group."""
    client = reader(cast.ben)
    client.post(reverse("start-group"), {"kind": kind})
    words = {"name": "New", "topic": "Why", "skills": [make_skill().pk]}
    client.post(reverse("start-group-topic"), words)
    path = reverse(page)
    return client, path, client.post(path) if sends else client.get(path)


def from_mail(cast, *, answered=False):
    group = make_group(cast.ada)
    is_invited(cast, group)
    message = Message.objects.get(kind=emails_groups.INVITED)
    text = kinds.kind_named(message.kind).render(message).text
    path = next(word[word.index("/m/") :] for word in text.split() if "/m/group/" in word)
    if answered:
        joining.answer(group.memberships.get(profile=cast.dan), yes=True, now=timezone.now())
    client = Client()
    return client, path, client.get(path)


def circles(cast, act=None):
    with_circles(cast)
    made = cast.extra["round"]
    if act:
        act(made, cast)
    return opened(cast.hana, "hr-circle-round", made.pk)


def published(made, cast):
    for circle in made.circles.all():
        circle_review.accept(circle)
    circle_review.publish(made, by=cast.hana.user, now=timezone.now())


def dropped(made, cast):
    circle_review.drop_round(made, by=cast.hana.user, now=timezone.now())


def small(made, cast):
    for seat in made.circles.first().seats.all()[:3]:
        circle_review.take_out(seat)


def asked_for_a_circle(cast):
    with_circles(cast)
    CircleRound.objects.update(asked_by=cast.ben)
    return opened(cast.ben, "ask-for-circle")


def nothing_found(cast):
    make_group(cast.ada)
    client = reader(cast.ben)
    path = reverse("find-groups") + "?q=zzzz&skill=x"
    return client, path, client.get(path)


def my_groups(cast):
    for kind in ("circle", "community", "project"):
        put_in(make_group(cast.ada, kind), cast.emil)
    return opened(cast.emil, "groups")


def home_with_groups(cast):
    now = timezone.now()
    group = make_group(cast.emil, entry="ask")
    for person in crowd(2):
        joining.join(group, person, words="Please.", now=now)
    is_invited(cast, make_group(cast.ada))
    running = make_group(cast.emil, name="Runs")
    put_in(running, *crowd(5)[2:])
    groups.begin(running, by=cast.emil.user, now=now)
    return opened(cast.emil, "home")


def shelf_search(cast, words):
    group = make_group(cast.ada)
    client = reader(cast.ada)
    path = reverse("find-for-shelf", args=[group.pk]) + f"?q={words}"
    return client, path, client.get(path)


GROUP_PAGES = {
    "no groups to find": lambda c: opened(make_person("Nia New"), "find-groups"),
    "no group like that": nothing_found,
    "my groups with groups": my_groups,
    "home with groups": home_with_groups,
    "a full group": lambda c: a_group(c, "dan", act=full, size_max=4),
    "on the wait list": lambda c: a_group(c, "dan", act=waits, size_max=4),
    "a request waits": lambda c: a_group(c, "dan", act=has_asked, entry="ask"),
    "invited to a group": lambda c: a_group(c, "dan", act=is_invited),
    "turned down by a group": lambda c: a_group(c, "dan", act=turned_down, entry="ask"),
    "a project without departments": lambda c: a_group(c, kind="project"),
    "a circle that can begin": lambda c: a_group(c, act=full, size_max=4),
    "a group that is over": lambda c: a_group(c, "ben", act=over, size_max=4),
    "a quiet community": lambda c: a_group(c, page="group-manage", kind="community", act=is_quiet),
    "manage with a wait list": lambda c: a_group(c, page="group-manage", act=waits, size_max=4),
    "manage with an invitation": lambda c: a_group(c, page="group-manage", act=is_invited),
    "end of a circle": lambda c: a_group(c, page="finish-group", act=runs, size_max=4),
    "a busy group": lambda c: a_group(c, "ben", act=busy),
    "posts in Markdown": lambda c: a_group(c, "ben", "group-posts", act=busy),
    "sessions of a group": lambda c: a_group(c, "ben", "group-sessions", act=busy),
    "an empty plan": lambda c: a_group(c, page="group-plan", kind="community"),
    "a plan from outside": lambda c: a_group(c, "dan", "group-plan", kind="community"),
    "no posts": lambda c: a_group(c, page="group-posts"),
    "an empty shelf": lambda c: a_group(c, page="group-shelf"),
    "the shelf search finds nothing": lambda c: shelf_search(c, "zzz"),
    "step with errors": lambda c: page_of(
        c, with_step, "ada", "edit-group-step", sends=True, of="step"
    ),
    "answer with errors": lambda c: page_of(
        c, with_post, "ada", "answer-post", sends=True, of="post"
    ),
    "edit group with errors": lambda c: page_of(c, asked, "ada", "edit-group", sends=True),
    "invite with errors": lambda c: page_of(c, asked, "ada", "invite-to-group", sends=True),
    "a shelf for a member": lambda c: page_of(c, with_item, "ben", "group-shelf"),
    "post with errors": lambda c: page_of(c, with_post, "ben", "write-post", sends=True),
    "start a group with errors": lambda c: sent(c.ben, "start-group"),
    "topic of a project": lambda c: starting(c, "start-group-topic"),
    "topic with errors": lambda c: starting(c, "start-group-topic", sends=True),
    "when of a circle": lambda c: starting(c, "start-group-when", "circle"),
    "when of a community": lambda c: starting(c, "start-group-when", "community"),
    "when with errors": lambda c: starting(c, "start-group-when", sends=True),
    "apply to a project": lambda c: a_group(c, "dan", "ask-group", kind="project"),
    "an invitation from the mail": from_mail,
    "an invitation that is answered": lambda c: from_mail(c, answered=True),
    "circles that are published": lambda c: circles(c, published),
    "circles that are dropped": lambda c: circles(c, dropped),
    "a circle that is too small": lambda c: circles(c, small),
    "no circles yet": lambda c: opened(c.hana, "hr-circles"),
    "circles with errors": lambda c: sent(c.hana, "hr-circles"),
    "asked for a circle already": asked_for_a_circle,
    "circle from goals with errors": lambda c: sent(c.ben, "ask-for-circle"),
    "every group has a lead": lambda c: opened(c.hana, "hr-groups"),
}
