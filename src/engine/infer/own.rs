//! The article's own forms: parts, first names, initials and learned abbreviations of those who are named in full.
//!
//! Few entities stand in one article, so their further forms are made when they are known and searched for as those
//! of the lexicon are – folded, over line breaks and markup; the lexicon does not carry them for everybody.

use super::{bracket, kin, part};
use crate::engine::fold::fold;
use crate::engine::forms::FormEntry;
use crate::engine::index::{Index, Key, Memory, Sought, Tell};
use crate::engine::judge::{Candidate, Hit};
use crate::engine::mentions::{Flags, Form};
use crate::engine::quick::QuickSet;
use crate::engine::reason::{Reason, Rejection};
use crate::engine::resolve::{Claim, Context, Tier, named_in_full};

/// A form that holds for this article.
pub(super) struct Own {
    /// As a form of the dictionary would be.
    pub form: FormEntry,
    /// What mentions of it are.
    pub kind: Form,
    /// How strong they are.
    pub tier: Tier,
    /// Learned from a bracket.
    pub learned: bool,
    /// Where the article supports it.
    pub support: usize,
}

/// The claims of all forms that hold for this article only.
pub(in crate::engine) fn claims(context: &Context, claims: &[Claim]) -> Vec<Claim> {
    let mut own = bracket::learned(context, claims);
    own.extend(kin::learned(context, claims, &own));
    own.extend(part::parts(context, &named_in_full(claims)));
    let (mut learned, mut found): (Vec<_>, Vec<_>) = search(context, &own).into_iter().partition(|claim| claim.flags.learned);
    // What the dictionary knows already is not learned.
    if !learned.is_empty() {
        let known: QuickSet<_> = claims.iter().map(|claim| (claim.span.start, claim.span.end, claim.entity)).collect();
        learned.retain(|claim| !known.contains(&(claim.span.start, claim.span.end, claim.entity)));
    }
    part::keep_apart(claims, &mut found);
    learned.extend(found);
    learned
}

/// The claims of these forms, in one pass.
fn search(context: &Context, own: &[Own]) -> Vec<Claim> {
    if own.is_empty() {
        return Vec::new();
    }
    let mut sorted: Vec<(String, usize)> = own.iter().enumerate().map(|(number, own)| (fold(&own.form.text), number)).collect();
    sorted.sort_unstable();
    let groups: Vec<&[(String, usize)]> = sorted.chunk_by(|(a, _), (b, _)| a == b).collect();
    let index = Index::new(groups.iter().map(|group| {
        let sought = group.iter().map(|&(_, number)| Sought::of(&own[number].form)).fold(Sought::default(), Sought::or);
        Key { pattern: &group[0].0, sought }
    }));
    let blocks: Vec<_> = context.known_blocks().collect();
    context.spread(&blocks, |context, blocks| {
        let mut search = Search { context, own, of_another: vec![None; own.len()], found: Vec::new() };
        let mut memory = Memory::default();
        for block in blocks {
            let view = context.view(block.range.start);
            let tell = |hit: &Hit, pattern| search.hit(hit, groups[pattern as usize]);
            index.walk_on(view, &context.article.text, Tell::Likely, &mut memory, tell);
        }
        search.found
    })
}

struct Search<'a, 'b> {
    context: &'a Context<'b>,
    own: &'a [Own],
    /// Of all forms few are found: whether somebody else has one in the dictionary is asked of those only.
    of_another: Vec<Option<bool>>,
    found: Vec<Claim>,
}

impl<'a> Search<'a, '_> {
    /// Many people have one first name: what the judge says of it, and what stands beside it, is the same for all.
    fn hit(&mut self, hit: &Hit, group: &[(String, usize)]) {
        let mut judged: Option<(&'a FormEntry, Result<Candidate, Rejection>)> = None;
        let mut neighbours = None;
        for &(_, number) in group {
            let own = &self.own[number];
            let same = judged.take().filter(|(form, _)| own.form.is_judged_as(form)).map(|(_, same)| same);
            let said = same.unwrap_or_else(|| hit.judge(u32::MAX, &own.form, self.context.lexicon.language()));
            let (_, said) = judged.insert((&own.form, said));
            let Ok(candidate) = said else { continue };
            if !own.learned {
                if *self.of_another[number].get_or_insert_with(|| part::is_a_form_of_another(self.context, &own.form)) {
                    continue;
                }
                let neighbours = neighbours.get_or_insert_with(|| part::Neighbours::of(self.context, &candidate.span));
                if !neighbours.leave_alone(self.context, &own.form) {
                    if self.context.is_traced() {
                        self.context.drop_claim(&claim(own, candidate), Reason::OtherName);
                    }
                    continue;
                }
            }
            self.found.push(claim(own, candidate));
        }
    }
}

fn claim(own: &Own, candidate: &Candidate) -> Claim {
    Claim {
        span: candidate.span.clone(),
        entity: own.form.entity,
        form: own.kind,
        flags: Flags {
            inflected: candidate.inflected,
            compound: candidate.compound,
            weak: own.tier == Tier::Weak,
            learned: own.learned,
            former: false,
        },
        exact: candidate.exact,
        support: Some(own.support),
        rule: own.form.rule,
        text: own.form.written().clone(),
        tier: own.tier,
    }
}
