//! What is a zip archive inside: docx, odt, pptx, odp, epub, xlsx.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read("a.docx", bytes));
