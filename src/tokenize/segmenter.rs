//! Cuts stretches of scripts without spaces into words, by dictionary.
//!
//! Takes a stretch in which every character belongs to such a script, gives the ranges of its
//! words. Which dictionary it is follows from the stretch and the document it stands in:
//!
//! | stretch | dictionary |
//! |---|---|
//! | Chinese characters | jieba |
//! | with kana, or in a Japanese document | ICU |
//! | Thai, Lao, Burmese, Khmer | ICU |
//!
//! jieba knows the words of present-day Chinese far better than ICU, which cuts 互联网 into three. It knows
//! them in simplified characters only, so traditional ones are looked up by the simplified characters
//! for them; the words given are those of the text. So both scripts are cut at the same places,
//! whichever the document is in. Scripts that have no dictionary stay whole.

use std::ops::Range;
#[cfg(feature = "cjk")]
use std::sync::LazyLock;

#[cfg(feature = "cjk")]
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
#[cfg(feature = "cjk")]
use jieba_rs::Jieba;

#[cfg(feature = "cjk")]
use super::script::is_kana;
use super::script::{is_without_dictionary, script_of};
#[cfg(feature = "cjk")]
use super::traditional::simplified;

#[cfg(feature = "cjk")]
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
#[cfg(feature = "cjk")]
static ICU: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(Default::default()));

/// How Chinese characters are to be read in a document.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum HanStyle {
    /// As Chinese, simplified or traditional.
    #[default]
    Chinese,
    /// As Japanese.
    Japanese,
}

/// How often jieba's dictionary has a word that its authors have not counted, and from how often on one
/// is common.
#[cfg(feature = "cjk")]
const UNCOUNTED: usize = 3;
#[cfg(feature = "cjk")]
const COMMON: usize = 1000;

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
    let mut start = 0;
    let mut give_to = |end: usize| {
        give(start..end);
        start = end;
    };
    if style == HanStyle::Chinese && run.chars().all(is_chinese_character) {
        // As long as the run: each character takes as many bytes as the one that it stands for.
        let simplified = simplified(run);
        let mut end = 0;
        for token in JIEBA.cut(&simplified, true) {
            if let Some(half) = half_of_compound(token.word) {
                give_to(end + half);
            }
            end += token.word.len();
            give_to(end);
        }
    } else {
        ICU.segment_str(run)
            .filter(|end| *end > 0)
            .for_each(give_to);
    }
}

