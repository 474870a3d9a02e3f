"""Whether a run may prove absence: its facts, judged by the criteria of `acceptance.toml`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal

from pydantic import BaseModel, ConfigDict

from config.settings import Lang
from reports.store import RunState, RunVerdict

STOPPED: Mapping[str, Mapping[Lang, str]] = {
    "": {"zh": "中断", "en": "interrupted"},
    "blocked": {"zh": "网站拦截，已停止访问", "en": "the site blocks us and was left in peace"},
    "silent": {"zh": "网站连续无响应，已停止访问", "en": "the site stopped answering and was left in peace"},
    "error": {"zh": "程序出错，详见日志", "en": "the program failed on a page, see the log"},
    "trap": {"zh": "列表没有尽头，疑似日历或翻页陷阱", "en": "a list without end, probably a calendar or a trap"},
    "max_pages": {"zh": "达到页数上限 crawl.max_pages", "en": "the limit crawl.max_pages was reached"},
}
"""Why pages were left."""


class Criterion(BaseModel):
    """One condition of acceptance: a fact and its bound, and what to say when it does not hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    fact: str
    at_most: int | None = None
    at_least: int | None = None
    state: Literal["rejected", "blocked"] = "rejected"
    explains_the_rest: bool = False
    zh: str
    en: str

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Tell whether the fact keeps within its bound."""
        value = counts[self.fact]
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a run.

    Attributes:
        counts: numbers by name; every fact that a criterion asks for, and some more for people.
        examples: an address by name, for the messages.
        stopped: why pages were left, a key of `STOPPED`.
    """

    counts: Mapping[str, int]
    examples: Mapping[str, str] = field(default_factory=dict)
    stopped: str = ""


@cache
def criteria() -> tuple[Criterion, ...]:
    """Load the criteria in the order in which they are asked."""
    data = loads(files("crawler").joinpath("acceptance.toml").read_text(encoding="utf-8"))
    return tuple(Criterion.model_validate(entry) for entry in data["criteria"])


def judge(facts: Facts) -> RunVerdict:
    """Return the verdict on a run: accepted, or why not, in plain words; the first reason decides the state."""
    failed = tuple(_worth_saying(facts))
    if not failed:
        return RunVerdict(RunState.ACCEPTED, "", facts.counts)
    state = RunState.BLOCKED if any(criterion.state == "blocked" for criterion in failed) else RunState.REJECTED
    return RunVerdict(state, _said(facts, failed, "zh"), facts.counts, _said(facts, failed, "en"))


def _said(facts: Facts, failed: Iterable[Criterion], lang: Lang) -> str:
    stopped = STOPPED[facts.stopped][lang]
    values = {**facts.counts, **facts.examples, "stopped": stopped}
    return ("；" if lang == "zh" else "; ").join(getattr(criterion, lang).format(**values) for criterion in failed)


def _worth_saying(facts: Facts) -> Iterator[Criterion]:
    """The criteria that do not hold, up to one from which the later ones merely follow."""
    for criterion in criteria():
        if not criterion.holds(facts.counts):
            yield criterion
            if criterion.explains_the_rest:
                return


def did_what_was_asked(facts: Facts) -> bool:
    """Tell whether a run is accepted, or misses acceptance only because it was restricted."""
    forgiven = {"restricted", "loss"} if facts.counts["restricted"] else set[str]()
    return all(criterion.holds(facts.counts) or criterion.id in forgiven for criterion in criteria())
