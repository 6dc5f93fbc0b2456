//! The cues of a file of subtitles, in six formats.

use std::borrow::Cow;

use super::super::lines::lines;
use super::lyrics::{is_lyrics, lyrics};
use super::markup::{plain, resolved_if};

/// How many lines of one cue are compared with the next.
pub(super) const MOST_LINES: usize = 8;

/// What is shown at one time.
#[derive(Debug, Default)]
pub(super) struct Cue<'a> {
    /// When it is shown, in milliseconds.
    pub(super) start: u64,
    pub(super) end: u64,
    /// Its lines without markup; none is empty.
    pub(super) lines: Vec<Cow<'a, str>>,
    /// Whether the markup names another voice than before.
    pub(super) is_new_voice: bool,
}

/// All cues of a file, and what is none.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub(super) cues: Vec<Cue<'a>>,
    /// Times, numbers, notes, names of voices, line by line.
    pub(super) marks: String,
    /// What the file states, by the names of fields.
    pub(super) stated: Vec<(&'static str, String)>,
    /// Whether lines are those of a song, of which each is sung.
    pub(super) is_verse: bool,
    pub(super) voice: &'a str,
}

/// The formats of subtitles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    SubRip,
    WebVtt,
    SubViewer,
    SubStation,
    MicroDvd,
    Lyrics,
}

/// The cues, if the text is one of subtitles.
pub(super) fn cues(text: &str) -> Option<Found<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    let kind = kind(text)?;
    let found = match kind {
        Kind::SubStation => events(text),
        Kind::MicroDvd => frames(text),
        Kind::Lyrics => lyrics(text),
        _ => timed(text, kind),
    };
    (!found.cues.is_empty()).then_some(found)
}

fn kind(text: &str) -> Option<Kind> {
    let mut started = lines(text)
        .map(|line| line.text.trim())
        .filter(|line| !line.is_empty());
    let first = started.next()?;
    if let Some(rest) = first.strip_prefix("WEBVTT") {
        return (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(Kind::WebVtt);
    }
    if first == "[Script Info]" {
        return Some(Kind::SubStation);
    }
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let second = started.next();
    let has_cue = |line: &str| times(line, "-->").is_some();
    if has_cue(first) || is_number && second.is_some_and(has_cue) {
        return Some(Kind::SubRip);
    }
    if times(first, ",").is_some() {
        return Some(Kind::SubViewer);
    }
    if is_lyrics(text) {
        return Some(Kind::Lyrics);
    }
    frame(first)
        .filter(|(_, _, text)| !text.is_empty())
        .map(|_| Kind::MicroDvd)
}

/// The two times of a line of times.
fn times(line: &str, sign: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once(sign)?;
    let end = rest.split_whitespace().next()?;
    Some((time(start.trim())?, time(end)?))
}

/// A time such as `00:01:02,500` in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.rsplit_once([',', '.'])?;
    let is_number = |part: &str| {
        (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len())
        || !parts.iter().all(|part| is_number(part))
        || !is_number(fraction)
    {
        return None;
    }
    let seconds = parts.iter().try_fold(0, |sum: u64, part| {
        Some(sum * 60 + part.parse::<u64>().ok()?)
    })?;
    let thousandths = format!("{fraction:0<3}");
    Some(seconds * 1000 + thousandths.get(..3)?.parse::<u64>().ok()?)
}

/// SubRip, WebVTT and SubViewer: blocks with a line of times.
fn timed(text: &str, kind: Kind) -> Found<'_> {
    let sign = if kind == Kind::SubViewer { "," } else { "-->" };
    let mut found = Found::default();
    let mut all = lines(text).map(|line| line.text.trim()).peekable();
    // Whether the lines are those of a cue, of a note or the head of the file, or of nothing yet.
    let (mut is_cue, mut is_aside) = (false, kind == Kind::WebVtt);
    let mut is_after_blank = true;
    while let Some(line) = all.next() {
        let next = all.peek().copied().unwrap_or_default();
        if line.is_empty() {
            // YouTube's captions have lines with a blank: an empty line ends a cue only before another block.
            is_aside = false;
            is_cue &= !(next.is_empty() || starts_block(next, kind));
        } else if let Some((start, end)) = times(line, sign) {
            is_cue = true;
            is_aside = false;
            found.mark(line);
            found.cues.push(Cue {
                start,
                end,
                ..Cue::default()
            });
        } else if is_aside || times(next, sign).is_some() && (is_after_blank || is_counter(line)) {
            found.mark(line);
            found.state(line);
        } else if !is_cue && kind == Kind::WebVtt {
            is_aside = true;
            found.mark(line);
        } else {
            is_cue = true;
            found.say(line, kind);
        }
        is_after_blank = line.is_empty();
    }
    found
}

