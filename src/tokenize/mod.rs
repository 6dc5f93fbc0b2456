//! Takes a cleaned document, gives its token sequence: words, and what stands between them.
//!
//! A word is a UAX #29 word that holds a letter or a digit; addresses are kept whole, and so are
//! runs of scripts without spaces. Each worker interns words in a vocabulary of its own.

mod address;
mod interner;
mod language;
mod paragraphs;
mod script;
mod sentence;
mod signature;
mod tokenizer;
mod words;

pub(crate) use address::is_address;
pub use interner::Interner;
pub use language::{Detected, detect};
pub use paragraphs::Paragraph;
pub use script::{is_unspaced, unspaced_share};
pub use sentence::boundary;
pub use signature::{SHINGLE, Signature, shingles};
pub use tokenizer::{LocalVocabulary, TokenizedDocument, Tokenizer};
pub use words::for_each_word;
