"""The command line as users and programs meet it: exit statuses, one clear line, nothing lost."""

import json
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from tests.conftest import run
from tests.writing import LAYOUTS, dice, random_gold

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)


def duban(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "duban", *map(str, words)]
    return run(command, cwd)


def a_report(layout: str = "html_official", seed: int = 1) -> bytes:
    rng = dice("front door", seed)
    return LAYOUTS[layout].render(random_gold(rng, "2021"), rng).data


def a_zip(**members: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


UNREADABLE = {
    "empty file": b"",
    "only blanks": b" \n\t ",
    "picture": PNG,
    "50 MB of text": "规章 0\n".encode() * 5_000_000,
    "not a report": "今天天气很好。".encode(),
    "binary": bytes(range(256)) * 50,
    "a pdf": b"%PDF-1.7\n%%EOF",
    "a zip that is none": b"PK\x03\x04" + bytes(100),
    "an archive of nothing": a_zip(),
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("command", ["read", "check"])
def test_an_unusable_file_gives_one_line_and_exit_status_2(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "given").write_bytes(UNREADABLE[name])
    done = duban(command, "given", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("duban: given: ")
    assert "Traceback" not in done.stderr + done.stdout
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    if command == "read":
        assert [each["cells"] for each in objects] == [{}]
        assert objects[0]["source"] == "given"
    else:
        assert {each["family"] for each in objects} == {"reading"}


def test_one_bad_file_among_good_ones_gives_3_and_the_good_ones_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes(a_report())
    (tmp_path / "bad.html").write_bytes(b"")
    done = duban("read", "good.html", "bad.html", "--json", cwd=tmp_path)
    assert done.returncode == 3
    good, bad = (json.loads(line) for line in done.stdout.splitlines())
    assert len(good["cells"]) == 200
    assert good["form"] == "2021"
    assert bad["cells"] == {}


def test_members_of_an_archive_are_documents_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(a_zip(b_html=a_report(), c_docx=a_report("docx_raw", 2)))
    done = duban("read", "a.zip", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["a.zip!b.html", "a.zip!c.docx"]


def test_a_report_without_any_table_is_read_and_found_wanting(tmp_path: Path) -> None:
    text = (
        "青禾县教育局2024年政府信息公开工作年度报告\n一、总体情况\n本局按要求公开。\n二、主动公开政府信息情况\n无。\n"
    )
    text += "三、收到和处理政府信息公开申请情况\n无。\n五、存在的主要问题及改进情况\n人手不足，将加强培训。\n"
    (tmp_path / "bare.txt").write_text(text, encoding="utf-8")
    done = duban("check", "bare.txt", "--json", cwd=tmp_path)
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"F101", "F102"} <= {each["rule"] for each in found}
    tables = [each for each in found if each["rule"] == "F102"]
    assert {each["outcome"] for each in tables} == {"needs_review"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["read", "absent.html"], "absent.html: no such file or folder"),
        (["check"], "is no duban workspace: run `duban init"),
        (["status", "--workspace", "nowhere"], "nowhere is no duban workspace"),
        (["explain", "Z999"], "Z999"),
        (["status", "--as-of", "yesterday"], "yesterday: not a date; write it as 2026-01-31"),
    ],
)
def test_wrong_use_is_one_line_and_exit_status_2(tmp_path: Path, words: list[str], says: str) -> None:
    if "yesterday" in words:
        duban("init", ".", cwd=tmp_path)
    done = duban(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert len([line for line in done.stderr.splitlines() if not line.startswith("duban: note")]) == 1


def test_a_crawl_under_another_date_needs_a_simulated_workspace(tmp_path: Path) -> None:
    assert duban("init", ".", cwd=tmp_path).returncode == 0
    done = duban("crawl", "--as-of", "2020-01-01", cwd=tmp_path)
    assert done.returncode == 2
    assert "simulated = true" in done.stderr


def test_a_bad_row_is_refused_with_its_line_and_the_rest_has_a_status(tmp_path: Path) -> None:
    duban("init", ".", cwd=tmp_path)
    rows = "机关名称,类型,网站\n青禾县教育局,部门,http://127.0.0.1:9/\n青禾县水利局,衙门,http://127.0.0.1:9/\n"
    (tmp_path / "bodies.csv").write_bytes(rows.encode("gb18030"))
    done = duban("status", "--json", "--as-of", "2026-02-05", cwd=tmp_path)
    assert "bodies.csv line 3" in done.stderr
    assert {json.loads(line)["body"] for line in done.stdout.splitlines()} == {"青禾县教育局"}
    states = {json.loads(line)["year"]: json.loads(line)["state"] for line in done.stdout.splitlines()}
    assert states[2025] == "not_looked"


HEAVY = (
    *(
        "scrapy",
        "twisted",
        "lxml",
        "selectolax",
        "jinja2",
        "pydantic",
        "sqlite3",
        "sqlite_utils",
        "apscheduler",
        "numpy",
    ),
    *(
        "python_calamine",
        "openpyxl",
        "xlsxwriter",
        "docx",
        "pypdfium2",
        "pdfplumber",
        "cryptography",
        "warcio",
        "tomlkit",
    ),
)


def test_the_help_loads_nothing_that_works(tmp_path: Path) -> None:
    """`duban --help` answers at once because rooms of work are imported inside the commands."""
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules)); sys.argv = ['duban', '--help']; import duban"
    )
    loaded = run([sys.executable, "-c", f"{code}; duban.main()"], tmp_path).stdout.split()
    assert "typer" in loaded
    assert not {name for name in loaded if name in HEAVY or name.startswith(("checks.rules", "reports.store"))}


