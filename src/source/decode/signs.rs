//! What a character outside ASCII costs where it stands, in text of the Latin script: little where
//! writing has it, much where it does not. Costs are negative logarithms of about how rare it is.

use super::class::{is_letter, is_mark};

/// A character and its neighbours.
pub(super) struct Place {
    pub(super) before: char,
    pub(super) character: char,
    pub(super) after: char,
}

/// What no writing has there.
const NEVER: f64 = 11.0;
/// A sign between two letters.
const WITHIN: f64 = 10.0;
/// A sign where it hardly stands.
const RARE: f64 = 7.0;

/// Small letters that are words.
const LONE_LETTERS: &str = "àáâèéêìíòóôùåöő";

/// Letters that are vowels in all languages that have them.
const VOWELS: [char; 15] = [
    'a', 'e', 'i', 'o', 'u', 'á', 'é', 'í', 'ó', 'ú', 'ä', 'ö', 'ü', 'ì', 'ù',
];

/// What the place costs and, if it is a letter, the small letter it is, which costs by its language.
pub(super) fn cost_of_place(place: &Place) -> (f64, Option<char>) {
    let character = place.character;
    if character.is_control() || character == char::REPLACEMENT_CHARACTER {
        return (NEVER, None);
    }
    if is_mark(character) {
        let is_on_letter = is_letter(place.before);
        return if is_on_letter {
            (0.0, Some(character))
        } else {
            (NEVER, None)
        };
    }
    match character {
        'ª' | 'º' | 'µ' | 'ƒ' => (cost_of_sign(place), None),
        'ﬁ' | 'ﬂ' => (RARE, None),
        'À'..='\u{24F}' | 'Ḁ'..='ỿ' if is_letter(character) => {
            let small = character.to_lowercase().next().unwrap_or(character);
            (cost_of_letter(place), Some(small))
        }
        _ if is_letter(character) => (NEVER, None),
        _ => (cost_of_sign(place), None),
    }
}

/// What the position of a letter costs: a capital inside a word, a lone letter, many accents in a row.
fn cost_of_letter(place: &Place) -> f64 {
    let Place {
        before,
        character,
        after,
    } = *place;
    let is_accented = |c: char| !c.is_ascii() && is_letter(c);
    let is_alone = !is_letter(before) && !is_letter(after);
    let is_capital = character.is_uppercase();
    if is_vowel_for_consonant(place) {
        8.0
    } else if is_capital && (before.is_lowercase() || is_letter(before) && after.is_lowercase()) {
        6.0
    } else if before == character && after == character {
        WITHIN
    } else if is_alone && is_capital {
        let small = character.to_lowercase().next().unwrap_or(character);
        let begins = before.is_whitespace() && after.is_whitespace();
        if begins && LONE_LETTERS.contains(small) {
            2.5
        } else {
            4.0
        }
    } else if is_accented(before) && is_accented(after) {
        2.5
    } else if !is_capital && before.is_uppercase() && after.is_uppercase() {
        3.0
    } else if is_alone {
        let is_word = LONE_LETTERS.contains(character) && !is_end(before);
        if is_word { 1.5 } else { 6.0 }
    } else if before.is_numeric() {
        2.0
    } else {
        0.0
    }
}

/// Whether a vowel stands where writing has a consonant, as where `Jiří` and `Kovač` are read as `Jiøí`
/// and `Kovaè`.
fn is_vowel_for_consonant(place: &Place) -> bool {
    let is_vowel = |c: char| VOWELS.contains(&c.to_lowercase().next().unwrap_or(c));
    let (before, after) = (is_vowel(place.before), is_vowel(place.after));
    match place.character {
        'è' | 'È' | 'ø' | 'Ø' if is_letter(place.before) && is_letter(place.after) => {
            before && after
        }
        'è' if is_letter(place.before) => matches!(place.before, 'a' | 'á' | 'e' | 'i' | 'í'),
        _ => false,
    }
}

/// Whether a sign ends something, so that no word begins right after it.
fn is_end(before: char) -> bool {
    matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | ')') || before.is_numeric()
}

fn cost_of_sign(place: &Place) -> f64 {
    let is_free = place.before.is_whitespace() && place.after.is_whitespace();
    let cost = cost_by_neighbours(place);
    match place.character {
        '\u{A1}'..='\u{BF}' | '×' | '÷' if is_free => cost.min(3.5),
        '\u{2010}'..='\u{22FF}' if is_free => cost.min(5.0),
        _ => cost,
    }
}

