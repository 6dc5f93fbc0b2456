//! Takes the blocks of a page, says where it speaks of cookies and consent, in any language.
//!
//! A notice is known by several of its topics at once and by its speaking to the reader; an article
//! about privacy has the topics, but hardly ever speaks of what "we" store on "your device". An element
//! is a notice as a whole if most of its running text is, and something to accept stands beside it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::blocks::Block;
use super::share::Share;
use crate::data::DataFile;

/// A longer block is no notice, by weight.
const LONGEST: usize = 1500;

/// What is on a button or in a link is no longer than this.
const LONGEST_CONTROL: usize = 40;

/// So many topics make a notice.
const TOPICS: u32 = 3;

/// Of these topics a notice holds at least one.
const SURE: [&str; 3] = ["cookie", "consent", "rights"];

struct Words {
    finder: Option<AhoCorasick>,
    /// A bit for the topic of each pattern of the finder.
    bits: Vec<u32>,
    sure: u32,
    reader: u32,
    controls: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = DataFile::new(include_str!("../../data/consent_words.tsv"));
    let mut topics: Vec<&str> = Vec::new();
    let (mut patterns, mut bits) = (Vec::new(), Vec::new());
    for [topic, word] in file.rows().filter(|[topic, _]| *topic != "control") {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
        let bit = bit(&topics, topic);
        // The finder folds the case of ASCII only.
        for pattern in [Some(word.to_owned()), capitalized(word)]
            .into_iter()
            .flatten()
        {
            patterns.push(pattern);
            bits.push(bit);
        }
    }
    let mut builder = AhoCorasick::builder();
    Words {
        finder: builder.ascii_case_insensitive(true).build(&patterns).ok(),
        bits,
        sure: SURE.iter().map(|topic| bit(&topics, topic)).sum(),
        reader: bit(&topics, "reader"),
        controls: file.list("control"),
    }
});

/// A word as it begins a sentence, if it begins with a letter beyond ASCII that has two cases.
fn capitalized(word: &str) -> Option<String> {
    let first = word.chars().next().filter(|first| !first.is_ascii())?;
    let upper: String = first.to_uppercase().collect();
    let rest = word.get(first.len_utf8()..)?;
    (!upper.starts_with(first)).then(|| upper + rest)
}

fn bit(topics: &[&str], topic: &str) -> u32 {
    let at = topics.iter().position(|known| *known == topic);
    at.map_or(0, |at| 1 << at)
}

/// Whether a block of running text is a notice about cookies or consent.
pub(super) fn is_notice(block: &Block) -> bool {
    block.running && block.weight <= LONGEST && is_notice_text(&block.text)
}

/// Whether a text has the topics of a notice and speaks to the reader.
fn is_notice_text(text: &str) -> bool {
    let words = &*WORDS;
    let Some(finder) = &words.finder else {
        return false;
    };
    let mut said = 0;
    for found in finder.find_overlapping_iter(text) {
        said |= words
            .bits
            .get(found.pattern().as_usize())
            .copied()
            .unwrap_or(0);
    }
    said & words.sure > 0
        && said & words.reader > 0
        && (said & !words.reader).count_ones() >= TOPICS
}

/// Whether a text speaks to the reader, or for the site.
pub(super) fn speaks_to_reader(text: &str) -> bool {
    let words = &*WORDS;
    let finder = words.finder.as_ref();
    finder.is_some_and(|finder| {
        let mut found = finder.find_overlapping_iter(text);
        found.any(|found| words.bits.get(found.pattern().as_usize()) == Some(&words.reader))
    })
}

/// Whether a short line is something to accept, refuse or set.
fn is_control(block: &Block) -> bool {
    let text = block.text.to_lowercase();
    let follows = |rest: &str| !rest.starts_with(|symbol: char| symbol.is_ascii_alphabetic());
    let mut controls = WORDS.controls.iter();
    controls.any(|control| text.strip_prefix(control).is_some_and(follows))
}

/// Where the blocks of a page are notices. Nothing if none is.
pub(super) struct Notices {
    /// For each block, and for the end, the weight of notices and the number of controls before it.
    before: Vec<(usize, usize)>,
}

impl Notices {
    /// Looks for notices among the blocks of a page.
    pub(super) fn of(blocks: &[Block]) -> Option<Self> {
        let is_notice: Vec<bool> = blocks.iter().map(is_notice).collect();
        if !is_notice.contains(&true) {
            return None;
        }
        let (mut weight, mut controls) = (0, 0);
        let mut before = vec![(0, 0)];
        for (block, is_notice) in blocks.iter().zip(is_notice) {
            weight += if is_notice { block.weight } else { 0 };
            let is_short = !block.running && block.weight <= LONGEST_CONTROL;
            controls += usize::from(is_short && is_control(block) || is_notice && block.linked > 0);
            before.push((weight, controls));
        }
        Some(Self { before })
    }

    /// Whether an element is a notice as a whole, by what it holds.
    pub(super) fn fill(&self, share: Share) -> bool {
        let (first, end) = share.span;
        let (Some(start), Some(end)) = (self.before.get(first), self.before.get(end)) else {
            return false;
        };
        let weight = end.0.saturating_sub(start.0);
        weight > 0 && weight * 10 >= share.running * 6 && end.1 > start.1
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::plain_block;
    use super::*;

    #[test]
    fn notices_are_known_by_their_topics_in_many_languages() {
        for text in [
            "We and our 312 partners store information on your device, so that we can measure advertising; you may withdraw your consent at any time.",
            "Mit Ihrer Zustimmung dürfen wir und unsere Partner personenbezogene Daten auf Ihrem Gerät speichern. Näheres steht in der Datenschutzerklärung.",
            "En poursuivant votre visite, vous acceptez que des cookies soient déposés sur votre terminal, afin de mesurer la fréquentation.",
            "Nosotros y nuestros socios usamos cookies propias y de terceros para analizar sus datos personales; puede aceptar o configurar su uso.",
            "Мы и наши партнёры используем файлы cookie и обрабатываем персональные данные, чтобы улучшать работу сайта и показывать рекламу.",
            "本网站使用cookie收集您的个人信息，并与第三方合作伙伴共享，以便投放广告；您可以随时在设置中拒绝。",
            "当サイトでは、お客様の体験を向上させるためにクッキーを使用し、同意いただいた個人情報を第三者に提供します。",
        ] {
            assert!(is_notice(&plain_block(text)), "{text}");
        }
    }

    #[test]
    fn news_about_privacy_are_none() {
        for text in [
            "The court said that a cookie placed by a shop is lawful only when shoppers were asked before, and that silence does not count.",
            "Der Bäcker am Markt backt seit vierzig Jahren Plätzchen, und er verrät sein Rezept bis heute nicht einmal den Partnern im Betrieb.",
            "We baked our cookies on Sunday, and you would not believe how fast the children, all nine of them, ate them.",
            "Le parlement a voté le texte sur la vie privée, après douze heures de débat et trois suspensions de séance.",
        ] {
            assert!(!is_notice(&plain_block(text)), "{text}");
        }
    }
}