def test_status_under_a_body_is_told_of_it_and_those_below(tmp_path: Path) -> None:
    duban("init", ".", cwd=tmp_path)
    rows = "编号,机关名称,上级机关,网站\na,青禾县人民政府,,http://127.0.0.1:9/\nb,青禾县教育局,a,\nc,墨桥县人民政府,,http://127.0.0.1:9/\n"
    (tmp_path / "bodies.csv").write_text(rows, encoding="utf-8")
    done = duban("status", "--json", "--as-of", "2026-02-05", "--under", "青禾县人民政府", cwd=tmp_path)
    assert {json.loads(line)["id"] for line in done.stdout.splitlines()} == {"a", "b"}
    assert "no body '东'" in duban("status", "--under", "东", cwd=tmp_path).stderr


def test_fail_on_gives_1_for_a_failure_of_that_level(tmp_path: Path) -> None:
    none = {f"t2.regulations.{column}": Decimal(0) for column in ("issued", "repealed", "in_force")}
    gold = random_gold(dice("fail on", 1), "2021").having(none)
    faulty = gold.having({"t4.review.total": Decimal(99)})
    for given, status in ((gold, 0), (faulty, 1)):
        data, _, _ = LAYOUTS["html_official"].render(given, dice("fail on", 2))
        (tmp_path / "report.html").write_bytes(data)
        done = duban("check", "report.html", "--fail-on", "error", cwd=tmp_path)
        assert done.returncode == status, done.stdout


def a_faulty_report(body: str = "") -> bytes:
    faulty = random_gold(dice("fail on", 1), "2021").having({"t4.review.total": Decimal(99)})
    page = LAYOUTS["html_official"].render(faulty, dice("fail on", 2)).data
    return page.replace(faulty.body.name.encode(), body.encode()) if body else page


OFF = "simulated = false\n[rules.A104]\noff = true\nreason = '诉讼台账正在核对'\n"


