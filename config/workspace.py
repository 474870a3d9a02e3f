"""A workspace: the folder in which one office keeps its registry, its settings, and what duban found."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile

from config.bodies import Body, Registry
from config.deadlines import Deadlines, Due, due_of, load_deadlines
from config.errors import UserError, why
from config.registry import load_registry
from config.settings import Settings, load_settings
from config.waivers import Waivers, load_waivers

TEMPLATES = ("duban.toml", "bodies.csv", "deadlines.toml", "waivers.toml", "README.md")


@dataclass(frozen=True)
class Workspace:
    """The paths of a workspace and what its files say; each file is read once, when first asked for."""

    root: Path

    @classmethod
    def open(cls, path: Path | str, *, writable: bool = False) -> "Workspace":
        """Return the workspace in a folder.

        Args:
            path: the folder.
            writable: whether files will be written there.

        Raises:
            UserError: the folder is no workspace, has no registry, or cannot be written to when it must be.
        """
        workspace = cls(Path(path).expanduser().absolute())
        if not workspace.settings_file.is_file():
            raise UserError(f"{workspace.root} is no duban workspace: run `duban init {path}`")
        if not workspace.bodies_file.is_file():
            raise UserError(
                f"{workspace.root} has no bodies.csv (or bodies.xlsx): list the reporting bodies there; "
                f"`duban init {path}` writes an example"
            )
        if writable:
            _require_writable(workspace.root)
        return workspace

    @property
    def settings_file(self) -> Path:
        """`duban.toml`."""
        return self.root / "duban.toml"

    @property
    def bodies_file(self) -> Path:
        """`bodies.csv`, or `bodies.xlsx` where only that is there."""
        csv, workbook = self.root / "bodies.csv", self.root / "bodies.xlsx"
        return workbook if workbook.is_file() and not csv.is_file() else csv

    @property
    def deadlines_file(self) -> Path:
        """`deadlines.toml`: local dates."""
        return self.root / "deadlines.toml"

    @property
    def waivers_file(self) -> Path:
        """`waivers.toml`: what staff have decided about findings."""
        return self.root / "waivers.toml"

    @property
    def database(self) -> Path:
        """The ledger."""
        return self.root / "duban.sqlite"

    @property
    def schedule_log(self) -> Path:
        """What `duban schedule` ran; a file of its own, because it is written while others write to the ledger."""
        return self.root / "schedule.sqlite"

    @property
    def archive(self) -> Path:
        """The folder of payloads."""
        return self.root / "archive"

    @property
    def digests(self) -> Path:
        """The folder of digests."""
        return self.root / "digests"

    @property
    def outbox(self) -> Path:
        """The folder of messages."""
        return self.root / "outbox"

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.root / "logs"

    @cached_property
    def settings(self) -> Settings:
        """What `duban.toml` says. Raises UserError when it is wrong."""
        return load_settings(self.settings_file)

    @cached_property
    def registry(self) -> Registry:
        """What `bodies.csv` says. Raises UserError when no row can be used."""
        return load_registry(self.bodies_file, first_year=self.settings.first_year)

    @cached_property
    def deadlines(self) -> Deadlines:
        """What `deadlines.toml` says. Raises UserError when it is wrong."""
        return load_deadlines(self.deadlines_file)

    @cached_property
    def waivers(self) -> Waivers:
        """What `waivers.toml` says. Raises UserError when it is wrong."""
        return load_waivers(self.waivers_file)

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on the files that stop nothing: what is odd, what is not used."""
        both = self.bodies_file.suffix == ".csv" and (self.root / "bodies.xlsx").is_file()
        ignored = ("bodies.xlsx is not read, because there is a bodies.csv",) if both else ()
        remarks = (f"{self.bodies_file.name}: {note}" for note in self.registry.notes)
        unmatched = (*self.deadlines.unmatched(self.registry), *self.waivers.unmatched(self.registry))
        return (*ignored, *remarks, *unmatched)

    def last_days(self, year: int) -> frozenset[date]:
        """Return the days on which reports of a year are due at the latest."""
        expected = (body for body in self.registry.bodies if body.expected(year))
        return frozenset(due.date for body in expected if (due := self.due(body, year)))

    def due(self, body: Body, year: int) -> Due | None:
        """Return the last day in time for a body's report of a year, or None where no clock runs."""
        return due_of(body, year, self.deadlines)


@dataclass(frozen=True, slots=True)
class Initiated:
    """What `init_workspace` did: the files it wrote and those it left as they were."""

    root: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def init_workspace(path: Path | str) -> Initiated:
    """Make a folder a workspace: write the commented templates that are not there yet, overwrite nothing.

    Raises:
        UserError: the folder cannot be made or written to.
    """
    root = Path(path).expanduser().absolute()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{root} cannot be made a workspace: {why(error)}") from error
    _require_writable(root)
    present = {name: _present(root, name) for name in TEMPLATES}
    missing = tuple(name for name in TEMPLATES if present[name] is None)
    for name in missing:
        _write_template(root, name)
    return Initiated(root, tuple(root / name for name in missing), tuple(path for path in present.values() if path))


def _present(root: Path, name: str) -> Path | None:
    """The file that makes a template needless; a registry kept as a workbook needs no example beside it."""
    names = (name, "bodies.xlsx") if name == "bodies.csv" else (name,)
    return next((root / each for each in names if (root / each).exists()), None)


def _write_template(root: Path, name: str) -> None:
    content = (files("config") / "templates" / name).read_bytes()
    try:
        (root / name).write_bytes(content)
    except OSError as error:
        raise UserError(f"{root / name} cannot be written: {why(error)}") from error


def _require_writable(root: Path) -> None:
    try:
        with TemporaryFile(dir=root):
            pass
    except OSError as error:
        raise UserError(f"{root} cannot be written to: {why(error)}") from error
