"""No input, however hostile, breaks a parser; what each says of it keeps to its own terms."""

from hypothesis import given, settings
from hypothesis import strategies as st

from audits.core.parsing.certificate_name import covers
from audits.core.parsing.csp import parsed_meta, parsed_policies
from audits.core.parsing.der import rsa_bits
from audits.core.parsing.dkim import parse as parse_dkim
from audits.core.parsing.dmarc import parse as parse_dmarc
from audits.core.parsing.field_list import split_list
from audits.core.parsing.frame_options import forbids_framing
from audits.core.parsing.hosting import service_of
from audits.core.parsing.html_tokens import StartTag, Text, tokens
from audits.core.parsing.markup import parsed_markup
from audits.core.parsing.names import is_registry
from audits.core.parsing.referrer import POLICIES, effective_referrer_policy
from audits.core.parsing.spf import parse as parse_spf

BRIEFLY = settings(max_examples=150, deadline=None)
ANYTHING = st.text(max_size=200)
FIELDS = st.lists(ANYTHING, max_size=4).map(tuple)


def pieces(*words):
    """Texts made of the words a grammar knows, in any order, with anything between."""
    return st.lists(st.one_of(st.sampled_from(words), st.text(max_size=3)), max_size=30).map("".join)


HTML = pieces(
    "<", ">", "</", "<!--", "-->", "<![", "<!", "<?", "/", "=", "'", '"', " ", "meta", "title", "script", "template",
    "<meta ", "name=", "http-equiv=", "content=", "<title>", "</title>", "<script>", "</script>", "&amp;", "&#0;", "\x00",
)  # fmt: skip
CSP = pieces("script-src", "default-src", "frame-ancestors", " ", ";", ",", "'self'", "*", "https:", "'unsafe-inline'")
DNS = pieces(
    "v=spf1", "v=DMARC1", "v=DKIM1", ";", " ", "p=", "k=rsa", "include:", "%{", "}", "ip4:", "all", "=", "/", ":"
)


@BRIEFLY
@given(HTML | ANYTHING)
def test_any_page_has_markup(page):
    markup = parsed_markup(page)
    assert all(name == name.strip().lower() for name, _ in (*markup.metas, *markup.pragmas))
    assert all(word and not word.isspace() for word in markup.words)


@BRIEFLY
@given(HTML | ANYTHING)
def test_tokens_never_say_more_than_the_page(page):
    found = list(tokens(page))
    assert len(found) <= len(page)
    assert all(token.text for token in found if isinstance(token, Text))
    assert all(
        token.name and not set(token.name) & set(" \t\n\f\r/>") for token in found if isinstance(token, StartTag)
    )


@BRIEFLY
@given(st.lists(CSP | ANYTHING, max_size=4).map(tuple))
def test_any_csp_is_read(values):
    for policy in (*parsed_policies(values), *parsed_meta(values)):
        assert policy.directives
        stops = (
            policy.stops_inline_elements
            or policy.stops_foreign_scripts
            or policy.stops("https://a.example/b.js", "https://a.example/")
        )
        assert policy.limits_scripts or not stops
        assert policy.limits_framing in {True, False, None}


@BRIEFLY
@given(FIELDS)
def test_any_list_field_is_split(values):
    items = split_list(values)
    assert bool(items) is bool(values)
    assert forbids_framing(values) in ({None} if not values else {True, False})


@BRIEFLY
@given(FIELDS, FIELDS)
def test_any_referrer_policy_is_a_known_one_or_none(headers, metas):
    assert effective_referrer_policy(headers, metas) in POLICIES | {""}


@BRIEFLY
@given(FIELDS, FIELDS, ANYTHING)
def test_any_certificate_answers_for_any_host(names, addresses, host):
    assert covers(names, addresses, host) in {True, False}
    assert not covers((), (), host)


@BRIEFLY
@given(ANYTHING)
def test_any_name_is_placed(name):
    assert is_registry(name) in {True, False}
    service = service_of(name)
    assert service is None or any(name.endswith(suffix) for suffix in service.suffixes)


@BRIEFLY
@given(DNS | ANYTHING)
def test_any_mail_record_is_read_or_faulted(text):
    for parse in (parse_spf, parse_dmarc, parse_dkim):
        assert parse(text) is not None


@BRIEFLY
@given(st.binary(max_size=80))
def test_any_key_has_a_size_or_none(key):
    bits = rsa_bits(key)
    assert bits is None or 0 <= bits <= 8 * len(key)
