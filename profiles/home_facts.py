"""What rooms want to know about the reader for Home, asked as one question.

    home_facts.FACTS["offers"] = Subquery(…)          # OuterRef("pk") is the reader's profile
    visit.once(home_facts.of)["offers"]

Each fact is an expression: a subquery, or an `ArraySubquery` of a `JSONObject` for a few rows.
"""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Coalesce

from profiles.models import Offer, Profile
from profiles.visits import Visit

OFFERS = "offers"
_offers = Offer.objects.filter(profile=OuterRef("pk")).order_by().values("profile")
# Filled by higher rooms in their `AppConfig.ready`.
FACTS: dict[str, BaseExpression] = {
    OFFERS: Coalesce(
        Subquery(_offers.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
    )
}


def of(visit: Visit) -> dict[str, Any]:
    asked = {f"fact_{name}": fact for name, fact in FACTS.items()}
    row = Profile.objects.filter(pk=visit.profile.pk).annotate(**asked).values(*asked).get()
    return {name.removeprefix("fact_"): value for name, value in row.items()}
