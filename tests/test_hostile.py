"""Files made to break a reader: each is refused or read within ten seconds of work and half a gigabyte, and says so."""

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.hostile import CODES, FILES

SECONDS, MEMORY = 10, 500
READER = """
import json, resource, sys
from pathlib import Path
from time import process_time
from checks.reading import read_bytes

resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
data = Path(sys.argv[1]).read_bytes()
started = process_time()
reports = read_bytes(data, source="given")
seconds = process_time() - started
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
notes = [[note.code, note.message, note.message_en] for report in reports for note in report.notes]
values = sum(cell.value is not None for report in reports for cell in report.cells.values())
print(json.dumps({"seconds": seconds, "peak": int(peak.split()[1]) // 1024, "notes": notes, "values": values}))
"""


def read_apart(path: Path) -> dict:
    """Read a file in a process of its own, which alone can be measured."""
    done = run([sys.executable, "-c", READER, str(path)], ROOT, seconds=60)
    assert done.returncode == 0, done.stderr[-500:]
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_bounded(tmp_path: Path, name: str) -> None:
    path = tmp_path / "given"
    path.write_bytes(FILES[name]())
    found = read_apart(path)
    assert found["seconds"] < SECONDS
    assert found["peak"] < MEMORY
    codes = [code for code, _, _ in found["notes"]]
    assert "reader_failed" not in codes
    if name in CODES:
        assert codes == [CODES[name]]
        assert found["values"] == 0


@pytest.mark.parametrize("name", ["table of a million cells", "zips in zips", "entity in a number"])
def test_the_front_door_says_in_one_line_why(tmp_path: Path, name: str) -> None:
    (tmp_path / "given").write_bytes(FILES[name]())
    command = [sys.executable, "-m", "duban", "read", "given", "--lang", "en"]
    done = run(command, tmp_path, seconds=60)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("duban: given: ")
    assert line.endswith("not read")
