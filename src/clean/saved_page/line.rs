//! What a single line of a saved page is: prose, or furniture of the page by one of the rules.
//!
//! The words that tell are few and common; a line must consist of them, or begin with them, so that
//! a sentence that only uses one is never taken for furniture.

use aho_corasick::AhoCorasick;

use super::words::{PHRASES, SIGNS};
use crate::model::Rule;

/// The longest line that can be furniture without a statement of copyright, in bytes.
const LONGEST: usize = 300;

/// Whether a line may hold a sign. Rules out nearly all lines at little cost: those of ASCII, dashes
/// and quotation marks that hold none. Other lines are not looked at.
fn may_hold(finder: Option<&AhoCorasick>, line: &str) -> bool {
    let is_plain = |c: char| c.is_ascii() || matches!(c, '\u{2010}'..='\u{2026}');
    let is_plain = line.is_ascii() || line.chars().all(is_plain);
    !is_plain || finder.is_none_or(|finder| finder.is_match(line))
}

fn may_hold_rights(line: &str) -> bool {
    may_hold(SIGNS.rights.as_ref(), line)
}

/// The rule by which a line is furniture of a page, if it is.
pub(in crate::clean) fn furniture(line: &str) -> Option<Rule> {
    if line.len() > LONGEST && !begins_with_copyright(line) {
        return None;
    }
    // In a sentence only rights and numbers of registration tell.
    let may_tell = if ends_sentence(line) {
        may_hold_rights(line)
    } else {
        may_hold(SIGNS.all.as_ref(), line)
    };
    if !may_tell {
        return None;
    }
    let folded = line.to_lowercase();
    if is_copyright(&folded) {
        return Some(Rule::Copyright);
    }
    // A sentence may speak of any of these; numbers of registration stand in no sentence.
    if ends_sentence(line) && !contains_any(&folded, &PHRASES.registration) {
        return None;
    }
    if line.len() > LONGEST {
        return None;
    }
    let has_number = folded.contains(|c: char| c.is_ascii_digit());
    if contains_any(&folded, &PHRASES.registration)
        || has_number && starts_with_any(&folded, &PHRASES.registration_starts)
    {
        Some(Rule::Registration)
    } else if is_contact(&folded) {
        Some(Rule::Contact)
    } else if is_pager(&folded) {
        Some(Rule::Pager)
    } else if is_share_bar(&folded) {
        Some(Rule::ShareBar)
    } else if is_path_of_links(&folded) {
        Some(Rule::Navigation)
    } else {
        None
    }
}

/// Whether a long line may be a statement of copyright: it begins with one.
fn begins_with_copyright(line: &str) -> bool {
    let end = line
        .char_indices()
        .nth(24)
        .map_or(line.len(), |(end, _)| end);
    if !may_hold_rights(&line[..end]) {
        return false;
    }
    let start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    ["copyright", "©", "(c)", "版权所有"]
        .iter()
        .any(|sign| start.contains(sign))
}

/// Whether a line is a paragraph of text, or the beginning of one.
pub(super) fn is_prose(line: &str) -> bool {
    let words = line.split_whitespace().take(18).count();
    if words >= 18 {
        return true;
    }
    if line.is_ascii() {
        return words >= 9 && ends_sentence(line);
    }
    let wide = line.chars().filter(|c| is_wide(*c)).take(40).count();
    wide >= 40 || (words >= 9 || wide >= 15) && ends_sentence(line)
}

/// Whether a line has few words and is no sentence.
pub(super) fn is_short(line: &str, words: usize) -> bool {
    let wide = || {
        line.chars()
            .filter(|c| is_wide(*c))
            .take(2 * words + 1)
            .count()
    };
    line.split_whitespace().take(words + 1).count() <= words
        && !ends_sentence(line)
        && wide() <= 2 * words
}

/// Whether a line can be a name: few words, no sentence, and not a piece of running text, which
/// begins with a small letter or breaks off.
pub(super) fn is_name(line: &str, words: usize) -> bool {
    is_short(line, words)
        && !line.starts_with(char::is_lowercase)
        && !line.ends_with([',', ';', '-', '，', '；', '、'])
}

