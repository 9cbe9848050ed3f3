//! Making a lexicon: the forms are made, sorted by their patterns, and put together pattern by pattern, all of it by several threads
//! where there are many.

use std::cmp::{Ordering, Reverse};
use std::ops::Range;
use std::sync::Arc;

use super::Lexicon;
use super::drafts::{Drafts, People, Traits, drafts};
use crate::engine::dictionary::Dictionary;
use crate::engine::forms::{Class, FormEntry};
use crate::engine::index::{Index, Making, Sought};
use crate::engine::language::Language;
use crate::engine::packed::{Arena, MANY, Rows};
use crate::engine::side_by_side::{head, piece_by_piece, sort, threads};

/// How a lexicon is made. What it is does not depend on it, but for what `packed` says.
#[derive(Clone, Copy)]
struct Way {
    threads: usize,
    /// How many entities, and how many forms, are worked on at a time.
    piece: usize,
    /// From so many forms on they are packed.
    packed: usize,
}

/// How many entities or forms are worth a thread.
const PIECE: usize = 4096;

/// Makes the forms of every entity for articles in `language`, and their automaton.
pub fn lexicon(dictionary: Arc<Dictionary>, language: Language) -> Lexicon {
    let threads = threads(dictionary.len().div_ceil(PIECE));
    made(dictionary, language, Way { threads, piece: PIECE, packed: MANY })
}

fn made(dictionary: Arc<Dictionary>, language: Language, way: Way) -> Lexicon {
    let (drafts, people) = drafts(&dictionary, language, way.threads, way.piece);
    let order = in_order(&drafts, way);
    let packs = drafts.len() as usize >= way.packed;
    let (mut index, mut sorted) = (Making::default(), Sorted::new(packs));
    let pieces = cut(&order, way.piece);
    let work = |number: usize| put_together(&drafts, &people, &order[pieces[number].clone()], packs);
    piece_by_piece(pieces.len(), way.threads, work, |(some, forms)| {
        index.append(some);
        sorted.append(forms);
    });
    let Drafts { words, .. } = drafts;
    let Sorted { loose, mut packed, starts, alike, literal, has_rivals } = sorted;
    packed.shrink();
    let forms = loose.map_or_else(|| Rows::packed(packed, words), Rows::Loose);
    let given = people.given(language.rules());
    let local = literal && !has_rivals && !people.infers;
    let index = if literal { spelt(index, &forms, &starts) } else { index.index() };
    Lexicon { dictionary, language, index, forms, starts, alike, needs: people.needs, local, given, kin: people.kin.sorted() }
}

/// The index of forms that are all literal. Few words are sought among the first words of its patterns: these are only sorted.
fn spelt(making: Making, forms: &Rows<FormEntry>, starts: &[u32]) -> Index {
    let mut index = making.index_with(0);
    index.spell((0..forms.len()).map(|number| forms.peek(number).text.clone()), starts);
    index
}

/// The number of a form, after the first bytes of its pattern: most comparisons need no more.
type Place = (u64, u64, u32);

/// The numbers of all, sorted by pattern.
fn in_order(drafts: &Drafts, way: Way) -> Vec<Place> {
    let place = |number: u32| {
        let pattern = drafts.patterns.get(number);
        (head(pattern), head(pattern.get(8..).unwrap_or_default()), number)
    };
    let mut order: Vec<Place> = (0..drafts.len()).map(place).collect();
    sort(&mut order, way.threads, way.piece, &|x, y| {
        let near = (x.0, x.1).cmp(&(y.0, y.1));
        near.then_with(|| drafts.patterns.get(x.2).cmp(drafts.patterns.get(y.2))).then(x.2.cmp(&y.2))
    });
    order
}

/// Pieces of about so many, none of which ends within a pattern.
fn cut(order: &[Place], piece: usize) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start < order.len() {
        let near = order.len().min(start + piece.max(1));
        let last = order[near - 1];
        let same = order[near..].iter().take_while(|place| (place.0, place.1) == (last.0, last.1)).count();
        pieces.push(start..near + same);
        start = near + same;
    }
    pieces
}

