//! References in BibTeX.

use super::*;

#[test]
#[expect(clippy::too_many_lines, reason = "files in full")]
fn references_in_five_forms() {
    let text = "The water rose.\n\nIt fell & rose again.";
    for (name, file) in [
        (
            "braces",
            "@article{reed2014,\n  title = {The {Dike} at Hoorn},\n  author = {Reed, Ann and M{\\\"u}ller, Jo},\n  journal = {Polder Courier},\n  date = {2014-02-03},\n  language = {english},\n  abstract = {The water rose.\n\nIt fell \\& rose again.},\n  keywords = {floods, dikes},\n  odd = {x},\n}\n\n",
        ),
        (
            "quotation marks and numbers",
            "@Article{reed2014,\n\tTitle=\"The {Dike} at Hoorn\",\n\tAuthor=\"Reed, Ann and M{\\\"{u}}ller, Jo\",\n\tJournal=\"Polder Courier\",\n\tYear=2014,\n\tMonth=feb,\n\tDay=3,\n\tlangid=english,\n\tAbstract=\"The water rose.\n\nIt fell {\\&} rose again.\",\n\tkeywords=\"floods, dikes\",\n\todd=\"x\"\n}\n",
        ),
        (
            "names of strings, joined",
            "@string{courier = \"Polder\"}\n@STRING(paper = {Courier})\n\n@article(reed2014,\n title = {The Dike } # \"at Hoorn\",\n author = {Reed, Ann and Müller, Jo},\n journal = courier # { } # paper,\n year = {2014}, month = \"February 3\",\n language = {English},\n abstract = {The water rose.\n\nIt fell & rose again.},\n keywords = {floods, dikes}, odd = {x})\n",
        ),
        (
            "a remark before, CR LF",
            "% Encoding: UTF-8\r\nThis file was made by a program.\r\n\r\n@misc{reed2014,\r\n  author    = {Ann Reed and Jo M\\\"uller},\r\n  title     = {{The Dike at Hoorn}},\r\n  journaltitle = {Polder Courier},\r\n  year = {2014},\r\n  month = {2},\r\n  day = {3},\r\n  langid = {english},\r\n  abstract  = {The water rose.\r\n\r\nIt fell \\& rose again.},\r\n  keywords = {floods, dikes},\r\n  odd = {x}\r\n}\r\n",
        ),
        (
            "a note instead of an abstract",
            "@inproceedings{reed2014,\ntitle={The Dike at Hoorn},\nauthor={Reed, Ann and M\\\"{u}ller, Jo},\nbooktitle={Polder Courier},\nyear={2014},\nmonth={feb # \"~3\"},\nlanguage={English},\nannote={The water rose.\n\nIt fell \\& rose again.},\nkeywords={floods, dikes},\nodd={x}}\n@comment{jabref-meta: groups}\n",
        ),
    ] {
        let twice = match name {
            "a remark before, CR LF" => {
                let (_, entry) = file.split_once("\r\n\r\n").expect("a remark");
                format!("{file}{entry}")
            }
            _ => file.repeat(2),
        };
        let split = super::super::text(&twice, &SplitMode::Auto).expect(name);
        assert_eq!(
            (split.layout, split.documents.len()),
            (Layout::References, 2),
            "{name}"
        );
        for document in &split.documents {
            let [source, date, title, author, found] = told(document);
            assert_eq!(
                [source, title],
                ["Polder Courier", "The Dike at Hoorn"],
                "{name}"
            );
            assert!(date.starts_with("2014-02-03"), "{name}: {date}");
            assert!(
                author.contains("Ann") && author.contains("; ") && author.contains("Müller"),
                "{name}: {author}"
            );
            assert_eq!(found.replace('\r', ""), text, "{name}");
            assert_eq!(document.id.as_deref(), Some("reed2014"), "{name}");
            assert_eq!(document.language.as_deref(), Some("en"), "{name}");
            assert_eq!(
                [field(document, "keywords"), field(document, "odd")],
                ["floods, dikes", "x"],
                "{name}"
            );
        }
        // No word is lost, but for the marks that stand for letters.
        let rows = all_left_out(&split);
        for word in [
            "reed2014", "Hoorn", "floods", "remark", "made by", "jabref", "STRING",
        ] {
            assert_eq!(rows.contains(word), twice.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn months_have_their_names_in_any_language() {
    for (month, date) in [
        ("mar", "2014-03"),
        ("{Sept.}", "2014-09"),
        ("{October}", "2014-10"),
        ("{März}", "2014-03"),
        ("{mai}", "2014-05"),
        ("{12}", "2014-12"),
        ("{5 février}", "2014-02-05"),
        ("{Mayor}", "2014"),
    ] {
        let file = format!(
            "@article{{a,\n title = {{One}},\n year = 2014,\n month = {month},\n abstract = {{The tide rose.}}\n}}\n@article{{b,\n title = {{Two}},\n year = 2015,\n abstract = {{It fell.}}\n}}\n"
        );
        let split = text(&file, &SplitMode::Auto).expect("references");
        assert_eq!(split.documents[0].date.as_deref(), Some(date), "{month}");
    }
}

#[test]
fn damaged_references_keep_what_they_have() {
    for (name, file, texts) in [
        (
            "a brace that nothing closes",
            "@article{a, title = {One}, abstract = {The tide {rose.\n}\n@article{b, title = {Two}, abstract = {It fell.}}\n",
            &["The tide rose.", "It fell."][..],
        ),
        (
            "cut in the middle",
            "@article{a, title = {One}, abstract = {The tide rose.}}\n@article{b, title = {Two}, abstract = {It fe",
            &["The tide rose.", "It fe"],
        ),
        (
            "empty fields",
            "@article{a, title = {}, year = , abstract = {The tide rose.}}\n@book{b, title = \"\", abstract = \"It fell.\"}\n",
            &["The tide rose.", "It fell."],
        ),
    ] {
        let split = text(file, &SplitMode::Auto).expect(name);
        let found: Vec<&str> = split
            .documents
            .iter()
            .map(|document| document.text.trim())
            .collect();
        assert_eq!(found, texts, "{name}");
    }
}

#[test]
fn other_texts_are_no_references() {
    for text in [
        "@ann{hello} said the tide.\n",
        "@media (max-width: 4em) { p { color: red } }\n",
        "Write to @ann, or @ben {soon}.\n",
        "@article{no fields, at all}\n",
    ] {
        assert!(
            super::super::text(text, &SplitMode::Auto).is_none(),
            "{text}"
        );
    }
}
