//! Records with values inside one another, made flat: fields with a name and a single value.
//!
//! A path names a value below others with dots between their names (`fields.bodyText`); lists on the way
//! are passed through. A text may be a list of paragraphs, or of the pieces of one text, some of them
//! objects with a text of their own: they are joined. Where no field is named as texts usually are, one
//! further down is taken if it is the only one.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::joined::{single, usual_value, value_of};
use super::presets::Preset;
use super::record::{FIELDS, Fields, NoRecord, Roles, TEXT, no_text, usual_names};
use crate::config::ReadConfig;

/// How many objects inside one another are looked through for a text.
const DEEPEST: usize = 4;
/// How many objects inside one another are looked through for what a preset is known by.
const DEEPEST_PRESET: usize = 2;
/// The most paths that are looked at or listed.
const MOST_PATHS: usize = 500;
/// The least length of what is advised as a text, in bytes.
const LEAST_ADVISED: usize = 20;
/// How the text of a repeated message opens.
const REPEATED: &str = "RT @";

/// The value at a path below an object, and those at it in each item of lists on the way.
pub(super) fn at<'v>(object: &'v Map<String, Value>, path: &str) -> Vec<&'v Value> {
    let mut found = Vec::new();
    collect(object, path, &mut found);
    found
}

fn collect<'v>(object: &'v Map<String, Value>, path: &str, found: &mut Vec<&'v Value>) {
    // A name may hold dots itself.
    if let Some(value) = object.get(path) {
        found.push(value);
    } else if let Some((first, rest)) = path.split_once('.') {
        match object.get(first) {
            Some(Value::Object(inner)) => collect(inner, rest, found),
            Some(Value::Array(items)) => {
                for item in items.iter().filter_map(Value::as_object) {
                    collect(item, rest, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether something stands at a path.
pub(super) fn has(object: &Map<String, Value>, path: &str) -> bool {
    at(object, path).iter().any(|value| !value.is_null())
}

/// The flat fields of a record, and which of them are known.
///
/// # Errors
/// The record's id, and the reason, if it has no text.
pub(super) fn flat(
    object: Map<String, Value>,
    config: &ReadConfig,
) -> Result<(Fields, Roles), NoRecord> {
    let (object, preset) = with_preset(object, config);
    let mut view = View::new(&object, preset, config);
    view.below = view.only_text();
    let found: [Option<(String, String)>; FIELDS.len()] =
        std::array::from_fn(|role| view.value(role));
    let [id, .., text, _] = &found;
    if text.is_none() {
        let id = id.as_ref().map(|(_, id)| id.trim().to_owned());
        return Err((id.unwrap_or_default(), view.why_no_text()));
    }
    let further = preset.map(|preset| {
        let fields = preset.further(&FIELDS);
        let values = fields.filter_map(|(name, path)| Some((name, view.at_path(path, TEXT)?)));
        let mut values: Vec<(&str, String)> = values.collect();
        values.dedup_by_key(|(name, _)| *name);
        values
    });
    let group = config.group_by.contains('.').then_some(&config.group_by);
    let group = group.and_then(|path| Some((path.clone(), view.at_path(path, TEXT)?)));
    // A cut text is no field beside the whole one.
    let is_cut = |name: &str| {
        let mut paths = preset.into_iter().flat_map(|preset| preset.paths("text"));
        paths.any(|path| path == name)
    };
    let is_used = |name: &str| is_cut(name) || found.iter().flatten().any(|(path, _)| path == name);
    let mut fields: Fields = object
        .iter()
        .filter(|(name, _)| !is_used(name))
        .filter_map(|(name, value)| Some((Arc::from(name.as_str()), single(value)?)))
        .collect();
    for (name, value) in further.into_iter().flatten() {
        fields.push((Arc::from(name), value));
    }
    fields.extend(group.map(|(name, value)| (Arc::from(name), value)));
    let mut roles = Roles::default();
    for (role, found) in found.into_iter().enumerate() {
        if let Some((_, value)) = found {
            roles.set(role, fields.len());
            fields.push((Arc::from(FIELDS[role]), value));
        }
    }
    Ok((fields, roles))
}

/// Whether an object is a record with a text.
pub(super) fn is_record(object: &Map<String, Value>, config: &ReadConfig) -> bool {
    let preset = Preset::of(config, &|path| has(object, path));
    let view = View::new(object, preset, config);
    view.value(TEXT).is_some()
        || preset_below(object, config).is_some()
        || view.only_text().is_some()
}

/// The preset of an object inside another, with the names that lead there, if a preset is recognised
/// there.
fn preset_below<'v>(
    object: &'v Map<String, Value>,
    config: &ReadConfig,
) -> Option<(Vec<&'v str>, &'static Preset)> {
    if config.preset == "none" {
        return None;
    }
    preset_within(object, config, DEEPEST_PRESET)
}

fn preset_within<'v>(
    object: &'v Map<String, Value>,
    config: &ReadConfig,
    depth: usize,
) -> Option<(Vec<&'v str>, &'static Preset)> {
    let inner = || {
        let objects = object.iter();
        objects.filter_map(|(name, value)| Some((name.as_str(), value.as_object()?)))
    };
    let near = inner().find_map(|(name, inner)| {
        let preset = Preset::of(config, &|path| has(inner, path))?;
        let has_text = preset.paths("text").any(|path| has(inner, path));
        has_text.then_some((vec![name], preset))
    });
    near.or_else(|| {
        let mut further = inner().filter(|_| depth > 1);
        further.find_map(|(name, inner)| {
            let (mut names, preset) = preset_within(inner, config, depth - 1)?;
            names.insert(0, name);
            Some((names, preset))
        })
    })
}

/// A record with its preset; what a preset is known by further down (`{"kind": .., "data": {..}}`) comes
/// up.
fn with_preset(
    mut object: Map<String, Value>,
    config: &ReadConfig,
) -> (Map<String, Value>, Option<&'static Preset>) {
    let preset = Preset::of(config, &|path| has(&object, path));
    let has_text = |preset: &Preset| preset.paths("text").any(|path| has(&object, path));
    if preset.is_some_and(|preset| config.preset == "auto" || has_text(preset)) {
        return (object, preset);
    }
    let below = preset_below(&object, config);
    let owned = |names: Vec<&str>| names.into_iter().map(ToOwned::to_owned).collect();
    let below: Option<(Vec<String>, _)> = below.map(|(names, preset)| (owned(names), preset));
    let Some((names, below)) = below else {
        return (object, preset);
    };
    for name in names {
        if let Some(Value::Object(mut inner)) = object.remove(&name) {
            for (name, value) in object {
                inner.entry(name).or_insert(value);
            }
            object = inner;
        }
    }
    (object, Some(below))
}

/// A record as its fields are looked for.
#[derive(Clone)]
struct View<'v> {
    object: &'v Map<String, Value>,
    /// The names that the known fields usually have, as far as the record has them.
    usual: [Vec<&'v str>; FIELDS.len()],
    preset: Option<&'static Preset>,
    config: &'v ReadConfig,
    /// The object further down that alone holds a text.
    below: Option<&'v Map<String, Value>>,
}

impl<'v> View<'v> {
    fn new(
        object: &'v Map<String, Value>,
        preset: Option<&'static Preset>,
        config: &'v ReadConfig,
    ) -> Self {
        Self {
            object,
            usual: usual_names(object.keys().map(String::as_str)),
            preset,
            config,
            below: None,
        }
    }

    /// The path and the value of a known field.
    fn value(&self, role: usize) -> Option<(String, String)> {
        let field = FIELDS[role];
        let stated = self.config.fields.get(field).map_or(field, String::as_str);
        let found = |path: &str| Some((path.to_owned(), self.at_path(path, role)?));
        if stated != field {
            return found(stated);
        }
        if let Some(preset) = self.preset {
            let mut paths = preset.paths(field).peekable();
            let is_all = paths.peek().is_some() && field == "source";
            let value = paths.find_map(found);
            if value.is_some() || is_all {
                return value.map(|(path, value)| (path, self.repeated(role, value)));
            }
        }
        let mut usual = self.usual[role].iter();
        let at_top = usual.find_map(|name| {
            let value = self.object.get(*name)?;
            // What holds the text and its fields is none of them: `_source` is no source.
            if value.as_object().is_some_and(|inner| self.is_below(inner)) {
                return None;
            }
            let value = value_of(&[value], role)?;
            Some(((*name).to_owned(), value))
        });
        at_top.or_else(|| Some((String::new(), usual_value(self.below?, role)?)))
    }

    fn is_below(&self, object: &Map<String, Value>) -> bool {
        self.below.is_some_and(|below| std::ptr::eq(below, object))
    }

    /// The text of a repeated message is cut; that of the message itself, behind how it opens, is not.
    fn repeated(&self, role: usize, whole: String) -> String {
        if role != TEXT || whole.starts_with(REPEATED) {
            return whole;
        }
        let own = ["full_text", "text", "rawContent"];
        let mut own = own
            .iter()
            .filter_map(|name| self.object.get(*name)?.as_str());
        let opening = own.find(|own| own.starts_with(REPEATED)).and_then(|own| {
            let (opening, _) = own.split_once(": ")?;
            Some(format!("{opening}: "))
        });
        opening.unwrap_or_default() + &whole
    }

    fn at_path(&self, path: &str, role: usize) -> Option<String> {
        value_of(&at(self.object, path), role)
    }

    /// The one object further down with a text, if no field at the top has one.
    fn only_text(&self) -> Option<&'v Map<String, Value>> {
        let is_stated = self
            .config
            .fields
            .get("text")
            .is_some_and(|text| text != "text");
        if is_stated || self.value(TEXT).is_some() {
            return None;
        }
        let inner = |object: &'v Map<String, Value>, depth: usize| {
            let inner = object.values().filter_map(Value::as_object);
            inner.map(move |inner| (inner, depth + 1))
        };
        let mut waiting: Vec<(&Map<String, Value>, usize)> = inner(self.object, 0).collect();
        let (mut found, mut seen) = (None, 0);
        while let Some((object, depth)) = waiting.pop() {
            seen += 1;
            if usual_value(object, TEXT).is_some() {
                if found.replace(object).is_some() {
                    return None;
                }
            } else if depth < DEEPEST && seen < MOST_PATHS {
                waiting.extend(inner(object, depth));
            }
        }
        found
    }

    /// Why there is no text, truly, and what to do.
    fn why_no_text(&self) -> String {
        let stated = self
            .config
            .fields
            .get("text")
            .map_or("text", String::as_str);
        let name = match stated {
            "text" => self.usual[TEXT].first().copied().unwrap_or(stated),
            stated => stated,
        };
        let values = at(self.object, name);
        let mut paths = Vec::new();
        list_paths(self.object, "", 0, &mut paths);
        match values.first() {
            Some(Value::Array(items)) if !items.is_empty() => {
                format!("the field `{name}` is a list without any text")
            }
            Some(Value::Object(inner)) if !inner.is_empty() => {
                paths.retain(|(path, _)| path.starts_with(&format!("{name}.")));
                let reason = self.advice(&paths);
                let advice = reason.split_once('(').map_or("", |(_, advice)| advice);
                format!("the field `{name}` is an object without a text ({advice}")
            }
            Some(_) => "empty text".to_owned(),
            None if self.preset_has_text() => "empty text".to_owned(),
            None => self.advice(&paths),
        }
    }

    /// What there is, and which of it may be the text: the first of the usual name, or the longest.
    fn advice(&self, paths: &[(String, usize)]) -> String {
        let reason = no_text(paths.iter().map(|(path, _)| path.as_str()), self.config);
        let is_usual = |path: &str| {
            let last = path.rsplit('.').next();
            !usual_names(last.into_iter())[TEXT].is_empty()
        };
        let mut texts = paths.iter().filter(|(_, length)| *length > 0);
        let usual = texts.clone().find(|(path, _)| is_usual(path));
        let longest = texts
            .by_ref()
            .filter(|(_, length)| *length >= LEAST_ADVISED);
        match usual.or_else(|| longest.max_by_key(|(_, length)| *length)) {
            Some((path, _)) => reason.replace("text=body", &format!("text={path}")),
            None => reason,
        }
    }

    fn preset_has_text(&self) -> bool {
        let mut paths = self
            .preset
            .into_iter()
            .flat_map(|preset| preset.paths("text"));
        paths.any(|path| !at(self.object, path).is_empty())
    }
}

/// The paths of the texts in a record, with their lengths.
fn list_paths(
    object: &Map<String, Value>,
    before: &str,
    depth: usize,
    paths: &mut Vec<(String, usize)>,
) {
    for (name, value) in object {
        if paths.len() >= MOST_PATHS {
            return;
        }
        let path = format!("{before}{name}");
        match value {
            Value::Object(inner) if depth < DEEPEST => {
                list_paths(inner, &format!("{path}."), depth + 1, paths);
            }
            Value::Array(items) if depth < DEEPEST => match items.first() {
                Some(Value::Object(inner)) => {
                    list_paths(inner, &format!("{path}."), depth + 1, paths);
                }
                _ => paths.push((path, 0)),
            },
            Value::String(text) => paths.push((path, text.len())),
            _ => paths.push((path, 0)),
        }
    }
}

#[cfg(test)]
mod tests;