/// Where an entry of four characters that is two common words, such as 海洋资源, is parted: the dictionary
/// has thousands of these, none counted, and by them the same words would be cut here and whole there.
#[cfg(feature = "cjk")]
fn half_of_compound(word: &str) -> Option<usize> {
    let mut places = word.char_indices().map(|(place, _)| place);
    let half = places.nth(2)?;
    if places.count() != 1 {
        return None;
    }
    let is_common = |half: &str| JIEBA.has_word(half) && JIEBA.suggest_freq(half) >= COMMON;
    let (first, second) = word.split_at(half);
    // What is suggested for a word that is an entry is one more than it has.
    let is_compound = is_common(first)
        && is_common(second)
        && JIEBA.has_word(word)
        && JIEBA.suggest_freq(word) <= UNCOUNTED + 1;
    is_compound.then_some(half)
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
        let cut = |run| words(run, HanStyle::Chinese);
        assert_eq!(cut("网络主权"), ["网络", "主权"]);
        assert_eq!(cut("互联网是网络空间"), ["互联网", "是", "网络", "空间"]);
        assert_eq!(
            cut("构建人类命运共同体"),
            ["构建", "人类", "命运", "共同体"]
        );
    }

    #[test]
    fn compounds_of_common_words_are_parted() {
        let cut = |run| words(run, HanStyle::Chinese);
        assert_eq!(cut("国家主权"), ["国家", "主权"]);
        assert_eq!(cut("海洋资源"), ["海洋", "资源"]);
        for word in ["人民政府", "恐怖主义", "一心一意", "莫名其妙"] {
            assert_eq!(cut(word), [word]);
        }
    }

    /// Sentences in both scripts.
    const BOTH: &[(&str, &str)] = &[
        ("国家主权不容侵犯", "國家主權不容侵犯"),
        ("图书馆昨天重新开放", "圖書館昨天重新開放"),
        ("港口委员会决定扩建旧码头", "港口委員會決定擴建舊碼頭"),
        (
            "老师们对这个问题有不同的看法",
            "老師們對這個問題有不同的看法",
        ),
        ("环境保护与经济发展的关系", "環境保護與經濟發展的關係"),
        ("他为什么没有参加会议", "他為什麼沒有參加會議"),
        ("电视台报道了选举结果", "電視臺報導了選舉結果"),
        ("著名学者著作等身", "著名學者著作等身"),
        ("随着时代的发展", "隨著時代的發展"),
        ("她的头发很长", "她的頭髮很長"),
        ("干净的饮用水", "乾淨的飲用水"),
        ("皇后住在故宫里面", "皇后住在故宮裡面"),
        ("会议结束以后", "會議結束以後"),
        ("互联网改变了人们的生活", "互聯網改變了人們的生活"),
        ("台湾海峡两岸关系", "臺灣海峽兩岸關係"),
        ("医院缺少护士和医生", "醫院缺少護士和醫生"),
        ("农业部门提供了数据", "農業部門提供了數據"),
        ("战争给人民带来痛苦", "戰爭給人民帶來痛苦"),
        ("银行降低贷款利率", "銀行降低貸款利率"),
        ("专家建议加强监督", "專家建議加強監督"),
        ("飞机因为台风延误", "飛機因為颱風延誤"),
        ("乾隆皇帝六次南巡", "乾隆皇帝六次南巡"),
        ("总统发表了讲话", "總統發表了講話"),
        ("这是历史上最热的夏天", "這是歷史上最熱的夏天"),
        ("车辆必须减速慢行", "車輛必須減速慢行"),
        ("双方签署了合作协议", "雙方簽署了合作協議"),
        ("气候变化威胁岛国", "氣候變化威脅島國"),
        ("他们于三月抵达广东", "他們於三月抵達廣東"),
        ("记者采访了当地居民", "記者採訪了當地居民"),
        ("法院宣布判决无效", "法院宣布判決無效"),
    ];

    #[test]
    fn both_scripts_are_cut_at_the_same_places() {
        let lengths = |run: &'static str| -> Vec<usize> {
            let words = words(run, HanStyle::Chinese).into_iter();
            words.map(|word| word.chars().count()).collect()
        };
        let mut different = Vec::new();
        for &(simplified, traditional) in BOTH {
            if lengths(simplified) != lengths(traditional) {
                let cut = |run| words(run, HanStyle::Chinese);
                different.push((cut(simplified), cut(traditional)));
            }
        }
        assert!(different.is_empty(), "{different:?}");
    }

    #[test]
    fn a_quotation_in_the_other_script_is_cut_as_the_text_is() {
        let cut = |run| words(run, HanStyle::Chinese);
        assert_eq!(
            cut("他说網絡主權是国家主权的延伸"),
            [
                "他", "说", "網絡", "主權", "是", "国家", "主权", "的", "延伸"
            ]
        );
        assert_eq!(
            cut("學者指出互联网时代的國家主權"),
            ["學者", "指出", "互联网", "时代", "的", "國家", "主權"]
        );
    }

    #[test]
    fn japanese_by_its_kana_or_its_document() {
        assert_eq!(
            words("インターネットの主権", HanStyle::Chinese),
            ["インターネット", "の", "主権"]
        );
        assert_eq!(
            words("基本的人権", HanStyle::Japanese),
            ["基本", "的", "人権"]
        );
    }

    #[test]
    fn scripts_of_south_east_asia() {
        let cut = |run| words(run, HanStyle::Chinese);
        assert_eq!(cut("สิทธิในน้ำ"), ["สิทธิ", "ใน", "น้ำ"]);
        assert_eq!(cut("ສິດທິມະນຸດ"), ["ສິດທິ", "ມະນຸດ"]);
        assert_eq!(cut("လူ့အခွင့်အရေး").len(), 2);
        // The mark at the end is a full stop, not a word.
        assert_eq!(cut("សិទ្ធិមនុស្ស។").len(), 1);
    }

    #[test]
    fn a_script_without_a_dictionary_stays_whole() {
        assert_eq!(words("ᥖᥭᥰᥖᥬᥳ", HanStyle::Chinese), ["ᥖᥭᥰᥖᥬᥳ"]);
    }

    proptest! {
        /// Words come in order and leave out nothing that is a letter or a digit.
        #[test]
        fn nothing_is_lost(
            run in "[网络主权人类命运共同体發展々〇のネット自由สิทธิน้ำລາວမြန်မាខ្មែរㄅ。។]{1,20}",
            style in prop::sample::select(vec![HanStyle::Chinese, HanStyle::Japanese]),
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
