//! What is a zip archive inside: docx, pptx, odt, odp, epub. The first byte says which, the rest is
//! the part that holds the text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, part)) = bytes.split_first() else {
        return;
    };
    let (name, file) = refrain_fuzz::office(*kind, part);
    refrain_fuzz::read(name, &file);
});
