//! How mail looks from outside: where the messages of a mail folder begin, and how a single one does.
//!
//! A folder (mbox) is known by its first line, `From ` with an address and a time, and a header in the
//! next. A single message begins with headers alone, of which some stand in mail only. Needs no parser,
//! so a file of mail is recognised in every build.

/// Headers that stand in mail and newsgroups only, in lower case.
const SURE: [&str; 15] = [
    "content-transfer-encoding",
    "content-type",
    "delivered-to",
    "dkim-signature",
    "in-reply-to",
    "lines",
    "message-id",
    "mime-version",
    "newsgroups",
    "organization",
    "received",
    "references",
    "return-path",
    "thread-topic",
    "x-mailer",
];

/// Whether a file that begins so is mail.
pub(crate) fn is_mail(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    starts_folder(head) || starts_message(head)
}

/// Whether a mail folder begins so.
pub(super) fn starts_folder(head: &[u8]) -> bool {
    let (first, rest) = split_line(head);
    let has_time = first.windows(3).any(|three| {
        matches!(three, [hour, b':', minute] if hour.is_ascii_digit() && minute.is_ascii_digit())
    });
    let (second, _) = split_line(rest);
    first.starts_with(b"From ")
        && has_time
        && (second.starts_with(b">From ") || header_name(second).is_some())
}

/// Whether all lines up to the first blank one are headers, and show that this is mail.
fn starts_message(head: &[u8]) -> bool {
    let (mut has_author, mut is_sure) = (false, false);
    let mut rest = head;
    let mut headers = 0;
    loop {
        let (line, next) = split_line(rest);
        if line.is_empty() {
            break;
        }
        // The last line may be cut.
        let is_cut = next.is_empty();
        let is_continued = headers > 0
            && line
                .first()
                .is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        match header_name(line) {
            _ if is_continued => {}
            Some(name) => {
                headers += 1;
                has_author |= name.eq_ignore_ascii_case(b"from");
                is_sure |= SURE
                    .iter()
                    .any(|sure| name.eq_ignore_ascii_case(sure.as_bytes()));
            }
            None if is_cut && headers > 0 => {}
            None => return false,
        }
        rest = next;
    }
    has_author && is_sure
}

/// The name of the header that the line is.
fn header_name(line: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b':', line)?;
    let name = &line[..end];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!name.is_empty() && name.iter().all(is_name)).then_some(name)
}

/// The first line without its end, and the rest.
fn split_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr::memchr(b'\n', text);
    let (line, rest) = match end {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, &[][..]),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// A message of a folder.
#[cfg(any(test, feature = "mail"))]
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Envelope<'a> {
    /// The line before it, without `From `.
    pub(super) sender: &'a [u8],
    /// The message, without the `>` that folders put before lines that begin with `From `.
    pub(super) message: Vec<u8>,
}

/// The messages of a folder.
#[cfg(any(test, feature = "mail"))]
pub(super) fn messages(folder: &[u8]) -> Vec<Envelope<'_>> {
    let mut messages: Vec<Envelope<'_>> = Vec::new();
    let mut rest = folder;
    let mut is_after_blank = true;
    while !rest.is_empty() {
        let (line, next) = split_line(rest);
        let whole = &rest[..rest.len() - next.len()];
        if is_after_blank && line.starts_with(b"From ") && starts_folder(rest) {
            messages.push(Envelope {
                sender: &line[5..],
                message: Vec::new(),
            });
        } else if let Some(last) = messages.last_mut() {
            let unmarked = line.iter().position(|byte| *byte != b'>');
            let is_marked = unmarked.is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
            last.message.extend(&whole[usize::from(is_marked)..]);
        }
        is_after_blank = line.is_empty();
        rest = next;
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_known_by_its_first_lines() {
        for head in [
            "From ann@example.org Mon Feb  3 06:10:00 2014\nFrom: Ann\n",
            "From ann at example.org  Mon Feb  3 06:10:00 2014\r\nFrom: ann at example.org (Ann)\r\n",
            "Return-Path: <a@b>\nReceived: from x\n\tby y\nFrom: Ann\n\nMill",
            "From: ann@example.org (Ann)\nSubject: Mills\nOrganization: Mill\nLines: 3\n\nMill",
            "Subject: x\nFrom: y\nMessage-ID: z",
            "\u{feff}From: y\nMIME-Version: 1.0\nX-Cut",
        ] {
            assert!(is_mail(head.as_bytes()), "{head}");
        }
        for head in [
            "",
            "From here to there.\nIt is far.",
            "From 10:15 on they met.\nIt was late.",
            "From: the mayor\nTo: the council\nDate: 3 May\n\nWe met.",
            "Subject: x\nMessage-ID: z\n\nx",
            "From: a\nText\nMessage-ID: z\n\nx",
            "Lines: 3",
        ] {
            assert!(!is_mail(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn a_folder_is_cut_where_a_message_begins() {
        let folder = b"From a@b Mon Feb  3 06:10:00 2014\nFrom: a\n\n>From then on.\n>>From\nFrom 06:10 the tide rose.\n\nFrom 06:10 it fell.\n\nFrom c@d Tue Feb  4 06:10:00 2014\nFrom: c\n\nYes.";
        let messages = messages(folder);
        let texts: Vec<_> = messages
            .iter()
            .map(|found| String::from_utf8_lossy(&found.message))
            .collect();
        assert_eq!(
            texts,
            [
                "From: a\n\nFrom then on.\n>>From\nFrom 06:10 the tide rose.\n\nFrom 06:10 it fell.\n\n",
                "From: c\n\nYes."
            ]
        );
        assert_eq!(messages[1].sender, b"c@d Tue Feb  4 06:10:00 2014");
    }
}
