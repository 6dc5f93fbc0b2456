//! Slides: .pptx (Office Open XML) and .odp (OpenDocument).
//!
//! Takes the bytes of the file, gives the text of the slides in their order, each followed by its notes.
//! Hidden slides, slide numbers, and the text of charts and diagrams are left out; what was left out is
//! told in a note.

use super::blocks::Blocks;
use super::docx::state;
use super::markup::{Element, Markup, Piece};
use super::odt::odt;
use super::package::Package;
use super::{Converted, Outcome};
use crate::parser_guard::caught;
use crate::sorted::SortedMap;

/// Where the list of slides is.
const MAIN: &str = "ppt/presentation.xml";
/// How many slides are read.
const MOST: usize = 10_000;

/// Converts slides.
///
/// # Errors
/// If the file is damaged, encrypted, too large, or without text.
pub(crate) fn slides(bytes: &[u8]) -> Outcome {
    caught(|| convert(bytes))
}

fn convert(bytes: &[u8]) -> Outcome {
    let mut package = Package::open(bytes)?;
    let Some(main) = package.text(MAIN)? else {
        return odt(bytes);
    };
    let related = relations(&mut package, MAIN)?;
    let mut blocks = Blocks::default();
    let mut left = LeftOut::default();
    for id in slide_ids(&main)?.iter().take(MOST) {
        let Some(slide) = related.get(id).map(|relation| &relation.target) else {
            continue;
        };
        let Some(text) = package.text(slide)? else {
            continue;
        };
        if !read_slide(&text, &mut blocks, &mut left)? {
            continue;
        }
        for (_, beside) in relations(&mut package, slide)?.iter() {
            if beside.kind == "notesSlide"
                && let Some(notes) = package.text(&beside.target)?
            {
                read_slide(&notes, &mut blocks, &mut left)?;
            }
        }
    }
    let mut converted = Converted {
        text: blocks.finish(),
        notes: left.notes(),
        ..Converted::default()
    };
    if converted.text.is_empty() {
        return Err("it contains no text".to_owned());
    }
    state(&mut package, &mut converted);
    Ok(converted)
}

/// What a part refers to.
struct Relation {
    /// The last word of its kind.
    kind: String,
    /// The name of the other part.
    target: String,
}

/// What a part refers to, by id.
fn relations(package: &mut Package, part: &str) -> Result<SortedMap<String, Relation>, String> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut relations = Vec::new();
    let Some(text) = package.text(&format!("{folder}/_rels/{name}.rels"))? else {
        return Ok(SortedMap::new());
    };
    let mut markup = Markup::new(&text);
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece
            && let Some(id) = element.attribute("Id")
            && let Some(kind) = element.attribute("Type")
            && let Some(target) = element.attribute("Target")
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = joined(folder, &target);
            relations.push((id, Relation { kind, target }));
        }
    }
    Ok(SortedMap::joined(relations, |_, _| {}))
}

/// A path that is relative to a folder.
pub(super) fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The ids of the slides, in their order.
fn slide_ids(main: &str) -> Result<Vec<String>, String> {
    let mut markup = Markup::new(main);
    let mut ids = Vec::new();
    while let Some(piece) = markup.next()? {
        if let Piece::Open(element) = piece
            && element.name() == "sldId"
        {
            ids.extend(element.prefixed("r:id"));
        }
    }
    Ok(ids)
}

/// What was left out.
#[derive(Default)]
struct LeftOut {
    hidden: usize,
    charts: usize,
}

impl LeftOut {
    fn notes(&self) -> Vec<String> {
        let counts = [
            (self.hidden, "hidden slides left out"),
            (self.charts, "charts and diagrams left out"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        counts
            .map(|(count, what)| format!("{what}: {count}"))
            .collect()
    }
}

/// Reads a slide or its notes; whether it is shown.
fn read_slide(text: &str, blocks: &mut Blocks, left: &mut LeftOut) -> Result<bool, String> {
    let mut markup = Markup::new(text);
    // What each open element is: a paragraph, a text, or something else.
    let mut roles = Vec::new();
    // In a shape that shows the number of the slide.
    let mut is_number = false;
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(element) => {
                if is_hidden(&element) {
                    left.hidden += 1;
                    return Ok(false);
                }
                match element.name() {
                    // `Fallback` repeats what stands before it; a field of this kind is a number.
                    "Fallback" => {
                        markup.skip()?;
                        continue;
                    }
                    "fld" if element.attribute("type").is_some_and(|of| of == "slidenum") => {
                        markup.skip()?;
                        continue;
                    }
                    "chart" | "relIds" => left.charts += 1,
                    "ph" => is_number = element.attribute("type").is_some_and(|of| of == "sldNum"),
                    "p" => blocks.open(),
                    "br" => blocks.push("\n"),
                    "tab" => blocks.push(" "),
                    _ => {}
                }
                let name = element.name();
                roles.push(if element.prefix() == "a" || name == "sp" {
                    name.to_owned()
                } else {
                    String::new()
                });
            }
            Piece::Close => match roles.pop().as_deref() {
                Some("p") => blocks.close(),
                Some("sp") => is_number = false,
                _ => {}
            },
            Piece::Text(text) => {
                if !is_number && roles.last().is_some_and(|role| role == "t") {
                    blocks.push(&text);
                }
            }
        }
    }
    Ok(true)
}

