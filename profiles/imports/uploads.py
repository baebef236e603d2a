"""The way of a file to the dry run: uploaded, columns chosen, levels chosen, checked.

Every step may be taken again until the import starts; each is one conditional UPDATE, so a stale
page changes nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.utils.translation import gettext as _

from profiles.imports import columns, compare, dates, decoding, levels
from profiles.imports.decoding import Sheet, UnreadableError
from profiles.imports.plan import Plan, Progress, silent
from profiles.models import GradeLevel, PeopleImport, Profile, User

PREVIEWED = 20
# Larger files are checked by a worker.
CHECKED_AT_ONCE = 2_000
KEPT_FOR = timedelta(days=1)
State = PeopleImport.State
OPEN = (State.UPLOADED, State.MAPPED, State.READY, State.FAILED)


def upload(filename: str, data: bytes, *, by: User | None) -> PeopleImport:
    """Keep a file that reads as a table to its end. Raises UnreadableError."""
    if len(data) > most_bytes():
        raise UnreadableError(too_large())
    sheet = decoding.read(data)
    row_count = sum(1 for _row in sheet.rows())
    if not row_count:
        raise UnreadableError(_("The file must have at least one row below its header."))
    sample = [(number, cells) for number, cells in islice(sheet.rows(), PREVIEWED)]
    return PeopleImport.objects.create(
        filename=filename[-200:],
        file=data,
        headers=sheet.headers,
        sample=[(number, [_shown(cell) for cell in cells]) for number, cells in sample],
        row_count=row_count,
        created_by=by,
        mapping=guess_mapping(sheet.headers),
        day_first=_guess_day_first(sheet),
    )


def most_bytes() -> int:
    return int(settings.IMPORT_MAX_BYTES)


def too_large() -> str:
    most = most_bytes() // (1024 * 1024)
    return _("The file must be %(most)d MB or smaller.") % {"most": most}


def _shown(cell: str) -> str:
    """What a page and jsonb can hold: no control characters, no endless cell."""
    text = "".join(char if char.isprintable() else "�" for char in cell[:200])
    return text.strip()


def guess_mapping(headers: list[str]) -> dict[str, int]:
    """As the last import with the same header did, else by the names."""
    done = PeopleImport.objects.filter(state=State.DONE, headers=headers)
    last = done.values_list("mapping", flat=True).first()
    return last or columns.guess(headers)


def _guess_day_first(sheet: Sheet) -> bool:
    column = columns.guess(sheet.headers).get("start_date")
    if column is None:
        return True
    return dates.guess_day_first(cells[column] for _n, cells in sheet.rows() if column < len(cells))


def choose_columns(import_: PeopleImport, mapping: Mapping[str, int], *, day_first: bool) -> bool:
    """Next come the levels, or the dry run when the file has no grades."""
    state = State.MAPPED if "grade" in mapping else State.CHECKING
    return _move(import_, state=state, mapping=dict(mapping), day_first=day_first, levels={})


def choose_levels(import_: PeopleImport, level_of: Mapping[str, int | None]) -> bool:
    """`level_of` is by lower-case grade."""
    return _move(import_, state=State.CHECKING, levels=dict(level_of))


def _move(import_: PeopleImport, **changes: object) -> bool:
    rows = PeopleImport.objects.filter(pk=import_.pk, state__in=OPEN, file__isnull=False)
    fresh = {"counts": {}, "errors": [], "failure": "", "progress": 0, "stage": "", "attempts": 0}
    if not rows.update(**fresh, lease_owner="", lease_until=None, **changes):
        return False
    reload(import_)
    if import_.state == State.CHECKING and import_.row_count <= CHECKED_AT_ONCE:
        check(import_)
    return True


def reload(import_: PeopleImport) -> None:
    """What stands in the database now, but not the file again."""
    fields = [field.attname for field in PeopleImport._meta.concrete_fields]
    import_.refresh_from_db(fields=[name for name in fields if name != "file"])


def grades(import_: PeopleImport) -> tuple[dict[str, int], levels.Levels]:
    """The grades of the file with how many people have them, and the level each likely means."""
    sheet = sheet_of(import_)
    column = import_.mapping["grade"]
    counts = levels.distinct(sheet.rows(), column)
    known = {key.lower(): level for key, level in GradeLevel.objects.values_list("grade", "level")}
    down = levels.counts_down(_grades_and_reports(import_, sheet), header=sheet.headers[column])
    chosen = known | import_.levels
    return counts, levels.guess(list(counts), counts_down=down, known=chosen)


def _grades_and_reports(import_: PeopleImport, sheet: Sheet) -> Iterator[tuple[str, bool]]:
    """Each one's grade and whether somebody in the file names them as manager."""
    at = import_.mapping
    if "manager" not in at:
        return
    bosses = {cells[at["manager"]].strip().lower() for cells in _whole(sheet)} - {""}
    names = [at[name] for name in ("email", "employee_number") if name in at]
    for cells in _whole(sheet):
        has_reports = any(cells[column].strip().lower() in bosses for column in names)
        yield cells[at["grade"]].strip(), has_reports


def _whole(sheet: Sheet) -> Iterator[list[str]]:
    return (cells for _number, cells in sheet.rows() if len(cells) >= len(sheet.headers))


def sheet_of(import_: PeopleImport) -> Sheet:
    """Raises UnreadableError once the file has been removed."""
    if import_.file is None:
        raise UnreadableError(_("The file was removed after a day. Upload it again."))
    return decoding.read(bytes(import_.file))


def plan_of(import_: PeopleImport, progress: Progress = silent) -> Plan:
    sheet = sheet_of(import_)
    return compare.make(
        sheet.data,
        import_.mapping,
        level_of=import_.levels,
        day_first=import_.day_first,
        progress=progress,
    )


def check(import_: PeopleImport, progress: Progress = silent) -> None:
    """The dry run: what the import would do, kept with the file."""
    plan = plan_of(import_, progress)
    checking = PeopleImport.objects.filter(pk=import_.pk, state=State.CHECKING)
    checking.update(
        state=State.READY, progress=100, lease_until=None, **findings(plan, import_.created_by)
    )
    import_.refresh_from_db()


def findings(plan: Plan, by: User | None) -> dict[str, object]:
    """What pages show of a plan."""
    return {
        "counts": plan.counts() | {"you_leave": int(leaves(plan, by))},
        "changes": plan.first_changes(),
        "leavers": plan.leaver_names,
        "errors": plan.problems.in_order(),
    }


def leaves(plan: Plan, person: User | None) -> bool:
    """Whether a complete file would deactivate the one who imports it."""
    own = Profile.objects.filter(user=person).values_list("pk", flat=True).first()
    return own is not None and own in plan.leavers


def you_must_be_in() -> str:
    return _("The file must list you too, or you would lose your own access.")


def forget_files(*, now: datetime) -> int:
    """The files of yesterday, and every copy of what was in them."""
    old = PeopleImport.objects.filter(created_at__lt=now - KEPT_FOR, file__isnull=False)
    idle = old.exclude(state__in=PeopleImport.WORKING)
    return idle.update(file=None, sample=[], changes=[], leavers=[], errors=[])


def forget_file(import_: PeopleImport) -> None:
    """What the command has read lies on somebody's disk anyway."""
    PeopleImport.objects.filter(pk=import_.pk).update(file=None, sample=[])
