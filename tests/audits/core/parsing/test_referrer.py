import pytest

from audits.core.parsing.referrer import effective_referrer_policy

CASES = [
    ((), (), ""),
    (("same-origin",), (), "same-origin"),
    (("no-referrer, Origin",), (), "origin"),
    (("no-referrer", "origin"), (), "origin"),
    (("origin, unheard-of",), (), "origin"),
    (("unheard-of",), (), ""),
    (("never",), (), ""),
    (("unsafe-url",), ("no-referrer",), "no-referrer"),
    (("unsafe-url",), ("unheard-of",), "unsafe-url"),
    ((), ("never",), "no-referrer"),
    ((), (" Default ",), "strict-origin-when-cross-origin"),
    ((), ("origin-when-crossorigin",), "origin-when-cross-origin"),
    ((), ("origin", "no-referrer"), "no-referrer"),
]


@pytest.mark.parametrize(("headers", "metas", "policy"), CASES)
def test_last_known_token_holds(headers, metas, policy):
    assert effective_referrer_policy(headers, metas) == policy
