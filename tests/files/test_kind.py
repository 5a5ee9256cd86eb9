import pytest

from portal.files.kind import CSV, JPEG, JSON, PDF, PNG, TEXT, ZIP, clean_name, kind_of

CASES = [
    ("a.pdf", b"%PDF-1.7\n", PDF),
    ("a.png", b"\x89PNG\r\n\x1a\n....", PNG),
    ("a.jpg", b"\xff\xd8\xff\xe0", JPEG),
    ("a.zip", b"PK\x03\x04....", ZIP),
    ("a.json", b'{"seen": true}', JSON),
    ("a.csv", b"a,b\n1,2\n", CSV),
    ("a.txt", b"gesehen, ja", TEXT),
    ("a.exe", b"%PDF-1.7\n", PDF),
    ("a.html", b"<script>alert(1)</script>", TEXT),
    ("a.json", b"{not json", None),
    ("a.json", b"[" * 100_000, None),
    ("a.txt", b"MZ\x90\x00\x03", None),
    ("a.txt", b"\xff\xfe\x00a", None),
    ("a.png", b"\x7fELF\x02\x01\x01\x00", None),
]


@pytest.mark.parametrize(("name", "content", "kind"), CASES)
def test_content_decides_what_a_file_is(name, content, kind):
    assert kind_of(name, content) is kind


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("report.pdf", PDF, "report.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\temp\\seen.txt", TEXT, "seen.txt"),
        ("page.html", TEXT, "page.html.txt"),
        ("photo.JPEG", JPEG, "photo.jpeg"),
        ("in\nvoice\u202efdp.exe", PDF, "invoicefdp.exe.pdf"),
        ("...", ZIP, "file.zip"),
        ("", TEXT, "file.txt"),
        ("x" * 400 + ".txt", TEXT, "x" * 90 + ".txt"),
    ],
)
def test_names_are_cleaned_and_end_as_the_content_is(name, kind, clean):
    assert clean_name(name, kind) == clean
