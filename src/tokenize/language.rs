//! The language of a document, recognised by its letters.
//!
//! The script that most of the text is written in decides first; what is in another script, such
//! as a Chinese header over an English report, is left out from there on. A script of one language
//! tells it (Thai, Korean); kana tell Japanese from Chinese. Otherwise the detector looks at
//! stretches from several places, and where it is not sure, the words on the languages' stop-word
//! lists decide. Where these leave no doubt, the detector is not asked: it takes longer than all
//! that follows, and says the same.

use icu_properties::props::Script;
use serde::{Deserialize, Serialize};

use super::function_words::{FunctionWords, by_function_words};

use super::letters::{Letters, pieces, weight};
use super::relatives;
use super::script::script_of;
use super::second_language::{LEAST_SHARE, SecondLanguage, confirmed, suspected};
use super::segmenter::HanStyle;
use super::telling_letters;
use crate::model::Language;

/// How much of a document the detector looks at, in bytes. Its answer is settled well before.
const SAMPLE: usize = 1200;
/// From how many places that is taken.
const PLACES: usize = 4;
/// The fewest letters that the detector can be sure of. Its own word for it is not enough: it is
/// sure of a wrong language for many a single sentence.
const FEWEST_LETTERS: usize = 200;
/// The fewest characters that tell Chinese from Japanese: a title may do without kana.
const FEWEST_HAN: u64 = 10;
/// Of the words of a sample with no doubt about it, one in so many is a function word of its language
/// (in English, French and their like nearly half are), and it has at least so many words.
const FUNCTION_WORD_FROM: u32 = 4;
const FEWEST_WORDS: u32 = 60;
/// The fewest words that speak for a language that the detector does not know, and of how many words one.
const FEWEST_HITS: u32 = 5;
const HIT_FROM: u32 = 5;
const FEWEST_DISTINCT: usize = 3;
/// Of how many words one must be a small word of a language that the detector is sure of.
const SUPPORTED_FROM: u32 = 20;
/// The share of kana from which a text in Chinese characters is Japanese, one in so many letters.
/// Japanese prose has half kana, Chinese prose a quoted name at most.
const JAPANESE_FROM: u64 = 10;

/// What the worker finds out about a document's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Detected {
    /// The likeliest language.
    pub language: Language,
    /// The script most of the text is written in, if it has letters.
    #[serde(with = "super::script::by_code")]
    pub script: Option<Script>,
    /// Whether the language is sure. Short texts often leave it unsure.
    pub is_sure: bool,
}

/// A language detected in a text, or stated, and what else the letters say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    /// The language.
    pub detected: Detected,
    /// From 0 to 1: the share of the text in the script that decided, times how sure the language
    /// is within the script. 1 where the language is stated.
    pub confidence: f64,
    /// How Chinese characters are to be read in this text.
    pub han: HanStyle,
    /// What a quarter or more of the text is in beside.
    pub second: Option<SecondLanguage>,
}

/// A language that is known, not detected; the script is that of the text.
#[must_use]
pub(super) fn stated(language: Language, text: &str) -> Detection {
    let letters = Letters::of(text);
    Detection {
        detected: Detected {
            language,
            script: letters.main().map(|(script, _)| script),
            is_sure: true,
        },
        confidence: 1.0,
        han: han_style(language),
        second: None,
    }
}

/// Tells the language of `text`.
#[must_use]
pub fn detect(text: &str) -> Detection {
    let letters = Letters::of(text);
    let mut second = None;
    let (detected, confidence) = match letters.main() {
        None => (unknown(None), 0.0),
        Some((script, share)) => {
            let told = told(&letters, text, script);
            let language = told.detected.language;
            let suspected = told.suspected;
            second = suspected.and_then(|other| confirmed(text, language, other));
            second = second.or_else(|| in_second_script(&letters, text, (script, share)));
            (told.detected, share * told.confidence)
        }
    };
    Detection {
        second,
        detected,
        confidence: (confidence * 1000.0).round() / 1000.0,
        han: han_style(detected.language),
    }
}

/// How Chinese characters are to be read in text of a language.
fn han_style(language: Language) -> HanStyle {
    if language.code() == "ja" {
        HanStyle::Japanese
    } else {
        HanStyle::Chinese
    }
}

/// What is told of the letters of one script.
struct Told {
    detected: Detected,
    confidence: f64,
    /// What part of them may be in beside.
    suspected: Option<Language>,
}