/// The forms of some patterns in their order, and the index of these.
fn put_together(drafts: &Drafts, people: &People, order: &[Place], packs: bool) -> (Making, Sorted) {
    let (mut index, mut sorted) = (Making::default(), Sorted::new(packs));
    for group in order.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1) && drafts.patterns.get(x.2) == drafts.patterns.get(y.2)) {
        let sought = match group {
            [(_, _, number)] if packs => sorted.add_one(drafts, *number),
            _ => sorted.add(drafts, grouped(drafts, group), people),
        };
        if let (Some(sought), Some((_, _, first))) = (sought, group.first()) {
            index.add(drafts.pattern(*first), sought);
        }
    }
    (index, sorted)
}

/// The forms of one pattern in their order, each once, with their numbers. None of them is the part of a name that
/// somebody else has, too, as a part or as any other form.
fn grouped(drafts: &Drafts, places: &[Place]) -> Vec<(FormEntry, u32)> {
    let mut forms: Vec<(FormEntry, u32)> = places.iter().map(|(_, _, number)| (drafts.form(*number), *number)).collect();
    if forms.len() < 2 {
        return forms;
    }
    forms.sort_by(|(x, _), (y, _)| order(x, y));
    forms.dedup_by(|(x, _), (y, _)| is_covered(x, y));
    let first = forms[0].0.entity;
    let own = forms.iter().all(|(form, _)| form.class == Class::Part && form.entity == first);
    forms.retain(|(form, _)| own || form.class != Class::Part);
    forms
}

fn order(x: &FormEntry, y: &FormEntry) -> Ordering {
    let key = |form: &FormEntry| (Reverse((form.bare, form.ends.len())), form.rule);
    let spelling = if x.class == Class::Short { x.text.cmp(&y.text) } else { Ordering::Equal };
    let entity = || x.entity.cmp(&y.entity).then_with(|| x.text.cmp(&y.text));
    x.class.cmp(&y.class).then(spelling).then_with(entity).then_with(|| key(x).cmp(&key(y)))
}

/// Whether a form says nothing that the one before it with its pattern does not say.
fn is_covered(form: &FormEntry, before: &FormEntry) -> bool {
    form.class == before.class
        && form.entity == before.entity
        && form.text == before.text
        && form.ends.iter().all(|end| before.ends.contains(end))
        && form.bare <= before.bare
}

/// Forms in their order.
struct Sorted {
    /// `None`: there are so many that they stay packed.
    loose: Option<Vec<FormEntry>>,
    packed: Arena,
    starts: Vec<u32>,
    alike: Vec<u32>,
    /// Whether all are literal.
    literal: bool,
    /// Whether one is written as another entity's.
    has_rivals: bool,
}

impl Sorted {
    fn new(packs: bool) -> Self {
        Self {
            loose: (!packs).then(Vec::new),
            packed: Arena::default(),
            starts: vec![0],
            alike: Vec::new(),
            literal: true,
            has_rivals: false,
        }
    }

    /// Adds the forms of one pattern; what hits of them need to look like, if there are any.
    fn add(&mut self, drafts: &Drafts, forms: Vec<(FormEntry, u32)>, people: &People) -> Option<Sought> {
        let sought = forms.iter().map(|(form, _)| Sought::of(form)).reduce(Sought::or)?;
        self.literal = self.literal && forms.iter().all(|(form, _)| Traits::of(form).literal);
        self.has_rivals = self.has_rivals || have_rivals(&forms);
        let first = self.alike.len();
        self.alike.resize(first + forms.len(), 1);
        for (at, pair) in forms.windows(2).enumerate().rev() {
            if let [(form, _), (next, _)] = pair
                && is_alike(form, next, people)
            {
                self.alike[first + at] = self.alike[first + at + 1] + 1;
            }
        }
        self.end();
        match &mut self.loose {
            Some(loose) => loose.extend(forms.into_iter().map(|(form, _)| form)),
            None => forms.iter().for_each(|(_, number)| self.packed.push(|out| out.extend_from_slice(drafts.rows.get(*number)))),
        }
        Some(sought)
    }

