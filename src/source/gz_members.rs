//! Gzip in members, one after another: what is damaged costs its own member.
//!
//! Takes a packed stream, gives what is in its members as one stream. A damaged member ends with an error;
//! who reads on gets the next member that can be found.

use std::io::{self, BufRead, Chain, Cursor, ErrorKind, Read};

use flate2::bufread::GzDecoder;

use super::damaged::damaged;

/// The length of a member's header without its optional fields.
const HEADER: usize = 10;

/// A reader of what the members hold.
pub(super) struct GzMembers<R> {
    state: State<R>,
}

/// A packed stream with a member's header before it, if that was read already.
type Packed<R> = Chain<Cursor<Vec<u8>>, Counted<R>>;

enum State<R> {
    /// A member ended, or none has begun.
    Between(Counted<R>),
    Member {
        start: u64,
        decoder: Box<GzDecoder<Packed<R>>>,
    },
    /// The last member was damaged, and the next has to be found.
    Lost(Counted<R>),
    End,
}

impl<R: BufRead> GzMembers<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            state: State::Between(Counted { inner, count: 0 }),
        }
    }
}

/// The state inside a member whose header, if it was read already, is `header`.
fn member<R: BufRead>(header: Vec<u8>, reader: Counted<R>) -> State<R> {
    State::Member {
        start: reader.count - header.len() as u64,
        decoder: Box::new(GzDecoder::new(Cursor::new(header).chain(reader))),
    }
}

impl<R: BufRead> Read for GzMembers<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between(mut reader) => {
                    if !reader.fill_buf()?.is_empty() {
                        self.state = member(Vec::new(), reader);
                    }
                }
                State::Lost(mut reader) => {
                    if let Some(header) = find_header(&mut reader)? {
                        self.state = member(header, reader);
                    }
                }
                State::Member { start, mut decoder } => match decoder.read(buffer) {
                    Ok(0) if !buffer.is_empty() => {
                        self.state = State::Between((*decoder).into_inner().into_inner().1);
                    }
                    Err(error) if is_damage(&error) => {
                        self.state = State::Lost((*decoder).into_inner().into_inner().1);
                        return Err(damaged(start, error));
                    }
                    read => {
                        self.state = State::Member { start, decoder };
                        return read;
                    }
                },
            }
        }
    }
}

/// Whether an error is about the bytes that were read, not about reading them.
fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof
    )
}

/// Reads up to and including the next header of a member.
fn find_header(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut header: Vec<u8> = Vec::with_capacity(HEADER);
    while header.len() < HEADER {
        let held = reader.fill_buf()?;
        let Some(&next) = held.first() else {
            return Ok(None);
        };
        if fits(header.len(), next) {
            header.push(next);
            reader.consume(1);
        } else if header.is_empty() {
            let passed = memchr::memchr(0x1F, held).unwrap_or(held.len());
            reader.consume(passed);
        } else {
            header.clear();
        }
    }
    Ok(Some(header))
}

/// Whether a byte may stand at this place of a member's header: its mark, deflate, flags, time, what the
/// packer tried, system.
fn fits(place: usize, byte: u8) -> bool {
    match place {
        0 => byte == 0x1F,
        1 => byte == 0x8B,
        2 => byte == 8,
        3 => byte & 0xE0 == 0,
        8 => matches!(byte, 0 | 2 | 4),
        9 => byte <= 13 || byte == 255,
        _ => true,
    }
}

/// A reader that counts what was taken of it.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.count += count as u64;
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::super::damaged::passed_damage;
    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("in memory");
        encoder.finish().expect("in memory")
    }

    /// What can be read, and the damage passed on the way.
    fn read(bytes: &[u8]) -> (String, Vec<String>) {
        let (mut text, mut damage) = (Vec::new(), Vec::new());
        let mut members = GzMembers::new(io::BufReader::with_capacity(7, bytes));
        while let Err(error) = members.read_to_end(&mut text) {
            damage.push(passed_damage(&error).expect("damage"));
        }
        (String::from_utf8_lossy(&text).into_owned(), damage)
    }

    #[test]
    fn members_are_one_stream() {
        let all = [packed("The tide "), packed(""), packed("fell.")].concat();
        assert_eq!(read(&all), ("The tide fell.".to_owned(), Vec::new()));
        assert_eq!(read(b""), (String::new(), Vec::new()));
    }

    #[test]
    fn a_damaged_member_costs_itself_only() {
        let (first, mut damaged) = (packed("The tide "), packed("rose and rose. "));
        damaged[10] = 0xFF;
        let all = [first.clone(), damaged, packed("fell.")].concat();
        let (text, damage) = read(&all);
        assert_eq!(text, "The tide fell.");
        assert_eq!(damage.len(), 1);
        let start = format!("member at byte {} ", first.len());
        assert!(damage[0].contains(&start), "{damage:?}");
        let junk = [&first[..], b"\0\0\x1F\x8B\x08junk \x1F", &packed("fell.")].concat();
        let (text, damage) = read(&junk);
        assert_eq!((text.as_str(), damage.len()), ("The tide fell.", 1));
    }

    #[test]
    fn a_member_that_is_cut_off_is_damaged() {
        let (first, second) = (packed("The tide "), packed("rose and rose."));
        let all = [first, second[..second.len() - 4].to_vec()].concat();
        let (text, damage) = read(&all);
        assert_eq!(
            (text.as_str(), damage.len()),
            ("The tide rose and rose.", 1)
        );
    }
}
