//! What there is to read: walks the inputs and lists units in the order of their paths.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Unit;
use super::check_settings;
use super::listing::Listing;
use crate::config::ReadConfig;
use crate::error::{Error, Result};
use crate::model::Skipped;

/// Everything found below the inputs.
#[derive(Debug, Default)]
pub struct Discovery {
    /// What can be read, in the order of paths.
    pub units: Vec<Unit>,
    /// What can't be a document, with the reason.
    pub skipped: Vec<Skipped>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Files that the globs of the settings leave out.
    pub(super) unselected: usize,
}

impl Discovery {
    /// Bytes to be read.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.units.iter().map(Unit::bytes).sum()
    }

    /// Bytes of text in them, about: packed text has a quarter of its size.
    #[must_use]
    pub fn text_bytes(&self) -> u64 {
        let unpacked = |unit: &Unit| unit.bytes() * if unit.is_collection() { 4 } else { 1 };
        self.units.iter().map(unpacked).sum()
    }
}

/// Lists what `inputs` hold. Folders below an input that hold an output of refrain's are passed over.
///
/// With several inputs every path begins with the input's own name, and with as many folders above
/// it as it takes to tell the inputs apart. `-` is standard input.
///
/// # Errors
/// If an input is missing, unreadable or given twice, a `metadata.csv` is malformed, or a setting is
/// wrong.
pub fn discover(inputs: &[PathBuf], config: &ReadConfig) -> Result<Discovery> {
    check_settings(config)?;
    let mut listing = Listing::new(config)?;
    let is_alone = inputs.len() == 1;
    for (input, label) in inputs.iter().zip(labels(inputs)?) {
        listing.add_input(input, &label, is_alone)?;
    }
    listing.into_discovery()
}

/// A name for each input: the last parts of its full path, as few as tell all inputs apart.
fn labels(inputs: &[PathBuf]) -> Result<Vec<String>> {
    let full = inputs
        .iter()
        .map(|input| input.canonicalize().unwrap_or_else(|_| input.clone()));
    let full: Vec<PathBuf> = full.collect();
    check_apart(inputs, &full)?;
    let last_parts = |path: &PathBuf, parts: usize| {
        let names: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        names[names.len().saturating_sub(parts)..].join("/")
    };
    let longest = full
        .iter()
        .map(|path| path.iter().count())
        .max()
        .unwrap_or(1);
    let of_length = |parts| full.iter().map(|path| last_parts(path, parts)).collect();
    let are_distinct =
        |labels: &Vec<String>| labels.iter().collect::<BTreeSet<_>>().len() == labels.len();
    // Full paths are distinct, so some number of parts is enough.
    Ok((1..=longest)
        .map(of_length)
        .find(are_distinct)
        .unwrap_or_default())
}

/// Fails if an input is given twice or lies inside another, so that nothing counts twice.
fn check_apart(inputs: &[PathBuf], full: &[PathBuf]) -> Result<()> {
    for (index, path) in full.iter().enumerate() {
        let inner = inputs[index].display();
        if full[..index].contains(path) {
            return Err(Error::setting("input", format!("{inner} is given twice")));
        }
        let mut others = full.iter().zip(inputs).filter(|(other, _)| *other != path);
        if let Some((_, above)) = others.find(|(other, _)| path.starts_with(other)) {
            let message = format!("{inner} lies inside {}; name one of them", above.display());
            return Err(Error::setting("input", message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_told_apart_by_as_few_parts_as_it_takes() {
        let labels = |inputs: [&str; 2]| labels(&inputs.map(PathBuf::from));
        assert_eq!(
            labels(["/n/a", "/n/b.txt"]).expect("distinct"),
            ["a", "b.txt"]
        );
        assert_eq!(
            labels(["/n/a/x", "/n/b/x"]).expect("distinct"),
            ["a/x", "b/x"]
        );
        assert!(labels(["/n/a", "/n/a"]).is_err());
        assert!(labels(["/n/a", "/n/a/b.txt"]).is_err());
    }
}
