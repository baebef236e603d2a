"""The mails of groups: an invitation, a request to the lead, what came of it, a mention, the lead
that is yours now, and a community that has been quiet.

Contexts carry ids only; names and words are read when the mail is rendered.
"""

import datetime as dt
from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.groups import places_words
from community.models import Group, Membership, Mention
from matching.emails import kind, letter, within
from outbox import links, topics
from outbox.kinds import AT_MOST_ONCE, Editable, Mail
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button
from profiles.models import Profile

ANSWER = "group"
YES, NO = "yes", "no"
ANSWER_WITHIN = dt.timedelta(days=30)
INVITED, ASKED, ANSWERED = "group-invited", "group-asked", "group-answer"
MENTIONED, LEADS, QUIET = "group-mention", "group-lead", "group-quiet"
TOPIC = topics.Topic("groups", gettext_lazy("Groups: when somebody mentions you in a post"))
EXCERPT = 280
# A quiet community is archived when its lead has said nothing for so long.
QUIET_ANSWER = dt.timedelta(days=14)


def tell_invited(row: Membership, *, now: dt.datetime) -> None:
    _enqueue(INVITED, row, row.profile, now=now)


def tell_asked(row: Membership, *, now: dt.datetime) -> None:
    """To everybody who may say yes."""
    managers = Membership.objects.managers().filter(group=row.group_id)
    for manager in managers.select_related("profile__user"):
        _enqueue(ASKED, row, manager.profile, now=now)


def tell_answer(row: Membership, *, now: dt.datetime) -> None:
    _enqueue(ANSWERED, row, row.profile, now=now)


def tell_lead(row: Membership, *, now: dt.datetime) -> None:
    _enqueue(LEADS, row, row.profile, now=now)


def tell_quiet(row: Membership, *, now: dt.datetime) -> None:
    _enqueue(QUIET, row, row.profile, now=now)


def _enqueue(name: str, row: Membership, to: Profile, *, now: dt.datetime) -> None:
    key = f"{name}:{row.pk}:{to.pk}:{now.isoformat()}"
    enqueue(name, key=key, to=to.user, context={"membership": row.pk}, not_before=now)


def tell_mentioned(group: Group, person: Profile, *, now: dt.datetime) -> None:
    """Once a day and group: the page shows every mention, the mail says that there is one."""
    day = now.astimezone(person.zone).date().isoformat()
    enqueue(
        MENTIONED,
        key=f"{MENTIONED}:{group.pk}:{person.pk}:{day}",
        to=person.user,
        context={"group": group.pk, "person": person.pk, "since": now.isoformat()},
        not_before=now,
    )


def invited(message: Message) -> Mail:
    row = _row(message)
    group, names = row.group, {"group": row.group.name}
    lines = [_("You are invited to “%(group)s”.") % names, group.topic, facts(group)]
    if row.role == Membership.Role.LEAD:
        lines.append(_("You would facilitate it: the plan is there to begin with."))
    return letter(
        message,
        within(_("You are invited to %(group)s") % names, _("You are invited to a group")),
        lines,
        why=_why(row),
        buttons=[
            Button(_("Yes, I join"), _answer_url(message, row, YES)),
            Button(_("No, thank you"), _answer_url(message, row, NO), quiet=True),
        ],
        small=_("No is a normal answer: nobody is asked for a reason."),
    )


def _why(row: Membership) -> str:
    """Whoever the engine seated has a goal, or offers the skill and would facilitate."""
    proposed = getattr(row.group, "proposed", None)
    if proposed is None:
        return _("You get this because the lead of the group invited you.")
    skill = {"skill": proposed.skill.name}
    if row.profile.goals.filter(skill=proposed.skill_id).exists():
        return _("You get this because %(skill)s is one of your goals.") % skill
    return _("You get this because you offer %(skill)s.") % skill


def facts(group: Group) -> str:
    """ "Learning circle. Every week, 3 May to 14 June 2027. 2 of 6 places left." """
    days = {"first": date_format(group.starts_on, "j F Y")}
    when = _("from %(first)s") % days
    if group.ends_on:
        days["last"] = date_format(group.ends_on, "j F Y")
        when = _("%(first)s to %(last)s") % days
    rhythm = group.get_rhythm_display()
    return f"{group.get_kind_display()}. {rhythm}, {when}. {places_words(group)}."


def _answer_url(message: Message, row: Membership, answer: str) -> str:
    expires_at = message.created_at + ANSWER_WITHIN
    return links.url(message, ANSWER, row.profile.user, f"{row.pk}:{answer}", expires_at=expires_at)


def asked(message: Message) -> Mail:
    row = _row(message)
    names = {"name": row.profile.name, "group": row.group.name, "words": row.words}
    return letter(
        message,
        within(_("%(name)s asks to join") % names, _("Somebody asks to join")),
        [
            _("%(name)s asks to join “%(group)s”.") % names,
            *([_("“%(words)s”") % names] if row.words else []),
            places_words(row.group) + ".",
        ],
        why=_("You get this because you help to lead “%(group)s”.") % names,
        buttons=[Button(_("Answer"), reverse("group-manage", args=[row.group_id]))],
    )


