import time

import pytest

from audits.core.observed import crawl
from audits.core.observed.crawl import Load
from audits.core.parsing.page_loads import MOST_LOADS, loads_of_page, loads_of_stylesheet

HOME = "https://acme.example/"
X = "http://cdn.example/x"
LOADED = [
    (f"<script src={X}></script>", crawl.SCRIPT),
    (f"<script type=module src={X}></script>", crawl.SCRIPT),
    (f"<script type='Text/JavaScript ' src={X}></script>", crawl.SCRIPT),
    (f"<svg><script href={X}></script></svg>", crawl.SCRIPT),
    (f"<link rel=stylesheet href={X}>", crawl.STYLESHEET),
    (f"<link rel='Alternate Stylesheet' title=dark href={X}>", crawl.STYLESHEET),
    (f"<body><link rel=stylesheet href={X}>", crawl.STYLESHEET),
    (f"<style>@import '{X}';</style>", crawl.STYLESHEET),
    (f"<iframe src={X}></iframe>", crawl.FRAME),
    (f"<frameset><frame src={X}>", crawl.FRAME),
    (f"<embed src={X}>", crawl.OBJECT),
    (f"<object data={X}></object>", crawl.OBJECT),
    (f"<img src={X}>", crawl.IMAGE),
    (f"<img src=' {X}\n'>", crawl.IMAGE),
    (f"<img srcset='{X} 2x'>", crawl.IMAGE_SET),
    (f"<img src={X} srcset='/y 2x'>", crawl.IMAGE_SET),
    (f"<img src={X} srcset=''>", crawl.IMAGE_SET),
    (f"<picture><source srcset='{X}'><img src=/y></picture>", crawl.IMAGE_SET),
    (f"<picture><img src={X}></picture>", crawl.IMAGE_SET),
    (f"<picture></picture><img src={X}>", crawl.IMAGE),
    (f"<img crossorigin src={X}>", crawl.CORS_MEDIA),
    (f"<video crossorigin src={X}></video>", crawl.CORS_MEDIA),
    (f"<svg><image href={X} /></svg>", crawl.IMAGE),
    (f"<input type=image src={X}>", crawl.IMAGE),
    (f"<body background={X}>", crawl.IMAGE),
    (f"<td background={X}>", crawl.IMAGE),
    (f"<video poster={X}></video>", crawl.IMAGE),
    (f"<link rel='shortcut icon' href={X}>", crawl.IMAGE),
    (f"<link rel=preload as=image href={X}>", crawl.IMAGE),
    (f"<p style='background:url({X})'>", crawl.IMAGE),
    (f"<style>p{{background:url({X})}}</style>", crawl.IMAGE),
    (f"<video src={X}></video>", crawl.VIDEO),
    (f"<video><source src={X}></video>", crawl.VIDEO),
    (f"<audio><source src={X}></audio>", crawl.AUDIO),
    (f"<audio src={X}></audio>", crawl.AUDIO),
    (f"<style>@font-face{{src:url({X})}}</style>", crawl.FONT),
    (f"<style>p{{mask:url({X})}}</style>", crawl.CORS_MEDIA),
    (f"<video><track src={X}></video>", crawl.TRACK),
    (f"<link rel=manifest href={X}>", crawl.MANIFEST),
    (f"<link rel=preload as=font href={X}>", crawl.HINT),
    (f"<link rel=preload as=image crossorigin href={X}>", crawl.HINT),
    (f"<link rel=modulepreload href={X}>", crawl.HINT),
    (f"<link rel=prefetch href={X}>", crawl.HINT),
    (f"<form action={X}></form>", crawl.FORM),
    (f"<form><button formaction={X}></form>", crawl.FORM),
    (f"<form action={X}><input type=password></form>", crawl.PASSWORD_FORM),
    (f"<form action={X}><form action=/y></form><input type=password>", crawl.FORM),
    (f"<form action={X}></form><input type=password>", crawl.FORM),
    (f"<script>fetch('{X}')</script>", crawl.CALL),
    (f"<script type=module>import '{X}'</script>", crawl.CALL),
    ("<base href=http://cdn.example/><img src=x>", crawl.IMAGE),
    ("<base href=http://cdn.example/><script>fetch('/x')</script>", crawl.CALL),
    (f"<template shadowrootmode=open><img src={X}></template>", crawl.IMAGE),
    (f"<img src={X}><template><img src=http://cdn.example/y></template>", crawl.IMAGE),
]
NOT_LOADED = [
    f"<a href={X}>",
    f"<a href={X} download>",
    f"<area href={X}>",
    f"<link rel=canonical href={X}>",
    f"<link rel=alternate href={X}>",
    f"<link rel='alternate stylesheet' href={X}>",
    f"<link rel=preconnect href={X}>",
    f"<link rel=dns-prefetch href={X}>",
    f"<link rel=stylesheet disabled href={X}>",
    f"<link rel=stylesheet type=text/less href={X}>",
    f"<link rel=apple-touch-icon href={X}>",
    f"<link rel=next href={X}>",
    f"<link href={X}>",
    f"<meta property=og:image content={X}>",
    f"<meta http-equiv=refresh content='0;url={X}'>",
    f"<html xmlns={X}>",
    f"<script type=text/template><img src={X}></script>",
    f'<script type=application/ld+json>{{"@context":"{X}"}}</script>',
    f"<script type=application/json>fetch('{X}')</script>",
    f"<script type=text/template src={X}></script>",
    f"<script nomodule src={X}></script>",
    f"<script src=/y.js>fetch('{X}')</script>",
    f"<noscript><img src={X}></noscript>",
    f"<template><img src={X}><script src={X}></script></template>",
    f"<template><template></template><img src={X}></template>",
    f"<!-- <img src={X}> -->",
    f"<textarea><img src={X}></textarea>",
    f"<title><img src={X}></title>",
    f"<plaintext><img src={X}>",
    f"<xmp><img src={X}></xmp>",
    f"<iframe><img src={X}></iframe>",
    "<img src=//cdn.example/x>",
    "<img src=/x>",
    "<img src=data:image/png;base64,AA>",
    "<img src=blob:http://cdn.example/1>",
    "<img src=''>",
    "<iframe src=about:blank></iframe>",
    "<iframe src=javascript:void(0)></iframe>",
    f"<img src={X} srcset=/y>",
    f"<img src={X} srcset='/y 640w, /z 1280w'>",
    f"<picture><source src={X}></picture>",
    f"<video src=/y><source src={X}></video>",
    f"<source src={X}>",
    f"<form method=dialog action={X}></form>",
    f"<form><button type=button formaction={X}></form>",
    f"<form><input type=text formaction={X}></form>",
    f"<input type=hidden value={X}>",
    f"<input type=text src={X}>",
    f"<style type=text/less>p{{background:url({X})}}</style>",
    f"<style>@namespace svg url({X});</style>",
    f"<p style='--x:url({X})'>",
    f"<script>// fetch('{X}')</script>",
    f"<script>const a = '{X}'</script>",
    f"<p>{X}</p>",
    "<base href=http://cdn.example/><base href=/><img src=https://acme.example/x>",
]


