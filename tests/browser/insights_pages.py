"""Pages of figures with everything on them; the access table has the empty ones."""

from tests.browser.opening import opened
from tests.insights.told import freeze, freeze_all


def full(cast, name, *args, path=""):
    freeze_all()
    freeze_all(cast.program)
    client, address, answer = opened(cast.hana, name, *args)
    return (
        (client, address + path, client.get(address + path)) if path else (client, address, answer)
    )


def small(cast):
    freeze("fit", 5, 6, program=cast.program, people=6)
    return opened(cast.cora, "program-insights", cast.program.pk)


INSIGHTS = {
    "figures of the company": lambda c: full(c, "hr-insights"),
    "figures of a program": lambda c: full(c, "program-insights", c.program.pk),
    "figures of a small program": small,
    "a share by department": lambda c: full(c, "measure", "fit", path="?cut=department"),
    "how useful meetings are": lambda c: full(c, "measure", "satisfaction"),
    "skill growth": lambda c: full(c, "measure", "skill_growth"),
    "knowledge crossing departments": lambda c: full(
        c, "measure", "crossing_departments", path="?cut=flow"
    ),
}
