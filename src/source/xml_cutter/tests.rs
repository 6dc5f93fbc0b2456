//! Large XML, cut small.

use super::*;

/// What stands before and behind the elements, these in stretches, and how the file ends.
fn cut(xml: &str, least: usize) -> Option<(String, String, Vec<String>, End)> {
    let mut cutter = Cutter::new(xml.as_bytes()).expect("memory can be read")?;
    let frame = cutter.frame();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut stretches = Vec::new();
    let end = loop {
        match cutter.next(least, 1 << 20).expect("memory can be read") {
            Ok(elements) => stretches.push(format!(
                "{}+{}@{} {}",
                elements.first,
                elements.count,
                elements.line,
                text(&elements.bytes).trim()
            )),
            Err(end) => break end,
        }
    };
    Some((text(&frame.opening), text(&frame.closing), stretches, end))
}

#[test]
fn elements_are_cut_where_they_repeat() {
    let (opening, closing, stretches, end) = cut(
            "<?xml version='1.0'?>\n<!DOCTYPE w [<!ENTITY a '>'>]>\n<w a='>'>\n<about/><p>1</p>\n<p>2<p>x</p></p><!-- </w> --><p/>\n<p><![CDATA[</p>]]></p></w>\n",
            1,
        )
        .expect("what repeats");
    assert!(opening.ends_with("<w a='>'>\n<about/>"), "{opening}");
    assert_eq!(closing, "</w>");
    assert_eq!(
        stretches,
        [
            "1+1@4 <p>1</p>",
            "2+1@4 <p>2<p>x</p></p>",
            "3+1@5 <!-- </w> --><p/>",
            "4+1@5 <p><![CDATA[</p>]]></p>"
        ]
    );
    assert_eq!(end, End::Whole);
    let (_, closing, stretches, end) = cut(
        "<rss><channel><title>T</title><item>1</item><item>2</item><item>3</item></channel></rss>",
        20,
    )
    .expect("what repeats");
    assert_eq!(closing, "</channel></rss>");
    assert_eq!(
        stretches,
        ["1+2@1 <item>1</item><item>2</item>", "3+1@1 <item>3</item>"]
    );
    assert_eq!(end, End::Whole);
}

#[test]
fn the_end_of_a_file_is_known() {
    let records = "<r>1</r><r>2</r><r>3</r>";
    for (xml, count, end) in [
        (format!("<l>{records}</l>"), 3, End::Whole),
        (format!("<l>{records}<r>4"), 3, End::CutOff),
        (format!("<l>{records}<r"), 3, End::CutOff),
        (format!("<l>{records}"), 3, End::CutOff),
        (
            format!("<l><g>{records}</g><h><r>4</r></h></l>"),
            3,
            End::More,
        ),
    ] {
        let (_, _, stretches, found) = cut(&xml, 1).expect("what repeats");
        assert_eq!((stretches.len(), found), (count, end), "{xml}");
    }
}

#[test]
fn what_does_not_repeat_is_not_cut() {
    for xml in [
        "",
        "no markup",
        "<a><b/><c/></a>",
        "<a><b>1</b><b>2</b></a>",
        "<a><b><c><d><e/><e/><e/></d></c></b></a>",
    ] {
        assert!(cut(xml, 1).is_none(), "{xml}");
    }
}
