"""The small line of one skill: five marks, where it started, where it is, where it should go."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from checkins.ratings import Line, Stage

WIDTH, MARGIN = 300, 12
STEP = (WIDTH - 2 * MARGIN) / 4


@dataclass(frozen=True)
class Drawn:
    """A line with its places in the picture; `words` say the same."""

    line: Line
    words: str
    ticks: list[float]
    start_x: float | None
    now_x: float | None
    target_x: float | None


def drawn(line: Line) -> Drawn:
    return Drawn(
        line=line,
        words=_words(line),
        ticks=[_x(level) for level in range(1, 6)],
        start_x=_x(line.start) if line.start else None,
        now_x=_x(line.now) if line.now else None,
        target_x=_x(line.target) if line.target else None,
    )


def _x(level: int) -> float:
    return round(MARGIN + (level - 1) * STEP, 1)


def _words(line: Line) -> str:
    names = ((Stage.START, _("start")), (Stage.MIDDLE, _("halfway")), (Stage.END, _("end")))
    said = [f"{name} {line.levels[stage]}" for stage, name in names if stage in line.levels]
    if line.target:
        said.append(_("aiming for %(n)d") % {"n": line.target})
    return ", ".join(said) or _("not rated yet")
