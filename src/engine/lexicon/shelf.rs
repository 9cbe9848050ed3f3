//! A lexicon in and out of a stream. What is read is checked as far as the scan relies on it: the rows themselves are when
//! they are asked for.

use std::io;
use std::sync::Arc;

use super::Lexicon;
use crate::engine::dictionary::Dictionary;
use crate::engine::flat::{Reader, Writer, sound};
use crate::engine::forms::Words;
use crate::engine::index::Index;
use crate::engine::infer::kin::Kin;
use crate::engine::language::Language;
use crate::engine::packed::{Arena, Rows, put, take};

impl Lexicon {
    /// Writes all of it but the dictionary.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        let mut given: Vec<&String> = self.given.iter().collect();
        given.sort_unstable();
        let mut bytes = Vec::new();
        put(&(self.language, self.needs, self.local, given), &mut bytes);
        out.bytes(&bytes)?;
        self.forms.write(out, Words::new(count(&self.dictionary)), Words::write)?;
        out.numbers(&self.starts)?;
        out.numbers(&self.alike)?;
        self.index.write(out)?;
        self.kin.write(out)
    }

    /// The reverse of [`Lexicon::write`], for the same dictionary.
    ///
    /// # Errors
    /// Those of the stream, and what is no lexicon.
    pub fn read(dictionary: Arc<Dictionary>, language: Language, source: &mut Reader) -> io::Result<Self> {
        let (of, needs, local, given): (Language, bool, bool, Vec<String>) = take(source)?;
        sound(of == language)?;
        let arena = Arena::read(source)?;
        let words = Words::read(source, count(&dictionary))?;
        let (starts, alike) = (source.numbers()?, source.numbers()?);
        let forms = Rows::packed(arena, words);
        let index = Index::read(source, &starts)?;
        sound(starts.len() == index.len() + 1 && starts.first() == Some(&0) && starts.last() == Some(&forms.len()))?;
        sound(alike.len() == forms.len() as usize && starts.windows(2).all(|pair| are_alike(&alike, pair)))?;
        let (given, kin) = (given.into_iter().collect(), Kin::read(source)?);
        Ok(Self { dictionary, language, index, forms, starts, alike, needs, local, given, kin })
    }
}

/// Whether the forms of a pattern, from one number to the other, are some, and none stands for more than there are.
fn are_alike(alike: &[u32], pattern: &[u32]) -> bool {
    let (start, end) = (pattern[0], pattern[1]);
    let forms = alike.get(start as usize..end as usize).unwrap_or_default();
    !forms.is_empty() && (start..end).zip(forms).all(|(number, &alike)| alike > 0 && alike <= end - number)
}

fn count(dictionary: &Dictionary) -> u32 {
    u32::try_from(dictionary.len()).unwrap_or(u32::MAX)
}