/// Chinese, Japanese or Korean characters, which stand for a word or a part of one.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

fn ends_sentence(line: &str) -> bool {
    let closing = ['"', '\'', ')', '”', '’', '»', '」', '）'];
    let line = line.trim_end_matches(closing);
    line.ends_with(['.', '!', '?', '。', '！', '？', '…', '؟', '।']) && !line.ends_with("..")
}

fn contains_any(line: &str, words: &[&str]) -> bool {
    words.iter().any(|word| line.contains(word))
}

fn starts_with_any(line: &str, words: &[&str]) -> bool {
    after_any(line, words).is_some()
}

/// What follows one of the words at the beginning of a line.
fn after_any<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| line.strip_prefix(word))
}

fn is_copyright(line: &str) -> bool {
    let has_sign = line.contains('©') || line.contains("(c)") || line.contains("copyright");
    let starts = ["copyright", "©", "(c) 1", "(c) 2"];
    let is_stated = starts_with_any(line, &starts)
        && (line.contains('©') || line.contains(|c: char| c.is_ascii_digit()));
    // "版权所有者" and "版权所有人" are people.
    let is_owner = line.contains("版权所有者") || line.contains("版权所有人");
    let has_rights = contains_any(line, &PHRASES.rights) || line.contains("版权所有") && !is_owner;
    // A sentence that speaks of rights has neither the sign nor the year, or is prose around them.
    let has_mark = line.contains('©') || has_sign && has_rights;
    (is_stated || has_mark || has_rights && line.len() <= LONGEST)
        && (has_rights || line.len() <= LONGEST && (has_mark || !ends_sentence(line)))
}

fn is_contact(line: &str) -> bool {
    let Some((label, value)) = line.split_once([':', '：']) else {
        return false;
    };
    let label = label.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let value = value.trim();
    PHRASES.contact_labels.contains(label)
        && !value.is_empty()
        && !ends_sentence(value)
        && (value.contains(|c: char| c.is_ascii_digit() || c == '@')
            || value.contains('.')
            || value.split_whitespace().count() <= 12)
}

/// The words of a line: parts between blanks and bars.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || "|/·•,，、:：[]【】()（）".contains(c))
        .filter(|part| !part.is_empty())
}

fn is_pager(line: &str) -> bool {
    let is_arrow = |part: &str| part.chars().all(|c| "<>|«»‹›←→".contains(c));
    let is_neutral = |part: &str| part.chars().all(|c| "-–…".contains(c));
    let is_number = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let all = line.split_whitespace().flat_map(|part| {
        let inner = part.trim_matches(|c| "|[]()【】".contains(c));
        (!inner.is_empty()).then_some(inner)
    });
    let (mut signs, mut numbers) = (0, 0);
    let mut ends_in_arrow = false;
    for (index, part) in all.enumerate() {
        ends_in_arrow = is_arrow(part);
        if is_number(part) {
            numbers += 1;
        } else if PHRASES.pager_signs.contains(part) {
            signs += 1;
        } else if ends_in_arrow {
            // An arrow between numbers may be a formula.
            signs += usize::from(index == 0);
        } else if !PHRASES.pager_words.contains(part) && !is_neutral(part) {
            return false;
        }
    }
    signs += usize::from(ends_in_arrow);
    signs > 0 && (numbers > 0 || signs > 1)
}

fn is_share_bar(line: &str) -> bool {
    let mut signs = 0;
    let mut all = 0;
    for part in parts(line) {
        let is_count = part
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'+');
        if PHRASES.share_signs.contains(part) {
            signs += 1;
        } else if !is_count
            && !PHRASES.share_words.contains(part)
            && !PHRASES.share_links.contains(part)
        {
            return false;
        }
        all += 1;
    }
    signs > 0 && all > 1 || line.trim_end_matches([':', '：']) == "分享到"
}

