//! The beginning of a line that is put together before it is appended: that takes few instructions where there are many lines.

use crate::engine::runs::each;

/// How long what follows the same beginning may be, in bytes.
const ROOM: usize = 128;

/// The same beginning of all lines, and what follows it in one of them.
pub struct Piece {
    bytes: Box<[u8]>,
    begin: usize,
    end: usize,
}

impl Piece {
    /// Of lines that all begin so.
    pub fn after(begin: &[u8]) -> Self {
        Self { bytes: [begin, &[0; ROOM]].concat().into(), begin: begin.len(), end: begin.len() }
    }

    /// Leaves no more than the beginning.
    pub fn restart(&mut self) {
        self.end = self.begin;
    }

    /// All of it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.end]
    }

    /// Adds something, if there is room.
    #[inline]
    pub fn push<const LENGTH: usize>(&mut self, bytes: [u8; LENGTH]) {
        if let Some(place) = self.bytes.get_mut(self.end..).and_then(<[u8]>::first_chunk_mut) {
            *place = bytes;
            self.end += LENGTH;
        }
    }

    /// Adds a number in decimal digits.
    #[inline]
    pub fn push_number(&mut self, number: usize) {
        if number >= EIGHT_DIGITS {
            return self.push_long(number);
        }
        let digits = eight_digits(number as u64);
        let zeros = (digits & !each(b'0') | 1 << 56).trailing_zeros() / 8;
        self.push((digits >> (8 * zeros)).to_le_bytes());
        self.end -= zeros as usize;
    }

    /// The same of one that has more than eight.
    #[cold]
    fn push_long(&mut self, number: usize) {
        self.push_number(number / EIGHT_DIGITS);
        self.push(eight_digits((number % EIGHT_DIGITS) as u64).to_le_bytes());
    }
}

/// The least number of more digits.
const EIGHT_DIGITS: usize = 100_000_000;

/// The eight digits of a number, the first in the lowest byte. Its two halves are divided side by side, then their halves, and theirs.
const fn eight_digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // What these multiply and shift by divides by 100 what is below 10,000, and by 10 what is below 100.
    let hundreds = ((fours * 10_486) >> 20) & 0x7F_0000_007F;
    let twos = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
    (tens | (twos - 10 * tens) << 8) | each(b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_digits() {
        let mut all: Vec<usize> = (0..1100).chain([9_999, 10_000, 123_456_789, usize::MAX - 1, usize::MAX]).collect();
        all.extend((0..20).map(|power| 10_usize.pow(power)));
        let mut piece = Piece::after(b"a: ");
        for number in all {
            piece.restart();
            piece.push(*b"| ");
            piece.push_number(number);
            piece.push(*b" |");
            assert_eq!(String::from_utf8_lossy(piece.bytes()), format!("a: | {number} |"));
        }
    }

    #[test]
    fn every_number_of_four_digits_is_divided_right() {
        for number in 0..10_000 {
            let digits = eight_digits(number * 10_000 + (9_999 - number)).to_le_bytes();
            assert_eq!(String::from_utf8_lossy(&digits), format!("{number:04}{:04}", 9_999 - number));
        }
    }
}
