//! Overlaps: of claims that share bytes one wins; what lies inside it may stay as its nested mention.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::{Claim, Context, Tier};
use crate::engine::dictionary::EntityIx;
use crate::engine::fold::is_hyphen;
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

/// A span that stands.
#[derive(Debug)]
pub(super) enum Standing {
    /// Nothing else shares a byte with it, or nothing that counts: most.
    Lone(Claim),
    /// What is left where claims met.
    Met(Settled),
}

/// Settles which spans stand, and tells them sorted by start, outer before inner.
pub(super) fn settle(context: &Context, mut claims: Vec<Claim>, mut tell: impl FnMut(Standing)) {
    join_halves(context, &mut claims);
    // Each step added claims that are sorted by their start: long runs are merged, and then few have one start. Who asks why is told
    // of entities in their order.
    claims.sort_by_key(|claim| claim.span.start);
    for together in claims.chunk_by_mut(|a, b| a.span.start == b.span.start) {
        together.sort_by_key(|claim| (Reverse(claim.span.end), claim.tier, context.is_traced().then_some(claim.entity)));
    }
    let mut rest = claims.into_iter().peekable();
    let (mut others, mut settled) = (Vec::new(), Vec::new());
    while let Some(first) = rest.next() {
        let mut end = first.span.end;
        while let Some(next) = rest.next_if(|next| next.span.start < end) {
            end = end.max(next.span.end);
            others.push(next);
        }
        if others.is_empty() || covers(context, &first, &others) {
            others.clear();
            tell(Standing::Lone(first));
            continue;
        }
        let mut cluster = vec![Settled { span: first.span.clone(), claims: vec![first], nested: false }];
        for next in others.drain(..) {
            match cluster.last_mut().filter(|last| last.span == next.span) {
                Some(last) => last.claims.push(next),
                None => cluster.push(Settled { span: next.span.clone(), claims: vec![next], nested: false }),
            }
        }
        if cluster.len() > 1 {
            stand(context, cluster, false, &mut settled);
            settled.sort_by_key(|settled| (settled.span.start, Reverse(settled.span.end)));
        } else {
            settled = cluster;
        }
        settled.drain(..).for_each(|settled| tell(Standing::Met(settled)));
    }
}

/// Whether the first of claims that overlap, of which none begins before it, leaves nothing of the others: they lie within it, are not
/// stronger, and none may stay inside. So it is with the parts of most names. Who asks why is told of each in the other way.
fn covers(context: &Context, first: &Claim, others: &[Claim]) -> bool {
    if context.is_traced() || first.tier == Tier::Weak {
        return false;
    }
    let (rank, _) = first.rank(context);
    let closed = others.iter().all(|other| !is_kept_inside(other)) || is_persons(context, first);
    closed && others.iter().all(|other| other.span.end <= first.span.end && other.span != first.span && other.rank(context).0 <= rank)
}

/// Nothing stays inside a person's name, but a role keeps its country.
fn is_persons(context: &Context, claim: &Claim) -> bool {
    claim.form != Form::Role && claim.is_by_people(context)
}

