from profiles.imports.columns import BY_NAME as FIELDS
from profiles.models import PeopleImport
from tests.access.rows import HR_ONLY, row


def columns(**chosen) -> dict:
    """What the page of columns posts."""
    return dict.fromkeys(FIELDS, "none") | {"day_first": "yes"} | chosen


def upload(cast) -> None:
    cast.extra["import"] = PeopleImport.objects.create(
        filename="people.csv",
        file=b"Email,Name,Grade\nana@example.com,Ana Ruiz,L1\n",
        headers=["Email", "Name", "Grade"],
        sample=[(2, ["ana@example.com", "Ana Ruiz", "L1"])],
        row_count=1,
        mapping={"email": 0, "name": 1, "grade": 2},
        state="ready",
        counts={"errors": 0, "new": 1, "changed": 0, "unchanged": 0, "leavers": 9},
    )


def on_upload(get: str, post: str, **fields):
    return row(get, post, prepare=upload, pk=lambda c: c.extra["import"].pk, **fields)


WORKS = "L - - - - - - > -"
GET_ONLY = "L x x x x x x x x"

ROWS = {
    "people-import": row(HR_ONLY, HR_ONLY),
    "people-import-file": on_upload(HR_ONLY, GET_ONLY),
    "people-import-columns": on_upload(
        HR_ONLY, WORKS, data=lambda c: columns(email=0, name=1, grade=2)
    ),
    "people-import-levels": on_upload(HR_ONLY, WORKS, data=lambda c: {"grade-0": 1}),
    "start-people-import": on_upload(GET_ONLY, WORKS),
    "people-import-errors": on_upload(HR_ONLY, GET_ONLY),
}
