//! PDF files written for the tests, and the text of their pages.

use std::fmt::Write as _;

use super::*;

fn pdf(bytes: &[u8]) -> Outcome {
    let outcome = super::pdf(bytes.to_vec(), Duration::from_secs(60));
    outcome.expect("in time")
}

/// A file of these objects, numbered from 1; the first is the catalog.
fn file(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        write!(file, "{number} 0 obj\n{object}\nendobj\n").expect("written");
    }
    let start = file.len();
    let size = objects.len() + 1;
    write!(file, "xref\n0 {size}\n0000000000 65535 f \n").expect("written");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("written");
    }
    let end = format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
    (file + &end).into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    let length = content.len();
    format!("<<{dictionary}/Length {length}>>\nstream\n{content}\nendstream")
}

/// A page that draws `content`, with further objects from number 6 on.
fn page(content: &str, resources: &str, more: &[String], trailer: &str) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>"
        ),
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects.extend_from_slice(more);
    file(&objects, trailer)
}

const MILL: &str =
    "BT /F 10 Tf 72 700 Td (The mill turns slow-) Tj 0 -12 Td (ly.) Tj 0 -24 Td (Caf\\351.) Tj ET";

#[test]
fn lines_and_paragraphs_and_what_is_stated() {
    let info =
        "<</Title<FEFF004D0069006C006C>/Author(A. Miller)/CreationDate(D:20151216083000+01'00')>>";
    let bytes = page(MILL, "", &[info.to_owned()], "/Info 6 0 R");
    let converted = pdf(&bytes).expect("text");
    assert_eq!(converted.text, "The mill turns slow-\nly.\n\nCafé.");
    assert_eq!(converted.title.as_deref(), Some("Mill"));
    assert_eq!(converted.author.as_deref(), Some("A. Miller"));
    assert_eq!(converted.date.as_deref(), Some("2015-12-16T08:30:00+01:00"));
    assert_eq!(converted.language.as_deref(), Some("en-GB"));
    assert!(converted.notes.is_empty(), "{:?}", converted.notes);
}

#[test]
fn dates_become_iso_as_far_as_they_go() {
    for (date, iso) in [
        ("D:2015", "2015"),
        ("D:20151216", "2015-12-16"),
        ("2015121608", "2015-12-16"),
        ("D:20151216083000Z", "2015-12-16T08:30:00Z"),
        ("D:201512160830-05'30'", "2015-12-16T08:30-05:30"),
    ] {
        assert_eq!(iso_date(date).as_deref(), Some(iso));
    }
    assert_eq!(iso_date("December"), None);
}

#[test]
fn what_can_not_be_read_is_told() {
    let secret = "<</Filter/Standard/V 1/R 2/O<0000000000000000000000000000000000000000000000000000000000000000>/U<0000000000000000000000000000000000000000000000000000000000000000>/P -4>>";
    let id = "/Encrypt 6 0 R/ID[<00><00>]";
    let cases = [
        (page(MILL, "", &[secret.to_owned()], id), "encrypted"),
        (
            page(MILL, "", &[], "/Encrypt<</Filter/Standard/V 4/R 4>>"),
            "encrypted",
        ),
        (page("0 0 10 10 re f", "", &[], ""), "no text layer"),
        (page("", "", &[], ""), "no text layer"),
        (page("BT /G 10 Tf (Mill) Tj ET", "", &[], ""), "damaged"),
        (b"%PDF-1.4\n".to_vec(), "damaged"),
        (b"The mill".to_vec(), "damaged"),
        (Vec::new(), "empty file"),
    ];
    for (bytes, expected) in cases {
        let reason = pdf(&bytes).expect_err("a reason");
        assert!(reason.starts_with(expected), "{expected}: {reason}");
    }
    let whole = page(MILL, "", &[], "");
    for length in (0..whole.len()).step_by(41) {
        // A cut file may still hold its text; it must not harm the run.
        let _ = pdf(&whole[..length]);
    }
}

#[test]
fn forms_are_drawn_once_even_if_they_draw_themselves() {
    let form = |resources: &str, content: &str| {
        stream(
            &format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<<{resources}>>>>"
            ),
            content,
        )
    };
    let text = "BT /F 10 Tf 72 700 Td (Mill) Tj ET";
    let fine = page("/X Do", "/XObject<</X 6 0 R>>", &[form("", text)], "");
    assert_eq!(pdf(&fine).expect("text").text, "Mill");
    let one = form("/X 6 0 R", &format!("{text} /X Do"));
    let circle = page(&format!("{text} /X Do"), "/XObject<</X 6 0 R>>", &[one], "");
    assert_eq!(pdf(&circle).expect("text").text, "Mill");
    let pair = [form("/X 7 0 R", "/X Do"), form("/X 6 0 R", "/X Do")];
    let circle = page(&format!("{text} /X Do"), "/XObject<</X 6 0 R>>", &pair, "");
    assert_eq!(pdf(&circle).expect("text").text, "Mill");
    let bare = stream("/Type/XObject/Subtype/Form/BBox[0 0 600 800]", "/X Do");
    let circle = page(
        &format!("{text} /X Do"),
        "/XObject<</X 6 0 R>>",
        &[bare],
        "",
    );
    assert_eq!(pdf(&circle).expect("text").text, "Mill");
}

#[test]
fn circles_are_cut_once_and_depth_is_bounded() {
    let id = |number: u32| (number, 0);
    let chain: SortedMap<_, _> = (0..100)
        .map(|number| (id(number), vec![id(number + 1)]))
        .collect();
    // The innermost has depth 0, so each 33rd is too deep; what it drew is gone then.
    assert_eq!(circles(&chain), [id(66), id(33), id(0)]);
    let pair = [(id(1), vec![id(2)]), (id(2), vec![id(1), id(2)])];
    let pair: SortedMap<_, _> = pair.into_iter().collect();
    assert_eq!(circles(&pair), [id(2)]);
    let tree = [
        (id(1), vec![id(2), id(3)]),
        (id(2), vec![id(3)]),
        (id(3), vec![]),
    ];
    let tree: SortedMap<_, _> = tree.into_iter().collect();
    assert!(circles(&tree).is_empty());
}

#[test]
fn deep_nesting_and_circles_of_pages_are_survived() {
    let deep = 200_000;
    let nested = format!("{}{} Tj {MILL}", "[".repeat(deep), "]".repeat(deep));
    let _ = pdf(&page(&nested, "", &[], ""));
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>",
        "<</Type/Page/Parent 2 0 R>>",
    ];
    let circle = file(&objects.map(str::to_owned), "");
    let reason = pdf(&circle).expect_err("a reason");
    assert!(reason.contains("circle"), "{reason}");
}
