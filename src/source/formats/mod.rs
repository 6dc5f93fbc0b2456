//! Placeholder.
pub(crate) struct Converted {
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) notes: Vec<String>,
}
pub(crate) type Outcome = Result<Converted, String>;
pub(crate) fn docx(_: &[u8]) -> Outcome {
    Err("x".into())
}
pub(crate) fn odt(_: &[u8]) -> Outcome {
    Err("x".into())
}
pub(crate) fn pdf(_: &[u8]) -> Outcome {
    Err("x".into())
}
pub(crate) fn xml(_: &str) -> Outcome {
    Err("x".into())
}
pub(crate) fn xlsx_rows(_: &[u8]) -> Result<Vec<Vec<String>>, String> {
    Err("x".into())
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Pdf,
    Docx,
    Odt,
    Sheet,
    Zip,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    Tar,
    Html,
    Xml,
    Json,
    JsonLines,
    Csv,
    Tsv,
    Markdown,
    Text,
    Unread(&'static str),
    Binary,
}
pub(crate) fn sniff(head: &[u8], ending: &str) -> Kind {
    if head.starts_with(b"\x1f\x8b") {
        return Kind::Gzip;
    }
    if head.starts_with(b"\x28\xb5\x2f\xfd") {
        return Kind::Zstd;
    }
    if head.starts_with(b"PK\x03\x04") {
        return Kind::Zip;
    }
    match ending {
        "md" | "markdown" => Kind::Markdown,
        "jsonl" | "ndjson" => Kind::JsonLines,
        "json" => Kind::Json,
        "csv" => Kind::Csv,
        "tsv" => Kind::Tsv,
        "html" | "htm" => Kind::Html,
        "tar" => Kind::Tar,
        "bz2" => Kind::Bzip2,
        "xz" => Kind::Xz,
        _ => Kind::Text,
    }
}
