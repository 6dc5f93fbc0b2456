//! Labels of list items: "2.", "3)", "(a)", "iv.", "[4]", "三、", "②" at the beginning of a line are no words
//! of the text.
//!
//! A label is left between the words around it, as a bullet would be: it is in no phrase, and its full
//! stop ends no sentence. Numbers have up to three digits, or parts as in "2.1."; letters and Roman
//! numbers of one letter are small where a full stop follows, since "F. Kennedy" may begin a line too.
//! A number in a circle is a label wherever it stands, one without a mark where the lines around it count
//! on: "1 roads", "2 bridges".

use std::ops::Range;

/// The most bytes of a label, without its marks.
const LONGEST: usize = 9;

/// Whether `word` is a label that begins a line; `gap` is what stands before it, from the last word on.
#[inline]
pub(super) fn is_item_label(text: &str, gap: &Range<usize>, word: &Range<usize>) -> bool {
    let mark = text.as_bytes().get(word.end);
    // In the order of what is most frequent: a word with a blank behind it is asked no more.
    word.len() <= LONGEST
        && match mark {
            Some(b'.' | b')' | b']' | 0x80..) => is_marked_label(text, gap, word),
            Some(b' ' | b'\t') => {
                is_section_number(text, gap, word) || is_in_sequence(text, gap, word)
            }
            _ => false,
        }
        || word.len() == 3 && is_in_circle(&text[word.clone()])
}

fn is_marked_label(text: &str, gap: &Range<usize>, word: &Range<usize>) -> bool {
    let label = Label {
        word: &text[word.clone()],
        behind: &text[word.end..],
        bracket: text[..word.start]
            .chars()
            .next_back()
            .and_then(closing_bracket),
    };
    begins_line(text, gap) && label.is_complete() && !label.may_belong_to_name(text, gap)
}

/// Whether nothing but blanks, bullets and an opening bracket stand between the last line end and the
/// word; the beginning of the text is one.
fn begins_line(text: &str, gap: &Range<usize>) -> bool {
    let before = &text[gap.clone()];
    let line = match before.rfind(['\n', '\r']) {
        Some(end) => &before[end + 1..],
        None if gap.start == 0 => before,
        None => return false,
    };
    let is_lead =
        |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '*' | '•' | '·' | '\u{FEFF}');
    let lead = line.strip_suffix(|c| closing_bracket(c).is_some());
    lead.unwrap_or(line).chars().all(is_lead)
}

/// What closes a bracket that a label may stand in.
fn closing_bracket(opening: char) -> Option<char> {
    match opening {
        '(' => Some(')'),
        '[' => Some(']'),
        '（' => Some('）'),
        _ => None,
    }
}

/// "1.2" without a mark of its own: the number of a section, if a heading follows ("1.5 million" is none).
fn is_section_number(text: &str, gap: &Range<usize>, word: &Range<usize>) -> bool {
    let number = &text[word.clone()];
    if !number.starts_with(|c: char| c.is_ascii_digit()) || !begins_line(text, gap) {
        return false;
    }
    let next = text[word.end..]
        .trim_start_matches([' ', '\t'])
        .chars()
        .next();
    match number.matches('.').count() {
        0 => false,
        1 => is_number(number) && next.is_some_and(char::is_uppercase),
        _ => is_number(number) && next.is_some_and(char::is_alphabetic),
    }
}

/// The most lines from an item's first to the next item.
const LINES_OF_ITEM: usize = 3;

/// A number without a mark: a label if items around it count on, three in all, or two from 1 on.
fn is_in_sequence(text: &str, gap: &Range<usize>, word: &Range<usize>) -> bool {
    let Some(number) = item_number(&text[word.start..]) else {
        return false;
    };
    if !begins_line(text, gap) {
        return false;
    }
    let up = |number: u32| number.checked_sub(1).filter(|&number| number > 0);
    let above = items(text[..gap.end].lines().rev(), number, up);
    let below = items(text[word.start..].lines().skip(1), number, |number| {
        Some(number + 1)
    });
    above + below >= 2 || above + below == 1 && number - above == 1
}

/// How many items, up to two, follow each other on the next lines; `next` gives the number of the item that
/// follows one.
fn items<'a>(
    lines: impl Iterator<Item = &'a str>,
    mut number: u32,
    next: impl Fn(u32) -> Option<u32>,
) -> u32 {
    let (mut items, mut since) = (0, 0);
    for line in lines.filter(|line| !line.trim().is_empty()) {
        since += 1;
        let Some(wanted) = next(number) else { break };
        if item_number(line) == Some(wanted) {
            (number, items, since) = (wanted, items + 1, 0);
        }
        if items == 2 || since == LINES_OF_ITEM {
            break;
        }
    }
    items
}

/// The number of up to three digits with which a line begins, if a word stands behind it.
fn item_number(line: &str) -> Option<u32> {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, behind) = line.split_at_checked(digits)?;
    let next = behind.trim_start_matches([' ', '\t']);
    let is_parted = next.len() < behind.len() && next.starts_with(char::is_alphabetic);
    if digits > 3 || !is_parted {
        return None;
    }
    number.parse().ok()
}

/// A word at the beginning of a line, with what may make it a label.
struct Label<'a> {
    word: &'a str,
    /// The text behind it.
    behind: &'a str,
    /// What closes the bracket before it.
    bracket: Option<char>,
}

