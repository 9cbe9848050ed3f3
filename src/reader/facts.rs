//! Who is in an article, in which slices of it, which mentions are first, and which repeat a name of the same paragraph:
//! what a session needs to know of all mentions at once.
//!
//! Worked out once when mentions arrive, by whoever found them; which of them are marked is the [`Index`]'s.
//!
//! [`Index`]: super::index::Index

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::index::{Marked, Marks};
use super::open::{OpenName, open_names};
use super::roster::Roster;
use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::mentions::{Mention, Mentions};
use crate::engine::quick::QuickMap;

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

/// How an entity is written in one or several of its mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The first of them.
    pub at: usize,
    /// How many they are.
    pub times: usize,
}

/// Whom a mention names that is open.
const NOBODY: u32 = u32::MAX;

/// See the module.
#[derive(Debug, Default)]
pub struct Facts {
    pub(super) mentions: Arc<Mentions>,
    pub(super) people: Vec<Person>,
    pub(super) by_entity: HashMap<EntityIx, usize>,
    /// Whom each mention names, as a place among the people, or [`NOBODY`]. Four bytes each, so that who stands with whom
    /// is soon counted.
    whom: Vec<u32>,
    pub(super) kinds: Vec<Option<KindId>>,
    pub(super) blocks: Vec<usize>,
    pub(super) repeats: Vec<bool>,
    pub(super) busiest: u32,
    pub(super) open: Vec<OpenName>,
    /// Everybody's, in the order of the text: to look for those of one among the mentions of a long article takes many waits for memory.
    pub(super) spellings: QuickMap<EntityIx, Vec<Spelling>>,
    /// What is marked as long as nothing is filtered or folded away.
    pub(super) marked: Arc<Marked>,
    /// Made when somebody first filters.
    roster: OnceLock<Roster>,
}

impl Facts {
    /// All about the mentions of an article.
    #[must_use]
    pub fn new(article: &Article, dictionary: &Dictionary, mentions: Arc<Mentions>) -> Self {
        let mut facts = Self { kinds: kinds(dictionary, &mentions), blocks: blocks(article, &mentions), mentions, ..Self::default() };
        facts.repeats = facts.repeats();
        facts.people = facts.people(article, dictionary);
        facts.spellings = facts.spellings(article);
        facts.open = open_names(article, facts.mentions.all(), &facts.kinds);
        facts.by_entity = facts.people.iter().enumerate().map(|(at, person)| (person.entity, at)).collect();
        facts.whom = facts.whom();
        facts.busiest = facts.people.iter().flat_map(|person| person.strip).max().unwrap_or(0);
        facts.marked = Marked::new(&facts, &Marks::default(), None).into();
        facts
    }

    /// All mentions.
    #[must_use]
    pub fn mentions(&self) -> &Arc<Mentions> {
        &self.mentions
    }

    /// The names of all entries, first everybody who is known, then the open names, ready to be filtered.
    pub(super) fn roster(&self) -> &Roster {
        let names = || self.people.iter().map(|person| &*person.name).chain(self.open.iter().map(|open| &*open.name));
        self.roster.get_or_init(|| Roster::new(names()))
    }

    fn whom(&self) -> Vec<u32> {
        let mut whom = vec![NOBODY; self.mentions.len()];
        for (place, person) in (0..NOBODY).zip(&self.people) {
            for at in self.mentions.of(person.entity) {
                whom[*at] = place;
            }
        }
        whom
    }

    /// Who stands in the same paragraphs as somebody, each with how many mentions of them are there.
    pub(super) fn company(&self, entity: EntityIx) -> Vec<(usize, usize)> {
        let mut counts = vec![0; self.people.len()];
        let mut counted = 0;
        for &at in self.mentions.of(entity) {
            if at < counted {
                continue;
            }
            let here = |other: &usize| self.blocks[*other] == self.blocks[at];
            let first = (counted..at).rev().take_while(here).last().unwrap_or(at);
            counted = (at..self.whom.len()).find(|other| !here(other)).unwrap_or(self.whom.len());
            for place in &self.whom[first..counted] {
                if let Some(count) = counts.get_mut(*place as usize) {
                    *count += 1;
                }
            }
        }
        let own = self.by_entity.get(&entity);
        counts.into_iter().enumerate().filter(|(place, count)| *count > 0 && Some(place) != own).collect()
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

    fn spellings(&self, article: &Article) -> QuickMap<EntityIx, Vec<Spelling>> {
        let mut known: HashMap<(EntityIx, &str), usize> = HashMap::new();
        let mut all: QuickMap<EntityIx, Vec<Spelling>> = QuickMap::default();
        for (at, mention) in self.mentions.all().iter().enumerate() {
            let Some(entity) = mention.entity else { continue };
            let own = all.entry(entity).or_default();
            // With markup inside, what is written alike may be shown in two ways.
            let is_plain = article.blocks.get(self.blocks[at]).is_some_and(|block| block.cuts.is_empty());
            let spelt = article.text.get(mention.span.clone()).filter(|_| is_plain);
            let place = spelt.map_or(own.len(), |spelt| *known.entry((entity, spelt)).or_insert(own.len()));
            match own.get_mut(place) {
                Some(spelling) => spelling.times += 1,
                None => own.push(Spelling { at, times: 1 }),
            }
        }
        all
    }

    fn people(&self, article: &Article, dictionary: &Dictionary) -> Vec<Person> {
        let prose = prose(article);
        let person = |(entity, of): (EntityIx, &[usize])| {
            let mut strip = [0; SLICES];
            for start in self.mentions.starts_of(entity) {
                strip[slice_of(*start, &prose)] += 1;
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
