//! The encodings that can be read: those of the Web (`encoding_rs`) and a few that it left out.
//!
//! Takes a label, gives a [`Codec`]; takes bytes, gives their text and how many places of it did
//! not decode. A codec's name is one that both the Web's standard and Python's codecs understand,
//! but for the few that only one of them knows.

use encoding_rs::{
    DecoderResult, EUC_KR, Encoding, GB18030, GBK, ISO_8859_8, ISO_8859_8_I, REPLACEMENT, UTF_8,
    UTF_16BE, UTF_16LE, WINDOWS_874, X_MAC_CYRILLIC, X_USER_DEFINED,
};

use super::pages::Page;
use super::text::Text;
use super::{escapes, utf8, utf32};
use crate::sorted::SortedSet;

/// A way to turn bytes into text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codec {
    /// An encoding of the Web.
    Web(&'static Encoding),
    /// UTF-32, least byte first.
    Utf32Le,
    /// UTF-32, greatest byte first.
    Utf32Be,
    /// HZ: GB 2312 in seven bits, between `~{` and `~}`.
    Hz,
    /// ISO-2022-KR: KS X 1001 in seven bits, between shift-out and shift-in.
    Iso2022Kr,
    /// A single-byte code page of DOS.
    Page(Page),
}

impl Codec {
    pub(super) const UTF_8: Self = Self::Web(UTF_8);
    pub(super) const UTF_16LE: Self = Self::Web(UTF_16LE);
    pub(super) const UTF_16BE: Self = Self::Web(UTF_16BE);

    /// The codec a label stands for, in the meaning the Web gives it: `gb2312` is GB18030,
    /// `latin1` is windows-1252, `ks_c_5601-1987` is the EUC-KR that Windows extended.
    pub(crate) fn for_label(label: &str) -> Option<Self> {
        let label = label.trim();
        if let Some(codec) = Self::beyond_the_web(label) {
            return Some(codec);
        }
        let web = |label: &str| Encoding::for_label_no_replacement(label.as_bytes());
        let hyphens = || label.replace('_', "-");
        let encoding = web(label).or_else(|| web(&hyphens()))?;
        (encoding != X_USER_DEFINED).then(|| Self::from_web(encoding))
    }

    /// Labels the Web does not know or takes for something that must not be decoded.
    fn beyond_the_web(label: &str) -> Option<Self> {
        let plain: String = label
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        Some(match plain.as_str() {
            "utf32" | "utf32le" | "ucs4" => Self::Utf32Le,
            "utf32be" => Self::Utf32Be,
            "utf8sig" | "utf8bom" => Self::UTF_8,
            "hz" | "hzgb" | "hzgb2312" => Self::Hz,
            "iso2022kr" | "csiso2022kr" => Self::Iso2022Kr,
            "maccyrillic" => Self::Web(X_MAC_CYRILLIC),
            "macroman" => Self::Web(encoding_rs::MACINTOSH),
            "cp932" | "mskanji" => Self::Web(encoding_rs::SHIFT_JIS),
            "cp936" => Self::Web(GB18030),
            "cp949" | "uhc" => Self::Web(EUC_KR),
            "cp950" | "cp951" => Self::Web(encoding_rs::BIG5),
            "cp874" => Self::Web(WINDOWS_874),
            name => page(name).or_else(|| page(&name.replacen("cp", "ibm", 1)))?,
        })
    }

