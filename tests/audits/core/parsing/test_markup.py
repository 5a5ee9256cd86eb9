import time

import pytest

from audits.core.parsing.html_tokens import EndTag, StartTag, Text, tokens
from audits.core.parsing.markup import parsed_markup

TITLES = [
    ("<title>Acme &amp; Co</title>", "Acme & Co"),
    ("<TITLE\n>\n Acme\t Desk </Title >", "Acme Desk"),
    ("<title>One</title><title>Two</title>", "One"),
    ("<title>Never <b>closed</b>", "Never <b>closed</b>"),
    ("<template><title>Inner</title></template><title>Outer</title>", "Outer"),
    ("<script>'<title>No</title>'</script><title>Yes</title>", "Yes"),
    ("<!-- <title>No</title> --><title>Yes</title>", "Yes"),
    ("", ""),
]


@pytest.mark.parametrize(("page", "title"), TITLES)
def test_title_is_read(page, title):
    assert parsed_markup(page).title == title


METAS = [
    ('<meta name="Referrer" content="origin">', ("origin",)),
    ("<meta name=referrer content=origin>", ("origin",)),
    ("<meta content='origin' name='referrer'/>", ("origin",)),
    ('<meta name="referrer" content="a" content="b">', ("a",)),
    ('<body><p>text<meta name="referrer" content="a">', ("a",)),
    ('<meta name="referrer">', ()),
    ('<meta http-equiv="referrer" content="a">', ()),
    ('<meta name="referrer" content="unclosed', ()),
    ('<meta name="referrer" content="a"', ()),
]


@pytest.mark.parametrize(("page", "contents"), METAS)
def test_meta_element_is_read_by_its_name(page, contents):
    assert parsed_markup(page).metas_named("referrer") == contents


PRAGMA = '<meta http-equiv="X" content="a">'
PRAGMAS = [
    (PRAGMA, ("a",)),
    (f"<html><head><link href=/a.css><script></script> {PRAGMA}", ("a",)),
    (f"<title>One</title>{PRAGMA}{PRAGMA}", ("a", "a")),
    (f"<head></head>{PRAGMA}", ()),
    (f"<body>{PRAGMA}", ()),
    (f"<div>{PRAGMA}", ()),
    (f"words {PRAGMA}", ()),
]


@pytest.mark.parametrize(("page", "contents"), PRAGMAS)
def test_pragma_counts_in_the_head_alone(page, contents):
    assert parsed_markup(page).pragmas_named("x") == contents


def test_visible_words_leave_scripts_out():
    page = "<h1>Hello</h1><style>b{}</style><script>var a</script><p>wide &lt;world&gt;<noscript>No</noscript>"
    assert parsed_markup(page).words == ("Hello", "wide", "<world>")


TOKENS = [
    ("a < b", [Text("a < b")]),
    ("<a href='x>y'>z</a\n>", [StartTag("a", {"href": "x>y"}), Text("z"), EndTag("a")]),
    ("<A B C=D =e/f>", [StartTag("a", {"b": "", "c": "D", "=e": "", "f": ""})]),
    ("<a/b=c>", [StartTag("a", {"b": "c"})]),
    ("</>x", [Text("x")]),
    ("<!doctype html>x", [Text("x")]),
    ("<?xml version='1'?>x", [Text("x")]),
    ("<![CDATA[ x ]]>y", [Text("y")]),
    ("<!-->x", [Text("x")]),
    ("<!--->x", [Text("x")]),
    ("<!-- -- > --!>x", [Text("x")]),
    ("x<!-- never closed", [Text("x")]),
    ("<script>a</scripts></SCRIPT/>", [StartTag("script"), Text("a</scripts>"), EndTag("script")]),
    ("<textarea>&lt;b></textarea>", [StartTag("textarea"), Text("<b>"), EndTag("textarea")]),
]


@pytest.mark.parametrize(("page", "expected"), TOKENS)
def test_tokens_follow_the_standard(page, expected):
    assert list(tokens(page)) == expected


HOSTILE = [
    "<!", "<![CDATA[", "<![x[", "<a ", "<a b=c ", "<a href='", "</", "</a ", "<!--", "<?", "&#", "<script>", "<title>",
    "<template>", "</template>", "<meta content=x name=y>", "<a" + "  " * 50, "<script></", "=", "'", "<a\x00",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_page_takes_no_time(piece):
    page = piece * (200_000 // len(piece))
    began = time.process_time()
    parsed_markup(page)
    assert time.process_time() - began < 2
