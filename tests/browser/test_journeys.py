"""What people come to do, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from pages.parts.shell import SECTIONS
from tests.browser.journeys import dropped, new_study, opened, said, served, settled, widget

PATHS = [path.rpartition("/")[2] for paths in SECTIONS.values() for path in paths]


def test_first_request_after_start_may_be_a_deep_link(browser_home, tab):
    """The frame of app.py is there: language, study, the note that data are synthetic."""
    with served(browser_home) as address:
        opened(tab, address, "occupancy", lang="zh")
        expect(tab.get_by_role("heading", level=1)).to_have_text(said("nav_occupancy", "zh"))
        expect(tab.get_by_text(said("synthetic_banner", "zh"))).to_be_visible()
        expect(tab.get_by_role("dialog")).to_have_count(0)


def test_language_is_switched_at_any_moment_and_stays_in_the_link(server, tab):
    """The title changes at once, and the link of the view carries the language."""
    opened(tab, server, "priorities", lang="en")
    tab.get_by_text("中文").click()
    title = tab.get_by_role("heading", level=1)
    expect(title).to_have_text(said("priorities_title", "zh"))
    expect(tab).to_have_url(re.compile("lang=zh"))
    tab.reload()
    expect(title).to_have_text(said("priorities_title", "zh"), timeout=60_000)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_opens_without_a_complaint(server, tab, watch, language):
    """No page of the sample fails, and the console of the browser stays quiet."""
    for path in PATHS:
        opened(tab, server, "" if path == "home" else path, lang=language)
        settled(tab)
        assert tab.get_by_text(said("unexpected", language)).count() == 0, path
        assert tab.get_by_test_id("stException").count() == 0, path
    assert watch.errors == []


def test_an_own_study_is_started_and_reopened_by_its_link(server, tab):
    """A name is enough; the link of the study brings it back."""
    new_study(tab, server, "Riverside University Library")
    link = tab.url
    assert "study=riverside" in link
    tab.goto(link)
    picker = tab.get_by_role("combobox", name=said("study_label"))
    expect(picker).to_have_value("Riverside University Library", timeout=60_000)


def test_real_counts_become_a_heatmap(server, tab, watch, real):
    """Two schemas of one campus, joined; autumn 2019 against autumn 2024 by its link."""
    new_study(tab, server, "Campus of two schemas")
    study = re.search("study=([a-z0-9-]+)", tab.url).group(1)
    for name in ("SEC Archive.csv", "Current Semester Southeast.csv"):
        opened(tab, server, "counts", lang="en", study=study)
        dropped(tab, "counts_upload", real / "tcc-southeast" / name)
        widget(tab, "counts_store").get_by_role("button").click(timeout=120_000)
        done = tab.get_by_test_id("stAlert").filter(has_text=f"{name}: ")
        expect(done.first).to_contain_text("added", timeout=120_000)
    periods = {"before": "2019-08-19_2019-12-14", "after": "2024-08-19_2024-12-14"}
    opened(tab, server, "occupancy", lang="en", study=study, works="own", week="all", **periods)
    expect(tab.get_by_text(re.compile("weeks matched")).first).to_be_visible(timeout=60_000)
    expect(tab.locator(".js-plotly-plot .heatmaplayer").first).to_be_attached()
    assert tab.url.count("2019-08-19_2019-12-14") == 1
    assert watch.errors == []


def test_an_upload_survives_a_reload(server, tab, tmp_path):
    """What was dropped and not stored yet is there after the page was loaded again."""
    answers = "Importance: quiet seats,Satisfaction: quiet seats\n" + "5,2\n" * 6
    survey = tmp_path / "autumn survey.csv"
    survey.write_text(answers, encoding="utf-8")
    new_study(tab, server, "Reload library")
    study = re.search("study=([a-z0-9-]+)", tab.url).group(1)
    opened(tab, server, "responses", lang="en", study=study)
    dropped(tab, "responses_upload", survey)
    expect(tab.get_by_text("autumn survey.csv").first).to_be_visible()
    tab.reload()
    settled(tab)
    expect(tab.get_by_text(re.compile("Not stored yet.*autumn survey")).first).to_be_visible(
        timeout=60_000
    )
