import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from community.models.recognition import NamelessPlace, RecognitionChoice
from profiles.models import Profile, Skill

KUDOS_LENGTH = 500


class KudosQuerySet(models.QuerySet["Kudos"]):
    def standing(self) -> "KudosQuerySet":
        """Neither taken back nor removed."""
        return self.filter(gone_at__isnull=True)

    def public(self) -> "KudosQuerySet":
        """What every colleague may read: both want it, both are here, no agreement forbids it."""
        off = NamelessPlace.objects.all()
        hides = RecognitionChoice.objects.filter(profile=OuterRef("recipient"), shows_kudos=False)
        rows = self.standing().filter(
            audience=Kudos.Audience.PUBLIC,
            is_kept_private=False,
            giver__is_active=True,
            recipient__is_active=True,
        )
        return (
            rows.exclude(Exists(hides))
            .exclude(Exists(off.filter(country="")))
            .exclude(Exists(off.filter(country=OuterRef("recipient__country"))))
            .exclude(Exists(off.filter(country=OuterRef("giver__country"))))
        )

    def with_people(self) -> "KudosQuerySet":
        return self.select_related("giver", "recipient", "skill")


class Kudos(models.Model):
    """Thanks from one person to another, with what they did.

    `is_kept_private` is the receiver's; a row that is gone keeps no words, so that a second press
    finds that it is done. `nonce` makes the same form sent twice one row.
    """

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody here")
        PRIVATE = "private", _("Only the two of you")

    giver = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="kudos_given")
    recipient = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="kudos_received")
    words = models.CharField(max_length=KUDOS_LENGTH, blank=True)
    skill = models.ForeignKey(
        Skill, on_delete=models.SET_NULL, null=True, blank=True, related_name="kudos"
    )
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
    is_kept_private = models.BooleanField(default=False)
    nonce = models.UUIDField(default=uuid.uuid4)
    given_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = KudosQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("recipient")), name="community_kudos_not_to_oneself"
            ),
            models.UniqueConstraint(fields=["giver", "nonce"], name="community_kudos_form_once"),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=False, words="")
                | Q(
                    GreaterThan(Length("words"), 0),
                    LessThanOrEqual(Length("words"), KUDOS_LENGTH),
                    gone_at__isnull=True,
                ),
                name="community_kudos_words_while_it_stands",
            ),
        ]
        indexes = [
            models.Index(fields=["-given_at"], name="community_kudos_latest"),
            models.Index(fields=["recipient", "-given_at"], name="community_kudos_received"),
        ]

    def __str__(self) -> str:
        return f"kudos {self.pk}"

    @property
    def is_public(self) -> bool:
        """As the two of them left it; `KudosQuerySet.public` knows the rest."""
        return self.audience == self.Audience.PUBLIC and not self.is_kept_private
