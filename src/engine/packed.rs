//! Rows of a large table as bytes: an article touches few of a million entries. A row is made when somebody asks for it
//! first, and stays; who looks at all of them in turn gets each for the moment.
//!
//! (The format of a row is that of `postcard`: <https://postcard.jamesmunns.com/wire-format>.)

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, OnceLock};

use super::flat::{Reader, Writer, broken};

/// From so many rows on a table is packed. Fewer take some megabytes at most, and are a little quicker to ask as they are.
pub const MANY: usize = 50_000;

/// What can be packed.
pub trait Row: Clone + Debug + 'static {
    /// What rows refer to by number, and what bounds these numbers.
    type Shared: Debug + Send + Sync;

    /// Appends the row.
    fn pack(&self, shared: &mut Self::Shared, out: &mut Vec<u8>);

    /// The reverse of [`Row::pack`]; `None` when these bytes are no row of these.
    fn unpack(bytes: &[u8], shared: &Self::Shared) -> Option<Self>;

    /// What stands for a row that is none.
    fn blank() -> &'static Self;
}

/// Byte strings, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Arena {
    /// Adds what is written.
    pub fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.bytes);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of this number; empty where there are none.
    #[must_use]
    #[inline]
    pub fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(u32::MAX));
        let end = self.ends.get(number).copied().unwrap_or_default();
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The bytes of this number, to be changed.
    pub fn get_mut(&mut self, number: u32) -> &mut [u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(u32::MAX));
        let end = self.ends.get(number).copied().unwrap_or_default();
        self.bytes.get_mut(start as usize..end as usize).unwrap_or_default()
    }

    /// Adds all of another one.
    pub fn append(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let before = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| end.saturating_add(before)));
    }

    /// These, in this order.
    #[must_use]
    pub fn picked(&self, order: &[u32]) -> Self {
        let mut picked = Self { bytes: Vec::with_capacity(self.bytes.len()), ends: Vec::with_capacity(order.len()) };
        for number in order {
            picked.push(|out| out.extend_from_slice(self.get(*number)));
        }
        picked
    }

    /// Gives back what is reserved.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        out.bytes(&self.bytes)?;
        out.numbers(&self.ends)
    }

    /// The reverse of [`Arena::write`].
    ///
    /// # Errors
    /// Those of the stream, and what is none.
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        Ok(Self { bytes: source.bytes()?, ends: source.numbers()? })
    }
}

/// A table: a list as long as it is small, packed when it is large.
#[derive(Clone, Debug)]
pub enum Rows<T: Row> {
    /// As they are.
    Loose(Vec<T>),
    /// As bytes.
    Packed(Arc<Packed<T>>),
}

/// Rows as bytes.
#[derive(Debug)]
pub struct Packed<T: Row> {
    arena: Arena,
    shared: T::Shared,
    /// The rows that were asked for, in parts, which are made when one of them is.
    made: Vec<OnceLock<Part<T>>>,
}

/// See [`Packed`].
type Part<T> = Box<[OnceLock<Box<T>>]>;
/// How many rows a part has.
const PART: u32 = 64;

impl<T: Row> Default for Rows<T> {
    fn default() -> Self {
        Self::Loose(Vec::new())
    }
}

impl<T: Row> Rows<T> {
    /// Packed rows, and what they refer to.
    #[must_use]
    pub fn packed(arena: Arena, shared: T::Shared) -> Self {
        let parts = arena.len().div_ceil(PART);
        Self::Packed(Arc::new(Packed { arena, shared, made: (0..parts).map(|_| OnceLock::new()).collect() }))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        match self {
            Self::Loose(rows) => u32::try_from(rows.len()).unwrap_or(u32::MAX),
            Self::Packed(packed) => packed.arena.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of this number, to stay.
    #[must_use]
    #[inline]
    pub fn get(&self, number: u32) -> &T {
        match self {
            Self::Loose(rows) => &rows[number as usize],
            Self::Packed(packed) => packed.get(number),
        }
    }

    /// The row of this number, for the moment.
    #[must_use]
    pub fn peek(&self, number: u32) -> Cow<'_, T> {
        match self {
            Self::Loose(rows) => Cow::Borrowed(&rows[number as usize]),
            Self::Packed(packed) => packed.peek(number),
        }
    }

    /// All rows, each for the moment.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, T>> {
        (0..self.len()).map(|number| self.peek(number))
    }

