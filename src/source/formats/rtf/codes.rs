//! What the control words of RTF mean.

use crate::model::Rule;
use crate::source::decode::Codec;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Destination {
    #[default]
    Text,
    Footnote,
    /// The head or foot of pages.
    Page,
    Comment,
    Fonts,
    Info,
    Title,
    Author,
    Created,
    Nowhere,
}

impl Destination {
    /// Why its text is left out, if it is kept as a row.
    pub(super) fn rule(self) -> Option<Rule> {
        match self {
            Self::Page => Some(Rule::Mark),
            Self::Comment => Some(Rule::Comment),
            _ => None,
        }
    }
}

/// The destination that a control word begins, if it does.
pub(super) fn destination(word: &str, is_optional: bool) -> Option<Destination> {
    Some(match word {
        "footnote" => Destination::Footnote,
        "header" | "headerf" | "headerl" | "headerr" | "footer" | "footerf" | "footerl"
        | "footerr" => Destination::Page,
        "annotation" => Destination::Comment,
        "fonttbl" => Destination::Fonts,
        "info" => Destination::Info,
        "title" => Destination::Title,
        "author" => Destination::Author,
        "creatim" => Destination::Created,
        // The text of boxes stands inside it.
        "shpinst" | "shptxt" => return None,
        "atnauthor" | "atndate" | "atnid" | "atnref" | "colortbl" | "fldinst" | "ftncn"
        | "ftnsep" | "ftnsepc" | "listtext" | "nonshppict" | "objdata" | "pict" | "pntext"
        | "rxe" | "shprslt" | "sp" | "stylesheet" | "tc" | "tcn" | "template" | "txe" | "xe" => {
            Destination::Nowhere
        }
        _ if is_optional => Destination::Nowhere,
        _ => return None,
    })
}

/// The character that a control word stands for.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "bullet" => "•",
        "emdash" => "—",
        "endash" => "–",
        "ldblquote" => "“",
        "line" | "softline" => "\n",
        "lquote" => "‘",
        "ltrmark" => "\u{200e}",
        "rdblquote" => "”",
        "rquote" => "’",
        "rtlmark" => "\u{200f}",
        "tab" | "emspace" | "enspace" | "qmspace" => " ",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        _ => return None,
    })
}

/// Whether a control word ends a paragraph.
pub(super) fn is_end(word: &str) -> bool {
    matches!(
        word,
        "cell" | "column" | "nestcell" | "nestrow" | "page" | "par" | "row" | "sect"
    )
}

/// The encoding of a code page by its number.
pub(in crate::source::formats) fn code_page(number: i32) -> Option<Codec> {
    let name = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        437..=869 => format!("ibm{number}"),
        874 | 1250..=1258 => format!("windows-{number}"),
        _ => return None,
    };
    Codec::for_label(&name)
}

/// The code page of the character set of a font; nothing for those that have that of the file.
pub(super) fn code_page_of_font(set: i32) -> Option<i32> {
    Some(match set {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}
