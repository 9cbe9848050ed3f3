//! Exclusions (`not`), hidden forms and context words (`needs`): what takes a candidate away before anything else.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::Context;
use crate::engine::dictionary::EntityIx;
use crate::engine::forms::Class;
use crate::engine::judge::Candidate;
use crate::engine::reason::Reason;

/// The candidates that no gate stops, without those that are gates themselves.
pub(super) fn pass(context: &Context, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let class = |candidate: &Candidate| context.lexicon.form(candidate.form).class;
    let is_gate = |candidate: &Candidate| matches!(class(candidate), Class::Need | Class::Not | Class::Hidden);
    if !candidates.iter().any(is_gate) && !context.lexicon.has_needs() {
        return candidates;
    }
    let (gates, candidates): (Vec<_>, Vec<_>) = candidates.into_iter().partition(is_gate);
    let mut excluded: HashMap<EntityIx, Vec<Range<usize>>> = HashMap::new();
    let mut cues: HashMap<EntityIx, Vec<Range<usize>>> = HashMap::new();
    let mut hidden: HashSet<Range<usize>> = HashSet::new();
    for gate in &gates {
        let form = context.lexicon.form(gate.form);
        match form.class {
            Class::Not => excluded.entry(form.entity).or_default().push(gate.span.clone()),
            Class::Need => cues.entry(form.entity).or_default().push(gate.span.clone()),
            _ => _ = hidden.insert(gate.span.clone()),
        }
    }
    let excluding = |candidate: &Candidate| {
        let entity = context.lexicon.form(candidate.form).entity;
        let inside = |not: &&Range<usize>| not.start <= candidate.span.start && candidate.span.end <= not.end;
        let spans = excluded.get(&entity).filter(|_| !class(candidate).is_shared())?;
        spans.iter().find(inside).cloned()
    };
    let stopped = |candidate: &Candidate| {
        let hidden = hidden.contains(&candidate.span).then_some(Reason::HiddenForm);
        hidden.or_else(|| excluding(candidate).map(Reason::Excluded))
    };
    let mut kept = candidates;
    if !(excluded.is_empty() && hidden.is_empty()) {
        kept.retain(|candidate| match stopped(candidate) {
            Some(reason) => {
                context.drop_candidate(candidate, reason);
                false
            }
            None => true,
        });
    }
    if context.lexicon.has_needs() { with_context(context, kept, &cues) } else { kept }
}

/// Drops the candidates of entities that need a word in the paragraph which is not there, nor was in an earlier
/// paragraph that named them.
fn with_context(context: &Context, candidates: Vec<Candidate>, cues: &HashMap<EntityIx, Vec<Range<usize>>>) -> Vec<Candidate> {
    let needing = |candidate: &Candidate| {
        let form = context.lexicon.form(candidate.form);
        (!form.class.is_shared() && !context.entity(form.entity).needs.is_empty()).then_some(form.entity)
    };
    let block = |span: &Range<usize>| context.article.block_at(span.start);
    let has_cue = |entity: EntityIx, candidate: &Candidate| {
        let Some(here) = context.article.blocks.get(block(&candidate.span)).map(|block| &block.range) else { return false };
        let apart = |cue: &Range<usize>| cue.end <= candidate.span.start || candidate.span.end <= cue.start;
        cues.get(&entity).is_some_and(|spans| {
            let first = spans.partition_point(|cue| cue.start < here.start);
            spans[first..].iter().take_while(|cue| cue.start < here.end).any(apart)
        })
    };
    let mut first: BTreeMap<EntityIx, usize> = BTreeMap::new();
    for candidate in &candidates {
        if let Some(entity) = needing(candidate).filter(|&entity| has_cue(entity, candidate)) {
            first.entry(entity).or_insert(block(&candidate.span));
        }
    }
    let passes = |candidate: &Candidate| match needing(candidate) {
        None => true,
        Some(entity) => has_cue(entity, candidate) || first.get(&entity).is_some_and(|&first| first < block(&candidate.span)),
    };
    candidates
        .into_iter()
        .filter(|candidate| {
            let passes = passes(candidate);
            if !passes {
                context.drop_candidate(candidate, Reason::NeedsContext);
            }
            passes
        })
        .collect()
}
