"""The mails of a question: it is for you, it is answered, nobody could, may it be shared?

Contexts carry ids only; words are read when the mail is rendered.
"""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import question_answers, question_follow_ups, question_routing, questions
from community.models import Answer, Asked, Question
from matching.emails import kind, letter, within
from outbox import links
from outbox.kinds import AT_LEAST_ONCE, AT_MOST_ONCE, Mail
from outbox.models import Message
from outbox.render import Button

LINK = "question"
SHOWN = 600


def asked(message: Message) -> Mail:
    row = _asked(message)
    question = row.question
    page = links.url(
        message,
        LINK,
        row.profile.user,
        f"asked:{row.pk}",
        expires_at=row.asked_at + question_routing.OPEN_FOR,
    )
    name, skill = question.asker.first_name, question.skill.name
    return letter(
        message,
        within(_("%(name)s asks you about %(skill)s") % {"name": name, "skill": skill},
               _("A colleague asks you")),
        [
            _("%(name)s asks: “%(title)s”")
            % {"name": question.asker.name, "title": question.title},
            *_start(question.details),
            _("A few lines are enough. Only %(name)s reads your answer.") % {"name": name},
        ],
        preheader=question.title,
        why=_("You get this because you offer %(skill)s and take questions.") % {"skill": skill},
        buttons=[
            Button(_("Answer"), f"{page}?a=answer"),
            Button(_("Not me"), f"{page}?a=pass", quiet=True),
        ],
        small=_("“Not me” needs no reason, and %(name)s is not told. You get two a week at most.")
        % {"name": name},
    )  # fmt: skip


def answered(message: Message) -> Mail:
    answer = _answer(message)
    subject = _("%(name)s answered your question") % {"name": answer.author.first_name}
    return _to_asker(message, answer, within(subject, _("Your question: answered")), answer.words)


def followed_up(message: Message) -> Mail:
    answer = _answer(message)
    asker = answer.question.asker
    return letter(
        message,
        within(_("%(name)s asks once more") % {"name": asker.first_name}, _("Once more, please")),
        [
            _("“%(title)s”") % {"title": answer.question.title},
            _("%(name)s has read your answer and asks:") % {"name": asker.name},
            *_start(answer.follow_up),
        ],
        why=_("You get this because you answered a question."),
        buttons=[Button(_("Reply"), reverse("reply-to-follow-up", args=[answer.pk]))],
        small=_("One reply is enough, and none is fine too. Only %(name)s reads it.")
        % {"name": asker.first_name},
    )


def replied(message: Message) -> Mail:
    answer = _answer(message)
    subject = _("%(name)s replied to you") % {"name": answer.author.first_name}
    return _to_asker(message, answer, within(subject, _("Your question: a reply")), answer.reply)


def _to_asker(message: Message, answer: Answer, subject: str, words: str) -> Mail:
    """What the author of an answer has just written, to whom they wrote it."""
    return letter(
        message,
        subject,
        [
            _("“%(title)s”") % {"title": answer.question.title},
            _("%(name)s writes:") % {"name": answer.author.name},
            *_start(words),
        ],
        why=_why(),
        buttons=[Button(_("Say whether it helped"), answer.question.get_absolute_url())],
        small=_("Only you and %(name)s read this answer.") % {"name": answer.author.first_name},
    )


def unanswered(message: Message) -> Mail:
    question = _question(message)
    skill = question.skill.name
    return letter(
        message,
        _("Nobody could answer yet"),
        [
            _("You asked: “%(title)s” We asked twice, and nobody has found the time.")
            % {"title": question.title},
            _("It says nothing about your question. What often helps:"),
            _("Take a slot in somebody’s office hours, or ask it with other words."),
        ],
        why=_why(),
        buttons=[
            Button(_("See what else there is about %(skill)s") % {"skill": skill},
                   question.get_absolute_url()),
            Button(_("Office hours"), reverse("office-hours"), quiet=True),
        ],
        small=_("It stays open until %(day)s for whoever can answer later.")
        % {"day": date_format(question.asked_at + question_routing.OPEN_FOR, "j F")},
    )  # fmt: skip


def offered(message: Message) -> Mail:
    answer = _answer(message)
    asker = answer.question.asker
    return letter(
        message,
        _("May your answer help others too?"),
        [
            _("%(name)s found your answer helpful: “%(title)s”")
            % {"name": asker.name, "title": answer.question.title},
            _("%(name)s proposes it for the library, with both names. It goes there only with "
              "your yes.") % {"name": asker.first_name},
        ],
        why=_("You get this because you answered a question."),
        buttons=[Button(_("Read it and decide"), answer.question.get_absolute_url())],
        small=_("A no needs no reason, and nothing is shown to anybody."),
    )  # fmt: skip


def _start(words: str) -> list[str]:
    """As it was typed: a mail shows no Markdown."""
    text = words.strip()
    cut = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
    return [part.strip() for part in cut.split("\n\n") if part.strip()]


def _why() -> str:
    return _("You get this because you asked colleagues.")


def _asked(message: Message) -> Asked:
    rows = Asked.objects.select_related("question__asker", "question__skill", "profile__user")
    return rows.get(pk=message.context["asked"])


def _answer(message: Message) -> Answer:
    rows = Answer.objects.select_related("question__asker", "author")
    return rows.get(pk=message.context["answer"])


def _question(message: Message) -> Question:
    return Question.objects.select_related("skill").get(pk=message.context["question"])


def _still_asks(message: Message) -> bool:
    rows = Asked.objects.filter(pk=message.context["asked"], state=Asked.State.WAITS)
    return rows.filter(question__in=Question.objects.open()).exists()


def _is_there(message: Message) -> bool:
    return Answer.objects.filter(pk=message.context["answer"]).exists()


def _waits_for_a_reply(message: Message) -> bool:
    rows = Answer.objects.filter(pk=message.context["answer"], reply="")
    return rows.filter(question__asker__is_active=True).exists()


def _still_offered(message: Message) -> bool:
    rows = Answer.objects.filter(pk=message.context["answer"], sharing=Answer.Sharing.OFFERED)
    return rows.filter(question__asker__is_active=True).exists()


def _still_unanswered(message: Message) -> bool:
    rows = Question.objects.open().unanswered()
    return rows.filter(pk=message.context["question"]).exists()


KINDS = (
    kind(
        question_routing.ASKED,
        asked,
        policy=AT_LEAST_ONCE,
        still_wanted=_still_asks,
        label=gettext_lazy("Question: for you"),
    ),
    kind(
        question_answers.ANSWERED,
        answered,
        policy=AT_LEAST_ONCE,
        still_wanted=_is_there,
        label=gettext_lazy("Question: answered"),
    ),
    kind(
        question_follow_ups.FOLLOWED_UP,
        followed_up,
        policy=AT_LEAST_ONCE,
        still_wanted=_waits_for_a_reply,
        label=gettext_lazy("Question: once more"),
    ),
    kind(
        question_follow_ups.REPLIED,
        replied,
        policy=AT_LEAST_ONCE,
        still_wanted=_is_there,
        label=gettext_lazy("Question: a reply"),
    ),
    kind(
        questions.UNANSWERED,
        unanswered,
        policy=AT_MOST_ONCE,
        still_wanted=_still_unanswered,
        label=gettext_lazy("Question: nobody could"),
    ),
    kind(
        question_answers.OFFERED,
        offered,
        policy=AT_LEAST_ONCE,
        still_wanted=_still_offered,
        label=gettext_lazy("Question: for the library?"),
    ),
)
