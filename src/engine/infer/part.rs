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
use crate::engine::resolve::{Claim, Context, Full, Tier};
use crate::engine::rule::Rule;

/// The parts, first names and initials of everybody in `full` (entity → where it is named in full).
pub(in crate::engine) fn parts(context: &Context, full: &Full) -> Vec<Own> {
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

/// The names in some paragraphs.
pub(super) struct Names<'a> {
    /// By where they begin, and end.
    sorted: Vec<&'a Claim>,
    /// How far they reach up to each.
    ends: Vec<usize>,
}

impl<'a> Names<'a> {
    pub fn of(claims: &'a [Claim]) -> Self {
        let mut sorted: Vec<&Claim> = claims.iter().collect();
        sorted.sort_by_key(|claim| (claim.span.start, claim.span.end));
        let reach = |end: &mut usize, claim: &&Claim| {
            *end = claim.span.end.max(*end);
            Some(*end)
        };
        let ends = sorted.iter().scan(0, reach).collect();
        Self { sorted, ends }
    }

    /// Those that may hold a span.
    fn around(&self, span: &Range<usize>) -> &[&'a Claim] {
        let before = self.sorted.partition_point(|name| name.span.start <= span.start);
        let reaching = self.ends[..before].iter().rev().take_while(|&&end| end >= span.end).count();
        &self.sorted[before - reaching..before]
    }

    /// Whether a part there lies within names of all who claim it.
    pub fn hold(&self, span: &Range<usize>, part: &Claim) -> bool {
        let near = self.around(span);
        !near.is_empty() && part.entities().all(|entity| is_inside(near, span, entity))
    }

    /// The part by those within none of whose names it lies.
    pub fn outside(&self, context: &Context, part: Claim) -> Option<Claim> {
        let (near, span) = (self.around(&part.span), part.span.clone());
        if !near.iter().any(|name| name.span.end >= span.end && name.is_by_any_of(&part)) {
            return Some(part);
        }
        part.only(context, |entity| !is_inside(near, &span, entity))
    }
}

/// Whether a span lies within a name of this entity. Of its names the last that begins before it counts.
fn is_inside(near: &[&Claim], span: &Range<usize>, entity: EntityIx) -> bool {
    near.iter().rev().find(|name| name.is_by(entity)).is_some_and(|name| name.span.end >= span.end)
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
            forms.extend(first_name(context, &words).map(|text| (entry(ix, text, Rule::FirstName, context.rules().name), Tier::Weak)));
            continue;
        }
        forms.extend(
            pieces(&words, context.rules()).into_iter().map(|text| (entry(ix, text, Rule::Part, part_ends(context, entity)), Tier::Part)),
        );
        if entity.kind != KindId::PLACE {
            forms.extend(initials(&words).map(|text| (entry(ix, text, Rule::Initials, context.rules().acronym), Tier::Part)));
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
pub(super) fn entry(entity: EntityIx, text: String, rule: Rule, ends: Ends) -> FormEntry {
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
    context.lexicon.forms_like(&fold(form.written())).any(|other| {
        let name = matches!(other.class, Class::Name | Class::Acronym | Class::Adjective | Class::Demonym);
        name && other.bare && other.entity != form.entity
    })
}

/// What stands beside a part of a name, whosever it is.
pub(super) struct Neighbours {
    span: Range<usize>,
    /// What stands before it, where somebody asks.
    before: OnceCell<Before>,
    /// See [`Neighbours::make_another`].
    make_another: OnceCell<bool>,
}

impl Neighbours {
    /// What stands beside a span.
    pub fn of(span: &Range<usize>) -> Self {
        Self { span: span.clone(), before: OnceCell::new(), make_another: OnceCell::new() }
    }

    /// Whether a hyphen, a capitalised word after it, or a title before it makes a first name a part of another name.
    fn make_another(&self, context: &Context) -> bool {
        *self.make_another.get_or_init(|| {
            let view = context.view(self.span.start);
            let next = view.after(self.span.end);
            let name_follows = next.trim_start().starts_with(char::is_uppercase) && next.starts_with(char::is_whitespace);
            let joined = next.starts_with('-') || view.before(self.span.start).ends_with('-');
            name_follows || joined || after_title(context, self.span.start)
        })
    }

    /// The claim to this form by those of whom they leave it what it is: no part stands straight after somebody's given name; no
    /// first name before a capitalised word.
    pub fn left_alone(&self, context: &Context, form: &FormEntry, claim: Claim) -> Option<Claim> {
        let person = context.entity(form.entity).kind == KindId::PERSON;
        if person && self.make_another(context) {
            return None;
        }
        if !person && !form.written().chars().all(is_word) {
            return Some(claim);
        }
        match self.before.get_or_init(|| Before::of(context, self.span.start)) {
            Before::Nothing => Some(claim),
            before => claim.only(context, |entity| !before.is_foreign_to(context, entity)),
        }
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
