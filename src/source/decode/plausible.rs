//! How much a decoded text looks like writing: where its letters stand, and which they are.
//!
//! In the wrong single-byte encoding letters become others: capitals inside words, letters of two
//! scripts side by side, signs between letters, letters that the language does not have. Takes a
//! text, gives counts of such; nothing here knows bytes.

use std::sync::LazyLock;

use super::class::{Class, Classes, is_letter};

/// Characters outside ASCII, and what is odd about them.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Look {
    /// Characters outside ASCII.
    pub(super) all: usize,
    /// Those that stand where writing does not have them.
    pub(super) broken: usize,
    /// Letters of Cyrillic.
    pub(super) cyrillic: usize,
    /// Those of them that are small.
    pub(super) small: usize,
    /// Sum of the logarithms of how frequent each of those is in Slavic text.
    pub(super) frequency: f64,
}

impl Look {
    /// Looks at a text.
    pub(super) fn at(text: &str) -> Self {
        let classes = Classes::table();
        let sign = |character| Sign {
            character,
            class: classes.of(character),
        };
        let mut look = Self::default();
        let (mut before, mut this) = (sign(' '), sign(' '));
        for after in text.chars().chain([' ']).map(sign) {
            if !this.character.is_ascii() {
                look.add([before, this, after]);
            }
            (before, this) = (this, after);
        }
        look
    }

    /// Looks at the second of three characters, which is none of ASCII.
    fn add(&mut self, signs: [Sign; 3]) {
        let Sign { character, class } = signs[1];
        self.all += 1;
        self.broken += usize::from(is_broken(signs));
        if let Some(frequency) = cyrillic_frequency(character) {
            self.cyrillic += 1;
            self.small += usize::from(class.has(Class::SMALL));
            self.frequency += frequency;
        }
    }

    /// Adds so many of another look.
    pub(super) fn add_many(&mut self, other: &Self, times: usize) {
        self.all += other.all * times;
        self.broken += other.broken * times;
        self.cyrillic += other.cyrillic * times;
        self.small += other.small * times;
        self.frequency += other.frequency * times as f64;
    }

    /// Share of the characters outside ASCII that are out of place; 0 without any.
    pub(super) fn broken_share(&self) -> f64 {
        self.broken as f64 / self.all.max(1) as f64
    }

    /// How much it looks like Cyrillic text: the mean logarithm of the letters' frequency, less a
    /// fine for what is no Cyrillic letter or out of place.
    pub(super) fn cyrillic_score(&self) -> f64 {
        let others = (self.all - self.cyrillic) as f64;
        let sum = self.frequency - 5.0 * others - 3.0 * self.broken as f64;
        sum / self.all.max(1) as f64
    }
}

/// A character with its class.
#[derive(Clone, Copy)]
struct Sign {
    character: char,
    class: Class,
}

impl Sign {
    fn is_letter(self) -> bool {
        self.class.has(Class::LETTER)
    }
}

/// Signs that stand between two letters in some writing.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{AD}' | '·' | '\u{2010}'..='\u{2015}' | '’' | '‘' | '…' | 'ʼ'
        | '\u{200B}'..='\u{200F}' | '\u{A0}')
}

/// Whether the second of three characters stands where writing does not have it.
fn is_broken([before, this, after]: [Sign; 3]) -> bool {
    let character = this.character;
    if character.is_control() || character == char::REPLACEMENT_CHARACTER {
        return true;
    }
    if this.class.has(Class::MARK) || is_joiner(character) {
        return false;
    }
    if !this.is_letter() {
        return before.is_letter() && after.is_letter();
    }
    let is_odd_pair = |left: Sign, right: Sign| {
        let is_case_odd = left.class.has(Class::SMALL) && right.class.has(Class::CAPITAL);
        let both = left.is_letter() && right.is_letter();
        is_case_odd || both && script(left.character) != script(right.character)
    };
    // Latin script has letters of ASCII between its others.
    let is_accented = |sign: Sign| {
        !sign.character.is_ascii() && sign.is_letter() && script(sign.character) == Script::Latin
    };
    let is_dense = [before, this, after].into_iter().all(is_accented);
    is_dense || is_odd_pair(before, this) || is_odd_pair(this, after)
}

#[derive(PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Other,
}

fn script(letter: char) -> Script {
    match letter {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        '\u{590}'..='\u{5FF}' => Script::Hebrew,
        '\u{600}'..='\u{6FF}' => Script::Arabic,
        _ => Script::Other,
    }
}

