"""`duban.toml`: every wrong line is one clear sentence, and no secret is ever in it."""

import os
import re
from importlib.resources import files
from pathlib import Path

import pytest

from config.errors import UserError
from config.files import decode_text, load_toml, parse_toml
from config.settings import Crawl, Settings, Smtp, load_settings


def settings(text: str) -> Settings:
    return parse_toml(text, Settings, "duban.toml")


def test_an_empty_file_is_a_polite_default():
    empty = settings("")
    assert (empty.first_year, empty.simulated, empty.demo, empty.lang) == (2021, False, False, "zh")
    assert (empty.crawl.delay, empty.crawl.concurrency_per_host) == (2.0, 1)
    assert empty.smtp is None
    assert empty.recipients == ()


def test_a_full_file():
    full = settings("""
        office = "青石县政务公开办公室"
        lang = "en"
        first_year = 2019
        simulated = true
        [crawl]
        delay = 5
        contact = "gongkai@example.cn"
        allowed_hosts = ["xxgk.example.cn"]
        [smtp]
        host = "smtp.example.cn"
        sender = "gongkai@example.cn"
        [[recipients]]
        email = "a@example.cn"
        bodies = "*"
        [[recipients]]
        email = "b@example.cn"
        bodies = ["青石县教育局", "A-2"]
        level = "warning"
        [rules.A101]
        off = true
        reason = "本地另有规定"
    """)
    assert full.crawl.delay == 5.0
    assert [recipient.everything for recipient in full.recipients] == [True, False]
    assert full.recipients[1].bodies == ("青石县教育局", "A-2")
    assert full.rules["A101"].off


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[crawl]\ndelay = 'fast'", "duban.toml: crawl.delay must be a number of seconds, 0 or more, found 'fast'"),
        (
            "[reading]\nexecutor = 'tcp://host:8'",
            "duban.toml: reading.executor must be \"dask:tcp://HOST:PORT\", or empty for this machine, found 'tcp://host:8'",
        ),
        (
            "[archive]\nurl = 'bucket'",
            "duban.toml: archive.url must be an address such as \"s3://bucket/duban\", or empty, found 'bucket'",
        ),
        ("[crawl]\ndelay = -1", "duban.toml: crawl.delay must be a number of seconds, 0 or more, found -1"),
        ("[crawl]\ndelay = true", "duban.toml: crawl.delay must be a number of seconds, 0 or more, found True"),
        ("[crawl]\ndealy = 1", "duban.toml: unknown key crawl.dealy: did you mean delay?"),
        ("simulated = 'no'", "duban.toml: simulated must be true or false, found 'no'"),
        ("first_year = '2021'", "duban.toml: first_year must be a report year from 2008 on, found '2021'"),
        ("first_year = 1999", "duban.toml: first_year must be a report year from 2008 on, found 1999"),
        ("lang = 'fr'", 'duban.toml: lang must be "zh" or "en", found \'fr\''),
        ("crawl = 3", "duban.toml: crawl must be a table [crawl], found 3"),
        ("[[recipients]]\nname = 'x'", "duban.toml: recipients[1].email is missing: an e-mail address"),
        ("[[recipients]]\nemail = 'x'", "duban.toml: recipients[1].email must be an e-mail address, found 'x'"),
        (
            "[[recipients]]\nemail = 'a@b'\n[[recipients]]\nemail = 'c@d'\nbodies = ['A', 7]",
            'duban.toml: recipients[2].bodies[2] must be "*" or a list of ids or names, found 7',
        ),
        ("[rules.A101]\noff = true", "duban.toml: rules.A101 is switched off without a reason: add reason = '…'"),
        (
            "[[rules.A101.regions]]\nregion = '4101'\noff = true",
            "duban.toml: rules.A101.regions[1] is switched off without a reason: add reason = '…'",
        ),
        (
            "[[rules.A101.regions]]\nregion = '4101'\nreason = 'x'",
            "duban.toml: rules.A101.regions[1] changes nothing: give level or off",
        ),
        (
            "[[rules.A101.regions]]\nregion = '郑州'\nlevel = 'hint'",
            "duban.toml: rules.A101.regions[1].region must be the first digits of a region code, found '郑州'",
        ),
        (
            "[[rules.A101.regions]]\nregion = '41'\nlevel = 'hint'\n" * 2,
            "duban.toml: rules.A101.regions names region 41 twice: keep one",
        ),
        (
            "[rules.A101]\nlevel = 'huge'",
            'duban.toml: rules.A101.level must be "error", "warning" or "hint", found \'huge\'',
        ),
        (
            "[crawl]\ncontact = '张三'",
            "duban.toml: crawl.contact must be plain ASCII on one line, because it is sent as an HTTP header",
        ),
        (
            "[smtp]\nhost = 'h'\nsender = 'a@b'\npassword = 'x'",
            "duban.toml: smtp must not hold a password: set DUBAN_SMTP_PASSWORD or name a password_file",
        ),
    ],
)
def test_a_wrong_line_is_one_clear_sentence(text, message):
    with pytest.raises(UserError) as refusal:
        settings(text)
    assert str(refusal.value) == message


