//! Wiki markup and the plain text that it becomes.

use super::*;

fn shown(wikitext: &str) -> String {
    let names = ["File", "Datei", "Category"].map(str::to_owned);
    plain(wikitext, &names).text
}

#[test]
fn links_show_what_they_show() {
    assert_eq!(
        shown("The [[mill]]s of [[Delft|the town]] and [[:Category:Mills|mills]]"),
        "The mills of the town and mills"
    );
    assert_eq!(
        shown("See [http://a.example the list] or [https://b.example]."),
        "See the list or ."
    );
    assert_eq!(
        shown("[[Datei:M.jpg|thumb|A [[mill]] by ''X'']]Wind[[category:Mills]] [[fr:Moulin]]"),
        "Wind"
    );
    assert_eq!(shown("[1] and a[i] stay"), "[1] and a[i] stay");
}

#[test]
fn headings_lists_and_emphasis_lose_their_marks() {
    assert_eq!(
        shown("== Use ==\n* '''Grain''' and ''oil''\n# saw\n----\nl'''eau''"),
        "Use\n\nGrain and oil\n\nsaw\n\nleau"
    );
    assert_eq!(
        shown("A&nbsp;mill<br/>turns&#46;__NOTOC__ a__b"),
        "A\u{a0}mill\nturns. a__b"
    );
}

#[test]
fn templates_tables_and_references_are_rows() {
    let names: [String; 0] = [];
    let page = plain(
        "{{Info|a={{b|c}}\n|d}}Mills<ref>See {{cite|x}}.</ref> turn<ref name=a/>.\n{| class=x\n| cell\n|}\nEnd <math>x^2</math><!-- no -->.",
        &names,
    );
    assert_eq!(page.text, "Mills turn.\n\nEnd .");
    let rows: Vec<_> = page
        .left_out
        .iter()
        .map(|row| (row.line, row.text.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(1), "Info|a=b|c |d"),
            (Some(2), "See cite|x."),
            (Some(3), "class=x | cell"),
            (Some(6), "x^2")
        ]
    );
}

#[test]
fn nowiki_is_as_written_and_what_never_closes_stays() {
    assert_eq!(shown("<nowiki>[[a]] ''b''</nowiki> c"), "[[a]] ''b'' c");
    assert_eq!(shown("one {{two [[three"), "one two three");
    assert_eq!(shown("<!-- one <nowiki> two 3 < 4"), "one  two 3 < 4");
}

#[test]
fn hostile_text_takes_one_way() {
    for sign in [
        "[[a|",
        "{{",
        "<!--",
        "<nowiki>",
        "''",
        "[http://a ",
        "<a",
        "&a",
        "{|\n",
        "__A",
    ] {
        let text = sign.repeat(200_000);
        let _ = shown(&text);
    }
}

#[test]
fn files_and_categories_are_known_in_any_language() {
    for link in [
        "[[Fichier:A.jpg|thumb|A mill]]",
        "[[Kategorie:Mills]]",
        "[[Файл:A.jpg]]",
        "[[Categoría:Mills]]",
    ] {
        assert_eq!(
            shown(&format!("The mill. {link}")).trim(),
            "The mill.",
            "{link}"
        );
    }
}
