//! The markup of LaTeX in the values of references: accents, signs and commands become letters.

use crate::model::nfc;

/// Commands for accents, and the combining characters that they stand for.
const ACCENTS: [(char, char); 15] = [
    ('`', '\u{300}'),
    ('\'', '\u{301}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('"', '\u{308}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
    ('u', '\u{306}'),
    ('v', '\u{30c}'),
    ('H', '\u{30b}'),
    ('c', '\u{327}'),
    ('d', '\u{323}'),
    ('b', '\u{331}'),
    ('k', '\u{328}'),
    ('r', '\u{30a}'),
];

/// Commands that stand for letters and signs.
const LETTERS: [(&str, &str); 27] = [
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    ("aa", "å"),
    ("AA", "Å"),
    ("o", "ø"),
    ("O", "Ø"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("j", "ȷ"),
    ("dh", "ð"),
    ("DH", "Ð"),
    ("dj", "đ"),
    ("DJ", "Đ"),
    ("th", "þ"),
    ("TH", "Þ"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquoteright", "’"),
    ("textquoteleft", "‘"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("ldots", "…"),
    ("euro", "€"),
];

/// The text of a value, without braces and commands.
pub(super) fn plain(value: &str) -> String {
    if !value.contains(['\\', '{', '}', '~', '$', '-', '`', '\'']) {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            '\\' => command(after, &mut out),
            '{' | '}' | '$' => after,
            '~' => {
                out.push('\u{a0}');
                after
            }
            _ => ligature(rest, &mut out).unwrap_or_else(|| {
                out.push(letter);
                after
            }),
        };
    }
    nfc(&out)
}

/// Dashes and quotation marks that are written with several signs; gives what follows.
fn ligature<'a>(text: &'a str, out: &mut String) -> Option<&'a str> {
    let known = [("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")];
    let mut known = known.iter();
    known.find_map(|(signs, letter)| {
        let after = text.strip_prefix(signs)?;
        out.push_str(letter);
        Some(after)
    })
}

/// Takes in what a backslash begins; gives what follows.
fn command<'a>(text: &'a str, out: &mut String) -> &'a str {
    let Some(first) = text.chars().next() else {
        return text;
    };
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = text.split_at(letters.max(first.len_utf8()));
    let mut of_accent = ACCENTS.iter().filter(|_| name.len() == 1);
    if let Some((_, accent)) = of_accent.find(|(sign, _)| *sign == first) {
        return accented(after, *accent, out);
    }
    if letters == 0 {
        // `\&`, `\%`; a double backslash ends a line.
        match first {
            '\\' => out.push(' '),
            '-' | '/' | ',' | ';' | ':' | '!' => {}
            sign => out.push(sign),
        }
        return after;
    }
    let after = after.strip_prefix("{}").unwrap_or(after.trim_start());
    if let Some((_, letter)) = LETTERS.iter().find(|(command, _)| *command == name) {
        out.push_str(letter);
    }
    after
}

/// Writes the letter that an accent stands above; gives what follows.
fn accented<'a>(text: &'a str, accent: char, out: &mut String) -> &'a str {
    let inside = text.trim_start().trim_start_matches('{');
    let inside = inside.strip_prefix('\\').unwrap_or(inside);
    match inside
        .chars()
        .next()
        .filter(|letter| letter.is_alphabetic())
    {
        Some(letter) => {
            // The dot falls away below an accent.
            out.push(if letter == 'ı' { 'i' } else { letter });
            out.push(accent);
            &inside[letter.len_utf8()..]
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_signs_are_letters() {
        for (value, text) in [
            ("M{\\\"u}ller and Stra{\\ss}e", "Müller and Straße"),
            ("M{\\\"{u}}ller, \\'Elan, \\c{c}a", "Müller, Élan, ça"),
            (
                "{\\'\\i}ndice \\v{S}koda \\L{}\\'od\\'z",
                "índice Škoda Łódź",
            ),
            ("{DNA} \\& \\emph{more} -- 3\\,\\%", "DNA & more – 3%"),
            ("``so'' it's pp.~4--7", "“so” it's pp.\u{a0}4–7"),
            ("100\\% of $x$ \\", "100% of x "),
            ("plain", "plain"),
        ] {
            assert_eq!(plain(value), text, "{value}");
        }
    }
}
