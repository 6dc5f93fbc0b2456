//! Flags that were in use before: takes what was typed, gives it under the names of today, with notes.

use std::ffi::OsString;

use refrain::config::OLD_FLAGS;

/// The arguments with flags of today, and a note for each that was renamed.
pub(super) fn renamed(typed: Vec<OsString>) -> (Vec<OsString>, Vec<String>) {
    let mut notes = Vec::new();
    let mut is_open = true;
    let arguments = typed.into_iter().map(|argument| {
        is_open &= argument != "--";
        let today = argument.to_str().filter(|_| is_open).and_then(of_today);
        let Some((old, flag, value)) = today else {
            return argument;
        };
        notes.push(format!("`--{old}` is now called `--{flag}`"));
        format!("--{flag}{value}").into()
    });
    (arguments.collect(), notes)
}

/// The old flag, that of today, and the `=` and value behind it.
fn of_today(argument: &str) -> Option<(&'static str, &'static str, &str)> {
    let typed = argument.strip_prefix("--")?;
    let (name, value) = typed.split_at(typed.find('=').unwrap_or(typed.len()));
    let mut known = OLD_FLAGS.iter();
    let (old, flag) = known.find(|(old, _)| *old == name)?;
    Some((old, flag, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_flags_are_renamed_with_a_note() {
        let typed = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let (today, notes) = renamed(typed("run --stop a.txt --least-association=3 -- --stop"));
        let expected = typed("run --stop-word-file a.txt --least-log-likelihood=3 -- --stop");
        assert_eq!(today, expected);
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[0], "`--stop` is now called `--stop-word-file`");
    }
}
