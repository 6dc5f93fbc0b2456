//! Lyrics with times (lrc): each line is sung from the times before it, `[00:12.40]`.
//!
//! A line with several times is kept once, as it is written. A time without words ends a verse. Lines such as
//! `[ti: ...]` state title, singer, album and language.

use super::super::lines::lines;
use super::cues::{Cue, Found, Kind};

/// What a line may state, and the name of the field.
const STATED: [(&str, &str); 6] = [
    ("ti", "title"),
    ("ar", "author"),
    ("al", "album"),
    ("au", "songwriter"),
    ("lr", "lyricist"),
    ("la", "language"),
];
/// What it may state of the file itself.
const OF_FILE: [&str; 6] = ["by", "length", "offset", "re", "tool", "ve"];
/// How many lines with times show the layout, where nothing is stated.
const LEAST: usize = 3;
/// How many lines are looked at.
const LOOKED_AT: usize = 40;

/// Whether a text is lyrics, by its first lines.
pub(super) fn is_lyrics(text: &str) -> bool {
    let started = lines(text).map(|line| line.text.trim());
    let mut started = started.filter(|line| !line.is_empty()).take(LOOKED_AT);
    let Some(first) = started.next() else {
        return false;
    };
    let is_stated = |line: &str| statement(line).is_some();
    if !is_stated(first) && stamp(first, false).is_none() {
        return false;
    }
    let has_time = |line: &str| stamp(line, is_stated(first)).is_some();
    let timed = std::iter::once(first)
        .chain(started.clone())
        .filter(|line| has_time(line));
    let others = started.filter(|line| !has_time(line) && !is_stated(line));
    let (timed, others) = (timed.count(), others.count());
    timed > others * 2 && (timed >= LEAST || is_stated(first))
}

/// The cues of lyrics.
pub(super) fn lyrics(text: &str) -> Found<'_> {
    let mut found = Found {
        is_verse: true,
        ..Found::default()
    };
    let mut begins_verse = false;
    for line in lines(text).map(|line| line.text.trim()) {
        if let Some((name, value)) = statement(line) {
            found.mark(line);
            let mut fields = STATED.iter().filter(|(tag, _)| *tag == name);
            found
                .stated
                .extend(fields.next().map(|(_, field)| (*field, value.to_owned())));
            continue;
        }
        let (mut rest, mut start) = (line, None);
        while let Some((time, behind)) = stamp(rest, true) {
            found.mark(&rest[..rest.len() - behind.len()]);
            (rest, start) = (behind.trim_start(), start.or(Some(time)));
        }
        if rest.is_empty() {
            begins_verse |= !found.cues.is_empty();
            continue;
        }
        // A line without a time goes on in the one above.
        if start.is_some() || found.cues.is_empty() {
            found.cues.push(Cue {
                start: start.unwrap_or_default(),
                is_new_voice: std::mem::take(&mut begins_verse),
                ..Cue::default()
            });
        }
        found.say(rest, Kind::Lyrics);
    }
    found
}

/// What a line states of the song: `[ar: Ann Reed]`.
fn statement(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(':')?;
    let name = name.trim();
    let mut known = STATED.iter().map(|(tag, _)| *tag).chain(OF_FILE);
    let is_known = known.any(|tag| tag.eq_ignore_ascii_case(name)) || name == "#";
    is_known.then(|| (name, value.trim()))
}

/// The time that a text begins with, in milliseconds, and what follows it. Without a fraction of a second it
/// may be the time of day in a chat.
fn stamp(text: &str, may_be_whole: bool) -> Option<(u64, &str)> {
    let (time, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (minutes, seconds) = time.split_once(':')?;
    let (seconds, fraction) = match seconds.split_once('.') {
        Some((seconds, fraction)) => (seconds, fraction),
        None if may_be_whole => seconds.split_once(':').unwrap_or((seconds, "0")),
        None => return None,
    };
    let number = |digits: &str, most: usize| {
        let fits = (1..=most).contains(&digits.len());
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        (fits && is_number).then(|| digits.parse::<u64>().ok())?
    };
    let whole = number(minutes, 3)? * 60 + number(seconds, 2)?;
    number(fraction, 3)?;
    let thousandths = format!("{fraction:0<3}").parse::<u64>().ok()?;
    Some((whole * 1000 + thousandths, rest))
}

#[cfg(test)]
mod tests {
    use super::super::split;

    #[test]
    fn times_are_no_words_and_verses_are_paragraphs() {
        let text = "\u{feff}[ti:Row home]\r\n[ar: Ann Reed]\r\n[al:Tides]\r\n[by:]\r\n[offset:+120]\r\n\r\n[00:12.00]The tide is low\r\n[00:15.30]Row, row\r\n[00:17.30]Row, row\r\n[00:19]\r\n[00:21.00][01:40.500]<00:21.00>Home <00:21.60>again\r\n";
        let split = split(text).expect("lyrics");
        let song = &split.documents[0];
        assert_eq!(
            song.text,
            "The tide is low\nRow, row\nRow, row\n\nHome again"
        );
        assert_eq!(song.title.as_deref(), Some("Row home"));
        assert_eq!(song.author.as_deref(), Some("Ann Reed"));
        assert_eq!(song.fields, [("album".to_owned(), "Tides".to_owned())]);
        let rows: Vec<_> = song.left_out.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(
            rows,
            [
                "[ti:Row home]\n[ar: Ann Reed]\n[al:Tides]\n[by:]\n[offset:+120]\n[00:12.00]\n[00:15.30]\n[00:17.30]\n[00:19]\n[00:21.00]\n[01:40.500]\n00:21.00\n00:21.60"
            ]
        );
    }

    #[test]
    fn nothing_need_be_stated() {
        let split =
            split("[00:01.10]Eins\n[00:02.20] zwei\nund drei\n[00:03.00] vier\n[00:04.00] fünf\n");
        assert_eq!(
            split.expect("lyrics").documents[0].text,
            "Eins\nzwei\nund drei\nvier\nfünf"
        );
    }

    #[test]
    fn chats_and_quotations_are_none() {
        for text in [
            "[12:01] ann: hello\n[12:02] bo: hello\n[12:03] ann: bye\n",
            "[12:01:10] Ann: hello\n[12:02:11] Bo: hello\n[12:03:00] Ann: bye\n",
            "[1:1] In the beginning\n[1:2] And the earth\n[1:3] And there\n",
            "[00:12.00] is a time.\nThis is a text\nabout times.\n",
            "[by: nobody]\n\nA text.\n",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
