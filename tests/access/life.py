import datetime as dt

from django.utils import timezone

from matching import away, requests
from matching.models import Enrollment, MentorRequest, Program
from outbox import links
from outbox.models import Message
from profiles.models import Profile
from tests.access.rows import row
from tests.people import make_goal

MEMBERS = "L - R R - - - - -"
MANAGERS = "L - - - - R - R -"
MANAGERS_ACT = "L - - - - > - > -"
NO = "L x x x x x x x x"


def pair(c):
    return c.pair.pk


def program(c):
    return c.program.pk


def ada_is_away(c):
    until = timezone.now().date() + dt.timedelta(days=20)
    away.start(c.pair, person=c.ada, until=until, by=c.ada.user, now=timezone.now())


def for_newcomers(c):
    Program.objects.filter(pk=c.program.pk).update(format="buddy")


def on_away(get, post, **options):
    return row(get, post, prepare=ada_is_away, pk=pair, **options)


def dan_may_ask(c):
    """Dan waits and wants what Ada offers; she has one more place."""
    Program.objects.filter(pk=c.program.pk).update(takes_requests=True)
    Profile.objects.filter(pk=c.ada.pk).update(mentoring_limit=5)
    make_goal(c.dan)


def dan_asks(c):
    dan_may_ask(c)
    mentee = Enrollment.objects.select_related("program", "profile").get(pk=c.dan_enrolled.pk)
    c.extra["request"] = requests.ask(
        mentee, c.ada_enrolled.pk, message="Hi", goes_on=True, now=timezone.now()
    ).pk


def asking(get, post, **options):
    return row(
        get,
        post,
        prepare=dan_may_ask,
        pk=program,
        enrollment=lambda c: c.ada_enrolled.pk,
        **options,
    )


def with_request_link(c):
    dan_asks(c)
    made = MentorRequest.objects.get(pk=c.extra["request"])
    message = Message.objects.get(key=f"request-asked:{made.pk}")
    url = links.url(message, "request", c.ada.user, f"{made.pk}:yes", expires_at=made.answer_by)
    c.extra["token"] = url.rstrip("/").rsplit("/", 1)[1]


def on_request(get, post):
    return row(get, post, prepare=dan_asks, pk=lambda c: c.extra["request"])


ROWS = {
    # The form is empty, so that nothing moves; who is there while the other is away moves nothing.
    "pair-away": on_away(MEMBERS, "L - R - - - - - -"),
    "come-back": on_away(NO, "L - > - - - - - -"),
    "choose-meanwhile": on_away(NO, "L - - > - - - - -", data=lambda c: {"choice": "wait"}),
    "hr-pair-away": on_away(MANAGERS, MANAGERS),
    "leave-pair": row(MEMBERS, "L - > > - - - - -", pk=pair),
    "hr-rematch": row(MANAGERS, NO, pk=program),
    "open-rematch": row(NO, MANAGERS_ACT, pk=program, enrollment=lambda c: c.dan_enrolled.pk),
    "exit-reasons": row(MANAGERS, NO, pk=program),
    "ask-list": row("L - - - R - - - -", NO, prepare=dan_may_ask, pk=program),
    "ask-mentor": asking(
        "L - - - R - - - -", "L - - - > - - - -", data=lambda c: {"message": "Hi"}
    ),
    "mentor-request": on_request("L - R - - - - - -", NO),
    "accept-request": on_request(NO, "L - > - - - - - -"),
    "decline-request": on_request(NO, "L - > - - - - - -"),
    "answer-request": row(
        "R",
        ">",
        prepare=with_request_link,
        data=lambda c: {"answer": "yes"},
        token=lambda c: c.extra["token"],
    ),
    "stop-request": on_request(NO, "L - - - > - - - -"),
    "take-requests": row(NO, "L - > - - - - - -", pk=program),
    "take-no-requests": row(NO, "L - > - - - - - -", pk=program),
    "hr-requests": row(MANAGERS, NO, pk=program),
    "request-settings": row(
        MANAGERS, MANAGERS_ACT, pk=program, data=lambda c: {"request_days": "5"}
    ),
    "open-proposed": row(NO, MANAGERS_ACT, pk=program),
    "newcomer-settings": row(MANAGERS, MANAGERS_ACT, prepare=for_newcomers, pk=program),
    "hr-come-back": on_away(NO, MANAGERS_ACT),
    "hr-release-pair": on_away(NO, MANAGERS_ACT),
}
