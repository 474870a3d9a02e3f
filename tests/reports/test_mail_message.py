"""The bytes of a message: the same each time, right in Chinese, and no line break in a name adds anything."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from config.clock import end_of_day
from config.errors import UserError
from reports.mail import Mail, file_name


def mail(**changes: object) -> Mail:
    values: dict[str, object] = {
        "key": "ab12" * 16,
        "sender": "duban@office.example",
        "sender_name": "青禾县政务公开办公室",
        "recipient": "zhang@office.example",
        "recipient_name": "张科长",
        "subject": "年报督办 2026-02-05：2025 年度逾期未发布 1、逾期发布 1、未能查看 1、错误 2",
        "date": end_of_day(date(2026, 2, 5)),
        "text": "正文\n第二行 ≠\n",
        "html": "<p>正文 ≠</p>",
    }
    return Mail(**{**values, **changes})  # type: ignore[arg-type]


def parsed(one: Mail) -> EmailMessage:
    message = message_from_bytes(one.as_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_headers_and_bodies_come_back_as_they_were():
    message = parsed(mail())
    assert message["Subject"] == mail().subject
    assert str(message["From"]) == "青禾县政务公开办公室 <duban@office.example>"
    assert str(message["To"]) == "张科长 <zhang@office.example>"
    assert message["Date"].datetime == mail().date
    assert message["Message-ID"] == f"<{'ab12' * 10}@office.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, page = (part.get_content() for part in message.iter_parts())
    assert text.splitlines() == ["正文", "第二行 ≠"]
    assert page.strip() == "<p>正文 ≠</p>"


def test_the_wire_is_seven_bit_with_short_crlf_lines():
    data = mail(html="<p>" + "公" * 5000 + "</p>").as_bytes()
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_the_same_message_has_the_same_bytes():
    assert mail().as_bytes() == mail().as_bytes()


@pytest.mark.parametrize("field", ["subject", "sender_name", "recipient_name"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x00", "\x85"])
def test_no_text_adds_a_header(field: str, newline: str):
    message = parsed(mail(**{field: f"财政局{newline}Bcc: all@example.cn{newline}{newline}<b>"}))
    assert message["Bcc"] is None
    assert len(message.keys()) == len(parsed(mail()).keys())
    assert len(list(message.iter_parts())) == 2


def test_marks_of_direction_are_taken_out_of_headers():
    assert "\u202e" not in parsed(mail(recipient_name="局\u202e政财"))["To"]


def test_a_name_with_quotes_and_commas_stays_one_recipient():
    message = parsed(mail(recipient_name='"张", 李 <li@example.cn>'))
    assert [address.addr_spec for address in message["To"].addresses] == ["zhang@office.example"]


@pytest.mark.parametrize("address", ["", "zhang", "zhang@a b", "a@b\r\nBcc: c@d", "<x@y>"])
def test_an_address_that_is_none_is_one_clear_line(address: str):
    with pytest.raises(UserError, match="no e-mail address"):
        mail(recipient=address).as_bytes()


@pytest.mark.parametrize(
    ("recipient", "name"),
    [
        ("zhang@office.example", "2026-02-05-zhang@office.example-ab12ab12ab.eml"),
        ("../../etc/passwd@x", "2026-02-05-etc_passwd@x-ab12ab12ab.eml"),
        ("张@公开.cn", "2026-02-05-@_.cn-ab12ab12ab.eml"),
        ("x" * 300 + "@y", f"2026-02-05-{'x' * 80}-ab12ab12ab.eml"),
    ],
)
def test_file_names_stay_in_their_folder(recipient: str, name: str):
    assert file_name(end_of_day(date(2026, 2, 5)), recipient, "ab12" * 16) == name
