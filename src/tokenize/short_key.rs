//! Short byte strings as integers, which are compared and hashed at once.

use std::ops::Range;

/// The longest string that is kept in the table, in bytes.
pub(super) const SHORT: usize = 15;

/// A string of up to [`SHORT`] bytes as an integer: its bytes, zeros, and its length.
pub(super) type Key = u128;

/// The integer of a string of up to [`SHORT`] bytes; none of a longer one. Never `Key::MAX`.
#[inline]
pub(super) fn key(text: &[u8], range: &Range<usize>) -> Option<Key> {
    let length = range.len();
    if length > SHORT {
        return None;
    }
    // Sixteen bytes are read at once where the text has so many; what follows the string goes.
    let sixteen = text.get(range.start..range.start + 16);
    let bytes = match sixteen.and_then(|bytes| <[u8; 16]>::try_from(bytes).ok()) {
        Some(bytes) => Key::from_le_bytes(bytes) & ((1 << (8 * length)) - 1),
        None => {
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(&text[range.clone()]);
            Key::from_le_bytes(bytes)
        }
    };
    Some(bytes | (length as Key) << 120)
}

/// The key of the same string in small letters, if it is ASCII.
pub(super) fn in_small_letters(key: Key) -> Option<Key> {
    const EACH: Key = Key::MAX / 0xFF;
    const HIGH: Key = 0x80 * EACH;
    if key & HIGH != 0 {
        return None;
    }
    // No sum runs over into the next byte: it has its top bit set if the byte is at least `A`, or
    // above `Z`. The length is below both.
    let from_a = key + (0x80 - b'A' as Key) * EACH;
    let above_z = key + (0x7F - b'Z' as Key) * EACH;
    Some(key | (from_a & !above_z & HIGH) >> 2)
}
