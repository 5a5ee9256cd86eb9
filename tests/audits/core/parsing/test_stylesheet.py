import pytest

from audits.core.parsing.stylesheet import (
    FONT,
    IMAGE,
    IMPORT,
    MASK,
    MOST_ADDRESSES,
    addresses_in_style,
    addresses_in_stylesheet,
)

SHEETS = [
    ("a{background:url(x.png)}", [(IMAGE, "x.png")]),
    ("a{background: red URL( 'x.png' ) no-repeat}", [(IMAGE, "x.png")]),
    ('a{background:url("x.png"),url(y.png)}', [(IMAGE, "x.png"), (IMAGE, "y.png")]),
    ("a{cursor:url(x.cur) 2 2,auto}", [(IMAGE, "x.cur")]),
    ("a::before{content:url(x.png)}", [(IMAGE, "x.png")]),
    ("@media print{a{background:url(x.png)}}", [(IMAGE, "x.png")]),
    ("a{&:hover{background:url(x.png)}}", [(IMAGE, "x.png")]),
    (r"a{background:url(x\)y.png)}", [(IMAGE, "x)y.png")]),
    (r"a{background:url('\68 ttp://x/y')}", [(IMAGE, "http://x/y")]),
    ("a{background:image-set('x.png' 1x,'y.png' 2x)}", [(IMAGE, "x.png"), (IMAGE, "y.png")]),
    ("a{background:-webkit-image-set(url(x.png) 1x)}", [(IMAGE, "x.png")]),
    ("a{mask-image:url(x.svg)}", [(MASK, "x.svg")]),
    ("a{-webkit-mask:url(x.svg#y)}", [(MASK, "x.svg#y")]),
    ("@font-face{font-family:'X';src:local('X'),url(x.woff2) format('woff2')}", [(FONT, "x.woff2")]),
    ("@import 'x.css';", [(IMPORT, "x.css")]),
    (
        "@charset 'utf-8'; @import url(x.css) screen; @import \"y.css\" layer(z);",
        [(IMPORT, "x.css"), (IMPORT, "y.css")],
    ),
    ("@layer a,b;@import 'x.css' supports(background:url(no.png));", [(IMPORT, "x.css")]),
    ("@IMPORT/**/'x.css'", [(IMPORT, "x.css")]),
    ("a{}@import 'x.css';", []),
    ("@media print{@import 'x.css';}", []),
    ("@namespace svg url(http://www.w3.org/2000/svg);", []),
    ("@namespace 'http://www.w3.org/1999/xhtml';", []),
    ("@-moz-document url-prefix(http://x/){a{color:red}}", []),
    ("@supports (background:url(http://x/y)){a{color:red}}", []),
    ("/* a{background:url(http://x/y)} */", []),
    ("a{content:'url(http://x/y)'}", []),
    ('a[href="http://x/y"]{color:red}', []),
    ("a{--logo:url(http://x/y)}", []),
    ("a{fill:url(#gradient)}", []),
    ("a{behavior:url(http://x/y.htc)}", []),
    ("a{background:url(x y.png)}", []),
    ("a{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='http://x/y')}", []),
    ("a{background:myurl(http://x/y)}", []),
    ("url(http://x/y)", []),
    ("a{background:url()}", []),
    ("/* never closed url(http://x/y)", []),
    ("a{background:url(x.png", [(IMAGE, "x.png")]),
    ('a{background:url("x.png', [(IMAGE, "x.png")]),
    ("a{content:'broken\n;background:url(x.png)}", [(IMAGE, "x.png")]),
]


@pytest.mark.parametrize(("text", "expected"), SHEETS)
def test_stylesheet_names_what_browsers_load(text, expected):
    assert [(each.kind, each.address) for each in addresses_in_stylesheet(text)] == expected


def test_declarations_are_read_without_a_rule_around_them():
    found = addresses_in_style("color:red; background-image:url('http://x/y')")
    assert [(each.kind, each.address) for each in found] == [(IMAGE, "http://x/y")]
    assert addresses_in_style("@import 'x.css'") == ()


def test_addresses_without_end_are_cut():
    text = "".join(f"a{{background:url({number})}}" for number in range(5_000))
    assert len(addresses_in_stylesheet(text)) == MOST_ADDRESSES
