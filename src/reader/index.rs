//! The mentions of an article under the present filter: which of them are marked, and where steps stop.
//!
//! What does not depend on the filter stands in [`Facts`].

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

pub use super::facts::prose;
pub use super::facts::{Facts, Person, SLICES};
pub(super) use super::facts::{Spelling, slice_of};
use super::open::OpenName;
use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::kind::KindId;
use crate::engine::mentions::{Form, Mention, Mentions};

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

/// What is marked under some filter.
#[derive(Debug, Default)]
pub struct Marked {
    shown: Vec<bool>,
    stops: Vec<usize>,
}

impl Marked {
    /// What these marks leave of the mentions, where only the blocks that are `kept` are seen.
    #[must_use]
    pub fn new(facts: &Facts, marks: &Marks, kept: Option<&[bool]>) -> Self {
        let seen = |at: usize| kept.is_none_or(|kept| facts.blocks.get(at).and_then(|block| kept.get(*block)) != Some(&false));
        let all = facts.mentions.all();
        let passes = |(at, (mention, kind)): (usize, (&Mention, &Option<KindId>))| marks.passes(mention, *kind) && seen(at);
        let mut shown: Vec<bool> = all.iter().zip(&facts.kinds).enumerate().map(passes).collect();
        let mut stops = Vec::new();
        let mut outer_end = 0;
        for ((at, mention), shown) in all.iter().enumerate().zip(&mut shown) {
            if mention.nested && mention.span.start < outer_end {
                // What lies inside a marked mention is not marked itself.
                *shown = false;
            } else if *shown {
                outer_end = mention.span.end;
                stops.push(at);
            }
        }
        Self { shown, stops }
    }
}

/// See the module.
#[derive(Debug, Default)]
pub struct Index {
    facts: Arc<Facts>,
    marked: Arc<Marked>,
    /// How they were marked last.
    marks: Marks,
    /// Which blocks are seen, where some are folded away.
    kept: Option<Arc<[bool]>>,
}

impl Index {
    /// Indexes the mentions of an article.
    #[must_use]
    pub fn new(article: &Article, dictionary: &Dictionary, mentions: Arc<Mentions>, marks: &Marks) -> Self {
        Self::of(Facts::new(article, dictionary, mentions).into(), marks.clone(), None)
    }

    /// The mentions of which this is known, marked so; `kept` says of every block whether it is to be seen.
    #[must_use]
    pub fn of(facts: Arc<Facts>, marks: Marks, kept: Option<Arc<[bool]>>) -> Self {
        let mut index = Self { facts, marks, kept, ..Self::default() };
        index.mark();
        index
    }

    fn mark(&mut self) {
        let all = self.kept.is_none() && self.marks == Marks::default();
        let marked = || Marked::new(&self.facts, &self.marks, self.kept.as_deref()).into();
        self.marked = if all { self.facts.marked.clone() } else { marked() };
    }

    /// Decides anew which mentions are marked.
    pub fn apply(&mut self, marks: &Marks) {
        self.marks.clone_from(marks);
        self.mark();
    }

    /// Leaves out the mentions of blocks that are folded away.
    pub fn fold(&mut self, kept: Option<Arc<[bool]>>) {
        self.kept = kept;
        self.mark();
    }

    /// Whether a mention stands in a block that is not folded away.
    #[must_use]
    pub fn seen(&self, at: usize) -> bool {
        self.kept.as_deref().is_none_or(|kept| kept.get(self.block(at)) != Some(&false))
    }

    /// Which entries of the cast have what a filter asks for: first everybody who is known, then the open names. `None`: it
    /// asks for nothing.
    #[must_use]
    pub fn filtered(&self, filter: &str) -> Option<Vec<bool>> {
        (!filter.is_empty()).then(|| self.facts.roster().filtered(filter))
    }

    /// All mentions.
    #[must_use]
    pub fn mentions(&self) -> &Arc<Mentions> {
        &self.facts.mentions
    }

    /// The mention of an index.
    #[must_use]
    pub fn mention(&self, at: usize) -> Option<&Mention> {
        self.facts.mentions.all().get(at)
    }

    /// How an entity is written, in the order of the text.
    pub(super) fn spellings(&self, entity: EntityIx) -> &[Spelling] {
        self.facts.spellings.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// Who stands in the same paragraphs as somebody, as places in the [cast](Self::cast), each with how many mentions of
    /// them are there.
    pub(super) fn company(&self, entity: EntityIx) -> Vec<(usize, usize)> {
        self.facts.company(entity)
    }

    /// Who is in the article, by first appearance.
    #[must_use]
    pub fn cast(&self) -> &[Person] {
        &self.facts.people
    }

    /// The names of which it is open whom they mean, by first appearance.
    #[must_use]
    pub fn open_names(&self) -> &[OpenName] {
        &self.facts.open
    }

    /// The entry of one entity.
    #[must_use]
    pub fn person(&self, entity: EntityIx) -> Option<&Person> {
        self.facts.people.get(*self.facts.by_entity.get(&entity)?)
    }

    /// The most mentions of anyone in any slice.
    #[must_use]
    pub fn busiest(&self) -> u32 {
        self.facts.busiest
    }

    /// The kind of a mention; of an ambiguous one that of all its candidates, if they share it.
    #[must_use]
    pub fn kind(&self, at: usize) -> Option<KindId> {
        self.facts.kinds.get(at).copied().flatten()
    }

    /// The block in which a mention stands.
    #[must_use]
    pub fn block(&self, at: usize) -> usize {
        self.facts.blocks.get(at).copied().unwrap_or(0)
    }

    /// Whether the paragraph mentions the same entity before.
    #[must_use]
    pub fn repeats_name(&self, at: usize) -> bool {
        self.facts.repeats.get(at).copied().unwrap_or(false)
    }

    /// Whether a mention is marked.
    #[must_use]
    pub fn shown(&self, at: usize) -> bool {
        self.marked.shown.get(at).copied().unwrap_or(false)
    }

    /// The indices of the mentions that steps stop at, in order.
    #[must_use]
    pub fn stops(&self) -> &[usize] {
        &self.marked.stops
    }

    /// The mentions that share a byte with `range`, nested ones too, in order.
    pub fn overlapping(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Mention)> {
        let all = self.facts.mentions.all();
        let mut first = self.facts.mentions.at_or_after(range.start);
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
        self.facts.blocks.partition_point(|at| *at < block)..self.facts.blocks.partition_point(|at| *at <= block)
    }
}
