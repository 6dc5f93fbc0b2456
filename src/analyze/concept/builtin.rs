//! The codebooks that come with the program, each known by its name.
//!
//! They are examples on a subject, so none is ever used without being asked for.

use std::path::Path;

use super::codebook::{Codebook, CodebookOrigin};
use crate::config::PatternMatching;
use crate::error::{Error, Result};

/// Name and text of each, in the order of names.
const BOOKS: [(&str, &str); 1] = [(
    "cyberspace-governance",
    include_str!("../../starter/builtin/cyberspace-governance.yml"),
)];

/// What stands before the name where a codebook is chosen.
const PREFIX: &str = "builtin:";

impl Codebook {
    /// The names of the built-in codebooks.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BOOKS.iter().map(|(name, _)| *name)
    }

    /// The built-in codebook that a choice such as `builtin:cyberspace-governance` names; `None` if
    /// the choice names a file.
    ///
    /// # Errors
    /// [`Error::Setting`] with the names there are, if none has this one.
    pub fn built_in(choice: &str) -> Result<Option<Self>> {
        let Some(wanted) = choice.strip_prefix(PREFIX) else {
            return Ok(None);
        };
        let Some((name, text)) = BOOKS.iter().find(|(name, _)| *name == wanted) else {
            let names: Vec<String> = Self::built_in_names()
                .map(|name| format!("{PREFIX}{name}"))
                .collect();
            let message = format!(
                "no built-in codebook is called `{wanted}`; expected one of: {}",
                names.join(" ")
            );
            return Err(Error::setting("concepts.codebook", message));
        };
        let book = Self::parse(text, Path::new(choice), PatternMatching::default())?;
        Ok(Some(Self {
            origin: CodebookOrigin::BuiltIn(name),
            ..book
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_codebook_is_sound_and_has_a_version() {
        for name in Codebook::built_in_names() {
            let book = Codebook::built_in(&format!("{PREFIX}{name}")).expect(name);
            let book = book.expect("a built-in codebook");
            assert!(
                book.version.is_some() && book.concepts().count() >= 5,
                "{name}"
            );
            assert!(book.describe().contains(name));
        }
        assert!(BOOKS.is_sorted_by(|one, next| one.0 < next.0));
    }

    #[test]
    #[allow(
        clippy::disallowed_methods,
        reason = "a test looks at the files of the project"
    )]
    fn every_file_in_the_folder_is_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/starter/builtin");
        let files = std::fs::read_dir(folder).expect("the folder").count();
        assert_eq!(files, BOOKS.len());
    }

    #[test]
    fn a_file_is_no_built_in_codebook_and_an_unknown_name_lists_those_there_are() {
        assert!(Codebook::built_in("mine.yml").expect("a file").is_none());
        let error = Codebook::built_in("builtin:mine").expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "concepts.codebook: no built-in codebook is called `mine`; expected one of: builtin:cyberspace-governance"
        );
    }
}
