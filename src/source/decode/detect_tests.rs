//! What encoding texts in many languages are told to be in. The texts were written for this.

use std::path::Path;

use encoding_rs::{
    ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_U, MACINTOSH, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
};

use super::Codec;
use super::tests::{encode, encode_page, read};

const ENGLISH: [&str; 3] = [
    "The harbour board met again on Tuesday, and most of the members agreed to the new wall.",
    "Nobody in the room asked who would pay for it before the winter storms came back.",
    "A decision is expected when the engineers have seen the old stones below the water line.",
];

/// English of so many sentences, each with the given piece after a few words.
fn english_with(piece: &str, sentences: usize) -> String {
    let sentences = ENGLISH.iter().cycle().take(sentences);
    let with_piece = sentences.map(|sentence| {
        let words: Vec<&str> = sentence.split(' ').collect();
        let (before, after) = words.split_at(5);
        format!("{} {piece} {}\n", before.join(" "), after.join(" "))
    });
    with_piece.collect()
}

#[test]
fn english_with_a_few_signs_stays_windows_1252() {
    for piece in [
        "well.\u{A0} Then",
        "\u{A0}",
        "·",
        "a · b",
        "¥250",
        "30¢",
        "£40",
        "§ 12",
        "§12",
        "20°C",
        "20 °C",
        "co\u{AD}operate",
        "vis-à-vis",
        "café",
        "naïve",
        "façade",
        "“well”",
        "‘well’",
        "it’s",
        "1999–2003",
        "so—or",
        "wait…",
        "© Harbour",
        "board®",
        "wall™",
        "½ mile",
        "3½ miles",
        "40 m²",
        "±5",
        "3×4",
        "5 µm",
        "señor",
        "Zürich",
        "«so»",
        "•",
        "¶ 3",
        "El Niño",
        "Ångström",
        "Malmö",
        "¿why",
        "n° 7",
        "€30",
        "30 €",
        "† dead",
        "coup d’état",
        "word¬",
    ] {
        for sentences in [1, 3, 12, 40] {
            let text = english_with(piece, sentences);
            let decoded = read(&encode(&text, WINDOWS_1252));
            assert_eq!(
                decoded.text, text,
                "{piece} {sentences} {}",
                decoded.encoding
            );
        }
    }
}

#[test]
fn blanks_and_rules_in_rows_make_no_words() {
    for piece in [
        "\u{A0}\u{A0}",
        "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}",
        "———",
        "………",
        "••",
    ] {
        let text = english_with(piece, 15);
        assert_eq!(read(&encode(&text, WINDOWS_1252)).text, text, "{piece}");
    }
}

#[test]
fn short_texts_of_other_scripts_and_regions_stay_right() {
    for (text, encoding) in [
        ("Лёд тронулся, и рыбаки вернулись домой.", WINDOWS_1251),
        ("Лёд тронулся, и рыбаки вернулись домой.", KOI8_U),
        ("Лёд тронулся, и рыбаки вернулись домой.", ISO_8859_5),
        ("Їжак знайшов у саду три яблука і грушу.", WINDOWS_1251),
        ("Старият мост беше затворен през зимата.", WINDOWS_1251),
        ("Η παλιά γέφυρα έκλεισε τον χειμώνα.", WINDOWS_1253),
        ("Η παλιά γέφυρα έκλεισε τον χειμώνα.", ISO_8859_7),
        ("הגשר הישן נסגר בחורף בגלל השלג.", WINDOWS_1255),
        ("أغلق الجسر القديم في الشتاء بسبب الثلج.", WINDOWS_1256),
        (
            "Starý most byl v zimě uzavřen kvůli sněhu a ledu.",
            WINDOWS_1250,
        ),
        (
            "Stary most był zimą zamknięty, więc szliśmy wzdłuż rzeki.",
            ISO_8859_2,
        ),
        (
            "A régi hidat télen lezárták a hó miatt, ezért körbementünk az erdőn.",
            WINDOWS_1250,
        ),
        (
            "Eski köprü kışın kar yüzünden kapalıydı, biz de dağdan geçtik.",
            WINDOWS_1254,
        ),
        (
            "Vecais tilts ziemā bija slēgts, tāpēc gājām gar upi.",
            WINDOWS_1257,
        ),
        (
            "Senas tiltas žiemą buvo uždarytas, todėl ėjome palei upę.",
            WINDOWS_1257,
        ),
        (
            "Le vieux pont était fermé l’hiver à cause de la neige.",
            MACINTOSH,
        ),
        (
            "Die alte Brücke war im Winter wegen des Schnees für Fußgänger gesperrt.",
            WINDOWS_1252,
        ),
        (
            "El puente viejo se cerró en invierno por la nieve, según el alcalde.",
            WINDOWS_1252,
        ),
        (
            "A ponte velha não abriu no inverno, e as crianças foram à escola de barco.",
            WINDOWS_1252,
        ),
    ] {
        let decoded = read(&encode(text, encoding));
        assert_eq!(
            decoded.text,
            text,
            "{} for {}",
            decoded.encoding,
            encoding.name()
        );
    }
}

