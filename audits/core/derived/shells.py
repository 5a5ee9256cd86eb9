"""Whether an answer is an app's shell: one page for every address, whose script draws what belongs there."""

from audits.core.observed.http import PageBody
from audits.core.parsing.html_tokens import StartTag, tokens
from audits.core.parsing.markup import parsed_markup
from audits.core.parsing.scripts import scripts_of_page

MOUNTS = frozenset({"root", "app", "__next", "__nuxt", "svelte", "q-app", "ember-app"})
"""Identifiers of the element that frameworks draw into."""
FEW_WORDS = 60
"""Words that the shell of an app says by itself at most, unless it names the element it draws into."""


def is_app_shell(body: PageBody, url: str) -> bool:
    """Whether a page says little by itself and loads a script that draws it."""
    if not scripts_of_page(body.text, url):
        return False
    return len(parsed_markup(body.text).words) < FEW_WORDS or _draws(body.text)


def is_shell_of(one: PageBody, other: PageBody, url: str) -> bool:
    """Whether two answers are the shell of one app: the same scripts, and a place where they draw."""
    if one.sha256 == other.sha256:
        return is_app_shell(one, url)
    scripts = scripts_of_page(one.text, url)
    return bool(scripts) and scripts == scripts_of_page(other.text, url) and is_app_shell(other, url)


def _draws(page: str) -> bool:
    """Whether the page holds an element that a framework draws into."""
    for token in tokens(page):
        if isinstance(token, StartTag) and (token.attributes.get("id") in MOUNTS or token.name == "app-root"):
            return True
    return False
