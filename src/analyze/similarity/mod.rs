//! What stands near what: the nearest documents of each document, and sources near each other.
//!
//! Takes the document-term matrix and the weights of its rows, gives cosines. Two languages never
//! share a term, so documents of different languages are never near each other.

mod rows;
mod search;
mod sources;

pub use rows::UnitRows;
pub use search::{Neighbour, nearest};
pub use sources::{SourcePair, SourceSimilarities, source_similarities};
