//! Documents on their way out of a file: converted, numbered, with what the file states of each.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::formats::Converted;
use super::path_metadata::stated_by_path;
use super::split::Split;
use super::{Origin, Read, Sink, skip};
use crate::clean::{Origins, Stated};
use crate::config::ReadConfig;
use crate::model::{DocumentInfo, Format, Part, Place, RawDocument, ReadingDoubt, Skipped};

/// A document, and what its file states of it outside its text.
pub(super) struct StatedDocument {
    pub(super) raw: RawDocument,
    pub(super) stated: Stated,
    /// Why it is no document, if it is none.
    pub(super) refused: Option<String>,
}

/// Hands the documents of a file of this size, or the reason for none, to `sink`.
pub(super) fn hand_on(
    documents: Result<Vec<StatedDocument>, String>,
    origin: &Origin,
    size: u64,
    config: &ReadConfig,
    sink: &mut dyn Sink,
) {
    let place = Place {
        path: origin.path.clone(),
        line: None,
    };
    let path = stated_by_path(&config.path, place.without_ending());
    let origins = Origins {
        sidecar: origin.metadata.as_deref(),
        path: path.as_ref(),
        ..Origins::default()
    };
    let documents = match documents {
        Ok(documents) => documents,
        Err(reason) => {
            let mut row = skip(&origin.path, None, Some(size), reason);
            row.source = origins.source().unwrap_or(row.source);
            return sink.take(Read::Skipped(row));
        }
    };
    for mut document in documents {
        let refused = document.refused.take();
        let info = &mut document.raw.info;
        let origins = Origins {
            document: Some(&document.stated),
            ..origins
        };
        origins.fill(info, config.date_order);
        if info.source.is_empty() {
            info.source = info.place.folder().unwrap_or_default().to_owned();
        }
        sink.take(match refused {
            None => Read::Document(document.raw),
            Some(reason) => Read::Skipped(Skipped::of(document.raw.info, reason)),
        });
    }
}

/// Makes the facts of a file those of one of its documents.
pub(super) fn become_part(info: &mut DocumentInfo, text: &str, part: Part) {
    info.place.line = Some(u64::from(part.number));
    info.doc_id.clear();
    info.bytes = text.len() as u64;
    info.sha256 = Sha256::digest(text).into();
    info.part = Some(part);
}

/// The documents of a file that may hold several, numbered from 1 if it does.
pub(super) fn of_split(info: &DocumentInfo, split: Split) -> Vec<StatedDocument> {
    let Split {
        layout,
        documents,
        stated,
    } = split;
    let of = u32::try_from(documents.len()).unwrap_or(u32::MAX);
    // A file that says it holds more than the one found is a part of itself, too.
    let is_whole = of == 1 && stated.is_none_or(|stated| stated == 1);
    let numbered = documents.into_iter().zip(1..).map(|(item, number)| {
        let mut item_info = info.clone();
        if !is_whole {
            let part = Part {
                number,
                of,
                stated,
                layout,
            };
            become_part(&mut item_info, &item.text, part);
        }
        if item.is_html {
            item_info.format = Format::Html;
        }
        if let Some(stated) = stated.filter(|&stated| number == 1 && stated != of) {
            let note = format!("its file states {stated} documents, but {of} were found");
            item_info.doubt(ReadingDoubt::Split, &note);
        }
        of_converted(item_info, item)
    });
    numbered.collect()
}

/// A document of converted text and what its file states.
pub(super) fn of_converted(mut info: DocumentInfo, converted: Converted) -> StatedDocument {
    let mut stated = Stated::of([
        ("id", converted.id.as_deref()),
        ("source", converted.source.as_deref()),
        ("title", converted.title.as_deref()),
        ("date", converted.date.as_deref()),
        ("author", converted.author.as_deref()),
        ("language", converted.language.as_deref()),
    ]);
    for (name, value) in converted.fields {
        stated.keep(&Arc::from(name), &value);
    }
    converted.notes.iter().for_each(|note| info.note(note));
    info.doubts.extend(converted.doubts);
    let raw = RawDocument {
        info,
        text: converted.text,
        is_bare: !converted.is_html,
        left_out: converted.left_out,
    };
    StatedDocument {
        raw,
        stated,
        refused: converted.refused,
    }
}
