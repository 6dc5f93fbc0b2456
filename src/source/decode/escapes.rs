//! Encodings in seven bits that shift between character sets: HZ and ISO-2022-KR. (ISO-2022-JP is
//! one of the Web's.)

use encoding_rs::{EUC_KR, Encoding, GB18030};

use super::text::Text;

/// Begins KS X 1001 in ISO-2022-KR.
pub(super) const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;
/// Announces KS X 1001 in ISO-2022-KR; stands once, before its first use.
pub(super) const ANNOUNCES_KOREAN: &[u8] = b"\x1B$)C";

/// Collects text of two alternating sets.
struct Shifting {
    encoding: &'static Encoding,
    is_shifted: bool,
    text: String,
    replaced: u32,
}

impl Shifting {
    fn new(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        Self {
            encoding,
            is_shifted: false,
            text: String::with_capacity(bytes.len() + bytes.len() / 2),
            replaced: 0,
        }
    }

    /// Two bytes of the shifted set; false if they are none of its characters.
    fn pair(&mut self, first: u8, second: u8) -> bool {
        let graphic = 0x21..=0x7E_u8;
        let pair = [first | 0x80, second | 0x80];
        let character = if graphic.contains(&first) && graphic.contains(&second) {
            let encoding = self.encoding;
            encoding.decode_without_bom_handling_and_without_replacement(&pair)
        } else {
            None
        };
        match character {
            Some(character) => self.text.push_str(&character),
            None => return false,
        }
        true
    }

    /// A byte outside the shifted set.
    fn single(&mut self, byte: u8) {
        if byte.is_ascii() {
            self.text.push(char::from(byte));
        } else {
            self.replace();
        }
    }

    /// What begins a text that is no escape; gives the rest. A line end ends the shift.
    fn next<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        match text {
            [] => &[],
            [b'\n', tail @ ..] => {
                self.is_shifted = false;
                self.single(b'\n');
                tail
            }
            [first, second, tail @ ..] if self.is_shifted => {
                if !self.pair(*first, *second) {
                    self.replace();
                }
                tail
            }
            [_, tail @ ..] if self.is_shifted => {
                self.replace();
                tail
            }
            [byte, tail @ ..] => {
                self.single(*byte);
                tail
            }
        }
    }

    fn replace(&mut self) {
        self.text.push(char::REPLACEMENT_CHARACTER);
        self.replaced += 1;
    }

    fn finish(self) -> Text {
        Text {
            text: self.text,
            replaced: self.replaced,
        }
    }
}

/// Decodes HZ. A line that ends inside GB 2312 ends it, too.
pub(super) fn decode_hz(bytes: &[u8]) -> Text {
    let mut out = Shifting::new(GB18030, bytes);
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return out.finish(),
            [b'~', b'{', tail @ ..] if !out.is_shifted => {
                out.is_shifted = true;
                tail
            }
            [b'~', b'}', tail @ ..] if out.is_shifted => {
                out.is_shifted = false;
                tail
            }
            [b'~', b'~', tail @ ..] if !out.is_shifted => {
                out.single(b'~');
                tail
            }
            [b'~', b'\n', tail @ ..] if !out.is_shifted => tail,
            text => out.next(text),
        }
    }
}

/// Decodes ISO-2022-KR. A line that ends shifted ends the shift, too.
pub(super) fn decode_iso_2022_kr(bytes: &[u8]) -> Text {
    let mut out = Shifting::new(EUC_KR, bytes);
    let mut rest = bytes;
    loop {
        if let Some(tail) = rest.strip_prefix(ANNOUNCES_KOREAN) {
            rest = tail;
            continue;
        }
        rest = match rest {
            [] => return out.finish(),
            [byte @ (SHIFT_OUT | SHIFT_IN), tail @ ..] => {
                out.is_shifted = *byte == SHIFT_OUT;
                tail
            }
            [byte @ ..=b' ', tail @ ..] if *byte != b'\n' => {
                out.single(*byte);
                tail
            }
            text => out.next(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hz_shifts_into_gb_2312_and_back() {
        // 中 is D6 D0 in GB 2312, so `VP` in seven bits; 文 is CE C4, `ND`.
        let bytes = b"A ~~ ~{VPND~} B\n~{VP\nC";
        let (text, replaced) = ("A ~ 中文 B\n中\nC".to_owned(), 0);
        assert_eq!(decode_hz(bytes), Text { text, replaced });
    }

    #[test]
    fn iso_2022_kr_is_announced_and_shifts() {
        // 한 is C7 D1 in EUC-KR, so `GQ` in seven bits.
        let bytes = b"\x1B$)Ca \x0EGQ\x0F b\n";
        let (text, replaced) = ("a 한 b\n".to_owned(), 0);
        assert_eq!(decode_iso_2022_kr(bytes), Text { text, replaced });
    }
}
