"""The mails around a request: to the mentor who is asked, to the mentee when it came to nothing.

The mentor's two answers are signed links that work until the request's own deadline.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from matching import pairing_words
from matching.emails import kind, letter, within
from matching.models import MentorRequest
from outbox import links
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button

ANSWER = "request"
YES, NOT_NOW = "yes", "not-now"


def request_asked(message: Message) -> Mail:
    request = _request(message.context["request"])
    mentor, mentee = request.mentor.profile, request.mentee.profile
    names = {
        "mentee": mentee.first_name,
        "program": request.mentee.program.name,
        "message": request.message,
        "by": pairing_words.day_of(request.answer_by, mentor),
    }
    goal = pairing_words.goal_sentence(mentee)
    return letter(
        message,
        within(
            _("%(mentee)s asks you to be their mentor") % names, _("Would you mentor somebody?")
        ),
        [
            _("%(mentee)s writes: “%(message)s”") % names,
            *([_("Their goal: “%(goal)s”") % {"goal": goal}] if goal else []),
            _("Say yes, or “Not now”, by %(by)s. Without an answer the request simply ends.")
            % names,
        ],
        why=_("You get this because you are a mentor in %(program)s, which takes requests.")
        % names,
        buttons=[
            Button(_("Yes, I will"), _answer_url(message, request, YES)),
            Button(_("Not now"), _answer_url(message, request, NOT_NOW), quiet=True),
        ],
        small=_("“Not now” is a normal answer; %(mentee)s reads no reason.") % names,
    )


def _answer_url(message: Message, request: MentorRequest, answer: str) -> str:
    person, expires_at = request.mentor.profile.user, request.answer_by
    return links.url(message, ANSWER, person, f"{request.pk}:{answer}", expires_at=expires_at)


def request_over(message: Message) -> Mail:
    """The same words whether the mentor said "Not now" or nothing at all."""
    request = _request(message.context["request"])
    program = request.mentee.program
    names = {"mentor": request.mentor.profile.first_name, "program": program.name}
    lines = [_("It did not work out with %(mentor)s this time. That happens.") % names]
    if number := message.context.get("next"):
        following = _request(number)
        names["next"] = following.mentor.profile.first_name
        names["by"] = pairing_words.day_of(following.answer_by, request.mentee.profile)
        subject = within(_("We have asked %(next)s now") % names, _("We have asked the next one"))
        lines.append(_("We have asked %(next)s with your words, to answer by %(by)s.") % names)
        lines.append(_("You can stop this on the page of the program."))
        button = Button(_("See my request"), reverse("ask-list", args=[program.pk]))
    else:
        subject = _("Somebody else may have time for you")
        lines.append(_("Nobody else is asked by itself. You can ask another mentor now."))
        lines.append(_("You also stay in the next round of %(program)s.") % names)
        button = Button(_("See who mentors"), reverse("ask-list", args=[program.pk]))
    return letter(
        message,
        subject,
        lines,
        why=_("You get this because you asked a mentor in %(program)s.") % names,
        buttons=[button],
    )


def _request(pk: int) -> MentorRequest:
    return MentorRequest.objects.with_people().get(pk=pk)


def _still_asked(message: Message) -> bool:
    return MentorRequest.objects.open().filter(pk=message.context["request"]).exists()


def _still_waits(message: Message) -> bool:
    return _request(message.context["request"]).mentee.used == 0


KINDS = [
    kind("request-asked", request_asked, still_wanted=_still_asked),
    kind("request-over", request_over, still_wanted=_still_waits),
]