    /// The names of all encodings that can be read, in alphabetical order.
    pub(super) fn names() -> Vec<&'static str> {
        let web = WEB_NAMES.iter().map(|(encoding, _)| *encoding);
        let web = web.filter(|encoding| *encoding != X_USER_DEFINED);
        let others = [Self::Utf32Le, Self::Utf32Be, Self::Hz, Self::Iso2022Kr];
        let codecs = web.map(Self::from_web).chain(others);
        let codecs = codecs.chain(Page::all().map(Self::Page));
        let names: SortedSet<_> = codecs.map(Self::name).collect();
        names.into_iter().collect()
    }

    /// One codec for encodings that decode the same or are parts of each other.
    pub(super) fn from_web(encoding: &'static Encoding) -> Self {
        if encoding == GBK {
            Self::Web(GB18030)
        } else if encoding == ISO_8859_8_I {
            Self::Web(ISO_8859_8)
        } else if encoding == REPLACEMENT {
            Self::UTF_8
        } else {
            Self::Web(encoding)
        }
    }

    /// The name, as it goes into tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf32Le => "utf-32le",
            Self::Utf32Be => "utf-32be",
            Self::Hz => "hz",
            Self::Iso2022Kr => "iso-2022-kr",
            Self::Page(page) => page.name(),
            Self::Web(encoding) => web_name(encoding),
        }
    }

    /// Whether a line feed is the one byte 0x0A and leaves nothing behind, so that a file can be
    /// cut there and its parts decoded alone.
    pub(crate) fn splits_at_line_feeds(self) -> bool {
        match self {
            Self::Utf32Le | Self::Utf32Be | Self::Hz | Self::Iso2022Kr => false,
            Self::Page(_) => true,
            Self::Web(encoding) => encoding.is_ascii_compatible(),
        }
    }

    /// Whether each byte is a character, whatever stands beside it.
    pub(super) fn is_single_byte(self) -> bool {
        match self {
            Self::Utf32Le | Self::Utf32Be | Self::Hz | Self::Iso2022Kr => false,
            Self::Page(_) => true,
            Self::Web(encoding) => encoding.is_single_byte(),
        }
    }

    /// Decodes all bytes. A byte-order mark is not looked for.
    pub(crate) fn decode(self, bytes: &[u8]) -> Text {
        match self {
            Self::Web(encoding) if encoding == UTF_8 => utf8::decode(bytes),
            Self::Web(encoding) => decode_web(encoding, bytes),
            Self::Utf32Le => utf32::decode(bytes, u32::from_le_bytes),
            Self::Utf32Be => utf32::decode(bytes, u32::from_be_bytes),
            Self::Hz => escapes::decode_hz(bytes),
            Self::Iso2022Kr => escapes::decode_iso_2022_kr(bytes),
            Self::Page(page) => page.decode(bytes),
        }
    }
}

fn page(name: &str) -> Option<Codec> {
    Page::all()
        .find(|page| page.name() == name)
        .map(Codec::Page)
}

/// The encodings of the Web with their names in lower case, but for those of which Python knows another.
static WEB_NAMES: [(&Encoding, &str); 39] = {
    use encoding_rs::*;
    [
        (BIG5, "big5"),
        (EUC_JP, "euc-jp"),
        (EUC_KR, "euc-kr"),
        (GB18030, "gb18030"),
        (GBK, "gbk"),
        (IBM866, "ibm866"),
        (ISO_2022_JP, "iso-2022-jp"),
        (ISO_8859_2, "iso-8859-2"),
        (ISO_8859_3, "iso-8859-3"),
        (ISO_8859_4, "iso-8859-4"),
        (ISO_8859_5, "iso-8859-5"),
        (ISO_8859_6, "iso-8859-6"),
        (ISO_8859_7, "iso-8859-7"),
        (ISO_8859_8, "iso-8859-8"),
        (ISO_8859_8_I, "iso-8859-8"),
        (ISO_8859_10, "iso-8859-10"),
        (ISO_8859_13, "iso-8859-13"),
        (ISO_8859_14, "iso-8859-14"),
        (ISO_8859_15, "iso-8859-15"),
        (ISO_8859_16, "iso-8859-16"),
        (KOI8_R, "koi8-r"),
        (KOI8_U, "koi8-u"),
        (MACINTOSH, "macintosh"),
        (SHIFT_JIS, "shift_jis"),
        (UTF_16BE, "utf-16be"),
        (UTF_16LE, "utf-16le"),
        (UTF_8, "utf-8"),
        (WINDOWS_1250, "windows-1250"),
        (WINDOWS_1251, "windows-1251"),
        (WINDOWS_1252, "windows-1252"),
        (WINDOWS_1253, "windows-1253"),
        (WINDOWS_1254, "windows-1254"),
        (WINDOWS_1255, "windows-1255"),
        (WINDOWS_1256, "windows-1256"),
        (WINDOWS_1257, "windows-1257"),
        (WINDOWS_1258, "windows-1258"),
        (WINDOWS_874, "cp874"),
        (X_MAC_CYRILLIC, "mac-cyrillic"),
        (X_USER_DEFINED, "x-user-defined"),
    ]
};

fn web_name(encoding: &'static Encoding) -> &'static str {
    let named = WEB_NAMES.iter().find(|(known, _)| *known == encoding);
    named.map_or(encoding.name(), |(_, name)| name)
}

fn decode_web(encoding: &'static Encoding, bytes: &[u8]) -> Text {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        let (text, replaced) = (text.into_owned(), 0);
        return Text { text, replaced };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut replaced, mut rest) = (String::new(), 0, bytes);
    loop {
        // Twice the bytes is enough for most encodings; where it is not, the loop goes round again.
        text.reserve(rest.len() + rest.len() / 2 + 16);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return Text { text, replaced },
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
    }
}
