"""`manage.py import_people FILE`: the people import without a browser."""

import csv
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from profiles.imports import columns, levels, runs, uploads
from profiles.imports.decoding import UnreadableError
from profiles.imports.plan import Plan
from profiles.models import PeopleImport, User

QUIET_SECONDS = 2
EVERY_SECONDS = 1
SHOWN = 100
LASTS = timedelta(hours=1)


class Command(BaseCommand):
    help = "Import a people file (CSV). Nothing is written when a row has a problem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--complete", action="store_true", help="the file lists everyone")
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--map", nargs="+", action="extend", default=[], metavar="field=Header")
        parser.add_argument(
            "--levels", nargs="+", action="extend", default=[], metavar="FILE|grade=level"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports, for the audit trail")

    def handle(self, *args: object, **options: Any) -> None:
        self.begun = self.told = time.monotonic()
        by = self._person(options["by"])
        import_ = self._upload(options["file"], by)
        try:
            import_.is_complete = options["complete"]
            self._choose(import_, options["map"], options["levels"])
            if options["dry_run"]:
                self._report(uploads.plan_of(import_, self._progress))
            else:
                self._import(import_)
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        finally:
            PeopleImport.objects.filter(pk=import_.pk).exclude(state="done").delete()
            uploads.forget_file(import_)

    def _person(self, email: str | None) -> User | None:
        if email is None:
            return None
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return person

    def _upload(self, path: Path, by: User | None) -> PeopleImport:
        try:
            return uploads.upload(path.name, path.read_bytes(), by=by)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        except UnreadableError as error:
            raise CommandError(str(error)) from error

    def _choose(self, import_: PeopleImport, maps: list[str], grades: list[str]) -> None:
        choices = dict(_pairs(maps, "--map"))
        try:
            import_.mapping |= columns.by_header(choices, import_.headers)
        except KeyError as error:
            raise CommandError(f"--map: there is no field or header {error}.") from error
        if missing := columns.missing(import_.mapping):
            raise CommandError(f"Say which header is the {missing[0]}: --map {missing[0]}=Header")
        if "grade" in import_.mapping:
            _counts, guessed = uploads.grades(import_)
            import_.levels = {levels.key(grade): level for grade, level in guessed.items()}
            import_.levels |= dict(_levels(grades))
        import_.state, import_.lease_owner = PeopleImport.State.RUNNING, "command"
        import_.lease_until = timezone.now() + LASTS
        import_.save(
            update_fields=[
                "mapping",
                "levels",
                "state",
                "lease_owner",
                "lease_until",
                "is_complete",
            ]
        )

    def _import(self, import_: PeopleImport) -> None:
        runs.execute(import_, now=timezone.now(), progress=self._progress)
        uploads.reload(import_)
        if import_.state != PeopleImport.State.DONE:
            self._problems(import_.errors, import_.error_count)
            raise CommandError(import_.failure or "Another import is running.")
        self._counts(import_.counts, is_complete=import_.is_complete)

    def _report(self, plan: Plan) -> None:
        self._problems(plan.problems.in_order(), plan.problems.count)
        self._counts(plan.counts(), is_complete=False)
        if plan.problems.count:
            raise CommandError("The file has problems.")

    def _problems(self, found: list[tuple[int, str]], count: int) -> None:
        for row, text in found[:SHOWN]:
            self.stderr.write(f"Row {row}: {text}")
        if count > SHOWN:
            self.stderr.write(f"and {count - SHOWN} more")

    def _counts(self, counts: dict[str, int], *, is_complete: bool) -> None:
        for name in ("new", "changed", "unchanged", "returned", "errors"):
            self.stdout.write(f"{name}: {counts[name]}")
        left = "deactivated" if is_complete else "not in the file, left as they are"
        self.stdout.write(f"{left}: {counts['leavers']}")
        if counts["no_level"]:
            self.stdout.write(f"without a level: {counts['no_level']}")

    def _progress(self, stage: object, percent: int) -> None:
        now = time.monotonic()
        if now - self.begun > QUIET_SECONDS and now - self.told > EVERY_SECONDS:
            self.told = now
            self.stdout.write(f"{stage}: {percent} %")
            self.stdout.flush()


def _pairs(texts: Iterable[str], option: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(f"{option} takes name=value, not {text}.")
        yield name.strip(), value.strip()


def _levels(texts: Iterable[str]) -> Iterator[tuple[str, int | None]]:
    """grade=level pairs, or a CSV file of two columns; an empty level means none."""
    for text in texts:
        if "=" in text:
            yield from map(_level, _pairs([text], "--levels"))
        else:
            yield from map(_level, _file_of_levels(Path(text)))


def _file_of_levels(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.reader(lines) if len(row) > 1]
    except (OSError, UnicodeError) as error:
        raise CommandError(f"--levels: {path} cannot be read.") from error
    return [(row[0], row[1]) for row in rows]


def _level(pair: tuple[str, str]) -> tuple[str, int | None]:
    grade, level = pair
    if level and not (level.isdecimal() and 1 <= int(level) <= 10):
        raise CommandError(f"--levels: the level of {grade} must be 1 to 10, or empty.")
    return levels.key(grade), int(level) if level else None
