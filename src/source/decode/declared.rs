//! What markup says of its own encoding: the XML declaration, or `charset` in a `meta` element.

/// How far into a page a declaration is looked for, in bytes. Browsers stop at 1024, but pages whose
/// scripts come first are not rare.
const HEAD: usize = 8192;

/// The label that markup declares, if it does.
pub(super) fn label(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).trim_ascii_start();
    let head = head.to_ascii_lowercase();
    in_xml_declaration(&head).or_else(|| in_meta(&head))
}

fn in_xml_declaration(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"<?xml")?;
    let declaration = head.get(..find(head, b"?>")?)?;
    value_of(declaration, b"encoding")
}

/// Comments are passed over: a declaration in one declares nothing.
fn in_meta(head: &[u8]) -> Option<String> {
    let mut rest = head;
    while let Some(start) = memchr::memchr(b'<', rest) {
        rest = rest.get(start..)?;
        let end = if rest.starts_with(b"<!--") {
            find(rest, b"-->")?
        } else {
            memchr::memchr(b'>', rest).unwrap_or(rest.len())
        };
        let tag = rest.get(..end)?;
        if let Some(label) = tag
            .strip_prefix(b"<meta")
            .and_then(|meta| value_of(meta, b"charset"))
        {
            return Some(label);
        }
        rest = rest.get(end.max(1)..)?;
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

/// What stands after `name =`, within quotes or up to the next blank or separator.
fn value_of(text: &[u8], name: &[u8]) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.get(find(rest, name)? + name.len()..)?;
        let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") else {
            continue;
        };
        let value = value.trim_ascii_start();
        let value = match value {
            [b'"' | b'\'', value @ ..] => value.trim_ascii_start(),
            _ => value,
        };
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+".contains(byte);
        let length = value.iter().take_while(|byte| is_part(byte)).count();
        let label = String::from_utf8_lossy(value.get(..length)?).into_owned();
        return (!label.is_empty()).then_some(label);
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn the_xml_declaration_and_meta_elements_are_read() {
        for (text, expected) in [
            ("<?xml version='1.0' encoding='Big5'?><a/>", "big5"),
            ("<html><META CHARSET=gbk>", "gbk"),
            ("<meta charset = \" utf-8 \">", "utf-8"),
            (
                "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">",
                "windows-1251",
            ),
            (
                "<!-- <meta charset=big5> --><meta name=a><meta charset='koi8-r'/>",
                "koi8-r",
            ),
            ("<?xml version='1.0'?><meta charset=euc-kr>", "euc-kr"),
        ] {
            assert_eq!(label(text.as_bytes()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_declaration_is_none() {
        for text in [
            "",
            "<",
            "<meta",
            "<meta charset>",
            "<meta charset=''>",
            "<!-- <meta charset=big5>",
            "a charset=gbk in the text",
            "<?xml version='1.0' encoding=",
        ] {
            assert_eq!(label(text.as_bytes()), None, "{text}");
        }
    }
}
