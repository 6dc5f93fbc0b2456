//! The page of the report as a reader meets it, in a headless Chromium; without one, the tests say so
//! and pass.

mod coding;
mod driver;
mod questions;

use std::io::Write as _;
use std::path::Path;
use std::sync::{Once, OnceLock};

use crate::common::{folder, project, rows, run_well};
use driver::{Browser, installed};

const SKIPPED: &str = "NOT CHECKED: the page of the report, since there is no Chromium (Debian: apt-get install chromium); REFRAIN_CHROMIUM names one elsewhere";
static TOLD: Once = Once::new();

/// The output for the sample corpus, written once for all tests.
pub(crate) fn sample_output() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().display().to_string();
        run_well(project(), &format!("run input -o {target}"));
        folder
    });
    folder.path()
}

/// A browser with the page of the sample; none if there is no Chromium.
fn sample() -> Option<Browser> {
    let mut browser = browser()?;
    browser.open(&sample_output().join("report.html"));
    Some(browser)
}

/// Opens what a table is folded into.
fn unfold(browser: &mut Browser, table: &str) {
    browser.value(&format!(
        "refrain.unfold(document.getElementById({table:?}))"
    ));
}

fn browser() -> Option<Browser> {
    let Some(program) = installed() else {
        // Not by a macro, whose text cargo keeps to itself where a test passes.
        TOLD.call_once(|| {
            let _ = writeln!(std::io::stderr(), "{SKIPPED}");
        });
        return None;
    };
    Some(Browser::start(&program))
}

/// Nothing was complained of, and nothing but files beside each other was asked for.
fn assert_quiet(browser: &Browser) {
    assert_eq!(browser.complaints, Vec::<String>::new());
    let foreign = |address: &&String| {
        !["file:", "data:", "about:"]
            .iter()
            .any(|own| address.starts_with(own))
    };
    let foreign: Vec<&String> = browser.requests.iter().filter(foreign).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let pages = browser
        .requests
        .iter()
        .filter(|own| own.starts_with("file:"));
    assert!(
        pages.count() >= 1,
        "the page itself was seen to be asked for"
    );
}

/// The texts of a column of the rows that are seen.
pub(crate) fn seen(browser: &mut Browser, table: &str, column: usize) -> Vec<String> {
    let script = format!(
        "JSON.stringify([...document.querySelectorAll('#{table} tbody tr')].filter((row) => row.offsetParent).map((row) => row.cells[{column}].textContent))"
    );
    let found = browser.value(&script);
    serde_json::from_str(found.as_str().expect("text")).expect("a list")
}

fn numbers(texts: &[String]) -> Vec<f64> {
    let plain = texts.iter().map(|text| text.replace(',', ""));
    plain.map(|text| text.parse().expect("a number")).collect()
}

fn click_head(browser: &mut Browser, table: &str, column: usize) -> String {
    let head = format!("document.querySelectorAll('#{table} thead th')[{column}]");
    browser.value(&format!("{head}.querySelector('button').click()"));
    let order = browser.value(&format!("{head}.getAttribute('aria-sort')"));
    order.as_str().expect("an order").to_owned()
}

fn type_into_filter(browser: &mut Browser, table: &str, text: &str) -> String {
    browser.value(&format!(
        "(() => {{ const input = document.querySelector('#{table} input'); input.value = {text:?}; input.dispatchEvent(new Event('input')); }})()"
    ));
    let status = browser.value(&format!(
        "document.querySelector('#{table} [role=status]').textContent"
    ));
    status.as_str().expect("text").to_owned()
}

#[test]
fn tables_are_sorted_by_their_heads() {
    let Some(mut browser) = sample() else { return };
    let table = "table-terms";
    unfold(&mut browser, table);
    let at_first = seen(&mut browser, table, 0);
    assert_eq!(at_first.len(), 25, "a page of rows");
    assert_eq!(click_head(&mut browser, table, 3), "descending");
    let falling = numbers(&seen(&mut browser, table, 3));
    assert!(falling.is_sorted_by(|a, b| a >= b), "{falling:?}");
    assert_eq!(click_head(&mut browser, table, 3), "ascending");
    let rising = numbers(&seen(&mut browser, table, 3));
    assert!(rising.is_sorted() && rising[0] < falling[0], "{rising:?}");
    assert_eq!(click_head(&mut browser, table, 3), "none");
    assert_eq!(seen(&mut browser, table, 0), at_first, "as in the file");
    assert_eq!(click_head(&mut browser, table, 0), "ascending");
    assert_ne!(seen(&mut browser, table, 0), at_first);
    assert_quiet(&browser);
}

