//! Word documents part by part: what is text, what is left out, what is stated.

use super::*;
use crate::source::formats::package::zipped;

const RELATIONS: &str = r#"<Relationships><Relationship Id="1" Type="http://x/extended" Target="docProps/core.xml"/><Relationship Id="2" Type="http://x/officeDocument" Target="/word/document.xml"/></Relationships>"#;

fn with_parts(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let body = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", body.as_str()),
    ];
    all.extend(parts);
    zipped(&all)
}

fn text(body: &str) -> String {
    docx(&with_parts(body, &[])).expect("text").text
}

#[test]
fn paragraphs_headings_and_cells_stand_apart() {
    let body = "<w:p><w:pPr><w:pStyle w:val='Heading1'/><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>The mill</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space='preserve'>It turns </w:t></w:r><w:r><w:t>slowly</w:t><w:tab/><w:t>and</w:t><w:br/><w:t>well.</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>flour</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>";
    assert_eq!(
        text(body),
        "The mill\n\nIt turns slowly and\nwell.\n\nflour\n\n7"
    );
}

#[test]
fn changes_are_accepted_and_hidden_text_is_left_out() {
    let body = "<w:p><w:r><w:t>The </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>mill </w:t></w:r><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:rStyle w:val='Dim'/></w:rPr><w:t>dim</w:t></w:r></w:p>
            <w:p><w:pPr><w:rPr><w:vanish/><w:del/></w:rPr></w:pPr><w:r><w:t>turns</w:t></w:r></w:p><w:p><w:r><w:t xml:space='preserve'> on.</w:t></w:r></w:p><w:p><w:r><w:t>End.</w:t></w:r></w:p>";
    let styles = "<w:styles><w:style w:styleId='Dim'><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId='Plain'/></w:styles>";
    let bytes = with_parts(body, &[("word/styles.xml", styles)]);
    let converted = docx(&bytes).expect("text");
    assert_eq!(converted.text, "The new mill\n\nturns on.\n\nEnd.");
    let rows = converted.left_out.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.rule.name(), row.line, row.text.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("deleted", Some(1), "old"),
            ("hidden", Some(1), "secret"),
            ("deleted", Some(1), "away"),
            ("hidden", Some(1), "dim")
        ]
    );
}

#[test]
fn a_deletion_is_one_piece_of_each_paragraph_and_in_notes() {
    let body = "<w:p><w:r><w:t>One</w:t></w:r><w:del w:id='1'><w:r><w:delText>, ol</w:delText></w:r></w:del><w:del w:id='2'><w:r><w:delText>der</w:delText><w:tab/><w:delText>mill</w:delText><w:delInstrText>PAGE</w:delInstrText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>All of this.</w:delText></w:r></w:del></w:p>
            <w:p><w:moveFrom><w:r><w:t>It moved.</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo><w:r><w:t>It moved.</w:t></w:r></w:moveTo></w:p>";
    let footnotes = "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>See</w:t></w:r><w:del><w:r><w:delText> above</w:delText></w:r></w:del><w:r><w:t> below.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let comments = "<w:comments><w:comment><w:p><w:r><w:t>Why?</w:t></w:r><w:del><w:r><w:delText>Who?</w:delText></w:r></w:del></w:p></w:comment></w:comments>";
    let parts = [
        ("word/footnotes.xml", footnotes),
        ("word/comments.xml", comments),
    ];
    let converted = docx(&with_parts(body, &parts)).expect("text");
    assert_eq!(converted.text, "One.\n\nIt moved.\n\nSee below.");
    let rows = converted.left_out.iter();
    let rows: Vec<_> = rows
        .map(|row| (row.rule.name(), row.line, row.text.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ("deleted", Some(1), ", older mill"),
            ("deleted", Some(3), "All of this."),
            ("deleted", Some(3), "It moved."),
            ("deleted", Some(5), "above"),
            ("comment", None, "Why?"),
            ("deleted", Some(1), "Who?"),
        ]
    );
}

