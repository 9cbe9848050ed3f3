//! A short piece of a line that is put together before it is appended: that takes few instructions where there are many lines.

/// How long a piece may be, in bytes.
const ROOM: usize = 128;

/// The numbers below a hundred, two digits each.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number as usize] = [b'0' + number / 10, b'0' + number % 10];
        number += 1;
    }
    pairs
};

/// Bytes, filled from the end.
pub struct Piece {
    bytes: [u8; ROOM],
    start: usize,
}

impl Piece {
    pub fn new() -> Self {
        Self { bytes: [0; ROOM], start: ROOM }
    }

    /// All of it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Sets something before what there is.
    #[inline]
    pub fn before<const LENGTH: usize>(&mut self, bytes: [u8; LENGTH]) {
        let start = self.start.saturating_sub(LENGTH);
        if let Some(place) = self.bytes[start..].first_chunk_mut() {
            *place = bytes;
        }
        self.start = start;
    }

    /// Sets a number before what there is, in decimal digits.
    pub fn number_before(&mut self, mut number: usize) {
        while number >= 100 {
            self.before(PAIRS[number % 100]);
            number /= 100;
        }
        if number >= 10 {
            self.before(PAIRS[number]);
        } else {
            self.before([PAIRS[number][1]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_digits_from_the_end() {
        let mut all: Vec<usize> = (0..1100).chain([9_999, 10_000, 123_456_789, usize::MAX - 1, usize::MAX]).collect();
        all.extend((0..20).map(|power| 10_usize.pow(power)));
        for number in all {
            let mut piece = Piece::new();
            piece.before(*b" |");
            piece.number_before(number);
            piece.before(*b"| ");
            assert_eq!(String::from_utf8_lossy(piece.bytes()), format!("| {number} |"));
        }
    }
}
