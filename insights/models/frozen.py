import secrets

from django.db import models
from django.db.models import Q

from matching.models import Program


def new_salt() -> str:
    return secrets.token_hex(16)


class FrozenQuerySet(models.QuerySet["Frozen"]):
    def of_program(self, program: Program | None) -> "FrozenQuerySet":
        """Without a program: of the whole company."""
        return self.filter(program=program) if program else self.filter(program__isnull=True)

    def whole(self) -> "FrozenQuerySet":
        """The figures themselves, not broken down."""
        return self.filter(cut="")


class Frozen(models.Model):
    """One figure as it was told for one week: nothing here counts fewer than five people.

    `week` is the Monday of the week that was counted. `counted_on` is the week whose rows the
    figure was last counted from: an older one while too few people have changed since. `cut` is
    how the figure is broken down ("department", "department×role", …), empty for the whole;
    `value` the group. What may not be told has no row.
    """

    week = models.DateField()
    measure = models.CharField(max_length=40)
    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    cut = models.CharField(max_length=40, blank=True, default="")
    value = models.CharField(max_length=260, blank=True, default="")
    numerator = models.FloatField()
    denominator = models.FloatField()
    people = models.PositiveIntegerField()
    spread = models.JSONField(default=dict, blank=True)
    counted_on = models.DateField()
    frozen_at = models.DateTimeField()

    objects = FrozenQuerySet.as_manager()

    class Meta:
        ordering = ["week", "measure", "cut", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "measure", "program", "cut", "value"],
                nulls_distinct=False,
                name="insights_frozen_once",
            ),
            models.CheckConstraint(condition=Q(people__gte=5), name="insights_frozen_five_people"),
            models.CheckConstraint(
                condition=Q(counted_on__lte=models.F("week")), name="insights_frozen_no_future"
            ),
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1), name="insights_frozen_on_a_monday"
            ),
        ]
        indexes = [
            models.Index("program", "cut", "week", name="insights_frozen_by_program"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.week} {self.cut} {self.value}".strip()


class Told(models.Model):
    """What the last told figures of one measure and program were counted from.

    Needed to know how many people's part has changed since (`insights.release`). `people` maps a
    digest of a person, salted for this row, to [place in `groups`, numerator, denominator, spread];
    no page reads it, and no name and no date is in it. `cells` are the (cut, value) that were told.
    """

    measure = models.CharField(max_length=40)
    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    week = models.DateField()
    counted_on = models.DateField(null=True, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    groups = models.JSONField(default=list, blank=True)
    people = models.JSONField(default=dict, blank=True)
    cells = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["measure", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "program"], nulls_distinct=False, name="insights_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} told for {self.week}"
