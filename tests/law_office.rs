//! The law of the words in files of office programs, books and printed pages.

use crate::law::zip;
use crate::law_formats::{Example, ONE, TWO, check};

#[test]
#[expect(clippy::too_many_lines, reason = "files in full")]
fn office_files_and_books() {
    let part = |name: &'static str, text: &str| (name, text.to_owned());
    let slide = |text: &str| format!("<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>");
    let pptx = zip(&[
        part("[Content_Types].xml", "<Types/>"),
        part(
            "ppt/presentation.xml",
            "<p:presentation><p:sldIdLst><p:sldId id='1' r:id='r1'/><p:sldId id='2' r:id='r2'/></p:sldIdLst></p:presentation>",
        ),
        part(
            "ppt/_rels/presentation.xml.rels",
            "<Relationships><Relationship Id='r1' Type='x/slide' Target='slides/slide1.xml'/><Relationship Id='r2' Type='x/slide' Target='slides/slide2.xml'/></Relationships>",
        ),
        part("ppt/slides/slide1.xml", &slide(ONE)),
        part("ppt/slides/slide2.xml", &slide(TWO)),
    ]);
    let odp = zip(&[
        part(
            "mimetype",
            "application/vnd.oasis.opendocument.presentation",
        ),
        part(
            "content.xml",
            &format!(
                "<office:document-content><office:body><office:presentation><draw:page><draw:frame><draw:text-box><text:p>{ONE}</text:p></draw:text-box></draw:frame></draw:page><draw:page><draw:frame><draw:text-box><text:p>{TWO}</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document-content>"
            ),
        ),
    ]);
    let epub = zip(&[
        part("mimetype", "application/epub+zip"),
        part(
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>",
        ),
        part(
            "b.opf",
            "<package><metadata><dc:title>Low water</dc:title></metadata><manifest><item id='n' href='n.xhtml' properties='nav'/><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='n'/><itemref idref='a'/></spine></package>",
        ),
        part(
            "n.xhtml",
            "<html><body><nav><ol><li>Contents here</li></ol></nav></body></html>",
        ),
        part(
            "a.xhtml",
            &format!("<html><body><p>{ONE}</p><p>{TWO}</p></body></html>"),
        ),
    ]);
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let docx = zip(&[
        part("[Content_Types].xml", "<Types/>"),
        part(
            "word/document.xml",
            &format!(
                "<w:document><w:body>{}{}</w:body></w:document>",
                p(ONE),
                p(TWO)
            ),
        ),
        part(
            "word/header1.xml",
            &format!("<w:hdr>{}</w:hdr>", p("Harbour office")),
        ),
        part(
            "word/comments.xml",
            &format!(
                "<w:comments><w:comment>{}</w:comment></w:comments>",
                p("Really")
            ),
        ),
    ]);
    let rtf = format!(
        "{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}{{\\header\\pard Harbour office\\par}}{{\\footer\\pard Page 7\\par}}\\f0 {ONE}{{\\*\\annotation{{\\*\\atnref 1}}Really}}{{\\footnote At Quayton.}}\\par\n{TWO}\\par\n}}"
    );
    let mut examples: Vec<Example> = vec![
        ("pptx", "s.pptx", pptx, ""),
        ("odp", "s.odp", odp, ""),
        ("epub", "b.epub", epub, "Contents here Low water"),
        ("docx", "d.docx", docx, "Harbour office Really"),
        (
            "rtf",
            "d.rtf",
            rtf.into_bytes(),
            "Harbour office Page 7 Really At Quayton",
        ),
    ];
    if cfg!(feature = "sheets") {
        examples.push(("xlsx", "t.xlsx", workbook(), "Quayton Quayton"));
    }
    if cfg!(feature = "pdf") {
        examples.push(("pdf", "p.pdf", pdf(), ""));
    }
    examples.iter().for_each(check);
}

/// A workbook with a row for each text.
fn workbook() -> Vec<u8> {
    let row = |number: u8, cells: [&str; 2]| {
        let cell = |column: char, text| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        format!(
            "<row r=\"{number}\">{}{}</row>",
            cell('A', cells[0]),
            cell('B', cells[1])
        )
    };
    let rows = [["text", "place"], [ONE, "Quayton"], [TWO, "Quayton"]];
    let rows: String = (1..)
        .zip(rows)
        .map(|(number, cells)| row(number, cells))
        .collect();
    zip(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()),
        ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Texts\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

/// A PDF with one page, a line for each text.
fn pdf() -> Vec<u8> {
    let content = format!("BT /F 10 Tf 72 700 Td ({ONE}) Tj 0 -24 Td ({TWO}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (object, number) in objects.iter().zip(1..) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}
