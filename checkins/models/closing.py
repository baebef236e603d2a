"""What two people leave behind when their time together ends, and how they may go on."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from matching.models import Pair
from profiles.models import Profile

THANKS_LENGTH = 500
STORY_LENGTH = 2000


class Extension(models.Model):
    """One of the two asks to go on until a later day, the other answers.

    A trigger holds `until` after the pair's end and within what its program allows: migration
    0004.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Finish as planned")
        LAPSED = "lapsed", _("Lapsed")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="extensions")
    asked_by = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    until = models.DateField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=Q(state="asked"), name="checkins_extension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True)
                | Q(state__in=["agreed", "declined", "lapsed"], answered_at__isnull=False),
                name="checkins_extension_answered_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"extension {self.pk} of pair {self.pair_id}"


class Thanks(models.Model):
    """A line to the partner: words, never a grade.

    `kept_since` is set while the author, who learned, lets the mentor keep the words and pass them
    on (`checkins.kept_words`); without it they stay between the two.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="thanks")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    sent_at = models.DateTimeField()
    kept_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "author"], name="checkins_thanks_once"),
            models.CheckConstraint(
                condition=GreaterThan(Length("words"), 0)
                & LessThanOrEqual(Length("words"), THANKS_LENGTH),
                name="checkins_thanks_length",
            ),
        ]

    def __str__(self) -> str:
        return f"thanks {self.pk}"


class NotTakenOff(models.Model):
    """Why nothing came of a pair, in one tap. No page shows one with a name.

    `counted` is what the figures of this week still count after a change of mind (see
    `checkins.not_taken_off`): they are frozen until Monday.
    """

    class Reason(models.TextChoices):
        NO_TIME = "no_time", _("No time")
        NO_ANSWER = "no_answer", _("No answer from the other side")
        OTHER_GOAL = "other_goal", _("The goal has changed")
        NO_FIT = "no_fit", _("Not a fit")
        ELSEWHERE = "elsewhere", _("We met, but not through here")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    counted = models.CharField(max_length=12, choices=Reason, blank=True, default="", db_default="")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "author"], name="checkins_not_taken_off_once"),
            models.CheckConstraint(
                condition=Q(
                    reason__in=["no_time", "no_answer", "other_goal", "no_fit", "elsewhere"]
                ),
                name="checkins_not_taken_off_known_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    counted__in=["", "no_time", "no_answer", "other_goal", "no_fit", "elsewhere"]
                ),
                name="checkins_not_taken_off_known_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"reason {self.pk}"


class MentorWish(models.Model):
    """Would like to mentor next time: remembered until a program is open.

    `handled_at`: somebody who looks after programs has written to them (`checkins.wishes`).
    """

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="mentor_wish")
    said_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_by__isnull=True) | Q(handled_at__isnull=False),
                name="checkins_wish_handled_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"wish of {self.profile_id}"


class StoryDraft(models.Model):
    """What the two did, written down while it is fresh. Nobody but its author reads it."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "author"], name="checkins_story_draft_once"),
            models.CheckConstraint(
                condition=GreaterThan(Length("words"), 0)
                & LessThanOrEqual(Length("words"), STORY_LENGTH),
                name="checkins_story_draft_length",
            ),
        ]

    def __str__(self) -> str:
        return f"story draft {self.pk}"
