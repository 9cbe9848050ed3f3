//! Mentions in some paragraphs, whatever the rest of the article says: of a lexicon that [asks nothing of it](Lexicon::is_local). Most
//! candidates there are alone with their bytes, or one lies within another; only the others go through all steps.

use std::cmp::Reverse;
use std::ops::Range;

use super::{Context, chosen, claim, in_order};
use crate::engine::article::Article;
use crate::engine::few::Few;
use crate::engine::judge::Candidate;
use crate::engine::kind::KindId;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::Mention;

/// Adds the mentions in these blocks, in their order.
pub fn mentions_in(lexicon: &Lexicon, article: &Article, blocks: Range<usize>, found: &mut Vec<Mention>) {
    let candidates = in_order(lexicon.candidates(article, blocks.clone()));
    let context = Context::of(lexicon, article, blocks);
    let has_preferred = !context.dictionary().preferred.is_empty();
    let before = found.len();
    found.reserve(candidates.len());
    let mut contested = Vec::new();
    let mut rest = candidates.as_slice();
    while !rest.is_empty() {
        let (together, others) = rest.split_at(together(rest));
        rest = others;
        match together {
            _ if has_preferred => contested.extend_from_slice(together),
            [lone] => found.push(mention(&context, lone, false)),
            _ if settles(&context, together, found) => {}
            _ => contested.extend_from_slice(together),
        }
    }
    if !contested.is_empty() {
        found.extend(chosen(&context, contested));
        found[before..].sort_by_key(|mention| (mention.span.start, Reverse(mention.span.end)));
    }
}

/// How many candidates, from the first on, may depend on each other.
fn together(candidates: &[Candidate]) -> usize {
    // Two halves of one name have a hyphen of up to three bytes between them.
    let reach = |candidate: &Candidate| candidate.span.end + if candidate.compound { 4 } else { 0 };
    let mut end = 0;
    let apart = |(number, candidate): &(usize, &Candidate)| {
        let is_apart = *number > 0 && candidate.span.start >= end;
        end = end.max(reach(candidate));
        is_apart
    };
    candidates.iter().enumerate().find(apart).map_or(candidates.len(), |(number, _)| number)
}

/// Adds the mentions of two candidates of which one lies within the other, or of several that lie within a person's name, where the
/// outer one wins: as all steps settle them. Whether it is so simple; else nothing is added.
fn settles(context: &Context, together: &[Candidate], found: &mut Vec<Mention>) -> bool {
    let Some(outer) = together.iter().max_by_key(|candidate| candidate.span.len()) else { return false };
    let entity = |candidate: &Candidate| context.lexicon.form(candidate.form).entity;
    let winner = context.entity(entity(outer));
    let inner = || together.iter().filter(|candidate| !std::ptr::eq(*candidate, outer));
    let loses = |candidate: &Candidate| {
        let is_inside = outer.span.start <= candidate.span.start && candidate.span.end <= outer.span.end;
        is_inside && candidate.span != outer.span && context.entity(entity(candidate)).rank <= winner.rank
    };
    let is_pair = together.len() == 2;
    let is_person = winner.kind == KindId::PERSON && together.iter().all(|candidate| !candidate.compound);
    if !(is_pair || is_person) || !inner().all(loses) {
        return false;
    }
    found.push(mention(context, outer, false));
    if winner.kind != KindId::PERSON {
        found.extend(inner().filter(|inner| entity(inner) != entity(outer)).map(|inner| mention(context, inner, true)));
    }
    true
}

/// The mention that a candidate is.
#[inline]
fn mention(context: &Context, candidate: &Candidate, nested: bool) -> Mention {
    let claim = claim(context, candidate);
    let entity = claim.entity;
    claim.into_mention(Some(entity), Few::default(), nested)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::engine::article::{Block, BlockKind};
    use crate::engine::dictionary::{Case, Dictionary, Entity, Policy, Written};
    use crate::engine::few::Few;
    use crate::engine::kind::Kinds;
    use crate::engine::language::Language;
    use crate::engine::mentions::Mentions;

    /// Names that lie within each other, of people and of others, some of one entity.
    fn lexicon(ranks: &[i64], kinds: &[bool]) -> Lexicon {
        let policy = Policy { case: Case::Exact, inflect: false, exact_accents: true, ..Policy::default() };
        let written = |name: &str| Written { policy, ..Written::new(name) };
        let names = [["Ab", "Ab Cd Ef"], ["Ab Cd", "Ef Gh"], ["Cd", "Gh-Ab"], ["Cd Ef Gh", "Ef"]];
        let entities = names.iter().zip(ranks).zip(kinds).map(|(([name, alias], rank), is_person)| {
            let kind = if *is_person { KindId::PERSON } else { KindId::PLACE };
            let entity = Entity::new(name, kind, written(name));
            let aliases = std::iter::once(written(alias)).collect();
            Entity { rank: *rank, infer: false, short: Some(Few::default()), aliases, ..entity }
        });
        Lexicon::new(Arc::new(Dictionary::new(Kinds::default(), Vec::new(), entities.collect())), Language::De)
    }

    proptest! {
        #[test]
        fn they_are_settled_as_all_steps_settle_them(
            text in "((Ab|Cd|Ef|Gh)[ -]?){1,12}",
            ranks in prop::collection::vec(0..3_i64, 4),
            kinds in prop::collection::vec(any::<bool>(), 4),
        ) {
            let lexicon = lexicon(&ranks, &kinds);
            prop_assert!(lexicon.is_local());
            let blocks = vec![Block::plain(BlockKind::Paragraph, 0..text.len())];
            let article = Article { text, blocks, ..Article::default() };
            let mut found = Vec::new();
            mentions_in(&lexicon, &article, 0..1, &mut found);
            prop_assert_eq!(Mentions::new(found), lexicon.mentions(&article, lexicon.candidates(&article, 0..1), 1));
        }
    }
}
