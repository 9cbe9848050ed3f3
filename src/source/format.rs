//! What a file is: told by its first bytes, then by its name.

use super::error::Reason;
use super::{epub, gzip, pdf};

/// How many bytes at the head decide, as in git and grep.
const HEAD: usize = 8 << 10;

/// Formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// `CommonMark` with tables.
    Markdown,
    /// A web page.
    Html,
    /// An electronic book.
    Epub,
    /// Pages as they are printed.
    Pdf,
    /// RSS, Atom or a JSON feed.
    Feed,
    /// A format of text that is not understood yet and read as it is written.
    Source(&'static str),
}

impl Format {
    /// What the reader should know.
    pub fn warning(self) -> Option<String> {
        match self {
            Self::Source(name) => Some(format!("{name} is not understood yet: this is its source text")),
            Self::Text | Self::Markdown | Self::Html | Self::Epub | Self::Pdf | Self::Feed => None,
        }
    }
}

/// The format of `bytes` called `doc`; with `text` it is plain text whatever it looks like.
///
/// # Errors
/// It is binary or a document that is not read yet.
pub fn detect(doc: &str, bytes: &[u8], text: bool) -> Result<Format, Reason> {
    refuse_binary(bytes, text)?;
    let extension = doc.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if text {
        return Ok(Format::Text);
    }
    if epub::is(bytes) {
        return Ok(Format::Epub);
    }
    if pdf::is(bytes) {
        return Ok(Format::Pdf);
    }
    if let Some(format) = markup(bytes) {
        return Ok(format);
    }
    Ok(match extension.as_deref() {
        Some("md" | "markdown") => Format::Markdown,
        Some("html" | "htm" | "xhtml") => Format::Html,
        Some("rss" | "atom") => Format::Feed,
        Some("xml") => Format::Source("XML"),
        Some("json" | "jsonl") => Format::Source("JSON"),
        _ => Format::Text,
    })
}

/// Whether these first bytes of a file, unpacked, are those of a feed.
pub fn is_feed(head: &[u8]) -> bool {
    markup(head) == Some(Format::Feed)
}

/// Web pages and feeds, told by how they begin; comments and declarations may stand before that.
fn markup(bytes: &[u8]) -> Option<Format> {
    let mut head = bytes.get(..HEAD).unwrap_or(bytes);
    head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let xml = head.starts_with(b"<?xml");
    loop {
        let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
        if begins(b"<!doctype html") || begins(b"<html") {
            return Some(Format::Html);
        }
        if begins_feed(head) {
            return Some(Format::Feed);
        }
        let close: &[u8] = match head {
            // A document type may declare entities, in brackets.
            _ if begins(b"<!doctype") && memchr::memchr2(b'[', b'>', head).is_some_and(|at| head.get(at) == Some(&b'[')) => b"]>",
            _ if begins(b"<!doctype") => b">",
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => return xml.then_some(Format::Source("XML")),
        };
        let end = memchr::memmem::find(head, close).map(|at| at + close.len());
        head = end.and_then(|end| head.get(end..)).unwrap_or_default().trim_ascii_start();
    }
}

/// Whether the first element is that of a feed, whatever its prefix; or whether it is the JSON of one.
fn begins_feed(head: &[u8]) -> bool {
    if head.starts_with(b"{") {
        return memchr::memmem::find(head, b"jsonfeed.org").is_some();
    }
    let Some(tag) = head.strip_prefix(b"<") else { return false };
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || b">/".contains(byte)).unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default();
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
    let rss_1 = || memchr::memmem::find(head, b"purl.org/rss/1.0").is_some();
    matches!(local, b"rss" | b"feed")
        || (local == b"entry" && memchr::memmem::find(head, b"/2005/Atom").is_some())
        || (local == b"RDF" && rss_1())
}

/// Refuses what is no text, unless `text` wants it anyway.
///
/// # Errors
/// As [`detect`].
pub fn refuse_binary(bytes: &[u8], text: bool) -> Result<(), Reason> {
    let told = [gzip::is, epub::is, pdf::is].iter().any(|is| is(bytes));
    if text || told || bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Ok(());
    }
    let known: [(&[u8], Reason); 4] =
        [(b"PK\x03\x04", Reason::Binary), (b"\x89PNG", Reason::Binary), (b"\xFF\xD8\xFF", Reason::Binary), (b"\x7FELF", Reason::Binary)];
    if let Some((_, reason)) = known.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(reason);
    }
    judge(&bytes[..bytes.len().min(HEAD)])
}

