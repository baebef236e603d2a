"""The matching lab and the difference between runs. Hana has begun the labs of these rows."""

from django.utils import timezone

from matching.models import Lab, LabPolicy, RunPairs
from tests.access.rounds import ACT, NO_GET, NO_POST, READ, _round, the, with_run
from tests.access.rows import Row, row

DOCUMENT = {"format": "mentoring"}
# Only whoever began a draft changes it.
OWN = "L - - - - - - R -"
OWN_ACT = "L - - - - - - > -"
RESULT = {
    "pairs": 1,
    "left": 1,
    "average": 60.0,
    "own_average": 60.0,
    "worst": 60,
    "lowest_tenth": 60,
    "crossing": 100,
    "wishes": 0,
    "changed": 0,
    "outside": 0,
    "histogram": [0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
    "groups": {"department": [], "site": []},
}


def _lab(cast, state: str, **policy) -> None:
    with_run(cast)
    ended = None if state in {"draft", "queued", "running"} else timezone.now()
    lab = Lab.objects.create(
        round=_round(cast),
        run=cast.extra["run"],
        requested_by=cast.hana.user,
        salt="00",
        state=state,
        finished_at=ended,
        people={"mentees": 2, "mentors": 1},
    )
    rows = [
        LabPolicy.objects.create(lab=lab, place=place, name=name, document=DOCUMENT, **policy)
        for place, name in enumerate(("Live", "Wishes first"))
    ]
    cast.extra |= {"lab": lab, "tried": rows[1]}


def with_draft(cast) -> None:
    _lab(cast, "draft")


def with_queued(cast) -> None:
    _lab(cast, "queued")


def with_compared(cast) -> None:
    one = {"mentees": [cast.dan_enrolled.pk, cast.ben_enrolled.pk], "scores": [60, 0]}
    matched = [cast.ada_enrolled.pk, 0]
    _lab(cast, "done", result=RESULT, matched=matched, maximum=100, **one)


def with_two_runs(cast) -> None:
    with_run(cast)
    RunPairs.objects.create(run=cast.extra["run"])


def on_lab(get: str, post: str, *, prepare=with_draft) -> Row:
    return row(get, post, prepare=prepare, pk=the("lab"))


def on_policy(get: str, post: str, *, prepare=with_draft, data=None) -> Row:
    return row(get, post, prepare=prepare, data=data, pk=the("tried"))


ROWS: dict[str, Row] = {
    "lab": row(READ, NO_POST, prepare=with_compared, pk=the("round")),
    "lab-new": row(
        NO_GET, ACT, prepare=with_run, data=lambda c: {"starts": ["skills"]}, pk=the("round")
    ),
    "run-diff": row(READ, NO_POST, prepare=with_two_runs, pk=the("round")),
    "lab-page": on_lab(READ, NO_POST, prepare=with_compared),
    "lab-progress": on_lab("L - - - - S - S -", NO_POST, prepare=with_compared),
    "lab-start": on_lab(NO_GET, OWN_ACT),
    "lab-cancel": on_lab(NO_GET, ACT, prepare=with_queued),
    "lab-again": on_lab(NO_GET, ACT, prepare=with_compared),
    "lab-copy": on_lab(NO_GET, ACT, prepare=with_compared),
    "lab-policy-add": on_lab(OWN, OWN),
    "lab-policy": on_policy(OWN, OWN),
    "lab-policy-remove": on_policy(NO_GET, OWN_ACT),
    "lab-policy-save": on_policy(READ, ACT, prepare=with_compared),
    "lab-changes": on_policy(READ, NO_POST, prepare=with_compared),
}
