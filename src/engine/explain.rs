//! Explaining: why a position of an article is marked, or why not. For one position and at leisure; scanning is not its concern.
//!
//! It asks the same code that scans: the hits of the automaton with what the judge says of each, and the steps of
//! resolving with what they drop.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::article::Article;
use super::dictionary::{Dictionary, Entity, EntityIx};
use super::fold::{fold, is_word};
use super::forms::Class;
use super::judge::Candidate;
use super::lexicon::Lexicon;
use super::mentions::Mention;
use super::reason::{Miss, Reason, Rejection};
use super::resolve;
use super::view::{View, first_word, last_word};

/// What there is to say about a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What stands there.
    pub here: Here,
    /// The mention that covers the position, then those that lie inside it. Empty: nothing is marked there.
    pub mentions: Vec<Mention>,
    /// What might have been a mention of somebody else, and why it is none; the longest first.
    pub misses: Vec<Miss>,
    /// Where nothing is marked and nothing was missed: entities with a name like this word, the most similar first; three at most.
    pub near: Vec<EntityIx>,
}

/// What stands at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Here {
    /// Metadata, or nothing: no block of prose.
    NoProse,
    /// Markup inside a block.
    Markup,
    /// White space or punctuation.
    Gap,
    /// A word: its bytes.
    Word(Range<usize>),
}

/// How many similar names are offered.
const NEAR: usize = 3;
/// How similar a name has to be: of 1 by Jaro and Winkler.
const SIMILAR: f64 = 0.87;

/// Says why the byte `at` of the article is marked, or why not.
#[must_use]
pub fn explain(lexicon: &Lexicon, article: &Article, at: usize) -> Explanation {
    let at = article.text.floor_char_boundary(at);
    let here = here(article, at);
    if !matches!(here, Here::Gap | Here::Word(_)) {
        return Explanation { here, mentions: Vec::new(), misses: Vec::new(), near: Vec::new() };
    }
    let candidates = lexicon.candidates(article, 0..article.blocks.len());
    let (all, mut misses) = resolve::traced(lexicon, article, candidates, at);
    let outer = all.overlapping(at..at + 1).map(|(_, mention)| mention.span.clone()).next();
    let inside = |mention: &&Mention| outer.as_ref().is_some_and(|o| o.start <= mention.span.start && mention.span.end <= o.end);
    let mentions: Vec<Mention> = all.all().iter().filter(inside).cloned().collect();
    misses.extend(rejected(lexicon, article, at));
    misses.extend(hidden(lexicon, article, at));
    let misses = telling(misses, &mentions);
    let near = match &here {
        Here::Word(word) if mentions.is_empty() && misses.is_empty() => near(lexicon, article.text.get(word.clone()).unwrap_or_default()),
        _ => Vec::new(),
    };
    Explanation { here, mentions, misses, near }
}

fn here(article: &Article, at: usize) -> Here {
    let number = article.block_at(at);
    let Some(block) = article.blocks.get(number).filter(|block| block.range.contains(&at)) else { return Here::NoProse };
    if block.cuts.iter().any(|cut| cut.range.contains(&at) && cut.shown.is_empty()) {
        return Here::Markup;
    }
    let view = View::new(&article.text, block);
    if !view.after(at).starts_with(is_word) {
        return Here::Gap;
    }
    let (before, after) = (last_word(view.before(at)), first_word(view.after(at)));
    Here::Word(view.back(at, before.len())..view.forth(at, after.len()))
}

/// The hits around the position that the judge rejects.
fn rejected(lexicon: &Lexicon, article: &Article, at: usize) -> Vec<Miss> {
    let mut misses = Vec::new();
    lexicon.hits(article, article.block_at(at), |hit, number, judged| {
        let (word, class) = (hit.word(), lexicon.form(number).class);
        let Err(rejection) = judged else { return };
        if word.contains(&at) && !is_gate(class) && is_near(rejection, &lexicon.form(number).text, &article.text[word.clone()]) {
            misses.push(lexicon.miss(number, word, Reason::Judged(rejection)));
        }
    });
    misses
}

