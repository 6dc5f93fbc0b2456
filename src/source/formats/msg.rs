//! Messages of Outlook (.msg).
//!
//! Takes the compound file, gives the message as mail is given: subject, sender, date and recipients are
//! what it states, quotations and signatures become rows, attachments are named in a note.

use super::mail::{named_attachments, own_text};
use super::ole::{Compound, day_at, u32_at};
use super::{Converted, Outcome};
use crate::clean::{Quotations, html_text};
use crate::source::decode::{Hints, decode};

/// How many bytes stand before the list of properties.
const HEADER: usize = 32;
/// The times when it was sent and when it came.
const TIMES: [u32; 2] = [0x0039_0040, 0x0E06_0040];
/// How many attachments are looked at.
const MOST_ATTACHMENTS: usize = 1000;

/// Converts a message.
///
/// # Errors
/// If it is damaged, or without text.
pub(super) fn msg(file: &mut Compound<'_>) -> Outcome {
    let body = match text(file, "", "1000")? {
        Some(body) if body.contains(char::is_alphanumeric) => body,
        _ => html(file)?,
    };
    if body.trim().is_empty() {
        return Err(
            "it contains no text; open it in its own program and save it as text".to_owned(),
        );
    }
    let (own, left_out) = own_text(&body);
    let properties = file.stream("/__properties_version1.0")?.unwrap_or_default();
    let mut fields = Vec::new();
    for (name, tag) in [("to", "0E04"), ("message_id", "1035")] {
        let value = text(file, "", tag)?;
        let value = value.map(|value| value.trim_matches(['<', '>']).to_owned());
        fields.extend(value.map(|value| (name.to_owned(), value)));
    }
    let author = match text(file, "", "0C1A")? {
        Some(name) => Some(name),
        None => text(file, "", "0C1F")?,
    };
    Ok(Converted {
        text: own,
        left_out,
        title: text(file, "", "0037")?,
        author,
        date: TIMES.iter().find_map(|time| day_of(&properties, *time)),
        fields,
        notes: attachments(file)?.into_iter().collect(),
        ..Converted::default()
    })
}

/// A property that is text: in 16 bits a character, or in some encoding.
fn text(file: &mut Compound<'_>, storage: &str, tag: &str) -> Result<Option<String>, String> {
    let name = |kind: &str| format!("{storage}/__substg1.0_{tag}{kind}");
    if let Some(bytes) = file.stream(&name("001F"))? {
        let (units, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        return Ok(trimmed(&String::from_utf16_lossy(&units)));
    }
    let bytes = file.stream(&name("001E"))?;
    Ok(bytes.and_then(|bytes| trimmed(&decoded(bytes, false)?)))
}

fn trimmed(text: &str) -> Option<String> {
    let text = text.trim_end_matches('\0');
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn decoded(bytes: Vec<u8>, is_markup: bool) -> Option<String> {
    let hints = Hints {
        is_markup,
        ..Hints::default()
    };
    Some(decode(bytes, &hints).ok()?.text)
}

/// The text of the message in HTML.
fn html(file: &mut Compound<'_>) -> Result<String, String> {
    let bytes = file.stream("/__substg1.0_10130102")?;
    let html = match bytes {
        Some(bytes) => decoded(bytes, true),
        None => text(file, "", "1013")?,
    };
    Ok(html
        .map(|html| html_text(&html, Quotations::Marked))
        .unwrap_or_default())
}

/// The day that a property states.
fn day_of(properties: &[u8], wanted: u32) -> Option<String> {
    let list = properties.get(HEADER..)?;
    let (entries, _) = list.as_chunks::<16>();
    let entry = entries
        .iter()
        .find(|entry| u32_at(*entry, 0) == Some(wanted))?;
    day_at(entry, 8)
}

/// The names of the attachments, as a note.
fn attachments(file: &mut Compound<'_>) -> Result<Option<String>, String> {
    let mut names = Vec::new();
    for storage in file
        .storages("__attach_version")
        .iter()
        .take(MOST_ATTACHMENTS)
    {
        let storage = format!("/{storage}");
        let name = match text(file, &storage, "3707")? {
            Some(name) => Some(name),
            None => text(file, &storage, "3704")?,
        };
        names.push(name);
    }
    let names: Vec<Option<&str>> = names.iter().map(Option::as_deref).collect();
    Ok(named_attachments(&names))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::formats::ole::{compound, ole};

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn properties() -> Vec<u8> {
        let mut properties = vec![0; HEADER];
        properties.extend(0x0039_0040_u32.to_le_bytes());
        properties.extend([0; 4]);
        properties.extend(((1_391_385_600_u64 + 11_644_473_600) * 10_000_000).to_le_bytes());
        properties
    }

    pub(in crate::source::formats) fn example() -> Vec<u8> {
        compound(&[
            ("/__properties_version1.0", properties()),
            ("/__substg1.0_0037001F", wide("The dike")),
            ("/__substg1.0_0C1A001F", wide("Ann Reed")),
            ("/__substg1.0_0E04001F", wide("Ben Holt")),
            ("/__substg1.0_1000001F", wide("It holds.\r\n-- \r\nAnn\r\n")),
            (
                "/__attach_version1.0_#00000000/__substg1.0_3707001F",
                wide("plan.pdf"),
            ),
        ])
    }

    #[test]
    fn a_message_is_read() {
        let (_, outcome) = ole(&example());
        let message = outcome.expect("a message");
        assert_eq!(message.text, "It holds.");
        assert_eq!(message.title.as_deref(), Some("The dike"));
        assert_eq!(message.author.as_deref(), Some("Ann Reed"));
        assert_eq!(message.date.as_deref(), Some("2014-02-03"));
        assert_eq!(message.left_out.len(), 1);
        assert_eq!(message.notes, ["attachments not read: plan.pdf"]);
        assert_eq!(message.fields, [("to".to_owned(), "Ben Holt".to_owned())]);
    }

    #[test]
    fn a_message_in_html_or_in_eight_bits_is_read() {
        let bytes = compound(&[
            ("/__properties_version1.0", Vec::new()),
            ("/__substg1.0_0037001E", b"Caf\xE9 au port".to_vec()),
            ("/__substg1.0_10130102", b"<p>It <b>holds</b>.</p>".to_vec()),
        ]);
        let (_, outcome) = ole(&bytes);
        let message = outcome.expect("a message");
        assert_eq!(message.text, "It holds.");
        assert_eq!(message.title.as_deref(), Some("Café au port"));
        let empty = compound(&[("/__properties_version1.0", Vec::new())]);
        let (_, outcome) = ole(&empty);
        assert!(
            outcome
                .expect_err("a reason")
                .starts_with("it contains no text")
        );
    }
}
