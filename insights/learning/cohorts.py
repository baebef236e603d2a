"""Which programs are cohorts of one another: each was copied from the one before."""

from matching.models import Program

MOST = 10


def before(program: Program) -> list[int]:
    """The program and those it came from, at most ten, the newest first."""
    origin = dict(_links())
    found = [program.pk]
    while len(found) < MOST:
        one = origin.get(found[-1])
        if one is None or one in found:
            break
        found.append(one)
    return found


def after(program: Program) -> list[int]:
    """The program and all that came of it."""
    links, found = _links(), [program.pk]
    for one in found:
        found += [copy for copy, origin in links if origin == one and copy not in found]
    return found


def _links() -> list[tuple[int, int]]:
    """Every copy with its origin: a company has a few hundred programs at most."""
    rows = Program.objects.filter(copied_from__isnull=False).order_by("pk")
    return [(copy, origin) for copy, origin in rows.values_list("pk", "copied_from") if origin]
