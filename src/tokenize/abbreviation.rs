//! Abbreviations: after which full stops a sentence goes on.
//!
//! Asked only where UAX #29 sees a sentence end after a full stop and blanks, so it costs nothing
//! elsewhere. By language there are three short lists: words that stand before a name, before a
//! number, or anywhere. Beside the lists, a single letter ("J. F. Kennedy", "z. B.") and letters
//! with full stops between ("U.S.", "e.g.") are abbreviations in every language, and in some a
//! number with a full stop is an ordinal ("3. Oktober").
//!
//! After an abbreviation that may stand anywhere the sentence ends if the next word is a
//! capitalised function word: "in the U.S. The ..." ends, "the U.S. Department" does not. Function
//! words are those of the stop-word lists.
//!
//! Lists rather than a crate: sentencex knows more languages and is maintained, but cuts texts, not
//! gaps between words, and its lists hold words that end real sentences ("may", "art", "no").

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use foldhash::fast::FixedState;

use crate::clean::elided_parts;
use crate::model::Language;

/// The lists of a language, without the full stop at the end, in lower case.
struct Row {
    code: &'static str,
    before_names: &'static str,
    before_numbers: &'static str,
    anywhere: &'static str,
}

const fn row(
    code: &'static str,
    before_names: &'static str,
    before_numbers: &'static str,
    anywhere: &'static str,
) -> Row {
    Row {
        code,
        before_names,
        before_numbers,
        anywhere,
    }
}

#[rustfmt::skip]
static ROWS: &[Row] = &[
    row("en", "mr mrs ms mx messrs dr drs prof st ste mt gen lt col capt cmdr cpl sgt maj brig adm sen rep gov amb hon rev pres supt vs viz cf ca approx",
        "no nos art arts p pp par para paras sec sect ch chap fig figs eq vol vols res doc ann app",
        "etc al inc ltd co corp bros jr sr esq dept univ assn ave blvd jan feb mar apr jun jul aug sep sept oct nov dec"),
    row("de", "hr fr frl dr prof ing dipl mag st bzw ca vgl sog gem bspw inkl exkl ggf evtl zzgl insb insbes geb gest hl",
        "nr nrn abs art ziff bd s kap abb tab rn lit",
        "usw etc ff jh jhd mio mrd tsd jan feb mär apr jun jul aug sep sept okt nov dez str hrsg"),
    row("fr", "m mm mme mmes mlle mlles mgr dr drs pr me st ste cf ex vs env",
        "art al n no nos p pp vol chap fig par",
        "etc av apr janv févr juill sept oct nov déc éd"),
    row("es", "sr sra sres sras srta dr dra dres d dña prof lic ing gral cnel excmo excma ud uds vs cf ee rr",
        "art arts núm núms nro pág págs p pp vol cap fig inc párr",
        "etc uu hh avda"),
    row("it", "sig sigg sigra dott dottssa dott.ssa prof prof.ssa avv ing on gen col mons arch rag geom cav ss cfr es",
        "art artt n nn pag pagg p pp vol cap fig",
        "ecc etc"),
    row("pt", "sr sra srs sras dr dra drs prof profa eng exmo exma cf ex",
        "art arts n núm pág págs p pp vol cap inc fig",
        "etc ltda cia av"),
    row("nl", "dhr mevr mw mr dr drs ir ing prof st bijv ca vgl resp incl excl",
        "nr nrs art blz p pp lid fig hfdst",
        "enz etc jl"),
    row("ru", "им гр ул просп пл пер акад проф доц ген полк св см ср напр",
        "ст п пп рис табл гл с стр т ч",
        "др пр руб коп тыс млн млрд гг вв долл"),
    row("uk", "ім гр вул просп пл пров акад проф доц св див напр", "ст п пп рис табл гл с стор т ч", "др ін грн тис млн млрд рр"),
    row("sv", "dr prof st ca jfr", "nr art s kap", "osv etc"),
    row("da", "dr prof hr fr skt ca jf", "nr art s kap stk", "osv mv mfl etc"),
    row("no", "dr prof st ca jf", "nr art s kap", "osv mv etc"),
    row("pl", "dr prof inż mgr im św ul al pl np tzw tj por", "nr art s str t par ust pkt poz", "itp itd"),
    row("cs", "dr prof ing mgr sv např tzv tj", "č čl s str odst", "atd apod"),
    row("fi", "tri prof esim ns vrt", "nro s", "jne yms ym mm"),
    row("tr", "dr prof doç sn av bkz örn", "no s md", "vb vs"),
    row("ro", "dl dna dr prof ing", "art nr pag p vol al lit", "etc"),
    row("ca", "sr sra dr dra prof", "art núm pàg p vol", "etc"),
];

/// Languages in which a full stop after a number makes it an ordinal.
const WITH_ORDINALS: &[&str] = &[
    "cs", "da", "de", "et", "fi", "hr", "hu", "lv", "no", "pl", "sk", "sl", "sr", "tr",
];

/// Words that are looked up, never listed.
type Words = hashbrown::HashSet<&'static str, FixedState>;

/// The abbreviations of one language.
#[derive(Debug, Default)]
pub struct Abbreviations {
    before_names: Words,
    before_numbers: Words,
    anywhere: Words,
    function_words: Words,
    /// The longest word of the three lists above that is all ASCII, in bytes.
    longest: usize,
    elided: &'static [&'static str],
    has_ordinals: bool,
}