fn told(letters: &Letters, text: &str, script: Script) -> Told {
    if let Some((detected, confidence)) = by_script(letters, script) {
        let suspected = None;
        let (detected, confidence) = match script {
            Script::Ethiopic => nearest(&sample(text, script), detected, confidence),
            Script::Han => by_letters(&sample(text, script), script)
                .filter(|_| detected.language.code() == "zh")
                .unwrap_or((detected, confidence)),
            _ => (detected, confidence),
        };
        return Told {
            detected,
            confidence,
            suspected,
        };
    }
    let sample = sample(text, script);
    let words = FunctionWords::of(&sample);
    let (detected, confidence) = by_letters(&sample, script).unwrap_or_else(|| {
        let (detected, confidence) = by_detector(&sample, script, &words);
        nearest(&sample, detected, confidence)
    });
    let suspected = suspected(&words, detected.language);
    Told {
        detected,
        confidence,
        suspected,
    }
}

/// The language of the script that most letters are in beside the main one, if that is a quarter of all.
fn in_second_script(letters: &Letters, text: &str, main: (Script, f64)) -> Option<SecondLanguage> {
    if main.1 > 1.0 - LEAST_SHARE {
        return None;
    }
    let others = letters
        .counts
        .iter()
        .filter(|(script, _)| **script != main.0);
    let (&script, count) = others.max_by_key(|(script, count)| **count * weight(**script))?;
    let all: u64 = letters
        .counts
        .iter()
        .map(|(script, count)| count * weight(*script))
        .sum();
    let share = (count * weight(script)) as f64 / all as f64;
    let language = told(letters, text, script).detected.language;
    (share >= LEAST_SHARE).then_some(SecondLanguage { language, share })
}

fn unknown(script: Option<Script>) -> Detected {
    Detected {
        language: Language::UNDETERMINED,
        script,
        is_sure: false,
    }
}

/// The language of a script of one language, and how sure it is.
fn by_script(letters: &Letters, script: Script) -> Option<(Detected, f64)> {
    let (code, is_sure) = match script {
        Script::Han => {
            let all = letters.count(script);
            let is_japanese = letters.kana > 0 && letters.kana * JAPANESE_FROM >= all;
            let code = if is_japanese { "ja" } else { "zh" };
            (code, is_japanese || all >= FEWEST_HAN)
        }
        Script::Hangul => ("ko", true),
        Script::Thai => ("th", true),
        Script::Lao => ("lo", true),
        Script::Tibetan => ("bo", true),
        Script::Thaana => ("dv", true),
        Script::Khmer => ("km", true),
        Script::Myanmar => ("my", true),
        Script::Ethiopic => ("am", true),
        Script::Greek => ("el", true),
        Script::Armenian => ("hy", true),
        Script::Georgian => ("ka", true),
        Script::Tamil => ("ta", true),
        Script::Telugu => ("te", true),
        Script::Kannada => ("kn", true),
        Script::Malayalam => ("ml", true),
        Script::Gujarati => ("gu", true),
        Script::Gurmukhi => ("pa", true),
        Script::Oriya => ("or", true),
        Script::Sinhala => ("si", true),
        _ => return None,
    };
    let language = Language::from_code(code)?;
    let detected = Detected {
        language,
        script: Some(script),
        is_sure,
    };
    Some((detected, if is_sure { 1.0 } else { 0.5 }))
}

/// The language that letters of their own tell.
fn by_letters(sample: &str, script: Script) -> Option<(Detected, f64)> {
    let language = telling_letters::language_of(sample, script)?;
    let detected = Detected {
        language,
        script: Some(script),
        is_sure: true,
    };
    Some((detected, 1.0))
}

/// The language of a sample by the detector, or by function words where that is not sure.
fn by_detector(sample: &str, script: Script, words: &FunctionWords) -> (Detected, f64) {
    if let Some(language) = words.without_doubt(FEWEST_WORDS, FUNCTION_WORD_FROM) {
        let detected = Detected {
            language,
            script: Some(script),
            is_sure: true,
        };
        return (detected, 1.0);
    }
    let Some(info) = whatlang::detect(sample) else {
        return (unknown(Some(script)), 0.0);
    };
    let language = Language::from_detector(info.lang());
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let is_clear = info.is_reliable() && letters >= FEWEST_LETTERS;
    let known = if let Some(other) = unknown_to_detector(words, language) {
        Some(other)
    } else if is_clear {
        is_supported(words, language).then(|| (language, info.confidence()))
    } else {
        by_function_words(words, language)
    };
    // Where nothing speaks for it, the detector's word counts for less the shorter the text is.
    let guessed =
        || info.confidence() * 0.5 * (letters.min(FEWEST_LETTERS) as f64 / FEWEST_LETTERS as f64);
    let detected = Detected {
        language: known.map_or(language, |(language, _)| language),
        script: Some(script),
        is_sure: known.is_some(),
    };
    (detected, known.map_or_else(guessed, |(_, sure)| sure))
}

/// The language that was found, or a relative that clearly more speaks for, and how sure it is.
fn nearest(sample: &str, detected: Detected, confidence: f64) -> (Detected, f64) {
    let nearer = detected
        .script
        .and_then(|script| relatives::nearer(sample, script, detected.language));
    let Some((language, share)) = nearer else {
        return (detected, confidence);
    };
    let detected = Detected {
        language,
        is_sure: true,
        ..detected
    };
    (detected, share)
}