#[test]
fn tables_are_filtered_and_paged() {
    let Some(mut browser) = sample() else { return };
    let table = "table-terms";
    unfold(&mut browser, table);
    let first = seen(&mut browser, table, 0);
    browser.value(&format!(
        "[...document.querySelectorAll('#{table} .controls button')].find((own) => own.textContent === 'Next').click()"
    ));
    let second = seen(&mut browser, table, 0);
    assert_eq!(second.len(), 25);
    assert!(!second.contains(&first[0]));
    let status = type_into_filter(&mut browser, table, "SOVEREIGN");
    let found = seen(&mut browser, table, 0);
    assert!(!found.is_empty() && found.len() < 25, "{found:?}");
    assert!(found.contains(&"sovereignty".to_owned()), "{found:?}");
    assert!(
        status.contains(&format!("of {} rows", found.len())),
        "{status}"
    );
    let status = type_into_filter(&mut browser, table, "no such word at all");
    assert!(seen(&mut browser, table, 0).is_empty());
    assert!(
        status.starts_with("no match; only 200 of ")
            && status.ends_with(" rows are on this page, tables/terms.csv has all"),
        "{status}"
    );
    assert_eq!(
        type_into_filter(&mut browser, table, ""),
        "1 to 25 of 200 rows"
    );
    assert_eq!(seen(&mut browser, table, 0), first);
    assert_quiet(&browser);
}

#[test]
fn a_concept_leads_to_its_lines_and_a_line_to_its_document() {
    let Some(mut browser) = sample() else { return };
    let link =
        "[...document.querySelectorAll('nav a')].find((own) => own.textContent === 'sovereignty')";
    let concept = browser.value(&format!("{link}.hash.slice(1)"));
    let concept = concept.as_str().expect("an anchor").to_owned();
    browser.value(&format!("{link}.click()"));
    let top =
        format!("Math.abs(document.getElementById('{concept}').getBoundingClientRect().top) < 100");
    browser.wait_for(&top);
    assert_eq!(
        browser.value(&format!("document.getElementById('{concept}').open")),
        true
    );
    let lines = format!("lines-of-{concept}");
    let hits = seen(&mut browser, &lines, 2);
    assert!(
        hits.iter().any(|line| line.contains("sovereignty")),
        "{hits:?}"
    );
    let document = format!("document.querySelector('#{lines} tbody tr:last-child a')");
    let name = browser.value(&format!("{document}.textContent"));
    browser.value(&format!("{document}.click()"));
    browser.wait_for("Boolean(document.querySelector('#panel .text'))");
    assert_eq!(
        browser.value("document.querySelector('#panel h2').textContent"),
        name
    );
    browser.value("dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))");
    browser.wait_for("document.getElementById('panel').hidden");
    assert_quiet(&browser);
}

#[test]
fn without_scripts_everything_is_there() {
    let Some(mut browser) = browser() else { return };
    browser.run_scripts(false);
    browser.open(&sample_output().join("report.html"));
    assert_eq!(
        browser.value("document.querySelectorAll('.controls, #panel, .search').length"),
        0
    );
    browser.value("document.querySelectorAll('details').forEach((own) => { own.open = true; })");
    assert_eq!(seen(&mut browser, "table-terms", 0).len(), 200);
    // Fewer where the features of some formats are missing.
    let documents = rows(sample_output(), "documents");
    let analysed = documents.iter().filter(|row| row["status"] == "analysed");
    assert_eq!(
        seen(&mut browser, "table-documents", 0).len(),
        analysed.count()
    );
    let pictures = "[...document.querySelectorAll('figure .picture svg')].every((own) => own.getBoundingClientRect().height > 50)";
    assert_eq!(browser.value(pictures), true);
    assert_quiet(&browser);
}

/// No element reaches beyond the page, other than inside what scrolls by itself.
fn assert_fits(browser: &mut Browser, what: &str) {
    let widths = browser.value("[document.documentElement.scrollWidth, innerWidth].join(' of ')");
    let fits = browser.value("document.documentElement.scrollWidth <= innerWidth");
    assert_eq!(fits, true, "{what}: {widths}");
}

