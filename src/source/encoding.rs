//! Bytes to text: UTF-8, UTF-16 with a byte order mark, and UTF-8 with bad bytes.

use encoding_rs::{UTF_16BE, UTF_16LE};

/// Decoded text.
pub struct Decoded {
    /// The text; a byte order mark is part of it.
    pub text: String,
    /// Where a U+FFFD stands for one byte that was no UTF-8.
    pub replaced: Vec<usize>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

/// Decodes the bytes of a file. Valid UTF-8 is taken as it is, without a copy.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return utf16(&bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, replaced: Vec::new(), warnings: Vec::new() },
        Err(error) => repaired(error.as_bytes()),
    }
}

fn utf16(bytes: &[u8]) -> Decoded {
    let (encoding, name) = if bytes.starts_with(b"\xFF\xFE") { (UTF_16LE, "UTF-16LE") } else { (UTF_16BE, "UTF-16BE") };
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let mut warnings = vec![format!("decoded from {name}; byte offsets count the decoded text")];
    if bad {
        warnings.push("parts of it are no UTF-16 and shown as U+FFFD".to_owned());
    }
    Decoded { text: text.into_owned(), replaced: Vec::new(), warnings }
}

/// Every byte that belongs to no character becomes one U+FFFD, so that offsets can be told in bytes of the file.
fn repaired(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut replaced = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            replaced.push(text.len());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    let warnings = vec![bad_bytes(bytes, replaced.len())];
    Decoded { text, replaced, warnings }
}

/// In a text in an old encoding nearly every byte above ASCII is bad; in a damaged UTF-8 text few are.
fn bad_bytes(bytes: &[u8], bad: usize) -> String {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if bad * 2 > high {
        "is not UTF-8 (an older encoding, perhaps Windows-1252 or Latin-1): convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`"
            .to_owned()
    } else {
        format!("{bad} bytes are no UTF-8 and shown as U+FFFD")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_byte_is_one_replacement_with_its_place() {
        let decoded = decode(b"a\xFF\xE2\x82b\xC3".to_vec());
        assert_eq!(decoded.text, "a\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}");
        assert_eq!(decoded.replaced, [1, 4, 7, 11]);
    }

    #[test]
    fn utf_16_of_both_orders_is_decoded_with_its_mark() {
        let of = |order: fn(u16) -> [u8; 2]| "\u{FEFF}Köln 👍".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [of(u16::to_le_bytes), of(u16::to_be_bytes)] {
            let decoded = decode(bytes);
            assert_eq!(decoded.text, "\u{FEFF}Köln 👍");
            assert!(decoded.warnings[0].starts_with("decoded from UTF-16"));
        }
    }

    #[test]
    fn a_text_in_latin_1_is_told_apart_from_a_damaged_one() {
        assert!(decode(b"Z\xFCrich".to_vec()).warnings[0].contains("iconv"));
        assert!(decode("Zürich, Köln, Málaga".bytes().chain([0xFF]).collect()).warnings[0].starts_with("1 bytes"));
    }
}
