//! Questions to a corpus, answered by clicks alone: who says most of a concept, reliably, and in which lines
//! and documents; when it peaked; a figure and its data as files; any word.

use std::fmt::Write as _;
use std::path::Path;

use super::driver::Browser;
use super::{assert_quiet, browser};
use crate::common::{folder, run_well};

/// A corpus of its own words: rivers are what the north writes about, most of all in 2004.
fn corpus(settings: &str) -> tempfile::TempDir {
    let mut records = String::new();
    for year in 2000..2010 {
        for place in ["north", "south", "east"] {
            for number in 0..6 {
                let dry = "The council met in the old hall. Members heard the clerk and went home early. ";
                let mut text = dry.repeat(3);
                let rivers = match (place, year) {
                    ("north", 2004) => 9,
                    ("north", _) => 3,
                    (_, 2004) => 2,
                    _ => usize::from(number == 0),
                };
                for _ in 0..rivers {
                    text.push_str("The river rose above its banks & nobody slept. ");
                }
                let record = serde_json::json!({
                    "id": format!("{place}-{year}-{number}"), "title": format!("Minutes of {year}"),
                    "region": place, "date": format!("{year}-05-0{}", number + 1), "text": text,
                });
                let _ = writeln!(records, "{record}");
            }
        }
    }
    let folder = folder(&[
        ("minutes/a.jsonl", &records),
        ("minutes/concepts.yml", "rivers:\n  - river*\n  - canoe\n"),
    ]);
    let command = format!("run minutes -o out --group-by region --copies off {settings}");
    run_well(folder.path(), &command);
    folder
}

fn page(folder: &Path) -> std::path::PathBuf {
    folder.join("out/report.html")
}

fn text(browser: &mut Browser, selector: &str) -> String {
    let found = browser.value(&format!("document.querySelector({selector:?}).textContent"));
    found.as_str().expect("text").to_owned()
}

fn click(browser: &mut Browser, selector: &str) {
    let script = format!(
        "document.querySelector({selector:?}).dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true }}))"
    );
    browser.value(&script);
}

const LISTED: &str = "document.querySelectorAll('#panel .lines li').length > 0 && !document.querySelector('#panel progress')";

#[test]
fn who_says_most_of_a_concept_in_which_lines_and_documents() {
    let folder = corpus("");
    let Some(mut browser) = browser() else { return };
    browser.open(&page(folder.path()));
    assert_eq!(text(&mut browser, "h1"), "minutes");
    let finding = text(&mut browser, ".finding p");
    assert!(
        finding.contains("north speaks of rivers reliably more than all other regions together"),
        "{finding}"
    );
    click(&mut browser, ".finding svg [data-source=north]");
    browser.wait_for(LISTED);
    assert_eq!(text(&mut browser, "#panel h2"), "rivers · north");
    let status = text(&mut browser, "#panel [role=status]");
    assert!(
        status.starts_with("216 hits in 60 of 60 documents"),
        "{status}"
    );
    let line = text(&mut browser, "#panel .kwic");
    assert!(
        line.contains("The river rose above its banks & nobody slept."),
        "{line}"
    );
    click(&mut browser, "#panel .lines .lead");
    browser.wait_for("Boolean(document.querySelector('#panel .text'))");
    let marked = "[...document.querySelectorAll('#panel .text mark')].every((own) => own.textContent === 'river')";
    assert_eq!(browser.value(marked), true);
    let shown = text(&mut browser, "#panel .text");
    assert!(
        shown.contains("Members heard the clerk and went home early."),
        "{shown}"
    );
    // The address of the document leads to it again.
    let place = browser.value("location.hash");
    let place = place.as_str().expect("a place").to_owned();
    browser.open(Path::new("/dev/null"));
    browser.open_at(&page(folder.path()), &place);
    browser.wait_for("Boolean(document.querySelector('#panel .text'))");
    assert_quiet(&browser);
}

