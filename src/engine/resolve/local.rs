//! Mentions in some paragraphs, whatever the rest of the article says: of a lexicon that [asks nothing of it](Lexicon::is_local). Most
//! candidates there are alone with their bytes, or overlap with a few others; only what may be joined goes through all steps.

use std::cmp::Reverse;
use std::ops::Range;

use super::{Context, chosen, claim, in_order};
use crate::engine::article::Article;
use crate::engine::dictionary::{Entity, EntityIx};
use crate::engine::few::Few;
use crate::engine::judge::Candidate;
use crate::engine::kind::KindId;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::Mention;

/// So many candidates that share bytes are settled one by one; a chain of overlaps may be as long as the text.
const FEW: usize = 16;

/// One of several candidates that share bytes.
#[derive(Clone, Copy)]
struct Part<'a> {
    candidate: &'a Candidate,
    who: EntityIx,
    entity: &'a Entity,
}

impl<'a> Part<'a> {
    fn of(context: &Context<'a>, candidate: &'a Candidate) -> Self {
        let who = context.lexicon.form(candidate.form).entity;
        Self { candidate, who, entity: context.entity(who) }
    }
}

/// Adds the mentions in these blocks, in their order.
pub fn mentions_in(lexicon: &Lexicon, article: &Article, blocks: Range<usize>, found: &mut Vec<Mention>) {
    let candidates = in_order(lexicon.candidates(article, blocks.clone()));
    let context = Context::of(lexicon, article, blocks);
    let has_preferred = !context.dictionary().preferred.is_empty();
    let before = found.len();
    found.reserve(candidates.len());
    let (mut contested, mut parts) = (Vec::new(), Vec::new());
    let mut rest = candidates.as_slice();
    while !rest.is_empty() {
        let (together, others) = rest.split_at(together(rest));
        rest = others;
        match together {
            _ if has_preferred => contested.extend_from_slice(together),
            [lone] => found.push(mention(&context, lone, false)),
            _ if is_hard(together) => contested.extend_from_slice(together),
            _ => {
                parts.extend(together.iter().map(|candidate| Part::of(&context, candidate)));
                settle(&context, &mut parts, false, found);
            }
        }
    }
    if !contested.is_empty() {
        found.extend(chosen(&context, Some(contested)));
    }
    found[before..].sort_by_key(|mention| (mention.span.start, Reverse(mention.span.end)));
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

/// Whether these candidates have to go through all steps: they are many, two may be halves of one name, or they have one span.
fn is_hard(together: &[Candidate]) -> bool {
    let joins = |first: &Candidate| together.iter().any(|second| (first.span.end..first.span.end + 4).contains(&second.span.start));
    let have_one_span = together.windows(2).any(|pair| pair[0].span == pair[1].span);
    together.len() > FEW || have_one_span || together.iter().any(|first| first.compound && joins(first))
}

/// Adds the mentions of candidates that overlap, in no order: as all steps settle them. The strongest wins: the one of the highest rank,
/// of these the first, of these the longest. What shares bytes with it is dropped, but what lies within a name that is no person's
/// stands there as the others do, if it is another's.
fn settle(context: &Context, together: &mut Vec<Part>, nested: bool, found: &mut Vec<Mention>) {
    let strength = |part: &Part| (part.entity.rank, Reverse(part.candidate.span.start), part.candidate.span.len());
    while let Some(winner) = together.iter().copied().max_by_key(strength) {
        found.push(mention(context, winner.candidate, nested));
        let span = &winner.candidate.span;
        let is_inside = |other: &Part| span.start <= other.candidate.span.start && other.candidate.span.end <= span.end;
        let stays = |other: &&Part| is_inside(other) && other.who != winner.who;
        if winner.entity.kind != KindId::PERSON {
            settle(context, &mut together.iter().filter(stays).copied().collect(), true, found);
        }
        together.retain(|other| other.candidate.span.end <= span.start || span.end <= other.candidate.span.start);
    }
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
    use crate::engine::dictionary::{Case, Dictionary, Policy, Written};
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
