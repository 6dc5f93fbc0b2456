//! What decoding gives.

/// Text, and the number of places where U+FFFD stands for bytes that do not decode.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) replaced: u32,
}
