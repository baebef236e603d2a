"""What a caller hears while a problem is solved, and how it says stop.

`progress(stage, fraction)` is called between the stages of a run: "score", "solve" and "prove", the
last two once per round, with the share of the work done (0 to 1, never falling within a stage).
Whatever it raises ends the run at once: nothing is returned and nothing is left behind.
"""


class Cancelled(Exception):  # noqa: N818  (an answer, not a fault)
    """Raise it, or a class of your own derived from it, from `progress` to stop a run."""
