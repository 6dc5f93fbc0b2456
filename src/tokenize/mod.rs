//! Takes a cleaned document, gives its token sequence: words, and what stands between them.
//!
//! A word is a UAX #29 word that holds a letter or a digit; addresses are kept whole, and stretches
//! of scripts without spaces are cut by a dictionary. Each worker interns words in a vocabulary of
//! its own.

mod abbreviation;
mod address;
mod function_words;
mod interner;
mod item_label;
mod language;
mod letters;
mod paragraphs;
mod relatives;
mod script;
mod second_language;
mod segment;
mod segmenter;
mod sentence;
mod separators;
mod short_key;
mod short_table;
mod signature;
mod telling_letters;
mod tokenizer;
#[cfg(feature = "cjk")]
mod traditional;
mod within_words;
mod words;

pub use abbreviation::Abbreviations;
pub(crate) use address::is_address;
pub use interner::{Interner, Strings};
pub use language::{Detected, Detection, detect};
pub use paragraphs::Paragraph;
pub use script::{is_unspaced, is_without_dictionary, joins_unspaced, script_of};
pub use segment::Segment;
pub use segmenter::{HanStyle, cut};
pub use sentence::{boundary, boundary_in};
pub use signature::{Signature, mix, shingles};
pub use tokenizer::{LocalVocabulary, Tokenized, TokenizedDocument, Tokenizer};
pub use words::for_each_word;