#[test]
fn the_page_fits_narrow_and_wide_windows_light_and_dark() {
    let Some(mut browser) = sample() else { return };
    let paper = "getComputedStyle(document.body).backgroundColor";
    for (width, scheme) in [
        (1280, "light"),
        (1280, "dark"),
        (360, "light"),
        (360, "dark"),
    ] {
        browser.prefer(scheme);
        browser.resize(width, 800);
        let what = format!("{width} px, {scheme}");
        assert_fits(&mut browser, &what);
        let light = browser.value(paper) == "rgb(255, 255, 255)";
        assert_eq!(light, scheme == "light", "{what}");
    }
    let printed = browser.print();
    assert!(printed.starts_with("JVBERi0"), "a PDF");
    assert!(printed.len() > 50_000, "{} characters", printed.len());
    assert_quiet(&browser);
}

const SCRIPT: &str = "<script>alert(1)</script>";

#[test]
#[cfg_attr(not(feature = "cjk"), ignore = "needs the feature `cjk`")]
fn hostile_documents_are_shown_as_text() {
    let Some(mut browser) = browser() else { return };
    let long = "w".repeat(10_000);
    // Escaped it is text; as it is it would be markup, which is no text of a record.
    let script = SCRIPT.replace('<', "&lt;").replace('>', "&gt;");
    let text = format!("{script} Sovereignty {script} of states.\n\nA word {long} sovereignty.");
    let records = [
        (SCRIPT, SCRIPT, text.as_str()),
        (
            "=cmd|' /C calc'!A0",
            "=1+1",
            "=cmd|' /C calc'!A0 sovereignty @SUM(1)",
        ),
        (
            "\"><img src=x onerror=alert(2)>",
            "</style></title>",
            "</td></table><svg onload=alert(3)> sovereignty",
        ),
        (
            "right",
            "\u{202e}السيادة",
            "سيادة الدول على الفضاء \u{202e} sovereignty",
        ),
        (
            "chinese",
            "网络主权",
            "网络主权是国家主权的延伸。网络主权很重要。",
        ),
    ];
    let lines: Vec<String> = records
        .iter()
        .map(|(source, title, text)| {
            serde_json::json!({ "source": source, "title": title, "text": text, "date": "2020-01-02" }).to_string()
        })
        .collect();
    let codebook = "\"<b>sovereignty</b>\":\n  - sovereign*\n  - 网络主权\n";
    let folder = folder(&[
        ("in/a.jsonl", &lines.join("\n")),
        ("in/concepts.yml", codebook),
    ]);
    run_well(folder.path(), "run in -o out --also all --embed texts");
    for width in [1280, 360] {
        browser.resize(width, 800);
        browser.open(&folder.path().join("out/report.html"));
        assert_fits(&mut browser, "hostile");
        assert_shown(&mut browser);
    }
    browser.value("refrain.show({ words: 'script' })");
    browser.wait_for("document.querySelectorAll('#panel .lines li').length > 1");
    browser.value("document.querySelector('#panel .lines .lead').click()");
    browser.wait_for("Boolean(document.querySelector('#panel .text'))");
    let elements = browser.value("document.querySelectorAll('#panel script, #panel img, #panel b, #panel svg[onload]').length");
    assert_eq!(elements, 0);
    assert_quiet(&browser);
}

/// The hostile texts stand in the page as text.
fn assert_shown(browser: &mut Browser) {
    browser.value("document.querySelectorAll('details').forEach((own) => { own.open = true; })");
    let elements = browser
        .value("document.querySelectorAll('main script, main img, td b, main svg[onload]').length");
    assert_eq!(elements, 0);
    let documents = seen(browser, "table-documents", 1);
    for title in [SCRIPT, "=1+1", "</style></title>", "网络主权"] {
        assert!(
            documents.iter().any(|own| own == title),
            "{title}: {documents:?}"
        );
    }
    let lines = seen(browser, "lines-of-concept-1", 2).join("\n");
    assert!(lines.contains(SCRIPT), "{lines}");
    assert!(lines.contains("网络主权是国家主权的延伸"), "{lines}");
}
