//! Doubts about how documents were read, through the command line: the column, the summary, the page.

use crate::common::{column, folder, run_well, write};

const ENGLISH: &str = "The council said that it will not be in the house before the end of the week, and \
                       that all of the members have been told what they are to do about it. ";
const FRENCH: &str = "Le conseil a dit que la maison ne sera pas ouverte avant la fin de la semaine et que \
                      tous les membres savent ce qu'ils doivent faire dans les jours qui viennent. ";

#[test]
#[cfg_attr(not(feature = "html"), ignore = "needs the feature `html`")]
fn the_report_and_the_documents_name_each_kind_of_doubt() {
    let english = ENGLISH.repeat(3);
    let part = "The tide came in and went out again, as it does. ".repeat(6);
    let diary: String = (1..6)
        .map(|day| format!("{day} May 2014\n\n{part}\n\n"))
        .collect();
    let dated = format!("---\ndate: 03/04/2015\n---\n{english}The tide came in.");
    let mixed = ENGLISH.repeat(6) + &FRENCH.repeat(4);
    let folder = folder(&[
        ("in/clear.txt", &english),
        ("in/dated.md", &dated),
        ("in/diary.txt", &diary),
        (
            "in/menu.html",
            "<html><body><nav><a href='/a'>Home</a></nav><p>Shop closed.</p></body></html>",
        ),
        ("in/mixed.txt", &mixed),
    ]);
    let damaged = [
        english.as_bytes(),
        b"\xff\xfe stray ",
        "Ünder the brücke. ".repeat(3).as_bytes(),
    ]
    .concat();
    write(&folder.path().join("in/damaged.txt"), &damaged);
    run_well(folder.path(), "run in -o out");
    let out = folder.path().join("out");
    let doubts = column(&out, "documents", "doc_id", "doubts");
    for (id, kinds) in [
        ("clear", ""),
        ("damaged", "encoding"),
        ("dated", "date"),
        ("diary", "split"),
        ("menu", "main_text; language"),
        ("mixed", "language"),
    ] {
        assert_eq!(doubts[id], kinds, "{id}");
    }
    let summary = std::fs::read_to_string(out.join("summary.md")).expect("a summary");
    assert!(
        summary.contains("5 of 6 documents may have been read wrongly"),
        "{summary}"
    );
    assert!(
        summary.contains("| 2 of 6 documents | menu, mixed |"),
        "{summary}"
    );
    let page = std::fs::read_to_string(out.join("report.html")).expect("a page");
    assert!(
        page.contains("id=\"table-doubts-split\""),
        "the page has no list"
    );
}