#[test]
fn when_a_concept_peaked() {
    let folder = corpus("");
    let Some(mut browser) = browser() else { return };
    browser.open(&page(folder.path()));
    let findings = browser.value("document.querySelector('.findings').textContent");
    let findings = findings.as_str().expect("text").to_owned();
    assert!(findings.contains("rivers peaks in 2004"), "{findings}");
    click(&mut browser, ".finding svg [data-period='2004']");
    browser.wait_for(LISTED);
    assert_eq!(text(&mut browser, "#panel h2"), "rivers · 2004");
    let status = text(&mut browser, "#panel [role=status]");
    assert!(
        status.starts_with("78 hits in 18 of 18 documents"),
        "{status}"
    );
    let dates = "[...document.querySelectorAll('#panel .where')].every((own) => own.textContent.includes('2004-05'))";
    assert_eq!(browser.value(dates), true);
    assert_quiet(&browser);
}

#[test]
fn a_figure_and_its_data_are_taken_along() {
    let folder = corpus("");
    let Some(mut browser) = browser() else { return };
    browser.open(&page(folder.path()));
    browser.value(
        "globalThis.kept = []; URL.createObjectURL = (blob) => { kept.push(blob); return 'blob:kept'; }; HTMLAnchorElement.prototype.click = () => {}; 0",
    );
    let figure = "figure[data-file*=concept_rivers]";
    for number in [1, 3] {
        click(
            &mut browser,
            &format!("{figure} .take button:nth-child({number})"),
        );
    }
    let svg = browser.value("kept[0].text()");
    let svg = svg.as_str().expect("text");
    assert!(
        svg.starts_with("<svg") && svg.contains("north") && !svg.contains("var("),
        "{svg}"
    );
    let data = browser.value("kept[1].text()");
    let data = data.as_str().expect("text");
    assert!(
        data.starts_with("concept,region,period,words,value,shown\n"),
        "{data}"
    );
    assert!(data.contains("\nrivers,north,,,4"), "{data}");
    assert_quiet(&browser);
}

#[test]
fn any_word_is_found_with_its_spread_and_its_company() {
    let folder = corpus("--embed texts");
    let Some(mut browser) = browser() else { return };
    browser.open(&page(folder.path()));
    let search = "(() => { const input = document.querySelector('.search input'); input.value = 'bank*'; input.form.requestSubmit(); })()";
    browser.value(search);
    browser.wait_for(LISTED);
    let status = text(&mut browser, "#panel [role=status]");
    assert!(status.starts_with("258 matches in"), "{status}");
    let first = browser.value("document.querySelector('#panel figure [role=button]').textContent");
    assert!(
        first.as_str().is_some_and(|name| name.starts_with("north")),
        "{first}"
    );
    browser.value(
        "document.querySelectorAll('#panel details').forEach((own) => { own.open = true; })",
    );
    browser.wait_for("Boolean(document.querySelector('#panel .collocates li'))");
    let company = text(&mut browser, "#panel .collocates");
    assert!(company.contains("nobody"), "{company}");
    let found = browser.value(
        "refrain.matching.find('rule?-based ord* | a/b | (c)', [{ text: 'A rules-based  order, A/B and (c).' }]).map((hit) => [hit.from, hit.to].join()).join(' ')",
    );
    assert_eq!(found, "2,20 22,25 30,33");
    browser.value("refrain.show({ words: 'river & nobody', source: 'south', period: '2004' })");
    browser.wait_for("document.querySelector('#panel h2').textContent.includes('south')");
    let status = text(&mut browser, "#panel [role=status]");
    assert!(
        status.starts_with("12 matches in 6 of 6 documents"),
        "{status}"
    );
    assert_quiet(&browser);
}

#[test]
fn without_texts_the_lines_of_the_page_are_shown_and_said_to_be_some() {
    let folder = corpus("--embed none");
    assert!(!folder.path().join("out/texts").exists());
    let Some(mut browser) = browser() else { return };
    browser.open(&page(folder.path()));
    assert_eq!(
        browser.value("document.querySelectorAll('.search').length"),
        0
    );
    click(&mut browser, ".finding svg [data-source=south]");
    browser.wait_for(LISTED);
    let status = text(&mut browser, "#panel [role=status]");
    assert!(
        status.contains("of the 60 lines on this page; 258 in all"),
        "{status}"
    );
    let sources = "[...document.querySelectorAll('#panel .where')].every((own) => own.textContent.includes('· south'))";
    assert_eq!(browser.value(sources), true);
    assert_quiet(&browser);
}
