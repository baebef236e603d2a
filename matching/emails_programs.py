"""The mails around joining a program: E0a–E0c, E1, E2, the notice of being enrolled, decisions."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import drafts, enrollments, presets, training
from matching.access import visible_programs
from matching.emails import kind, letter
from matching.mail_words import ABOUT_PROGRAM, ENROLLED, INVITED
from matching.models import Enrollment, Invitation, JoinDraft, Program
from matching.training import Training
from outbox import links
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button
from profiles.models import Profile

NOT_FOR_ME = "not-for-me"


@dataclass(frozen=True)
class Words:
    subject: str
    lines: list[str]


def invitation_words(program: Program, reader: Profile) -> Words:
    """E0a; HR previews exactly this."""
    names = {
        "program": program.name,
        "rhythm": presets.rhythm(program),
        "closes": day(program.sign_up_closes),
    }
    lines = [str(presets.preset_of(program).invitation) + "."]
    lines += [program.summary] if program.summary else []
    lines.append(_("%(program)s: %(rhythm)s. Sign-up closes %(closes)s.") % names)
    lines.append(_("You answer three short pages; most of it is filled in for you."))
    return Words(_("You are invited: %(program)s") % names, lines)


def invitation(message: Message) -> Mail:
    program, person = _both(message)
    words = invitation_words(program, person)
    return _ask(message, program, person, words)


def last_week(message: Message) -> Mail:
    program, person = _both(message)
    names = {"program": program.name, "closes": day(program.sign_up_closes)}
    subject = _("Last week to join %(program)s") % names
    lines = [
        _("Sign-up for %(program)s closes %(closes)s.") % names,
        _("If it is not for you this time, one tap tells us and we write no more about it."),
    ]
    return _ask(message, program, person, Words(subject, lines))


def would_you_mentor(message: Message) -> Mail:
    program, person = _both(message)
    wanted = person.offers.filter(
        skill__goals__profile__enrollments__program=program,
        skill__goals__profile__enrollments__role=Enrollment.Role.MENTEE,
        skill__goals__profile__enrollments__state=Enrollment.State.ACTIVE,
    )
    skills = list(dict.fromkeys(wanted.values_list("skill__name", flat=True)))[:2]
    names = {"program": program.name, "skills": _(" and ").join(skills)}
    lines = [
        _("You offer %(skills)s, and people in %(program)s ask for it.") % names,
        _("It takes %(rhythm)s, and you decide for how many people.")
        % {"rhythm": presets.rhythm(program)},
    ]
    return _ask(message, program, person, Words(_("Would you mentor?"), lines))


def _ask(message: Message, program: Program, person: Profile, words: Words) -> Mail:
    return letter(
        message,
        words.subject,
        words.lines,
        why=_("You get this because %(program)s is open to you.") % {"program": program.name},
        buttons=[
            Button(_("Join in two minutes"), reverse("join-role", args=[program.pk])),
            Button(_("Not for me"), not_for_me_url(message, program, person), quiet=True),
        ],
    )


def not_for_me_url(message: Message, program: Program, person: Profile) -> str:
    closes = dt.datetime.combine(program.sign_up_closes, dt.time.max, tzinfo=program.zone)
    expires_at = max(closes, message.created_at) + dt.timedelta(days=14)
    return links.url(message, NOT_FOR_ME, person.user, str(program.pk), expires_at=expires_at)


def joined(message: Message) -> Mail:
    """E1."""
    program, person = _both(message)
    roles = [presets.role_label(program, role) for role in message.context["roles"]]
    names = {
        "program": program.name,
        "role": _(" and ").join(str(role).lower() for role in roles),
        "day": day(program.matching_on),
        "until": day(program.sign_up_closes),
    }
    waits = Enrollment.objects.filter(program=program, profile=person, state="applied").exists()
    lines = [_("You have joined %(program)s as %(role)s.") % names]
    if waits:
        lines = [_("We have your answers for %(program)s as %(role)s.") % names]
        lines.append(_("The program team says yes or no; you hear of it by mail."))
    lines.append(_("We match everyone on %(day)s and write to you that day.") % names)
    if sentence := _sentence(person, message.context["roles"]):
        lines.append(_("Your goal: “%(sentence)s”") % {"sentence": sentence})
    lines.append(_("You can change your answers until %(until)s.") % names)
    buttons = [Button(_("Check my answers"), reverse("join-check", args=[program.pk]))]
    if wanted := training.asked_in(program, person):
        lines.append(_before_the_first_pair(wanted))
        buttons.append(Button(_("Start the training"), wanted.url, quiet=True))
    subject = _("You are in: matching is on %(day)s") if not waits else _("We have your answers")
    return letter(
        message,
        subject % names,
        lines,
        preheader=_("Here is what happens next"),
        why=_("You get this because you joined %(program)s.") % names,
        buttons=buttons,
    )


def _before_the_first_pair(wanted: Training) -> str:
    words = ngettext(
        "Before your first pair, take “%(name)s”: about %(n)d minute, whenever you like.",
        "Before your first pair, take “%(name)s”: about %(n)d minutes, whenever you like.",
        wanted.minutes,
    )
    return words % {"name": wanted.name, "n": wanted.minutes}


def _sentence(person: Profile, roles: list[str]) -> str:
    if Enrollment.Role.MENTEE not in roles:
        return ""
    sentences = person.goals.order_by("priority", "pk").values_list("sentence", flat=True)
    return next((sentence for sentence in sentences if sentence), "")


def finish(message: Message) -> Mail:
    """E2."""
    draft = JoinDraft.objects.select_related("program", "profile").get(pk=message.context["draft"])
    names = {
        "name": draft.profile.first_name,
        "program": draft.program.name,
        "closes": day(draft.program.sign_up_closes),
    }
    page = drafts.missing(draft.answers) or "join-check"
    lines = [
        _("Your answers for %(program)s are saved. A few taps and you are in.") % names,
        _("Sign-up closes %(closes)s.") % names,
    ]
    return letter(
        message,
        _("Almost there, %(name)s") % names,
        lines,
        why=_("You get this once because you began to join %(program)s.") % names,
        buttons=[
            Button(_("Finish joining"), reverse(page, args=[draft.program_id])),
            Button(
                _("Not for me"), not_for_me_url(message, draft.program, draft.profile), quiet=True
            ),
        ],
    )


def enrolled(message: Message) -> Mail:
    """The notice of people HR puts in: what it is, and one tap to say no."""
    row = _enrollment(message)
    program, person = row.program, row.profile
    until = row.visible_from or timezone.now()
    names = {
        "program": program.name,
        "rhythm": presets.rhythm(program),
        "day": date_format(until.astimezone(person.zone), "l j F"),
    }
    lines = [
        _("You have a place in %(program)s: %(rhythm)s.") % names,
        _("If you do nothing, you are in from %(day)s. Nobody sees your name before that.") % names,
        _("Not for you? One tap and you are out. Nobody asks why.") % names,
    ]
    return letter(
        message,
        _("You have a place in %(program)s") % names,
        lines,
        why=_("You get this because HR has chosen you for %(program)s.") % names,
        buttons=[
            Button(_("Tell us your goal"), reverse("join-role", args=[program.pk])),
            Button(_("Not for me"), not_for_me_url(message, program, person), quiet=True),
        ],
    )


def accepted(message: Message) -> Mail:
    row = _enrollment(message)
    names = {"program": row.program.name, "day": day(row.program.matching_on)}
    return letter(
        message,
        _("You are in: %(program)s") % names,
        [_("You have a place in %(program)s. We match everyone on %(day)s.") % names],
        why=_("You get this because you asked to join %(program)s.") % names,
        buttons=[Button(_("See what happens next"), reverse("joined", args=[row.program_id]))],
    )


def refused(message: Message) -> Mail:
    names = {"program": _enrollment(message).program.name}
    return letter(
        message,
        _("No place in %(program)s this time") % names,
        [
            _("More people asked for a place in %(program)s than there are.") % names,
            _("Your answers stay in your profile for the next program."),
        ],
        why=_("You get this because you asked to join %(program)s.") % names,
        buttons=[Button(_("Open my profile"), reverse("home"))],
    )


def _still_open(message: Message) -> bool:
    """An invitation is wanted as long as it can be followed and nobody has answered it."""
    program, person = _both(message)
    if enrollments.why_not(program, person, now=timezone.now()):
        return False
    said_no = program.invitations.filter(profile=person, state=Invitation.State.NOT_FOR_ME)
    inside = Enrollment.objects.filter(program=program, profile=person, state__in=INSIDE)
    exists_for = visible_programs(person).filter(pk=program.pk).exists()
    return exists_for and not said_no.exists() and not inside.exists()


def _draft_waits(message: Message) -> bool:
    return JoinDraft.objects.filter(pk=message.context["draft"]).exists()


def _still_notified(message: Message) -> bool:
    return _enrollment(message).state == Enrollment.State.NOTIFIED


INSIDE = (Enrollment.State.NOTIFIED, Enrollment.State.APPLIED, Enrollment.State.ACTIVE)


def _both(message: Message) -> tuple[Program, Profile]:
    program = Program.objects.get(pk=message.context["program"])
    return program, Profile.objects.select_related("user").get(pk=message.context["person"])


def _enrollment(message: Message) -> Enrollment:
    rows = Enrollment.objects.select_related("program", "profile__user")
    return rows.get(pk=message.context["enrollment"])


def day(value: dt.date) -> str:
    return date_format(value, "l j F")


KINDS = [
    kind("invitation", invitation, still_wanted=_still_open, editable=INVITED),
    kind("invitation-last-week", last_week, still_wanted=_still_open, editable=INVITED),
    kind("invitation-to-mentor", would_you_mentor, still_wanted=_still_open, editable=INVITED),
    kind("joined", joined, editable=ABOUT_PROGRAM),
    kind("finish", finish, still_wanted=_draft_waits, editable=ABOUT_PROGRAM),
    kind("enrolled", enrolled, still_wanted=_still_notified, editable=ENROLLED),
    kind("enrollment-accepted", accepted, editable=ENROLLED),
    kind("enrollment-refused", refused, editable=ENROLLED),
]
