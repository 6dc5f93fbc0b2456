//! Subtitles: SubRip (srt), WebVTT (vtt), SubViewer (sbv), SubStation (ass, ssa), MicroDVD (sub), and lyrics with
//! times (lrc).
//!
//! Gives one document a file: what is said, cue after cue, as running text. A paragraph ends where a
//! sentence ends and nothing is said for a while, or where a new voice is marked. Times, numbers, notes
//! and the names of voices are in a row. Captions that roll up show each line two or three times: it
//! counts once, the others are in another row. Signs of music and descriptions of sounds are kept.

mod cues;
mod lyrics;
mod markup;

use super::Split;
use super::draft::Draft;
use super::lines::left_out;
use crate::model::{Layout, Rule};
use crate::source::formats::Converted;
use cues::{Cue, cues};

/// For how many milliseconds nothing is said between paragraphs.
const PAUSE: u64 = 2500;
/// A cue that rolls on begins within this many milliseconds of the end of the one before.
const ROLLING: u64 = 200;

pub(super) fn split(text: &str) -> Option<Split> {
    let found = cues(text)?;
    let (spoken, repeated) = spoken(&found.cues, !found.is_verse);
    let rows = [
        left_out(Rule::Mark, 1, &found.marks),
        left_out(Rule::Mark, 1, &repeated),
    ];
    let mut stated = Draft::default();
    found
        .stated
        .iter()
        .for_each(|(name, value)| stated.set(name, value));
    let document = Converted {
        text: spoken,
        left_out: rows.into_iter().flatten().collect(),
        ..stated.finish()
    };
    Some(Split::of(Layout::Subtitles, vec![document]))
}

