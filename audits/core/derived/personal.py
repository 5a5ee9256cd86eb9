"""Which answers of a host belong to one visitor, and what shared caches may do with them."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.answers import HostAnswer, HostAnswers, answers_of_host
from audits.core.derived.caching import (
    Keeping,
    cache_control,
    from_cache,
    shared_keeping,
    spares_cookies,
    tells_apart,
)
from audits.core.inapplicable import Inapplicable
from audits.core.parsing.cookie_purpose import is_session, is_token
from audits.core.parsing.set_cookie import parsed_cookie
from audits.core.unavailable import Unavailable

SENSITIVE = frozenset({"api", "login", "account", "admin"})
"""Purposes whose answers are meant for the person who asks."""
EDGE_COOKIES = (
    *("__cf", "_cfuvid", "cf_", "__cflb", "ak_bmsc", "bm_", "_abck", "awsalb", "aws-waf-token", "incap_ses_"),
    *("visid_incap_", "nlbi_", "datadome", "__vdpl", "arraffinity"),
)
"""How the cookies begin that an edge or balancer sets itself, on cached answers too (the vendors' own documents)."""

MOST_COOKIES = 200


@dataclass(frozen=True)
class PersonalAnswer:
    """One answer that may belong to one visitor: by the cookies it sets, or by what its address is for.

    `from_cache` are the words that say that a cache gave it. `is_for_all` when it is the same as the host's home page,
    as the shell of an app is at every address, or an API says itself that it is public.
    """

    answer: HostAnswer
    keeping: Keeping
    cookies: tuple[str, ...] = ()
    signs_in: tuple[str, ...] = ()
    is_public: bool = False
    from_cache: str = ""
    is_for_all: bool = False


@dataclass(frozen=True)
class PersonalAnswers:
    """The answers of a host, with how many there were in all."""

    name: str
    answers: tuple[PersonalAnswer, ...]
    count: int
    unread: tuple[str, ...] = ()


def personal_answers(artifacts: Artifacts) -> PersonalAnswers | Unavailable | Inapplicable:
    """Every answer of the host of the subject that sets a cookie or is declared for one person."""
    seen = answers_of_host(artifacts)
    if not isinstance(seen, HostAnswers):
        return seen
    found = (_personal(answer, seen, artifacts) for answer in seen.answers)
    personal = tuple(each for each in found if each.cookies or _is_sensitive(each.answer))
    return PersonalAnswers(seen.name, personal, len(seen.answers), seen.unread)


def _is_sensitive(answer: HostAnswer) -> bool:
    return answer.hop.status < 400 and not answer.is_nobodys and not answer.purposes.isdisjoint(SENSITIVE)


def _personal(answer: HostAnswer, seen: HostAnswers, artifacts: Artifacts) -> PersonalAnswer:
    hop = answer.hop
    cookies = [cookie for field in hop.fields("Set-Cookie")[:MOST_COOKIES] if (cookie := parsed_cookie(field))]
    given = (cookie for cookie in cookies if cookie.value and not cookie.is_gone(artifacts.now))
    kept = [cookie for cookie in given if not cookie.name.lower().startswith(EDGE_COOKIES)]
    if spares_cookies(hop):
        kept = []
    policy = cache_control(hop)
    is_public = policy.has("public") or bool(policy.seconds("s-maxage"))
    home = seen.home
    same = home is not None and home.url != answer.url and answer.digest != "" and home.digest == answer.digest
    return PersonalAnswer(
        answer,
        shared_keeping(hop, artifacts.now),
        tuple(dict.fromkeys(cookie.name[:80] for cookie in kept)),
        tuple(cookie.name[:80] for cookie in kept if is_session(cookie.name) or is_token(cookie.name, cookie.value)),
        is_public,
        from_cache(hop),
        is_for_all=same or tells_apart(hop) or (is_public and answer.purposes <= {"api"}),
    )
