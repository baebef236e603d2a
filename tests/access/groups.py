"""Ada leads, Ben is a member, everybody else is a colleague; by invitation they all get 404."""

from django.utils import timezone

from community import circle_forming, joining, plans, posts, shelf
from community.models import Membership
from tests.access.rows import EVERYONE, HR_ONLY, NO_GET, NO_POST, row
from tests.community.groups.world import crowd, make_group, put_in, resource, row_of
from tests.people import make_goal, make_skill

MEMBERS = "L - R R - - - - -"
LEAD = "L - R - - - - - -"
LEAD_POSTS = "L - > - - - - - -"
MEMBERS_POST = "L - > > - - - - -"
ALL_POST = "L > > > > > > > >"
HR_POSTS = "L - - - - - - > -"


def fresh(**fields):
    """A group Ada leads and Ben is in."""

    def prepare(c):
        c.extra["group"] = make_group(c.ada, **fields)
        put_in(c.extra["group"], c.ben)

    return prepare


def group(c):
    return c.extra["group"].pk


def asked(c):
    fresh(entry="ask")(c)
    c.extra["row"] = joining.join(c.extra["group"], crowd(1)[0], words="Hi.", now=timezone.now())


def bens_row(c):
    return row_of(c.extra["group"], c.ben).pk


def with_step(c):
    fresh()(c)
    c.extra["step"] = plans.add(c.extra["group"], "Meet", None, now=timezone.now())


def with_post(c):
    fresh()(c)
    c.extra["post"] = posts.write(c.extra["group"], c.ben, "Hello.", now=timezone.now())


def with_item(c):
    fresh()(c)
    c.extra["resource"] = resource()
    shelf.put(c.extra["group"], c.extra["resource"], by=c.ben, now=timezone.now())
    c.extra["item"] = c.extra["group"].shelf.get()


def with_resource(c):
    fresh()(c)
    c.extra["resource"] = resource()


def ada_is_invited(c):
    """To a group somebody else leads."""
    (lead,) = crowd(1)
    c.extra["group"] = make_group(lead)
    joining.invite(c.extra["group"], [c.ada], by=lead.user, now=timezone.now())


def ben_waits(c):
    c.extra["group"] = make_group(crowd(1)[0], entry="ask")
    joining.join(c.extra["group"], c.ben, now=timezone.now())


def with_circles(c):
    for person in (*crowd(5, department="Support"), c.ben, c.dan):
        make_goal(person, "Glassblowing", current_level=2, target_level=4)
    c.extra["round"] = circle_forming.form(
        [make_skill("Glassblowing")], by=c.hana.user, now=timezone.now()
    )


def circle(c):
    return c.extra["round"].circles.first().pk


def seat(c):
    return c.extra["round"].circles.first().seats.last().pk


def without_lead(c):
    c.extra["group"] = make_group(None)
    Membership.objects.create(
        group=c.extra["group"], profile=c.emil, state="asked", since=timezone.now()
    )


def of(key):
    return lambda c: c.extra[key].pk


