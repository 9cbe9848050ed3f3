//! Keeps pages that no person wrote from stopping the parser, which takes time by the square of nesting and of attributes.

use std::borrow::Cow;

/// Elements inside each other beyond this are taken out, and their text is kept.
const MAX_DEPTH: usize = 256;

/// A tag with more attributes is read without any.
const MAX_ATTRIBUTES: usize = 256;

/// Elements that end by themselves, so that many open ones are no nesting.
const FLAT: &[&str] = &[
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup", "rt", "rp", "br", "img", "input", "hr",
    "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param", "html", "head", "body",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// The page itself, or without what would take the parser too long.
pub fn tame(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut copied, mut depth, mut dropped) = (0, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + found;
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        at = tag.end;
        let flat = FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(tag.name));
        let mut keep = true;
        if tag.closes && !flat {
            keep = dropped == 0;
            dropped = dropped.saturating_sub(1);
            depth = if keep { depth.saturating_sub(1) } else { depth };
        } else if !flat && !tag.closes {
            keep = depth < MAX_DEPTH;
            depth += usize::from(keep);
            dropped += usize::from(!keep);
        }
        let bare = keep && tag.attributes > MAX_ATTRIBUTES;
        if !keep || bare {
            out.push_str(&html[copied..start]);
            copied = at;
        }
        if bare {
            out.extend(["<", tag.name, ">"]);
        }
        if !tag.closes && RAW.iter().any(|raw| raw.eq_ignore_ascii_case(tag.name)) {
            at = closing(html, at, tag.name);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Where the tag begins that closes the raw element `name`, or the end.
fn closing(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&html.as_bytes()[at..], b"</") {
        at += found;
        if html.as_bytes()[at + 2..].get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    html.len()
}

/// A tag in the source.
pub struct Tag<'a> {
    pub name: &'a str,
    pub closes: bool,
    attributes: usize,
    /// Behind its `>`.
    pub end: usize,
}

impl<'a> Tag<'a> {
    /// The tag or comment that begins at `start`; `None`: it is neither.
    pub fn read(html: &'a str, start: usize) -> Option<Self> {
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            let end = memchr::memmem::find(rest.as_bytes(), b"-->").map_or(html.len(), |at| start + 1 + at + 3);
            return Some(Self { name: "br", closes: false, attributes: 0, end });
        }
        let closes = rest.starts_with('/');
        let name_start = start + 1 + usize::from(closes);
        let bytes = html.as_bytes();
        if !bytes.get(name_start)?.is_ascii_alphabetic() {
            return None;
        }
        let mut at = name_start;
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/')) {
            at += 1;
        }
        let name = &html[name_start..at];
        let (attributes, end) = attributes(bytes, at);
        Some(Self { name, closes, attributes, end })
    }
}

/// How many attributes there are from `at` on, and where the tag ends.
fn attributes(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut count = 0;
    let mut quote = None;
    let mut white = true;
    while let Some(byte) = bytes.get(at).copied() {
        at += 1;
        match (quote, byte) {
            (Some(mark), byte) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return (count, at),
            (None, b'"' | b'\'') if bytes[..at - 1].trim_ascii_end().ends_with(b"=") => quote = Some(byte),
            (None, byte) => {
                count += usize::from(white && !byte.is_ascii_whitespace());
                white = byte.is_ascii_whitespace() || byte == b'/';
            }
        }
    }
    (count, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_page_is_left_as_it_is() {
        for html in [
            "<p class=a>x<p>y</p><!-- <div> --><script>if (a < b) \"<div>\"</script><a href='a>b' title=\"x\">z</a>",
            "a < b <",
            "<",
            "</",
            "<!-- ",
            "<a href='",
            "<script>",
        ] {
            assert!(matches!(tame(html), Cow::Borrowed(same) if same == html), "{html}");
        }
        assert!(matches!(tame(&"<p>x<li>y".repeat(9000)), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_nested_too_deep_keeps_its_text() {
        let deep = format!("{}Riga{}<b>x</b>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tame = tame(&deep);
        assert_eq!(tame.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(tame.matches("</div>").count(), MAX_DEPTH);
        assert!(tame.contains("<div>Riga</div>") && tame.ends_with("<b>x</b>"));
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_read_without_them() {
        let many = format!("<p {}>Riga", (0..1000).map(|n| format!("a{n}='x y'")).collect::<Vec<_>>().join(" "));
        assert_eq!(tame(&many), "<p>Riga");
    }
}
