from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.models import Pair
from profiles.models import Profile


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def answered(self) -> "CheckInQuerySet":
        return self.filter(answered_at__isnull=False)

    def needing_help(self) -> "CheckInQuerySet":
        return self.filter(answer__in=CheckIn.CRIES, handled_at__isnull=True)


class CheckIn(models.Model):
    """A question we ask one member of a pair, and the answer.

    `answer` is a signal (the named people get it, the label says so); `score` and `words` are
    feedback (HR reads them only with a typed reason, and the author can see who did).
    """

    class Kind(models.TextChoices):
        WEEKLY = "weekly", _("Weekly")
        FIT = "fit", _("After the first meeting")
        MIDPOINT = "midpoint", _("Halfway")
        CLOSE = "close", _("At the end")

    class Answer(models.TextChoices):
        MET_HELPED = "met_helped", _("Yes, it helped")
        MET_SO_SO = "met_so_so", _("Yes, so-so")
        BOOKED = "booked", _("Not yet, it is booked")
        NEED_HELP = "need_help", _("Not yet, we need help")
        NOT_A_FIT = "not_a_fit", _("Not a fit")
        KEEP_GOING = "keep_going", _("Keep going")
        GOOD_FIT = "good_fit", _("Good fit")
        DECIDING = "deciding", _("Still deciding")
        RATED = "rated", _("Rated")
        GOING_WELL = "going_well", _("It is going well")
        COULD_BETTER = "could_better", _("It could be better")
        WORTH_IT = "worth_it", _("Yes, it was worth it")
        PARTLY = "partly", _("Partly")
        NOT_WORTH = "not_worth", _("Not really")

    # The four answers of the weekly mail; "Not a fit" is told from the pair page.
    WEEKLY_ANSWERS = (Answer.MET_HELPED, Answer.MET_SO_SO, Answer.BOOKED, Answer.NEED_HELP)
    FIT_ANSWERS = (Answer.GOOD_FIT, Answer.DECIDING, Answer.NOT_A_FIT)
    # Without goals of their own to rate: the mentor's side.
    MIDPOINT_ANSWERS = (Answer.GOING_WELL, Answer.COULD_BETTER, Answer.NEED_HELP)
    CLOSE_ANSWERS = (Answer.WORTH_IT, Answer.PARTLY, Answer.NOT_WORTH)
    POSSIBLE: ClassVar[dict[str, tuple[str, ...]]] = {
        Kind.WEEKLY: (*WEEKLY_ANSWERS, Answer.NOT_A_FIT, Answer.KEEP_GOING),
        Kind.FIT: FIT_ANSWERS,
        Kind.MIDPOINT: (*MIDPOINT_ANSWERS, Answer.RATED),
        Kind.CLOSE: CLOSE_ANSWERS,
    }
    CRIES = (Answer.NEED_HELP, Answer.NOT_A_FIT)
    MET = (Answer.MET_HELPED, Answer.MET_SO_SO)

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="checkins")
    author = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="checkins")
    kind = models.CharField(max_length=10, choices=Kind)
    # The ISO week in the author's zone when the question was asked, as "2027-W21"; what is asked
    # once in the life of a pair has the period "once".
    period = models.CharField(max_length=12)
    # What the weekly question counts from: the last meeting known when it was asked, or the start.
    since = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    tell_coordinator = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    # When the people who handle calls for help were written to about this answer.
    told_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index("answer", "answered_at", name="checkins_checkin_by_answer")]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "author", "kind", "period"], name="checkins_one_answer_per_period"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                name="checkins_checkin_score_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
                name="checkins_checkin_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(answer="")
                | Q(
                    kind="weekly",
                    answer__in=[
                        "met_helped",
                        "met_so_so",
                        "booked",
                        "need_help",
                        "not_a_fit",
                        "keep_going",
                    ],
                )
                | Q(kind="fit", answer__in=["good_fit", "deciding", "not_a_fit"])
                | Q(
                    kind="midpoint", answer__in=["rated", "going_well", "could_better", "need_help"]
                )
                | Q(kind="close", answer__in=["worth_it", "partly", "not_worth"]),
                name="checkins_checkin_answer_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="weekly")
                | Q(kind__in=["fit", "midpoint", "close"], period="once"),
                name="checkins_checkin_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period} of pair {self.pair_id}"

    @property
    def has_met(self) -> bool:
        return self.answer in self.MET

    def is_open(self, *, now: datetime) -> bool:
        return now < self.closes_at
