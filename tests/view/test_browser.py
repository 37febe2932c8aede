"""The page in a real browser: it opens, finds, filters, and lights the right characters."""

import json
import sys

import pytest

import extract

# An article is unpacked and drawn after the click, so what it shows is waited for, never read at once.
expect = pytest.importorskip("playwright.sync_api").expect

ARTICLE = "5月6日，望川区区长苏彦廷为3名全国五一劳动奖章获得者颁奖。\n苏彦廷说，再接再厉。"


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """Three articles: a plain one, one with an emoji and damage in traditional script, one with nothing in it."""
    texts = {
        "plain": ARTICLE,
        "damaged": "😀5月6日，望川區(qū)委書記、區長蘇彥廷獲全國五一勞動獎章。",
        "empty": "清晨，雾很大。",
    }
    table = tmp_path_factory.mktemp("run") / "articles.jsonl"
    rows = [{"id": name, "text": text, "title": name.title()} for name, text in texts.items()]
    table.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return list(extract.Pipeline().pipe(extract.read_articles([table])))


def shows(page, *ids):
    expect(page.locator(".row-id")).to_have_text([*ids])


def has_rows(page, number):
    page.locator(f".row[aria-setsize='{number}']").first.wait_for()


def lights(page, *texts):
    expect(page.locator("#working .lit")).to_have_text([*texts])


def lit(page, pane="working"):
    page.locator(f"#{pane} .lit").first.wait_for()
    return page.locator(f"#{pane} .lit").all_inner_texts()


def test_opens_with_all_articles_and_the_overview(open_page, records):
    page = open_page(records, name="五月")
    assert page.title() == "五月"
    shows(page, "plain", "damaged", "empty")
    assert page.locator("main h2").inner_text() == "五月"
    expect(page.locator(".chart.award .bar-name")).to_have_text(["全国五一劳动奖章"])


def test_search_finds_words_of_the_text_and_marks_them(open_page, records):
    page = open_page(records)
    page.keyboard.press("/")
    page.keyboard.type("雾很大")
    has_rows(page, 1)
    shows(page, "empty")
    page.locator(".row").click()
    expect(page.locator("#working .hit")).to_have_text(["雾很大"])
    page.keyboard.press("Escape")
    has_rows(page, 3)


def test_search_finds_words_of_the_source(open_page, records):
    page = open_page(records)
    page.fill("#search", "獎章")
    has_rows(page, 1)
    shows(page, "damaged")


def test_filters_narrow_the_list_and_can_be_taken_off(open_page, records):
    page = open_page(records)
    page.click("#filters summary")
    page.fill("#filter-person", "苏彦廷")
    page.press("#filter-person", "Enter")
    shows(page, "plain", "damaged")
    page.fill("#filter-office", "书记")
    page.press("#filter-office", "Enter")
    shows(page, "damaged")
    page.click("#clear")
    shows(page, "plain", "damaged", "empty")


def test_bar_of_a_chart_filters(open_page, records):
    page = open_page(records)
    page.locator(".chart.office .bar", has_text="书记").click()
    shows(page, "damaged")


def test_clicking_a_person_lights_titles_and_every_mention(open_page, records):
    page = open_page(records)
    page.locator(".row", has_text="Plain").click()
    page.locator(".people .field").click()
    lights(page, "望川区区长", "苏彦廷", "苏彦廷")
    assert page.locator(".people .field").get_attribute("aria-pressed") == "true"
    assert "people.post" in page.locator(".detail").inner_text()
    page.keyboard.press("Escape")
    lights(page)


def test_right_characters_light_up_in_both_texts_behind_an_emoji(open_page, records):
    page = open_page(records)
    page.locator(".row", has_text="Damaged").click()
    page.click("#with-source")
    page.locator(".people .field").click()
    assert "".join(lit(page)) == "望川区委书记区长苏彦廷"
    assert "".join(lit(page, "source")) == "望川區(qū)委書記區長蘇彥廷"
    assert page.locator("#source").inner_text() == "😀5月6日，望川區(qū)委書記、區長蘇彥廷獲全國五一勞動獎章。"


def test_clicking_in_the_text_picks_the_value(open_page, records):
    page = open_page(records)
    page.locator(".row", has_text="Plain").click()
    page.locator("#working .DATE").click()
    lights(page, "5月6日")