/// A few stray control characters are shown as such; a head that is mostly controls, or has NUL among many bytes that
/// are no UTF-8, is no text.
fn judge(head: &[u8]) -> Result<(), Reason> {
    let controls = head.iter().filter(|byte| is_odd(**byte)).count();
    let nuls = memchr::memchr_iter(0, head).count();
    let bad: usize = if controls == 0 { 0 } else { head.utf8_chunks().map(|chunk| chunk.invalid().len()).sum() };
    match head.len() {
        len if nuls * 10 > len * 3 && nuls_alternate(head) => Err(Reason::Utf16),
        len if controls * 10 > len * 3 || (controls * 50 > len && bad * 10 > len) => Err(Reason::Binary),
        _ => Ok(()),
    }
}

/// Control characters that no text has for a purpose: tab, line ends, form feed, backspace, bell and escape may be there.
fn is_odd(byte: u8) -> bool {
    matches!(byte, 0..=6 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// Whether NULs stand at every second byte only, as in UTF-16 of Latin text.
fn nuls_alternate(head: &[u8]) -> bool {
    let at = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (at(0), at(1));
    even.max(odd) > 0 && even.min(odd) * 20 < even.max(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_archives_are_binary_unless_wanted_as_text() {
        assert!(matches!(detect("a.txt", b"\x89PNG\r\n\x1a\n", false), Err(Reason::Binary)));
        assert_eq!(detect("a.txt", b"\x89PNG\r\n\x1a\n", true).unwrap(), Format::Text);
        let noise: Vec<u8> = (0..=255).cycle().take(9000).collect();
        assert!(matches!(detect("a.txt", &noise, false), Err(Reason::Binary)));
    }

    #[test]
    fn a_text_with_stray_nuls_is_a_text() {
        assert_eq!(detect("a", &b"Headline\0\0Ri\0ga Riga\0\n".repeat(20), false).unwrap(), Format::Text);
    }

    #[test]
    fn text_in_an_old_encoding_is_no_binary() {
        let cyrillic = b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0.\n".repeat(100);
        assert_eq!(detect("a", &cyrillic, false).unwrap(), Format::Text);
    }

    #[test]
    fn utf_16_without_a_mark_is_called_by_its_name() {
        let bytes: Vec<u8> = "Headline\nRiga\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(matches!(detect("a", &bytes, false), Err(Reason::Utf16)));
        assert!(matches!(detect("a", &[0; 100], false), Err(Reason::Binary)));
    }

    #[test]
    fn the_content_tells_a_page_whatever_its_name() {
        for page in [
            "<!-- saved -->\n<!DOCTYPE html>",
            "\u{FEFF}<html lang=de>",
            "<?xml version='1.0'?><!DOCTYPE html PUBLIC ''>",
            "<!doctype HTML>",
        ] {
            assert_eq!(detect("a.txt", page.as_bytes(), false).unwrap(), Format::Html, "{page}");
        }
        for other in ["<?xml version='1.0'?><TEI>", "<?xml", "<!-- "] {
            assert_ne!(detect("a", other.as_bytes(), false).unwrap(), Format::Html, "{other}");
        }
        assert_eq!(detect("a.htm", b"Text <p>", false).unwrap(), Format::Html);
        assert_eq!(detect("a.html", b"<html>", true).unwrap(), Format::Text);
    }

    #[test]
    fn the_content_tells_a_feed_whatever_its_name() {
        for feed in [
            "<rss version='2.0'>",
            "<?xml version='1.0'?>\n<!-- made by hand -->\n<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<?xml version='1.0'?><atom:feed xmlns:atom='x'>",
            "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '>'>]><rss>",
            "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'x.dtd'><rss>",
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
            "{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1\"}",
        ] {
            let feed = feed.replace("\\/", "/");
            assert_eq!(detect("a.txt", feed.as_bytes(), false).unwrap(), Format::Feed, "{feed}");
        }
        for other in ["<?xml version='1.0'?><TEI>", "<feedback>", "<rdf:RDF>", "{\"a\": 1}", "<?xml version='1.0'?><!DOCTYPE rss ["] {
            assert_ne!(detect("a", other.as_bytes(), false).unwrap(), Format::Feed, "{other}");
        }
        assert_eq!(detect("a.atom", b"x", false).unwrap(), Format::Feed);
        assert_eq!(detect("a.rss", b"<rss>", true).unwrap(), Format::Text);
    }

    #[test]
    fn the_name_tells_markdown_and_content_tells_a_page() {
        assert_eq!(detect("a/B.MD", b"# x", false).unwrap(), Format::Markdown);
        assert_eq!(detect("-", b" <!DOCTYPE HTML><p>", false).unwrap(), Format::Html);
        assert_eq!(detect("a.txt", b"%PDF-1.4", false).unwrap(), Format::Pdf);
        assert_eq!(detect("a.pdf", b"The PDF", false).unwrap(), Format::Text);
    }
}
