"""Importing a text as the worker does, without the pages."""

import datetime as dt

from profiles.imports import compare, levels, runs, uploads
from profiles.models import PeopleImport, Profile
from tests.people import NOW

LATER = NOW + dt.timedelta(days=1)


def upload(text, *, by=None, **mapping) -> PeopleImport:
    data = text if isinstance(text, bytes) else text.encode()
    import_ = uploads.upload("people.csv", data, by=by)
    if "grade" in import_.mapping:
        guessed = uploads.grades(import_)[1]
        import_.levels = {levels.key(grade): level for grade, level in guessed.items()}
    import_.mapping |= mapping
    import_.save()
    return import_


def plan(text) -> compare.Plan:
    return uploads.plan_of(upload(text))


def problems(text) -> list[tuple[int, str]]:
    return plan(text).problems.in_order()


def imported(text, *, complete=False, by=None, now=NOW, **mapping) -> PeopleImport:
    """The import after its run; its state says whether it was refused."""
    import_ = upload(text, by=by, **mapping)
    import_.state, import_.is_complete = PeopleImport.State.RUNNING, complete
    import_.save()
    runs.execute(import_, now=now)
    import_.refresh_from_db()
    return import_


def changes(import_) -> dict[str, int]:
    """The counts that are not nothing."""
    return {name: count for name, count in import_.counts.items() if count}


def person(email) -> Profile:
    return Profile.objects.select_related("user", "manager").get(user__email=email)