def test_keys_go_through_articles_and_values(open_page, records):
    page = open_page(records)
    page.keyboard.press("j")
    page.wait_for_selector("main h2:text('Plain')")
    page.keyboard.press("j")
    page.wait_for_selector("main h2:text('Damaged')")
    page.keyboard.press("k")
    page.wait_for_selector("main h2:text('Plain')")
    page.keyboard.press("n")
    assert lit(page)[0] == "望川区区长"
    page.keyboard.press("o")
    page.wait_for_selector(".charts")
    page.focus("#list")
    page.keyboard.press("End")
    page.wait_for_selector("main h2:text('Empty')")
    assert page.locator("#list").get_attribute("aria-activedescendant") == "row-2"


def test_labels_in_both_languages(open_page, records):
    page = open_page(records)
    assert page.locator("#articles-head").inner_text() == "Articles"
    page.click("#language")
    expect(page.locator("#articles-head")).to_have_text("文章")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_text_of_an_article_is_never_a_program(open_page):
    evil = (
        "</script><script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>“<b>五一劳动奖章</b>”{{1+1}}。"
    )
    record = extract.extract(evil).model_copy(update={"doc_id": "</script><b>x</b>"})
    page = open_page([record], name="<img src=x onerror='window.hurt=1'>")
    page.locator(".row").click()
    page.wait_for_selector("#working")
    assert page.locator("#working").inner_text() == record.text
    assert page.evaluate("window.hurt") is None
    assert page.locator("main b, main img, main script").count() == 0


def test_policy_refuses_a_script_that_is_not_the_page_s_own(browser, records, tmp_path):
    from extract.view.page import PageInfo, write_page

    file = tmp_path / "page.html"
    write_page(records, file, PageInfo("run"))
    file.write_text(file.read_text("utf-8").replace("</body>", "<script>window.hurt = 1</script></body>"), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    assert page.evaluate("window.hurt") is None
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_for_axe_to_object_to(open_page, records, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page(
        records, failures=({"path": "a.txt", "doc_id": "a", "stage": "read", "reason": "gone"},), color_scheme=scheme
    )
    page.click("#filters summary")
    overview = axe.Axe().run(page)
    page.locator(".row", has_text="Damaged").click()
    page.click("#with-source")
    page.locator(".people .field").click()
    article = axe.Axe().run(page)
    assert overview.generate_report() == article.generate_report() == "Found 0 accessibility violations:\n"


def test_printing_leaves_the_article_alone_on_the_paper(open_page, records):
    page = open_page(records)
    page.locator(".row", has_text="Plain").click()
    page.wait_for_selector("#working")
    page.emulate_media(media="print")
    assert not page.locator("aside").is_visible()
    assert page.locator("#working").is_visible()


def test_narrow_window_shows_the_list_or_the_article(open_page, records):
    page = open_page(records, viewport={"width": 400, "height": 800})
    page.locator(".row", has_text="Plain").click()
    page.wait_for_selector("#working")
    assert not page.locator("#list").is_visible()
    page.locator(".only-narrow").click()
    assert page.locator("#list").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_ten_thousand_records_open_at_once(open_page, records, samples, capsys):
    shortest = sorted(samples, key=lambda record: len(record.model_dump_json()))[:10]
    several = [records[0], *shortest]
    many = [several[number % 11].model_copy(update={"doc_id": f"{number:05}"}) for number in range(10_000)]
    page = open_page(many, ready="list")
    spent = page.evaluate("performance.now()")
    page.wait_for_selector("body[data-ready=texts]", timeout=60_000)
    with capsys.disabled():
        size = page.evaluate("document.documentElement.outerHTML.length / 1e6")
        sys.stdout.write(f"\n10,000 records, a page of {size:.1f} MB: list after {spent / 1000:.2f} s\n")
    assert page.locator(".row").count() < 40
    page.focus("#list")
    page.keyboard.press("End")
    page.wait_for_selector("main h2")
    expect(page.locator(".row-id").last).to_have_text("09999")
    page.fill("#search", "再接再厉 07777")
    has_rows(page, 1)
    shows(page, "07777")
