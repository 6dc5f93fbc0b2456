//! The formats that tables are written in besides CSV, by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A format that tables are written in besides CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum OutputFormat {
    /// Each table as a Parquet file, with typed columns.
    Parquet,
    /// All tables as the sheets of one Excel workbook.
    Xlsx,
    /// The document-term matrix, in the format of Matrix Market.
    MatrixMarket,
}

impl OutputFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Parquet, Self::Xlsx, Self::MatrixMarket];

    /// The name, as it is typed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
            Self::MatrixMarket => "matrix-market",
        }
    }

    /// The feature that writes it, if the build is without.
    fn lacking(self) -> Option<&'static str> {
        match self {
            Self::Parquet if !cfg!(feature = "parquet") => Some("parquet"),
            Self::Xlsx if !cfg!(feature = "xlsx") => Some("xlsx"),
            _ => None,
        }
    }
}

impl FromStr for OutputFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let format = Self::ALL.into_iter().find(|format| format.name() == name);
        if let Some(feature) = format.and_then(Self::lacking) {
            return Err(format!(
                "this build of refrain cannot write `{name}` (feature `{feature}`); build it with cargo build --release --features {feature}"
            ));
        }
        format.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(" ");
            format!(
                "unknown output format `{name}`; expected one or more of: {names} (CSV is written unless --no-csv is given; the format of the input is set with --input-format)"
            )
        })
    }
}

impl fmt::Display for OutputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl TryFrom<String> for OutputFormat {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl From<OutputFormat> for String {
    fn from(format: OutputFormat) -> Self {
        format.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_name() {
        for format in OutputFormat::ALL {
            let parsed = format.to_string().parse();
            match format.lacking() {
                None => assert_eq!(parsed, Ok(format)),
                Some(feature) => {
                    let error = parsed.expect_err("no such feature");
                    assert!(error.contains(&format!("feature `{feature}`")), "{error}");
                }
            }
        }
        let error = "txt".parse::<OutputFormat>().expect_err("unknown");
        assert!(error.contains("`txt`") && error.contains("parquet xlsx matrix-market"));
    }
}
