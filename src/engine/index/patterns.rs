//! Many sorted texts in one, and which of them begin with which.

use std::cmp::Ordering;
use std::io;
use std::ops::Range;

use super::ahead::Ahead;
use crate::engine::flat::{Reader, Writer, sound};
use crate::engine::side_by_side::head;

/// Sorted texts.
#[derive(Debug, Default)]
pub struct Patterns {
    text: String,
    rows: Vec<Row>,
}

/// What is known of a text. It stands side by side: in a large dictionary each look at another place has to wait for memory.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// The bytes that follow those that are told when it is searched for, as a number: most comparisons need no more.
    head: u64,
    /// Where it ends in all text.
    end: u32,
    /// The longest other one that it begins with; its own number where there is none.
    parent: u32,
}

impl Row {
    fn to_bytes(self) -> [u8; 16] {
        (u128::from(self.head) << 64 | u128::from(self.end) << 32 | u128::from(self.parent)).to_le_bytes()
    }

    #[expect(clippy::cast_possible_truncation, reason = "each takes its own bytes")]
    fn of_bytes(bytes: [u8; 16]) -> Self {
        let all = u128::from_le_bytes(bytes);
        Self { head: (all >> 64) as u64, end: (all >> 32) as u32, parent: all as u32 }
    }
}

fn head_after(text: &[u8], told: usize) -> u64 {
    head(text.get(told..).unwrap_or_default())
}

impl Patterns {
    /// Adds a text that comes after all others, or is the last once more. It is searched for among those that have its first
    /// `told` bytes, too.
    pub fn push(&mut self, pattern: &str, told: usize) {
        let number = self.len();
        let mut parent = number.checked_sub(1);
        while let Some(candidate) = parent.filter(|&candidate| !pattern.starts_with(self.get(candidate))) {
            parent = self.parent(candidate);
        }
        self.text.push_str(pattern);
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.rows.push(Row { head: head_after(pattern.as_bytes(), told), end, parent: parent.unwrap_or(number) });
    }

    /// Adds texts that come after all of these.
    pub fn append(&mut self, other: &Self) {
        let (before, begin) = (self.len(), u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let mut above = before.checked_sub(1);
        for (number, row) in (0..).zip(&other.rows) {
            let parent = other.parent(number).map(|parent| before + parent).or_else(|| {
                // What the last of these does not begin with, no text after it begins with.
                while let Some(candidate) = above.filter(|&candidate| !other.get(number).starts_with(self.get(candidate))) {
                    above = self.parent(candidate);
                }
                above
            });
            let (end, parent) = (begin.saturating_add(row.end), parent.unwrap_or(before + number));
            self.rows.push(Row { end, parent, ..*row });
        }
        self.text.push_str(&other.text);
    }

    /// Writes all of it.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        out.bytes(self.text.as_bytes())?;
        out.array(&self.rows, Row::to_bytes)
    }

    /// The reverse of [`Patterns::write`].
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        let (text, rows) = (source.text()?, source.array(Row::of_bytes)?);
        let rising = rows.first().is_none_or(|row| row.end > 0) && rows.windows(2).all(|pair| pair[0].end < pair[1].end);
        sound(rising && rows.last().map_or(0, |row| row.end as usize) == text.len())?;
        sound(rows.iter().all(|row| text.is_char_boundary(row.end as usize)))?;
        sound((0..).zip(&rows).all(|(number, row)| row.parent <= number))?;
        Ok(Self { text, rows })
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The text of this number.
    #[inline]
    pub fn get(&self, number: u32) -> &str {
        &self.text[self.start(number)..self.rows[number as usize].end as usize]
    }

    /// How many bytes the text of this number has.
    #[inline]
    pub fn length(&self, number: u32) -> usize {
        self.rows[number as usize].end as usize - self.start(number)
    }

    #[inline]
    fn start(&self, number: u32) -> usize {
        number.checked_sub(1).map_or(0, |before| self.rows[before as usize].end as usize)
    }

