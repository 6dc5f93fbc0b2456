//! Checks that several sections share. Each takes the name of a setting and its value, and fails with
//! what was expected.

use crate::error::{Error, Result};

/// Fails unless a number is from 1 to `most`, in this unit.
pub(super) fn check_range(name: &str, value: u32, most: u32, unit: &str) -> Result<()> {
    if (1..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::setting(
        name,
        format!("{value} is out of range; expected 1 to {most} {unit}"),
    ))
}

/// Fails if a number is above `most`; `unit` stands behind it in the message.
pub(super) fn check_most(name: &str, value: u32, most: u32, unit: &str) -> Result<()> {
    if value <= most {
        return Ok(());
    }
    Err(Error::setting(
        name,
        format!("{value} is too large; expected at most {most}{unit}"),
    ))
}

/// Fails unless a share is from `least` to 1.
pub(super) fn check_share(name: &str, value: f64, least: f64) -> Result<()> {
    if (least..=1.0).contains(&value) {
        return Ok(());
    }
    let range = if least == f64::MIN_POSITIVE {
        "above 0 and at most 1".to_owned()
    } else {
        format!("from {least} to 1")
    };
    Err(Error::setting(
        name,
        format!("{value} is out of range; expected a share {range}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_out_of_range_is_named_with_its_range() {
        let told = |checked: Result<()>| checked.expect_err("out of range").to_string();
        assert_eq!(
            told(check_range("a.b", 0, 5, "words")),
            "a.b: 0 is out of range; expected 1 to 5 words"
        );
        assert_eq!(
            told(check_most("a.b", 9, 8, " words")),
            "a.b: 9 is too large; expected at most 8 words"
        );
        assert_eq!(
            told(check_share("a.b", 1.5, 0.5)),
            "a.b: 1.5 is out of range; expected a share from 0.5 to 1"
        );
        assert_eq!(
            told(check_share("a.b", 7.0, f64::MIN_POSITIVE)),
            "a.b: 7 is out of range; expected a share above 0 and at most 1"
        );
        assert!(check_share("a.b", 1.0, 0.0).is_ok());
    }
}
