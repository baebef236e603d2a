from django.db import models
from django.db.models import F, Q


class TipLift(models.Model):
    """What was known in one week of whether a tip helps: counts, and nobody behind them.

    `sent` and `held` are people whose turn it was, the first time and one per pair, once the time
    to meet was over; `…_met` those whose pair met. `sends` are all mails with the tip. `salt` and
    `share` are the rule the two groups were drawn by, `rows` and `wrong` how many rows of it were
    worked out again and how many of them differed.
    """

    # The Monday of the week; the figures stay as they are until the next one.
    week = models.DateField()
    template = models.CharField(max_length=40)
    sent = models.PositiveIntegerField()
    sent_met = models.PositiveIntegerField()
    sent_met_first = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    held_met = models.PositiveIntegerField()
    held_met_first = models.PositiveIntegerField()
    sends = models.PositiveIntegerField()
    salt = models.CharField(max_length=40)
    share = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["-week", "template"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "week"], name="insights_tip_lift_once_a_week"
            ),
            models.CheckConstraint(
                condition=Q(sent_met__lte=F("sent"), held_met__lte=F("held")),
                name="insights_tip_lift_met_are_some",
            ),
            models.CheckConstraint(
                condition=Q(sent_met_first__lte=F("sent_met"), held_met_first__lte=F("held_met")),
                name="insights_tip_lift_first_week_is_less",
            ),
            models.CheckConstraint(
                condition=Q(wrong__lte=F("rows"), share__lte=100),
                name="insights_tip_lift_checked_rows",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} in the week of {self.week}"
