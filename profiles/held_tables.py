"""What accounts, profiles and the outbox hold about a person (`profiles.held`)."""

from datetime import datetime

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outbox.models import DirectLine, Link, MailPreference, Message, Suppression, Wording
from profiles.held import Held
from profiles.models import (
    AuditEvent,
    DoNotMatch,
    Erasure,
    Goal,
    Letter,
    Offer,
    PeopleImport,
    Profile,
    RoleGrant,
    Skill,
    SkillRelation,
    User,
)

SECRET = _("A key to an account. It is shown to nobody and goes with the account.")
OF_STAFF = _("Work of the staff, not about you.")
NUMBER = "It keeps the number of an account, which is nobody's after an erasure."
KEPT_A_DAY = "Files and what was copied from them go within a day, finished ones at once."


def _suppressed(profile: Profile, now: datetime) -> "QuerySet[Suppression]":
    return Suppression.objects.filter(address__iexact=profile.user.email)


ACCOUNT = [
    Held(
        User,
        _("Account"),
        mine=("profile",),
        shown=("email", "created_at", "last_login"),
        stays="The row is left, with an address of nobody: profiles.erasure.",
    ),
    Held(
        EmailAddress,
        _("Addresses"),
        mine=("user__profile",),
        shown=("email", "verified", "primary"),
        gone=("user__profile",),
    ),
    Held(
        EmailConfirmation,
        _("Confirmations of addresses"),
        gone=("email_address__user__profile",),
        not_shown=SECRET,
    ),
    Held(
        Authenticator,
        _("Second steps of sign-in"),
        mine=("user__profile",),
        shown=("type", "created_at", "last_used_at"),
        gone=("user__profile",),
    ),
    Held(
        SocialAccount,
        _("Company sign-in"),
        mine=("user__profile",),
        shown=("provider", "uid", "extra_data", "date_joined"),
        gone=("user__profile",),
    ),
    Held(
        SocialToken,
        _("Keys of company sign-in"),
        gone=("account__user__profile",),
        not_shown=SECRET,
    ),
    Held(
        UserSession,
        _("Sessions"),
        mine=("user__profile",),
        shown=("created_at", "last_seen_at", "ip", "user_agent"),
        gone=("user__profile",),
    ),
    Held(
        RoleGrant,
        _("Roles"),
        mine=("user__profile",),
        shown=("role", "granted_at"),
        gone=("user__profile",),
    ),
]

PROFILE = [
    Held(
        Profile,
        _("Profile"),
        mine=lambda profile, now: Profile.objects.filter(pk=profile.pk),
        shown=(
            *("name", "preferred_name", "employee_number", "department", "job_title", "grade"),
            *("level", "site", "country", "time_zone", "manager=manager__name", "start_date"),
            *("languages", "bio", "weekly_hours", "worked_before_in", "happy_to_talk_about"),
            *("mentoring_limit", "paused_until"),
        ),
        stays="The row is left as “Former member” without anything else: profiles.erasure.",
    ),
    Held(
        Offer,
        _("Skills you can help with"),
        mine=("profile",),
        shown=("skill=skill__name", "level"),
        gone=("profile",),
    ),
    Held(
        Goal,
        _("Goals"),
        mine=("profile",),
        shown=("skill=skill__name", "current_level", "target_level", "priority", "sentence"),
        gone=("profile",),
    ),
    Held(
        DoNotMatch,
        _("People you do not want to be matched with"),
        mine=("author",),
        shown=("person=other__name", "created_at"),
        gone=("author", "other"),
    ),
    Held(
        Skill,
        _("Skills you proposed"),
        mine=("proposed_by",),
        shown=("name", "status", "created_at"),
        stays="The shared list keeps its skills.",
    ),
    Held(
        SkillRelation,
        _("Related skills"),
        not_shown=_("The shared list of skills."),
        stays="The shared list keeps its skills.",
    ),
    Held(
        Letter,
        _("Letters you wrote to lists"),
        mine=("author__profile",),
        shown=("subject", "body", "state", "sent_at"),
        gone=lambda profile, now: Letter.objects.filter(author__profile=profile, state="draft"),
        stays="What was sent is the company's; drafts go.",
    ),
    Held(
        Erasure,
        _("Erasures"),
        not_shown=_("It is about people who have gone."),
        stays="It says who must not come back from a backup.",
    ),
    Held(
        AuditEvent,
        _("Audit"),
        not_shown=_("What the staff did. Who read your answers is in the file."),
        stays="It names people by numbers; names in its words are taken out: profiles.sweep.",
    ),
    Held(PeopleImport, _("People files"), not_shown=OF_STAFF, stays=KEPT_A_DAY),
]

MAIL = [
    Held(
        Message,
        _("Mails to you"),
        mine=("recipient__profile",),
        shown=("kind", "address", "status", "created_at", "sent_at"),
        stays="Emptied by outbox.retention: the key keeps a mail from coming twice.",
    ),
    Held(Link, _("Links of mails"), gone=("person__profile",), not_shown=SECRET),
    Held(
        MailPreference,
        _("Mail settings"),
        mine=("user__profile",),
        shown=("nudges", "paused_until", "nudge_weekday", "nudge_hour", "off"),
        gone=("user__profile",),
    ),
    Held(
        DirectLine,
        _("Direct line to the company’s chat"),
        mine=("user__profile",),
        shown=("channel=channel__name", "handle"),
        gone=("user__profile",),
    ),
    Held(
        Suppression,
        _("Mail that did not arrive"),
        mine=_suppressed,
        shown=("address", "reason", "at"),
        gone=_suppressed,
    ),
    Held(Wording, _("Words for mails"), not_shown=OF_STAFF, stays=NUMBER),
]

TABLES = [*ACCOUNT, *PROFILE, *MAIL]
