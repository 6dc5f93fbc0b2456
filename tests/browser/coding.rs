//! A coding sheet's page: units are coded by keyboard, saved as CSV, taken up again and scored.

use std::fs;

use super::{assert_quiet, browser};
use crate::common::{folder, run_well, stderr};
use crate::validate::{coded, corpus, truth};

/// Presses a key.
fn press(browser: &mut super::Browser, key: &str) {
    browser.value(&format!(
        "document.dispatchEvent(new KeyboardEvent('keydown', {{ key: {key:?}, bubbles: true }}))"
    ));
}

/// The CSV file that the page saves.
fn saved(browser: &mut super::Browser) -> String {
    browser.value(
        "(() => { const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob); }; })()",
    );
    press(browser, "s");
    // `text()` of a blob leaves out the byte-order mark.
    let text = browser.value("window.saved.text()");
    text.as_str().expect("text").to_owned()
}

/// The text of an element of the page.
fn shown(browser: &mut super::Browser, id: &str) -> String {
    let text = browser.value(&format!("document.getElementById({id:?}).textContent"));
    text.as_str().expect("text").to_owned()
}

fn status(browser: &mut super::Browser) -> String {
    shown(browser, "status")
}

/// Answers what is shown, by these keys for yes and no.
fn answer(browser: &mut super::Browser, [yes, no]: [&str; 2]) {
    let is_yes = truth(&shown(browser, "text")) == "yes";
    press(browser, if is_yes { yes } else { no });
}

#[test]
fn a_sheet_is_coded_by_keys_saved_taken_up_and_scored() {
    let Some(mut browser) = browser() else { return };
    let place = corpus();
    let place = place.path();
    run_well(place, "validate sample . -o out --size 20");
    let page = place.join("out/coders/coder.html");
    browser.open(&page);
    assert_eq!(shown(&mut browser, "definition"), "Places where ships lie.");
    for _ in 0..12 {
        answer(&mut browser, ["y", "0"]);
    }
    assert_eq!(
        status(&mut browser),
        "13 of 20; 12 answered; not yet saved as CSV"
    );
    press(&mut browser, "ArrowLeft");
    press(&mut browser, "Backspace");
    assert!(status(&mut browser).starts_with("12 of 20; 11 answered"));
    let half = saved(&mut browser);
    assert_eq!(status(&mut browser), "12 of 20; 11 answered");
    // A new visit, without what the browser keeps, goes on from the file.
    browser.value("localStorage.clear()");
    browser.open(&page);
    assert_eq!(status(&mut browser), "1 of 20; 0 answered");
    let load = format!(
        "(() => {{ const files = new DataTransfer(); files.items.add(new File([{half:?}], 'coder.csv')); const input = document.getElementById('load'); input.files = files.files; input.dispatchEvent(new Event('change')); }})()"
    );
    browser.value(&load);
    browser
        .wait_for("document.getElementById('message').textContent.startsWith('20 rows were read')");
    assert_eq!(status(&mut browser), "12 of 20; 11 answered");
    while !status(&mut browser).contains("20 answered") {
        answer(&mut browser, ["1", "n"]);
    }
    // What the browser keeps is there on the next visit.
    browser.open(&page);
    assert!(
        status(&mut browser).ends_with("20 answered"),
        "{}",
        status(&mut browser)
    );
    let whole = saved(&mut browser);
    fs::write(place.join("coder.csv"), whole).expect("written");
    let answers = coded(&place.join("out/coders/coder.csv"), truth);
    let by_page = coded(&place.join("coder.csv"), truth);
    assert_eq!(answers, by_page, "the page saves the rows of the sheet");
    let scored = run_well(place, "validate score out/key.json coder.csv -o scores");
    assert!(
        stderr(&scored).contains("20 sentences coded."),
        "{}",
        stderr(&scored)
    );
    browser
        .requests
        .retain(|address| !address.starts_with("blob:"));
    assert_quiet(&browser);
}

#[test]
fn hostile_texts_run_nothing_in_a_sheet() {
    let Some(mut browser) = browser() else { return };
    let hostile = "</main><script>window.evil = 1</script>\"><img src=x onerror=\"window.evil=1\">";
    let text = format!("The harbour says {hostile} today. =HYPERLINK(1) harbour.");
    let place = folder(&[
        ("north/a.txt", &text),
        ("south/b.txt", "No harbour is here. Nothing else is said."),
        (
            "book.yml",
            "'harbour </script><b onclick=x>':\n  - _definition: <img src=x onerror='window.evil=1'>\n  - harbour\n",
        ),
    ]);
    let place = place.path();
    run_well(
        place,
        "validate sample north south --concepts book.yml -o out",
    );
    browser.open(&place.join("out/coders/coder.html"));
    for _ in 0..4 {
        press(&mut browser, "y");
    }
    let evil = browser
        .value("typeof window.evil + document.querySelectorAll('img, main script, b').length");
    assert_eq!(evil, "undefined0");
    assert_quiet(&browser);
}
