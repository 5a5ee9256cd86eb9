"""What a page gains with the script, on pages of its own."""

from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "portal" / "static" / "launchready.js"
ROWS = "".join(f'<li><input type="checkbox" value="{one}"></li>' for one in "abc")
RANKS = f'<button type="button" data-tick="#ranked-blocker" hidden>Tick all</button><ol id="ranked-blocker">{ROWS}</ol>'
LONE = '<button type="button" data-tick="#ranked-cleanup" hidden>Tick it</button><ol id="ranked-cleanup"></ol>'


def ticked(page):
    return page.eval_on_selector_all("input:checked", "boxes => boxes.map(box => box.value).join('')")


def shown(browser, body):
    page = browser.new_page()
    page.set_content(f"<body>{body}</body>")
    page.add_script_tag(content=SCRIPT.read_text())
    page.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    return page


def test_a_rank_is_ticked_whole_and_unticked_again(browser):
    page = shown(browser, RANKS + LONE)
    assert page.get_by_text("Tick it").is_hidden()
    page.check("input[value=b]")
    page.get_by_text("Tick all").click()
    assert ticked(page) == "abc"
    page.get_by_text("Tick all").click()
    assert ticked(page) == ""
    page.close()


def test_the_row_of_pages_begins_at_this_page(browser):
    links = "".join(
        f'<a href="#"{" aria-current=page" if one == 8 else ""}>Page number {one}</a> ' for one in range(10)
    )
    row = f'<nav class="bar-nav" style="width: 200px; overflow-x: auto; white-space: nowrap">{links}</nav>'
    page = shown(browser, row)
    assert page.locator("[aria-current]").bounding_box()["x"] < 200
    page.close()
