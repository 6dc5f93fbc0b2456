//! Converters and splitters on damaged input: a thousand cuts and changed bytes of an example of each,
//! always the same ones. None may panic; a panic that is caught shows by its reason.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::Rng as _;

use super::*;
use crate::clean::{Quotations, html_text};
use crate::config::SplitMode;
use crate::source::split::{self, Split};

/// Cuts a text by the layout that it shows.
fn cut(text: &str) -> Option<Split> {
    split::text(text, &SplitMode::Auto)
}

const RTF: &[u8] = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil Arial;}{\\f1\\fcharset128 MS;}}{\\info{\\title Mills}{\\creatim\\yr2014\\mo2\\dy3}}The {\\b old} mill\\line \\'e9\\u8364 ?{\\footnote See \\u-10179 ?\\u-8704 ?}{\\pict\\bin3 abc}{\\f1\\'83A}\\cell 7\\row}";
const SUBTITLES: &str = "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:03.500\n<v Ann>Good<00:00:01.400><c> day</c> &amp; {\\an8}x</v>\n\n00:00:03.600 --> 00:00:07.250\nday\n- Yes.\n";
const OLD_SUBTITLES: &str = "1\n00:00:01,000 --> 00:00:03,500\n<i>The tide</i>\n\n2\n00:00:03,600 --> 00:00:07,250\nrose.\n";
const CHAT: &str = "\u{200e}[31.12.21, 22:15:01] Ann: \u{200e}image omitted\n[31.12.21, 22:15:02] Ann: High\nmore\n[01.01.22, 00:00:02] Ben: <attached: 1.jpg> <This message was edited>\n";
const BIBTEX: &str = "% x\n@string{p = \"Press\"}\n@article{a, title = {The {D}ike}, author = \"A and B\", journal = p # { } # {x}, month = feb, year = 2014, abstract = {M{\\\"u}ll \\& -- rose.\n\nFell.}}\n@book(b, note = \"x\")\n";
const HTML: &str = "<html><head><title>x</title><script>a<b</script></head><body><blockquote><p class='a > b'>The &nbsp; &#65; <b>mill</b></blockquote><!-- x --><td>1</td>";
const ALTO: &str = "<alto><TextBlock><TextLine><String CONTENT='har' SUBS_TYPE='HypPart1' SUBS_CONTENT='harbour'/></TextLine></TextBlock></alto>";

/// Calls `read` with damaged copies of `example`.
fn damage(example: &[u8], read: &dyn Fn(&[u8]) -> Option<String>) {
    let mut random = Pcg64Mcg::new(7);
    let mut below = |most: usize| (random.next_u64() % most as u64) as usize;
    for turn in 0..1000 {
        let mut bytes = example.to_vec();
        for _ in 0..=below(4) {
            let at = below(bytes.len());
            match below(4) {
                0 => bytes[at] ^= 1 << below(8),
                1 => bytes[at] = [0, 0xFF, b'{', b'<', b'\n', b'\\'][below(6)],
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, example[below(example.len())]),
            }
        }
        if turn % 3 == 0 {
            bytes.truncate(below(bytes.len()) + 1);
        }
        let reason = read(&bytes).unwrap_or_default();
        assert!(
            !reason.contains("the parser failed"),
            "turn {turn}: {bytes:?}"
        );
    }
}

fn damage_text(example: &str, read: &dyn Fn(&str) -> Option<String>) {
    damage(example.as_bytes(), &|bytes| {
        read(&String::from_utf8_lossy(bytes))
    });
}

#[test]
fn damaged_files_are_survived() {
    damage(RTF, &|bytes| rtf(bytes).err());
    damage(&slides::tests::example(), &|bytes| slides(bytes).err());
    damage(&epub::tests::example(), &|bytes| epub(bytes).err());
}

#[cfg(feature = "ole")]
#[test]
fn damaged_compound_files_are_survived() {
    damage(&doc::tests::example(), &|bytes| ole(bytes).1.err());
    damage(&msg::tests::example(), &|bytes| ole(bytes).1.err());
    #[cfg(feature = "sheets")]
    damage(&old_sheet::tests::example(), &|bytes| sheets(bytes).err());
}

