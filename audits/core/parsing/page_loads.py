"""Which addresses a page makes browsers load, told by kind (HTML standard), and which of them over plain http."""

import re
from dataclasses import dataclass, field

from audits.core.observed import crawl
from audits.core.observed.crawl import Load
from audits.core.parsing import stylesheet
from audits.core.parsing.csp import parsed_meta
from audits.core.parsing.html_tokens import EndTag, StartTag, Text, tokens
from audits.core.parsing.markup import OF_THE_HEAD
from audits.core.parsing.script_calls import calls_in
from audits.core.parsing.srcset import candidates
from audits.core.parsing.web_address import absolute

MOST_LOADS = 500
_UPGRADE = "upgrade-insecure-requests"
_INSECURE = re.compile(r"(?:http|ws):", re.IGNORECASE)
_ADDRESSED = re.compile(r"url\(|@import|image-set\(", re.IGNORECASE)
_SCRIPT_TYPE = re.compile(
    r"|module|(?:text|application)/(?:x-)?(?:java|ecma)script|text/(?:javascript1\.[0-5]|jscript|livescript)"
)
"""The types of scripts that browsers run; with any other the element is a block of data."""
_STYLE_RULES = {
    stylesheet.IMPORT: crawl.STYLESHEET,
    stylesheet.FONT: crawl.FONT,
    stylesheet.IMAGE: crawl.IMAGE,
    stylesheet.MASK: crawl.CORS_MEDIA,
}
_SIMPLE = {
    "iframe": (("src", crawl.FRAME),),
    "frame": (("src", crawl.FRAME),),
    "embed": (("src", crawl.OBJECT),),
    "object": (("data", crawl.OBJECT),),
    "track": (("src", crawl.TRACK),),
    "body": (("background", crawl.IMAGE),),
    "table": (("background", crawl.IMAGE),),
    "td": (("background", crawl.IMAGE),),
    "th": (("background", crawl.IMAGE),),
    "image": (("href", crawl.IMAGE), ("xlink:href", crawl.IMAGE), ("src", crawl.IMAGE)),
}
_MEDIA = {"video": crawl.VIDEO, "audio": crawl.AUDIO}
_PARENTS = frozenset({"picture", *_MEDIA})
_PRELOADED_MEDIA = {"image": crawl.IMAGE, "video": crawl.VIDEO, "audio": crawl.AUDIO}
_SUBMITS = {"input": frozenset({"submit", "image"}), "button": frozenset({"", "submit"})}
_HINTS = frozenset({"preload", "prefetch", "modulepreload"})


@dataclass(frozen=True)
class PageLoads:
    """`plain` are the addresses over http and ws, each kind of each once; `secure` counts the others.

    `stylesheets` are all of them, in order; `upgrades` as CrawledPage has it, `is_cut` when there are more.
    """

    plain: tuple[Load, ...]
    secure: int
    stylesheets: tuple[str, ...]
    upgrades: bool
    is_cut: bool


def loads_of_page(html: str, url: str) -> PageLoads:
    """Everything the page itself names for browsers to load, links to other pages not among it."""
    reader = _Reader(url)
    for token in tokens(html):
        if isinstance(token, StartTag):
            reader.start(token)
        elif isinstance(token, EndTag):
            reader.end(token.name)
        else:
            reader.text(token)
        if reader.is_over:
            break
    return reader.told()


def loads_of_stylesheet(text: str, url: str) -> PageLoads:
    """The same for a stylesheet that was read from this address."""
    reader = _Reader(url)
    reader.style(stylesheet.addresses_in_stylesheet(text))
    return reader.told()


@dataclass
class _Form:
    """A form that is not closed yet, with every address it can be sent to."""

    targets: list[str]
    has_password: bool = False