/// Links from the front page down to this one: short names with arrows or bars between them.
fn is_path_of_links(line: &str) -> bool {
    let (rest, is_announced) = match after_any(line, &PHRASES.you_are_here) {
        Some(rest) => (rest.trim_start_matches([':', '：', ' ']), true),
        None => (line, false),
    };
    let between = ['>', '»', '›', '→', '|', '/', '＞'];
    let Some(mark) = rest.chars().find(|c| between.contains(c)) else {
        return false;
    };
    let names: Vec<&str> = rest.split(mark).map(str::trim).collect();
    let (last, folders) = names.split_last().unwrap_or((&"", &[]));
    let are_names = folders
        .iter()
        .all(|name| is_short(name, 4) && !name.is_empty() && !name.contains([',', '，', ';']));
    let is_arrow = !matches!(mark, '|' | '/');
    let ends_well = last.is_empty() || is_short(last, if is_arrow { 16 } else { 4 });
    let is_path = folders
        .first()
        .is_some_and(|first| PHRASES.home.contains(first))
        || is_arrow && (folders.len() > 1 || last.is_empty())
        || mark == '|' && folders.len() > 2 && !rest.contains(|c: char| c.is_ascii_digit());
    is_announced || are_names && ends_well && is_path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_each_kind() {
        for (line, rule) in [
            ("Home > Harbour News", Rule::Navigation),
            (
                "Home > A Harbour for All Tides and Every Boat in It",
                Rule::Navigation,
            ),
            ("首页 > 国际", Rule::Navigation),
            ("当前位置：首页 > 新闻", Rule::Navigation),
            ("World > Asia > East", Rule::Navigation),
            ("Home | Technology", Rule::Navigation),
            ("< 1 2 3 4 >", Rule::Pager),
            ("|<< Previous 1 2 3", Rule::Pager),
            ("Page 2 of 7", Rule::Pager),
            ("上一页 1 2 3 下一页", Rule::Pager),
            ("Share on Facebook | Twitter | Email", Rule::ShareBar),
            ("分享到：微信 微博", Rule::ShareBar),
            (
                "Copyright © Tidewatch. All rights reserved",
                Rule::Copyright,
            ),
            ("版权所有 海港新闻", Rule::Copyright),
            ("沪ICP备00000001号", Rule::Registration),
            ("Registration Number: 4711", Rule::Registration),
            ("Tel: 0049-40-1234567", Rule::Contact),
            ("电话：010-0000000", Rule::Contact),
            ("QQ: 10000", Rule::Contact),
        ] {
            assert_eq!(furniture(line), Some(rule), "{line}");
        }
    }

    #[test]
    fn a_plain_line_without_a_sign_is_not_looked_at() {
        assert!(may_hold_rights("ALL RIGHTS RESERVED") && may_hold_rights("(C) 2018"));
        for line in ["Share", "NEXT", "issn 1234", "a > b", "главная"] {
            assert!(may_hold(SIGNS.all.as_ref(), line), "{line}");
        }
        let line = "the rules – “of the harbour” – of";
        assert!(!may_hold(SIGNS.all.as_ref(), line));
    }

    #[test]
    fn lines_of_text_are_none() {
        for line in [
            "Home rule > direct rule, said the minister.",
            "Copyright law should serve readers and writers alike.",
            "Share the burden",
            "1 2 3",
            "Next year we will meet again.",
            "Contact: we need more of it between our peoples, not less.",
            "Either/or",
            "Peace and security / development",
            "The treaty was registered under number 12.",
            "A | B",
            "John | 23 | Harbour City | Sailor",
            "1914 - 1918",
            "1 > 0",
            "You are here today because you believe in this town.",
            "Copyright Act of 1976 protects authors, said the judge.",
            "版权所有者有权禁止他人复制。",
            "许可证制度改革将于明年开始。",
        ] {
            assert_eq!(furniture(line), None, "{line}");
        }
    }

    #[test]
    fn prose_is_long_or_a_sentence() {
        assert!(is_prose(
            "The council met on Monday to speak about the tides."
        ));
        assert!(is_prose(
            "港口理事会周一开会，讨论潮汐和船只的规则，会议持续了整整一天。"
        ));
        assert!(!is_prose("A Harbour for All Tides"));
        assert!(is_short("World Edition", 4));
        assert!(!is_short("We agree.", 4));
    }
}