def test_every_rule_answers_with_its_reason_in_the_terminal_and_in_json(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(a_faulty_report())
    (tmp_path / "notice.txt").write_text("关于报送材料的通知", encoding="utf-8")
    listed = {line.split()[0] for line in duban("rules", cwd=tmp_path).stdout.splitlines()}
    for name in ("report.html", "notice.txt"):
        told = duban("check", name, "--all", cwd=tmp_path).stdout
        assert set(re.findall(r"^ *([A-Z]\d{3})\b", told, re.MULTILINE)) == listed
        answers = [
            json.loads(line) for line in duban("check", name, "--all", "--json", cwd=tmp_path).stdout.splitlines()
        ]
        assert {answer["rule"] for answer in answers} == listed
        assert all(answer["reason"] and answer["outcome"] for answer in answers)


def test_the_settings_of_a_workspace_count_for_files_only_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(a_faulty_report())
    office = tmp_path / "office"
    duban("init", "office", cwd=tmp_path)
    (office / "duban.toml").write_text(OFF, encoding="utf-8")
    for words, outcome in (((), "fail"), (("--workspace", "office"), "not_evaluated")):
        done = duban("check", "report.html", "--all", "--json", *words, cwd=tmp_path)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert [each["outcome"] for each in answers if each["rule"] == "A104"] == [outcome]
    told = duban("check", "report.html", "--all", "--workspace", "office", "--lang", "zh", cwd=tmp_path).stdout
    assert "本项已停用：诉讼台账正在核对" in told


def test_the_outcomes_of_a_workspace_are_all_told_too(tmp_path: Path) -> None:
    duban("init", ".", cwd=tmp_path)
    rows = "机关名称,类型,网站\n青禾县教育局,部门,http://127.0.0.1:9/\n"
    (tmp_path / "bodies.csv").write_text(rows, encoding="utf-8")
    done = duban("check", "--all", "--json", "--as-of", "2026-02-05", cwd=tmp_path)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    listed = {line.split()[0] for line in duban("rules", cwd=tmp_path).stdout.splitlines()}
    for year in range(2021, 2026):
        assert {each["rule"] for each in answers if each["year"] == year} == listed


def test_a_draft_becomes_a_page_and_the_terminal_says_how_much_there_is_to_do(tmp_path: Path) -> None:
    (tmp_path / "draft.html").write_bytes(a_faulty_report())
    (tmp_path / "bad.docx").write_bytes(b"")
    done = duban("check", "draft.html", "bad.docx", "--html", "out.html", "--as-of", "2026-01-20", cwd=tmp_path)
    assert done.returncode == 3
    assert re.match(r"draft\.html  必须改 [1-9]\d* 处 · 请核对 ", done.stdout)
    assert done.stdout.splitlines()[-1] == "页面：out.html"
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "检查日期 2026-01-20" in page
    assert "bad.docx" in page
    english = duban("check", "draft.html", "--html", "en.html", "--lang", "en", "--json", cwd=tmp_path)
    assert english.stderr.splitlines()[-1] == "page: en.html"
    assert all(json.loads(line)["rule"] for line in english.stdout.splitlines())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "draft.html", "--html", "draft.html"], "is one of the files to check: name another page"),
        (["check", "draft.html", "--html", "folder"], "folder cannot be written: "),
        (["check", "--html", "out.html"], "--html needs the files to check"),
    ],
)
def test_a_page_never_takes_the_place_of_a_draft(tmp_path: Path, words: list[str], says: str) -> None:
    (tmp_path / "draft.html").write_bytes(draft := a_faulty_report())
    (tmp_path / "folder").mkdir()
    done = duban(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert (tmp_path / "draft.html").read_bytes() == draft


def test_a_file_entered_by_hand_counts_and_says_so(tmp_path: Path) -> None:
    duban("init", ".", cwd=tmp_path)
    rows = "机关名称,类型,网站\n青禾县教育局,部门,http://127.0.0.1:9/\n"
    (tmp_path / "bodies.csv").write_text(rows, encoding="utf-8")
    rng = dice("import", 4)
    gold = random_gold(rng, "2021")
    data = LAYOUTS["text_tabs"].render(gold, rng).data.decode("utf-8-sig", errors="ignore")
    page = tmp_path / "saved.txt"
    page.write_text(data.replace(gold.body.name, "青禾县教育局"), encoding="utf-8")
    done = duban("import", page, "--who", "王某", "--when", "2026-02-01", "--as-of", "2026-11-01", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    status = duban("status", "--json", "--as-of", "2026-11-01", cwd=tmp_path).stdout.splitlines()
    flags = {json.loads(line)["year"]: json.loads(line)["flags"] for line in status}
    assert "hand_entered" in flags[gold.year]


def test_a_finding_comes_with_its_evidence_and_an_unknown_one_with_one_line(tmp_path: Path) -> None:
    duban("init", ".", cwd=tmp_path)
    rows = "机关名称,类型,网站\n青禾县教育局,部门,http://127.0.0.1:9/\n"
    (tmp_path / "bodies.csv").write_text(rows, encoding="utf-8")
    page = tmp_path / "saved.html"
    page.write_bytes(a_faulty_report("青禾县教育局"))
    hand = ("--who", "王某", "--when", "2026-02-01", "--url", "http://127.0.0.1:9/1.html", "--as-of", "2026-11-01")
    assert duban("import", page, *hand, cwd=tmp_path).returncode == 0
    duban("check", "--as-of", "2026-11-01", cwd=tmp_path)
    found = duban("check", "--json", "--as-of", "2026-11-01", cwd=tmp_path).stdout.splitlines()
    finding = next(each for each in map(json.loads, found) if each["family"] == "arithmetic")
    done = duban("evidence", finding["id"][:8], "--out", "proof", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in paths] == [f"{finding['id']}{end}" for end in (".html", ".warc.gz", ".wacz")]
    assert "Entered by hand" in (tmp_path / paths[0]).read_text(encoding="utf-8")
    unknown = duban("evidence", "0000ffff", cwd=tmp_path)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert len(unknown.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [("--url", "no-address"), ("--when", "yesterday"), ("--when", "2027-01-01"), ("--year", "1999"), ("--body", "x")],
)
def test_wrong_words_about_a_hand_saved_file_are_one_line(tmp_path: Path, words: tuple[str, str]) -> None:
    duban("init", ".", cwd=tmp_path)
    (tmp_path / "saved.html").write_bytes(a_faulty_report())
    done = duban("import", "saved.html", *words, "--as-of", "2026-11-01", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
