"""Writing the page: one HTML file that needs nothing else."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader

from config.errors import UserError, why
from config.settings import Lang, duban_version
from reports.digest.environment import environment
from reports.digest.text import day
from reports.draft.compose import compose
from reports.draft.phrases import tell
from reports.draft.view import Checked, Page
from reports.mail import write_whole


def write_draft(path: Path, documents: Iterable[Checked], lang: Lang, *, checked: datetime) -> Page:
    """Write the page about some documents and return what it says.

    Args:
        path: the page; an older one is replaced whole.
        documents: in the order of their parts.
        lang: of everything but the law and the words of the form.
        checked: the day that is named on the page.

    Raises:
        UserError: the page cannot be written there.
    """
    page = compose(documents, lang, checked=checked)
    try:
        write_whole(path, render(page).encode())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {why(error)}") from error
    return page


def render(page: Page) -> str:
    """Return the page as one HTML document."""
    template = _environment(page.lang).get_template("draft.html.j2")
    return template.render(page=page, day=day(page.checked), version=duban_version(), tell=partial(tell, page.lang))


@cache
def _environment(lang: Lang) -> Environment:
    """The environment of digests, whose pieces the page uses, with the templates of the page before theirs."""
    loaders = [PackageLoader(package) for package in ("reports.draft", "reports.digest")]
    return environment(lang).overlay(loader=ChoiceLoader(loaders))
