//! What a session needs to know of all mentions at once: computed when they arrive, never per key.
//!
//! Who is in the article, in which slices of it, which mentions are first, which repeat a name of the same paragraph,
//! and which are marked under the present filter.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::open::{OpenName, open_names};
use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::mentions::{Form, Mention, Mentions};

/// Parts of the article that a presence strip tells apart.
pub const SLICES: usize = 12;

/// One entry of the cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub entity: EntityIx,
    /// What.
    pub kind: KindId,
    /// The headword in the article's language, ready to be shown.
    pub name: Arc<str>,
    /// Index of the first mention.
    pub first: usize,
    /// How many mentions.
    pub count: usize,
    /// How many in each slice of the article.
    pub strip: [u32; SLICES],
}

/// Which mentions are marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// 0: all; 1: no heads; 2: no roles, adjectives, demonyms; 3: no weak ones; 4: names only; 5: none.
    pub strength: u8,
    /// Kinds that are switched off.
    pub off: BTreeSet<KindId>,
}

/// The last [`Marks::strength`]: nothing is marked.
pub const FAINTEST: u8 = 5;

impl Marks {
    /// What the present strength leaves out, in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self.strength {
            0 => "all names are marked",
            1 => "marked: all but heads",
            2 => "marked: names and short forms",
            3 => "marked: names and short forms, no weak ones",
            4 => "marked: full names and acronyms",
            _ => "no name is marked",
        }
    }

    fn passes(&self, mention: &Mention, kind: Option<KindId>) -> bool {
        let form = match mention.form {
            Form::Head => self.strength < 1,
            Form::Role | Form::Adjective | Form::Demonym => self.strength < 2,
            Form::Short => self.strength < 4,
            Form::Name | Form::Acronym => self.strength < FAINTEST,
        };
        form && (self.strength < 3 || !mention.flags.weak) && kind.is_none_or(|kind| !self.off.contains(&kind))
    }
}

/// See the module.
#[derive(Debug, Default)]
pub struct Index {
    mentions: Arc<Mentions>,
    people: Vec<Person>,
    by_entity: HashMap<EntityIx, usize>,
    kinds: Vec<Option<KindId>>,
    blocks: Vec<usize>,
    repeats: Vec<bool>,
    shown: Vec<bool>,
    stops: Vec<usize>,
    busiest: u32,
    open: Vec<OpenName>,
    /// How they were marked last.
    marks: Marks,
    /// Which blocks are seen, where some are folded away.
    kept: Option<Arc<[bool]>>,
}

impl Index {
    /// Indexes the mentions of an article.
    #[must_use]
    pub fn new(article: &Article, dictionary: &Dictionary, mentions: Arc<Mentions>, marks: &Marks) -> Self {
        let mut index = Self { kinds: kinds(dictionary, &mentions), blocks: blocks(article, &mentions), mentions, ..Self::default() };
        index.repeats = index.repeats();
        index.people = index.people(article, dictionary);
        index.open = open_names(article, index.mentions.all(), &index.kinds);
        index.by_entity = index.people.iter().enumerate().map(|(at, person)| (person.entity, at)).collect();
        index.busiest = index.people.iter().flat_map(|person| person.strip).max().unwrap_or(0);
        index.apply(marks);
        index
    }

    /// Decides anew which mentions are marked.
    pub fn apply(&mut self, marks: &Marks) {
        self.marks.clone_from(marks);
        let passes = |(at, (mention, kind)): (usize, (&Mention, &Option<KindId>))| marks.passes(mention, *kind) && self.seen(at);
        self.shown = self.mentions.all().iter().zip(&self.kinds).enumerate().map(passes).collect();
        self.stops.clear();
        let mut outer_end = 0;
        for (at, mention) in self.mentions.all().iter().enumerate() {
            let shown = self.shown[at];
            let inside = mention.nested && mention.span.start < outer_end;
            if inside {
                // What lies inside a marked mention is not marked itself.
                self.shown[at] = false;
            } else if shown {
                outer_end = mention.span.end;
                self.stops.push(at);
            }
        }
    }

    /// Leaves out the mentions of blocks that are folded away.
    pub fn fold(&mut self, kept: Option<Arc<[bool]>>) {
        self.kept = kept;
        self.apply(&self.marks.clone());
    }

    /// Whether a mention stands in a block that is not folded away.
    #[must_use]
    pub fn seen(&self, at: usize) -> bool {
        self.kept.as_deref().is_none_or(|kept| kept.get(self.block(at)) != Some(&false))
    }

    /// All mentions.
    #[must_use]
    pub fn mentions(&self) -> &Arc<Mentions> {
        &self.mentions
    }

    /// The mention of an index.
    #[must_use]
    pub fn mention(&self, at: usize) -> Option<&Mention> {
        self.mentions.all().get(at)
    }

    /// Who is in the article, by first appearance.
    #[must_use]
    pub fn cast(&self) -> &[Person] {
        &self.people
    }

