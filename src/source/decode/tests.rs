//! What comes out of bytes in each encoding, and why. The texts were written for this.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_5, KOI8_U, MACINTOSH,
    SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256,
};
use proptest::prelude::*;

use super::encoding_evidence::JUDGED;
use super::*;

const RUSSIAN: &str = "Вчера мы долго стояли у старого моста и смотрели, как лёд уходит вниз по \
                       реке. Никто не говорил ни слова. Потом Анна сказала, что пора домой.\n";
const CHINESE: &str = "昨天下午我们在图书馆门口等了很久，雨一直没有停，后来大家决定先回家再说。\n";
const KOREAN: &str = "어제 오후에 우리는 도서관 앞에서 오래 기다렸지만 비가 그치지 않아서 모두 집으로 \
                      돌아가기로 했습니다.\n";
const JAPANESE: &str =
    "昨日の午後、私たちは図書館の前で長いあいだ待っていましたが、雨はやみませんでした。\n";
const HUNGARIAN: &str = "Tegnap délután sokáig vártunk a könyvtár előtt, de az eső nem állt el, ezért \
                         végül úgy döntöttünk, hogy hazamegyünk, és jövő hétfőn jövünk vissza.\n";
const POLISH: &str = "Wczoraj po południu długo czekaliśmy przed biblioteką, ale deszcz nie przestawał \
                      padać, więc postanowiliśmy wrócić do domu i przyjść znów w następną środę.\n";
const FRENCH: &str = "Hier après-midi, nous avons attendu longtemps devant la bibliothèque ; la pluie \
                      n'a pas cessé, et nous avons décidé de rentrer à la maison dès que possible.\n";

fn markup() -> Hints<'static> {
    let is_markup = true;
    Hints {
        is_markup,
        ..Hints::default()
    }
}

pub(super) fn read(bytes: &[u8]) -> Decoded {
    decode(bytes.to_vec(), &Hints::default()).expect("text")
}

fn reason(bytes: &[u8]) -> String {
    decode(bytes.to_vec(), &Hints::default()).expect_err("refused")
}

/// Encoding, reason and replacements.
fn how(decoded: &Decoded) -> (&str, KnownBy, u32) {
    (decoded.encoding, decoded.known_by, decoded.replaced)
}

pub(super) fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, has_unmappable) = encoding.encode(text);
    assert!(!has_unmappable, "{text}");
    bytes.into_owned()
}

