"""What HR may change in the mails of programs and pairs, and where each placeholder comes from.

A preview shows a true pair or invitation of the person chosen, one that the reader looks after and
is no part of; the goal's sentence stays with the partner it is for.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from matching import access, group_asks
from matching.models import Away, Enrollment, JoinDraft, Pair, Program
from outbox.kinds import EVERY_PART, Editable
from outbox.models import Message
from profiles.models import Profile, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PROGRAM = {"program": _("the program’s name")}
WITHOUT_SUBJECT = ("opening", "closing", "button")
Context = Mapping[str, object]


def _of_pair(message: Message) -> dict[str, str]:
    """`partner` is whom the reader is paired with."""
    pair = _pair_in(message)
    is_mentor = message.recipient_id == pair.mentor.user_id
    partner = pair.mentee if is_mentor else pair.mentor
    return {"partner": partner.first_name, "program": pair.program.name}


def _of_question(message: Message) -> dict[str, str]:
    """As above; in group mentoring everybody the mentor is asked about."""
    pairs = group_asks.waiting(_pair_in(message))
    if len(pairs) < 2:
        return _of_pair(message)
    names = get_text_list([pair.mentee.first_name for pair in pairs], str(_("and")))
    return {"partner": names, "program": pairs[0].program.name}


def _pair_in(message: Message) -> Pair:
    context, pairs = message.context, Pair.objects.with_people()
    return pairs.get(aways=context["away"]) if "away" in context else pairs.get(pk=context["pair"])


def _of_stuck(message: Message) -> dict[str, str]:
    pair = _pair_in(message)
    people = {"mentor": pair.mentor.first_name, "mentee": pair.mentee.first_name}
    return people | {"program": pair.program.name}


def _of_program(message: Message) -> dict[str, str]:
    context = message.context
    if "program" in context:
        program = Program.objects.get(pk=context["program"])
    elif "draft" in context:
        program = JoinDraft.objects.select_related("program").get(pk=context["draft"]).program
    else:
        rows = Enrollment.objects.select_related("program")
        program = rows.get(pk=context["enrollment"]).program
    return {"program": program.name}


def _pair_of(person: "AbstractBaseUser", reader: "AbstractBaseUser", side: str) -> Pair | None:
    """The newest pair with this person on this side that the reader may look into."""
    programs = access.managed_programs(cast(User, reader))
    pairs = Pair.objects.filter(program__in=programs, **{f"{side}__user": person.pk})
    own = Q(mentor__user=reader.pk) | Q(mentee__user=reader.pk)
    return pairs.exclude(own).order_by("-pk").first()


def _either(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Pair | None:
    return _pair_of(person, reader, "mentee") or _pair_of(person, reader, "mentor")


def _as_mentor(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    pair = _pair_of(person, reader, "mentor")
    return {"pair": pair.pk} if pair else None


def _as_mentee(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    pair = _pair_of(person, reader, "mentee")
    return {"pair": pair.pk} if pair else None


def _as_partner(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    pair = _either(person, reader)
    profile = Profile.objects.filter(user=person.pk).first()
    return {"pair": pair.pk, "person": profile.pk} if pair and profile else None


def _as_away(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    profile = Profile.objects.filter(user=person.pk).first()
    absence = Away.objects.filter(pair=_either(person, reader)).order_by("-pk").first()
    return {"away": absence.pk, "person": profile.pk} if absence and profile else None


def _as_stuck(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    """The newest one that both look after, and that is about neither of them."""
    rows = Away.objects.current().filter(stuck_at__isnull=False, pair__state=Pair.State.AWAY)
    for user in (person, reader):
        own = Q(pair__mentor__user=user.pk) | Q(pair__mentee__user=user.pk)
        managed = access.managed_programs(cast(User, user))
        rows = rows.filter(pair__program__in=managed).exclude(own)
    absence = rows.order_by("-pk").first()
    return {"away": absence.pk} if absence else None


def _as_invited(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    profile = Profile.objects.filter(user=person.pk).first()
    if profile is None:
        return None
    managed = access.managed_programs(cast(User, reader))
    program = access.visible_programs(profile).filter(pk__in=managed).order_by("-pk").first()
    return {"program": program.pk, "person": profile.pk} if program else None


def _enrolled(person: "AbstractBaseUser", reader: "AbstractBaseUser") -> Context | None:
    managed = access.managed_programs(cast(User, reader))
    rows = Enrollment.objects.filter(profile__user=person.pk, program__in=managed)
    row = rows.exclude(profile__user=reader.pk).order_by("-pk").first()
    return {"enrollment": row.pk} if row else None


PARTNER = {"partner": _("the partner’s first name"), **PROGRAM}
TO_MENTOR = Editable(EVERY_PART, PARTNER, _of_question, _as_mentor)
TO_MENTEE = Editable(EVERY_PART, PARTNER, _of_pair, _as_mentee)
# Its subject says which of several things happened.
TO_PARTNERS = Editable(WITHOUT_SUBJECT, PARTNER, _of_pair, _as_partner)
ABOUT_AWAY = Editable(WITHOUT_SUBJECT, PARTNER, _of_pair, _as_away)
BOTH = {"mentor": _("the mentor’s first name"), "mentee": _("the mentee’s first name")}
ABOUT_STUCK = Editable(WITHOUT_SUBJECT, BOTH | PROGRAM, _of_stuck, _as_stuck)
INVITED = Editable(EVERY_PART, PROGRAM, _of_program, _as_invited)
ABOUT_PROGRAM = Editable(EVERY_PART, PROGRAM, _of_program)
ENROLLED = Editable(EVERY_PART, PROGRAM, _of_program, _enrolled)