/// Cyrillic letters in groups of falling frequency, each with the share of text that one letter of
/// the group is, in per mille: a mean of Russian, Ukrainian, Bulgarian and Serbian.
const CYRILLIC: [(&str, f64); 8] = [
    ("оаеи", 88.0),
    ("нтсрвл", 53.0),
    ("кдпму", 32.0),
    ("язьгбыч", 16.0),
    ("йхжшюці", 9.0),
    ("щъфјї", 4.0),
    ("эєљњћ", 2.0),
    ("ёґђџѓќўѕѐѝ", 0.4),
];

/// The logarithms of those shares, from U+0400 on.
static CYRILLIC_LOGARITHMS: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let logarithm = |character: char| {
        let lower = character.to_lowercase().next().unwrap_or(character);
        let group = CYRILLIC.iter().find(|(letters, _)| letters.contains(lower));
        libm::log(group.map_or(0.1, |(_, share)| *share) / 1000.0)
    };
    ('\u{400}'..='\u{52F}').map(logarithm).collect()
});

fn cyrillic_frequency(character: char) -> Option<f64> {
    let index = (character as usize).checked_sub(0x400)?;
    CYRILLIC_LOGARITHMS.get(index).copied()
}

/// Whether most letters outside ASCII are of the Latin script.
pub(super) fn is_latin(text: &str) -> bool {
    let letters = || text.chars().filter(|c| !c.is_ascii() && is_letter(*c));
    let latin = letters().filter(|&c| script(c) == Script::Latin).count();
    latin * 2 >= letters().count()
}

/// The share of characters outside ASCII that are letters of words in another script than Latin. In text
/// read by a wrong encoding such letters stand alone, amid Latin ones, or many times in a row.
pub(super) fn share_in_foreign_words(text: &str) -> f64 {
    let classes = Classes::table();
    let is_part = |c: char| {
        classes
            .of(c)
            .has(Class::LETTER | Class::NUMERIC | Class::MARK)
    };
    let words = text.split(|c: char| !is_part(c));
    let letters = |word| letters_of_foreign_word(word, classes);
    let within: usize = words.filter_map(letters).sum();
    let all = text.chars().filter(|c| !c.is_ascii()).count();
    within as f64 / all.max(1) as f64
}

/// The letters of a word that is in another script than Latin and has at least two, not all the same.
fn letters_of_foreign_word(word: &str, classes: Classes) -> Option<usize> {
    let is_foreign = |c: char| {
        let class = classes.of(c);
        class.has(Class::LETTER) && script(c) != Script::Latin || class.has(Class::MARK)
    };
    let mut letters = 0;
    for character in word.chars() {
        if is_foreign(character) {
            letters += 1;
        } else if !character.is_ascii_digit() {
            return None;
        }
    }
    if letters < 2 {
        return None;
    }
    let mut distinct = Vec::with_capacity(DISTINCT_AMONG);
    for character in word.chars().take(DISTINCT_AMONG) {
        if !distinct.contains(&character) {
            distinct.push(character);
        }
    }
    let is_varied = distinct.len() * 3 >= letters.min(DISTINCT_AMONG);
    (distinct.len() > 1 && is_varied).then_some(letters)
}

/// Among how many letters of a word a third must be distinct.
const DISTINCT_AMONG: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_out_of_place_are_broken() {
        // A capital inside a word, a sign between letters, two scripts, a control character, many
        // accents in a row.
        for text in ["cafŽ au", "donÕt", "na‹ve", "tЖt", "a\u{85}b", "ìèð"] {
            assert_eq!(Look::at(text).broken, 1, "{text}");
        }
        for text in [
            "café",
            "Élan",
            "ÉTÉ",
            "l’été",
            "«né»",
            "Жизнь",
            "co\u{AD}öp",
            "3 µm",
        ] {
            assert_eq!(Look::at(text).broken, 0, "{text}");
        }
    }

    #[test]
    fn foreign_letters_make_words_or_not() {
        for text in ["лёд ушёл", "5 мая", "中国人民", "όχι", "שלום"] {
            assert!(share_in_foreign_words(text) > 0.99, "{text}");
        }
        for text in [
            "week.а All",
            "аа",
            "cafж",
            "ИНННННННННННН",
            "5 痠 on",
            "été",
        ] {
            assert!(share_in_foreign_words(text) < 0.01, "{text}");
        }
    }

    #[test]
    fn frequent_letters_score_above_rare_ones() {
        let real = Look::at("Вчера вечером мы долго говорили о погоде").cyrillic_score();
        let wrong = Look::at("бвЫЖЮ ШфщгЩъЭ цЧ ЪЮЖэ").cyrillic_score();
        assert!(real > -3.3 && wrong < -5.0, "{real} {wrong}");
    }
}
