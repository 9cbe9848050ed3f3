//! Overlaps: of claims that share bytes one wins; what lies inside it may stay as its nested mention.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::{Claim, Context, Tier};
use crate::engine::dictionary::EntityIx;
use crate::engine::fold::is_hyphen;
use crate::engine::kind::KindId;
use crate::engine::mentions::Form;
use crate::engine::quick::QuickMap;
use crate::engine::reason::Reason;

/// All claims to one span, and whether it lies inside another.
#[derive(Debug)]
pub(super) struct Settled {
    /// Bytes of the article.
    pub span: Range<usize>,
    /// The claims to it, of one or several entities.
    pub claims: Vec<Claim>,
    /// Inside another span.
    pub nested: bool,
}

/// Settles which spans stand. The result is sorted by start, outer before inner.
pub(super) fn settle(context: &Context, mut claims: Vec<Claim>) -> Vec<Settled> {
    join_halves(context, &mut claims);
    claims.sort_by(|a, b| {
        (a.span.start, usize::MAX - a.span.end, a.tier, a.entity).cmp(&(b.span.start, usize::MAX - b.span.end, b.tier, b.entity))
    });
    let mut spans: Vec<Settled> = Vec::new();
    for claim in claims {
        match spans.last_mut().filter(|last| last.span == claim.span) {
            Some(last) => last.claims.push(claim),
            None => spans.push(Settled { span: claim.span.clone(), claims: vec![claim], nested: false }),
        }
    }
    let mut settled = Vec::with_capacity(spans.len());
    let mut rest = spans.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut end = first.span.end;
        if rest.peek().is_none_or(|next| next.span.start >= end) {
            settled.push(first);
            continue;
        }
        let mut cluster = vec![first];
        while let Some(next) = rest.next_if(|next| next.span.start < end) {
            end = end.max(next.span.end);
            cluster.push(next);
        }
        stand(context, cluster, false, &mut settled);
    }
    settled.sort_by_key(|settled| (settled.span.start, usize::MAX - settled.span.end));
    settled
}

/// US-Amerikaner, US-amerikanisch: two forms of one entity with nothing but a hyphen between are one. Doe-Doe is one form twice.
fn join_halves(context: &Context, claims: &mut Vec<Claim>) {
    let after_hyphen = |at: usize| {
        let hyphen = context.article.text.get(at..)?.chars().next().filter(|&c| is_hyphen(c))?;
        Some(at + hyphen.len_utf8())
    };
    let compounds = claims.iter().enumerate().filter(|(_, claim)| claim.flags.compound);
    let firsts: Vec<(usize, (usize, EntityIx))> =
        compounds.filter_map(|(index, claim)| Some((index, (after_hyphen(claim.span.end)?, claim.entity)))).collect();
    if firsts.is_empty() {
        return;
    }
    let mut seconds: QuickMap<(usize, EntityIx), Option<usize>> = firsts.iter().map(|&(_, second)| (second, None)).collect();
    for (index, claim) in claims.iter().enumerate() {
        seconds.entry((claim.span.start, claim.entity)).and_modify(|second| *second = Some(index));
    }
    let halves = firsts.iter().filter_map(|(first, second)| Some((*first, (*seconds.get(second)?)?)));
    let halves: Vec<(usize, usize)> = halves.filter(|&(first, second)| claims[first].text != claims[second].text).collect();
    for &(first, second) in &halves {
        let start = claims[first].span.start;
        claims[second].span.start = start;
    }
    let firsts: HashSet<usize> = halves.into_iter().map(|(first, _)| first).collect();
    let mut index = 0;
    claims.retain(|_| {
        index += 1;
        !firsts.contains(&(index - 1))
    });
}

/// A span that stands, and the spans inside it.
struct Winner {
    spans: Settled,
    inner: Vec<Settled>,
}

/// Of spans that overlap each other: the winners, and inside each winner the same again.
fn stand(context: &Context, mut cluster: Vec<Settled>, nested: bool, settled: &mut Vec<Settled>) {
    cluster.sort_by_cached_key(|spans| std::cmp::Reverse(strength(context, spans)));
    let mut winners: Vec<Winner> = Vec::new();
    // Where a winner begins; they are disjoint.
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for spans in cluster {
        let Range { start, end } = spans.span;
        let over = places.range(..end).rev().map(|(_, &at)| at).take_while(|&at| winners[at].spans.span.end > start).min();
        let Some(winner) = over.map(|strongest| &mut winners[strongest]) else {
            places.insert(start, winners.len());
            winners.push(Winner { spans, inner: Vec::new() });
            continue;
        };
        if winner.spans.span.start <= start && end <= winner.spans.span.end {
            winner.inner.push(spans);
        } else {
            spans.claims.iter().for_each(|claim| beaten(context, claim, &winner.spans));
        }
    }
    for Winner { spans, inner } in winners {
        stand(context, nested_in(context, &spans, inner), true, settled);
        settled.push(Settled { nested, ..spans });
    }
}

fn beaten(context: &Context, claim: &Claim, winner: &Settled) {
    if let Some(by) = winner.claims.first() {
        context.drop_claim(claim, Reason::Overlap(winner.span.clone(), by.entity));
    }
}

/// What decides an overlap: the higher rank, a claim that is not weak, the earlier start, the longer, the upper layer.
fn strength(context: &Context, spans: &Settled) -> (i64, bool, std::cmp::Reverse<usize>, usize, u16) {
    let of = |claim: &Claim| {
        let entity = context.entity(claim.entity);
        (entity.rank, entity.origins.iter().map(|origin| origin.file).max().unwrap_or(0))
    };
    let rank = spans.claims.iter().map(|claim| of(claim).0).max().unwrap_or(0);
    let layer = spans.claims.iter().map(|claim| of(claim).1).max().unwrap_or(0);
    let strong = spans.claims.iter().any(|claim| claim.tier != Tier::Weak);
    (rank, strong, std::cmp::Reverse(spans.span.start), spans.span.len(), layer)
}

/// What may stay inside a winner: names, acronyms, adjectives and demonyms of other entities; nothing inside a
/// person's name, but a role keeps its country.
fn nested_in(context: &Context, winner: &Settled, inner: Vec<Settled>) -> Vec<Settled> {
    let person = |claim: &Claim| context.entity(claim.entity).kind == KindId::PERSON && claim.form != Form::Role;
    if winner.claims.iter().any(person) {
        inner.iter().flat_map(|inner| &inner.claims).for_each(|claim| beaten(context, claim, winner));
        return Vec::new();
    }
    let stays = |claim: &Claim| {
        matches!(claim.form, Form::Name | Form::Acronym | Form::Adjective | Form::Demonym)
            && claim.tier < Tier::Supported
            && winner.claims.iter().all(|winner| winner.entity != claim.entity)
    };
    // A form that the winner's entity shares with others is its own here: Frankfurt in Frankfurt am Main.
    let own = |claim: &Claim| winner.claims.iter().any(|winner| winner.entity == claim.entity);
    let mut inner = inner;
    inner.retain(|spans| {
        let best = spans.claims.iter().map(|claim| claim.tier).min();
        !spans.claims.iter().any(|claim| Some(claim.tier) == best && own(claim))
    });
    for spans in &mut inner {
        spans.claims.iter().filter(|claim| !stays(claim)).for_each(|claim| beaten(context, claim, winner));
        spans.claims.retain(stays);
    }
    inner.retain(|spans| !spans.claims.is_empty());
    inner
}