def test_the_longest_fitting_region_counts_alone():
    rules = settings("""
        [rules.N101]
        level = "hint"
        [[rules.N101.regions]]
        region = "41"
        off = true
        reason = "全省统一口径"
        [[rules.N101.regions]]
        region = "4101"
        off = false
    """).rules["N101"]
    found = {region: rules.in_region(region) for region in ("", "420000", "411500", "410100", "410181")}
    assert {region: (change.level, change.off) for region, change in found.items()} == {
        "": ("hint", False),
        "420000": ("hint", False),
        "411500": (None, True),
        "410100": (None, False),
        "410181": (None, False),
    }


def test_the_template_of_init_with_every_example_switched_on_is_valid():
    template = files("config.templates").joinpath("duban.toml").read_text(encoding="utf-8")
    lines = [line.removeprefix("# ") if re.match(r"# (\w+ = |\[)", line) else line for line in template.splitlines()]
    full = settings("\n".join(lines))
    assert full.rules["A101"].off
    assert full.rules["N101"].in_region("410100").off
    assert full.limit_of("620602", 2025) == full.limits[0]


def test_the_limit_of_the_smallest_region_that_binds_counts():
    limits = settings("""
        [[limits]]
        region = "62"
        from_year = 2023
        until_year = 2024
        section_one = 2000
        source = "省通知"
        [[limits]]
        region = "6206"
        from_year = 2024
        section_one = 1000
        source = "市通知"
    """)
    asked = [("620600", 2022), ("620600", 2023), ("620600", 2024), ("620600", 2030), ("620100", 2025), ("", 2024)]
    found = [limit.section_one if (limit := limits.limit_of(*each)) else None for each in asked]
    assert found == [None, 2000, 1000, 1000, None, None]


def test_an_unknown_key_far_from_all_names_lists_what_is_known():
    with pytest.raises(UserError, match=r"unknown key zzz: known here are office, lang, first_year, .*rules"):
        settings("zzz = 1")


def test_several_faults_are_counted_and_the_first_is_told():
    with pytest.raises(UserError, match=r"found 'x' \(and 1 more\)$"):
        settings("lang = 'x'\nfirst_year = 'y'")


def test_what_was_found_is_shortened_to_stay_one_line():
    with pytest.raises(UserError) as refusal:
        settings(f"lang = '{'x' * 5000}'")
    assert len(str(refusal.value)) < 200


def test_no_toml_says_where(tmp_path):
    file = tmp_path / "duban.toml"
    file.write_text("a = \n", encoding="utf-8")
    with pytest.raises(UserError, match=r"duban.toml is not valid TOML: .*line 1"):
        load_settings(file)


# Notepad writes a mark before UTF-8; older Chinese editors write GBK.
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encodings_of_editors(tmp_path, encoding):
    file = tmp_path / "duban.toml"
    file.write_bytes('office = "青石县政务公开办公室"'.encode(encoding))
    assert load_toml(file, Settings).office == "青石县政务公开办公室"


def test_bytes_in_no_encoding_are_refused():
    with pytest.raises(UserError, match=r"^x is not text in UTF-8 or GB18030: save it again as UTF-8$"):
        decode_text(b"\xff\x80\x81\xff", "x")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match=r"duban\.toml cannot be read: "):
        load_settings(tmp_path / "duban.toml")


def test_the_user_agent_is_honest():
    assert Crawl().agent.startswith("duban/")
    assert Crawl(contact="a@example.cn").agent.endswith(" (+a@example.cn)")
    assert Crawl(contact="a@example.cn", user_agent="office/1").agent == "office/1 (+a@example.cn)"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.1", "::1", "[::1]", "a.localhost"])
def test_this_machine_needs_no_contact(host):
    Crawl().require_contact([host])


@pytest.mark.parametrize("host", ["www.qingshi.example", "10.0.0.1", "localhost.example"])
def test_other_machines_need_a_contact(host):
    with pytest.raises(UserError, match=rf"crawl\.contact is empty.* before {host} is asked"):
        Crawl().require_contact(["127.0.0.1", host])
    Crawl(contact="a@example.cn").require_contact([host])


def smtp(file: str = "") -> Smtp:
    return Smtp(host="smtp.example.cn", sender="a@example.cn", password_file=file)


@pytest.fixture(autouse=True)
def no_password_of_this_machine(monkeypatch):
    monkeypatch.delenv("DUBAN_SMTP_PASSWORD", raising=False)


def test_the_password_comes_from_the_environment_first(tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("from file", encoding="utf-8")
    monkeypatch.setenv("DUBAN_SMTP_PASSWORD", "from environment")
    assert smtp("secret").password(tmp_path) == "from environment"


def test_no_password_is_none(tmp_path):
    assert smtp().password(tmp_path) is None


def test_the_password_file_must_be_private(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("geheim\n", encoding="utf-8")
    secret.chmod(0o600)
    server = smtp("secret")
    assert server.password(tmp_path) == "geheim"
    assert "geheim" not in repr(server)
    if os.name == "posix":
        secret.chmod(0o644)
        with pytest.raises(UserError, match=r"can be read by others: run `chmod 600"):
            server.password(tmp_path)


def test_a_password_file_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match=r"password_file must be the path .* cannot be read: No such"):
        smtp("nowhere").password(tmp_path)
