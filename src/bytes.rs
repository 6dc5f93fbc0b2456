//! Counting bytes of a kind, many at a time.

/// How many bytes are of a kind. `is_of_kind` should not branch: then the compiler looks at many
/// bytes together, since sums of up to 255 fit into a byte each.
pub(crate) fn count(bytes: &[u8], is_of_kind: impl Fn(u8) -> bool) -> usize {
    let in_chunk =
        |chunk: &[u8]| -> u8 { chunk.iter().map(|&byte| u8::from(is_of_kind(byte))).sum() };
    bytes
        .chunks(255)
        .map(|chunk| usize::from(in_chunk(chunk)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_is_missed_or_counted_twice() {
        for length in [0, 1, 254, 255, 256, 1000] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 7) as u8).collect();
            let expected = bytes.iter().filter(|byte| **byte == 3).count();
            assert_eq!(count(&bytes, |byte| byte == 3), expected);
            assert_eq!(count(&bytes, |_| true), bytes.len());
        }
    }
}
