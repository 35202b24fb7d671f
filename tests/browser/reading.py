"""Reading the record in a browser until its pages count as seen."""

from playwright.sync_api import Page, expect


def see_page(page: Page) -> None:
    """Look at the page shown until it counts: on a telephone it has to be made larger, and all of it scrolled to."""
    state_of_page, sheet = page.locator("#page [data-said]"), page.locator("[data-sheet]")
    page.locator("#page img").scroll_into_view_if_needed()
    is_small = bool(page.viewport_size and page.viewport_size["width"] < 480)
    if is_small:
        _enlarge(page)
    for side in ("0", "sheet.scrollWidth / 4", "sheet.scrollWidth") if is_small else ("0",):
        sheet.evaluate(f"sheet => {{ sheet.scrollLeft = {side}; }}")
        for place in ("start", "center", "end"):
            page.locator("#page img").evaluate(
                "(image, block) => image.scrollIntoView({ block, inline: 'nearest' })", place
            )
            page.wait_for_timeout(500)
    expect(state_of_page).to_have_text("You have seen this page.")


def _enlarge(page: Page) -> None:
    """Make the page as large as counts; how large it is shown lasts from page to page."""
    for _ in range(4):
        if float(page.locator("[data-sheet] .leaf").evaluate("leaf => leaf.getBoundingClientRect().width")) >= 480:
            return
        expect(page.locator("#page [data-said]")).to_contain_text("Too small to be read here")
        page.locator("#page").get_by_role("button", name="Larger").click()


def see_document(page: Page) -> None:
    """Look at the page shown and at every page after it."""
    see_page(page)
    while page.locator("#page-after").count():
        shown = page.locator("#page .shown").get_attribute("data-page")
        page.locator("#page-after").click()
        expect(page.locator("#page .shown")).to_have_attribute("data-page", str(int(shown or "0") + 1))
        see_page(page)


def read_letter(page: Page) -> None:
    """Have all of a letter on the screen, and say to have read it, where that is demanded."""
    box = page.get_by_label("I have read all of this letter")
    if not box.count():
        return
    page.evaluate(
        """async () => {
            for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight / 2) {
                scrollTo({ top: at, behavior: "instant" });
                await new Promise((done) => setTimeout(done, 60));
            }
        }"""
    )
    expect(box).to_be_enabled()
    box.check()
