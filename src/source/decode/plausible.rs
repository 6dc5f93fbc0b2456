//! How much a decoded text looks like writing: where its letters stand, and which they are.
//!
//! In the wrong single-byte encoding letters become others: capitals inside words, letters of two
//! scripts side by side, signs between letters, letters that the language does not have. Takes a
//! text, gives counts of such; nothing here knows bytes.

use std::sync::LazyLock;

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
        let mut look = Self::default();
        let mut signs = [Sign::of(' '); 3];
        for character in text.chars().chain([' ']) {
            signs = [signs[1], signs[2], Sign::of(character)];
            look.add(signs);
        }
        look
    }

    /// Looks at the second of three characters.
    fn add(&mut self, signs: [Sign; 3]) {
        let Sign { character, class } = signs[1];
        if character.is_ascii() {
            return;
        }
        self.all += 1;
        self.broken += usize::from(is_broken(signs));
        if let Some(frequency) = cyrillic_frequency(character) {
            self.cyrillic += 1;
            self.small += usize::from(class.has(Class::SMALL));
            self.frequency += frequency;
        }
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

/// What Unicode says of a character, of a few questions a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Class(u8);

/// The classes of characters by number, as far as most that are read go: asked for one by one, they take
/// longer than all else here.
static CLASSES: LazyLock<Vec<Class>> =
    LazyLock::new(|| ('\0'..='\u{25FF}').map(Class::asked).collect());

impl Class {
    /// Alphabetic.
    const LETTER: u8 = 1;
    const SMALL: u8 = 1 << 1;
    const CAPITAL: u8 = 1 << 2;
    const NUMERIC: u8 = 1 << 3;
    /// As [`is_mark`] has it.
    const MARK: u8 = 1 << 4;

    fn of(character: char) -> Self {
        let listed = CLASSES.get(character as usize).copied();
        listed.unwrap_or_else(|| match character {
            '一'..='\u{9FFF}' | '가'..='힣' => Self(Self::LETTER),
            _ => Self::asked(character),
        })
    }

    fn asked(character: char) -> Self {
        let answers = [
            (character.is_alphabetic(), Self::LETTER),
            (character.is_lowercase(), Self::SMALL),
            (character.is_uppercase(), Self::CAPITAL),
            (character.is_numeric(), Self::NUMERIC),
            (is_mark(character), Self::MARK),
        ];
        let bits = answers.map(|(is_so, bit)| if is_so { bit } else { 0 });
        Self(bits.iter().fold(0, |all, bit| all | bit))
    }

    /// Whether one of these bits is set.
    fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }
}

/// A character with its class.
#[derive(Clone, Copy)]
struct Sign {
    character: char,
    class: Class,
}

impl Sign {
    fn of(character: char) -> Self {
        let class = Class::of(character);
        Self { character, class }
    }

    fn is_letter(self) -> bool {
        self.class.has(Class::LETTER)
    }
}

/// Whether a character is alphabetic.
pub(super) fn is_letter(character: char) -> bool {
    Class::of(character).has(Class::LETTER)
}

/// Combining marks of the scripts that single-byte encodings and UTF-16 text have.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{E4E}')
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
    let is_part = |c: char| Class::of(c).has(Class::LETTER | Class::NUMERIC | Class::MARK);
    let words = text.split(|c: char| !is_part(c));
    let within: usize = words.filter_map(letters_of_foreign_word).sum();
    let all = text.chars().filter(|c| !c.is_ascii()).count();
    within as f64 / all.max(1) as f64
}

/// The letters of a word that is in another script than Latin and has at least two, not all the same.
fn letters_of_foreign_word(word: &str) -> Option<usize> {
    let is_foreign = |c: char| {
        let class = Class::of(c);
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
    fn classes_are_those_of_unicode() {
        for character in '\0'..='\u{1FFFF}' {
            let asked = Class::asked(character);
            assert_eq!(Class::of(character), asked, "{character:?}");
            assert_eq!(is_letter(character), character.is_alphabetic());
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
