//! The nouns of the house: what travels between the stages. No stage's work is done here.

mod coded_row;
mod composed;
mod copies;
mod corpus;
mod days;
mod document;
mod fingerprint;
mod hit_place;
mod ids;
mod inner_words;
mod language;
mod language_codes;
mod matrix;
mod part;
mod period;
mod reading_doubt;
mod scope;
mod stemmer;
mod symbol;
mod symbols;
mod table;
mod table_id;
mod tokens;
mod validation;
mod vocabulary;
mod window;
mod word_lists;

pub use coded_row::{ADJUDICATED, Code, CodedRow};
pub use composed::nfc;
pub use copies::{CopyCluster, CopyLink, Duplicate, SHINGLE};
pub(crate) use corpus::push_folded;
pub use corpus::{AnalysedDocument, Corpus};
pub use days::days_between;
pub use document::{
    Document, DocumentInfo, Encoding, Format, LeftOut, Numbered, Place, RawDocument, Rule, Skipped,
};
pub(crate) use fingerprint::hex;
pub use hit_place::{ConceptHits, HitPlace};
pub use ids::{ConceptId, DocId, FormId, NodeId, PatternId, PhraseId, SourceId, SurfaceId, TermId};
pub use inner_words::InnerWords;
pub use language::Language;
pub use matrix::{DocumentTermMatrix, MatrixBlock, Row};
pub use part::{Layout, Part};
pub use period::PeriodUnit;
pub use reading_doubt::{ReadingDoubt, ReadingDoubts};
pub use scope::Scope;
pub use stemmer::Stemmer;
pub use symbol::{Boundary, Symbol};
pub use symbols::{SymbolStore, Symbols};
pub use table::{
    Cell, CellBuffer, Column, ColumnRef, ColumnType, ColumnsOf, Dictionary, Field, Lookup, Naming,
    RowWriter, Rows, Scalar, Shared, Shelf, Table, TableBuilder, TableDef, TableSpec, TypedTable,
    declared, declared_spec, rename, table_path,
};
pub(crate) use table::{row, table};
pub use table_id::{Ingredient, TABLES_VERSION, TableId, Written};
pub use tokens::TokenBuffer;
pub use validation::{
    CodeGroup, Domain, DomainKind, KEY_VERSION, SampledConcept, SampledItem, SampledPattern,
    SampledUnit, Stratum, ValidationKey,
};
pub use vocabulary::{Form, FormKind, Separator, Surface, Term, Vocabulary};
pub use window::Window;
pub use word_lists::{LemmaEntry, LemmaList, WordLists};
