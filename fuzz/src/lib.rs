//! What every fuzz target does: reads bytes as a file of the input and takes off what stands around
//! the texts, as `refrain run` does.
//!
//! A panic, also one that refrain would have caught, ends the target; so do more than ten seconds or
//! 1 GiB by the options in README.md.

use std::io::{Cursor, Write};

use refrain::clean::clean;
use refrain::config::{BoilerplateConfig, ReadConfig};
use refrain::source::{Read, read_bytes, read_in_stretches};

/// Reads `bytes` as the file `name`.
pub fn read(name: &str, bytes: &[u8]) {
    let config = ReadConfig::default();
    read_bytes(name, bytes.to_vec(), &config, &mut |read: Read| {
        clean_read(read, &config);
    });
}

/// Reads `bytes` as a file of XML that is too large for memory.
pub fn read_large_xml(bytes: &[u8]) {
    let config = ReadConfig::default();
    let _ = read_in_stretches("a.xml", bytes, &config, &mut |read: Read| {
        clean_read(read, &config);
    });
}

fn clean_read(read: Read, config: &ReadConfig) {
    if let Read::Document(document) = read {
        std::hint::black_box(clean(document, config, &BoilerplateConfig::default()));
    }
}

/// An office file: its name, the parts that lead to its text, and the path of the part with the text.
type Office = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
);

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

const OFFICE: [Office; 5] = [
    ("a.docx", &[TYPES], "word/document.xml"),
    (
        "a.pptx",
        &[
            TYPES,
            (
                "ppt/presentation.xml",
                r#"<presentation xmlns:r="r"><sldIdLst><sldId r:id="r1"/></sldIdLst></presentation>"#,
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                r#"<Relationships><Relationship Id="r1" Type="slide" Target="slides/slide1.xml"/></Relationships>"#,
            ),
        ],
        "ppt/slides/slide1.xml",
    ),
    (
        "a.odt",
        &[("mimetype", "application/vnd.oasis.opendocument.text")],
        "content.xml",
    ),
    (
        "a.odp",
        &[(
            "mimetype",
            "application/vnd.oasis.opendocument.presentation",
        )],
        "content.xml",
    ),
    (
        "a.epub",
        &[
            ("mimetype", "application/epub+zip"),
            (
                "META-INF/container.xml",
                r#"<container><rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#,
            ),
            (
                "a.opf",
                r#"<package><metadata/><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#,
            ),
        ],
        "a.xhtml",
    ),
];

/// An office file of a kind, whose main part is `part`.
///
/// # Panics
/// Not: the archive is written into memory.
pub fn office(kind: u8, part: &[u8]) -> (&'static str, Vec<u8>) {
    let (name, beside, path) = OFFICE[usize::from(kind) % OFFICE.len()];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let beside = beside.iter().map(|(path, part)| (*path, part.as_bytes()));
    for (path, part) in beside.chain([(path, part)]) {
        archive.start_file(path, stored).expect("in memory");
        archive.write_all(part).expect("in memory");
    }
    (name, archive.finish().expect("in memory").into_inner())
}

/// A compound file of a kind, with two streams.
///
/// # Panics
/// Not: the file is written into memory.
pub fn compound(kind: u8, (first, second): (&[u8], &[u8])) -> (&'static str, Vec<u8>) {
    let (name, streams) = match kind % 2 {
        0 => ("a.doc", ["/WordDocument", "/1Table"]),
        _ => (
            "a.msg",
            ["/__substg1.0_1000001F", "/__properties_version1.0"],
        ),
    };
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    for (path, bytes) in streams.into_iter().zip([first, second]) {
        let mut stream = file.create_stream(path).expect("in memory");
        stream.write_all(bytes).expect("in memory");
    }
    file.flush().expect("in memory");
    (name, file.into_inner().into_inner())
}
