//! Heads: *das Ministerium* is the ministry that was mentioned last, or that of the minister who was.

use crate::engine::date::overlaps;
use crate::engine::dictionary::{Entity, EntityIx};
use crate::engine::few::Few;
use crate::engine::fold::fold;
use crate::engine::forms::{Class, FormEntry};
use crate::engine::judge::Candidate;
use crate::engine::kind::KindId;
use crate::engine::mentions::{Byte, Flags, Form, Mention, Why};
use crate::engine::reason::Reason;
use crate::engine::resolve::Context;
use crate::engine::rule::Rule;

/// How many paragraphs back a generic noun may refer.
const REACH: usize = 2;
/// How many mentions back it may refer: a text without paragraphs has no other bound.
const MENTIONS: usize = 60;

/// Adds the mentions of generic nouns that refer back to one of `chosen` (sorted by start).
pub(in crate::engine) fn refer_back(context: &Context, chosen: &mut Vec<Mention>, nouns: &[Candidate]) {
    let mut heads: Vec<Mention> = Vec::new();
    let mut seen = 0;
    for noun in nouns {
        let form = context.lexicon.form(noun.form);
        if !matches!(form.class, Class::Head | Class::Headword) || noun.span.start < seen || is_taken(chosen, noun) {
            continue;
        }
        if let Some(reason) = obstacle(context, noun) {
            context.drop_candidate(noun, reason);
            continue;
        }
        let group = || context.lexicon.sharing(noun.form).filter(|form| matches!(form.class, Class::Head | Class::Headword));
        let Some((entity, at)) = nearest(context, chosen, &heads, noun, group) else {
            context.drop_candidate(noun, Reason::NoAntecedent);
            continue;
        };
        seen = noun.span.end;
        heads.push(Mention {
            span: noun.span.clone(),
            entity: Some(entity),
            candidates: Few::default(),
            form: Form::Head,
            flags: Flags { inflected: noun.inflected, ..Flags::default() },
            nested: false,
            made_by: Rule::ReferredBack,
            why: Why { form: form.written().clone(), support: Some(Byte::new(at)) },
        });
    }
    chosen.extend(heads);
}

/// What keeps a noun from referring back: no determiner before it, or something that makes it another: das Amt *des* Präsidenten.
fn obstacle(context: &Context, noun: &Candidate) -> Option<Reason> {
    let rules = context.rules();
    let determined = context.word_before(noun.span.start).is_some_and(|(_, word)| rules.determiners.contains(&fold(word).trim_start()));
    let next = context.view(noun.span.start).word_after(noun.span.end).map(fold).unwrap_or_default();
    let another = rules.of_another.contains(&next.trim_start());
    let all = [(!determined, Reason::NoDeterminer), (noun.compound, Reason::Compound), (another, Reason::OfAnother)];
    all.into_iter().find_map(|(holds, reason)| holds.then_some(reason))
}

/// Whether a mention stands there already.
fn is_taken(chosen: &[Mention], noun: &Candidate) -> bool {
    let at = chosen.partition_point(|mention| mention.span.start < noun.span.end);
    chosen[..at].iter().rev().take(8).any(|mention| mention.span.end > noun.span.start)
}

/// The entity of the nearest mention before the noun that this noun may mean, and where that mention stands.
fn nearest<'a, G, I>(context: &Context, chosen: &[Mention], heads: &[Mention], noun: &Candidate, group: G) -> Option<(EntityIx, usize)>
where
    G: Fn() -> I,
    I: Iterator<Item = &'a FormEntry>,
{
    let first = context.article.block_at(noun.span.start).saturating_sub(REACH);
    let from = context.article.blocks.get(first).map_or(0, |block| block.range.start);
    let near = |mention: &&Mention| mention.span.start >= from;
    let meant = |mention: &Mention| {
        let entity = mention.entity?;
        let own = group().map(|form| form.entity).find(|&ix| ix == entity);
        own.or_else(|| of_the_minister(context, entity, group())).map(|found| (found, mention.span.start))
    };
    let before = &chosen[..chosen.partition_point(|mention| mention.span.start < noun.span.start)];
    let named = before.iter().rev().take(MENTIONS).take_while(near).find_map(meant);
    let head = heads.iter().rev().take(MENTIONS).take_while(near).find_map(meant);
    [named, head].into_iter().flatten().max_by_key(|&(_, at)| at)
}

/// The ministry among these whose minister this person is on the article's date.
fn of_the_minister<'a>(context: &Context, person: EntityIx, group: impl Iterator<Item = &'a FormEntry>) -> Option<EntityIx> {
    let person = context.entity(person);
    if person.kind != KindId::PERSON || person.roles.is_empty() {
        return None;
    }
    group.map(|form| form.entity).find(|&ix| heads_it(context, person, context.entity(ix)))
}

fn heads_it(context: &Context, person: &Entity, ministry: &Entity) -> bool {
    let names = || [&ministry.name].into_iter().chain(&ministry.names).map(|written| fold(&written.text));
    let in_office = |role: &&crate::engine::dictionary::Role| {
        role.of.is_some() && role.of == ministry.of && context.article.date.is_none_or(|date| overlaps(date, role.since, role.until))
    };
    let stem = |title: &str| fold(title).trim_end_matches("in").trim_end_matches("er").to_owned();
    person.roles.iter().filter(in_office).flat_map(|role| &role.titles).any(|(_, title)| {
        let stem = stem(title);
        stem.contains("minist") && names().any(|name| name.starts_with(&stem))
    })
}
