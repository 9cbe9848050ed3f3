//! A dictionary made ready to scan: its forms and their automaton.
//!
//! Built once for a dictionary and a language, then shared by any number of threads. Every hit of the automaton is
//! judged – also those inside longer ones –, so a longer candidate that fails never hides a shorter one that holds.

use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::article::Article;
use super::dictionary::{Dictionary, EntityIx};
use super::fold::{fold, is_word};
use super::forms::{Class, FormEntry, forms};
use super::index::{Index, Key, Memory, Sought, Tell};
use super::infer::kin::Kin;
use super::judge::{Candidate, Hit};
use super::kind::KindId;
use super::language::{Language, given_names, is_common, paradigm};
use super::mentions::{Mention, Mentions};
use super::reason::{Miss, Reason, Rejection};
use super::resolve;
use super::shrinking::shrinking;
use super::view::View;

/// About how many bytes of an article are resolved at a time where no other part of it matters.
const WINDOW: usize = 64 << 10;

/// Forms and automaton of one dictionary for articles in one language.
pub struct Lexicon {
    dictionary: Arc<Dictionary>,
    language: Language,
    /// The folded texts of the forms.
    index: Index,
    /// Sorted by pattern; within a pattern by class, family names then by how they are written, then by entity.
    forms: Vec<FormEntry>,
    /// Of each pattern where its forms begin in `forms`; one more for the end.
    starts: Vec<u32>,
    /// Of each form how many from it on one candidate stands for: all who bear one family name.
    alike: Vec<u32>,
    /// Whether any entity needs a word in the paragraph.
    needs: bool,
    /// See [`Lexicon::is_local`].
    local: bool,
    /// The given names (folded) of the dictionary's people.
    given: HashSet<String>,
    /// Made when an article asks for it first.
    kin: OnceLock<Kin>,
}