def answered(message: Message) -> Mail:
    row = _row(message)
    names = {"group": row.group.name}
    subject, lines = _answer_words(row, names)
    return letter(
        message,
        within(subject, _("An answer about a group")),
        lines,
        why=_("You get this because you wanted to join “%(group)s”.") % names,
        buttons=[
            Button(_("Open the group"), row.group.get_absolute_url())
            if row.is_member or row.state == Membership.State.WAITING
            else Button(_("Find another group"), reverse("find-groups"))
        ],
    )


def _answer_words(row: Membership, names: dict[str, str]) -> tuple[str, list[str]]:
    if row.is_member:
        return _("You are in: %(group)s") % names, [
            _("You have a place in “%(group)s”.") % names,
            facts(row.group),
        ]
    if row.state == Membership.State.WAITING:
        return _("On the wait list: %(group)s") % names, [
            _("The lead of “%(group)s” said yes, and all places are taken now.") % names,
            _("You move up as soon as somebody leaves, and we write to you then."),
        ]
    return _("Not this time: %(group)s") % names, [
        _("“%(group)s” cannot take you in this time.") % names,
        _("Other groups have places, and you can start one on the same topic."),
    ]


def mentioned(message: Message) -> Mail:
    found = _mentions(message).select_related("post__author", "post__group").order_by("pk")
    first, count = found[0].post, len(found)
    author = first.author.name if first.author else _("A former member")
    names = {"author": author, "group": first.group.name, "words": first.body[:EXCERPT]}
    lines = [_("%(author)s wrote in “%(group)s”:") % names, _("“%(words)s”") % names]
    if count > 1:
        more = ngettext("And %(n)d more post.", "And %(n)d more posts.", count - 1)
        lines.append(more % {"n": count - 1})
    return letter(
        message,
        within(_("%(author)s mentioned you") % names, _("You were mentioned in a group")),
        lines,
        why=_("You get this because you were mentioned: at most one mail a day and group."),
        buttons=[Button(_("Read it"), first.get_absolute_url())],
    )


def leads(message: Message) -> Mail:
    row = _row(message)
    names = {"group": row.group.name}
    return letter(
        message,
        within(_("You lead %(group)s now") % names, _("You lead a group now")),
        [
            _("Whoever led “%(group)s” does so no longer, so it is yours.") % names,
            _("You answer requests, keep the plan and can hand it on under Manage."),
        ],
        why=_("You get this because you are a member of “%(group)s”.") % names,
        buttons=[Button(_("Open the group"), row.group.get_absolute_url())],
    )


def quiet(message: Message) -> Mail:
    row = _row(message)
    names = {"group": row.group.name}
    asked_at = row.group.quiet_asked_at or message.created_at
    names["day"] = date_format((asked_at + QUIET_ANSWER).astimezone(row.profile.zone), "j F")
    return letter(
        message,
        within(_("Quiet for 90 days: %(group)s") % names, _("Your community has been quiet")),
        [
            _("Nobody has written or done anything in “%(group)s” for 90 days.") % names,
            _("Keep it if you have plans. Without an answer it is archived on %(day)s.") % names,
            _("Archived means: everything can still be read, nobody is asked for anything."),
        ],
        why=_("You get this because you lead “%(group)s”.") % names,
        buttons=[Button(_("Keep or archive it"), reverse("group-manage", args=[row.group_id]))],
    )


def _row(message: Message) -> Membership:
    rows = Membership.objects.select_related("group__proposed__skill", "profile__user")
    return rows.get(pk=message.context["membership"])


def _mentions(message: Message) -> QuerySet[Mention]:
    context = message.context
    rows = Mention.objects.filter(profile=context["person"], post__group=context["group"])
    return rows.filter(post__posted_at__gte=dt.datetime.fromisoformat(context["since"]))


def _still_in(*states: str) -> Callable[[Message], bool]:
    def check(message: Message) -> bool:
        rows = Membership.objects.filter(pk=message.context["membership"], state__in=states)
        return rows.filter(group__in=Group.objects.alive()).exists()

    return check


def _still_mentioned(message: Message) -> bool:
    group, person = message.context["group"], message.context["person"]
    member = Membership.objects.members().filter(group=group, profile=person)
    return member.exists() and _mentions(message).exists()


def _still_quiet(message: Message) -> bool:
    led = Membership.objects.members().filter(role=Membership.Role.LEAD)
    rows = led.filter(pk=message.context["membership"], group__quiet_asked_at__isnull=False)
    return rows.filter(group__in=Group.objects.alive()).exists()


State = Membership.State
KINDS = [
    kind(
        INVITED,
        invited,
        still_wanted=_still_in(State.INVITED),
        label=gettext_lazy("Invitation to a group"),
    ),
    kind(
        ASKED,
        asked,
        still_wanted=_still_in(State.ASKED),
        label=gettext_lazy("Request to join a group"),
    ),
    kind(
        ANSWERED,
        answered,
        still_wanted=_still_in(State.MEMBER, State.WAITING, State.DECLINED),
        label=gettext_lazy("Answer to a request to join a group"),
    ),
    kind(
        MENTIONED,
        mentioned,
        policy=AT_MOST_ONCE,
        still_wanted=_still_mentioned,
        is_nudge=True,
        topic=TOPIC.name,
        label=gettext_lazy("Mentioned in a group"),
        editable=Editable(),
    ),
    kind(
        LEADS,
        leads,
        still_wanted=_still_in(State.MEMBER),
        label=gettext_lazy("Leads a group now"),
    ),
    kind(QUIET, quiet, still_wanted=_still_quiet, label=gettext_lazy("Quiet community")),
]
