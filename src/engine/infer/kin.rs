//! Abbreviations beside a name that the dictionary has in other words: *Pim Fortuyn List (LPF)* for List Pim Fortuyn,
//! *wspólnej polityki rolnej (WPR)* for Wspólna Polityka Rolna, *International Convention … (SOLAS)* for the SOLAS Convention.
//!
//! A bracket says that the words before it are a name. They mean an entry when all words of one of its names have
//! their like among them, or some have and the letters in the bracket are the name's own; and when one entry does only.

use std::hash::Hasher;
use std::io;
use std::ops::Range;

use super::bracket::is_short;
use super::own::Own;
use super::part::{entry, is_a_form_of_another};
use crate::engine::dictionary::{Dictionary, Entity, EntityIx};
use crate::engine::flat::{Reader, Writer};
use crate::engine::fold::fold;
use crate::engine::kind::KindId;
use crate::engine::mentions::Form;
use crate::engine::quick::Quick;
use crate::engine::resolve::{Claim, Context, Tier};
use crate::engine::rule::Rule;

/// Letters in which two words of the same stem agree at least.
const STEM: usize = 4;
/// How many words before a bracket may belong to what it abbreviates.
const REACH: usize = 10;

/// The dictionary's names by what an abbreviation beside other words may have of them: by each sort of key, sorted, a hash
/// of the key and the entity. Who looks one up asks the entity's names again.
#[derive(Debug, Default)]
pub struct Kin([Vec<u64>; 3]);

/// The sorts of keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// All stems of a name, sorted.
    Stems,
    /// Its initials.
    Initials,
    /// A word in capitals that is one of several.
    Word,
}

impl Kin {
    /// Adds an entity: its names of several words, unless it is a person.
    pub fn add(&mut self, ix: EntityIx, entity: &Entity) {
        each_key(entity, |sort, key| self.0[sort as usize].push(u64::from(hash(key)) << 32 | u64::from(ix.0)));
    }

    /// Adds all of another one.
    pub fn append(&mut self, other: Self) {
        for (keys, more) in self.0.iter_mut().zip(other.0) {
            keys.extend(more);
        }
    }

    /// The same, when all entities were added.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        for keys in &mut self.0 {
            keys.sort_unstable();
            keys.dedup();
            keys.shrink_to_fit();
        }
        self
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        self.0.iter().try_for_each(|keys| out.longs(keys))
    }

    /// The reverse of [`Kin::write`].
    ///
    /// # Errors
    /// Those of the stream.
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        Ok(Self([source.longs()?, source.longs()?, source.longs()?]))
    }

    /// Whether no name has other words.
    fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// The one entity with this key.
    fn one(&self, dictionary: &Dictionary, sort: Sort, key: &str) -> Option<EntityIx> {
        let (keys, hash) = (&self.0[sort as usize], hash(key));
        let of_hash = keys[keys.partition_point(|known| known >> 32 < u64::from(hash))..].iter();
        let entities = of_hash.take_while(|known| *known >> 32 == u64::from(hash)).filter_map(|known| u32::try_from(known & LOW).ok());
        let mut bearers = entities.map(EntityIx).filter(|ix| has_key(&dictionary[*ix], sort, key));
        bearers.next().filter(|_| bearers.next().is_none())
    }
}

/// The half of a key that is the entity.
const LOW: u64 = 0xFFFF_FFFF;

fn hash(key: &str) -> u32 {
    let mut hasher = Quick::default();
    hasher.write(key.as_bytes());
    hasher.write_u8(0xFF);
    u32::try_from(hasher.finish() & LOW).unwrap_or_default()
}

fn has_key(entity: &Entity, sort: Sort, key: &str) -> bool {
    let mut has = false;
    each_key(entity, |of, known| has |= of == sort && known == key);
    has
}

/// Tells the keys of an entity's names.
fn each_key(entity: &Entity, mut tell: impl FnMut(Sort, &str)) {
    if !entity.infer || entity.hidden || entity.kind == KindId::PERSON {
        return;
    }
    for name in [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases) {
        let words = content(&name.text);
        if words.len() < 2 {
            continue;
        }
        tell(Sort::Stems, &stems(&words));
        if words.len() >= 3 && entity.kind != KindId::PLACE {
            tell(Sort::Initials, &words.iter().filter_map(|word| word.chars().next()).collect::<String>());
        }
        for word in name.text.split(' ').filter(|word| is_short(word) && word.chars().all(char::is_alphabetic)) {
            tell(Sort::Word, fold(word).trim_start());
        }
    }
}

/// A short form in brackets, and what the words before them mean.
pub(in crate::engine) struct Beside {
    start: usize,
    short: String,
    entity: EntityIx,
    /// The words, where they are a name by themselves.
    words: Option<String>,
}