#[test]
fn western_letters_on_pages_of_dos_are_told() {
    for text in [
        "Le vieux pont était fermé à cause de la neige ; après la fête, les élèves étaient déçus.",
        "El puente viejo se cerró en otoño; según el alcalde, volverá a abrir después del año próximo.",
        "Die alte Brücke war für Fußgänger gesperrt, daher mußten die Schüler über den Fluß rudern.",
    ] {
        for page in ["ibm850", "ibm437"] {
            assert_eq!(read(&encode_page(text, page)).text, text, "{page}");
        }
    }
    let drawn =
        "Menu\n╔══════════╗\n║ 1 Open   ║\n╚══════════╝\nPress a key to go on with the tour\n";
    assert_eq!(read(&encode_page(drawn, "ibm437")).text, drawn);
}

#[test]
fn a_doubt_names_both_readings_with_a_word() {
    // One letter: `ó` on a page of DOS is the sign for cents in windows-1252.
    let bytes = encode_page("La Declaració del port.", "ibm850");
    let decoded = read(&bytes);
    let notes = decoded.notes.join(" ");
    assert!(notes.contains("windows-1252 (`Declaraci¢`)"), "{notes}");
    assert!(notes.contains("(`Declaració`)"), "{notes}");
    let clear = read(&encode(&english_with("vis-à-vis", 6), WINDOWS_1252));
    assert!(clear.notes.is_empty(), "{:?}", clear.notes);
}

#[test]
fn names_with_rare_letters_do_not_choose_the_encoding() {
    let english = "The old bridge was closed in winter because of the snow, said {}, who lives by the river. People had to walk along the bank until they came to the next one, and some of them turned back.";
    let french = "Le vieux pont était fermé l’hiver à cause de la neige, a dit {}, qui habite près de la rivière. Il fallait marcher le long de la berge jusqu’au suivant, où l’on a été déçu.";
    for text in [english, french] {
        for name in [
            "Žižek",
            "Miloš Žofin",
            "Mr Šimek",
            "Tomáš",
            "Łukasz and Žižek",
        ] {
            let bytes = encodable(&text.replace("{}", name), Codec::Web(WINDOWS_1252));
            assert_eq!(read(&bytes).encoding, "windows-1252", "{name}");
        }
    }
    // Only where its letters stand tells that it is no name of the west.
    let german = "Die alte Brücke war im Winter für Fußgänger gesperrt, sagte {}, der täglich über den Fluß muß. Die Leute gingen am Ufer entlang bis zur nächsten, und manche kehrten um.";
    for (text, name, otherwise) in [
        (english, "Dvořák", "Dvoøák"),
        (german, "Dvořák", "Dvoøák"),
        (english, "Kovač", "Kovaè"),
    ] {
        let decoded = read(&encode(&text.replace("{}", name), WINDOWS_1250));
        let notes = decoded.notes.join(" ");
        let has_both = notes.contains(name) && notes.contains(otherwise);
        assert!(has_both || decoded.text.contains(name), "{name}: {notes}");
    }
    let bytes = encode(&english.replace("{}", "Müller"), MACINTOSH);
    assert!(read(&bytes).text.contains("Müller"));
}

/// What of a text an encoding has, in its bytes.
fn encodable(text: &str, codec: Codec) -> Vec<u8> {
    let one = |c: char| {
        if c.is_ascii() {
            return vec![c as u8];
        }
        match codec {
            Codec::Web(encoding) => {
                let text = c.to_string();
                let (bytes, _, has_unmappable) = encoding.encode(&text);
                if has_unmappable {
                    Vec::new()
                } else {
                    bytes.into_owned()
                }
            }
            Codec::Page(page) => {
                let place = page.upper_half().iter().position(|&other| other == c);
                place.map(|place| 0x80 + place as u8).into_iter().collect()
            }
            _ => Vec::new(),
        }
    };
    text.chars().flat_map(one).collect()
}

/// Real texts in the usual encodings, cut to many lengths.
#[test]
#[ignore = "needs ../shared/corpora, which is no part of the project"]
fn real_texts_in_many_encodings_are_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/multilingual");
    let (mut right, mut all) = (0, 0);
    for (name, labels) in [
        ("fr", "windows-1252 macintosh ibm850 ibm437"),
        ("de", "windows-1252 macintosh ibm850 ibm437"),
        ("es", "windows-1252 macintosh ibm850 ibm437"),
        (
            "ru",
            "windows-1251 koi8-r iso-8859-5 ibm866 ibm855 x-mac-cyrillic",
        ),
        ("ar", "windows-1256 iso-8859-6"),
        ("he", "windows-1255"),
        ("ja", "shift_jis euc-jp"),
        ("ko", "euc-kr"),
        ("th", "cp874"),
        ("zh-Hans", "gb18030"),
        ("zh-Hant", "big5"),
    ] {
        let file = folder.join(format!("udhr_{name}.txt"));
        let text = std::fs::read_to_string(&file).expect("../shared/corpora is there");
        for label in labels.split(' ') {
            let codec = Codec::for_label(label).expect("a label");
            for length in [200, 400, 1000, 2500, 5000] {
                let piece: String = text.chars().skip(300).take(length).collect();
                let bytes = encodable(&piece, codec);
                if !bytes.is_ascii() {
                    all += 1;
                    right += usize::from(read(&bytes).text == codec.decode(&bytes).text);
                }
            }
        }
    }
    assert!(right * 100 >= all * 97, "{right} of {all}");
}
