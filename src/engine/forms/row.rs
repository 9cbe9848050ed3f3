//! A form as a row of bytes. The lists of endings, which the program carries, are numbers there.

use std::io;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::{Class, FormEntry};
use crate::engine::date::PartialDate;
use crate::engine::dictionary::{EntityIx, Policy};
use crate::engine::flat::{Reader, Writer, sound};
use crate::engine::language::Ends;
use crate::engine::packed::{Row, put, take};
use crate::engine::quick::QuickMap;
use crate::engine::rule::Rule;

/// The lists of endings that forms refer to, and how many entities there are.
#[derive(Debug, Default)]
pub struct Words {
    ends: Vec<Ends>,
    /// How many entities there are.
    entities: u32,
    /// The numbers of the lists, by where they lie in memory and their length.
    known: QuickMap<(usize, usize), u16>,
}

/// The row, after the number of its list, which has two bytes: it is another where rows are put together.
#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    entity: u32,
    class: Class,
    text: &'a str,
    base: Option<&'a str>,
    policy: Policy,
    rule: Rule,
    lead: u8,
    bare: bool,
    inflected: bool,
    compounds: bool,
    dated: Option<(Option<PartialDate>, Option<PartialDate>)>,
}

impl Words {
    /// None yet, for forms of so many entities.
    #[must_use]
    pub fn new(entities: u32) -> Self {
        Self { entities, ..Self::default() }
    }

    fn ends(&mut self, ends: Ends) -> u16 {
        let place = (ends.as_ptr().addr(), ends.len());
        *self.known.entry(place).or_insert_with(|| added(&mut self.ends, ends))
    }

    /// Takes in the lists that other rows refer to: the numbers that these have here.
    pub fn adopt(&mut self, other: &Self) -> Renumbered {
        Renumbered(other.ends.iter().map(|ends| self.ends(ends)).collect())
    }

    /// Writes the lists.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        let mut bytes = Vec::new();
        put(&self.ends, &mut bytes);
        out.bytes(&bytes)
    }

    /// The reverse of [`Words::write`], for forms of so many entities.
    ///
    /// # Errors
    /// Those of the stream, and what is none.
    pub fn read(source: &mut Reader, entities: u32) -> io::Result<Self> {
        let ends: Vec<Vec<String>> = take(source)?;
        let words = ends.iter().flatten();
        sound(ends.len() <= MOST && words.clone().count() <= 16 * MOST && words.map(String::len).max() <= Some(LONGEST))?;
        Ok(Self { ends: ends.iter().map(|ends| lasting_list(ends)).collect(), entities, known: QuickMap::default() })
    }
}

/// The numbers of lists in a table that took them in, by those that they had.
pub struct Renumbered(Vec<u16>);

impl Renumbered {
    /// Lets a row refer to that table.
    pub fn apply(&self, row: &mut [u8]) {
        if let Some(number) = row.first_chunk_mut() {
            let new = self.0.get(usize::from(u16::from_le_bytes(*number))).copied();
            *number = new.unwrap_or(u16::MAX).to_le_bytes();
        }
    }
}

/// More words, and longer ones, no language has.
const MOST: usize = 4096;
/// See [`MOST`]; in bytes.
const LONGEST: usize = 256;

fn added<T>(all: &mut Vec<T>, item: T) -> u16 {
    all.push(item);
    u16::try_from(all.len() - 1).unwrap_or(u16::MAX)
}

/// Texts that stay as long as the program runs: each is there once, and there are only some hundred.
static LASTING: LazyLock<Mutex<(Vec<&'static str>, Vec<Ends>)>> = LazyLock::new(Mutex::default);

fn lasting(text: &str) -> &'static str {
    let mut lasting = LASTING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lasting.0.iter().find(|known| **known == text) {
        return known;
    }
    let new: &'static str = Box::leak(text.into());
    lasting.0.push(new);
    new
}

fn lasting_list(ends: &[String]) -> Ends {
    let texts: Vec<&'static str> = ends.iter().map(|end| lasting(end)).collect();
    let mut lasting = LASTING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lasting.1.iter().find(|known| **known == texts) {
        return known;
    }
    let new: Ends = Box::leak(texts.into());
    lasting.1.push(new);
    new
}

impl Row for FormEntry {
    type Shared = Words;

    fn pack(&self, words: &mut Words, out: &mut Vec<u8>) {
        let ends = words.ends(self.ends);
        let Self { class, policy, rule, lead, bare, inflected, compounds, dated, .. } = *self;
        let (entity, text, base) = (self.entity.0, &*self.text, self.base.as_deref());
        out.extend_from_slice(&ends.to_le_bytes());
        put(&Packed { entity, class, text, base, policy, rule, lead, bare, inflected, compounds, dated }, out);
    }

    fn unpack(bytes: &[u8], words: &Words) -> Option<Self> {
        let (ends, rest) = bytes.split_first_chunk()?;
        let row: Packed = postcard::from_bytes(rest).ok()?;
        let nobodys = row.class == Class::Hidden && row.entity == u32::MAX;
        let Packed { class, policy, rule, lead, bare, inflected, compounds, dated, .. } = row;
        (row.text.is_char_boundary(usize::from(lead)) && (nobodys || row.entity < words.entities)).then_some(())?;
        Some(Self {
            entity: EntityIx(row.entity),
            class,
            text: row.text.into(),
            ends: words.ends.get(usize::from(u16::from_le_bytes(*ends)))?,
            bare,
            base: row.base.map(Into::into),
            policy,
            rule,
            lead,
            inflected,
            compounds,
            dated,
        })
    }

    fn blank() -> &'static Self {
        static BLANK: LazyLock<FormEntry> = LazyLock::new(|| FormEntry {
            entity: EntityIx(u32::MAX),
            class: Class::Hidden,
            text: "".into(),
            ends: &[],
            bare: false,
            base: None,
            policy: Policy::default(),
            rule: Rule::Hidden,
            lead: 0,
            inflected: false,
            compounds: false,
            dated: None,
        });
        &BLANK
    }
}
