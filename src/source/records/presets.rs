//! Presets: where the fields of records stand in what platforms export (`src/data/presets.tsv`).
//!
//! A preset is the one that the settings name, or, unless they say `none`, the first of which a record
//! has all paths of a mark.

use std::sync::LazyLock;

use crate::config::ReadConfig;
use crate::data::DataFile;
use crate::error::{Error, Result};
use crate::near_names::hint;

/// Where the fields of a platform's records stand.
#[derive(Debug)]
pub(super) struct Preset {
    name: &'static str,
    /// What its records are.
    about: &'static str,
    /// Paths that its records have, all of one list.
    marks: Vec<Vec<&'static str>>,
    /// Fields and paths, in the order of the file.
    fields: Vec<(&'static str, &'static str)>,
}

/// All presets, in the order of the file.
static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/presets.tsv"));
    let mut presets: Vec<Preset> = Vec::new();
    for [name, field, path] in file.rows() {
        let preset = match presets.pop_if(|last| last.name == name) {
            Some(preset) => preset,
            None => Preset {
                name,
                about: "",
                marks: Vec::new(),
                fields: Vec::new(),
            },
        };
        presets.push(preset.with(field, path));
    }
    presets
});

impl Preset {
    fn with(mut self, field: &'static str, path: &'static str) -> Self {
        match field {
            "about" => self.about = path,
            "mark" => self.marks.push(path.split(" + ").collect()),
            _ => self.fields.push((field, path)),
        }
        self
    }

    /// The preset for a record; `has` tells whether there is something at a path of it.
    pub(super) fn of(config: &ReadConfig, has: &dyn Fn(&str) -> bool) -> Option<&'static Self> {
        match config.preset.as_str() {
            "none" => None,
            "auto" => PRESETS.iter().find(|preset| {
                let mut marks = preset.marks.iter();
                marks.any(|mark| mark.iter().all(|path| has(path)))
            }),
            name => PRESETS.iter().find(|preset| preset.name == name),
        }
    }

    /// The paths of a field, the surest first.
    pub(super) fn paths(&self, field: &str) -> impl Iterator<Item = &'static str> {
        let fields = self.fields.iter().filter(move |(name, _)| *name == field);
        fields.map(|(_, path)| *path)
    }

    /// The fields that are none of `known`, with their paths.
    pub(super) fn further(
        &self,
        known: &[&str],
    ) -> impl Iterator<Item = (&'static str, &'static str)> {
        let fields = self.fields.iter().copied();
        fields.filter(move |(name, _)| {
            !["records", "replies", "channel"].contains(name) && !known.contains(name)
        })
    }
}

/// Checks that there is a preset of the name in the settings.
///
/// # Errors
/// [`Error::Setting`], with the names there are.
pub(in super::super) fn check_preset(config: &ReadConfig) -> Result<()> {
    let name = config.preset.as_str();
    let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    if matches!(name, "auto" | "none") || names.contains(&name) {
        return Ok(());
    }
    let near = hint(name, names.iter().copied());
    let message = format!(
        "unknown preset `{name}`{near}\n  expected auto, none or one of: {}",
        names.join(" ")
    );
    Err(Error::setting("read.preset", message))
}

/// The names of the presets, each with what its records are.
pub fn presets() -> impl Iterator<Item = (&'static str, &'static str)> {
    PRESETS.iter().map(|preset| (preset.name, preset.about))
}