    /// The same of a form that has its pattern for itself, and stays packed.
    fn add_one(&mut self, drafts: &Drafts, number: u32) -> Option<Sought> {
        let Traits { sought, literal } = drafts.traits.get(number as usize)?;
        self.literal &= literal;
        self.alike.push(1);
        self.end();
        self.packed.push(|out| out.extend_from_slice(drafts.rows.get(number)));
        Some(*sought)
    }

    fn end(&mut self) {
        self.starts.push(u32::try_from(self.alike.len()).unwrap_or(u32::MAX));
    }

    /// Adds those that come after all of these.
    fn append(&mut self, other: Self) {
        let before = u32::try_from(self.alike.len()).unwrap_or(u32::MAX);
        self.starts.extend(other.starts.iter().skip(1).map(|start| before.saturating_add(*start)));
        self.alike.extend(other.alike);
        self.literal &= other.literal;
        self.has_rivals |= other.has_rivals;
        self.packed.append(other.packed);
        if let (Some(loose), Some(more)) = (&mut self.loose, other.loose) {
            loose.extend(more);
        }
    }
}

/// Whether two are family names that the judge says the same of. Whom context words or exclusions keep away, or who has no
/// forms but those that are written, is asked alone.
fn is_alike(form: &FormEntry, next: &FormEntry, people: &People) -> bool {
    form.class == Class::Short && form.is_judged_as(next) && people.is_plain(form.entity) && people.is_plain(next.entity)
}

/// Whether two entities have one of these forms of one pattern.
fn have_rivals(forms: &[(FormEntry, u32)]) -> bool {
    let has_rival =
        |at: usize, form: &FormEntry| forms[at + 1..].iter().any(|(other, _)| other.entity != form.entity && other.text == form.text);
    forms.iter().enumerate().any(|(at, (form, _))| has_rival(at, form))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dictionary::{Entity, Written};
    use crate::engine::few::Few;
    use crate::engine::flat::Writer;
    use crate::engine::kind::{KindId, Kinds};

    /// Entities of all sorts that share words, names and family names with each other.
    fn dictionary(count: usize) -> Arc<Dictionary> {
        let given = ["Anna", "Ida", "Jo", "Ян"];
        let entities = (0..count).map(|at| {
            let family = ["Berg", "Bergmann", "B", "Øst-Berg", "Иванов"][at % 5];
            let name = match at % 7 {
                0 => "Islamischer Staat".to_owned(),
                1 => format!("Institut {family}"),
                2 => format!("(Ab) {at}"),
                _ => format!("{} {family}{}", given[at % 4], at % 11),
            };
            let kind = [KindId::PERSON, KindId::PLACE, KindId::MINISTRY][at % 3];
            let mut entity = Entity::new(&format!("e{:05}", at * 31 % count), kind, Written::new(&name));
            entity.aliases = Few::from(vec![Written::new(family)]);
            entity.infer = at % 13 > 0;
            entity.needs.extend((at % 17 == 0).then(|| "Wort".to_owned()));
            entity
        });
        let mut dictionary = Dictionary::new(Kinds::default(), Vec::new(), entities.collect());
        dictionary.hidden_forms = vec!["Anna Berg".into(), "Union".into()];
        Arc::new(dictionary)
    }

    #[test]
    fn what_threads_make_in_pieces_is_what_one_makes_at_once() {
        for (count, language) in [(0, Language::De), (1, Language::De), (1000, Language::De), (1000, Language::Ru)] {
            let dictionary = dictionary(count);
            let written = |threads, piece, packed| {
                let mut bytes = Vec::new();
                made(dictionary.clone(), language, Way { threads, piece, packed }).write(&mut Writer(&mut bytes)).unwrap();
                bytes
            };
            for packed in [0, usize::MAX] {
                let whole = written(1, usize::MAX, packed);
                for (threads, piece) in [(1, 1), (2, 100), (3, 1000), (8, 7)] {
                    assert!(written(threads, piece, packed) == whole, "{count} {language:?} {threads} {piece} {packed}");
                }
            }
        }
    }
}