fn cost_by_neighbours(place: &Place) -> f64 {
    let Place {
        before,
        character,
        after,
    } = *place;
    let is_within = is_letter(before) && is_letter(after);
    let or_rare = |fits: bool, cost: f64| if fits { cost } else { RARE };
    match character {
        '\u{A0}' => 1.5,
        '\u{AD}' if is_within => 1.5,
        '\u{AD}' => or_rare(is_letter(before), 3.0),
        '’' => or_rare(
            !before.is_whitespace() || is_letter(after) || after.is_numeric(),
            1.5,
        ),
        '–' | '—' => 2.0,
        '…' if !is_within && !is_consonant(before) => 2.0,
        '…' if !is_within => 3.0,
        '…' => 5.0,
        '·' if is_within => 3.0,
        '·' => 2.5,
        _ if is_box(character) => cost_of_box(before, after),
        _ if is_within => WITHIN,
        '“' | '”' | '«' | '»' | '‘' => 2.0,
        '„' | '¿' | '¡' => or_rare(!is_letter(before) && !after.is_whitespace(), 2.0),
        '‚' | '‹' | '›' => or_rare(!is_letter(before) || character == '›', 4.0),
        '•' => or_rare(
            !(is_letter(before) || is_letter(after) || after.is_numeric()),
            2.0,
        ),
        '£' | '¥' | '€' => or_rare(is_by_amount(before, after), 2.5),
        '¢' => or_rare(is_by_amount(before, after), 3.5),
        '§' | '¶' => or_rare(!is_letter(before), 2.5),
        '°' | 'º' | 'ª' => {
            let is_number_sign = matches!(before, 'n' | 'N' | '.' | 'o' | 'a');
            let is_after_blank = before.is_whitespace() && matches!(after, 'C' | 'F');
            or_rare(before.is_numeric() || is_number_sign || is_after_blank, 2.5)
        }
        '¹' | '²' | '³' => or_rare(!before.is_whitespace(), 3.0),
        '½' | '¼' | '¾' | '×' | '÷' | '±' => {
            or_rare(!is_letter(before) && !is_letter(after), 3.0)
        }
        '©' | '®' | '™' => 3.0,
        '´' | '¬' => or_rare(is_letter(before), 4.0),
        '†' | '‡' => or_rare(!before.is_whitespace(), 4.0),
        '‰' | '−' => 5.0,
        'µ' => or_rare(before.is_numeric() || before.is_whitespace(), 3.0),
        _ => RARE,
    }
}

fn is_consonant(c: char) -> bool {
    c.is_ascii_lowercase() && !"aeiouy".contains(c)
}

/// Beside a figure, or alone between blanks.
fn is_by_amount(before: char, after: char) -> bool {
    let is_alone = !is_letter(before) && !is_letter(after);
    before.is_numeric() || after.is_numeric() || is_alone
}

/// Lines and blocks that drawings of DOS consist of.
fn is_box(character: char) -> bool {
    matches!(character, '\u{2500}'..='\u{25A0}')
}

/// Drawings are beside others or blanks.
fn cost_of_box(before: char, after: char) -> f64 {
    let fits = |c: char| is_box(c) || c.is_whitespace();
    if !fits(before) || !fits(after) {
        NEVER
    } else if is_box(before) || is_box(after) {
        2.0
    } else {
        5.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(text: &str) -> f64 {
        let characters: Vec<char> = text.chars().collect();
        let &[before, character, after] = characters.as_slice() else {
            panic!("{text} is not three characters");
        };
        let place = Place {
            before,
            character,
            after,
        };
        cost_of_place(&place).0
    }

    #[test]
    fn signs_cost_little_where_writing_has_them() {
        for text in [
            ".\u{A0}T", "5\u{A0}k", "n’t", "s’ ", " “T", ".” ", "r–D", "t—a", "t… ", " £3", "5° ",
            " §4", "l·l", " ¿Q", "o\u{AD}p", " • ", "9¢ ", " ¥1", "──\n",
        ] {
            assert!(cost(text) <= 3.5, "{text}");
        }
    }

    #[test]
    fn letters_cost_nothing_where_writing_has_them() {
        for text in ["oèm", "rès", " Èv", "jør", "søe", "oè ", " è ", "iø "] {
            assert!(cost(text) <= 1.5, "{text}");
        }
        assert!(cost("MŸl") >= 4.0);
    }

    #[test]
    fn signs_cost_much_amid_words() {
        for text in [
            "t½r",
            "a─b",
            "e¢r",
            "t•m",
            "a¿b",
            "f³r",
            "caf‚".get(1..).unwrap_or_default(),
            "nŠt",
            "bжt",
            "l\u{85}a",
            "s¤o",
            "oøá",
            "aè ",
        ] {
            assert!(cost(text) >= 6.0, "{text}");
        }
    }
}
