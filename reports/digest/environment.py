"""The environment of the templates: words of one language, and values that can show but not act."""

from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from checks.catalogue import rules
from checks.model import Level
from config.settings import Lang
from reports.digest.lexicon import Lexicon
from reports.digest.names import evidence_page, rule_page
from reports.digest.parts.coverage import OUTCOMES
from reports.digest.parts.deadlines import AHEAD
from reports.digest.text import shown
from reports.digest.view import Count


@cache
def environment(lang: Lang, package: str = "reports.digest") -> Environment:
    """Return the environment for one language, in whose words `say` speaks, with the templates of a package.

    `site` is the way from a page to the folder of the digests; None where a page stands alone and links nowhere.
    Every value is `shown` on one line, its personal numbers masked; in `.html.j2` it is also escaped.
    """
    words = Lexicon(lang)
    env = Environment(
        loader=PackageLoader(package),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        auto_reload=False,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(
        say=words.say,
        levels_all=[words.level(level) for level in Level],
        outcomes_all=[words.outcome(outcome) for outcome in OUTCOMES],
        number_of=_number_of,
        share=_share,
        days_ahead=AHEAD,
        site=None,
        known_rules=frozenset(rule.id for rule in rules()),
        rule_page=rule_page,
        evidence_page=evidence_page,
    )
    env.tests["web_address"] = _is_web_address
    return env


def _finalize(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _number_of(counts: Iterable[Count], code: str) -> int:
    return next((count.number for count in counts if count.mark.code == code), 0)


def _share(part: int, whole: int) -> int:
    """The width of a bar in a letter, in per cent; the number beside it always has room."""
    return max(1, round(88 * part / whole)) if whole else 1


def _is_web_address(text: str) -> bool:
    """Whether an address may be linked: another scheme could run a script."""
    try:
        return urlsplit(text).scheme in {"http", "https"}
    except ValueError:
        return False
