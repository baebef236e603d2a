"""Mails of single formats: was the one talk worth it, write the talk down.

Contexts carry numbers only; names are read when the mail is rendered.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from checkins import asking, counted, talks, visibility
from checkins.models import CheckIn, Talk
from matching.emails import kind, letter, within
from matching.models import Pair
from outbox import links
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile


def talk_over(message: Message) -> Mail:
    """After the one talk: the one question, with its answers as buttons."""
    checkin = _checkin(message)
    pair, me = checkin.pair, checkin.author
    question, partner = asking.question_of(checkin), pair.partner_of(me)
    names = {"name": partner.first_name, "program": pair.program.name}
    subject = f"checkin:{checkin.pk}"
    until = checkin.closes_at
    address = links.url(message, "answer", me.user, subject=subject, expires_at=until)
    return letter(
        message,
        within(_("Was the talk with %(name)s worth it?") % names, _("Was your talk worth it?")),
        [
            _("Your time with %(name)s is over. Thank you for taking it.") % names,
            _("One tap: was it worth it? Then nothing more is asked of you."),
            _("It did not happen? Say so on your page, and book another time."),
        ],
        why=_("You get this once, because you had one talk in %(program)s.") % names,
        buttons=[
            *(
                Button(label, f"{address}?a={value}", quiet=True)
                for value, label in question.choices
            ),
            Button(_("Open your page"), pair.get_absolute_url(), quiet=True),
        ],
        small=" ".join(question.labels(visibility.audience(pair, me))),
    )


def write_down(message: Message) -> Mail:
    talk = Talk.objects.select_related("pair__program").get(pk=message.context["about"])
    pair = _pair(message)
    me = Profile.objects.get(pk=message.context["person"])
    names = {"name": pair.partner_of(me).first_name, "topic": talk.topic}
    url = next((write(talk) for write in talks.WRITING), reverse("pair-talks", args=[pair.pk]))
    return letter(
        message,
        within(_("Write it down: %(topic)s") % names, _("Write your talk down")),
        [
            _("You and %(name)s have talked about “%(topic)s”.") % names,
            _(
                "Write it down while it is fresh: what to do, why, whom to ask. Ten lines are "
                "enough, and the page is begun for you."
            ),
            _("One of you writes, the other one corrects. Whoever is first has it."),
        ],
        why=_("You get this because of your handover in %(program)s.")
        % {"program": pair.program.name},
        buttons=[
            Button(_("Write it down"), url),
            Button(_("See all talks"), reverse("pair-talks", args=[pair.pk]), quiet=True),
        ],
    )


def _pair(message: Message) -> Pair:
    return Pair.objects.with_people().get(pk=message.context["pair"])


def _checkin(message: Message) -> CheckIn:
    rows = CheckIn.objects.select_related(
        "pair__program", "pair__mentor__user", "pair__mentee__user", "author__user"
    )
    return rows.get(pk=message.context["about"])


def _is_open_question(message: Message) -> bool:
    return CheckIn.objects.filter(
        pk=message.context["about"], answered_at__isnull=True, pair__state=Pair.State.ACTIVE
    ).exists()


def _is_not_written(message: Message) -> bool:
    talk = Talk.objects.filter(pk=message.context["about"]).select_related("pair").first()
    return talk is not None and counted.waits_for_words(talk)


KINDS = (
    kind(counted.ASKED, talk_over, still_wanted=_is_open_question),
    kind(counted.WRITE, write_down, still_wanted=_is_not_written),
)
