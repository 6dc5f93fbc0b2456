//! Named fields to a document.
//!
//! The fields are `id`, `source`, `date`, `title`, `text` and `language`: under the name that the
//! settings give them, or else under the first of the usual names that the record has. Every other
//! field with a single value is kept as metadata.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::super::Origin;
use super::super::decode::misread;
use super::super::path_metadata::stated_by_path;
use super::presets::Preset;
use crate::clean::{
    Origins, Stated, date_of_seconds, is_whole_page, plain_cell, plain_line, without_entities,
};
use crate::config::ReadConfig;
use crate::data::DataFile;
use crate::model::{DocumentInfo, Format, RawDocument, ReadingDoubt};
use crate::order::Arrange as _;

/// The fields that are known.
pub(super) const FIELDS: [&str; 6] = ["id", "source", "date", "title", "text", "language"];
/// Of `FIELDS`: the text.
pub(super) const TEXT: usize = 4;

/// What stands in brackets in the place of a text that was taken away.
const SIGNS_OF_DELETION: [&str; 6] = [
    "deleted",
    "removed",
    "deleted by user",
    "removed by reddit",
    "removed by moderator",
    "comment removed by moderator",
];

/// Why a record is no document: its id, as far as known, and the reason.
pub(super) type NoRecord = (String, String);

/// For each name that a known field usually has: the field, and how many are surer. Capitals, blanks and
/// `_` do not matter.
static USUAL_NAMES: LazyLock<HashMap<&'static str, (usize, usize), FixedState>> =
    LazyLock::new(|| {
        let file = DataFile::new(include_str!("../../data/record_fields.tsv"));
        let fields = FIELDS.into_iter().enumerate();
        let names = fields.flat_map(|(role, field)| {
            let names = file.list(field).into_iter().zip(1..);
            names.map(move |(name, rank)| (name, (role, rank)))
        });
        names.collect()
    });

/// Those of the names that the known fields usually have, for each field the surest first.
pub(super) fn usual_names<'a>(
    names: impl Iterator<Item = &'a str>,
) -> [Vec<&'a str>; FIELDS.len()] {
    let mut found: [Vec<(usize, &str)>; FIELDS.len()] = Default::default();
    for name in names {
        if let Some(&(role, rank)) = USUAL_NAMES.get(folded(name).as_ref()) {
            let rank = if name == FIELDS[role] { 0 } else { rank };
            found[role].push((rank, name));
        }
    }
    found.map(|mut names| {
        names.sort_by_key(|(rank, _)| *rank);
        names.into_iter().map(|(_, name)| name).collect()
    })
}

/// Where the known fields stand among a record's names.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Roles {
    places: [Option<usize>; FIELDS.len()],
}

/// The fields of one record: name and value, in their order.
pub(in super::super) type Fields = Vec<(Arc<str>, String)>;

impl Roles {
    /// Finds the known fields among `names`.
    pub(in super::super) fn find<'a>(
        names: &(impl Iterator<Item = &'a str> + Clone),
        config: &ReadConfig,
    ) -> Self {
        let mut roles = Self::default();
        let place_of = |name: &str| names.clone().position(|other| other == name);
        let preset = Preset::of(config, &|path| place_of(path).is_some());
        let usual = usual_names(names.clone());
        for (role, (field, usual)) in FIELDS.into_iter().zip(usual).enumerate() {
            let stated = config.fields.get(field).map_or(field, String::as_str);
            roles.places[role] = if stated == field {
                let paths = preset.into_iter().flat_map(|preset| preset.paths(field));
                let by_preset = paths.into_iter().find_map(place_of);
                by_preset.or_else(|| usual.first().copied().and_then(place_of))
            } else {
                place_of(stated)
            };
        }
        roles
    }

    /// Where each known field stands: id, source, date, title, text and language.
    pub(in super::super) fn places(&self) -> [Option<usize>; FIELDS.len()] {
        self.places
    }

    /// The fields that are not known, in the order of their names.
    fn further(&self, fields: Fields) -> Fields {
        let mut further: Fields = fields
            .into_iter()
            .enumerate()
            .filter(|(place, _)| !self.places.contains(&Some(*place)))
            .map(|(_, field)| field)
            .collect();
        further.arrange();
        further
    }

    /// States where a known field stands.
    pub(super) fn set(&mut self, role: usize, place: usize) {
        self.places[role] = Some(place);
    }

    /// Whether one of the names is that of the text.
    pub(super) fn has_text(&self) -> bool {
        self.places[TEXT].is_some()
    }
}