/// What is said, and the lines that were shown again, where captions may roll up.
fn spoken(cues: &[Cue<'_>], may_roll: bool) -> (String, String) {
    let overlaps: Vec<usize> = std::iter::once(0)
        .chain(cues.windows(2).map(overlap))
        .collect();
    let rolling = overlaps.iter().filter(|lines| **lines > 0).count();
    // A line said twice does not make captions roll; captions that roll do it all along.
    let rolls = may_roll && rolling >= 2 && rolling * 5 >= cues.len() * 2;
    let (mut text, mut repeated) = (String::new(), String::new());
    let mut end = 0;
    let mut ends_sentence = true;
    for (cue, overlap) in cues.iter().zip(overlaps) {
        let (again, new) = cue.lines.split_at(if rolls { overlap } else { 0 });
        for line in again {
            repeated.push_str(line);
            repeated.push('\n');
        }
        let is_new_voice = cue.is_new_voice || new.first().is_some_and(|line| is_dashed(line));
        if !new.is_empty() && !text.is_empty() {
            let has_paused = cue.start > end + PAUSE && ends_sentence;
            text.push_str(if has_paused || is_new_voice {
                "\n\n"
            } else {
                "\n"
            });
        }
        text.push_str(&new.join("\n"));
        if let Some(last) = new.last() {
            ends_sentence = last
                .trim_end_matches(['"', '”', '»', ')'])
                .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।']);
            end = cue.end;
        }
    }
    (text, repeated)
}

/// With how many lines at its end the first cue begins the second, if that follows at once.
fn overlap(pair: &[Cue<'_>]) -> usize {
    let [before, after] = pair else {
        return 0;
    };
    if after.start > before.end + ROLLING {
        return 0;
    }
    let most = before.lines.len().min(after.lines.len());
    let is_same =
        |count: &usize| before.lines[before.lines.len() - count..] == after.lines[..*count];
    (1..=most.min(cues::MOST_LINES))
        .rev()
        .find(is_same)
        .unwrap_or(0)
}

/// Whether a line begins with the dash of another speaker.
fn is_dashed(line: &str) -> bool {
    let rest = line.strip_prefix(['-', '–', '—', '‐']);
    rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_alphanumeric))
        || line.starts_with(">>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, rows: &[&str]) {
        let split = split(text).expect("subtitles");
        assert_eq!(split.documents.len(), 1);
        let document = &split.documents[0];
        assert_eq!(document.text, expected);
        let found: Vec<_> = document
            .left_out
            .iter()
            .map(|row| row.text.as_str())
            .collect();
        assert_eq!(found, rows);
    }

    #[test]
    fn subrip() {
        check(
            "\u{feff}1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>The tide</i> is\r\nrising.\r\n\r\n2\r\n00:00:03,600 --> 00:00:05,000 X1:40\r\n{\\an8}3 < 4 boats\r\n\r\n3\r\n00:00:05,100 --> 00:00:06,000\r\nleft.\r\n\r\n4\r\n00:01:00,000 --> 00:01:02,000\r\n♪ Row on ♪\r\n- Who?\r\n",
            "The tide is\nrising.\n3 < 4 boats\nleft.\n\n♪ Row on ♪\n- Who?",
            &[
                "1\n00:00:01,000 --> 00:00:03,500\n2\n00:00:03,600 --> 00:00:05,000 X1:40\n3\n00:00:05,100 --> 00:00:06,000\n4\n00:01:00,000 --> 00:01:02,000",
            ],
        );
    }

    #[test]
    fn webvtt_with_voices_notes_and_styles() {
        let text = "WEBVTT - The talk\nLanguage: de\n\nSTYLE\n::cue { color: red }\n\nNOTE checked\ntwice\n\nintro\n00:01.000 --> 00:03.000 align:start\n<v.loud Ann Reed>Good<00:00:01.400><c.x> day</c> &amp; hello</v>\n\n00:03.100 --> 00:04.000\n<v Ann Reed>again.\n\n00:04.100 --> 00:05.000\n<v Ben>No.</v>";
        check(
            text,
            "Good day & hello\nagain.\n\nNo.",
            &[
                "WEBVTT - The talk\nLanguage: de\nSTYLE\n::cue { color: red }\nNOTE checked\ntwice\nintro\n00:01.000 --> 00:03.000 align:start\n00:00:01.400\nAnn Reed\n00:03.100 --> 00:04.000\nAnn Reed\n00:04.100 --> 00:05.000\nBen",
            ],
        );
        let split = split(text).expect("subtitles");
        assert_eq!(split.documents[0].language.as_deref(), Some("de"));
    }

    #[test]
    fn lines_that_roll_up_count_once() {
        let text = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n \nthe tide<00:00:01.000><c> rose</c>\n\n00:00:02.000 --> 00:00:02.010\nthe tide rose\n \n\n00:00:02.010 --> 00:00:04.000\nthe tide rose\nand fell\n\n00:00:04.000 --> 00:00:04.010\nand fell\n\n00:00:04.010 --> 00:00:06.000\nand fell\nagain";
        let split = split(text).expect("subtitles");
        let document = &split.documents[0];
        assert_eq!(document.text, "the tide rose\nand fell\nagain");
        assert_eq!(
            document.left_out[1].text,
            "the tide rose\nthe tide rose\nand fell\nand fell"
        );
        check(
            "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n\n3\n00:00:03,000 --> 00:00:04,000\nYes.\n",
            "No.\nNo.\nYes.",
            &[
                "1\n00:00:01,000 --> 00:00:02,000\n2\n00:00:02,000 --> 00:00:03,000\n3\n00:00:03,000 --> 00:00:04,000",
            ],
        );
    }

    #[test]
    fn subviewer_substation_and_microdvd() {
        check(
            "0:00:01.000,0:00:02.000\nThe tide\nrose.\n\n0:00:02.000,0:00:03.000\nYes.\n",
            "The tide\nrose.\nYes.",
            &["0:00:01.000,0:00:02.000\n0:00:02.000,0:00:03.000"],
        );
        check(
            "[Script Info]\nTitle: Talk\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}The tide{\\i0},\\Nrose.\nComment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,no\n",
            "The tide,\nrose.",
            &[
                "[Script Info]\nTitle: Talk\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,\nComment: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,no",
            ],
        );
        check(
            "{25}{50}{y:i}The tide|rose.\n{51}{75}Yes.\n",
            "The tide\nrose.\nYes.",
            &["{25}{50}\n{51}{75}"],
        );
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "1\n2\n3\n",
            "WEBVTTX\n\nfoo",
            "At 00:00:01,000 --> 00:00:03,500 it rose.",
            "1\n00:00 is midnight\n",
            "[Script Info] is a heading.\n",
            "{25}{50}\n",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