@dataclass
class _Reader:
    """Collects, token by token, what a page loads; what stands in a template is not loaded."""

    base: str
    has_base: bool = False
    upgrades: bool = False
    in_head: bool = True
    is_over: bool = False
    plain: dict[Load, None] = field(default_factory=dict)
    secure: int = 0
    stylesheets: dict[str, None] = field(default_factory=dict)
    templates: list[bool] = field(default_factory=list)  # True for one whose content stays inert
    parents: list[tuple[str, bool]] = field(default_factory=list)  # picture, video, audio; True for one with a src
    forms: list[_Form] = field(default_factory=list)
    form: _Form | None = None
    raw: StartTag | None = None

    def start(self, tag: StartTag) -> None:
        """Take a start tag in."""
        self.raw = tag if tag.name in {"script", "style"} else None
        if tag.name == "template":
            self.templates.append(tag.attributes.get("shadowrootmode", "").lower() not in {"open", "closed"})
            return
        if True in self.templates:
            return
        if tag.name == "plaintext":
            self.is_over = True
            return
        self.in_head = self.in_head and tag.name in OF_THE_HEAD
        if tag.name in _PARENTS:
            self.parents.append((tag.name, "src" in tag.attributes))
        if "url(" in (style := tag.attributes.get("style", "")).lower() or "image-set(" in style.lower():
            self.style(stylesheet.addresses_in_style(style))
        self._element(tag)

    def end(self, name: str) -> None:
        """Take an end tag in."""
        self.raw = None
        if name == "head":
            self.in_head = False
        elif name == "template":
            del self.templates[-1:]
        elif name == "form":
            self.form = None
        elif name in _PARENTS and self.parents and self.parents[-1][0] == name:
            self.parents.pop()

    def text(self, text: Text) -> None:
        """Take a text in: that of a script or of a style element says something."""
        tag = self.raw
        if tag is None or True in self.templates:
            return
        kind = tag.attributes.get("type", "").strip().lower()
        if tag.name == "style" and kind in {"", "text/css"} and _ADDRESSED.search(text.text):
            self.style(stylesheet.addresses_in_stylesheet(text.text))
        elif tag.name == "script" and "src" not in tag.attributes and _SCRIPT_TYPE.fullmatch(kind):
            self._inline_script(text.text, is_module=kind == "module")

    def style(self, found: tuple[stylesheet.StyleAddress, ...]) -> None:
        """Take in what a stylesheet names."""
        for each in found:
            self.add(_STYLE_RULES[each.kind], each.address)

    def add(self, kind: str, address: str) -> None:
        """Take one address in, as it is written."""
        url = absolute(self.base, address) if address.strip() else ""
        if not url:
            return
        if kind == crawl.STYLESHEET:
            self.stylesheets[url] = None
        if not url.startswith(("http:", "ws:")):
            self.secure += 1
        elif len(self.plain) <= MOST_LOADS:
            self.plain[Load(kind, url, self.upgrades)] = None

    def told(self) -> PageLoads:
        """Everything, once the page is at its end; forms are sent last, so every policy of the page counts for them."""
        for form in self.forms:
            for target in form.targets:
                self.add(crawl.PASSWORD_FORM if form.has_password else crawl.FORM, target)
        kept = tuple(self.plain)[:MOST_LOADS]
        sheets = tuple(self.stylesheets)
        return PageLoads(kept, self.secure, sheets[:MOST_LOADS], self.upgrades, len(self.plain) > MOST_LOADS)

    def _element(self, tag: StartTag) -> None:
        given = tag.attributes
        match tag.name:
            case "base" if not self.has_base and "href" in given:
                self.has_base = True
                self.base = absolute(self.base, given["href"]) or self.base
            case "meta" if self.in_head and given.get("http-equiv", "").strip().lower() == "content-security-policy":
                policies = parsed_meta((given.get("content", ""),))
                self.upgrades |= any(policy.sources(_UPGRADE) is not None for policy in policies)
            case "script":
                self._script(given)
            case "link":
                self._link(given)
            case "img":
                self._image(given)
            case "source":
                self._source(given)
            case "video" | "audio":
                self._media(_MEDIA[tag.name], given)
            case "form" | "input" | "button":
                self._form(tag)
            case name:
                for attribute, kind in _SIMPLE.get(name, ()):
                    self.add(kind, given.get(attribute, ""))

    def _inline_script(self, script: str, *, is_module: bool) -> None:
        """What it asks for; one that names no plain address on a page over https asks for none."""
        if _INSECURE.search(script) or not self.base.startswith("https:"):
            for call in calls_in(script, is_module=is_module):
                self.add(crawl.CALL, call.address)

    def _script(self, given: dict[str, str]) -> None:
        """A classic script marked nomodule is for browsers that are gone."""
        kind = given.get("type", "").strip().lower()
        if _SCRIPT_TYPE.fullmatch(kind) and not ("nomodule" in given and kind != "module"):
            self.add(crawl.SCRIPT, given.get("src", "") or given.get("href", "") or given.get("xlink:href", ""))

    def _link(self, given: dict[str, str]) -> None:
        relations = set(given.get("rel", "").lower().split())
        address, kind = given.get("href", ""), given.get("as", "").strip().lower()
        if "stylesheet" in relations:
            asleep = "disabled" in given or ("alternate" in relations and not given.get("title"))
            if not asleep and given.get("type", "").partition(";")[0].strip().lower() in {"", "text/css"}:
                self.add(crawl.STYLESHEET, address)
        elif "manifest" in relations:
            self.add(crawl.MANIFEST, address)
        elif relations & _HINTS:
            media = "preload" in relations and "crossorigin" not in given
            self.add(_PRELOADED_MEDIA.get(kind, crawl.HINT) if media else crawl.HINT, address)
            for candidate in candidates(given.get("imagesrcset", "")):
                self.add(crawl.IMAGE, candidate.address)
        elif "icon" in relations:
            self.add(crawl.IMAGE, address)

    def _image(self, given: dict[str, str]) -> None:
        """An image that uses srcset or picture is asked for as part of a set, its src only where the set lets it."""
        offered = candidates(given.get("srcset", ""))
        in_set = "srcset" in given or (bool(self.parents) and self.parents[-1][0] == "picture")
        kind = crawl.CORS_MEDIA if "crossorigin" in given else crawl.IMAGE_SET if in_set else crawl.IMAGE
        for candidate in offered:
            self.add(kind, candidate.address)
        if not any(candidate.replaces_src for candidate in offered):
            self.add(kind, given.get("src", ""))

    def _source(self, given: dict[str, str]) -> None:
        """The parent tells what a source is of; beside a src of its own no film or sound looks at its sources."""
        parent, has_src = self.parents[-1] if self.parents else ("", False)
        if parent == "picture":
            for candidate in candidates(given.get("srcset", "")):
                self.add(crawl.IMAGE_SET, candidate.address)
        elif parent and not has_src:
            self.add(_MEDIA[parent], given.get("src", ""))

    def _media(self, kind: str, given: dict[str, str]) -> None:
        self.add(crawl.CORS_MEDIA if "crossorigin" in given else kind, given.get("src", ""))
        self.add(crawl.IMAGE, given.get("poster", ""))

    def _form(self, tag: StartTag) -> None:
        given = tag.attributes
        if tag.name == "form":
            if self.form is None:
                is_sent = given.get("method", "").strip().lower() != "dialog"
                self.form = _Form([given.get("action", "")] if is_sent else [])
                self.forms.append(self.form)
            return
        kind = given.get("type", "").strip().lower()
        if tag.name == "input" and kind == "image":
            self.add(crawl.IMAGE, given.get("src", ""))
        if self.form is not None:
            self.form.has_password |= tag.name == "input" and kind == "password"
            if kind in _SUBMITS[tag.name]:
                self.form.targets.append(given.get("formaction", ""))
