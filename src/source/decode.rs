//! Placeholder.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KnownBy {
    Valid,
}
impl KnownBy {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
        }
    }
}
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
    pub(crate) known_by: KnownBy,
    pub(crate) replaced: u32,
    pub(crate) notes: Vec<String>,
}
#[derive(Debug, Clone, Copy)]
pub(crate) struct ForcedEncoding;
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hints<'a> {
    pub(crate) forced: Option<&'a ForcedEncoding>,
    pub(crate) stated: Option<&'a str>,
    pub(crate) is_markup: bool,
}
pub(crate) fn forced(_: &str) -> Result<ForcedEncoding, String> {
    Ok(ForcedEncoding)
}
pub(crate) fn decode(bytes: Vec<u8>, _: &Hints<'_>) -> Result<Decoded, String> {
    let text = String::from_utf8(bytes).map_err(|e| e.to_string())?;
    if text.trim().is_empty() {
        return Err("empty: holds white space only".into());
    }
    Ok(Decoded {
        text,
        encoding: "utf-8",
        known_by: KnownBy::Valid,
        replaced: 0,
        notes: vec![],
    })
}
