//! Lines: LF, CR LF and lone CR end one, and nothing else does (no form feed, no U+2028).

use std::ops::Range;

/// The lines of `text` from byte `from` on, as byte ranges without their ends. Text after the last end is a line, too.
pub fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |at| start + at);
        let line = start..end;
        start = end + end_length(&bytes[end..]);
        Some(line)
    })
}

/// How many bytes the line end has that `rest` begins with; 0 where there is none.
pub fn end_length(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_every_manner() {
        let read = |text| lines(text, 0).map(|line| &text[line]).collect::<Vec<&str>>();
        assert_eq!(read("a\r\nb\rc\n\nd\x0c\u{2028}e"), ["a", "b", "c", "", "d\x0c\u{2028}e"]);
        assert_eq!(read("a\n"), ["a"]);
        assert_eq!(read(""), [""; 0]);
    }
}