#[cfg(feature = "mail")]
#[test]
fn damaged_mail_is_survived() {
    let folder = mail::example().as_bytes();
    damage(folder, &|bytes| mail(bytes).err());
}

#[test]
fn damaged_texts_are_survived() {
    let text = |text: &str| cut(text).map(|_| String::new());
    damage_text(SUBTITLES, &text);
    damage_text(OLD_SUBTITLES, &text);
    damage_text(CHAT, &text);
    damage_text(BIBTEX, &text);
    damage_text(HTML, &|html| Some(html_text(html, Quotations::Marked)));
    damage_text(ALTO, &|xml| ocr(xml)?.err());
}

/// Input that takes long if any part of it is read again and again.
#[test]
fn hostile_texts_take_no_longer_than_others() {
    let many = 20_000;
    for piece in ["{", "{\\footnote ", "\\'", "\\u9 ", "\\par", "\\f1"] {
        let text = format!("{{\\rtf1 {}", piece.repeat(many));
        let _ = rtf(text.as_bytes());
    }
    let cue = "00:00:01.000 --> 00:00:03.500\n";
    for piece in [cue, "<", "{", "\n", "x\n", "&", "NOTE\n\n"] {
        cut(&format!("WEBVTT\n\n{cue}{}", piece.repeat(many)));
    }
    let stamp = "31/12/2021 22:15 - Ann: <\n";
    for piece in [
        stamp,
        "<",
        "x\n",
        "31/12/2021 22:15",
        "a, [31/12/2021 22:15]\n",
    ] {
        cut(&format!("{stamp}{stamp}{}", piece.repeat(many)));
    }
    let reference = "@a{b, c = {d}}\n";
    for piece in [
        reference,
        "@string{a = b}\n",
        "{",
        "\"",
        "\\'",
        "a = # ",
        ",",
    ] {
        cut(&format!("{reference}{}", piece.repeat(many)));
        cut(&format!("@a{{b, c = {}", piece.repeat(many)));
    }
}

/// Words of a text, sorted.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

/// The text of a document, and what was left out of it.
type Words = (String, Vec<LeftOut>);

/// Checks that the words of texts made of these lines are those of the documents and their rows.
fn check_law(pieces: &[&str], read: &dyn Fn(&str) -> Vec<Words>) {
    let mut random = Pcg64Mcg::new(7);
    let mut below = |most: usize| (random.next_u64() % most as u64) as usize;
    for _ in 0..300 {
        let lines: Vec<&str> = (0..below(25))
            .map(|_| pieces[below(pieces.len())])
            .collect();
        let text = lines.join("\n");
        let documents = read(&text);
        let all = documents.iter().flat_map(|(text, rows)| {
            std::iter::once(text.as_str()).chain(rows.iter().map(|row| row.text.as_str()))
        });
        let all: Vec<&str> = all.collect();
        assert_eq!(words(&all.join("\n")), words(&text), "{text}");
    }
}

#[cfg(feature = "mail")]
#[test]
fn words_of_a_message_are_its_own_or_in_rows() {
    let pieces = [
        "Yes, it holds.",
        "",
        "> Does it?",
        "On 3 Feb 2014 at 06:10, Ann wrote:",
        "-----Original Message-----",
        "From: Ann",
        "To: Ben",
        "Subject: dike",
        "-- ",
        "--",
        "Ann Reed",
        "Sent from my iPhone",
        "____________________________",
        "Dike mailing list",
        "-----BEGIN PGP SIGNATURE-----",
        "-----END PGP SIGNATURE-----",
    ];
    check_law(&pieces, &|text| vec![mail::own_text(text)]);
}

#[test]
fn words_of_subtitles_are_said_or_in_rows() {
    let pieces = [
        "7",
        "00:00:01,000 --> 00:00:03,500",
        "00:00:03,500 --> 00:00:04,000",
        "The tide rose",
        "and fell",
        "",
        "",
        "NOTE no",
        "- Who?",
    ];
    check_law(&pieces, &|text| match cut(text) {
        None => vec![(text.to_owned(), Vec::new())],
        Some(split) => {
            let documents = split.documents.into_iter();
            documents
                .map(|found| (found.text, found.left_out))
                .collect()
        }
    });
}