    /// The names of which it is open whom they mean, by first appearance.
    #[must_use]
    pub fn open_names(&self) -> &[OpenName] {
        &self.open
    }

    /// The entry of one entity.
    #[must_use]
    pub fn person(&self, entity: EntityIx) -> Option<&Person> {
        self.people.get(*self.by_entity.get(&entity)?)
    }

    /// The most mentions of anyone in any slice.
    #[must_use]
    pub fn busiest(&self) -> u32 {
        self.busiest
    }

    /// The kind of a mention; of an ambiguous one that of all its candidates, if they share it.
    #[must_use]
    pub fn kind(&self, at: usize) -> Option<KindId> {
        self.kinds.get(at).copied().flatten()
    }

    /// The block in which a mention stands.
    #[must_use]
    pub fn block(&self, at: usize) -> usize {
        self.blocks.get(at).copied().unwrap_or(0)
    }

    /// Whether the paragraph mentions the same entity before.
    #[must_use]
    pub fn repeats_name(&self, at: usize) -> bool {
        self.repeats.get(at).copied().unwrap_or(false)
    }

    /// Whether a mention is marked.
    #[must_use]
    pub fn shown(&self, at: usize) -> bool {
        self.shown.get(at).copied().unwrap_or(false)
    }

    /// The indices of the mentions that steps stop at, in order.
    #[must_use]
    pub fn stops(&self) -> &[usize] {
        &self.stops
    }

    /// The mentions that share a byte with `range`, nested ones too, in order.
    pub fn overlapping(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Mention)> {
        let all = self.mentions.all();
        let mut first = self.mentions.at_or_after(range.start);
        // Only the nearest outer mention before the range can reach into it.
        while first > 0 {
            first -= 1;
            if !all[first].nested {
                break;
            }
        }
        let reaches = move |(_, mention): &(usize, &Mention)| mention.span.end > range.start;
        all.iter().enumerate().skip(first).take_while(move |(_, mention)| mention.span.start < range.end).filter(reaches)
    }

    /// The indices of the mentions that share a byte with `range`.
    #[must_use]
    pub fn within(&self, range: &Range<usize>) -> Range<usize> {
        let all = || self.overlapping(range.clone()).map(|(at, _)| at);
        all().next().zip(all().last()).map_or(0..0, |(first, last)| first..last + 1)
    }

    /// The indices of the mentions in a block.
    #[must_use]
    pub fn in_block(&self, block: usize) -> Range<usize> {
        self.blocks.partition_point(|at| *at < block)..self.blocks.partition_point(|at| *at <= block)
    }

    fn repeats(&self) -> Vec<bool> {
        let (mut seen, mut block) = (HashSet::new(), usize::MAX);
        let repeats = |(at, mention): (usize, &Mention)| {
            if self.blocks[at] != block {
                block = self.blocks[at];
                seen.clear();
            }
            mention.entity.is_some_and(|entity| !seen.insert(entity))
        };
        self.mentions.all().iter().enumerate().map(repeats).collect()
    }

    fn people(&self, article: &Article, dictionary: &Dictionary) -> Vec<Person> {
        let prose = prose(article);
        let person = |(entity, of): (EntityIx, &[usize])| {
            let mut strip = [0; SLICES];
            for at in of {
                strip[slice_of(self.mentions[*at].span.start, &prose)] += 1;
            }
            let name = visible(&dictionary.short_name(entity, article.language)).into();
            Person { entity, kind: dictionary[entity].kind, name, first: of[0], count: of.len(), strip }
        };
        let mut people: Vec<Person> = self.mentions.entities().filter(|(_, of)| !of.is_empty()).map(person).collect();
        people.sort_by_key(|person| person.first);
        people
    }
}

/// From the first byte of prose to the last.
#[must_use]
pub fn prose(article: &Article) -> Range<usize> {
    article.blocks.first().map_or(0, |block| block.range.start)..article.blocks.last().map_or(0, |block| block.range.end)
}

/// The slice of the article in which a byte stands.
pub(super) fn slice_of(byte: usize, prose: &Range<usize>) -> usize {
    let length = prose.len().max(1) as u128;
    let slice = byte.saturating_sub(prose.start) as u128 * SLICES as u128 / length;
    usize::try_from(slice).unwrap_or(0).min(SLICES - 1)
}

fn kinds(dictionary: &Dictionary, mentions: &Mentions) -> Vec<Option<KindId>> {
    let kind = |mention: &Mention| {
        let mut kinds = mention.entity.iter().chain(&mention.candidates).map(|entity| dictionary[*entity].kind);
        let first = kinds.next()?;
        kinds.all(|kind| kind == first).then_some(first)
    };
    mentions.all().iter().map(kind).collect()
}

fn blocks(article: &Article, mentions: &Mentions) -> Vec<usize> {
    let mut block = 0;
    let block_of = |mention: &Mention| {
        while article.blocks.get(block).is_some_and(|found| found.range.end <= mention.span.start) && block + 1 < article.blocks.len() {
            block += 1;
        }
        block
    };
    mentions.all().iter().map(block_of).collect()
}
