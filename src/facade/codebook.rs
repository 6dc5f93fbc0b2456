//! A codebook: concepts and the patterns that find them.

use std::path::Path;

use crate::analyze;
use crate::config::PatternMatching;
use crate::error::{Error, Result};
use crate::source;

/// Concepts and the patterns that find them.
///
/// ```
/// let book = refrain::Codebook::from_yaml("climate: [climate change, 'warming*']")?;
/// assert_eq!(book.concepts().collect::<Vec<_>>(), ["climate"]);
/// # Ok::<(), refrain::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Codebook(pub(super) analyze::Codebook);

impl Codebook {
    /// The codebook that this YAML has, in the layout of quanteda dictionaries: a concept, and a list of
    /// patterns or sub-concepts. Patterns match forms unless the codebook has `match: stems`.
    ///
    /// # Errors
    /// [`Error::Malformed`], with the line and what was expected.
    pub fn from_yaml(text: &str) -> Result<Self> {
        analyze::Codebook::parse(text, Path::new("codebook.yml"), PatternMatching::default())
            .map(Self)
    }

    /// The codebook of a file: YAML, or the layout of LIWC, Yoshikoder, Lexicoder or WordStat, or a
    /// table, by its extension.
    ///
    /// # Errors
    /// [`Error::Read`] or [`Error::Malformed`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let file = source::read_codebook(path.as_ref())?;
        analyze::Codebook::parse(&file.text, &file.path, PatternMatching::default()).map(Self)
    }

    /// A codebook that comes with refrain, by its name: `cyberspace-governance`.
    ///
    /// # Errors
    /// [`Error::Setting`], which names those there are.
    pub fn built_in(name: &str) -> Result<Self> {
        let book = analyze::Codebook::built_in(&format!("builtin:{name}"))?;
        let unknown = || Error::setting("codebook", format!("no codebook is called `{name}`"));
        book.map(Self).ok_or_else(unknown)
    }

    /// The names of its concepts, in their order, without sub-concepts.
    pub fn concepts(&self) -> impl Iterator<Item = &str> {
        let concepts = self.0.concepts();
        concepts.map(|concept| self.0.category(concept).name.as_str())
    }
}
