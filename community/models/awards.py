import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from profiles.models import Profile

WORDS_LENGTH = 1000
MOST_RANKS = 3


class AwardCall(models.Model):
    """A call of HR: who should be thanked for what, until when, and who decides.

    Nominations are taken from `opens_at` to `closes_at`; then the jury, or everybody, votes until
    `decides_by`; HR announces.
    """

    class Decision(models.TextChoices):
        JURY = "jury", _("A jury reads the nominations")
        VOTE = "vote", _("Everybody votes")

    class Stage(models.TextChoices):
        COMING = "coming", _("Opens later")
        OPEN = "open", _("Open for nominations")
        DECIDING = "deciding", _("Being decided")
        DECIDED = "decided", _("Waits for HR")
        ANNOUNCED = "announced", _("Announced")

    name = models.CharField(max_length=120)
    what_for = models.CharField(max_length=400)
    decision = models.CharField(max_length=4, choices=Decision)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    decides_by = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-closes_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at"), decides_by__gt=F("closes_at")),
                name="community_award_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("award", args=[self.pk])

    def stage(self, *, now: dt.datetime) -> Stage:
        if self.announced_at:
            return self.Stage.ANNOUNCED
        if now < self.opens_at:
            return self.Stage.COMING
        if now < self.closes_at:
            return self.Stage.OPEN
        return self.Stage.DECIDING if now < self.decides_by else self.Stage.DECIDED


class Juror(models.Model):
    call = models.ForeignKey(AwardCall, on_delete=models.CASCADE, related_name="jurors")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="juries")

    class Meta:
        ordering = ["profile__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "profile"], name="community_juror_once")
        ]

    def __str__(self) -> str:
        return f"juror {self.pk}"


class Nominee(models.Model):
    """Somebody others have nominated, and what they say to it. Without their yes no colleague
    reads their name."""

    class State(models.TextChoices):
        ASKED = "asked", _("Has not answered")
        NAMED = "named", _("May be named")
        UNNAMED = "unnamed", _("Takes part without being named")
        OUT = "out", _("Does not take part")

    call = models.ForeignKey(AwardCall, on_delete=models.CASCADE, related_name="nominees")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="nominated_for")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_winner = models.BooleanField(default=False)
    # What HR says of a winner.
    citation = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["profile__name", "pk"]
        constraints = [
            # The target of the votes' key to both: migration 0504.
            models.UniqueConstraint(fields=["call", "profile"], name="community_nominee_once"),
            models.CheckConstraint(
                condition=~Q(is_winner=True, state="out"), name="community_nominee_out_wins_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"nominee {self.pk}"


class Nomination(models.Model):
    """One per person and call; nobody nominates themselves."""

    call = models.ForeignKey(AwardCall, on_delete=models.CASCADE, related_name="nominations")
    nominator = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="nominations")
    nominee = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=WORDS_LENGTH)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "nominator"], name="community_nomination_one_per_person"
            ),
            models.CheckConstraint(
                condition=~Q(nominator=F("nominee")), name="community_nomination_not_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"nomination {self.pk}"


class Vote(models.Model):
    """A place a voter or juror gives; the first place is the only one in a company vote.

    The database lets only nominees of the call be chosen (a key to both columns), and nobody
    themselves.
    """

    call = models.ForeignKey(AwardCall, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="award_votes")
    choice = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)
    cast_at = models.DateTimeField()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "voter", "rank"], name="community_vote_one_per_place"
            ),
            models.UniqueConstraint(
                fields=["call", "voter", "choice"], name="community_vote_one_place_each"
            ),
            models.CheckConstraint(
                condition=~Q(voter=F("choice")), name="community_vote_not_for_oneself"
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_RANKS), name="community_vote_ranks"
            ),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"
