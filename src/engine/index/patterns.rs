//! Many sorted texts in one, and which of them begin with which.

use std::io;

use crate::engine::flat::{Reader, Writer, sound};

/// Sorted texts.
#[derive(Debug, Default)]
pub struct Patterns {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
    /// The longest other one that each begins with; its own number where there is none.
    parents: Vec<u32>,
}

impl Patterns {
    /// Adds a text that comes after all others, or is the last once more.
    pub fn push(&mut self, pattern: &str) {
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let mut parent = number.checked_sub(1);
        while let Some(candidate) = parent.filter(|&candidate| !pattern.starts_with(self.get(candidate))) {
            parent = self.parent(candidate);
        }
        self.text.push_str(pattern);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.parents.push(parent.unwrap_or(number));
    }

    /// Writes all of it.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        out.bytes(self.text.as_bytes())?;
        out.numbers(&self.ends)?;
        out.numbers(&self.parents)
    }

    /// The reverse of [`Patterns::write`].
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        let (text, ends, parents) = (source.text()?, source.numbers()?, source.numbers()?);
        let rising = ends.first().is_none_or(|&end| end > 0) && ends.windows(2).all(|pair| pair[0] < pair[1]);
        sound(rising && ends.last().map_or(0, |&end| end as usize) == text.len())?;
        sound(ends.iter().all(|&end| text.is_char_boundary(end as usize)))?;
        sound(parents.len() == ends.len() && (0..).zip(&parents).all(|(number, &parent)| parent <= number))?;
        Ok(Self { text, ends, parents })
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// The text of this number.
    #[inline]
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[number] as usize]
    }

    /// The longest other text that this one begins with.
    #[inline]
    pub fn parent(&self, number: u32) -> Option<u32> {
        Some(self.parents[number as usize]).filter(|&parent| parent != number)
    }

    /// How many texts of `first..end` and before come before `text` or are it: the number after the last such.
    pub fn after(&self, text: &[u8], first: u32, end: u32) -> u32 {
        let (mut low, mut high) = (first, end);
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).as_bytes() <= text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The number of this text.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.after(text.as_bytes(), 0, self.len()).checked_sub(1).filter(|&number| self.get(number) == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_a_text_is_reached_from_the_last_before_it() {
        let mut patterns = Patterns::default();
        for pattern in ["a", "a b", "a b c", "a bc", "ab", "b"] {
            patterns.push(pattern);
        }
        let parents: Vec<_> = (0..patterns.len()).map(|number| patterns.parent(number)).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0), None]);
        assert_eq!(patterns.after(b"a bb", 0, 6), 3);
        assert_eq!((patterns.find("a bc"), patterns.find("a bd")), (Some(3), None));
    }
}