    /// The number of the row that is `Equal`, of rows in their order: as the row tells, or its bytes.
    pub fn search(&self, row: impl FnMut(&T) -> Ordering, mut bytes: impl FnMut(&[u8]) -> Ordering) -> Option<u32> {
        match self {
            Self::Loose(rows) => u32::try_from(rows.binary_search_by(row).ok()?).ok(),
            Self::Packed(packed) => {
                let (mut low, mut high) = (0, packed.arena.len());
                while low < high {
                    let middle = low.midpoint(high);
                    match bytes(packed.arena.get(middle)) {
                        Ordering::Equal => return Some(middle),
                        Ordering::Less => low = middle + 1,
                        Ordering::Greater => high = middle,
                    }
                }
                None
            }
        }
    }

    /// Writes all rows, and calls `refer` with what they refer to: `shared`, where they were not packed yet.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(
        &self,
        out: &mut Writer,
        mut shared: T::Shared,
        refer: impl FnOnce(&T::Shared, &mut Writer) -> io::Result<()>,
    ) -> io::Result<()> {
        match self {
            Self::Loose(rows) => {
                let mut arena = Arena::default();
                for row in rows {
                    arena.push(|out| row.pack(&mut shared, out));
                }
                arena.write(out)?;
                refer(&shared, out)
            }
            Self::Packed(packed) => {
                packed.arena.write(out)?;
                refer(&packed.shared, out)
            }
        }
    }
}

impl<T: Row> Packed<T> {
    fn get(&self, number: u32) -> &T {
        let part = self.made.get((number / PART) as usize);
        let part = part.map(|part| part.get_or_init(|| (0..PART).map(|_| OnceLock::new()).collect()));
        let slot = part.and_then(|part| part.get((number % PART) as usize));
        match slot {
            Some(slot) => slot.get_or_init(|| Box::new(self.unpack(number))),
            None => T::blank(),
        }
    }

    fn peek(&self, number: u32) -> Cow<'_, T> {
        let made = self.made.get((number / PART) as usize).and_then(OnceLock::get);
        match made.and_then(|part| part.get((number % PART) as usize)?.get()) {
            Some(row) => Cow::Borrowed(row),
            None => Cow::Owned(self.unpack(number)),
        }
    }

    fn unpack(&self, number: u32) -> T {
        T::unpack(self.arena.get(number), &self.shared).unwrap_or_else(|| T::blank().clone())
    }
}

/// Appends a value in the format of rows.
pub fn put(value: &impl serde::Serialize, out: &mut Vec<u8>) {
    // Most rows are short, and bytes are appended faster together than one by one.
    if let Ok(short) = postcard::to_slice(value, &mut [0; SHORT]) {
        out.extend_from_slice(short);
        return;
    }
    let kept = out.len();
    if postcard::to_extend(value, End(out)).is_err() {
        // Only what cannot know its length is refused, and no row is such.
        out.truncate(kept);
    }
}

/// A short row, in bytes.
const SHORT: usize = 256;

/// Where bytes are appended.
struct End<'a>(&'a mut Vec<u8>);

impl Extend<u8> for End<'_> {
    fn extend<I: IntoIterator<Item = u8>>(&mut self, bytes: I) {
        self.0.extend(bytes);
    }
}

/// Reads a small value that was written as bytes of its own.
///
/// # Errors
/// Those of the stream, and what is none.
pub fn take<T: serde::de::DeserializeOwned>(source: &mut Reader) -> io::Result<T> {
    postcard::from_bytes(&source.bytes()?).map_err(|_| broken())
}

/// Shared texts, for `serde`.
pub mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    /// As a text.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    /// As a text.
    ///
    /// # Errors
    /// It is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        <&str>::deserialize(deserializer).map(Into::into)
    }
}

/// Shared texts that may not be there, for `serde`.
pub mod shared_option {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// As a text.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(text: &Option<Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
        text.as_deref().serialize(serializer)
    }

    /// As a text.
    ///
    /// # Errors
    /// It is none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<str>>, D::Error> {
        <Option<&str>>::deserialize(deserializer).map(|text| text.map(Into::into))
    }
}
