"""A path as one person sees it: its steps, what of them is done, what is next, the minutes left."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from community.models import Path, PathProgress, PathStep
from profiles.models import Profile


@dataclass(frozen=True)
class Line:
    """`number` is the step's place today, whatever it was when somebody did it."""

    step: PathStep
    number: int
    is_done: bool


@dataclass(frozen=True)
class Outline:
    path: Path
    lines: list[Line]
    progress: PathProgress | None

    @cached_property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def minutes(self) -> int:
        return sum(line.step.minutes for line in self.lines)

    @property
    def minutes_left(self) -> int:
        return sum(line.step.minutes for line in self.lines if not line.is_done)

    @property
    def finished_at(self) -> dt.datetime | None:
        return self.progress.finished_at if self.progress else None

    @property
    def next_step(self) -> PathStep | None:
        return next((line.step for line in self.lines if not line.is_done), None)

    def line_of(self, step: PathStep) -> Line:
        return next(line for line in self.lines if line.step.pk == step.pk)

    def after(self, step: PathStep) -> PathStep | None:
        """The next one that is not done yet, from here on and then from the beginning."""
        here = self.line_of(step).number
        later = (line for line in self.lines[here:] if not line.is_done)
        first = next(later, None)
        return first.step if first else self.next_step

    def neighbor(self, step: PathStep, by: int) -> PathStep | None:
        place = self.line_of(step).number - 1 + by
        return self.lines[place].step if 0 <= place < len(self.lines) else None


def of(path: Path, profile: Profile) -> Outline:
    progress = PathProgress.objects.filter(path=path, profile=profile).first()
    done = set(progress.done.values_list("step_id", flat=True)) if progress else set()
    return Outline(path, _lines(path.steps.current(), done), progress)


def _lines(steps: Collection[PathStep], done: Collection[int]) -> list[Line]:
    return [Line(step, number, step.pk in done) for number, step in enumerate(steps, start=1)]
