//! XHTML for a parser of HTML: `<title/>` and `<a id="p1"/>` end themselves in XML, and in HTML swallow what follows.

use std::borrow::Cow;

use super::guard::Tag;

/// Elements that have no content in HTML either.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The page with each element that ends itself written as a pair of tags.
pub fn expand(xhtml: &str) -> Cow<'_, str> {
    expand_where(xhtml, |name| !VOID.iter().any(|void| void.eq_ignore_ascii_case(name)))
}

/// The text with each of the `wanted` elements that ends itself written as a pair of tags.
pub fn expand_where(xhtml: &str, wanted: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'<', &xhtml.as_bytes()[at..]) {
        let start = at + found;
        let Some(tag) = Tag::read(xhtml, start) else {
            at = start + 1;
            continue;
        };
        at = tag.end;
        let ends_itself = !tag.closes && xhtml[start..at].ends_with("/>");
        if ends_itself && wanted(tag.name) {
            out.push_str(&xhtml[copied..at - "/>".len()]);
            out.extend(["></", tag.name, ">"]);
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(xhtml);
    }
    out.push_str(&xhtml[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_itself_gets_an_end() {
        assert_eq!(expand("<title/><p>a<a id='x'/>b<br/>c</p><!-- <p/> -->"), "<title></title><p>a<a id='x'></a>b<br/>c</p><!-- <p/> -->");
        assert!(matches!(expand("<p>a<br/>"), Cow::Borrowed(_)));
    }
}
