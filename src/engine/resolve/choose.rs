//! Choosing: one span that several entities claim becomes one entity's mention, or is ambiguous – never a guess.

use std::collections::HashMap;

use super::overlap::Settled;
use super::{Claim, Context, Tier};
use crate::engine::dictionary::EntityIx;
use crate::engine::few::Few;
use crate::engine::fold::fold;
use crate::engine::infer::part::FIRST_NAME;
use crate::engine::mentions::Mention;
use crate::engine::quick::{QuickMap, QuickSet};
use crate::engine::reason::Reason;

/// The mention of each span.
pub(super) fn choose(context: &Context, settled: Vec<Settled>) -> Vec<Mention> {
    let preferred: HashMap<String, EntityIx> = context
        .dictionary()
        .preferred
        .iter()
        .map(|(form, id)| (form, &**id))
        .chain(context.chosen.iter().map(|(form, id)| (form, &**id)))
        .filter_map(|(form, id)| Some((fold(form), context.dictionary().find(id)?)))
        .collect();
    let spans: Vec<(Vec<Claim>, bool)> = settled
        .into_iter()
        .map(|spans| (best(context, &preferred, spans.claims), spans.nested))
        .filter(|(claims, _)| !claims.is_empty())
        .collect();
    // Where it is known who else is mentioned, and when, is asked only of those who compete somewhere.
    let rivals: QuickSet<EntityIx> =
        spans.iter().filter(|(claims, _)| claims.len() > 1).flat_map(|(claims, _)| claims.iter().map(|claim| claim.entity)).collect();
    let mut known: QuickMap<EntityIx, Vec<usize>> = QuickMap::default();
    for (claims, _) in spans.iter().filter(|(claims, _)| claims.len() == 1 && rivals.contains(&claims[0].entity)) {
        known.entry(claims[0].entity).or_default().push(claims[0].span.start);
    }
    let mut last: QuickMap<EntityIx, usize> = QuickMap::default();
    let mut chosen = Vec::with_capacity(spans.len());
    for (mut claims, nested) in spans {
        let mut entity = (claims.len() == 1).then(|| claims[0].entity);
        if entity.is_none() {
            entity = supported(&claims, &known).or_else(|| nearest(context, &claims, &last));
        }
        if let Some(entity) = entity {
            // Who is called by the first name is not the one called by the family name.
            if claims[0].rule != FIRST_NAME && rivals.contains(&entity) {
                last.insert(entity, claims[0].span.start);
            }
            if claims.len() > 1 {
                keep(context, &mut claims, Reason::Another, |claim| claim.entity == entity);
            }
        }
        // An unsupported family name that several people bear is nobody's.
        if entity.is_none() && claims.iter().all(|claim| claim.tier == Tier::Weak) {
            for claim in &claims {
                context.drop_claim(claim, Reason::SeveralBearers);
            }
            continue;
        }
        let candidates = if entity.is_some() { Few::default() } else { claims.iter().map(|claim| claim.entity).collect() };
        if let Some(claim) = claims.into_iter().next() {
            chosen.push(claim.into_mention(entity, candidates, nested));
        }
    }
    chosen
}

/// The claims that compete: of the best tier, spelt as written before variants, settled by `[[prefer]]`; one for each entity, sorted.
fn best(context: &Context, preferred: &HashMap<String, EntityIx>, mut claims: Vec<Claim>) -> Vec<Claim> {
    if claims.len() == 1 && preferred.is_empty() {
        return claims;
    }
    // What the article itself says a short form means goes before what dictionaries say.
    if claims.iter().any(|claim| claim.flags.learned) {
        keep(context, &mut claims, Reason::Stronger, |claim| claim.flags.learned);
    }
    let Some(tier) = claims.iter().map(|claim| claim.tier).min() else { return claims };
    keep(context, &mut claims, Reason::Stronger, |claim| claim.tier == tier);
    if claims.iter().any(|claim| claim.exact) {
        keep(context, &mut claims, Reason::Stronger, |claim| claim.exact);
    }
    if !preferred.is_empty()
        && let Some(entity) = claims.iter().find_map(|claim| preferred.get(&fold(&claim.text)))
        && claims.iter().any(|claim| claim.entity == *entity)
    {
        keep(context, &mut claims, Reason::Preferred, |claim| claim.entity == *entity);
    }
    claims.sort_by(|a, b| (a.entity, a.form, a.rule, &a.text).cmp(&(b.entity, b.form, b.rule, &b.text)));
    claims.dedup_by_key(|claim| claim.entity);
    claims
}

/// Drops the claims that do not stay, for one that does.
fn keep(context: &Context, claims: &mut Vec<Claim>, reason: fn(EntityIx) -> Reason, stays: impl Fn(&Claim) -> bool) {
    let Some(winner) = claims.iter().find(|claim| stays(claim)).map(|claim| claim.entity) else { return claims.clear() };
    claims.retain(|claim| {
        let stays = stays(claim);
        if !stays {
            context.drop_claim(claim, reason(winner));
        }
        stays
    });
}

/// The only one of them that is mentioned elsewhere beyond doubt.
fn supported(claims: &[Claim], known: &QuickMap<EntityIx, Vec<usize>>) -> Option<EntityIx> {
    let span = &claims[0].span;
    let elsewhere = |claim: &&Claim| known.get(&claim.entity).is_some_and(|starts| starts.iter().any(|start| !span.contains(start)));
    let mut supported = claims.iter().filter(elsewhere);
    let first = supported.next()?;
    supported.next().is_none().then_some(first.entity)
}

/// The one that was mentioned last before; none when another was mentioned in that same sentence.
fn nearest(context: &Context, claims: &[Claim], last: &QuickMap<EntityIx, usize>) -> Option<EntityIx> {
    let mut before: Vec<(usize, EntityIx)> = claims.iter().filter_map(|claim| Some((*last.get(&claim.entity)?, claim.entity))).collect();
    before.sort_unstable();
    let (at, entity) = before.pop()?;
    let sentence = context.view(at).sentence(at);
    let shared = before.last().is_some_and(|(other, _)| sentence.contains(other));
    (!shared).then_some(entity)
}
