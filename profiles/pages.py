"""Pages of lists that can be very long: nobody leafs past the first thousand."""

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

A_PAGE = 50
COUNTED = 1000


def capped_count(rows: QuerySet[Any]) -> int:
    """How many rows, counting no further than one past the cap."""
    return rows.order_by().values("pk")[: COUNTED + 1].count()


class LongPaginator(Paginator):  # type: ignore[type-arg]
    @cached_property
    def counted(self) -> int:
        return capped_count(cast(QuerySet[Any], self.object_list))

    @property
    def count(self) -> int:
        return min(self.counted, COUNTED)

    @property
    def words(self) -> str:
        """ "1,000+" where counting stopped."""
        number = number_format(self.count, force_grouping=True)
        return _("%(number)s+") % {"number": number} if self.counted > COUNTED else number


def page_of(rows: QuerySet[Any], number: str) -> "Page[Any]":
    return LongPaginator(rows, A_PAGE).get_page(number[:8])
