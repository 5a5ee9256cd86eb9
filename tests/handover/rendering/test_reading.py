"""A supplied PDF is read through before a client can get it."""

import io

import pikepdf
import pytest
from weasyprint import HTML, Attachment

from handover.core.secret_values import refusal_of
from handover.rendering.assets import Assets, table
from handover.rendering.reading import UnreadableError, read
from handover.rendering.search import secret_in
from tests.handover.papers_of import pdf

KEY = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc" + "Xy12"


def paper(body="<p>words</p>", head="", **options):
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return HTML(string=page, url_fetcher=Assets(table()), base_url="asset:").write_pdf(**options)


def changed(**root):
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        for name, value in root.items():
            opened.Root[f"/{name}"] = opened.make_indirect(value)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def test_text_metadata_and_enclosed_files_are_all_read():
    enclosed = Attachment(string="inside words", name="notes.txt", url_fetcher=Assets(table()))
    content = paper("<p>page words</p>", "<title>title words</title>", attachments=[enclosed])
    found = {passage.place: passage.text for passage in read(content).passages}
    assert "page words" in found["page 1"]
    assert "title words" in found["its metadata"]
    assert found["the file notes.txt inside it"] == "inside words"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (lambda: paper(f"<p>first</p><p style='break-before: page'>key {KEY} here</p>"), "on page 2"),
        (lambda: paper(head=f"<title>{KEY}</title>"), "in its metadata"),
        (
            lambda: paper(attachments=[Attachment(string=f"a={KEY}", name="env.txt", url_fetcher=Assets(table()))]),
            "in the file env.txt inside it",
        ),
        (lambda: paper(f"<p style='width: 60px; overflow-wrap: anywhere'>{KEY}</p>"), "on page 1"),
    ],
    ids=["page", "metadata", "enclosed", "broken over lines"],
)
def test_a_secret_is_found_wherever_it_stands(content, place):
    assert place in secret_in(read(content()))


def test_a_clean_paper_is_clean():
    assert (
        secret_in(read(paper("<p>DATABASE_URL lies in the vault. curl -w '%{http_code}' https://a.example/</p>"))) == ""
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: b"%PDF-1.7 nonsense", "broken"),
        (lambda: pdf(pages=0), "no page"),
        (lambda: pdf()[:300], "broken"),
        (lambda: changed(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), "script"),
        (lambda: changed(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))), "script"),
        (lambda: changed(AA=pikepdf.Dictionary()), "script"),
    ],
    ids=["nonsense", "empty", "cut", "opening script", "named script", "more actions"],
)
def test_what_is_no_paper_is_refused_in_one_sentence(content, says):
    with pytest.raises(UnreadableError, match=says):
        read(content())


def test_a_locked_paper_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableError, match="locked with a password"):
        read(out.getvalue())


@pytest.mark.parametrize("text", [KEY, f"key: {KEY}", "postgres://desk:Vq8rT2xLm9Zw@db.internal.net/desk"])
def test_a_value_is_refused_at_entry_without_being_repeated(text):
    refusal = refusal_of(text)
    assert refusal
    assert KEY not in refusal
    assert "Vq8rT2xLm9Zw" not in refusal


@pytest.mark.parametrize(
    "text", ["In the company vault, under tideline-ops", "flyctl secrets set NAME=- --app harbour-desk", ""]
)
def test_words_about_a_secret_pass(text):
    assert refusal_of(text) == ""
