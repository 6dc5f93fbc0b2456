//! Cuts stretches of scripts without spaces into words, by dictionary.
//!
//! Takes a stretch in which every character belongs to such a script, gives the ranges of its
//! words. Which dictionary it is follows from the stretch and the document it stands in:
//!
//! | stretch | dictionary |
//! |---|---|
//! | Chinese characters, simplified, or written in none of the two ways | jieba |
//! | Chinese characters, traditional | ICU |
//! | with kana, or in a Japanese document | ICU |
//! | Thai, Lao, Burmese, Khmer | ICU |
//!
//! jieba knows the words of present-day Chinese far better (ICU cuts 互联网 into three); it knows
//! next to none in traditional characters, where ICU does. Traditional and simplified characters
//! are different forms; nothing is converted. A stretch whose own characters do not tell is taken to be
//! written like its document, others by themselves, such as a traditional quotation in a simplified text. Scripts that have no dictionary stay whole.

use std::ops::Range;
use std::sync::LazyLock;

#[cfg(feature = "cjk")]
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
#[cfg(feature = "cjk")]
use jieba_rs::Jieba;

#[cfg(feature = "cjk")]
use super::script::is_kana;
use super::script::{is_without_dictionary, script_of};
use crate::order::Arrange as _;

#[cfg(feature = "cjk")]
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
#[cfg(feature = "cjk")]
static ICU: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(Default::default()));

/// How a document writes Chinese characters.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum HanStyle {
    /// Simplified Chinese, or too few characters to tell.
    #[default]
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Japanese.
    Japanese,
}

/// Frequent characters as written in simplified and in traditional Chinese, in pairs.
const PAIRS: &str = "们們这這个個来來时時为為国國会會对對说說发發学學经經长長动動现現种種后後无無\
    开開进進过過还還应應关關问問题題当當与與从從点點业業实實产產东東两兩义義网網权權务務员員\
    议議论論强強机機电電话話见見报報将將总總际際间間边邊区區让讓变變书書亚亞没沒";

/// The characters in order, with -1 for a simplified and 1 for a traditional one.
static SIDES: LazyLock<Vec<(char, i64)>> = LazyLock::new(|| {
    let mut sides: Vec<_> = PAIRS.chars().zip([-1, 1].into_iter().cycle()).collect();
    sides.arrange();
    sides
});

/// How many Chinese characters are looked at.
const SAMPLE: usize = 2000;

impl HanStyle {
    /// How the Chinese characters of a text are written, Japanese aside: traditional, if more of its
    /// characters are from the traditional than from the simplified column of the list.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if balance(text) > 0 {
            Self::Traditional
        } else {
            Self::Simplified
        }
    }

    /// How a stretch of a document of this style is written: as the document, unless its own characters
    /// say otherwise, as those of a quotation do. Of the simplified ones, some are traditional, too
    /// (皇后), so one alone says nothing.
    #[cfg(feature = "cjk")]
    fn of_stretch(self, run: &str) -> Self {
        match self {
            Self::Japanese => self,
            Self::Simplified if balance(run) > 0 => Self::Traditional,
            Self::Traditional if balance(run) < -1 => Self::Simplified,
            _ => self,
        }
    }
}

/// How many more characters of a text are traditional than simplified, of those on the list.
fn balance(text: &str) -> i64 {
    let characters = text.chars().filter(|&c| c >= '\u{3400}').take(SAMPLE);
    let side = |c: char| SIDES.binary_search_by_key(&c, |&(known, _)| known).ok();
    let sides = characters.filter_map(|c| SIDES.get(side(c)?));
    sides.map(|(_, side)| side).sum()
}

/// Calls `word` with the range of each word of `run`, a stretch of scripts without spaces, in order.
/// Marks in between are no words.
#[cfg_attr(
    not(feature = "cjk"),
    allow(unused_variables, reason = "the dictionaries ask for the style")
)]
pub fn cut(run: &str, style: HanStyle, mut word: impl FnMut(Range<usize>)) {
    if run.chars().any(|c| is_without_dictionary(script_of(c))) {
        word(0..run.len());
    } else {
        #[cfg(feature = "cjk")]
        by_dictionary(run, style, word);
    }
}

