"""What pages were seen to load, written as literals."""

from audits.core.artifacts import Artifact, collect
from audits.core.estate import Estate
from audits.core.observed.bundle import BUNDLE, BrowserBundle
from audits.core.observed.crawl import CRAWL, CrawledFile, CrawledPage, HostCrawl, Load
from audits.core.subject import Domain, Endpoint, Host
from tests.audits.seen import ACME, HOST, NOW, THERE, Watched, chain, hop, visited

HOME = f"https://{ACME}/"
HTML = "Content-Type: text/html; charset=utf-8"


def load(kind, url="http://cdn.example/x", *, upgraded=False):
    return Load(kind, url, upgraded)


def page(*plain, url=HOME, fields=(), secure=3, upgrades=False, declared=True, cut=False):
    return CrawledPage(hop(url, 200, HTML, *fields), plain, secure, upgrades, declared, cut)


def file(path, *fields, kind="script", size=100, sent=None, packed="", pages=(HOME,), plain=(), host=ACME):
    content = "text/css" if kind == "stylesheet" else "text/javascript"
    answer = hop(f"https://{host}/{path}", 200, f"Content-Type: {content}", *fields)
    return CrawledFile(kind, answer, size, size if sent is None else sent, packed, pages, plain, secure=1)


def crawled(*pages, files=(), unread=(), elsewhere="", foreign=(), name=ACME):
    return Artifact(CRAWL, name, HostCrawl(name, pages, elsewhere, files, unread, foreign))


def answers(check, *artifacts, endpoints=(), hosts=(HOST,), subject=HOST):
    """Every answer of a check about a host that exists and serves its home page; it may ask no source it does not name."""
    bundle = Artifact(BUNDLE, ACME, BrowserBundle(ACME, (HOME,)))
    known = (THERE, visited(chain(hop(HOME, 200, HTML))), crawled(), bundle, *artifacts)
    estate = Estate(Domain(ACME), hosts, tuple(Endpoint(*each) for each in endpoints))
    seen = Watched(estate, NOW, collect(known), subject)
    told = check.judgements(seen)
    assert seen.asked <= {source.name for source in check.sources}
    for judgement in told:
        assert judgement.headline
        assert judgement.fix or not judgement.outcome.is_finding
    return told


def other(name):
    return Host(name, declared=True)
