//! A message to a document.

use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::envelope::{messages, starts_folder};
use super::{named_attachments, own_text};
use crate::clean::{Quotations, html_text};
use crate::model::Layout;
use crate::parser_guard::caught;
use crate::source::decode::{Hints, decode};
use crate::source::formats::Converted;
use crate::source::split::Split;

/// The messages of a file of mail.
///
/// # Errors
/// If it holds no message.
pub(crate) fn mail(bytes: &[u8]) -> Result<Split, String> {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Result<Split, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let documents = if starts_folder(bytes) {
        let messages = messages(bytes).into_iter();
        let documents = messages.filter_map(|found| {
            let mut document = document(&found.message)?;
            document.date = document.date.or_else(|| sent(found.sender));
            Some(document)
        });
        documents.collect()
    } else {
        document(bytes).into_iter().collect::<Vec<_>>()
    };
    if documents.is_empty() {
        return Err("it contains no message".to_owned());
    }
    Ok(Split::of(Layout::Mail, documents))
}

fn document(bytes: &[u8]) -> Option<Converted> {
    let message = MessageParser::default().parse(bytes)?;
    let (text, left_out) = own_text(&body(&message));
    let address = |address: Option<&Address<'_>>| {
        let first = address.and_then(|address| address.first())?;
        let named = first.name().or(first.address())?;
        Some(in_archive(named).unwrap_or(named).to_owned())
    };
    let date = message.date().filter(|date| date.is_valid());
    let date = date.map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let fields = [
        ("to", message.to().map(addresses)),
        ("message_id", message.message_id().map(str::to_owned)),
    ];
    let fields = fields.into_iter();
    Some(Converted {
        text,
        left_out,
        title: message.subject().map(str::to_owned),
        author: address(message.from()),
        date,
        fields: fields
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect(),
        notes: note_of_attachments(&message).into_iter().collect(),
        ..Converted::default()
    })
}

/// The name in `ann at example.org (Ann Reed)`, as archives of mailing lists write addresses.
fn in_archive(address: &str) -> Option<&str> {
    let (address, name) = address.strip_suffix(')')?.split_once(" (")?;
    (address.contains(" at ") && !name.trim().is_empty()).then(|| name.trim())
}

/// The names of all who are addressed, or their addresses.
fn addresses(all: &Address<'_>) -> String {
    let names = all.iter().filter_map(|one| one.name().or(one.address()));
    names.collect::<Vec<_>>().join("; ")
}

/// The date in the line that a folder puts before a message: `ann@example.org Mon Feb  3 06:10:00 2014`.
fn sent(sender: &[u8]) -> Option<String> {
    let sender = std::str::from_utf8(sender).ok()?;
    let words: Vec<&str> = sender.split_whitespace().collect();
    let time = words.iter().position(|word| word.contains(':'))?;
    let (month, day) = (words.get(time.checked_sub(2)?)?, words.get(time - 1)?);
    let is_year = |word: &&&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = words.iter().skip(time).find(is_year)?;
    Some(format!("{day} {month} {year}"))
}

/// The text of a message: its plain parts, or those in HTML if the plain ones hold no word.
fn body(message: &Message<'_>) -> String {
    let text_of = |parts: &[u32]| {
        let parts = parts
            .iter()
            .filter_map(|part| message.parts.get(*part as usize));
        let texts: Vec<String> = parts.map(|part| part_text(message, part)).collect();
        texts.join("\n\n")
    };
    let plain = text_of(&message.text_body);
    if plain.contains(char::is_alphanumeric) {
        plain
    } else {
        text_of(&message.html_body)
    }
}

fn part_text(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Text(text) => undeclared(message, part).unwrap_or_else(|| text.to_string()),
        PartType::Html(html) => match undeclared(message, part) {
            Some(html) => html_text(&html, Quotations::Marked),
            None => html_text(html, Quotations::Marked),
        },
        _ => String::new(),
    }
}

