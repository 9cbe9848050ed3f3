//! Parts of names that stand in full in the article: *Champions League* for UEFA Champions League, *RBS* for Royal Bank
//! of Scotland, *Simone* for Simone Biles.

use std::cell::OnceCell;
use std::ops::Range;

use super::guard::Before;
use super::own::Own;
use crate::engine::dictionary::{Entity, EntityIx, Policy};
use crate::engine::fold::{fold, is_word};
use crate::engine::forms::{Class, FormEntry, is_acronym_like};
use crate::engine::kind::KindId;
use crate::engine::language::given_names::is_given_name;
use crate::engine::language::paradigm::{Of, phrase};
use crate::engine::language::{Ends, is_common};
use crate::engine::mentions::Form;
use crate::engine::pieces::pieces;
use crate::engine::quick::{QuickMap, QuickSet};
use crate::engine::resolve::{Claim, Context, Tier};

/// The rule of first names.
pub(in crate::engine) const FIRST_NAME: &str = "first name";

/// The parts, first names and initials of everybody in `full` (entity → where it is named in full).
pub(super) fn parts(context: &Context, full: &QuickMap<EntityIx, usize>) -> Vec<Own> {
    let mut own: Vec<Own> = Vec::new();
    for (&entity, &support) in full {
        let names = context.entity(entity);
        if names.infer {
            own.extend(own_forms(context, entity, names).into_iter().map(|(form, tier)| Own {
                form,
                kind: Form::Short,
                tier,
                learned: false,
                support,
            }));
        }
    }
    own.sort_by(|a, b| (&a.form.text, a.form.entity, a.tier).cmp(&(&b.form.text, b.form.entity, b.tier)));
    own.dedup_by(|a, b| a.form.text == b.form.text && a.form.entity == b.form.entity && a.form.ends == b.form.ends);
    own
}

/// Takes away what lies within a name of the same entity.
pub(super) fn keep_apart(claims: &[Claim], found: &mut Vec<Claim>) {
    let mut spans: QuickMap<EntityIx, Vec<Range<usize>>> = QuickMap::default();
    let asked: QuickSet<EntityIx> = found.iter().map(|claim| claim.entity).collect();
    for claim in claims.iter().filter(|claim| asked.contains(&claim.entity)) {
        spans.entry(claim.entity).or_default().push(claim.span.clone());
    }
    for spans in spans.values_mut() {
        spans.sort_by_key(|span| (span.start, span.end));
    }
    found.retain(|claim| !is_inside(&spans, claim));
}

fn own_forms(context: &Context, ix: EntityIx, entity: &Entity) -> Vec<(FormEntry, Tier)> {
    let person = entity.kind == KindId::PERSON;
    let mut forms = Vec::new();
    for written in [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases) {
        let words: Vec<&str> = written.text.split(' ').collect();
        if words.len() < 2 {
            continue;
        }
        if person {
            forms.extend(first_name(context, &words).map(|text| (entry(ix, text, FIRST_NAME, context.rules().name), Tier::Weak)));
            continue;
        }
        forms.extend(
            pieces(&words, context.rules())
                .into_iter()
                .map(|text| (entry(ix, text, "part of a name", part_ends(context, entity)), Tier::Part)),
        );
        if entity.kind != KindId::PLACE {
            forms.extend(initials(&words).map(|text| (entry(ix, text, "initials", context.rules().acronym), Tier::Part)));
        }
    }
    let declined: Vec<_> = forms.iter().flat_map(|(form, tier)| cases(context, form, person).map(|form| (form, *tier))).collect();
    forms.extend(declined);
    forms
}

/// The cases of a part, in a language that declines names.
fn cases(context: &Context, form: &FormEntry, person: bool) -> impl Iterator<Item = FormEntry> {
    let of = if person { Of::People } else { Of::Things };
    let phrases = if form.class == Class::Acronym { Vec::new() } else { phrase(context.rules(), of, &form.text) };
    phrases.into_iter().map(|phrase| FormEntry {
        ends: phrase.ends,
        bare: phrase.bare,
        inflected: phrase.inflected,
        base: (*form.text != *phrase.text).then(|| form.text.clone()),
        text: phrase.text.into(),
        ..form.clone()
    })
}

