"""The programs one can learn from, with how many pairs each has and when it was last looked at."""

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from insights.models import LearningRun
from matching.access import managed_programs
from matching.models import PairParts, Program
from profiles.models import User


def listed(user: User) -> QuerySet[Program]:
    """Adds `learnable`, `looked_at` and `look_state`; those with pairs first, then the newest."""
    parts = PairParts.objects.filter(pair__program=OuterRef("pk")).order_by()
    counted = parts.values("pair__program").annotate(n=Count("pk")).values("n")
    looks = LearningRun.objects.filter(program=OuterRef("pk")).order_by("-pk")
    rows = managed_programs(user).exclude(state=Program.State.DRAFT)
    return rows.annotate(
        learnable=Coalesce(Subquery(counted), 0, output_field=IntegerField()),
        looked_at=Subquery(looks.filter(state="done").values("finished_at")[:1]),
        look_state=Subquery(looks.values("state")[:1]),
    ).order_by(Case(When(learnable=0, then=1), default=0), "-starts_on", "name", "pk")