/// Encodes by looking characters up in a page.
pub(super) fn encode_page(text: &str, name: &str) -> Vec<u8> {
    let Some(Codec::Page(page)) = Codec::for_label(name) else {
        panic!("{name} is no page");
    };
    let table = page.upper_half();
    let byte = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => byte,
        _ => 0x80 + u8::try_from(table.iter().position(|&t| t == c).expect("on the page")).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn a_mark_says_what_it_is_and_is_no_part_of_the_text() {
    let utf16: Vec<u8> = "\u{FEFF}né"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    for (bytes, encoding) in [
        ("\u{FEFF}né".as_bytes(), "utf-8"),
        (&utf16, "utf-16be"),
        (b"\xFF\xFEn\0\xE9\0", "utf-16le"),
        (b"\xFF\xFE\0\0n\0\0\0\xE9\0\0\0", "utf-32le"),
        (b"\x84\x31\x95\x33n\xA8\xA6", "gb18030"),
    ] {
        let decoded = read(bytes);
        assert_eq!(how(&decoded), (encoding, KnownBy::Mark, 0));
        assert_eq!(decoded.text, "né");
    }
}

#[test]
fn encodings_are_told_from_one_sentence() {
    let thai = "เมื่อวานนี้ตอนบ่ายเรารออยู่หน้าห้องสมุดเป็นเวลานาน แต่ฝนก็ไม่หยุดตก";
    let greek =
        "Χθες το απόγευμα περιμέναμε πολλή ώρα μπροστά στη βιβλιοθήκη, αλλά η βροχή δεν σταμάτησε.";
    let hebrew = "אתמול אחר הצהריים חיכינו זמן רב לפני הספרייה, אבל הגשם לא פסק.";
    let arabic = "انتظرنا بعد ظهر أمس وقتا طويلا أمام المكتبة، لكن المطر لم يتوقف.";
    let turkish = "Dün öğleden sonra kütüphanenin önünde uzun süre bekledik ama yağmur dinmedi, biz de \
                   eve dönüp salı günü yine gelmeye karar verdik; kışın işler böyle.";
    for (text, encoding, name) in [
        (RUSSIAN, WINDOWS_1251, "windows-1251"),
        (RUSSIAN, KOI8_U, "koi8-u"),
        (RUSSIAN, ISO_8859_5, "iso-8859-5"),
        (RUSSIAN, IBM866, "ibm866"),
        (RUSSIAN, encoding_rs::X_MAC_CYRILLIC, "mac-cyrillic"),
        (CHINESE, GB18030, "gb18030"),
        (KOREAN, EUC_KR, "euc-kr"),
        (JAPANESE, SHIFT_JIS, "shift_jis"),
        (JAPANESE, EUC_JP, "euc-jp"),
        (JAPANESE, encoding_rs::ISO_2022_JP, "iso-2022-jp"),
        (HUNGARIAN, WINDOWS_1250, "windows-1250"),
        (POLISH, ISO_8859_2, "iso-8859-2"),
        (FRENCH, WINDOWS_1252, "windows-1252"),
        (FRENCH, MACINTOSH, "macintosh"),
        (
            "昨天下午我們在圖書館門口等了很久，雨一直沒有停，後來大家決定先回家再說。",
            BIG5,
            "big5",
        ),
        (thai, WINDOWS_874, "cp874"),
        (greek, WINDOWS_1253, "windows-1253"),
        (hebrew, WINDOWS_1255, "windows-1255"),
        (arabic, WINDOWS_1256, "windows-1256"),
        (turkish, WINDOWS_1254, "windows-1254"),
    ] {
        let decoded = read(&encode(text, encoding));
        assert_eq!(how(&decoded), (name, KnownBy::Detected, 0));
        assert_eq!(decoded.text, text);
    }
}

#[test]
fn pages_of_dos_are_told_and_read() {
    for (text, name) in [
        (RUSSIAN, "ibm855"),
        (HUNGARIAN, "ibm852"),
        (FRENCH, "ibm850"),
    ] {
        let decoded = read(&encode_page(text, name));
        assert_eq!((decoded.encoding, decoded.text.as_str()), (name, text));
    }
}

#[test]
fn a_declaration_is_believed_until_the_bytes_contradict_it() {
    let page = |label: &str, body: Vec<u8>| {
        let mut bytes = format!("<html><meta charset=\"{label}\"><p>").into_bytes();
        bytes.extend(body);
        decode(bytes, &markup()).expect("text")
    };
    // Traditional characters are in GB18030, not in the GB 2312 that is declared.
    let traditional = page("gb2312", encode("昨天下午我們在圖書館等了很久。", GB18030));
    assert_eq!(how(&traditional), ("gb18030", KnownBy::Declared, 0));
    assert!(traditional.text.ends_with("我們在圖書館等了很久。"));
    assert!(traditional.notes.is_empty());

    let utf8 = page("gb2312", CHINESE.as_bytes().to_vec());
    assert_eq!(how(&utf8), ("utf-8", KnownBy::Valid, 0));
    assert_eq!(
        utf8.notes,
        ["declares the encoding `gb2312`, but is valid UTF-8"]
    );

    let latin = page("utf-8", encode(FRENCH, WINDOWS_1252));
    assert_eq!(how(&latin), ("windows-1252", KnownBy::Detected, 0));
    assert_eq!(
        latin.notes,
        ["declares the encoding `utf-8`, but the bytes are not valid in it; read as windows-1252"]
    );

    let russian = page("iso-8859-1", encode(RUSSIAN, WINDOWS_1251));
    assert_eq!(how(&russian), ("windows-1251", KnownBy::Detected, 0));

    let right = page("koi8-r", encode("Дом", KOI8_U));
    assert_eq!(how(&right), ("koi8-r", KnownBy::Declared, 0));
    let unknown = page("x-none", encode(FRENCH, WINDOWS_1252));
    assert_eq!((unknown.encoding, unknown.notes.len()), ("windows-1252", 1));
    // As the Web has it: a page that reads as ASCII cannot be in UTF-16.
    let wide = page("utf-16", "né".as_bytes().to_vec());
    assert_eq!(how(&wide), ("utf-8", KnownBy::Declared, 0));
}

#[test]
fn declarations_count_in_markup_only_and_what_the_container_states_goes_first() {
    let bytes = [
        b"<meta charset=koi8-r>".as_slice(),
        &encode(RUSSIAN, WINDOWS_1251),
    ]
    .concat();
    assert_eq!(read(&bytes).encoding, "windows-1251");
    let mut hints = markup();
    hints.stated = Some("windows-1251");
    let decoded = decode(bytes, &hints).expect("text");
    assert_eq!(how(&decoded), ("windows-1251", KnownBy::Stated, 0));
}

#[test]
fn what_the_user_says_is_done() {
    let greek = forced("ISO-8859-7").expect("known");
    let hints = Hints {
        forced: Some(&greek),
        ..Hints::default()
    };
    let decoded = decode(b"\xE1\xE2 \xFF".to_vec(), &hints).expect("text");
    assert_eq!(how(&decoded), ("iso-8859-7", KnownBy::Forced, 1));
    assert_eq!(decoded.text, "αβ \u{FFFD}");
    // A mark tells the order of bytes that was left open.
    let wide = forced("utf-16").expect("known");
    let hints = Hints {
        forced: Some(&wide),
        ..Hints::default()
    };
    let decoded = decode(b"\xFE\xFF\0a".to_vec(), &hints).expect("text");
    assert_eq!((decoded.text.as_str(), decoded.encoding), ("a", "utf-16be"));
    let refusal = forced("johab").expect_err("unknown");
    let start = "unknown encoding `johab`; expected one of: big5, cp874, euc-jp, ";
    assert!(refusal.starts_with(start), "{refusal}");
}

#[test]
fn every_name_is_a_label_of_its_encoding() {
    let names = Codec::names();
    assert!(names.contains(&"utf-32be") && names.contains(&"ibm850"));
    for name in names {
        assert_eq!(table_name(name), Some(name));
    }
}

#[test]
fn damage_is_counted_and_told() {
    let cut = read(b"naivet\xC3\xA9, souverainet\xC3");
    assert_eq!(how(&cut), ("utf-8", KnownBy::Detected, 1));
    assert_eq!(
        cut.notes,
        ["1 place is not valid utf-8; replaced by U+FFFD"]
    );
    let odd = read(b"a\0b\x01 c\xC3\x83\xC2\xA9\x1B");
    assert_eq!(odd.known_by, KnownBy::Valid);
    assert_eq!(odd.notes.len(), 2, "{:?}", odd.notes);
    assert_eq!(odd.notes[0], "3 control characters, 1 of them NUL");
    assert!(odd.notes[1].starts_with("1 place looks like UTF-8 that was once read"));
    // One byte of windows-1252 in plain English is no broken UTF-8.
    assert_eq!(read(b"the people\x92s right").text, "the people’s right");
}

#[test]
fn one_broken_byte_does_not_hide_an_encoding() {
    for (text, encoding, name) in [
        (CHINESE, GB18030, "gb18030"),
        (JAPANESE, SHIFT_JIS, "shift_jis"),
        (KOREAN, EUC_KR, "euc-kr"),
    ] {
        let mut bytes = encode(&text.repeat(9), encoding);
        bytes.extend(b"\xFF\n");
        bytes.extend(encode(text, encoding));
        bytes.truncate(bytes.len() - 2);
        let decoded = read(&bytes);
        assert_eq!(decoded.encoding, name);
        assert!(matches!(decoded.replaced, 1 | 2), "{name}");
        assert!(decoded.text.starts_with(text));
    }
}

#[test]
fn nothing_is_refused_as_nothing_and_noise_as_noise() {
    assert_eq!(reason(b""), "empty file");
    assert_eq!(reason(b"\xEF\xBB\xBF"), "empty file");
    assert_eq!(
        reason(" \t\u{a0}\u{3000}\n".as_bytes()),
        "empty: the file contains only white space"
    );
    let header = [
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".as_slice(),
        &[0, 3, 255, 17, 128, 9].repeat(50),
    ];
    assert_eq!(reason(&header.concat()), "binary data, not text");
    assert_eq!(reason(&[0; 100]), "binary data, not text");
}

#[test]
fn a_sample_tells_the_encoding_of_a_stream() {
    let bytes = encode(&CHINESE.repeat(40), GB18030);
    let detection = detect(&bytes[..1001], &Hints::default()).expect("text");
    assert_eq!(detection.codec.name(), "gb18030");
    assert!(detection.codec.splits_at_line_feeds());
    let line = bytes.split_inclusive(|&b| b == b'\n').next().unwrap();
    assert_eq!(detection.codec.decode(line).text, CHINESE);
    assert!(!Codec::UTF_16LE.splits_at_line_feeds());
    let long = "é".repeat(JUDGED);
    let detection = detect(&long.as_bytes()[..JUDGED + 1], &Hints::default()).expect("text");
    assert_eq!(
        (detection.codec, detection.known_by),
        (Codec::UTF_8, KnownBy::Valid)
    );
}

#[test]
fn labels_have_the_meaning_of_the_web() {
    for (label, name) in [
        ("GB2312", "gb18030"),
        ("latin1", "windows-1252"),
        ("ascii", "windows-1252"),
        ("ks_c_5601-1987", "euc-kr"),
        ("windows_1251", "windows-1251"),
        ("CP437", "ibm437"),
        ("IBM-855", "ibm855"),
        ("hz-gb-2312", "hz"),
        ("MacCyrillic", "mac-cyrillic"),
        ("UTF-8-SIG", "utf-8"),
        ("tis-620", "cp874"),
    ] {
        assert_eq!(
            Codec::for_label(label).map(Codec::name),
            Some(name),
            "{label}"
        );
    }
    for label in [
        "",
        "x-user-defined",
        "replacement",
        "utf-9",
        "johab",
        "x-mac-ce",
    ] {
        assert_eq!(Codec::for_label(label), None, "{label}");
    }
}

proptest! {
    #[test]
    fn valid_utf8_is_always_itself(text in "\\PC{1,200}") {
        prop_assume!(!text.trim().is_empty() && !text.starts_with('\u{FEFF}'));
        // `~{…~}` may be HZ, and is tested apart.
        prop_assume!(!text.contains("~{"));
        let decoded = read(text.as_bytes());
        prop_assert_eq!(how(&decoded), ("utf-8", KnownBy::Valid, 0));
        prop_assert_eq!(decoded.text, text);
    }

    #[test]
    fn every_codec_takes_back_what_it_gave(bytes in proptest::collection::vec(0x80_u8.., 0..60)) {
        for page in pages::Page::all() {
            let text = Codec::Page(page).decode(&bytes);
            prop_assert_eq!(text.text.chars().count(), bytes.len());
            if text.replaced == 0 {
                prop_assert_eq!(encode_page(&text.text, page.name()), bytes.clone());
            }
        }
    }

    #[test]
    fn encodings_of_the_web_take_back_what_they_gave(text in "[a-z一-龠가-힣а-я ]{0,60}") {
        for encoding in [GB18030, EUC_KR, BIG5, SHIFT_JIS, WINDOWS_1251, KOI8_U] {
            let (bytes, _, has_unmappable) = encoding.encode(&text);
            if !has_unmappable {
                let replaced = 0;
                let text = text.clone();
                prop_assert_eq!(Codec::from_web(encoding).decode(&bytes), Text { text, replaced });
            }
        }
    }

    #[test]
    fn any_bytes_give_text_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for is_markup in [false, true] {
            let hints = Hints { is_markup, ..Hints::default() };
            if let Ok(decoded) = decode(bytes.clone(), &hints) {
                prop_assert!(!decoded.text.trim().is_empty());
            }
        }
        for codec in ["utf-32", "hz", "iso-2022-kr", "ibm850", "utf-16", "euc-jp"] {
            let forced = forced(codec).expect("known");
            let hints = Hints { forced: Some(&forced), ..Hints::default() };
            let _ = decode(bytes.clone(), &hints);
        }
    }
}

#[test]
fn what_tables_say_of_an_encoding_is_understood_again() {
    for name in Codec::names() {
        for known_by in KnownBy::ALL {
            let again = crate::source::encoding_named(name, known_by.name(), 3);
            let again = again.unwrap_or_else(|| panic!("{name} {}", known_by.name()));
            assert_eq!((again.name, again.known_by), (name, known_by.name()));
        }
    }
    assert!(crate::source::encoding_named("utf-8", "guessed", 0).is_none());
    assert!(crate::source::encoding_named("latin-1", "valid", 0).is_none());
}
