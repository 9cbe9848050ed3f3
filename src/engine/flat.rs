//! Flat arrays in and out of a stream: each with its length before it. What is read is only believed as far as the stream
//! reaches, and whoever reads it checks that it makes sense.

use std::io::{self, Read, Write};

use encoding_rs::UTF_8;

/// A stream that is written to.
pub struct Writer<'a>(pub &'a mut dyn Write);

/// How many bytes of numbers are turned at once.
const STEP: usize = 1 << 16;

impl Writer<'_> {
    /// Bytes.
    ///
    /// # Errors
    /// Those of the stream, as with the others.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.number(bytes.len() as u64)?;
        self.0.write_all(bytes)
    }

    /// A number.
    ///
    /// # Errors
    /// See [`Writer::bytes`].
    pub fn number(&mut self, number: u64) -> io::Result<()> {
        self.0.write_all(&number.to_le_bytes())
    }

    /// Numbers.
    ///
    /// # Errors
    /// See [`Writer::bytes`].
    pub fn numbers(&mut self, numbers: &[u32]) -> io::Result<()> {
        self.array(numbers, u32::to_le_bytes)
    }

    /// Large numbers.
    ///
    /// # Errors
    /// See [`Writer::bytes`].
    pub fn longs(&mut self, numbers: &[u64]) -> io::Result<()> {
        self.array(numbers, u64::to_le_bytes)
    }

    /// Values of so many bytes each.
    ///
    /// # Errors
    /// See [`Writer::bytes`].
    pub fn array<T: Copy, const WIDTH: usize>(&mut self, numbers: &[T], bytes: impl Fn(T) -> [u8; WIDTH]) -> io::Result<()> {
        self.number(numbers.len() as u64)?;
        numbers.chunks(STEP / WIDTH).try_for_each(|some| {
            let bytes: Vec<u8> = some.iter().flat_map(|number| bytes(*number)).collect();
            self.0.write_all(&bytes)
        })
    }
}

/// A stream that is read from, and how many bytes it may have yet.
pub struct Reader<'a> {
    source: &'a mut dyn Read,
    left: u64,
}

impl<'a> Reader<'a> {
    /// A stream of so many bytes.
    pub fn new(source: &'a mut dyn Read, left: u64) -> Self {
        Self { source, left }
    }

    /// Whether all of it was read.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.left == 0
    }

    /// A number.
    ///
    /// # Errors
    /// Those of the stream, and that it has no more; as with the others.
    pub fn number(&mut self) -> io::Result<u64> {
        self.left = self.left.checked_sub(8).ok_or_else(broken)?;
        let mut bytes = [0; 8];
        self.source.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// The length of an array of items of so many bytes, and that of all of them together.
    fn length(&mut self, width: u64) -> io::Result<(usize, u64)> {
        let count = self.number()?;
        let bytes = count.checked_mul(width).filter(|bytes| *bytes <= self.left).ok_or_else(broken)?;
        self.left -= bytes;
        Ok((usize::try_from(count).map_err(|_| broken())?, bytes))
    }

    /// Bytes.
    ///
    /// # Errors
    /// See [`Reader::number`].
    pub fn bytes(&mut self) -> io::Result<Vec<u8>> {
        let (count, _) = self.length(1)?;
        let mut all = vec![0; count];
        // Whoever looks at all bytes that pass does so while they are near.
        all.chunks_mut(STEP).try_for_each(|some| self.source.read_exact(some))?;
        Ok(all)
    }

    /// A text.
    ///
    /// # Errors
    /// See [`Reader::number`]; or it is not UTF-8.
    pub fn text(&mut self) -> io::Result<String> {
        let (count, _) = self.length(1)?;
        let mut text = String::with_capacity(count);
        let mut room = vec![0; STEP.min(count)];
        // The beginning of a character, whose end is in the next piece.
        let mut kept = 0;
        let mut left = count;
        while left > 0 {
            let filled = room.len().min(kept + left);
            let piece = room.get_mut(..filled).ok_or_else(broken)?;
            self.source.read_exact(&mut piece[kept..])?;
            left -= filled - kept;
            let whole = if left > 0 { whole(piece) } else { filled };
            text.push_str(&UTF_8.decode_without_bom_handling_and_without_replacement(&piece[..whole]).ok_or_else(broken)?);
            piece.copy_within(whole.., 0);
            kept = filled - whole;
        }
        Ok(text)
    }

    /// Numbers.
    ///
    /// # Errors
    /// See [`Reader::number`].
    pub fn numbers(&mut self) -> io::Result<Vec<u32>> {
        self.array(u32::from_le_bytes)
    }

    /// Large numbers.
    ///
    /// # Errors
    /// See [`Reader::number`].
    pub fn longs(&mut self) -> io::Result<Vec<u64>> {
        self.array(u64::from_le_bytes)
    }

    /// Values of so many bytes each.
    ///
    /// # Errors
    /// See [`Reader::number`].
    pub fn array<T, const WIDTH: usize>(&mut self, number: impl Fn([u8; WIDTH]) -> T) -> io::Result<Vec<T>> {
        let (count, bytes) = self.length(WIDTH as u64)?;
        let mut all = Vec::with_capacity(count);
        let mut room = vec![0; STEP.min(count * WIDTH)];
        let mut left = bytes;
        while left > 0 {
            let some = usize::try_from(left).map_or(STEP, |left| left.min(STEP));
            let some = room.get_mut(..some).ok_or_else(broken)?;
            self.source.read_exact(some)?;
            left -= some.len() as u64;
            all.extend(some.as_chunks().0.iter().map(|bytes| number(*bytes)));
        }
        Ok(all)
    }
}

/// Where a character begins that a piece does not end; the end of the piece where there is none.
#[must_use]
pub fn whole(piece: &[u8]) -> usize {
    let last = piece.iter().rev().take(4).position(|byte| byte & 0xC0 != 0x80);
    let Some(after) = last else { return piece.len() };
    let first = piece.len() - 1 - after;
    let length = match piece[first] {
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
        _ => 1,
    };
    if length > after + 1 { first } else { piece.len() }
}

/// What is read makes no sense.
#[must_use]
pub fn broken() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// An error unless it holds.
///
/// # Errors
/// See [`broken`].
pub fn sound(holds: bool) -> io::Result<()> {
    if holds { Ok(()) } else { Err(broken()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut written = Vec::new();
        Writer(&mut written).bytes(bytes).unwrap();
        Reader::new(&mut written.as_slice(), written.len() as u64).text()
    }

    #[test]
    fn a_text_is_read_wherever_its_pieces_are_cut() {
        for before in STEP - 5..STEP + 2 {
            let text = ["x".repeat(before), "\u{FEFF}a\u{E4}\u{20AC}\u{1F44D}".repeat(3), "x".repeat(STEP)].concat();
            assert_eq!(read(text.as_bytes()).unwrap(), text);
            let bad = [&b"x".repeat(before)[..], b"\xF0\x9F\x91"].concat();
            assert!(read(&bad).is_err());
            assert!(read(&[&bad[..], &b"x".repeat(STEP)].concat()).is_err());
            assert!(read(&[&b"x".repeat(before)[..], &b"\x80".repeat(9), &b"x".repeat(STEP)].concat()).is_err());
        }
        assert_eq!(read(b"").unwrap(), "");
    }
}