/// A name without capitals, blanks and `_`.
fn folded(name: &str) -> Cow<'_, str> {
    let is_folded = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if name.bytes().all(is_folded) {
        return Cow::Borrowed(name);
    }
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Where a date is a number, the day that it stands for.
fn date_as_written(date: String) -> String {
    date_of_seconds(&date).unwrap_or(date)
}

/// Why a record or a table has no text, and what to do.
pub(super) fn no_text<'a>(names: impl Iterator<Item = &'a str>, config: &ReadConfig) -> String {
    let text = config.fields.get("text").map_or("text", String::as_str);
    let names: Vec<&str> = names.take(12).collect();
    let has = if names.is_empty() {
        "it has no fields".to_owned()
    } else {
        format!("it has: {}", names.join(", "))
    };
    format!("no field `{text}` with a text ({has}); name the text field, as in --field text=body")
}

/// What a platform writes in the place of a text that was taken away, if that is all.
fn sign_of_deletion(text: &str) -> Option<&str> {
    let sign = text.trim();
    let inside = sign.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut signs = SIGNS_OF_DELETION.iter();
    signs
        .any(|known| known.eq_ignore_ascii_case(inside))
        .then_some(sign)
}

/// Builds the document of a record; `info` holds its place, size and hash.
///
/// # Errors
/// The record's id, as far as known, and the reason why there is none.
pub(in super::super) fn document(
    mut fields: Fields,
    mut info: DocumentInfo,
    roles: &Roles,
    origin: &Origin,
    config: &ReadConfig,
) -> Result<RawDocument, NoRecord> {
    let mut take = |role: usize| {
        let place = roles.places[role]?;
        let (_, value) = fields.get_mut(place)?;
        let value = std::mem::take(value);
        (!value.trim().is_empty()).then_some(value)
    };
    let [id, source, date, title, text, language] = [0, 1, 2, 3, 4, 5].map(&mut take);
    info.doc_id = id.map(|id| id.trim().to_owned()).unwrap_or_default();
    let Some(text) = text else {
        let reason = if roles.has_text() {
            "empty text".to_owned()
        } else {
            no_text(fields.iter().map(|(name, _)| name.as_ref()), config)
        };
        return Err((info.doc_id, reason));
    };
    if let Some(sign) = sign_of_deletion(&text) {
        return Err((info.doc_id, format!("deleted: its text is only `{sign}`")));
    }
    doubt_characters(&mut info, &text);
    if is_whole_page(&text) {
        info.format = Format::Html;
    }
    let source = source.map(plain_line);
    let title = title.map(plain_line);
    let date = date.map(date_as_written);
    let mut stated = Stated::of([
        ("source", source.as_deref()),
        ("date", date.as_deref()),
        ("title", title.as_deref()),
        ("language", language.as_deref()),
    ]);
    for (name, value) in roles.further(fields) {
        stated.keep(&name, &without_entities(&value));
    }
    let path = stated_by_path(&config.path, info.place.without_ending());
    // What is stated of the file is no id of one of its documents.
    let path = path.map(Stated::without_id);
    let sidecar = origin.metadata.as_deref().cloned().map(Stated::without_id);
    let origins = Origins {
        sidecar: sidecar.as_ref(),
        document: Some(&stated),
        path: path.as_ref(),
    };
    origins.fill(&mut info, config.date_order);
    if info.source.is_empty() {
        info.source = info.place.source().to_owned();
    }
    let text = match info.format {
        Format::Html => text,
        _ => plain_cell(text),
    };
    Ok(RawDocument {
        info,
        text,
        is_bare: false,
        left_out: Vec::new(),
    })
}

/// Notes that characters of a record's text could not be decoded, or were decoded wrongly before. Its
/// encoding is that of the file, whose other records may be sound.
fn doubt_characters(info: &mut DocumentInfo, text: &str) {
    if let Some(note) = misread(text).filter(|note| !info.notes.contains(note)) {
        info.doubt(ReadingDoubt::Encoding, &note);
    }
    let is_noted = info.notes.contains("U+FFFD stands there");
    if info.encoding.replaced == 0 || is_noted || !text.contains(char::REPLACEMENT_CHARACTER) {
        return;
    }
    let encoding = info.encoding.name;
    let note = format!("some of its bytes are not valid {encoding} and were replaced by U+FFFD");
    info.doubt(ReadingDoubt::Encoding, &note);
}

#[cfg(test)]
mod tests;
