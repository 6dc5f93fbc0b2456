//! XML in pieces: names, references, damage, depth.

use super::*;

fn text_of(xml: &str) -> Result<String, String> {
    let mut markup = Markup::new(xml);
    let mut text = String::new();
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) if element.name() == "skip" => markup.skip()?,
            Piece::Open(_) | Piece::Close => {}
            Piece::Text(piece) => text.push_str(&piece),
        }
    }
    Ok(text)
}

#[test]
fn references_are_resolved_and_elements_skipped() {
    let xml = "\u{feff}<?xml version='1.0'?><!-- x --><a>fish &amp; <![CDATA[<chips>]]>&#x20AC;&nbsp;<skip>no<b/>t</skip>5<skip/></a>";
    assert_eq!(text_of(xml).as_deref(), Ok("fish & <chips>€\u{a0}5"));
}

#[test]
fn names_lose_their_namespace() {
    let mut markup = Markup::new("<x:a y:b='1 &lt; 2'/>");
    let Ok(Some(Piece::Open(element))) = markup.next() else {
        panic!("an element");
    };
    assert_eq!(element.name(), "a");
    assert_eq!(element.attribute("b").as_deref(), Some("1 < 2"));
    assert_eq!(element.attribute("y"), None);
}

#[test]
fn declared_entities_are_resolved_if_short_and_refused_if_they_swell() {
    let short = "<!DOCTYPE a [<!ENTITY dash '&#x2014;'><!ENTITY dash 'b'>]><a>x&dash;y</a>";
    assert_eq!(text_of(short).as_deref(), Ok("x—y"));
    let bomb = "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;&l;'>]><a>&l; &m;</a>";
    assert!(text_of(bomb).expect_err("refused").contains("&m;"));
    let outside = "<!DOCTYPE a [<!ENTITY p SYSTEM 'file:///etc/passwd'>]><a>&p;</a>";
    assert!(text_of(outside).expect_err("refused").contains("&p;"));
    let unknown = text_of("<a>\n&what;</a>").expect_err("refused");
    assert!(
        unknown.starts_with("invalid XML on line 2: the entity &what;"),
        "{unknown}"
    );
}

#[test]
fn broken_xml_is_told_with_its_line() {
    for xml in ["<a>\n<b></a>", "<a>\n<b", "<a>\n<b>"] {
        let reason = text_of(xml).expect_err("broken");
        assert!(
            reason.starts_with("invalid XML on line 2"),
            "{xml}: {reason}"
        );
    }
    assert!(text_of("just text").is_err());
    assert!(text_of("").is_err());
}

#[test]
fn nesting_may_be_deep() {
    let deep = 300_000;
    let xml = format!("{}x{}", "<a>".repeat(deep), "</a>".repeat(deep));
    assert_eq!(text_of(&xml).as_deref(), Ok("x"));
}