impl Lexicon {
    /// Makes the forms of every entity for articles in `language`, and their automaton.
    #[must_use]
    pub fn new(dictionary: Arc<Dictionary>, language: Language) -> Self {
        let forms = shrinking(forms(&dictionary, language)).map(|form| (fold(&form.text), form));
        let mut keyed: Vec<(String, FormEntry)> = forms.filter(|(pattern, _)| pattern.contains(is_word)).collect();
        let order = |x: &FormEntry, y: &FormEntry| {
            let key = |form: &FormEntry| (Reverse((form.bare, form.ends.len())), form.rule);
            let spelling = if x.class == Class::Short { x.text.cmp(&y.text) } else { Ordering::Equal };
            let entity = || x.entity.cmp(&y.entity).then_with(|| x.text.cmp(&y.text));
            x.class.cmp(&y.class).then(spelling).then_with(entity).then_with(|| key(x).cmp(&key(y)))
        };
        keyed.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| order(x, y)));
        keyed.dedup_by(|(a, x), (b, y)| {
            a == b
                && x.class == y.class
                && x.entity == y.entity
                && x.text == y.text
                && x.ends.iter().all(|end| y.ends.contains(end))
                && x.bare <= y.bare
        });
        let keyed = without_shared_parts(keyed);
        let index = Index::new(keyed.chunk_by(|(a, _), (b, _)| a == b).map(|group| {
            let sought = group.iter().map(|(_, form)| Sought::of(form)).fold(Sought::default(), Sought::or);
            Key { pattern: &group[0].0, sought }
        }));
        let mut starts = vec![0];
        starts.extend(keyed.chunk_by(|(a, _), (b, _)| a == b).scan(0, |end, group| {
            *end += u32::try_from(group.len()).unwrap_or(u32::MAX);
            Some(*end)
        }));
        let alike = alike(&dictionary, &keyed);
        let local = keyed.chunk_by(|(a, _), (b, _)| a == b).all(|group| are_local(&dictionary, group));
        let forms = keyed.into_iter().map(|(_, form)| form).collect();
        let needs = dictionary.entities().iter().any(|entity| !entity.needs.is_empty());
        let people = dictionary.entities().iter().filter(|entity| entity.kind == KindId::PERSON && entity.infer);
        let rules = language.rules();
        let given = people.filter_map(|person| Some(fold(person.name.text.split_once(' ')?.0).trim().to_owned()));
        // A band may be called Die Toten Hosen, and is no reason to take every Die for a given name.
        let is_word = |word: &str| is_common(word) || rules.determiners.contains(&word) || rules.indefinite.contains(&word);
        let given: HashSet<String> = given.filter(|word| !is_word(word)).collect();
        let given = given.iter().flat_map(|name| paradigm::forms_of(rules, name)).collect();
        Self { dictionary, language, index, forms, starts, alike, needs, local, given, kin: OnceLock::new() }
    }

    /// The dictionary it was made of.
    #[must_use]
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// The language of the articles it is for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether any entity needs a word in the paragraph.
    pub(super) fn has_needs(&self) -> bool {
        self.needs
    }

    /// Whether what a paragraph mentions depends on nothing beyond it: all forms are literal, no two entities share one, and
    /// nothing is inferred.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.local
    }

    /// The form of a candidate.
    #[must_use]
    #[inline]
    pub fn form(&self, number: u32) -> &FormEntry {
        &self.forms[number as usize]
    }

    /// Whether a word – as written and folded – is a given name: of the shipped list or of one of the dictionary's people.
    #[must_use]
    pub fn is_given_name(&self, word: &str, folded: &str) -> bool {
        word.chars().count() >= 2
            && word.starts_with(char::is_uppercase)
            && (self.given.contains(folded) || given_names::is_given_name(folded))
    }

    /// The dictionary's names by what other words for them have of theirs.
    pub(super) fn kin(&self) -> &Kin {
        self.kin.get_or_init(|| Kin::new(&self.dictionary))
    }

    /// All forms of an entity, in the order of their text.
    pub fn forms_of(&self, entity: EntityIx) -> impl Iterator<Item = &FormEntry> {
        self.forms.iter().filter(move |form| form.entity == entity)
    }

    /// All forms, each with its folded text.
    pub(super) fn all_forms(&self) -> impl Iterator<Item = (&str, &FormEntry)> {
        let ends = self.starts.iter().skip(1);
        let of = self.index.patterns().zip(self.starts.iter().zip(ends));
        of.flat_map(|(pattern, (&start, &end))| self.forms[start as usize..end as usize].iter().map(move |form| (pattern, form)))
    }

    /// The forms that share the pattern of this one: the entities that a generic noun may mean.
    pub(super) fn sharing(&self, number: u32) -> &[FormEntry] {
        let numbers = self.sharing_numbers(number);
        &self.forms[numbers.start as usize..numbers.end as usize]
    }

    /// The numbers of the forms that share the pattern of this one.
    pub(super) fn sharing_numbers(&self, number: u32) -> Range<u32> {
        let pattern = self.starts.partition_point(|&start| start <= number).saturating_sub(1);
        self.starts[pattern]..self.starts[pattern + 1]
    }

    /// What is noted when a hit of this form comes to nothing.
    pub(super) fn miss(&self, number: u32, span: Range<usize>, reason: Reason) -> Miss {
        let form = self.form(number);
        let like = |other: &&FormEntry| std::mem::discriminant(&other.class) == std::mem::discriminant(&form.class);
        let shared = form.class.is_shared() || reason == Reason::SeveralBearers;
        let mut all: Vec<EntityIx> = self.sharing(number).iter().filter(like).map(|form| form.entity).collect();
        all.sort_unstable();
        all.dedup();
        let others = if shared { all.len().saturating_sub(1) } else { 0 };
        let entity = (form.class != Class::Hidden).then_some(form.entity);
        Miss { span, entity, others, form: form.text.to_string(), rule: form.rule, reason }
    }

    /// The forms whose folded text is exactly this.
    pub(super) fn forms_like(&self, folded: &str) -> &[FormEntry] {
        let Some(pattern) = self.index.find(folded) else { return &[] };
        &self.forms[self.starts[pattern] as usize..self.starts[pattern + 1] as usize]
    }

    /// All mentions of an article.
    #[must_use]
    pub fn scan(&self, article: &Article) -> Mentions {
        let blocks = 0..article.blocks.len();
        if self.local {
            Mentions::new(self.mentions_in(article, blocks))
        } else {
            self.mentions(article, self.candidates(article, blocks), 1)
        }
    }

    /// The mentions in some blocks of an article, in their order, for a lexicon that [asks no others](Self::is_local). Of a few
    /// blocks at a time, what is made on the way stays small, and in the processor's caches.
    #[must_use]
    pub fn mentions_in(&self, article: &Article, blocks: Range<usize>) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut start = blocks.start;
        while start < blocks.end {
            let from = article.blocks[start].range.start;
            let near = article.blocks[start..blocks.end].partition_point(|block| block.range.start < from + WINDOW);
            found.extend(resolve::mentions_in(self, article, start..start + near.max(1)));
            start += near.max(1);
        }
        found
    }

    /// The candidates of some blocks; what [`Lexicon::mentions`] makes of them depends on all that are known.
    #[must_use]
    pub fn candidates(&self, article: &Article, blocks: Range<usize>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut memory = Memory::default();
        for block in article.blocks.get(blocks).unwrap_or_default() {
            let view = View::new(&article.text, block);
            self.index.walk_on(&view, &article.text, Tell::Likely, &mut memory, |hit, pattern| {
                self.judge(hit, pattern, |_, judged| found.extend(judged.ok()));
            });
        }
        found
    }

    /// Every hit in one block, each with the number of its form and with what the judge says.
    pub(super) fn hits(&self, article: &Article, block: usize, mut tell: impl FnMut(&Hit, u32, Result<Candidate, Rejection>)) {
        let Some(block) = article.blocks.get(block) else { return };
        let view = View::new(&article.text, block);
        self.index.walk(&view, &article.text, Tell::All, |hit, pattern| {
            self.judge(hit, pattern, |number, judged| self.alike(number).for_each(|form| tell(hit, form, judged.clone())));
        });
    }

    /// The mentions that follow from these candidates of an article, in any order. `threads`: how many may work at once; what they find
    /// does not depend on it.
    #[must_use]
    pub fn mentions(&self, article: &Article, candidates: Vec<Candidate>, threads: usize) -> Mentions {
        resolve::mentions(self, article, candidates, threads)
    }

    /// The same of the candidates of the blocks that are `known` so far, where each of the `chosen` forms means the entity of
    /// the id, if that claims it: the reader's choice.
    #[must_use]
    pub fn mentions_so_far(
        &self,
        article: &Article,
        known: Vec<Range<usize>>,
        candidates: Vec<Candidate>,
        chosen: &[(String, Arc<str>)],
    ) -> Mentions {
        resolve::mentions_so_far(self, article, known, candidates, chosen)
    }

    /// The forms that a candidate of this one stands for: those of all who bear the family name, as it is written.
    pub(super) fn alike(&self, number: u32) -> Range<u32> {
        number..number + self.alike.get(number as usize).copied().unwrap_or(1)
    }

    /// Judges a hit for each form that its pattern stands for; of forms that are alike the first is told.
    fn judge(&self, hit: &Hit, pattern: u32, mut tell: impl FnMut(u32, Result<Candidate, Rejection>)) {
        let mut shared: Option<Class> = None;
        let mut number = self.starts[pattern as usize];
        while number < self.starts[pattern as usize + 1] {
            let form = self.form(number);
            // Of a shared form one candidate stands for all entities that have it.
            let group = matches!(form.class, Class::Title(_)).then_some(Class::Title(0)).unwrap_or(form.class);
            if !form.class.is_shared() || shared != Some(group) {
                let judged = hit.judge(number, form, self.language);
                if judged.is_ok() {
                    shared = form.class.is_shared().then_some(group).or(shared);
                }
                tell(number, judged);
            }
            number = self.alike(number).end;
        }
    }
}