#[test]
fn a_text_box_counts_once_and_does_not_cut_its_paragraph() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>The </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>mill.</w:t></w:r></w:p>"
    );
    assert_eq!(text(&body), "Boxed.\n\nThe mill.");
}

#[test]
fn notes_follow_the_body_and_metadata_are_read() {
    let body =
        "<w:p><w:r><w:t>Mill</w:t><w:footnoteReference w:id='2'/><w:t>s turn.</w:t></w:r></w:p>";
    let footnotes = "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>___</w:t></w:r></w:p></w:footnote><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>See below.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties><dc:title> On mills </dc:title><dc:creator>A. Miller</dc:creator><dcterms:created>2015-12-16T08:00:00Z</dcterms:created><dc:language/></cp:coreProperties>";
    let parts = [
        ("word/footnotes.xml", footnotes),
        ("docProps/core.xml", core),
    ];
    let converted = docx(&with_parts(body, &parts)).expect("text");
    assert_eq!(converted.text, "Mills turn.\n\nSee below.");
    assert_eq!(converted.title.as_deref(), Some("On mills"));
    assert_eq!(converted.author.as_deref(), Some("A. Miller"));
    assert_eq!(converted.date.as_deref(), Some("2015-12-16T08:00:00Z"));
    assert_eq!(converted.language, None);
    let broken = docx(&with_parts(body, &[("docProps/core.xml", "<a>")])).expect("text");
    assert!(
        broken.notes[0].contains("invalid XML"),
        "{:?}",
        broken.notes
    );
}

#[test]
fn heads_and_feet_of_pages_and_comments_have_rows() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let bytes = with_parts(
        &p("The tide fell."),
        &[
            (
                "word/header1.xml",
                &format!("<w:hdr>{}</w:hdr>", p("No. 7")),
            ),
            ("word/header2.xml", &format!("<w:hdr>{}</w:hdr>", p(""))),
            (
                "word/footer12.xml",
                &format!("<w:ftr>{}</w:ftr>", p("Dike Board")),
            ),
            (
                "word/comments.xml",
                &format!(
                    "<w:comments><w:comment w:author='A'>{}</w:comment></w:comments>",
                    p("Sure?")
                ),
            ),
        ],
    );
    let converted = docx(&bytes).expect("text");
    assert_eq!(converted.text, "The tide fell.");
    let rows = converted
        .left_out
        .iter()
        .map(|row| (row.rule.name(), row.text.as_str()));
    assert_eq!(
        rows.collect::<Vec<_>>(),
        [
            ("mark", "No. 7"),
            ("mark", "Dike Board"),
            ("comment", "Sure?")
        ]
    );
}

#[test]
fn what_can_not_be_read_is_told() {
    let whole = with_parts("<w:p><w:r><w:t>Mill.</w:t></w:r></w:p>", &[]);
    let empty = with_parts("<w:p/>", &[]);
    let broken = with_parts("<w:p><w:r>", &[]);
    let other = zipped(&[("a.txt", "mill")]);
    let cases: [(&[u8], &str); 6] = [
        (&whole[..whole.len() - 40], "damaged or cut off"),
        (b"plain text", "damaged or cut off"),
        (b"", "empty file"),
        (&empty, "it contains no text"),
        (&broken, "invalid XML on line 1"),
        (&other, "not a Word document"),
    ];
    for (bytes, expected) in cases {
        let reason = docx(bytes).expect_err("a reason");
        assert!(reason.starts_with(expected), "{reason}");
    }
}

#[test]
fn every_cut_and_every_nesting_is_survived() {
    let whole = with_parts("<w:p><w:r><w:t>Mill.</w:t></w:r></w:p>", &[]);
    for length in 0..whole.len() {
        assert!(docx(&whole[..length]).is_err(), "cut at {length}");
    }
    let deep = 50_000;
    let body = format!(
        "{}<w:p><w:r><w:t>x</w:t></w:r></w:p>{}",
        "<w:sdt>".repeat(deep),
        "</w:sdt>".repeat(deep)
    );
    assert_eq!(text(&body), "x");
}
