import datetime as dt
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from outbox.readers import zone_or_utc


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = User(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None) -> "User":
        return self.create_user(email, password, is_superuser=True)


class User(AbstractBaseUser, PermissionsMixin):
    """Who signs in. Everything else about a person is in the profile."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="profiles_user_email_any_case")]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """With the address in it: every session ends when the address changes."""
        return salted_hmac(
            "profiles.User.session", self.password + self.email, secret=secret, algorithm="sha256"
        ).hexdigest()


class ProfileQuerySet(models.QuerySet["Profile"]):
    def active(self) -> "ProfileQuerySet":
        return self.filter(is_active=True)

    def without(self, profile: "Profile") -> "ProfileQuerySet":
        return self.exclude(pk=profile.pk)


class Profile(models.Model):
    """One employee. Directory fields come from the people import; the rest is the person's own.

    `weekly_hours` holds hours of the week in the person's own zone, Monday 00:00 = 0 … 167.
    `mentoring_used` counts open pairs as mentor over all programs and moves with them.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    name = models.CharField(_("name"), max_length=120)
    preferred_name = models.CharField(_("preferred name"), max_length=60, blank=True)
    employee_number = models.CharField(max_length=64, null=True, blank=True, unique=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    grade = models.CharField(_("grade"), max_length=60, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    site = models.CharField(_("site"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    time_zone_confirmed = models.BooleanField(default=False)
    manager = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    start_date = models.DateField(_("start date"), null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    bio = models.TextField(_("about you"), blank=True, validators=[MaxLengthValidator(1000)])
    weekly_hours = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    worked_before_in = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    happy_to_talk_about = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    mentoring_limit = models.PositiveSmallIntegerField(default=2)
    mentoring_used = models.PositiveSmallIntegerField(default=0, editable=False)
    paused_until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    search_text = models.TextField(blank=True, editable=False)
    trigrams = ArrayField(models.CharField(max_length=3), default=list, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["trigrams"], name="profiles_profile_trigrams"),
            models.Index(
                "name", "id", condition=Q(is_active=True), name="profiles_profile_by_name"
            ),
            models.Index("department", name="profiles_profile_department"),
            models.Index("site", name="profiles_profile_site"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=10),
                name="profiles_profile_level_1_to_10",
            ),
            models.CheckConstraint(
                condition=Q(mentoring_used__lte=F("mentoring_limit")),
                name="profiles_profile_mentoring_limit_holds",
            ),
            models.CheckConstraint(
                condition=Q(mentoring_limit__lte=10), name="profiles_profile_mentoring_limit_to_10"
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("id")), name="profiles_profile_not_own_manager"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("bio"), 1000), name="profiles_profile_bio_length"
            ),
            models.CheckConstraint(
                condition=Q(worked_before_in__len__lte=5, happy_to_talk_about__len__lte=5),
                name="profiles_profile_five_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def first_name(self) -> str:
        """What partners call this person."""
        return self.preferred_name or self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @property
    def zone(self) -> ZoneInfo:
        return zone_or_utc(self.time_zone)

    def is_paused(self, *, today: dt.date) -> bool:
        return self.paused_until is not None and today < self.paused_until
