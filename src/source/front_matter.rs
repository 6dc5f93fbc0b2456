//! Front matter: YAML between lines of `---`, or TOML between lines of `+++`, before a text.
//!
//! Takes the text of a Markdown file, gives what its front matter states and where the text begins.
//! Single values count; lists and nested ones are left aside. What is no well-formed list of fields
//! is no front matter but text: a rule may stand at the head of a document.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::clean::Stated;

/// The largest front matter, in bytes. A rule in a long text is not taken for the end of one.
const LARGEST: usize = 1 << 16;

/// What the front matter states and where the text behind it begins; `None` if there is none.
pub(super) fn front_matter(text: &str) -> Option<(Stated, usize)> {
    let (block, start) = block(text)?;
    let fields = if text.starts_with('+') {
        toml_fields(block)?
    } else {
        yaml_fields(block)?
    };
    let mut stated = Stated::default();
    for (name, value) in fields {
        let lower = name.trim().to_lowercase();
        match lower.as_str() {
            "lang" | "language" => stated.set("language", &value),
            "id" | "source" | "date" | "title" | "author" | "year" => stated.set(&lower, &value),
            _ => stated.set(name.trim(), &value),
        }
    }
    Some((stated, start))
}

/// The text between the fences, and where what follows them begins.
fn block(text: &str) -> Option<(&str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let closing: &[&str] = match first.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let mut end = first.len();
    for line in lines {
        if closing.contains(&line.trim_end()) {
            return Some((&text[first.len()..end], end + line.len()));
        }
        end += line.len();
        if end > LARGEST {
            break;
        }
    }
    None
}

/// The fields of a YAML mapping that have a single value, as written.
fn yaml_fields(block: &str) -> Option<Vec<(String, String)>> {
    let mut fields = Vec::new();
    // The key whose value is awaited; within it none if the key is no single value.
    let mut key: Option<Option<String>> = None;
    // How deep in lists and mappings; 1 is the mapping of the fields.
    let mut depth = 0_usize;
    let mut is_mapping = false;
    for event in Parser::new_from_str(block) {
        match event.ok()?.0 {
            Event::MappingStart(..) | Event::SequenceStart(..) if depth > 0 => depth += 1,
            Event::MappingStart(..) if !is_mapping => {
                is_mapping = true;
                depth = 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    key = next_key(key.is_some());
                }
            }
            Event::Scalar(text, style, ..) if depth == 1 => match key.take() {
                None => key = Some(Some(text.into_owned())),
                Some(None) => {}
                Some(Some(name)) => {
                    let is_null = matches!(&*text, "~" | "null" | "Null" | "NULL");
                    if !is_null || style != ScalarStyle::Plain {
                        fields.push((name, text.into_owned()));
                    }
                }
            },
            Event::Alias(_) if depth == 1 => key = next_key(key.is_some()),
            // Anything else at the top is no list of fields: text, a second document.
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..)
                if depth == 0 =>
            {
                return None;
            }
            _ => {}
        }
    }
    (is_mapping && depth == 0).then_some(fields)
}

/// What is awaited behind a list, a mapping or an alias: after a value a key, after a key its value.
fn next_key(was_value: bool) -> Option<Option<String>> {
    (!was_value).then_some(None)
}

/// The fields of a TOML table that have a single value.
fn toml_fields(block: &str) -> Option<Vec<(String, String)>> {
    let table: toml::Table = toml::from_str(block).ok()?;
    let fields = table.into_iter().filter_map(|(name, value)| {
        let value = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(_) | toml::Value::Table(_) => return None,
            single => single.to_string(),
        };
        Some((name, value))
    });
    Some(fields.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(fields: &[(&str, &str)]) -> Stated {
        Stated::of(fields.iter().map(|(name, value)| (*name, Some(*value))))
    }

    #[test]
    fn single_values_are_read_as_written() {
        let text = "---\r\nTitle: 'On order: a note'\r\ndate: 2015-12-16\r\nlang: fr\r\nid: 007\r\ntags: [a, b]\r\nplace:\r\n  city: Bern\r\nAuthor: R. Imhof\r\ndesk: ~\r\ndraft: true\r\n---\r\n# Text\r\n";
        let (fields, start) = front_matter(text).expect("front matter");
        let expected = stated(&[
            ("title", "On order: a note"),
            ("date", "2015-12-16"),
            ("language", "fr"),
            ("id", "007"),
            ("author", "R. Imhof"),
            ("draft", "true"),
        ]);
        assert_eq!(fields, expected);
        assert_eq!(&text[start..], "# Text\r\n");
    }

    #[test]
    fn toml_is_read_between_plus_signs() {
        let text = "+++\ntitle = \"A note\"\ndate = 2015-12-16T10:11:12Z\nweight = 3\ntags = [\"a\"]\n[extra]\nx = 1\n+++\nText";
        let (fields, start) = front_matter(text).expect("front matter");
        let expected = stated(&[
            ("date", "2015-12-16T10:11:12Z"),
            ("title", "A note"),
            ("weight", "3"),
        ]);
        let sorted = |stated: &Stated| format!("{stated:?}");
        assert_eq!(sorted(&fields), sorted(&expected));
        assert_eq!(&text[start..], "Text");
    }

    #[test]
    fn what_is_no_list_of_fields_is_text() {
        for text in [
            "---\nOnly a rule, and prose.\n---\nMore.\n",
            "---\n- a\n- list\n---\n",
            "---\ntitle: never closed\n",
            "---\ntitle: [broken\n---\n",
            "---\na: 1\nb\n---\n",
            "--- \ntitle: \"open\n---\n",
            "+++\ntitle = open\n+++\n",
            "+++\ntitle: yaml\n+++\n",
            " ---\ntitle: x\n---\n",
            "----\ntitle: x\n----\n",
            "text\n---\ntitle: x\n---\n",
            "",
            "---",
        ] {
            assert!(front_matter(text).is_none(), "{text}");
        }
    }

    #[test]
    fn aliases_and_lists_as_keys_do_no_harm() {
        let text = "---\na: &x [1]\nb: *x\n? [k]\n: v\n? {m: n}\n: {o: p}\ntitle: T\n...\nrest";
        let (stated, _) = front_matter(text).expect("front matter");
        assert_eq!(stated.source(), None);
        assert!(
            format!("{stated:?}").contains("title: Some(\"T\")"),
            "{stated:?}"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken(text in "(---|\\+\\+\\+)\n[a-z:&*?!<>|=\"'#%@{}\\[\\], \n\t\\-]{0,120}\n(---|\\+\\+\\+)\n\\PC{0,20}") {
            if let Some((_, start)) = front_matter(&text) {
                proptest::prop_assert!(text.is_char_boundary(start));
            }
        }
    }
}