/// The text of a part that stands there as it is, in another encoding than it says.
fn undeclared(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
        return None;
    };
    if part.encoding != Encoding::None || !text.contains('\u{FFFD}') {
        return None;
    }
    let range = part.offset_body as usize..part.offset_end as usize;
    let bytes = message.raw_message.get(range)?;
    let decoded = decode(bytes.to_vec(), &Hints::default()).ok()?;
    Some(decoded.text)
}

fn note_of_attachments(message: &Message<'_>) -> Option<String> {
    let names: Vec<Option<&str>> = message.attachments().map(name_of).collect();
    named_attachments(&names)
}

/// The name of an attachment, if it has one.
fn name_of<'a>(part: &'a MessagePart<'_>) -> Option<&'a str> {
    match &part.body {
        PartType::Message(_) => Some("a message"),
        _ => part.attachment_name(),
    }
}

#[cfg(test)]
pub(in crate::source::formats) mod tests {
    use super::*;

    pub(in crate::source::formats) const FOLDER: &str = "From ann@example.org Mon Feb  3 06:10:00 2014\nFrom: Ann Reed <ann@example.org>\nTo: Council <council@example.org>, ben@example.org\nSubject: =?iso-8859-1?Q?Caf=E9?= =?utf-8?B?IGFuZCBxdWF5?=\nDate: Mon, 3 Feb 2014 23:10:00 -0500\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"x\"\n\n--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=E9 is flo=\noded.\n> Is it?\n--y\nContent-Type: text/html\n\n<p>The <b>page</b></p>\n--y--\n--x\nContent-Type: application/pdf; name=\"plan.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nVGhl\n--x--\n\nFrom ben at example.org  Tue Feb  4 07:00:00 2014\nFrom: ben at example.org (Ben Holt)\nSubject: [Dike] It holds\n\nIt holds.\n";

    fn one(text: &[u8]) -> Converted {
        let split = mail(text).expect("mail");
        assert_eq!(split.documents.len(), 1);
        split.documents.into_iter().next().unwrap_or_default()
    }

    #[test]
    fn a_folder_gives_its_messages() {
        let split = mail(FOLDER.as_bytes()).expect("mail");
        let [first, second] = &split.documents[..] else {
            panic!("two messages");
        };
        assert_eq!(first.text, "The caf\u{e9} is flooded.");
        assert_eq!(first.title.as_deref(), Some("Caf\u{e9} and quay"));
        assert_eq!(first.author.as_deref(), Some("Ann Reed"));
        assert_eq!(first.date.as_deref(), Some("2014-02-03"));
        assert_eq!(first.left_out[0].text, "> Is it?");
        assert_eq!(first.notes, ["attachments not read: plan.pdf"]);
        let fields: Vec<_> = first
            .fields
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(fields, ["Council; ben@example.org", "1@example.org"]);
        assert_eq!(second.text, "It holds.");
        assert_eq!(second.author.as_deref(), Some("Ben Holt"));
        assert_eq!(second.date.as_deref(), Some("4 Feb 2014"));
    }

    #[test]
    fn a_message_in_html_only_is_read() {
        let message = one(
            b"From: a@b\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>It <b>holds</b>.</p><blockquote><p>Does it?</p></blockquote>",
        );
        assert_eq!(message.text, "It holds.");
        assert_eq!(message.left_out[0].text, "> Does it?");
        assert_eq!(message.author.as_deref(), Some("a@b"));
    }

    #[test]
    fn bytes_without_an_encoding_are_detected() {
        let text = b"From: a@b\nMessage-ID: <1@b>\n\nLe caf\xE9 du port \xE9tait ferm\xE9 apr\xE8s la mar\xE9e.\n";
        assert_eq!(
            one(text).text,
            "Le caf\u{e9} du port \u{e9}tait ferm\u{e9} apr\u{e8}s la mar\u{e9}e."
        );
        let russian = one(
            b"From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n7cnS\n",
        );
        assert_eq!(russian.text, "\u{41c}\u{438}\u{440}");
    }
}