@pytest.mark.parametrize(("page", "kind"), LOADED)
def test_address_is_loaded_as_its_kind(page, kind):
    assert loads_of_page(page, HOME).plain == (Load(kind, X),)


@pytest.mark.parametrize("page", NOT_LOADED)
def test_address_that_browsers_do_not_load_is_left_out(page):
    assert loads_of_page(page, HOME).plain == ()


UPGRADE = "<meta http-equiv=Content-Security-Policy content='upgrade-insecure-requests'>"
POLICIES = [
    (f"{UPGRADE}<img src={X}>", True, True),
    (f"<link rel=icon href={X}>{UPGRADE}", False, True),
    (f"<body><p></p>{UPGRADE}<img src={X}>", False, False),
    (f"<head></head>{UPGRADE}<img src={X}>", False, False),
    (f"<template>{UPGRADE}</template><img src={X}>", False, False),
    (UPGRADE.replace("Policy", "Policy-Report-Only") + f"<img src={X}>", False, False),
    (UPGRADE.replace("upgrade-insecure-requests", "block-all-mixed-content") + f"<img src={X}>", False, False),
    (UPGRADE.replace("'upgrade", "'img-src *; upgrade") + f"<img src={X}>", True, True),
]


@pytest.mark.parametrize(("page", "is_upgraded", "upgrades"), POLICIES)
def test_policy_of_the_head_upgrades_what_follows(page, is_upgraded, upgrades):
    found = loads_of_page(page, HOME)
    assert found.plain == (Load(crawl.IMAGE, X, is_upgraded),)
    assert found.upgrades is upgrades


def test_form_is_sent_when_every_policy_is_known():
    assert loads_of_page(f"<head><form action={X}></form>", HOME).plain == (Load(crawl.FORM, X),)
    assert loads_of_page(f"<form action={X}></form><p></p>", HOME).upgrades is False


def test_what_comes_encrypted_is_counted():
    found = loads_of_page("<script src=/a.js></script><link rel=stylesheet href=/a.css><img src=//cdn.example/x>", HOME)
    assert (found.secure, found.plain, found.stylesheets) == (3, (), ("https://acme.example/a.css",))


def test_own_machine_is_told_like_any_address():
    assert loads_of_page("<img src=http://localhost/x>", HOME).plain == (Load(crawl.IMAGE, "http://localhost/x"),)


def test_stylesheet_is_read_from_where_it_lies():
    found = loads_of_stylesheet(
        "@import 'b.css'; p{background:url(http://cdn.example/x)}", "https://acme.example/c/a.css"
    )
    assert found.stylesheets == ("https://acme.example/c/b.css",)
    assert found.plain == (Load(crawl.IMAGE, X),)


def test_addresses_without_end_are_cut_and_told():
    page = "".join(f"<img src=http://cdn.example/{number}>" for number in range(2_000))
    found = loads_of_page(page, HOME)
    assert (len(found.plain), found.is_cut) == (MOST_LOADS, True)


HOSTILE = [
    "<div>", "<picture>", "<video>", "<template>", "</template>", "<form action=http://x/>", "<img src=", "<img srcset='",
    "<img srcset='(((((", "<style>url(", "<style>/*", "<style>@import '", "<p style='url(((", "<script>`${", "<script>/[",
    "<script>fetch('http://", "<script>'http:'//*", "<base href=http://x/>", "\x00", "<meta http-equiv=", "<link rel=",
    "<img src=http://a/ srcset='a, a, a'>", "<p style='background:url(http://x/)'>", "a,", "<svg>", "{", "}", "\\",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_page_takes_no_time(piece):
    page = piece * (200_000 // len(piece))
    began = time.process_time()
    loads_of_page(page, HOME)
    loads_of_stylesheet(page, HOME)
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    "inside", ["http://` ${", "http:/[", "http:/*", "http:'", "http:\\", "http:{`", "http:}`${", "http:=/", "=/[a]"]
)
def test_hostile_script_takes_no_time(inside):
    began = time.process_time()
    loads_of_page(f"<script>{inside * (200_000 // len(inside))}</script>", HOME)
    assert time.process_time() - began < 4
