//! Exports of five kinds each: what they hold, and that no word of them is lost.

mod alceste;
mod bibtex;
mod factiva;
mod nexis;
#[cfg(feature = "html")]
mod pages;
mod proquest;
mod tagged;
#[cfg(feature = "html")]
mod telegram;

use super::*;

/// The words of some texts, each with its number, in order.
fn words<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> = texts
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    words.sort_unstable();
    words
}

/// What was left out of the documents, in one line.
fn all_left_out(split: &Split) -> String {
    let documents = split.documents.iter();
    let rows = documents.flat_map(|document| &document.left_out);
    let texts: Vec<&str> = rows.map(|row| row.text.as_str()).collect();
    texts.join(" ")
}

/// Every word of a file is in a text or in a row, as often as in the file.
fn assert_law(name: &str, file: &str, split: &Split) {
    let texts = split
        .documents
        .iter()
        .map(|document| document.text.as_str());
    let rows = split
        .documents
        .iter()
        .flat_map(|document| &document.left_out);
    let found = words(texts.chain(rows.map(|row| row.text.as_str())));
    assert_eq!(words([file].into_iter()), found, "{name}");
}

/// The file as this layout, its words all there.
fn split(name: &str, file: &str, layout: Layout) -> Split {
    let split = text(file, &SplitMode::Auto);
    let split = split.unwrap_or_else(|| panic!("{name}: not recognised"));
    assert_eq!(split.layout, layout, "{name}");
    assert_law(name, file, &split);
    split
}

/// Source, date, title, author and text of a document.
fn told(document: &Converted) -> [&str; 5] {
    let stated = [
        &document.source,
        &document.date,
        &document.title,
        &document.author,
    ];
    let [source, date, title, author] = stated.map(|value| value.as_deref().unwrap_or_default());
    [source, date, title, author, &document.text]
}

/// The value of a further field.
fn field<'a>(document: &'a Converted, name: &str) -> &'a str {
    let mut fields = document.fields.iter();
    let found = fields.find(|(other, _)| other == name);
    found.map_or("", |(_, value)| value)
}

#[test]
fn ordinary_texts_are_of_no_layout() {
    for text in [
        "",
        "The tide came in.\n\nIt went out.\n",
        "Document 1 of 2 was lost.\n\nLength: unknown.\n",
        "Title: Sand\nAuthor: L. Marsh\n\nThe tide came in.\n",
        "End of Document\n",
        "1 of 74 DOCUMENTS\n",
        "HD televisions are sold.\nIN the end, all were.\nCO two.\nRE: sand\n",
        "____________________\n\nProQuest is a database.\n",
        "**** \nstars\n",
        "PT Cruiser\nER doctor\n",
    ] {
        let found = super::text(text, &SplitMode::Auto);
        let is_alceste = text.starts_with("**** ");
        assert_eq!(found.is_some(), is_alceste, "{text:?}");
    }
}

#[test]
fn nothing_is_cut_where_nobody_wants_it() {
    let file = "TY  - NEWS\nTI  - Sand\nAB  - The tide.\nER  - \n";
    assert!(text(file, &SplitMode::Auto).is_some());
    assert!(text(&file.repeat(2), &SplitMode::None).is_none());
    let subtitles = "1\n00:00:01,000 --> 00:00:02,000\nThe tide\n\n2\n00:00:02,000 --> 00:00:03,000\ncame in.\n";
    assert!(
        text(subtitles, &SplitMode::None).is_some(),
        "one text, freed of its marks"
    );
}
