//! Mail: a single message (eml), or a folder of them (mbox), with or without an ending.
//!
//! Takes the bytes of the file, gives a document a message: plain text if it holds any, else the text of
//! its HTML. Subject, author, date, recipients and the message's id are what it states. Quotations and
//! signatures become rows; attachments are named in a note and not read.

mod envelope;
#[cfg(any(feature = "mail", feature = "ole"))]
mod replies;

pub(super) use envelope::is_mail;
#[cfg(any(feature = "mail", feature = "ole"))]
pub(super) use replies::own_text;

#[cfg(feature = "mail")]
mod message;
#[cfg(feature = "mail")]
pub(crate) use message::mail;
#[cfg(all(test, feature = "mail"))]
pub(super) fn example() -> &'static str {
    message::tests::FOLDER
}

/// How many attachments are named.
#[cfg(any(feature = "mail", feature = "ole"))]
const NAMED: usize = 10;

/// What to say of attachments with these names.
#[cfg(any(feature = "mail", feature = "ole"))]
pub(super) fn named_attachments(names: &[Option<&str>]) -> Option<String> {
    let more = names.len().saturating_sub(NAMED);
    let named = names.iter().take(NAMED);
    let named: Vec<&str> = named
        .map(|name| name.unwrap_or("one without a name"))
        .collect();
    let more = match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!names.is_empty()).then(|| format!("attachments not read: {}{more}", named.join(", ")))
}
