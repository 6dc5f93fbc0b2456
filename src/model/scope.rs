//! Where two phrases must both stand to make a pair.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where two phrases must both stand to make a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    Paragraph,
    /// The same document.
    Document,
    /// Within so many tokens on either side, in the same sentence.
    Window(u32),
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "sentence" => Ok(Self::Sentence),
            "paragraph" => Ok(Self::Paragraph),
            "document" => Ok(Self::Document),
            _ => {
                let size = name
                    .strip_prefix("window:")
                    .and_then(|size| size.parse().ok());
                size.filter(|size| (1..=1000).contains(size)).map(Self::Window).ok_or_else(|| {
                    format!("unknown scope `{name}`; expected sentence, paragraph, document or window:K with K from 1 to 1000")
                })
            }
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => f.write_str("sentence"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Document => f.write_str("document"),
            Self::Window(size) => write!(f, "window:{size}"),
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_by_name() {
        for name in ["sentence", "paragraph", "document", "window:10"] {
            assert_eq!(name.parse::<Scope>().expect("known").to_string(), name);
        }
        for name in ["page", "window:0", "window:", "window:x"] {
            assert!(name.parse::<Scope>().is_err(), "{name}");
        }
    }
}
