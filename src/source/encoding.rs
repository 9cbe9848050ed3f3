//! Bytes to text: UTF-8, UTF-16 with a byte order mark, UTF-8 with bad bytes, and old encodings that are declared or
//! guessed.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use super::raw::Raw;

/// Decoded text.
pub struct Decoded {
    /// The text; a byte order mark is part of it.
    pub text: String,
    /// Where a U+FFFD stands for one byte that was no UTF-8.
    pub replaced: Vec<usize>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

/// How much of a page is searched for the name of its encoding, in bytes; browsers take the first 1024.
const HEAD: usize = 4 << 10;

/// How much of a text the guess is made from, in bytes.
const SAMPLE: usize = 64 << 10;

/// What stands between the letters of a text.
const TYPESET: &str = "„“”‚‘’–—…«»‹›§°€£\u{A0}\u{AD}";

/// Decodes the bytes of a file. Valid UTF-8 is taken as it is, without a copy, whatever the file declares. With `literal`
/// nothing is guessed, and every byte keeps its place.
pub fn decode(raw: impl Into<Raw>, declared: Option<&'static Encoding>, literal: bool) -> Decoded {
    let text = match raw.into() {
        Raw::Text(text) => Ok(text),
        Raw::Bytes(bytes) if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") => return utf16(&bytes),
        Raw::Bytes(bytes) => String::from_utf8(bytes),
    };
    let error = match text {
        Ok(text) => return Decoded { text, replaced: Vec::new(), warnings: Vec::new() },
        Err(error) => error,
    };
    let bytes = error.as_bytes();
    let told = declared.filter(|encoding| *encoding != UTF_8 && !literal);
    let old = told.map(|encoding| (encoding, "it says so")).or_else(|| Some((guess(bytes).filter(|_| !literal)?, "a guess")));
    old.and_then(|(encoding, why)| of_old(bytes, encoding, why)).unwrap_or_else(|| repaired(bytes))
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

/// The encoding that a web page names at its head: `charset=…` in a `meta` element, or the encoding of an XML declaration.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    let after = |key: &[u8]| memchr::memmem::find(&head, key).map(|at| at + key.len());
    let label = after(b"charset=").or_else(|| head.starts_with(b"<?xml").then(|| after(b"encoding=")).flatten())?;
    let label = head.get(label..)?.trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte)).unwrap_or(label.len());
    // A page that could be read so far is in none of these, whatever it says.
    Encoding::for_label(&label[..end]).filter(|encoding| ![UTF_16LE, UTF_16BE, X_USER_DEFINED].contains(encoding))
}

/// The old encoding that a text without a declaration is in; `None`: it is UTF-8 with a few bad bytes, or no text in any.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let bad: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if bad * 2 <= high {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|byte| !byte.is_ascii())?;
    let sample = bytes.get(first.saturating_sub(SAMPLE / 2)..).unwrap_or(bytes);
    detector.feed(sample.get(..SAMPLE).unwrap_or(sample), true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, wrong) = encoding.decode_without_bom_handling(sample.get(..SAMPLE).unwrap_or(sample));
    let foreign = || text.chars().filter(|c| !c.is_ascii());
    let letters = foreign().filter(|c| c.is_alphabetic() || TYPESET.contains(*c)).count();
    let controls = foreign().any(char::is_control);
    (!wrong && !controls && letters * 5 >= foreign().count() * 4).then_some(encoding)
}

/// The text in an old encoding; `None` where much of it is not.
fn of_old(bytes: &[u8], encoding: &'static Encoding, why: &str) -> Option<Decoded> {
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let bad = if wrong { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    if bad * 20 > text.chars().filter(|c| !c.is_ascii()).count() {
        return None;
    }
    let mut warnings = vec![format!("decoded from {} ({why}); byte offsets count the decoded text", encoding.name())];
    if bad > 0 {
        warnings.push(format!("{bad} characters are none in {} and shown as U+FFFD", encoding.name()));
    }
    Some(Decoded { text: text.into_owned(), replaced: Vec::new(), warnings })
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
    let warnings = vec![format!("{} bytes are no UTF-8 and shown as U+FFFD", replaced.len())];
    Decoded { text, replaced, warnings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_byte_is_one_replacement_with_its_place() {
        let decoded = decode(b"a\xFF\xE2\x82b\xC3".to_vec(), None, true);
        assert_eq!(decoded.text, "a\u{FFFD}\u{FFFD}\u{FFFD}b\u{FFFD}");
        assert_eq!(decoded.replaced, [1, 4, 7, 11]);
        // A control that is one byte by itself, and ESC in more bytes than it needs.
        assert_eq!(
            decode(b"\x9B2J \xC0\x9B \xE0\x80\x9B".to_vec(), None, true).text,
            "\u{FFFD}2J \u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD}"
        );
    }

    #[test]
    fn utf_16_of_both_orders_is_decoded_with_its_mark() {
        let of = |order: fn(u16) -> [u8; 2]| "\u{FEFF}Köln 👍".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [of(u16::to_le_bytes), of(u16::to_be_bytes)] {
            let decoded = decode(bytes, None, false);
            assert_eq!(decoded.text, "\u{FEFF}Köln 👍");
            assert!(decoded.warnings[0].starts_with("decoded from UTF-16"));
        }
    }

    #[test]
    fn old_encodings_are_guessed_and_said() {
        let cases: [(&str, &'static Encoding); 4] = [
            ("Zürich und Köln liegen nicht am Meer, Málaga schon.", encoding_rs::WINDOWS_1252),
            ("„Wir kommen“, sagte sie – und ging.  Größe zählt.", encoding_rs::WINDOWS_1252),
            ("Министр обсудил с коллегами бюджет страны на следующий год.", encoding_rs::WINDOWS_1251),
            ("Minister wyjaśnił, że rząd zajmie się tą sprawą później.", encoding_rs::ISO_8859_2),
        ];
        for (text, encoding) in cases {
            let decoded = decode(encoding.encode(text).0.into_owned(), None, false);
            assert_eq!(decoded.text, text);
            assert!(decoded.warnings[0].contains("(a guess)"), "{}", decoded.warnings[0]);
        }
    }

    #[test]
    fn a_damaged_text_is_told_from_one_in_an_old_encoding() {
        let bytes: Vec<u8> = "Zürich, Köln, Málaga".bytes().chain([0xFF]).collect();
        assert!(decode(bytes, None, false).warnings[0].starts_with("1 bytes"));
        let literal = decode(b"Z\xFCrich".to_vec(), None, true);
        assert_eq!(literal.text, "Z\u{FFFD}rich");
    }

    #[test]
    fn what_a_page_declares_goes_before_the_guess_and_after_what_it_is() {
        for head in ["<meta charset=windows-1251>", "<META HTTP-EQUIV=x content='text/html; charset=windows-1251'>"] {
            assert_eq!(declared(head.as_bytes()), Some(encoding_rs::WINDOWS_1251), "{head}");
        }
        assert_eq!(declared(b"<?xml version='1.0' encoding='GBK'?>"), Some(encoding_rs::GBK));
        assert_eq!(declared(b"<p>encoding=latin1"), None);
        let decoded = decode(b"\xD0\xE8\xE3\xE0".to_vec(), Some(encoding_rs::WINDOWS_1251), false);
        assert_eq!((decoded.text.as_str(), decoded.warnings.len()), ("Рига", 1));
        assert_eq!(decode("Köln".as_bytes().to_vec(), Some(encoding_rs::WINDOWS_1252), false).text, "Köln");
    }
}
