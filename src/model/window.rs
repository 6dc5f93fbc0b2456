//! How many words are looked at on each side of a hit.
//!
//! Written `5` (five on each side), `5L,3R`, `5L` (left only) or `3R`; in `refrain.toml` also as a number.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// Words on the left and on the right of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Words before the hit.
    pub left: u32,
    /// Words after it.
    pub right: u32,
}

impl Window {
    /// As many words on both sides.
    #[must_use]
    pub const fn both(words: u32) -> Self {
        Self {
            left: words,
            right: words,
        }
    }

    /// The larger of both sides.
    #[must_use]
    pub fn widest(self) -> u32 {
        self.left.max(self.right)
    }

    /// In words: `5 tokens`, `5 tokens before or 3 after`.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self { left, right } if left == right => format!("{left} tokens"),
            Self { left, right } => format!("{left} tokens before or {right} after"),
        }
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "unknown window `{text}`; expected a number of words such as 5, or 5L,3R for 5 to the left and 3 to the right"
            )
        };
        if let Ok(words) = text.trim().parse() {
            return Ok(Self::both(words));
        }
        let (mut left, mut right) = (None, None);
        for part in text.split(',') {
            let part = part.trim();
            let place = part.len() - part.chars().next_back().map_or(0, char::len_utf8);
            let (number, side) = part.split_at(place);
            let words: u32 = number.parse().map_err(|_| wrong())?;
            let end = match side {
                "L" | "l" => &mut left,
                "R" | "r" => &mut right,
                _ => return Err(wrong()),
            };
            if end.replace(words).is_some() {
                return Err(wrong());
            }
        }
        Ok(Self {
            left: left.unwrap_or(0),
            right: right.unwrap_or(0),
        })
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { left, right } if left == right => write!(f, "{left}"),
            Self { left, right } => write!(f, "{left}L,{right}R"),
        }
    }
}

impl Serialize for Window {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { left, right } if left == right => serializer.serialize_u32(*left),
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrSides)
    }
}

struct NumberOrSides;

impl Visitor<'_> for NumberOrSides {
    type Value = Window;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of words, or \"5L,3R\"")
    }

    fn visit_i64<E: serde::de::Error>(self, words: i64) -> Result<Window, E> {
        let words = u32::try_from(words);
        words
            .map(Window::both)
            .map_err(|_| E::custom("expected a number of words, at least 0"))
    }

    fn visit_u64<E: serde::de::Error>(self, words: u64) -> Result<Window, E> {
        let words = u32::try_from(words);
        words
            .map(Window::both)
            .map_err(|_| E::custom("too many words"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Window, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_read_as_they_are_written() {
        for (text, left, right) in [
            ("5", 5, 5),
            ("5L,3R", 5, 3),
            ("3r, 5l", 5, 3),
            ("2R", 0, 2),
            ("4L", 4, 0),
            ("0L,1R", 0, 1),
        ] {
            assert_eq!(text.parse(), Ok(Window { left, right }), "{text}");
        }
        for text in ["", "L", "5L,3L", "x", "5M", "-1", "5L 3R", "5右", "右"] {
            assert!(text.parse::<Window>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_window_is_a_number_in_settings_unless_its_sides_differ() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Section {
            window: Window,
        }
        let section = |text: &str| toml::from_str::<Section>(text);
        let same = section("window = 4").expect("a number");
        assert_eq!(same.window, Window::both(4));
        assert_eq!(toml::to_string(&same).expect("toml"), "window = 4\n");
        let sides = section("window = \"2L,9R\"").expect("sides");
        assert_eq!(sides.window.describe(), "2 tokens before or 9 after");
        assert_eq!(
            toml::to_string(&sides).expect("toml"),
            "window = \"2L,9R\"\n"
        );
        assert!(section("window = -1").is_err());
        assert!(section("window = true").is_err());
    }
}