/// A language that the detector does not know and takes for `likely`, if far more of the words speak
/// for it.
fn unknown_to_detector(words: &FunctionWords, likely: Language) -> Option<(Language, f64)> {
    let (language, hits) = words
        .most()
        .filter(|(language, _)| !language.is_detected())?;
    let next = words.hits_of(likely).unwrap_or(0);
    let is_clear = hits >= FEWEST_HITS
        && hits * 2 >= next * 3
        && hits * HIT_FROM >= words.words()
        && words.distinct(language) >= FEWEST_DISTINCT;
    is_clear.then(|| (language, f64::from(hits) / f64::from(hits + next)))
}

/// Whether the words do not speak against what the detector tells: text in a language that it does not
/// know, and takes for another, has few of the small words of that.
fn is_supported(words: &FunctionWords, language: Language) -> bool {
    let hits = words.hits_of(language);
    hits.is_none_or(|hits| hits * SUPPORTED_FROM >= words.words())
}

/// Stretches from several places of a text, without the letters of other scripts.
fn sample(text: &str, script: Script) -> String {
    let mut sample = String::with_capacity(SAMPLE + PLACES);
    for piece in pieces(text, PLACES, SAMPLE / PLACES) {
        if piece.is_ascii() {
            sample.push_str(piece);
        } else {
            let fits =
                |c: &char| matches!(script_of(*c), Script::Common) || script_of(*c) == script;
            sample.extend(piece.chars().filter(fits));
        }
        sample.push(' ');
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language_of(text: &str) -> (&'static str, bool) {
        let detected = detect(text).detected;
        (detected.language.code(), detected.is_sure)
    }

    /// A sentence of every language that has a stemmer.
    #[rustfmt::skip]
    static SENTENCES: &[(&str, &str)] = &[
            ("ar", "يجب على المجتمع الدولي أن يعزز التعاون بين جميع الدول من أجل السلام في العالم"),
            ("da", "Det internationale samfund skal styrke samarbejdet mellem alle lande, og det er ikke nok at tale om fred."),
            ("de", "Die internationale Gemeinschaft soll die Zusammenarbeit zwischen allen Staaten stärken."),
            ("el", "Η διεθνής κοινότητα πρέπει να ενισχύσει τη συνεργασία μεταξύ όλων των χωρών."),
            ("en", "The international community should strengthen cooperation between all countries."),
            ("es", "La comunidad internacional debe fortalecer la cooperación entre todos los países."),
            ("fi", "Kansainvälisen yhteisön on vahvistettava kaikkien maiden välistä yhteistyötä, ja se ei ole helppoa."),
            ("fr", "La communauté internationale devrait renforcer la coopération entre tous les pays."),
            ("hu", "A nemzetközi közösségnek meg kell erősítenie az együttműködést az összes ország között."),
            ("it", "La comunità internazionale deve rafforzare la cooperazione tra tutti i paesi del mondo."),
            ("nl", "De internationale gemeenschap moet de samenwerking tussen alle landen van de wereld versterken."),
            ("no", "Det internasjonale samfunnet må styrke samarbeidet mellom alle land, og det er ikke nok å snakke om fred."),
            ("pt", "A comunidade internacional deve reforçar a cooperação entre todos os países do mundo."),
            ("ro", "Comunitatea internațională trebuie să întărească cooperarea dintre toate țările lumii."),
            ("ru", "Международное сообщество должно укреплять сотрудничество между странами мира."),
            ("sv", "Det internationella samfundet måste stärka samarbetet mellan alla länder och inte bara tala om fred."),
            ("ta", "சர்வதேச சமூகம் அனைத்து நாடுகளுக்கும் இடையிலான ஒத்துழைப்பை வலுப்படுத்த வேண்டும்"),
            ("tr", "Uluslararası toplum bütün ülkeler arasında işbirliğini güçlendirmek için daha çok çalışmalıdır."),
    ];

    #[test]
    fn single_sentences_of_every_stemmed_language() {
        let stemmed = Language::all().filter(|language| language.stemmer().is_some());
        assert_eq!(stemmed.count(), SENTENCES.len());
        for &(code, text) in SENTENCES {
            assert_eq!(language_of(text).0, code, "{text}");
            assert_eq!(
                language_of(&format!("{text} {text} {text}")),
                (code, true),
                "{text}"
            );
        }
    }

    #[test]
    fn scripts_tell_languages() {
        for (code, text) in [
            ("zh", "各国应当尊重彼此的网络主权，共同维护和平。"),
            ("ja", "各国は互いの主権を尊重するべきである。"),
            ("ko", "모든 나라는 서로의 주권을 존중해야 한다."),
            ("th", "ทุกประเทศควรเคารพอธิปไตยของกันและกัน"),
            ("lo", "ທຸກປະເທດຄວນເຄົາລົບກັນ"),
            ("km", "ប្រទេសទាំងអស់គួរគោរពគ្នា"),
            ("my", "နိုင်ငံအားလုံး လေးစားသင့်သည်"),
        ] {
            assert_eq!(language_of(text), (code, true));
            assert!((detect(text).confidence - 1.0).abs() < 1e-9);
        }
        assert_eq!(language_of("网络主权"), ("zh", false));
    }

    #[test]
    fn relatives_and_languages_unknown_to_the_detector_are_told_apart() {
        for (code, text) in [
            (
                "ga",
                "Níl an bóthar oscailte fós, agus tá muintir an bhaile ag fanacht go dtí go mbeidh an droichead nua críochnaithe ag an gcomhairle.",
            ),
            (
                "sr",
                "Председник општине је рекао да ће мост бити отворен када се заврше радови на обали.",
            ),
            (
                "mk",
                "Мостот беше затворен и сите мораа да чекаат додека не се стопи снегот на патот.",
            ),
            (
                "bg",
                "Кметът каза, че мостът ще бъде отворен, когато приключат работите по брега на реката.",
            ),
            (
                "yi",
                "די שטאָט האָט באַשלאָסן צו בויען אַ נײַע בריק איבער דעם טײַך, און אַלע זײַנען געווען צופֿרידן.",
            ),
            (
                "he",
                "העירייה החליטה לבנות גשר חדש מעל הנהר, וכל התושבים היו מרוצים מאוד מן ההחלטה הזאת.",
            ),
            (
                "is",
                "Brúin var lokuð í vetur og það var ekki hægt að fara yfir ána fyrr en í vor.",
            ),
            (
                "cy",
                "Roedd y bont ar gau yn y gaeaf, ac nid oedd neb yn gallu croesi'r afon i'r dref.",
            ),
            (
                "sr",
                "Predsednik opštine je rekao da će most biti otvoren u narednih mesec dana, posle svih promena.",
            ),
            (
                "gl",
                "As persoas da vila aínda non saben cando vai abrir a ponte, pero xa non queren esperar moitos anos.",
            ),
            (
                "oc",
                "Lo pont es totjorn barrat e los vesins de la vila an de far una volta fòrça longa per passar la ribièra.",
            ),
            (
                "ku",
                "Pira nû hê venebûye û xelkê gund divê ji bo derbasbûna çem riyeke dirêj bigirin, lê ew naxwazin li benda wê bisekinin.",
            ),
            ("ta", "பாலம் 3 நாட்கள் மூடப்பட்டது"),
            ("ka", "ხიდი 3 დღე დაკეტილი იყო"),
        ] {
            assert_eq!(language_of(text), (code, true), "{text}");
        }
    }

    #[test]
    fn short_texts_are_told_by_function_words_or_not_at_all() {
        for (text, code) in [
            ("The committee will meet again next week.", "en"),
            (
                "The government said that cyber sovereignty matters. The digital divide matters too.",
                "en",
            ),
            (
                "Le comité se réunira de nouveau la semaine prochaine.",
                "fr",
            ),
        ] {
            assert_eq!(language_of(text), (code, true), "{text}");
        }
        assert!(!language_of("Digital divide").1 && !language_of("1 2 3 4 km").1);
        assert!(detect("Digital divide").confidence < 0.5);
        assert_eq!(language_of("12 34").0, "und");
        assert!(detect("12 34").confidence.abs() < 1e-9);
    }

    #[test]
    fn a_header_in_another_language_does_not_mislabel_a_report() {
        let text = "当前位置：新闻中心 英语频道\n\nThe president urged all countries to build a community of shared destiny in cyberspace.";
        assert_eq!(language_of(text), ("en", true));
        let confidence = detect(text).confidence;
        assert!(confidence > 0.4 && confidence < 0.9, "{confidence}");
        let text =
            "Home News English\n\n各国应当尊重彼此的网络主权，共同维护网络空间的和平与安全。";
        assert_eq!(language_of(text), ("zh", true));
    }

    #[test]
    fn samples_come_from_several_places_and_one_script() {
        let text = format!(
            "{} middle {}",
            "заголовок ".repeat(500),
            "конец ".repeat(500)
        );
        let cyrillic = sample(&text, Script::Cyrillic);
        assert!(cyrillic.contains("заголовок") && cyrillic.contains("конец"));
        assert!(cyrillic.len() <= SAMPLE + PLACES && !cyrillic.contains("middle"));
        let unbroken = "x".repeat(5000);
        assert_eq!(
            pieces(&unbroken, PLACES, 300).map(str::len).sum::<usize>(),
            1200
        );
    }
}