fn is_gate(class: Class) -> bool {
    matches!(class, Class::Need | Class::Not | Class::Hidden)
}

/// Nobody who points at an *Island* wonders why it is no IS: with a wrong ending the form has to be most of the word.
fn is_near(rejection: Rejection, form: &str, word: &str) -> bool {
    let length = form.chars().count();
    rejection != Rejection::Ending || (length >= 3 && 2 * length >= word.chars().count())
}

/// The entities that `[[hide]]` silences and that would be found here.
fn hidden(lexicon: &Lexicon, article: &Article, at: usize) -> Vec<Miss> {
    let dictionary = lexicon.dictionary();
    let silent: Vec<Entity> = dictionary.entities().filter(|entity| entity.hidden).map(Cow::into_owned).collect();
    if silent.is_empty() {
        return Vec::new();
    }
    let speaking = silent.into_iter().map(|entity| Entity { hidden: false, ..entity }).collect();
    let speaking = Arc::new(Dictionary::new(dictionary.kinds.clone(), dictionary.files.clone(), speaking));
    let lexicon = Lexicon::new(speaking.clone(), lexicon.language());
    let block = article.block_at(at);
    let touching = |candidate: &Candidate| candidate.span.contains(&at) && !is_gate(lexicon.form(candidate.form).class);
    let found = lexicon.candidates(article, block..block + 1).into_iter().filter(touching);
    let miss = |candidate: &Candidate, form: u32| {
        let miss = lexicon.miss(form, candidate.span.clone(), Reason::HiddenEntity);
        let entity = miss.entity.and_then(|ix| dictionary.find(&speaking[ix].id));
        Miss { entity, others: 0, ..miss }
    };
    found.flat_map(|candidate| lexicon.alike(candidate.form).map(|form| miss(&candidate, form)).collect::<Vec<_>>()).collect()
}

/// The misses worth telling: of others than those that are marked here, each once, the longest first.
fn telling(mut misses: Vec<Miss>, mentions: &[Mention]) -> Vec<Miss> {
    let marked: BTreeSet<EntityIx> = mentions.iter().flat_map(|m| m.entity.iter().chain(&m.candidates)).copied().collect();
    // Where something is marked a generic noun that is a part of it is no alternative.
    misses.retain(|miss| !miss.entity.is_some_and(|entity| marked.contains(&entity)) && (marked.is_empty() || miss.others == 0));
    misses.sort_by_key(|miss| (std::cmp::Reverse(miss.span.len()), matches!(miss.reason, Reason::Judged(_))));
    let mut told: Vec<Miss> = Vec::new();
    for miss in misses {
        let same = |other: &Miss| {
            let shared = other.others > 0 && other.others == miss.others && other.form == miss.form;
            other.reason == miss.reason && other.span == miss.span && (other.entity == miss.entity || shared)
        };
        if !told.iter().any(same) {
            told.push(miss);
        }
    }
    told
}

/// The entities whose names, or words of their names, are most like this word.
fn near(lexicon: &Lexicon, word: &str) -> Vec<EntityIx> {
    let word = fold(word);
    let word = word.trim_start();
    let mut best: Vec<(f64, EntityIx)> = Vec::new();
    for (pattern, form) in lexicon.all_forms() {
        if !matches!(form.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym | Class::Short) {
            continue;
        }
        let whole = strsim::jaro_winkler(word, pattern.trim_start());
        let parts = pattern.split_whitespace().map(|part| 0.97 * strsim::jaro_winkler(word, part));
        let likeness = parts.fold(whole, f64::max);
        if likeness < SIMILAR {
            continue;
        }
        match best.iter_mut().find(|(_, entity)| *entity == form.entity) {
            Some(known) => known.0 = known.0.max(likeness),
            None => best.push((likeness, form.entity)),
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    best.into_iter().take(NEAR).map(|(_, entity)| entity).collect()
}
