//! Roles: der russische Verteidigungsminister is the person who held that office on the article's date.

use std::ops::Range;
use std::sync::Arc;

use super::compose::{Beside, Partner};
use crate::engine::date::overlaps;
use crate::engine::dictionary::{EntityIx, Role};
use crate::engine::fold::{fold, is_hyphen};
use crate::engine::forms::Class;
use crate::engine::judge::Candidate;
use crate::engine::kind::KindId;
use crate::engine::mentions::{Flags, Form};
use crate::engine::reason::Reason;
use crate::engine::resolve::{Claim, Context, Tier};
use crate::engine::rule::Rule;
use crate::engine::view::{first_word, last_word};

/// The claims of roles.
pub(in crate::engine) fn roles(context: &Context, claims: &[Claim], nouns: &[Candidate]) -> Vec<Claim> {
    let is_title = |noun: &&Candidate| matches!(context.lexicon.form(noun.form).class, Class::Title(_));
    if !nouns.iter().any(|noun| is_title(&noun)) {
        return Vec::new();
    }
    let beside = Beside::new(context, claims);
    nouns.iter().filter(is_title).flat_map(|noun| holders(context, &beside, noun)).collect()
}

fn holders(context: &Context, beside: &Beside, noun: &Candidate) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    let mut reason = Reason::NoOwner;
    for partner in beside.partners(noun) {
        if partner.seated {
            continue;
        }
        if not_in_office(context, noun, &partner.span) {
            reason = Reason::NotInOffice;
            continue;
        }
        reason = if context.article.date.is_none() { Reason::NoDate } else { Reason::NobodyInOffice };
        let named = apposition(context, beside, &partner.span);
        let plausible = |entity: EntityIx| match &named {
            Apposition::Named(named) => named.contains(&entity),
            Apposition::Nobody => is_determined(context, &partner),
            Apposition::Stranger => false,
        };
        for (entity, title) in in_office(context, noun, &partner) {
            if !plausible(entity) {
                reason = if matches!(named, Apposition::Nobody) { Reason::NoDeterminer } else { Reason::Stranger };
                continue;
            }
            if found.iter().any(|claim: &Claim| claim.entity == entity && claim.span == partner.span) {
                continue;
            }
            found.push(Claim {
                span: partner.span.clone(),
                entity,
                crowd: None,
                form: Form::Role,
                flags: Flags { inflected: noun.inflected, ..Flags::default() },
                exact: true,
                support: None,
                rule: Rule::OfficeOnDate,
                text: title,
                tier: Tier::Supported,
            });
        }
    }
    if found.is_empty() {
        context.drop_candidate(noun, reason);
    }
    found
}

/// Everybody who held the office of this noun and country on the article's date.
fn in_office(context: &Context, noun: &Candidate, partner: &Partner) -> Vec<(EntityIx, Arc<str>)> {
    let Some(date) = context.article.date else { return Vec::new() };
    let holds = |role: &Role| role.of.as_deref().is_some_and(|of| partner.belongs(context, of)) && overlaps(date, role.since, role.until);
    let forms = context.lexicon.sharing(noun.form);
    forms
        .filter_map(|form| match form.class {
            Class::Title(number) => Some((form, context.entity(form.entity).roles.get(usize::from(number))?)),
            _ => None,
        })
        .filter(|(_, role)| holds(role))
        .map(|(form, _)| (form.entity, form.written().clone()))
        .collect()
}

/// Whether a word before or inside says that it is not the office itself: der frühere, Ex-, acting.
fn not_in_office(context: &Context, noun: &Candidate, span: &Range<usize>) -> bool {
    let rules = context.rules();
    let speaks_against = |word: &str| {
        let folded = fold(word);
        let mut parts = folded.split_whitespace();
        parts.any(|part| rules.not_in_office.iter().any(|stop| part == *stop || (stop.len() >= 5 && part.starts_with(stop))))
    };
    let view = context.view(span.start);
    let before = view.before(span.start);
    let inside = view.get(&(span.start..noun.span.start.max(span.start)));
    let joined = before.ends_with(is_hyphen) || before.trim_end().len() < before.len();
    (joined && speaks_against(last_word(before.trim_end())))
        || speaks_against(last_word(before.trim_end_matches(is_hyphen).trim_end()))
        || speaks_against(inside)
}

/// Who stands straight after a title.
enum Apposition {
    /// No name.
    Nobody,
    /// People of the dictionary: the role is theirs.
    Named(Vec<EntityIx>),
    /// A name that the dictionary does not know.
    Stranger,
}

fn apposition(context: &Context, beside: &Beside, span: &Range<usize>) -> Apposition {
    let view = context.view(span.start);
    let after = view.after(span.end);
    let rest = after.trim_start();
    let start = view.forth(span.end, after.len() - rest.len());
    let person = |entity: EntityIx| context.entity(entity).kind == KindId::PERSON;
    let named: Vec<EntityIx> = beside.starting(start).flat_map(Claim::entities).filter(|&entity| person(entity)).collect();
    if !named.is_empty() {
        return Apposition::Named(named);
    }
    let word = first_word(rest);
    let stranger =
        rest.len() < after.len() && word.starts_with(char::is_uppercase) && context.lexicon.is_given_name(word, fold(word).trim_start());
    if stranger { Apposition::Stranger } else { Apposition::Nobody }
}

/// `Präsident der Vereinigten Staaten` needs its article to be somebody: without it, it says what somebody was.
/// Languages that decline names have no article.
fn is_determined(context: &Context, partner: &Partner) -> bool {
    let rules = context.rules();
    !partner.noun_first
        || rules.determiners.is_empty()
        || !rules.paradigms.is_empty()
        || context.word_before(partner.span.start).is_some_and(|(_, word)| rules.determiners.contains(&fold(word).trim_start()))
}
