//! Text: news exports, references, chats, folders of mail, books.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| refrain_fuzz::read("a.txt", bytes));
