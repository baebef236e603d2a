"""The matching lab: policies tried beside the live one, and what each run of a round proposed.

A list of pairs is kept as arrays, one line per mentee: a few bytes a pair, however many runs there
are. The numbers are those of enrollments; without the enrollments they name nobody.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models.jobs import Job
from matching.models.rounds import Round, Run

MOST_POLICIES = 4


def _numbers() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.BigIntegerField(), default=list, blank=True)


class PairList(models.Model):
    """Who was to be paired with whom: `mentees[n]` with `matched[n]`, 0 for nobody, at `scores[n]`
    points of `maximum`."""

    mentees = _numbers()
    matched = _numbers()
    scores = _numbers()
    maximum = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(matched__len=F("mentees__len"), scores__len=F("mentees__len")),
                name="matching_%(class)s_one_line_each",
            )
        ]


class RunPairs(PairList):
    """What one run proposed, as it was when the run ended; `mentors` are all who took part."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="pair_list")
    mentors = _numbers()

    class Meta(PairList.Meta):
        pass

    def __str__(self) -> str:
        return f"pairs of run {self.run_id}"


class Lab(Job):
    """One comparison: the live result (place 0) and up to three other policies on the same
    sign-ups. A draft can be changed; once started it stays as it is."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not compared yet")
        QUEUED = "queued", _("Waiting for a worker")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="labs")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    salt = models.CharField(max_length=32)
    # People: {"mentees", "mentors", "joined", "left", "gone"}.
    people = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "requested_by"],
                condition=Q(state="draft"),
                name="matching_lab_one_draft_each",
            ),
            models.UniqueConstraint(
                fields=["round", "requested_by"],
                condition=Q(state__in=["queued", "running"]),
                name="matching_lab_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="matching_lab_percent"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "queued", "running", "done", "failed", "cancelled"]
                ),
                name="matching_lab_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "failed", "cancelled"])
                | Q(finished_at__isnull=False),
                name="matching_lab_ended_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"lab {self.pk} of round {self.round_id}"

    def get_absolute_url(self) -> str:
        return reverse("lab-page", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class LabPolicy(PairList):
    """A column of the lab. `scores` are measured with the live weights, so that columns can be
    compared; `result` holds the figures (`matching.lab.figures`), `error` why there are none."""

    lab = models.ForeignKey(Lab, on_delete=models.CASCADE, related_name="policies")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    document = models.JSONField()
    result = models.JSONField(default=dict, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta(PairList.Meta):
        ordering = ["place"]
        constraints = [
            *PairList.Meta.constraints,
            models.UniqueConstraint(fields=["lab", "place"], name="matching_lab_policy_place_once"),
            models.CheckConstraint(
                condition=Q(place__lt=MOST_POLICIES), name="matching_lab_policy_four_at_most"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="matching_lab_policy_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in lab {self.lab_id}"

    @property
    def is_live(self) -> bool:
        return self.place == 0