/// What may stay inside others.
fn is_kept_inside(claim: &Claim) -> bool {
    matches!(claim.form, Form::Name | Form::Acronym | Form::Adjective | Form::Demonym) && claim.tier < Tier::Supported
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
    if part_halves(claims, &firsts) {
        return join_halves(context, claims);
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

/// Of claims of many those that some of them make with another half: each of them by itself. Whether there are any.
fn part_halves(claims: &mut Vec<Claim>, firsts: &[(usize, (usize, EntityIx))]) -> bool {
    let mut at: QuickMap<usize, Vec<usize>> = QuickMap::default();
    for &(first, (second, _)) in firsts {
        at.entry(second).or_default().push(first);
    }
    let mut halves: HashSet<usize> = HashSet::new();
    for (second, claim) in claims.iter().enumerate() {
        for &first in at.get(&claim.span.start).into_iter().flatten().filter(|&&first| claims[first].is_by_any_of(claim)) {
            halves.extend([first, second].into_iter().filter(|&half| claims[half].is_shared()));
        }
    }
    if !halves.is_empty() {
        let all = std::mem::take(claims).into_iter().enumerate();
        claims.extend(all.flat_map(|(number, claim)| if halves.contains(&number) { claim.apart() } else { Vec::from([claim]) }));
    }
    !halves.is_empty()
}

/// A span that stands, and the weaker ones that share bytes with it and with no stronger one.
struct Winner {
    spans: Settled,
    inside: Vec<Settled>,
    across: Vec<Settled>,
}

/// Of spans that overlap each other: the winners, and inside each winner the same again.
fn stand(context: &Context, mut cluster: Vec<Settled>, nested: bool, settled: &mut Vec<Settled>) {
    cluster.sort_by_key(|spans| Reverse(strength(context, spans)));
    for Winner { spans: winner, inside, across } in winners(cluster) {
        across.iter().flat_map(|across| &across.claims).for_each(|claim| beaten(context, claim, &winner));
        stand(context, nested_in(context, &winner, inside), true, settled);
        settled.push(Settled { nested, ..winner });
    }
}

/// The winners of spans that come with the strongest first. A chain of overlaps may be as long as the text: each span asks
/// only the winners beside it.
fn winners(cluster: Vec<Settled>) -> Vec<Winner> {
    let mut winners: Vec<Winner> = Vec::new();
    // Of each winner its start and its number. No two share bytes, so that they end in the same order.
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for spans in cluster {
        let span = &spans.span;
        let before_its_end = starts.range(..span.end).rev().map(|(_, &number)| number);
        let strongest = before_its_end.take_while(|&number| winners[number].spans.span.end > span.start).min();
        match strongest.map(|number| &mut winners[number]) {
            None => {
                starts.insert(span.start, winners.len());
                winners.push(Winner { spans, inside: Vec::new(), across: Vec::new() });
            }
            Some(winner) if winner.spans.span.start <= span.start && span.end <= winner.spans.span.end => winner.inside.push(spans),
            Some(winner) => winner.across.push(spans),
        }
    }
    winners
}

fn beaten(context: &Context, claim: &Claim, winner: &Settled) {
    if let Some(by) = winner.claims.first() {
        context.drop_claim(claim, Reason::Overlap(winner.span.clone(), by.entity));
    }
}

/// What decides an overlap: the higher rank, a claim that is not weak, the earlier start, the longer, the upper layer.
fn strength(context: &Context, spans: &Settled) -> (i64, bool, Reverse<usize>, usize, u16) {
    let rank = spans.claims.iter().map(|claim| claim.rank(context).0).max().unwrap_or(0);
    let layer = spans.claims.iter().map(|claim| claim.rank(context).1).max().unwrap_or(0);
    let strong = spans.claims.iter().any(|claim| claim.tier != Tier::Weak);
    (rank, strong, Reverse(spans.span.start), spans.span.len(), layer)
}

/// What may stay inside a winner: names, acronyms, adjectives and demonyms of other entities; nothing inside a
/// person's name, but a role keeps its country.
fn nested_in(context: &Context, winner: &Settled, inner: Vec<Settled>) -> Vec<Settled> {
    if winner.claims.iter().any(|claim| is_persons(context, claim)) {
        inner.iter().flat_map(|inner| &inner.claims).for_each(|claim| beaten(context, claim, winner));
        return Vec::new();
    }
    let stays = |claim: &Claim| is_kept_inside(claim) && !winner.claims.iter().any(|winner| winner.is_by_any_of(claim));
    // A form that the winner's entity shares with others is its own here: Frankfurt in Frankfurt am Main.
    let own = |claim: &Claim| winner.claims.iter().any(|winner| winner.is_by_any_of(claim));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each winner with what lies inside it and what lies across its ends.
    type Won = Vec<(Range<usize>, Vec<Range<usize>>, Vec<Range<usize>>)>;

    fn won(spans: &[Range<usize>]) -> Won {
        let cluster = spans.iter().map(|span| Settled { span: span.clone(), claims: Vec::new(), nested: false });
        let spans = |all: Vec<Settled>| all.into_iter().map(|one| one.span).collect();
        winners(cluster.collect()).into_iter().map(|won| (won.spans.span, spans(won.inside), spans(won.across))).collect()
    }

    /// The strongest wins and takes away what shares bytes with it; of what is left the strongest wins …
    fn one_after_the_other(mut spans: Vec<Range<usize>>) -> Won {
        let mut won = Won::new();
        while !spans.is_empty() {
            let winner = spans.remove(0);
            let (apart, touched): (Vec<_>, Vec<_>) =
                spans.into_iter().partition(|span| span.end <= winner.start || winner.end <= span.start);
            let (inside, across) = touched.into_iter().partition(|span| winner.start <= span.start && span.end <= winner.end);
            won.push((winner, inside, across));
            spans = apart;
        }
        won
    }

    proptest! {
        #[test]
        fn the_strongest_takes_what_shares_bytes_with_it(spans in prop::collection::hash_set((0..30_usize, 1..9_usize), 0..40)) {
            let spans: Vec<_> = spans.into_iter().map(|(start, length)| start..start + length).collect();
            prop_assert_eq!(won(&spans), one_after_the_other(spans));
        }
    }
}
