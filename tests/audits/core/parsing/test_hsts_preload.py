import pytest

from audits.core.parsing.hsts_preload import PreloadForm, preload_form

YEAR = 31_536_000

READ = [
    (f"max-age={YEAR}; includeSubDomains; preload", PreloadForm(YEAR, covers_subdomains=True, asks=True)),
    (f"MAX-AGE={YEAR};INCLUDESUBDOMAINS;PRELOAD;", PreloadForm(YEAR, covers_subdomains=True, asks=True)),
    ("preload", PreloadForm(None, covers_subdomains=False, asks=True)),
    ("max-age=300; preload", PreloadForm(300, covers_subdomains=False, asks=True)),
    ("max-age=300; max-age=9", PreloadForm(300, covers_subdomains=False, asks=False)),
    ('max-age="300"; preload', PreloadForm(None, covers_subdomains=False, asks=True)),
    ("max-age = 300; preload", PreloadForm(None, covers_subdomains=False, asks=True)),
    ("max-age=-1; preload", PreloadForm(None, covers_subdomains=False, asks=True)),
    (f"max-age={'9' * 40}; preload", PreloadForm(None, covers_subdomains=False, asks=True)),
    ("max-age=300; preload=yes", PreloadForm(300, covers_subdomains=False, asks=False)),
    ("max-age=300; includeSubDomains=1; preload", PreloadForm(300, covers_subdomains=False, asks=True)),
    ('x="preload; includeSubDomains"', PreloadForm(None, covers_subdomains=False, asks=False)),
    ("", PreloadForm(None, covers_subdomains=False, asks=False)),
]


@pytest.mark.parametrize(("value", "form"), READ)
def test_field_is_read_as_the_list_does(value, form):
    assert preload_form(value) == form
