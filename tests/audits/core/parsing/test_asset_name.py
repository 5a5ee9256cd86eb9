import pytest

from audits.core.parsing.asset_name import AssetName, name_of_asset

NAMES = [
    ("/assets/index-BX3tYk2a.js", AssetName.HASHED),
    ("/assets/index-D4f_x-9Q.css", AssetName.HASHED),
    ("/static/js/main.8f2a3b1c.chunk.js", AssetName.HASHED),
    ("/main.4f5e6d7a8b9c0d1e2f3a.js", AssetName.HASHED),
    ("/main-5QG5ZKXE.js", AssetName.HASHED),
    ("/_next/static/chunks/117-0123456789abcdef.js", AssetName.HASHED),
    ("/assets/application-5f1d3a" + "0b" * 29 + ".css", AssetName.HASHED),
    ("/static/base.55e7cbb9ba48.css", AssetName.HASHED),
    ("/a1b2c3d4e5f60718.min.js", AssetName.HASHED),
    ("/app.js?id=68b329da9893e340", AssetName.HASHED),
    ("/app.js", AssetName.FIXED),
    ("/style.css", AssetName.FIXED),
    ("/static/js/bundle.min.js", AssetName.FIXED),
    ("/css/main-page.css", AssetName.FIXED),
    ("/js/userProfile.js", AssetName.FIXED),
    ("/js/UserProfile.js", AssetName.FIXED),
    ("/", AssetName.UNCLEAR),
    ("/app.js?v=2", AssetName.UNCLEAR),
    ("/app.js?v=1.4.2", AssetName.UNCLEAR),
    ("/app.js?ver=20240101", AssetName.UNCLEAR),
    ("/jquery-3.7.1.min.js", AssetName.UNCLEAR),
    ("/v2/app.js", AssetName.UNCLEAR),
    ("/app.20240101.js", AssetName.UNCLEAR),
    ("/app-1700000000.js", AssetName.UNCLEAR),
    ("/bootstrap5.js", AssetName.UNCLEAR),
    ("/OAuth2Client.js", AssetName.UNCLEAR),
    ("/base64url8.js", AssetName.UNCLEAR),
    ("/index-DkLmQoPz.js", AssetName.UNCLEAR),
    ("/index-kqwxzbtm.js", AssetName.UNCLEAR),
    ("/main-ABCDEFGH.js", AssetName.UNCLEAR),
    ("/dashboard-settings.js", AssetName.FIXED),
    ("/deadbeef/app.js", AssetName.UNCLEAR),
    ("/_next/static/Xy12abCD/app.js", AssetName.UNCLEAR),
]


@pytest.mark.parametrize(("path", "naming"), NAMES)
def test_address_tells_whether_it_changes(path, naming):
    assert name_of_asset(f"https://acme.example{path}") is naming
