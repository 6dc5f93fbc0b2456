//! Rich Text Format (.rtf).
//!
//! Takes the bytes of the file, gives its paragraphs and cells in order, then the footnotes. Heads and feet
//! of pages, comments, and deleted and hidden text are pieces that were left out; pictures, styles and the
//! codes of fields are not shown and not read.
//! One pass over the bytes; groups may be nested as deep as they like.

mod codes;
mod reader;

use super::{Converted, Outcome};
use crate::parser_guard::caught;
#[cfg(feature = "ole")]
pub(super) use codes::code_page;
use reader::Reader;

/// Converts a text in RTF.
///
/// # Errors
/// If it is no RTF, or without text.
pub(crate) fn rtf(bytes: &[u8]) -> Outcome {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Outcome {
    if !bytes.starts_with(b"{\\rtf") {
        return Err("not an RTF file; open it in its own program and save it as text".to_owned());
    }
    let read = Reader::default().read(bytes);
    if read.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    Ok(Converted {
        text: read.text,
        title: read.title,
        author: read.author,
        date: read.date,
        left_out: read.left_out,
        ..Converted::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rule;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = rtf(format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0 {body}}}").as_bytes());
        assert_eq!(text.expect("text").text, expected, "{body}");
    }

    #[test]
    fn paragraphs_cells_and_signs() {
        check(
            "The {\\b old} mill\\line turns\\tab well.\\par\\pard Flour\\cell 7\\cell\\row\r\nIt{\\emdash}yes\\~no \\{x\\}.\\page\n1\\rquote s",
            "The old mill\nturns well.\n\nFlour\n\n7\n\nIt—yes\u{a0}no {x}.\n\n1’s",
        );
        check("one\\\ntwo", "one\n\ntwo");
    }

    #[test]
    fn letters_of_every_code_page() {
        check("Caf\\'e9 \\u8364 ?5 \\u-10179 ?\\u-8704 ?", "Café €5 😀");
        check("{\\uc2\\u233 \\'c3\\'a9}t\\u233?", "été");
        check(
            "{\\fonttbl{\\f0\\fnil Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS;}}{\\f1\\'cc\\'e8\\'f0} {\\f2\\'83A\\'83\\'8b}",
            "Мир アル",
        );
        let other = rtf(b"{\\rtf1\\ansi\\ansicpg1250 \\'b3\\'f3d\\'9f}").expect("text");
        assert_eq!(other.text, "łódź");
        let mac = rtf(b"{\\rtf1\\mac \\'8e}").expect("text");
        assert_eq!(mac.text, "é");
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        check(
            "{\\stylesheet{\\s0 Normal;}}{\\*\\generator Writer;}{\\header Page 1}{\\pict\\bin5 }}{{x 89ab}A{\\v secret}{\\deleted gone}{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}}.{\\xe entry}",
            "Alink.",
        );
        check(
            "Mill{\\footnote See {\\i below}.} turns.\\par",
            "Mill turns.\n\nSee below.",
        );
        check(
            "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt Boxed.\\par}}{\\shprslt Boxed.}}Mill",
            "Boxed.\n\nMill",
        );
    }

    #[test]
    fn heads_feet_and_comments_are_pieces_that_were_left_out() {
        for (body, pieces) in [
            (
                "{\\header\\pard Polder Courier\\par}{\\footer Page {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}Mill\\par",
                &[(Rule::Mark, "Polder Courier"), (Rule::Mark, "Page 1")][..],
            ),
            (
                "Mill{\\*\\atnid AR}{\\*\\atnauthor Ann Reed}\\chatn{\\*\\annotation{\\*\\atnref 1}{\\*\\atndate 7}\\pard{\\chatn} Which one?\\par And when?}\\par",
                &[(Rule::Comment, "Which one?\n\nAnd when?")][..],
            ),
            (
                "{\\headerl Left}{\\headerr Right}{\\headerf First}{\\footerf First}\\sectd{\\headerl Left}Mill",
                &[
                    (Rule::Mark, "Left"),
                    (Rule::Mark, "Right"),
                    (Rule::Mark, "First"),
                ][..],
            ),
            (
                "Mill{\\header {\\deleted Old}{\\v Never} New}",
                &[
                    (Rule::Mark, "New"),
                    (Rule::Deleted, "Old"),
                    (Rule::Hidden, "Never"),
                ][..],
            ),
        ] {
            let text = rtf(format!("{{\\rtf1\\ansi {body}}}").as_bytes()).expect("text");
            assert_eq!(text.text, "Mill", "{body}");
            let rows = text.left_out.iter();
            let rows: Vec<_> = rows.map(|row| (row.rule, row.text.as_str())).collect();
            assert_eq!(rows, pieces, "{body}");
        }
    }

    #[test]
    fn what_it_states_is_read() {
        let text = b"{\\rtf1{\\info{\\title Mills \\'26 wind}{\\author A. Miller}{\\creatim\\yr2014\\mo2\\dy3\\hr6}}Mill}";
        let converted = rtf(text).expect("text");
        assert_eq!(converted.title.as_deref(), Some("Mills & wind"));
        assert_eq!(converted.author.as_deref(), Some("A. Miller"));
        assert_eq!(converted.date.as_deref(), Some("2014-02-03"));
        assert_eq!(converted.text, "Mill");
    }

    #[test]
    fn damage_and_depth_are_survived() {
        let deep = format!("{{\\rtf1 {}x", "{".repeat(200_000));
        assert_eq!(rtf(deep.as_bytes()).expect("text").text, "x");
        for text in [
            "{\\rtf1",
            "{\\rtf1 \\'",
            "{\\rtf1 \\bin99999999999999 x",
            "{\\rtf1 }}}}x",
        ] {
            assert!(rtf(text.as_bytes()).is_err(), "{text}");
        }
    }
}