/// The short forms that stand by themselves in brackets beside a name in other words, and that nobody claims.
pub(in crate::engine) fn beside(context: &Context, claims: &[Claim]) -> Vec<Beside> {
    if context.lexicon.kin().is_empty() {
        return Vec::new();
    }
    let mut all: Vec<_> = brackets(context).collect();
    if !all.is_empty() {
        let mut starts: Vec<usize> = claims.iter().map(|claim| claim.span.start).collect();
        starts.sort_unstable();
        let next = |at: usize| starts.get(starts.partition_point(|&start| start < at));
        all.retain(|(at, _)| next(at.start).is_none_or(|&start| start >= at.end));
    }
    let beside = |(at, short): (Range<usize>, String)| {
        let before = context.view(at.start).before(at.start).trim_end_matches(['(', '[', ' ']).trim_end();
        let before = &before[before.rfind(['.', ';', ':', '(', ')', '!', '?']).map_or(0, |stop| stop + 1)..];
        let (entity, words) = meant(context, &short, before)?;
        // Beside a name as the dictionary has it the plain rules have decided.
        let named = |claim: &&Claim| claim.tier == Tier::Name && claim.entity == entity;
        let decided = claims.iter().filter(named).any(|claim| (claim.span.end..claim.span.end + 4).contains(&at.start));
        (!decided).then_some(Beside { start: at.start, short, entity, words })
    };
    all.into_iter().filter_map(beside).collect()
}

/// The abbreviations that stand beside a name in other words, and those words.
pub(in crate::engine) fn learned<'a>(context: &Context, beside: impl Iterator<Item = &'a Beside>, known: &[Own]) -> Vec<Own> {
    let mut found: Vec<Own> = Vec::new();
    for Beside { start, short, entity, words } in beside {
        if known.iter().chain(&found).any(|own| *own.form.text == **short) {
            continue;
        }
        let own = |text: String, kind: Form| {
            let acronym = kind == Form::Acronym;
            let ends = if acronym { context.rules().acronym } else { context.rules().noun };
            let tier = if acronym { Tier::Acronym } else { Tier::Part };
            Own { form: entry(*entity, text, Rule::Abbreviation, ends), kind, tier, learned: true, support: *start }
        };
        let short = own(short.clone(), Form::Acronym);
        if !is_a_form_of_another(context, &short.form) {
            found.push(short);
            found.extend(words.clone().map(|words| own(words, Form::Short)));
        }
    }
    found
}

/// The short forms that stand in brackets by themselves, with where.
fn brackets<'a>(context: &'a Context) -> impl Iterator<Item = (Range<usize>, String)> + 'a {
    let text = &*context.article.text;
    let opens = context.known_blocks().flat_map(|block| {
        let prose = text.get(block.range.clone()).unwrap_or_default();
        memchr::memchr2_iter(b'(', b'[', prose.as_bytes()).map(|open| block.range.start + open)
    });
    opens.filter_map(move |open| {
        let inner = &text[open + 1..];
        let inner = &inner[..inner.bytes().take(24).position(|byte| matches!(byte, b')' | b']' | b',' | b';'))?];
        is_short(inner).then(|| (open + 1..open + 1 + inner.len(), inner.to_owned()))
    })
}

/// The one entity whose name the words before a bracket are, and those words where they are a name by themselves.
fn meant(context: &Context, short: &str, before: &str) -> Option<(EntityIx, Option<String>)> {
    let (kin, dictionary) = (context.lexicon.kin(), context.dictionary());
    let words: Vec<&str> = before.split_whitespace().collect();
    let words = &words[words.len().saturating_sub(REACH)..];
    let contents: Vec<Vec<String>> = words.iter().map(|word| content(word)).collect();
    for first in (0..words.len().saturating_sub(1)).rev() {
        if let Some(entity) = kin.one(dictionary, Sort::Stems, &stems(contents[first..].iter().flatten())) {
            return Some((entity, Some(words[first..].join(" "))));
        }
    }
    let folded = fold(short);
    let all = contents.concat();
    let folded = folded.trim_start();
    let one = |sort, but| kin.one(dictionary, sort, folded).filter(|entity| is_alike(context, *entity, &all, but));
    one(Sort::Word, folded).or_else(|| one(Sort::Initials, "")).map(|entity| (entity, None))
}

/// Whether half of the long words of one of the entity's names have their like among `words`; of `but` itself none is asked.
fn is_alike(context: &Context, entity: EntityIx, words: &[String], but: &str) -> bool {
    let entity = context.entity(entity);
    let names = [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases);
    let like = |word: &&String| word.len() > STEM && words.iter().any(|other| stem(other) == stem(word));
    names.map(|name| content(&name.text)).any(|mut name| {
        name.retain(|word| word != but);
        let alike = name.iter().filter(like).count();
        alike > 0 && alike * 2 + 1 >= name.len()
    })
}

/// The words of a name, folded, without the small ones between them.
fn content(name: &str) -> Vec<String> {
    let small = |word: &&str| word.chars().count() > 3 || word.starts_with(char::is_uppercase);
    let words = name.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty());
    let folded = |word: &str| {
        let mut word = fold(word);
        word.drain(..word.len() - word.trim_start().len());
        word
    };
    words.filter(small).map(folded).collect()
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}

fn stems<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let mut stems: Vec<&str> = words.into_iter().map(|word| stem(word)).collect();
    stems.sort_unstable();
    stems.join(" ")
}