fn is_hidden(element: &Element) -> bool {
    element.name() == "sld" && matches!(element.attribute("show").as_deref(), Some("0" | "false"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::formats::package::zipped;

    const MAIN_PART: &str = "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='r2'/><p:sldId id='257' r:id='r1'/><p:sldId id='258' r:id='r3'/><p:sldId id='9' r:id='gone'/></p:sldIdLst></p:presentation>";
    const RELATIONS: &str = "<Relationships><Relationship Id='r1' Type='x/slide' Target='slides/slide1.xml'/><Relationship Id='r2' Type='x/slide' Target='slides/slide2.xml'/><Relationship Id='r3' Type='x/slide' Target='/ppt/slides/slide3.xml'/></Relationships>";

    pub(in crate::source::formats) fn example() -> Vec<u8> {
        zipped(&[
            ("[Content_Types].xml", "<Types/>"),
            (MAIN, MAIN_PART),
            ("ppt/_rels/presentation.xml.rels", RELATIONS),
            (
                "ppt/slides/slide1.xml",
                "<p:sld><a:p><a:r><a:t>Second slide</a:t></a:r><a:br/><a:r><a:t>goes on</a:t></a:r></a:p><a:p><a:fld type='slidenum'><a:t>2</a:t></a:fld></a:p></p:sld>",
            ),
            (
                "ppt/slides/_rels/slide1.xml.rels",
                "<Relationships><Relationship Id='r1' Type='x/notesSlide' Target='../notesSlides/notes1.xml'/></Relationships>",
            ),
            (
                "ppt/notesSlides/notes1.xml",
                "<p:notes><a:p><a:r><a:t>Say it slowly.</a:t></a:r></a:p></p:notes>",
            ),
            (
                "ppt/slides/slide2.xml",
                "<p:sld><p:sp><p:ph type='sldNum'/><a:p><a:r><a:t>1</a:t></a:r></a:p></p:sp><p:sp><p:ph type='title'/></p:sp><a:p><a:r><a:t>First</a:t></a:r><a:r><a:t> slide</a:t></a:r></a:p><c:chart/></p:sld>",
            ),
            (
                "ppt/slides/slide3.xml",
                "<p:sld show='0'><a:p><a:r><a:t>Hidden</a:t></a:r></a:p></p:sld>",
            ),
            (
                "docProps/core.xml",
                "<c><title>Mills</title><creator>Ann</creator><created>2014-02-03T00:00:00Z</created></c>",
            ),
        ])
    }

    #[test]
    fn slides_are_in_their_order_with_their_notes() {
        let converted = slides(&example()).expect("text");
        assert_eq!(
            converted.text,
            "First slide\n\nSecond slide\ngoes on\n\nSay it slowly."
        );
        assert_eq!(converted.title.as_deref(), Some("Mills"));
        assert_eq!(
            converted.notes,
            [
                "hidden slides left out: 1",
                "charts and diagrams left out: 1"
            ]
        );
    }

    #[test]
    fn slides_of_opendocument_are_read() {
        let content = "<office:document-content><office:body><office:presentation><draw:page><draw:frame><draw:text-box><text:p>Title</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><text:p>A note.</text:p></draw:frame></presentation:notes></draw:page><draw:page><text:p>Next</text:p></draw:page></office:presentation></office:body></office:document-content>";
        let bytes = zipped(&[
            (
                "mimetype",
                "application/vnd.oasis.opendocument.presentation",
            ),
            ("content.xml", content),
        ]);
        assert_eq!(
            slides(&bytes).expect("text").text,
            "Title\n\nA note.\n\nNext"
        );
    }

    #[test]
    fn what_can_not_be_read_is_told() {
        let empty = zipped(&[(MAIN, "<p/>")]);
        for (bytes, expected) in [
            (&empty[..], "it contains no text"),
            (b"PK", "damaged"),
            (&zipped(&[("a", "b")])[..], "not an OpenDocument"),
        ] {
            let reason = slides(bytes).expect_err("a reason");
            assert!(reason.starts_with(expected), "{reason}");
        }
    }
}