    /// The longest other text that this one begins with.
    #[inline]
    pub fn parent(&self, number: u32) -> Option<u32> {
        Some(self.rows[number as usize].parent).filter(|&parent| parent != number)
    }

    /// How many texts of `first..end` and before come before `text` or are it: the number after the last such. All of them begin
    /// with the first `told` bytes of `text`, and were added so.
    pub fn after(&self, text: &[u8], told: usize, first: u32, end: u32) -> u32 {
        let near = head_after(text, told);
        let comes_before = |number: u32| match self.rows[number as usize].head.cmp(&near) {
            Ordering::Equal => self.get(number).as_bytes() <= text,
            order => order.is_lt(),
        };
        between(first, end, comes_before)
    }

    /// The bytes of a text that follow those that are told when it is searched for, as a number.
    #[inline]
    pub fn head(&self, number: u32) -> u64 {
        self.rows[number as usize].head
    }

    /// Of texts `first..end`, which all begin with the told bytes, those that what is `ahead` of these may begin with, and perhaps others.
    /// `None`: of all that begin with what is clear of it there are more than `most`.
    pub fn near(&self, ahead: Ahead, first: u32, end: u32, most: u32) -> Option<impl Iterator<Item = u32>> {
        let after = between(first, end, |number| ahead.of_pattern(self.head(number)) <= ahead.bytes());
        let begins_so = |number: &u32| ahead.of_pattern(self.head(*number)) == ahead.bytes();
        let alike = (first..after).rev().take_while(begins_so).take(most as usize + 1);
        let lowest = alike.last().unwrap_or(after);
        // What is shorter than that, all of these begin with; and the last one before them does, where there are none.
        let shorter = if lowest < after { self.parent(lowest) } else { after.checked_sub(1) };
        let is_of_them = move |number: &u32| *number >= first;
        let shorter = std::iter::successors(shorter.filter(is_of_them), move |&number| self.parent(number).filter(is_of_them));
        (after - lowest <= most).then(|| (lowest..after).rev().chain(shorter))
    }

    /// Of texts in a range of numbers, which all have the first `told` bytes of `text`, those that begin with it, and perhaps not all that it
    /// begins with and some others. `None`: more than `most` begin with it.
    pub fn beginning<'a>(
        &'a self,
        text: &[u8],
        told: usize,
        range: Range<u32>,
        most: usize,
    ) -> Option<impl Iterator<Item = u32> + use<'a>> {
        let (first, end) = (range.start, range.end);
        let after = self.after(text, told, first, end);
        // The last that comes before it or is it, and those that this one begins with.
        let is_of_them = move |number: &u32| *number >= first;
        let before = after.checked_sub(1).filter(is_of_them);
        let shorter = std::iter::successors(before, move |&number| self.parent(number).filter(is_of_them));
        let longer = (after..end).take_while(|&number| self.get(number).as_bytes().starts_with(text)).take(most + 1).count();
        let longer = u32::try_from(longer).ok().filter(|&longer| longer as usize <= most)?;
        Some((after..after + longer).rev().chain(shorter))
    }

    /// The number of this text.
    pub fn find(&self, text: &str) -> Option<u32> {
        let after = between(0, self.len(), |number| self.get(number) <= text);
        after.checked_sub(1).filter(|&number| self.get(number) == text)
    }
}

/// The first number of `first..end` that `holds` is not true of; it is true of those before.
fn between(first: u32, end: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (first, end);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_a_text_is_reached_from_the_last_before_it() {
        let mut patterns = Patterns::default();
        for pattern in ["a", "a b", "a b c", "a bc", "ab", "b"] {
            patterns.push(pattern, 0);
        }
        let parents: Vec<_> = (0..patterns.len()).map(|number| patterns.parent(number)).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(1), Some(0), None]);
        assert_eq!(patterns.after(b"a bb", 0, 0, 6), 3);
        assert_eq!((patterns.find("a bc"), patterns.find("a bd")), (Some(3), None));
    }
}