#[cfg(feature = "cjk")]
fn by_dictionary(run: &str, style: HanStyle, mut word: impl FnMut(Range<usize>)) {
    let mut give = |range: Range<usize>| {
        if run[range.clone()].contains(char::is_alphanumeric) {
            word(range);
        }
    };
    let is_chinese =
        style.of_stretch(run) == HanStyle::Simplified && run.chars().all(is_chinese_character);
    if is_chinese {
        let mut start = 0;
        for token in JIEBA.cut(run, true) {
            let end = start + token.word.len();
            give(start..end);
            start = end;
        }
    } else {
        let mut start = 0;
        for end in ICU.segment_str(run).filter(|end| *end > 0) {
            give(start..end);
            start = end;
        }
    }
}

#[cfg(feature = "cjk")]
fn is_chinese_character(c: char) -> bool {
    c >= '\u{2E80}' && !is_kana(c)
}

#[cfg(all(test, feature = "cjk"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(run: &str, style: HanStyle) -> Vec<&str> {
        let mut words = Vec::new();
        cut(run, style, |range| words.push(&run[range]));
        words
    }

    #[test]
    fn simplified_chinese() {
        let cut = |run| words(run, HanStyle::Simplified);
        assert_eq!(cut("网络主权"), ["网络", "主权"]);
        assert_eq!(cut("互联网是网络空间"), ["互联网", "是", "网络空间"]);
        assert_eq!(
            cut("构建人类命运共同体"),
            ["构建", "人类", "命运", "共同体"]
        );
    }

    #[test]
    fn traditional_chinese() {
        assert_eq!(HanStyle::of("我們應該尊重網絡主權"), HanStyle::Traditional);
        assert_eq!(HanStyle::of("我们应该尊重网络主权"), HanStyle::Simplified);
        let cut = |run| words(run, HanStyle::Traditional);
        assert_eq!(cut("人類命運共同體"), ["人類", "命運", "共同體"]);
        assert_eq!(cut("多邊主義"), ["多邊", "主義"]);
    }

    #[test]
    fn a_quotation_is_cut_by_its_own_characters() {
        let cut = |run| words(run, HanStyle::Simplified);
        assert_eq!(cut("國家主權"), ["國家", "主權"]);
        assert_eq!(
            cut("多邊主義與人類命運"),
            ["多邊", "主義", "與", "人類", "命運"]
        );
        let cut = |run| words(run, HanStyle::Traditional);
        assert_eq!(cut("我们的互联网时代"), ["我们", "的", "互联网", "时代"]);
        assert_eq!(cut("皇后"), ["皇后"]);
    }

    #[test]
    fn japanese_by_its_kana_or_its_document() {
        assert_eq!(
            words("インターネットの主権", HanStyle::Simplified),
            ["インターネット", "の", "主権"]
        );
        assert_eq!(
            words("基本的人権", HanStyle::Japanese),
            ["基本", "的", "人権"]
        );
    }

    #[test]
    fn scripts_of_south_east_asia() {
        let cut = |run| words(run, HanStyle::Simplified);
        assert_eq!(cut("สิทธิในน้ำ"), ["สิทธิ", "ใน", "น้ำ"]);
        assert_eq!(cut("ສິດທິມະນຸດ"), ["ສິດທິ", "ມະນຸດ"]);
        assert_eq!(cut("လူ့အခွင့်အရေး").len(), 2);
        // The mark at the end is a full stop, not a word.
        assert_eq!(cut("សិទ្ធិមនុស្ស។").len(), 1);
    }

    #[test]
    fn a_script_without_a_dictionary_stays_whole() {
        assert_eq!(words("ᥖᥭᥰᥖᥬᥳ", HanStyle::Simplified), ["ᥖᥭᥰᥖᥬᥳ"]);
    }

    #[test]
    fn pairs_are_pairs_of_different_characters() {
        let all: Vec<char> = PAIRS.chars().collect();
        let mut distinct = all.clone();
        distinct.arrange();
        distinct.dedup();
        assert_eq!((all.len() % 2, distinct.len()), (0, all.len()));
    }

    proptest! {
        /// Words come in order and leave out nothing that is a letter or a digit.
        #[test]
        fn nothing_is_lost(
            run in "[网络主权人类命运共同体發展々〇のネット自由สิทธิน้ำລາວမြန်မាខ្មែរㄅ。។]{1,20}",
            style in prop::sample::select(vec![HanStyle::Simplified, HanStyle::Traditional, HanStyle::Japanese]),
        ) {
            let mut end = 0;
            let mut between = String::new();
            cut(&run, style, |range| {
                between.push_str(&run[end..range.start]);
                end = range.end;
            });
            between.push_str(&run[end..]);
            prop_assert!(!between.contains(char::is_alphanumeric), "{between:?}");
        }
    }
}
