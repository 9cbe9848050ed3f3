//! Making a lexicon. Until they are in order, forms are rows of bytes: of a million entries they would be half a gigabyte.

use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;
use std::sync::Arc;

use super::Lexicon;
use crate::engine::dictionary::{Dictionary, Entity, EntityIx};
use crate::engine::fold::{fold, is_word};
use crate::engine::forms::{self, Class, FormEntry, Words};
use crate::engine::index::{Index, Key, Sought};
use crate::engine::infer::kin::Kin;
use crate::engine::kind::KindId;
use crate::engine::language::{Language, Rules, is_common, paradigm};
use crate::engine::packed::{Arena, MANY, Row, Rows};

/// Makes the forms of every entity for articles in `language`, and their automaton.
pub fn lexicon(dictionary: Arc<Dictionary>, language: Language) -> Lexicon {
    let mut people = People::default();
    let mut drafts = Drafts { words: Words::new(u32::try_from(dictionary.len()).unwrap_or(u32::MAX)), ..Drafts::default() };
    forms::each(&dictionary, language, |ix, entity| people.add(ix, entity), |form| drafts.add(&form));
    let order = drafts.in_order();
    let mut sorted = Sorted::new(drafts.rows.len() as usize >= MANY);
    let index =
        Index::new(order.chunk_by(|(a, x), (b, y)| a == b && drafts.patterns.get(*x) == drafts.patterns.get(*y)).filter_map(|group| {
            let forms = drafts.group(group);
            let (_, first) = forms.first()?;
            let pattern = drafts.pattern(*first);
            let sought = forms.iter().map(|(form, _)| Sought::of(form)).fold(Sought::default(), Sought::or);
            sorted.add(&drafts, forms, &people);
            Some(Key { pattern, sought })
        }));
    let Drafts { words, .. } = drafts;
    let Sorted { loose, mut packed, starts, alike, literal } = sorted;
    packed.shrink();
    let forms = loose.map_or_else(|| Rows::packed(packed, words), Rows::Loose);
    let given = people.given(language.rules());
    let local = literal && !people.infers;
    Lexicon { dictionary, language, index, forms, starts, alike, needs: people.needs, local, given, kin: people.kin.sorted() }
}

/// What is noted of the entities on the way.
#[derive(Default)]
struct People {
    /// Whether any entity needs a word in the paragraph.
    needs: bool,
    /// Whether anything is inferred of any entity.
    infers: bool,
    /// Of each entity whether neither context words nor exclusions keep it away, and it has forms beyond those that are written.
    plain: Vec<bool>,
    /// The first words of persons' names, folded.
    first: HashSet<String>,
    kin: Kin,
}

impl People {
    fn add(&mut self, ix: EntityIx, entity: &Entity) {
        self.kin.add(ix, entity);
        self.needs |= !entity.needs.is_empty();
        self.infers |= entity.infer;
        self.plain.push(entity.infer && entity.needs.is_empty() && entity.not.is_empty());
        if entity.kind == KindId::PERSON
            && entity.infer
            && let Some((first, _)) = entity.name.text.split_once(' ')
        {
            let first = fold(first);
            let first = first.trim();
            if !self.first.contains(first) {
                self.first.insert(first.to_owned());
            }
        }
    }

    fn is_plain(&self, entity: EntityIx) -> bool {
        self.plain.get(entity.0 as usize).copied().unwrap_or_default()
    }

    /// The given names in all their cases.
    fn given(&self, rules: &'static Rules) -> HashSet<String> {
        // A band may be called Die Toten Hosen, and is no reason to take every Die for a given name.
        let is_word = |word: &str| is_common(word) || rules.determiners.contains(&word) || rules.indefinite.contains(&word);
        self.first.iter().filter(|word| !is_word(word)).flat_map(|name| paradigm::forms_of(rules, name)).collect()
    }
}

/// Forms as they are made.
#[derive(Default)]
struct Drafts {
    /// Their folded texts.
    patterns: Arena,
    rows: Arena,
    words: Words,
}

impl Drafts {
    fn add(&mut self, form: &FormEntry) {
        let pattern = fold(&form.text);
        if pattern.contains(is_word) {
            self.patterns.push(|out| out.extend_from_slice(pattern.as_bytes()));
            self.rows.push(|out| form.pack(&mut self.words, out));
        }
    }

    fn pattern(&self, number: u32) -> &str {
        std::str::from_utf8(self.patterns.get(number)).unwrap_or_default()
    }

    /// The numbers of all, sorted by pattern, each with the first bytes of that: most comparisons need no more.
    fn in_order(&self) -> Vec<(u128, u32)> {
        let head = |number: u32| {
            let pattern = self.patterns.get(number);
            let mut head = [0; 16];
            let near = pattern.len().min(16);
            head[..near].copy_from_slice(&pattern[..near]);
            (u128::from_be_bytes(head), number)
        };
        let mut order: Vec<(u128, u32)> = (0..self.rows.len()).map(head).collect();
        order.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| self.patterns.get(*x).cmp(self.patterns.get(*y))).then(x.cmp(y)));
        order
    }

    /// The forms of one pattern in their order, each once, with their numbers. None of them is the part of a name that
    /// somebody else has, too, as a part or as any other form.
    fn group(&self, numbers: &[(u128, u32)]) -> Vec<(FormEntry, u32)> {
        let form = |number: u32| FormEntry::unpack(self.rows.get(number), &self.words).unwrap_or_else(|| FormEntry::blank().clone());
        let mut forms: Vec<(FormEntry, u32)> = numbers.iter().map(|(_, number)| (form(*number), *number)).collect();
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
    /// Whether all are literal, and none is two entities'.
    literal: bool,
}

impl Sorted {
    fn new(packs: bool) -> Self {
        Self { loose: (!packs).then(Vec::new), packed: Arena::default(), starts: vec![0], alike: Vec::new(), literal: true }
    }

    /// Adds the forms of one pattern.
    fn add(&mut self, drafts: &Drafts, forms: Vec<(FormEntry, u32)>, people: &People) {
        self.literal = self.literal && are_literal(&forms);
        let first = self.alike.len();
        self.alike.resize(first + forms.len(), 1);
        for (at, pair) in forms.windows(2).enumerate().rev() {
            if let [(form, _), (next, _)] = pair
                && is_alike(form, next, people)
            {
                self.alike[first + at] = self.alike[first + at + 1] + 1;
            }
        }
        self.starts.push(u32::try_from(self.alike.len()).unwrap_or(u32::MAX));
        match &mut self.loose {
            Some(loose) => loose.extend(forms.into_iter().map(|(form, _)| form)),
            None => forms.iter().for_each(|(_, number)| self.packed.push(|out| out.extend_from_slice(drafts.rows.get(*number)))),
        }
    }
}

/// Whether two are family names that the judge says the same of. Whom context words or exclusions keep away, or who has no
/// forms but those that are written, is asked alone.
fn is_alike(form: &FormEntry, next: &FormEntry, people: &People) -> bool {
    form.class == Class::Short && form.is_judged_as(next) && people.is_plain(form.entity) && people.is_plain(next.entity)
}

/// Whether these forms of one pattern are found byte for byte and stand for their own entities only.
fn are_literal(forms: &[(FormEntry, u32)]) -> bool {
    let written = |form: &FormEntry| matches!(form.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym);
    let has_rival =
        |at: usize, form: &FormEntry| forms[at + 1..].iter().any(|(other, _)| other.entity != form.entity && other.text == form.text);
    forms.iter().enumerate().all(|(at, (form, _))| written(form) && form.policy.is_literal() && !has_rival(at, form))
}
