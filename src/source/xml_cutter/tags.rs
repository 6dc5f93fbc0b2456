//! Tags among the bytes of XML, and which elements repeat near its root.

/// How many names are counted.
const MOST_NAMES: usize = 500;
/// So many of one name repeat.
const FEWEST: u32 = 3;
/// How deep below the root elements are looked at.
const DEEPEST: usize = 3;
/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Open,
    Close,
    /// Of an element without content.
    Empty,
    /// A comment, a declaration, an instruction, text that is marked as such.
    Other,
}

/// The tag that some bytes begin with, and its length; nothing if its end is not among them.
pub(super) fn tag(bytes: &[u8]) -> Option<(usize, Tag)> {
    let behind = |end: &[u8]| {
        let at = memchr::memmem::find(bytes, end)?;
        Some((at + end.len(), Tag::Other))
    };
    match bytes {
        [b'<', b'!', b'-', b'-', ..] => behind(b"-->"),
        [b'<', b'!', b'[', ..] => behind(b"]]>"),
        [b'<', b'?', ..] => behind(b"?>"),
        [b'<', b'!', ..] => {
            // A document type may hold declarations in brackets.
            let end = memchr::memchr(b'>', bytes)?;
            match memchr::memchr(b'[', &bytes[..end]) {
                Some(_) => behind(b"]>"),
                None => Some((end + 1, Tag::Other)),
            }
        }
        [b'<', b'/', ..] => Some((memchr::memchr(b'>', bytes)? + 1, Tag::Close)),
        _ => {
            let mut quote = None;
            let end = bytes.iter().position(|byte| match (quote, byte) {
                (None, b'>') => true,
                (None, b'"' | b'\'') => {
                    quote = Some(*byte);
                    false
                }
                (Some(open), byte) if open == *byte => {
                    quote = None;
                    false
                }
                _ => false,
            })?;
            let is_empty = bytes[..end].ends_with(b"/");
            Some((end + 1, if is_empty { Tag::Empty } else { Tag::Open }))
        }
    }
}

/// The name in an opening tag.
fn name(tag: &[u8]) -> &[u8] {
    let inside = tag.get(1..).unwrap_or_default();
    let end = inside
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
    &inside[..end.unwrap_or(inside.len())]
}

/// Where the first of the elements that repeat starts, and the names of those open there.
pub(super) fn repeated(bytes: &[u8]) -> Option<(usize, Vec<Vec<u8>>)> {
    // Of each name on each level: how many there are.
    let mut counts: Vec<(usize, &[u8], u32)> = Vec::new();
    each_opening(bytes, |level, start, _| {
        let name = name(&bytes[start..]);
        let has_room = counts.len() < MOST_NAMES;
        match counts
            .iter_mut()
            .find(|(of, other, _)| (*of, *other) == (level, name))
        {
            Some((.., count)) => *count += 1,
            None if has_room => counts.push((level, name, 1)),
            None => {}
        }
        true
    });
    let repeating = counts.iter().filter(|(.., count)| *count >= FEWEST);
    let level = repeating.clone().map(|(level, ..)| *level).min()?;
    let names: Vec<&[u8]> = repeating
        .filter(|(of, ..)| *of == level)
        .map(|(_, name, _)| *name)
        .collect();
    let mut first = None;
    each_opening(bytes, |of, start, open: &[&[u8]]| {
        if of == level && names.contains(&name(&bytes[start..])) {
            let open = open.iter().map(|name| name.to_vec()).collect();
            first = Some((start, open));
        }
        first.is_none()
    });
    first
}

/// Calls `visit` with the level and the start of each element that opens near the root, and the names of
/// those that are open, until it says `false`.
fn each_opening<'a>(bytes: &'a [u8], mut visit: impl FnMut(usize, usize, &[&'a [u8]]) -> bool) {
    let mut at = 0;
    let mut open: Vec<&[u8]> = Vec::new();
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + start;
        let Some((length, tag)) = tag(&bytes[start..]) else {
            return;
        };
        at = start + length;
        let level = open.len();
        if matches!(tag, Tag::Open | Tag::Empty)
            && (1..=DEEPEST).contains(&level)
            && !visit(level, start, &open)
        {
            return;
        }
        match tag {
            Tag::Open => open.push(name(&bytes[start..])),
            Tag::Close => drop(open.pop()),
            Tag::Empty | Tag::Other => {}
        }
    }
}
