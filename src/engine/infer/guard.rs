//! The given-name guard: `Washington` is no city in `Denzel Washington`.

use std::sync::OnceLock;

use crate::engine::dictionary::{Entity, EntityIx};
use crate::engine::fold::{fold, is_hyphen, is_word};
use crate::engine::forms::{Class, FormEntry};
use crate::engine::kind::KindId;
use crate::engine::language::paradigm::is_form_of;
use crate::engine::language::slavic_names::spellings;
use crate::engine::mentions::Form;
use crate::engine::reason::Reason;
use crate::engine::resolve::{Claim, Context};
use crate::engine::rule::Rule;

/// What stands straight before a name.
pub(super) enum Near<'a> {
    /// Neither of these.
    Nothing,
    /// An initial, in small letters.
    Initial(char),
    /// A word.
    Word(Word<'a>),
}

/// A word of the article.
pub(super) struct Word<'a> {
    /// Where it begins.
    pub start: usize,
    /// As it stands there.
    pub written: &'a str,
    folded: OnceLock<String>,
}

impl Word<'_> {
    /// The word, folded.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(self.written)).trim_start()
    }
}

impl<'a> Near<'a> {
    /// What stands before a position.
    pub fn of(context: &'a Context, position: usize) -> Self {
        let view = context.view(position);
        if let Some(before) = view.before(position).trim_end().strip_suffix('.') {
            return initial(before).map_or(Self::Nothing, Self::Initial);
        }
        let word = view.word_before(position).map(|(start, written)| Word { start, written, folded: OnceLock::new() });
        word.map_or(Self::Nothing, Self::Word)
    }
}

/// What stands straight before a name and may be a part of it, or of another.
pub(super) enum Before {
    /// Nothing that matters.
    Nothing,
    /// An initial, in small letters.
    Initial(char),
    /// A given name, folded.
    Given(String),
}

impl Before {
    /// What stands before a position.
    pub fn of(context: &Context, position: usize) -> Self {
        Self::told_by(context, &Near::of(context, position))
    }

    /// What that is which stands before a position.
    pub fn told_by(context: &Context, near: &Near<'_>) -> Self {
        // Behind an apostrophe it is a part of another word: O’Donald.
        let apart = |word: &Word<'_>| !context.view(word.start).before(word.start).ends_with(['\'', '’']);
        match near {
            Near::Initial(letter) => Self::Initial(*letter),
            Near::Word(word) if is_given(context, word) && apart(word) => Self::Given(word.folded().to_owned()),
            Near::Word(_) | Near::Nothing => Self::Nothing,
        }
    }

    /// Whether it makes the name somebody else's than this entity's.
    pub fn is_foreign_to(&self, context: &Context, entity: EntityIx) -> bool {
        match self {
            Self::Nothing => false,
            Self::Initial(letter) => !context.given(entity).all.iter().any(|given| given.starts_with(*letter)),
            Self::Given(word) => !context.given(entity).all.iter().any(|given| given == word || is_form_of(context.rules(), word, given)),
        }
    }
}

/// Whether a claim stands: one-word names of places and organisations do not where a given name stands straight before them.
pub(in crate::engine) fn lets_pass(context: &Context, claim: &Claim) -> bool {
    let name = claim.form == Form::Name || claim.flags.weak;
    let guarded = name
        && context.entity(claim.entity).infer
        && is_one_word(&claim.text)
        && Before::of(context, claim.span.start).is_foreign_to(context, claim.entity);
    if guarded {
        context.drop_claim(claim, Reason::GivenName);
    }
    !guarded
}

/// Whether a word is a given name, or made of given names alone: Hans-Peter, but not Müller-Kim.
fn is_given(context: &Context, word: &Word<'_>) -> bool {
    if !word.written.starts_with(char::is_uppercase) {
        return false;
    }
    if !word.written.contains(is_hyphen) {
        return context.lexicon.is_given_name(word.written, word.folded());
    }
    word.written.split(is_hyphen).all(|part| context.lexicon.is_given_name(part, fold(part).trim_start()))
}

/// The initial that a text ends with, in small letters.
fn initial(before: &str) -> Option<char> {
    let mut letters = before.chars().rev();
    let letter = letters.next().filter(|c| c.is_uppercase())?;
    letters.next().is_none_or(|c| !is_word(c)).then(|| fold(&letter.to_string()).trim_start().chars().next())?
}

/// A person's given names, folded, those of Slavic people in all their romanisations; of other entities none.
#[derive(Debug, Default)]
pub(in crate::engine) struct Given {
    /// All of them, in the order of the names.
    pub all: Vec<String>,
    /// The first of each name.
    pub firsts: Vec<String>,
    /// The first letters of the words of the headword after the first.
    pub middle: Vec<char>,
}

impl Given {
    /// The given names of an entity.
    pub fn of(entity: &Entity) -> Self {
        if entity.kind != KindId::PERSON {
            return Self::default();
        }
        let mut given = Self::default();
        for written in [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases) {
            let words: Vec<&str> = written.text.split(' ').collect();
            for (place, word) in words[..words.len() - 1].iter().enumerate() {
                let folded = fold(word).trim().to_owned();
                let all = [folded.clone()].into_iter().chain(spellings(&folded).filter(|other| *other != folded).map(str::to_owned));
                for name in all {
                    let lists = [Some(&mut given.all), (place == 0).then_some(&mut given.firsts)];
                    lists.into_iter().flatten().filter(|list| !list.contains(&name)).for_each(|list| list.push(name.clone()));
                }
            }
        }
        let words = entity.name.text.split(' ').skip(1);
        given.middle = words.filter_map(|word| fold(word).trim_start().chars().next()).collect();
        given
    }
}

fn is_one_word(text: &str) -> bool {
    text.chars().all(is_word)
}

/// Whether a form is itself a given name and stands before a capitalised word: John of `John Kirby`.
pub(super) fn is_first_name_here(context: &Context, claim_end: usize, text: &str) -> bool {
    let next = context.view(claim_end.saturating_sub(1)).after(claim_end);
    let gap = next.len() - next.trim_start().len();
    gap > 0 && next.trim_start().starts_with(char::is_uppercase) && context.lexicon.is_given_name(text, fold(text).trim_start())
}

/// How many different people bear a family name as it is written: none, one, or two for any more.
pub(super) fn bearers(context: &Context, form: u32) -> usize {
    let mut last = None;
    let written = |form: &&FormEntry| form.class == Class::Short && form.rule != Rule::Romanised;
    let others = context.lexicon.sharing(form).filter(written).filter(|form| last.replace(form.entity) != Some(form.entity));
    others.take(2).count()
}
