"""What meetings were worth, and the figures of the last weeks, frozen week by week as the job
would have done it."""

from insights import freezing, weeks
from mentorship.demo import worth
from mentorship.demo.scene import Scene

WEEKS = 20


def write(scene: Scene) -> None:
    worth.write(scene)
    last = weeks.last_over(scene.now)
    for back in range(WEEKS - 1, -1, -1):
        freezing.freeze(last - back * weeks.WEEK, now=scene.now)