fn part_ends(context: &Context, entity: &Entity) -> Ends {
    if entity.kind == KindId::PLACE { context.rules().name } else { context.rules().noun }
}

/// A form of the article's own.
pub(super) fn entry(entity: EntityIx, text: String, rule: &'static str, ends: Ends) -> FormEntry {
    let class = if is_acronym_like(&text) { Class::Acronym } else { Class::Short };
    FormEntry {
        entity,
        class,
        text: text.into(),
        ends,
        bare: true,
        base: None,
        policy: Policy::default(),
        rule,
        lead: 0,
        inflected: false,
        compounds: false,
        dated: None,
    }
}

fn first_name(context: &Context, words: &[&str]) -> Option<String> {
    let first = words[0];
    let name = first.chars().count() >= 2 && first.starts_with(char::is_uppercase) && first.chars().all(|c| is_word(c) || c == '-');
    let folded = fold(first);
    let word = is_common(first) && !is_given_name(folded.trim_start());
    (name && !word && !context.rules().determiners.contains(&folded.trim_start())).then(|| first.to_owned())
}

/// The initials of the capitalised words: three letters or more.
fn initials(words: &[&str]) -> Option<String> {
    let capitals: String = words.iter().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    (capitals.chars().count() >= 3).then_some(capitals)
}

/// Whether somebody else has this very form.
pub(super) fn is_a_form_of_another(context: &Context, form: &FormEntry) -> bool {
    context.lexicon.forms_like(&fold(form.written())).iter().any(|other| {
        let name = matches!(other.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym);
        name && other.bare && other.entity != form.entity
    })
}

/// What stands beside a part of a name, whosever it is.
pub(super) struct Neighbours {
    start: usize,
    /// What stands before it, where somebody asks.
    before: OnceCell<Before>,
    /// A hyphen, a capitalised word after it, or a title before it makes a first name a part of another name.
    make_another: bool,
}

impl Neighbours {
    /// What stands beside a span.
    pub fn of(context: &Context, span: &Range<usize>) -> Self {
        let view = context.view(span.start);
        let next = view.after(span.end);
        let name_follows = next.trim_start().starts_with(char::is_uppercase) && next.starts_with(char::is_whitespace);
        let joined = next.starts_with('-') || view.before(span.start).ends_with('-');
        let make_another = name_follows || joined || after_title(context, span.start);
        Self { start: span.start, before: OnceCell::new(), make_another }
    }

    /// Whether they leave this form what it is: no part stands straight after somebody's given name; no first name before a
    /// capitalised word.
    pub fn leave_alone(&self, context: &Context, form: &FormEntry) -> bool {
        let foreign = || self.before.get_or_init(|| Before::of(context, self.start)).is_foreign_to(context, form.entity);
        if context.entity(form.entity).kind == KindId::PERSON {
            return !self.make_another && !foreign();
        }
        !form.written().chars().all(is_word) || !foreign()
    }
}

/// `Mr Simone`, `von Simone`… is left alone only where a capitalised word that is no sentence's beginning stands before.
fn after_title(context: &Context, position: usize) -> bool {
    if !context.rules().phrase.is_empty() {
        return false;
    }
    let Some((start, word)) = context.word_before(position) else { return false };
    word.starts_with(char::is_uppercase)
        && context.view(start).before(start).ends_with(' ')
        && context.lexicon.is_given_name(word, fold(word).trim_start())
}

/// The spans of one entity's claims, to ask whether a part lies within one of them.
fn is_inside(spans: &QuickMap<EntityIx, Vec<Range<usize>>>, part: &Claim) -> bool {
    spans.get(&part.entity).is_some_and(|spans| {
        let at = spans.partition_point(|span| span.start <= part.span.start);
        spans[..at].last().is_some_and(|span| span.end >= part.span.end)
    })
}