impl Label<'_> {
    /// Whether a word and its mark make a label; a blank stands behind the mark, unless the writing has none.
    fn is_complete(&self) -> bool {
        let mut marks = self.behind.chars();
        let Some(mark) = marks.next() else {
            return false;
        };
        let is_full_stop = matches!(mark, '.' | '．');
        let closes = self.bracket.is_none_or(|bracket| bracket == mark);
        if !closes || !matches!(mark, '.' | ')' | ']' | '、' | '．' | '）') {
            return false;
        }
        if mark == ']' && self.bracket.is_none() {
            return false;
        }
        // "1.)" has two marks.
        let next = marks.next().filter(|c| !(is_full_stop && *c == ')'));
        let next = next.or_else(|| marks.next());
        // "[1]" in a line of its own is what is left of a note.
        let ends_line = |next| mark == ']' && matches!(next, '\n' | '\r');
        next.is_some_and(|next| (next.is_whitespace() || is_unspaced(next)) && !ends_line(next))
            && (is_number(self.word)
                || is_han_number(self.word)
                || is_letter(self.word, is_full_stop)
                || is_roman(self.word))
    }

    /// Whether a Roman number in capitals may end what the line before begins ("World War\nII. Then").
    fn may_belong_to_name(&self, text: &str, gap: &Range<usize>) -> bool {
        if !self.behind.starts_with('.') || !self.word.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return false;
        }
        let is_next_small = self.behind[1..]
            .trim_start()
            .starts_with(char::is_lowercase);
        let is_one_line_end = text[gap.clone()].trim_matches([' ', '\t', '\r']) == "\n";
        let last_word = text[..gap.start].rsplit(char::is_whitespace).next();
        let follows_capital = last_word.is_some_and(|word| word.starts_with(char::is_uppercase));
        self.word.len() == 1 || is_one_line_end && follows_capital && !is_next_small
    }
}

/// Whether a writing puts no blank behind its marks.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '《' | '“' | '「')
}

fn is_number(word: &str) -> bool {
    let mut parts = word.split('.');
    parts.all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// A number to 99 in Chinese signs.
fn is_han_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "一二三四五六七八九十".contains(c))
}

/// A number in a circle, in brackets or with a full stop in one sign.
fn is_in_circle(word: &str) -> bool {
    word.chars()
        .all(|c| matches!(c, '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}'))
}

fn is_letter(word: &str, is_full_stop: bool) -> bool {
    let mut letters = word.chars();
    let is_one = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    is_one && !is_han_number(word) && (!is_full_stop || word.chars().all(char::is_lowercase))
}

/// A Roman number to 39, in letters of one case.
fn is_roman(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    if lower != word && word.to_ascii_uppercase() != word {
        return false;
    }
    let ones = lower.trim_start_matches('x');
    lower.len() - ones.len() <= 3
        && !lower.is_empty()
        && ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].contains(&ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the word that begins at `|` is a label.
    fn label(text: &str) -> bool {
        let start = text.find('|').expect("a mark");
        let text = text.replace('|', "");
        let is_digit = text[start..].starts_with(|c: char| c.is_ascii_digit());
        let is_end = |c: char| !c.is_alphanumeric() && c != '.' || is_digit && is_unspaced(c);
        let length = text[start..].find(is_end);
        let word = text[start..start + length.unwrap_or(text.len() - start)].trim_end_matches('.');
        let before = text[..start]
            .char_indices()
            .rfind(|(_, c)| c.is_alphanumeric())
            .map_or(0, |(at, c)| at + c.len_utf8());
        is_item_label(&text, &(before..start), &(start..start + word.len()))
    }

    #[test]
    fn labels_begin_lines() {
        for text in [
            "|1. roads",
            "Aims:\n|2. bridges",
            "end.\n  (|a) schools",
            "x\n|iv. wells",
            "x\r\n|12) wells",
            "x\n- (|ii) wells",
            "x\n\n|3.\tRoads",
            "x\n|2.1. Roads",
            "x\n|B) wells",
            "x\n|1.) wells",
            "x\n|xii. wells",
            "x\n|IV) wells",
            "Clean water\n|II. rural schools",
            "in all.\n|II. Rural schools",
            "schools\n|XIV. Rural wells",
            "x\n[|4] wells",
            "- [|x] wells",
            "x\n|1.1 Rural schools",
            "x\n|1.2.3 rural schools",
            "各国\n|三、乡村学校",
            "各国\n（|三）乡村学校",
            "各国\n|2．乡村学校",
            "各国\n|2、乡村学校",
            "各国\n|2.乡村学校",
            "x\n|② wells",
            "roads |③ wells",
            "|1 roads\n2 wells",
            "1 roads\n\n|2 wells",
            "x\n11 roads\n|12 wells\n13 schools",
            "x\n11 roads\n12 wells\n|13 schools",
            "x\n  |8\troads\n  9\twells\n 10\tschools",
            "1 roads\nand bridges\n|2 wells",
        ] {
            assert!(label(text), "{text:?}");
        }
    }

    #[test]
    fn other_numbers_and_letters_are_words() {
        for text in [
            "in chapter |2. Then",
            "x\n|1990. Then",
            "x\n|F. Kennedy",
            "x\n|3.5 million",
            "x\n|2, 3",
            "x\n|mix. Then",
            "x\n|we) said",
            "x\n(|3. x",
            "x\n|i.e. this",
            "x\n|12.",
            "item (|a) of",
            "World War\n|II. Then",
            "x\n|I. Newton",
            "x\n|V. Hugo",
            "x\n[|a) wells",
            "x\n|a] wells",
            "x\n[|1]\nwells",
            "x\n|1.5 million",
            "the\n|2 million",
            "the\n|2 wells and\n3 schools",
            "|1 road\n\nx",
            "x\n|3 roads\n5 wells\n7 schools",
            "1 road\na\nb\nc\n|2 wells",
            "x\n|2030 agenda\n2031 agenda\n2032 agenda",
            "x\n|1 000\n2 000\n3 000",
            "各国\n|三国、四国",
            "在\n|三月",
        ] {
            assert!(!label(text), "{text:?}");
        }
    }
}
