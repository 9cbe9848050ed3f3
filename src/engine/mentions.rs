//! What the engine finds: mentions, sorted, with the index that the reader steps through.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::dictionary::EntityIx;
use super::few::Few;
use super::rule::Rule;

/// One mention of an entity in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the article's text; whole graphemes.
    pub span: Range<usize>,
    /// Whom it names; `None` when it is ambiguous.
    pub entity: Option<EntityIx>,
    /// Of an ambiguous mention those it may name, sorted by id; otherwise empty.
    pub candidates: Few<EntityIx>,
    /// How the entity is named here.
    pub form: Form,
    /// More on it.
    pub flags: Flags,
    /// Whether it lies inside another mention.
    pub nested: bool,
    /// The rule that made it.
    pub made_by: Rule,
    /// Why it is marked.
    pub why: Why,
}

/// How an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A full name.
    Name,
    /// A family name, a part, a variant.
    Short,
    /// IS, AFP
    Acronym,
    /// russisch, Moskauer
    Adjective,
    /// Russe, Russin, Russen
    Demonym,
    /// das Ministerium
    Head,
    /// der russische Präsident
    Role,
}

impl Form {
    /// The word that outputs use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Short => "short",
            Self::Acronym => "acronym",
            Self::Adjective => "adjective",
            Self::Demonym => "demonym",
            Self::Head => "head",
            Self::Role => "role",
        }
    }
}

/// What else is known of a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other, and outputs list them by name")]
pub struct Flags {
    /// An ending was added to the form.
    pub inflected: bool,
    /// It is part of a compound: **IS**-Kämpfer.
    pub compound: bool,
    /// Only the name itself speaks for it; nothing in the article supports it.
    pub weak: bool,
    /// An alias outside its dates.
    pub former: bool,
    /// A short form that this article introduced.
    pub learned: bool,
}

impl Flags {
    /// The words that outputs use, in their order; `ambiguous` is the mention's own.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let all = [
            (self.inflected, "inflected"),
            (self.compound, "compound"),
            (self.weak, "weak"),
            (self.former, "former"),
            (self.learned, "learned"),
        ];
        all.into_iter().filter_map(|(set, word)| set.then_some(word))
    }
}

impl Mention {
    /// All flags as outputs list them, `ambiguous` last.
    pub fn flag_words(&self) -> impl Iterator<Item = &'static str> {
        self.flags.words().chain(self.entity.is_none().then_some("ambiguous"))
    }
}

impl Mention {
    /// The rule that made it, as a reader would say it.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.made_by.told(self.flags.weak)
    }
}

/// Why a mention is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The form that the dictionary gives or that was made of it, as it would be written.
    pub form: Arc<str>,
    /// Where in the article it is supported: the first byte of the full form, the bracket …
    pub support: Option<Byte>,
}

/// A byte of an article. Where there may be none it takes no more room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Byte(NonZeroUsize);

impl Byte {
    /// The byte at this offset, from 0.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        // No text has as many bytes as a number can count.
        Self(NonZeroUsize::MIN.saturating_add(offset))
    }

    /// Its offset.
    #[must_use]
    pub const fn get(self) -> usize {
        self.0.get() - 1
    }
}

/// All mentions of one article.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    all: Vec<Mention>,
    /// Made when somebody asks for it first: outputs that list mentions never do.
    by_entity: OnceLock<ByEntity>,
}

/// The mentions by whom they name.
#[derive(Clone, Debug)]
struct ByEntity {
    /// Indices of all that name one entity, sorted by that.
    order: Vec<usize>,
    /// The first bytes of those, in the same order.
    starts: Vec<usize>,
    /// Each entity, with where its part of both begins.
    entities: Vec<(EntityIx, usize)>,
}

impl ByEntity {
    fn new(all: &[Mention]) -> Self {
        let named = all.iter().enumerate().filter_map(|(index, mention)| Some((mention.entity?, index)));
        let mut named: Vec<(EntityIx, usize)> = named.collect();
        named.sort_unstable();
        let order: Vec<usize> = named.iter().map(|&(_, index)| index).collect();
        let starts = order.iter().map(|&index| all[index].span.start).collect();
        let mut entities: Vec<(EntityIx, usize)> = named.into_iter().enumerate().map(|(at, (entity, _))| (entity, at)).collect();
        entities.dedup_by_key(|(entity, _)| *entity);
        entities.shrink_to_fit();
        Self { order, starts, entities }
    }

    /// The part of the entity at this place.
    fn part(&self, at: usize) -> Range<usize> {
        self.entities[at].1..self.entities.get(at + 1).map_or(self.order.len(), |&(_, start)| start)
    }

    fn part_of(&self, entity: EntityIx) -> Range<usize> {
        self.entities.binary_search_by_key(&entity, |&(entity, _)| entity).map_or(0..0, |at| self.part(at))
    }
}

impl PartialEq for Mentions {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Eq for Mentions {}

impl Mentions {
    /// Sorts the mentions: by start, then the longer first, then the outer first.
    #[must_use]
    pub fn new(mut all: Vec<Mention>) -> Self {
        all.sort_by(|a, b| {
            let key = |m: &Mention| (m.span.start, usize::MAX - m.span.end, m.nested, m.entity, m.form);
            key(a).cmp(&key(b)).then_with(|| a.candidates.cmp(&b.candidates))
        });
        Self { all, by_entity: OnceLock::new() }
    }

    fn by_entity(&self) -> &ByEntity {
        self.by_entity.get_or_init(|| ByEntity::new(&self.all))
    }

    /// All of them in order.
    #[must_use]
    pub fn all(&self) -> &[Mention] {
        &self.all
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The indices of an entity's mentions, in order. An ambiguous mention belongs to nobody.
    #[must_use]
    pub fn of(&self, entity: EntityIx) -> &[usize] {
        let all = self.by_entity();
        &all.order[all.part_of(entity)]
    }

    /// The first bytes of an entity's mentions, each at the place that its index has among [those](Self::of). They stand side
    /// by side, so that where somebody is in a long article is soon seen.
    #[must_use]
    pub fn starts_of(&self, entity: EntityIx) -> &[usize] {
        let all = self.by_entity();
        &all.starts[all.part_of(entity)]
    }

    /// The entities that are mentioned, each with the indices of its mentions.
    pub fn entities(&self) -> impl Iterator<Item = (EntityIx, &[usize])> {
        let all = self.by_entity();
        all.entities.iter().enumerate().map(|(at, &(entity, _))| (entity, &all.order[all.part(at)]))
    }

    /// The index of the first mention that starts at or after the byte.
    #[must_use]
    pub fn at_or_after(&self, byte: usize) -> usize {
        self.all.partition_point(|mention| mention.span.start < byte)
    }

    /// The outer mentions whose span shares a byte with `range`, in order. Outer mentions never overlap each other.
    pub fn overlapping(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Mention)> {
        // Only the nearest outer mention before the range can reach into it: walk back to it over the nested ones.
        let mut first = self.at_or_after(range.start);
        while first > 0 {
            first -= 1;
            if !self.all[first].nested {
                break;
            }
        }
        self.all
            .iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, mention)| mention.span.start < range.end)
            .filter(move |(_, mention)| !mention.nested && mention.span.end > range.start)
    }
}

impl std::ops::Index<usize> for Mentions {
    type Output = Mention;

    fn index(&self, index: usize) -> &Mention {
        &self.all[index]
    }
}
