//! Compound files: doc, msg. The first byte says which, the next two how much of the rest is the first
//! stream; what remains is the second. No xls: its parser, calamine, panics on damaged files, which
//! refrain catches.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [kind, low, high, rest @ ..] = bytes else {
        return;
    };
    let first = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
    let (name, file) = refrain_fuzz::compound(*kind, rest.split_at(first));
    refrain_fuzz::read(name, &file);
});
