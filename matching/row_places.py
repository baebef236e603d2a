"""From people of a program to the rows the engine knows them by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.columns import Row


@dataclass(frozen=True)
class RowPlaces:
    """Where a person stands among the rows, by whatever number names them."""

    mentees: dict[int, int]
    mentors: dict[int, int]

    @classmethod
    def by_profile(cls, mentees: Sequence[Row], mentors: Sequence[Row]) -> "RowPlaces":
        return cls(
            {row.profile: i for i, row in enumerate(mentees)},
            {row.profile: j for j, row in enumerate(mentors)},
        )

    @classmethod
    def by_enrollment(cls, mentees: Sequence[Row], mentors: Sequence[Row]) -> "RowPlaces":
        return cls(
            {row.pk: i for i, row in enumerate(mentees)},
            {row.pk: j for j, row in enumerate(mentors)},
        )

    def of(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """(mentee, mentor) numbers as rows; those who take no part are left out."""
        return sorted(
            {
                (self.mentees[mentee], self.mentors[mentor])
                for mentee, mentor in pairs
                if mentee in self.mentees and mentor in self.mentors
            }
        )
