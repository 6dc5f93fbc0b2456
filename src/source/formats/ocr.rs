//! Text that a program for optical character recognition (OCR) found on scanned pages: hOCR and ALTO.
//!
//! Takes decoded markup, gives the text of its pages, a paragraph a block. Where ALTO
//! says which word a hyphen broke, the word stands there once and whole.

use super::blocks::Blocks;
use super::markup::{Element, Markup, Piece};
use super::{Converted, Outcome};
use crate::clean::{Quotations, html_text};

/// How far into the text the signs of the format are looked for, in bytes.
const HEAD: usize = 16 << 10;

/// The text, if the markup is that of OCR.
pub(crate) fn ocr(markup: &str) -> Option<Outcome> {
    let head = &markup[..markup.floor_char_boundary(HEAD)];
    let text = if head.contains("<alto") || head.contains(":alto ") {
        alto(markup)
    } else if head.contains("ocr-system") || head.contains("ocr_page") {
        Ok(html_text(markup, Quotations::Plain))
    } else {
        return None;
    };
    Some(text.and_then(|text| {
        if text.is_empty() {
            return Err("it contains no text".to_owned());
        }
        Ok(Converted {
            text,
            ..Converted::default()
        })
    }))
}

fn alto(text: &str) -> Result<String, String> {
    let mut markup = Markup::new(text);
    let mut blocks = Blocks::default();
    // Whether the first part of a broken word was written as a whole.
    let mut is_written = false;
    while let Some(piece) = markup.next()? {
        let Piece::Open(element) = piece else {
            continue;
        };
        match element.name() {
            "TextBlock" | "Page" => blocks.part(),
            "TextLine" => blocks.push("\n"),
            "SP" => blocks.push(" "),
            "String" => {
                if let Some(word) = word(&element, &mut is_written) {
                    blocks.push(" ");
                    blocks.push(&word);
                }
            }
            _ => {}
        }
    }
    Ok(blocks.finish())
}

fn word(element: &Element, is_written: &mut bool) -> Option<String> {
    let kind = element.attribute("SUBS_TYPE");
    let whole = element.attribute("SUBS_CONTENT");
    match (kind.as_deref(), whole) {
        (Some("HypPart1"), Some(whole)) => {
            *is_written = true;
            Some(whole)
        }
        (Some("HypPart2"), _) if std::mem::take(is_written) => None,
        _ => element.attribute("CONTENT"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markup: &str) -> Option<String> {
        Some(ocr(markup)?.expect("text").text)
    }

    #[test]
    fn alto_is_read_by_its_blocks_and_lines() {
        let xml = "<?xml version='1.0'?><alto xmlns='http://x'><Description><fileName>scan.tif</fileName></Description><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT='The'/><SP/><String CONTENT='har' SUBS_TYPE='HypPart1' SUBS_CONTENT='harbour'/><HYP CONTENT='-'/></TextLine><TextLine><String CONTENT='bour' SUBS_TYPE='HypPart2' SUBS_CONTENT='harbour'/><SP/><String CONTENT='froze.'/></TextLine></TextBlock><TextBlock><TextLine><String CONTENT='Next'/><String CONTENT='&amp;c.'/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
        assert_eq!(
            text(xml).as_deref(),
            Some("The harbour\nfroze.\n\nNext &c.")
        );
        let second = "<alto><TextLine><String CONTENT='bour' SUBS_TYPE='HypPart2' SUBS_CONTENT='harbour'/></TextLine></alto>";
        assert_eq!(text(second).as_deref(), Some("bour"));
    }

    #[test]
    fn hocr_is_read_by_its_paragraphs() {
        let html = "<html><head><title>scan</title><meta name='ocr-system' content='tesseract 5'/></head><body><div class='ocr_page' title='image \"a.png\"'><p class='ocr_par'><span class='ocr_line'><span class='ocrx_word' title='bbox 1 2 3 4'>The</span>\n<span class='ocrx_word'>quay</span></span></p>\n<p class='ocr_par'>froze.</p></div></body></html>";
        assert_eq!(text(html).as_deref(), Some("The quay\n\nfroze."));
    }

    #[test]
    fn other_markup_is_not() {
        assert_eq!(text("<html><body>An alto sings.</body></html>"), None);
        assert!(ocr("<alto><a>").expect("alto").is_err());
        assert!(ocr("<alto/>").expect("alto").is_err());
    }
}
