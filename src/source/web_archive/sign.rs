//! Where a record of a web archive begins: a line `WARC/1.0`, and fields below it.

use memchr::memmem;

/// How much shows whether a record begins: its first line, and the name of its first field.
pub(super) const SIGN: usize = 96;

/// Whether what follows the content of a record is the next record or nothing.
pub(super) fn follows(rest: &[u8], has_ended: bool) -> bool {
    let next = rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
    match next {
        Some(next) => begins_record(&rest[next..]),
        None => has_ended || !rest.is_empty(),
    }
}

/// Whether a record begins here: `WARC/1.0` or another version on a line.
pub(super) fn begins_record(bytes: &[u8]) -> bool {
    after_version(bytes).is_some()
}

/// What follows the line of the version.
fn after_version(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"WARC/")?;
    let version = rest
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.');
    let rest = rest.get(version.count().clamp(1, 8)..)?;
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\r'));
    rest.get(blanks.count()..)?.strip_prefix(b"\n")
}

/// Where in `bytes`, behind their first one, a record begins. Since a page may hold a line that looks like
/// it, a field has to follow. What was cut off before it need not have ended its line.
pub(super) fn next_record(bytes: &[u8]) -> Option<usize> {
    let mut starts = memmem::find_iter(bytes, b"WARC/").filter(|&start| {
        let rest = bytes.get(start..).and_then(after_version);
        rest.is_some_and(|rest| {
            let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-';
            let name = rest.iter().take_while(is_name).count();
            start > 0 && name > 0 && rest.get(name) == Some(&b':')
        })
    });
    starts.next()
}