/// Whether a line begins something other than the lines of a cue.
fn starts_block(line: &str, kind: Kind) -> bool {
    let is_aside = ["NOTE", "STYLE", "REGION"]
        .iter()
        .any(|name| line.starts_with(name));
    is_counter(line) || line.contains("-->") || kind == Kind::WebVtt && is_aside
}

fn is_counter(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// SubStation: lines of fields, the last of which is the text.
fn events(text: &str) -> Found<'_> {
    let mut found = Found::default();
    for line in lines(text)
        .map(|line| line.text.trim())
        .filter(|line| !line.is_empty())
    {
        let fields = line.strip_prefix("Dialogue:").and_then(|fields| {
            let (at, _) = fields.match_indices(',').nth(8)?;
            let mut parts = fields.split(',').skip(1);
            Some((
                time(parts.next()?)?,
                time(parts.next()?)?,
                &fields[at + 1..],
            ))
        });
        let Some((start, end, spoken)) = fields else {
            found.mark(line);
            continue;
        };
        found.mark(&line[..line.len() - spoken.len()]);
        found.cues.push(Cue {
            start,
            end,
            ..Cue::default()
        });
        let parts = spoken.split("\\N").flat_map(|part| part.split("\\n"));
        parts.for_each(|part| found.say(part.trim(), Kind::SubStation));
    }
    found
}

/// MicroDVD: lines that begin with two numbers of frames; 25 frames are taken for a second.
fn frames(text: &str) -> Found<'_> {
    let mut found = Found::default();
    for line in lines(text)
        .map(|line| line.text.trim())
        .filter(|line| !line.is_empty())
    {
        let Some((start, end, spoken)) = frame(line) else {
            found.say(line, Kind::MicroDvd);
            continue;
        };
        found.mark(&line[..line.len() - spoken.len()]);
        found.cues.push(Cue {
            start: start.saturating_mul(40),
            end: end.saturating_mul(40),
            ..Cue::default()
        });
        spoken
            .split('|')
            .for_each(|part| found.say(part.trim(), Kind::MicroDvd));
    }
    found
}

fn frame(line: &str) -> Option<(u64, u64, &str)> {
    let (start, rest) = line.strip_prefix('{')?.split_once("}{")?;
    let (end, spoken) = rest.split_once('}')?;
    Some((start.parse().ok()?, end.parse().ok()?, spoken))
}

impl<'a> Found<'a> {
    pub(super) fn mark(&mut self, line: &str) {
        if !self.marks.is_empty() {
            self.marks.push('\n');
        }
        self.marks.push_str(line);
    }

    /// Takes over what the head of the file states.
    fn state(&mut self, line: &str) {
        if let Some(language) = line.strip_prefix("Language:")
            && self.cues.is_empty()
        {
            self.stated.push(("language", language.trim().to_owned()));
        }
    }

    /// Takes in a line of the last cue.
    pub(super) fn say(&mut self, line: &'a str, kind: Kind) {
        let plain = plain(line);
        for time in &plain.times {
            self.mark(time);
        }
        for voice in &plain.voices {
            self.mark(voice);
        }
        let text = resolved_if(plain.text, kind == Kind::WebVtt || kind == Kind::SubRip);
        let Some(cue) = self.cues.last_mut() else {
            self.mark(line);
            return;
        };
        if let Some(voice) = plain.voices.last() {
            cue.is_new_voice |= *voice != self.voice && !self.voice.is_empty();
            self.voice = voice;
        }
        if !text.trim().is_empty() {
            cue.lines.push(text);
        }
    }
}