G = {"pk": group}
ROWS = {
    "find-groups": row(EVERYONE, NO_POST, prepare=fresh()),
    "start-group": row(EVERYONE, EVERYONE),
    "start-group-topic": row(ALL_POST, ALL_POST),
    "start-group-when": row(ALL_POST, ALL_POST),
    "ask-for-circle": row(EVERYONE, EVERYONE),
    "group": row(EVERYONE, NO_POST, prepare=fresh(), **G),
    "group-plan": row(EVERYONE, NO_POST, prepare=with_step, **G),
    "group-posts": row(MEMBERS, NO_POST, prepare=with_post, **G),
    "group-sessions": row(EVERYONE, NO_POST, prepare=fresh(), **G),
    "group-shelf": row(EVERYONE, NO_POST, prepare=with_item, **G),
    "group-members": row(EVERYONE, NO_POST, prepare=fresh(), **G),
    "join-group": row(NO_GET, ALL_POST, prepare=fresh(), **G),
    # Members are led back to the group.
    "ask-group": row("L R > > R R R R R", ALL_POST, prepare=fresh(entry="ask"), **G),
    "leave-group": row(MEMBERS, MEMBERS_POST, prepare=fresh(), **G),
    "withdraw-from-group": row(NO_GET, "L - - > - - - - -", prepare=ben_waits, **G),
    "accept-group-invitation": row(NO_GET, "L - > - - - - - -", prepare=ada_is_invited, **G),
    "decline-group-invitation": row(NO_GET, "L - > - - - - - -", prepare=ada_is_invited, **G),
    "group-from-mail": row("-", "-", token=lambda c: "not-a-token"),
    "group-manage": row(LEAD, NO_POST, prepare=asked, **G),
    "invite-to-group": row(LEAD, LEAD, prepare=fresh(), **G),
    "edit-group": row(LEAD, LEAD, prepare=fresh(), **G),
    "begin-group": row(NO_GET, LEAD_POSTS, prepare=fresh(), **G),
    # A circle that has not begun is archived instead.
    "finish-group": row(LEAD_POSTS, LEAD_POSTS, prepare=fresh(), **G),
    "archive-group": row(LEAD, LEAD_POSTS, prepare=fresh(), **G),
    "keep-group": row(NO_GET, LEAD_POSTS, prepare=fresh(kind="community"), **G),
    "take-into-group": row(NO_GET, LEAD_POSTS, prepare=asked, pk=of("row")),
    "turn-down-for-group": row(NO_GET, LEAD_POSTS, prepare=asked, pk=of("row")),
    "remove-from-group": row(NO_GET, LEAD_POSTS, prepare=fresh(), pk=bens_row),
    "make-group-facilitator": row(NO_GET, LEAD_POSTS, prepare=fresh(), pk=bens_row),
    "make-group-member": row(NO_GET, LEAD_POSTS, prepare=fresh(), pk=bens_row),
    "hand-over-group": row(NO_GET, LEAD_POSTS, prepare=fresh(), pk=bens_row),
    "add-group-step": row(MEMBERS, MEMBERS, prepare=fresh(), **G),
    "edit-group-step": row(MEMBERS, MEMBERS, prepare=with_step, pk=of("step")),
    "finish-group-step": row(NO_GET, MEMBERS_POST, prepare=with_step, pk=of("step")),
    "reopen-group-step": row(NO_GET, MEMBERS_POST, prepare=with_step, pk=of("step")),
    "delete-group-step": row(NO_GET, MEMBERS_POST, prepare=with_step, pk=of("step")),
    "write-post": row(NO_GET, MEMBERS, prepare=fresh(), **G),
    "answer-post": row(MEMBERS, MEMBERS, prepare=with_post, pk=of("post")),
    "edit-post": row("L - - R - - - - -", "L - - R - - - - -", prepare=with_post, pk=of("post")),
    # The author, and whoever leads.
    "delete-post": row(NO_GET, MEMBERS_POST, prepare=with_post, pk=of("post")),
    "find-for-shelf": row(MEMBERS, NO_POST, prepare=fresh(), **G),
    "put-on-shelf": row(NO_GET, MEMBERS_POST, prepare=with_resource, resource=of("resource"), **G),
    "take-off-shelf": row(NO_GET, MEMBERS_POST, prepare=with_item, pk=of("item")),
    "hr-circles": row(HR_ONLY, HR_ONLY, prepare=with_circles),
    "hr-circle-round": row(HR_ONLY, NO_POST, prepare=with_circles, pk=of("round")),
    "publish-circles": row(NO_GET, HR_POSTS, prepare=with_circles, pk=of("round")),
    "drop-circles": row(NO_GET, HR_POSTS, prepare=with_circles, pk=of("round")),
    "accept-circle": row(NO_GET, HR_POSTS, prepare=with_circles, pk=circle),
    "drop-circle": row(NO_GET, HR_POSTS, prepare=with_circles, pk=circle),
    "take-out-seat": row(NO_GET, HR_POSTS, prepare=with_circles, pk=seat),
    "put-back-seat": row(NO_GET, HR_POSTS, prepare=with_circles, pk=seat),
    "hr-groups": row(HR_ONLY, NO_POST, prepare=without_lead),
    "name-group-lead": row(HR_ONLY, HR_ONLY, prepare=without_lead, **G),
    "hr-archive-group": row(NO_GET, HR_POSTS, prepare=without_lead, **G),
}
