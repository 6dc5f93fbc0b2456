//! What a file is to be read as: what its content and its name say, unless the settings say otherwise.

#[cfg(feature = "archives")]
use super::file_endings::FILE_ENDINGS;
use super::formats::{Kind, sniff};
use crate::config::ReadAs;

/// What the file at `path` is read as, by the beginning of its content.
pub(super) fn file_kind(path: &str, head: &[u8], format: ReadAs) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let sniffed = sniff(head, &ending.to_lowercase());
    match forced_kind(format) {
        // Packing stays packing whatever is inside; word-processor files are zip archives too.
        Some(forced) if !is_packed(sniffed) || is_zip_inside(forced) => forced,
        // Records on standard input have no name to know them by, and the first may be long.
        None if path == "-" && matches!(sniffed, Kind::Text | Kind::Json) => {
            match head.trim_ascii_start() {
                [b'{', b'\n' | b'\r', ..] => Kind::Json,
                [b'{', ..] => Kind::JsonLines,
                _ => sniffed,
            }
        }
        _ => sniffed,
    }
}

/// What the settings have every file read as.
fn forced_kind(format: ReadAs) -> Option<Kind> {
    Some(match format {
        ReadAs::Auto => return None,
        ReadAs::Txt => Kind::Text,
        ReadAs::Md => Kind::Markdown,
        ReadAs::Html => Kind::Html,
        ReadAs::Xml => Kind::Xml,
        ReadAs::Json => Kind::Json,
        ReadAs::Jsonl => Kind::JsonLines,
        ReadAs::Csv => Kind::Csv,
        ReadAs::Tsv => Kind::Tsv,
        ReadAs::Xlsx => Kind::Sheet,
        ReadAs::Docx => Kind::Docx,
        ReadAs::Odt => Kind::Odt,
        ReadAs::Pdf => Kind::Pdf,
    })
}

/// Whether a file's name says that it is a web archive.
#[cfg(feature = "archives")]
pub(super) fn is_web_archive(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    FILE_ENDINGS.web_archives.contains(&ending.to_lowercase())
}

/// Whether a file in an archive is a list or an index that lies beside web archives.
#[cfg(feature = "archives")]
pub(super) fn is_beside_pages(archive: &str, path: &str) -> bool {
    archive.to_lowercase().ends_with(".wacz") && !is_web_archive(&inner_name(path))
}

/// Whether others are packed in files of this kind.
pub(super) fn is_packed(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Gzip | Kind::Bzip2 | Kind::Xz | Kind::Zstd | Kind::Tar | Kind::Zip
    )
}

fn is_zip_inside(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Docx | Kind::Odt | Kind::Sheet | Kind::Slides | Kind::Epub
    )
}

/// The name of the file that is packed at `path`: without the packing's ending.
#[cfg(feature = "archives")]
pub(super) fn inner_name(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((inner, ending)) => match ending.to_lowercase().as_str() {
            "tgz" | "tbz2" | "tbz" | "txz" => format!("{inner}.tar"),
            "gz" | "bz2" | "xz" | "zst" | "zstd" => inner.to_owned(),
            _ => path.to_owned(),
        },
        None => path.to_owned(),
    }
}
