//! What came from a file. Of a long one each piece is looked at as it comes, while it is near: whether it is text is known when all of
//! it is there, and nothing is copied once more.

use std::io::{self, BufRead};

use encoding_rs::UTF_8;

use crate::engine::flat::whole;

/// All that came, perhaps known to be text.
#[derive(Debug, PartialEq, Eq)]
pub enum Raw {
    /// All of it is UTF-8.
    Text(String),
    /// Nobody looked, or it is something else.
    Bytes(Vec<u8>),
}

impl From<Vec<u8>> for Raw {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl Raw {
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.into_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// What has come so far, piece by piece.
#[derive(Default)]
pub struct Coming {
    /// As far as it is text; nothing any more when something came that is none.
    text: String,
    /// A character that is cut off at the end, or all that came.
    rest: Vec<u8>,
    is_none: bool,
    /// Text is not kept.
    passes: bool,
}

impl Coming {
    /// Makes room for so many bytes: what comes is not copied then.
    ///
    /// # Errors
    /// There is none.
    pub fn with_room(bytes: u64) -> io::Result<Self> {
        let mut text = String::new();
        let room = text.try_reserve_exact(usize::try_from(bytes).unwrap_or(usize::MAX));
        room.map(|()| Self { text, ..Self::default() }).map_err(|_| io::ErrorKind::OutOfMemory.into())
    }

    /// What comes is looked at and not kept, as far as it is text.
    pub fn passing() -> Self {
        Self { passes: true, ..Self::default() }
    }

    pub fn len(&self) -> usize {
        self.text.len() + self.rest.len()
    }

    /// What has come, but for a character that is cut off at the end.
    pub fn bytes(&self) -> &[u8] {
        if self.is_none { &self.rest } else { self.text.as_bytes() }
    }

    /// Whether it is text so far.
    pub fn is_text(&self) -> bool {
        !self.is_none
    }

    /// Takes the next piece of a stream and returns its length; 0 at the end.
    ///
    /// # Errors
    /// What the stream says.
    pub fn pull(&mut self, pieces: &mut (impl BufRead + ?Sized)) -> io::Result<usize> {
        loop {
            match pieces.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                piece => {
                    let piece = piece?;
                    let length = piece.len();
                    self.push(piece);
                    pieces.consume(length);
                    return Ok(length);
                }
            }
        }
    }

    /// Takes the text up to a byte of it out.
    pub fn take(&mut self, end: usize) -> String {
        let rest = self.text.split_off(end);
        std::mem::replace(&mut self.text, rest)
    }

    pub fn push(&mut self, mut piece: &[u8]) {
        while !self.is_none && !self.rest.is_empty() && !piece.is_empty() {
            self.rest.push(piece[0]);
            piece = &piece[1..];
            self.push_whole();
        }
        let end = whole(piece);
        match UTF_8.decode_without_bom_handling_and_without_replacement(&piece[..end]) {
            Some(text) if !self.is_none => {
                if !self.passes {
                    self.text.push_str(&text);
                }
                self.rest.extend_from_slice(&piece[end..]);
            }
            _ => {
                self.is_no_text();
                self.rest.extend_from_slice(piece);
            }
        }
    }

    /// Whether the character that was cut off is whole now.
    fn push_whole(&mut self) {
        match str::from_utf8(&self.rest) {
            Ok(text) => {
                self.text.push_str(text);
                self.rest.clear();
            }
            Err(error) if error.error_len().is_some() => self.is_no_text(),
            Err(_) => {}
        }
    }

    fn is_no_text(&mut self) {
        if !self.is_none {
            self.is_none = true;
            let rest = std::mem::replace(&mut self.rest, std::mem::take(&mut self.text).into_bytes());
            self.rest.extend(rest);
        }
    }

    /// All of it.
    pub fn all(mut self) -> Raw {
        if !self.rest.is_empty() {
            self.is_no_text();
        }
        if self.is_none { Raw::Bytes(self.rest) } else { Raw::Text(self.text) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn come<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Raw {
        let mut coming = Coming::with_room(10).unwrap();
        let mut length = 0;
        for piece in pieces {
            coming.push(piece);
            length += piece.len();
            assert_eq!(coming.len(), length);
            assert!(length - coming.bytes().len() < 4);
        }
        coming.all()
    }

    #[test]
    fn text_is_text_wherever_it_is_cut() {
        let text = "a\u{E4}\u{20AC}\u{1F44D}\u{FEFF}z\u{10FFFF}";
        for length in 1..=text.len() {
            assert_eq!(come(text.as_bytes().chunks(length)), Raw::Text(text.to_owned()), "{length}");
        }
        assert_eq!(come([].into_iter()), Raw::Text(String::new()));
    }

    #[test]
    fn what_is_cut_off_at_the_end_or_is_no_text_comes_as_it_is() {
        for bad in [
            &b"ab\xE2\x82"[..],
            b"a\xFFb",
            b"\xC3",
            b"\xC3\xC3\xA4",
            b"\xE0\x80\x80",
            b"\xED\xA0\x80x",
            b"\xF4\x90\x80\x80",
            b"\x80abc",
            b"x\xF8\x88\x80\x80\x80",
        ] {
            for length in 1..=bad.len() {
                assert_eq!(come(bad.chunks(length)), Raw::Bytes(bad.to_vec()), "{length} of {bad:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_as_they_are(
            parts in proptest::collection::vec(prop_oneof![".{0,3}".prop_map(String::into_bytes), proptest::collection::vec(any::<u8>(), 0..2)], 0..20),
            length in 1_usize..9,
        ) {
            let bytes = parts.concat();
            let expected = String::from_utf8(bytes.clone()).map_or(Raw::Bytes(bytes.clone()), Raw::Text);
            prop_assert_eq!(come(bytes.chunks(length)), expected);
        }
    }
}
