from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from matching.models.rounds import Round


def _numbers() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.BigIntegerField())


class StartLot(models.Model):
    """Which pairs of a round start first and which `weeks` later, drawn by lot at Publish: mentee
    `mentees[n]` (an enrollment) of stratum `strata[n]` in wave `waves[n]`. The numbers are all that
    is needed to draw again; without the enrollments they name nobody."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="start_lot")
    seed = models.CharField(max_length=32)
    weeks = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    mentees = _numbers()
    strata = _numbers()
    waves = _numbers()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(strata__len=F("mentees__len"), waves__len=F("mentees__len")),
                name="matching_start_lot_one_line_each",
            ),
            models.CheckConstraint(
                condition=Q(weeks__gte=2, weeks__lte=12), name="matching_start_lot_weeks"
            ),
            models.CheckConstraint(condition=~Q(seed=""), name="matching_start_lot_has_a_seed"),
        ]

    def __str__(self) -> str:
        return f"lot of round {self.round_id}"

    @property
    def first(self) -> int:
        return self.waves.count(1)

    @property
    def second(self) -> int:
        return self.waves.count(2)