/// Each language's are made when a document is in it.
static ALL: LazyLock<BTreeMap<Language, OnceLock<Abbreviations>>> = LazyLock::new(|| {
    let all = Language::all();
    all.map(|language| (language, OnceLock::new())).collect()
});
static NONE: LazyLock<Abbreviations> = LazyLock::new(Abbreviations::default);

impl Abbreviations {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        let own = ALL.get(&language);
        own.map_or(&NONE, |own| own.get_or_init(|| Self::new(language)))
    }

    fn new(language: Language) -> Self {
        let code = language.code();
        let row = ROWS.iter().find(|row| row.code == code);
        let words = |list: fn(&Row) -> &'static str| row.map_or("", list).split_ascii_whitespace();
        let set = |list| words(list).collect();
        let lists: [fn(&Row) -> &'static str; 3] = [
            |row| row.before_names,
            |row| row.before_numbers,
            |row| row.anywhere,
        ];
        let ascii = lists
            .into_iter()
            .flat_map(words)
            .filter(|word| word.is_ascii());
        let function_words = stop_words::lookup(code).unwrap_or_default();
        Self {
            before_names: set(lists[0]),
            before_numbers: set(lists[1]),
            anywhere: set(lists[2]),
            longest: ascii.map(str::len).max().unwrap_or(0),
            function_words: function_words.iter().copied().collect(),
            elided: elided_parts(language),
            has_ordinals: WITH_ORDINALS.contains(&code),
        }
    }

    /// Whether a sentence goes on after `word` and a full stop, `after` being what follows.
    pub(super) fn goes_on(&self, word: &str, after: &str) -> bool {
        // Nearly half of all sentences end with a longer word of nothing but letters.
        let is_letter = |byte: u8| byte.is_ascii_alphabetic();
        if word.len() > self.longest.max(1) && word.bytes().all(is_letter) {
            return false;
        }
        let word = word.to_lowercase();
        let word = self.without_elision(&word);
        if self.before_names.contains(word) {
            return true;
        }
        if self.before_numbers.contains(word) && after.starts_with(char::is_numeric) {
            return true;
        }
        let may_end = self.anywhere.contains(word)
            || is_letters_and_stops(word)
            || self.has_ordinals && is_ordinal(word);
        may_end && !self.begins_sentence(after)
    }

    /// The "art" of "l'art".
    fn without_elision<'a>(&self, word: &'a str) -> &'a str {
        match word.split_once(['\'', '\u{2019}']) {
            Some((part, rest)) if self.elided.contains(&part) => rest,
            _ => word,
        }
    }

    /// Whether a text that begins with a capital letter begins with a function word.
    fn begins_sentence(&self, text: &str) -> bool {
        let end = text.find(|c: char| !c.is_alphabetic());
        let (first, rest) = text.split_at(end.unwrap_or(text.len()));
        // One letter and a full stop is an initial.
        let is_initial = rest.starts_with('.') && is_one_letter(first);
        !is_initial && self.function_words.contains(first.to_lowercase().as_str())
    }
}

fn is_one_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars
        .next()
        .is_some_and(|c| c.is_lowercase() || c.is_uppercase())
        && chars.next().is_none()
}

/// One letter, or parts of one or two letters with full stops between ("u.s", "ph.d").
fn is_letters_and_stops(word: &str) -> bool {
    let has_stop = word.contains('.');
    let longest = if has_stop { 2 } else { 1 };
    word.split('.').all(|part| {
        let letters = part.chars().count();
        (1..=longest).contains(&letters) && part.chars().all(char::is_lowercase)
    })
}

/// A number of one or two digits.
fn is_ordinal(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goes_on(code: &str, word: &str, after: &str) -> bool {
        Abbreviations::of(Language::from_code(code).expect("a language")).goes_on(word, after)
    }

    #[test]
    fn lists_say_where_an_abbreviation_stands() {
        assert!(goes_on("en", "Mr", "The") && !goes_on("fr", "Mr", "Durand"));
        assert!(goes_on("en", "No", "5") && !goes_on("en", "No", "Nobody"));
        assert!(goes_on("en", "Inc", "Shares") && !goes_on("en", "Inc", "They"));
        assert!(goes_on("it", "l\u{2019}art", "3 Comma"));
        assert!(!goes_on("en", "else's", "Leave"));
        assert!(!Abbreviations::of(Language::UNDETERMINED).goes_on("Mr", "Smith"));
    }

    #[test]
    fn letters_with_stops_and_ordinals() {
        assert!(goes_on("en", "U.S", "Department") && !goes_on("en", "U.S", "The president"));
        assert!(goes_on("en", "J", "A. Smith") && !goes_on("en", "B", "A plan"));
        assert!(goes_on("de", "3", "Oktober") && !goes_on("en", "3", "October"));
        assert!(!goes_on("de", "2015", "Berlin") && !goes_on("de", "3", "Die"));
        assert!(!goes_on("en", "example.org", "Visit") && !goes_on("en", "end", "Next"));
    }

    #[test]
    fn lists_are_lower_case_and_name_languages() {
        for row in ROWS {
            assert!(Language::from_code(row.code).is_some(), "{}", row.code);
            for list in [row.before_names, row.before_numbers, row.anywhere] {
                assert_eq!(list, list.to_lowercase());
            }
        }
        assert!(
            WITH_ORDINALS
                .iter()
                .all(|code| Language::from_code(code).is_some())
        );
    }
}
