"""Campaigns guided by coverage: atheris keeps the inputs that reach new code of `checks` and mutates these further.

Its engine never returns, so each campaign is a process of its own; the mutations are those of the other campaigns.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from time import monotonic

from .originals import POOL, originals
from .record import where_and_when
from .running import note

_LONGEST = 200_000
_STEP = 2000
"""Inputs after which the engine is begun anew from what it kept, so that a fault costs no more than a step."""


def campaign(name: str, inputs: int, seed: int, first: int, *, record: bool) -> int:
    """Run a campaign in steps, tell what it found and record it; return 1 when it found something."""
    begun, where, faults = monotonic(), where_and_when(), []
    with tempfile.TemporaryDirectory() as folder:
        kept, found = Path(folder, "kept"), Path(folder, "faults")
        kept.mkdir()
        for number, data in enumerate(originals(name, seed)):
            (kept / f"original-{number}").write_bytes(data)
        for step in range(first, first + inputs, _STEP):
            faults += _step(name, kept, found, seed + step, min(_STEP, first + inputs - step))
        new = len(list(kept.iterdir())) - POOL
        print(f"{name}: {inputs} inputs, guided; {new} reached new code; {len(faults)} faults")
    for what in faults[:10]:
        print(f"  {what[:300]}", file=sys.stderr)
    if record:
        note(name, inputs, seed, first, where, seconds=round(monotonic() - begun), faults=faults, guided=True)
    return int(bool(faults))


def _step(name: str, kept: Path, found: Path, seed: int, inputs: int) -> Iterator[str]:
    """Run the engine once and yield the faults that it met."""
    found.unlink(missing_ok=True)
    runs = inputs + len(list(kept.iterdir()))  # what is kept is read once before anything is mutated
    command = [sys.executable, "-m", "tests.fuzz.engine", name, str(found), f"-runs={runs}", f"-seed={seed % 2**31}"]
    limits = ["-timeout=10", "-rss_limit_mb=2048", f"-max_len={_LONGEST}", f"-artifact_prefix={found.parent}/"]
    done = run([*command, *limits, str(kept)], capture_output=True, text=True, errors="replace", check=False)
    yield from found.read_text(encoding="utf-8").splitlines() if found.is_file() else ()
    if done.returncode:
        yield f"{'hangs' if 'timeout' in done.stderr else 'crashes'}: {done.stderr[-300:]}"
