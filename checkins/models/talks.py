from django.db import models
from django.db.models import Q

from matching.models import Pair
from profiles.models import Profile

MOST = 5


class Talk(models.Model):
    """A topic of a handover, by its place: the third topic is for the third meeting.

    `document` is the number of its page in the library, which is a room above this one: what
    became of the page is asked there (`checkins.talks.PAGES`).
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="talks")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=120)
    document = models.PositiveBigIntegerField(null=True, blank=True)
    written_by = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["pair", "number"], name="checkins_talk_once_per_place"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST), name="checkins_talk_one_of_five"
            ),
            models.CheckConstraint(condition=Q(topic__gt=""), name="checkins_talk_has_a_topic"),
        ]

    def __str__(self) -> str:
        return f"talk {self.number} of pair {self.pair_id}"
