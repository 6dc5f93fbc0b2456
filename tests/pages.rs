//! Web pages of many kinds and languages, written for this, with the text wanted of them; and the law
//! of the words: the words of the text and of what was left out are the visible words of the page.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{project, rows, run_well, shared, write};

/// Around each piece of text that is wanted of a page in `tests/pages`.
const MARKS: [char; 2] = ['⟦', '⟧'];

/// The page without the marks, and the text wanted of it, white space collapsed.
fn marked(page: &str) -> (String, String) {
    let pieces = page
        .split(MARKS[0])
        .skip(1)
        .filter_map(|piece| piece.split(MARKS[1]).next());
    let wanted: Vec<String> = pieces.map(without_tags).collect();
    (page.replace(MARKS, ""), squeezed(&wanted.join(" ")))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of some HTML without its tags; readings beside characters go with theirs.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut reading = false;
    for (index, piece) in html.split('<').enumerate() {
        let (tag, rest) = if index == 0 {
            ("", piece)
        } else {
            piece.split_once('>').unwrap_or(("", piece))
        };
        reading = matches!(tag, "rt" | "rp") || (reading && !tag.starts_with('/'));
        text.push_str(if reading { "" } else { rest });
    }
    text
}

#[test]
#[cfg_attr(not(feature = "html"), ignore = "needs the feature `html`")]
fn pages_of_many_kinds_and_languages_give_their_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wanted = BTreeMap::new();
    for entry in fs::read_dir(project().join("tests/pages")).expect("pages") {
        let path = entry.expect("an entry").path();
        let (page, text) = marked(&fs::read_to_string(&path).expect("a page"));
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        write(
            &folder.path().join(format!("in/{name}.html")),
            page.as_bytes(),
        );
        wanted.insert(name, text);
    }
    assert_eq!(wanted.len(), 69);
    run_well(folder.path(), "text in -o x");
    for (name, wanted) in wanted {
        let text = fs::read_to_string(folder.path().join(format!("x/{name}.txt")));
        assert_eq!(squeezed(&text.unwrap_or_default()), wanted, "{name}");
    }
    obeys_the_law(&folder.path().join("in"), folder.path());
}

/// How often each word occurs; a Chinese character is a word.
fn bag(text: &str) -> BTreeMap<String, i64> {
    let mut bag = BTreeMap::new();
    let is_ideograph = |c: char| ('\u{3040}'..='\u{9fff}').contains(&c);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let parts: Vec<&str> = word.split_inclusive(is_ideograph).collect();
        for part in parts {
            *bag.entry(part.to_lowercase()).or_default() += 1;
        }
    }
    bag
}

/// Checks that texts and rows of `boilerplate.csv` together have the words that
/// `--keep-boilerplate` gives, each as often; returns the number of words.
fn obeys_the_law(pages: &Path, folder: &Path) -> i64 {
    for (options, output) in [("", "less"), ("--keep-boilerplate", "all")] {
        run_well(
            folder,
            &format!("text {} {options} -o {output}", pages.display()),
        );
    }
    run_well(
        folder,
        &format!("run {} --also boilerplate -o run", pages.display()),
    );
    let mut left_out: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(&folder.join("run"), "boilerplate") {
        let text = left_out.entry(row["doc_id"].clone()).or_default();
        if row["rule"] != "repeated" {
            text.push('\n');
            text.push_str(&row["text"]);
        }
    }
    let mut words = 0;
    for entry in fs::read_dir(folder.join("all")).expect("texts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let all = bag(&fs::read_to_string(&path).expect("text"));
        let text = fs::read_to_string(folder.join(format!("less/{name}.txt"))).unwrap_or_default();
        let rows = left_out.get(&name).map_or("", String::as_str);
        let parts = bag(&format!("{text}\n{rows}"));
        assert_eq!(parts, all, "{name}");
        words += all.values().sum::<i64>();
    }
    words
}

#[test]
#[cfg_attr(not(feature = "html"), ignore = "needs the feature `html`")]
fn every_visible_word_of_real_pages_is_counted_or_has_a_row() {
    let Some(pages) = shared("corpora/html_news/html") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let words = obeys_the_law(&pages, folder.path());
    println!("html_news: {words} visible words, each in a text or in a row");
}