/// Of each form how many from it on are family names that the judge says the same of. Whom context words or exclusions
/// keep away, or who has no forms but those that are written, is asked alone.
fn alike(dictionary: &Dictionary, keyed: &[(String, FormEntry)]) -> Vec<u32> {
    let plain = |form: &FormEntry| {
        let entity = &dictionary[form.entity];
        entity.infer && entity.needs.is_empty() && entity.not.is_empty()
    };
    let mut alike = vec![1; keyed.len()];
    for (number, pair) in keyed.windows(2).enumerate().rev() {
        let [(pattern, form), (next_pattern, next)] = pair else { continue };
        if form.class == Class::Short && form.is_judged_as(next) && pattern == next_pattern && plain(form) && plain(next) {
            alike[number] = alike[number + 1] + 1;
        }
    }
    alike
}

/// Whether these forms, which share a pattern, are found in a paragraph by what stands in it alone.
fn are_local(dictionary: &Dictionary, group: &[(String, FormEntry)]) -> bool {
    let local = |form: &FormEntry| {
        let written = matches!(form.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym);
        written && form.policy.is_literal() && !dictionary[form.entity].infer
    };
    let rivals = |(at, (_, form)): (usize, &(String, FormEntry))| {
        group[at + 1..].iter().any(|(_, other)| other.entity != form.entity && other.text == form.text)
    };
    group.iter().all(|(_, form)| local(form)) && !group.iter().enumerate().any(rivals)
}

/// Drops the parts of names that somebody else has, too, as a part or as any other form.
fn without_shared_parts(keyed: Vec<(String, FormEntry)>) -> Vec<(String, FormEntry)> {
    let own = |group: &[(String, FormEntry)]| group.iter().all(|(_, form)| form.class == Class::Part && form.entity == group[0].1.entity);
    let keep: Vec<bool> = keyed
        .chunk_by(|(a, _), (b, _)| a == b)
        .flat_map(|group| {
            let own = own(group);
            group.iter().map(move |(_, form)| own || form.class != Class::Part)
        })
        .collect();
    keyed.into_iter().zip(keep).filter_map(|(form, keep)| keep.then_some(form)).collect()
}
