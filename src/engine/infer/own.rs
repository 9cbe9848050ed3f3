//! The article's own forms: parts, first names, initials and learned abbreviations of those who are named in full.
//!
//! Few entities stand in one article, so their further forms are made when they are known and searched for as those
//! of the lexicon are – folded, over line breaks and markup; the lexicon does not carry them for everybody.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::{bracket, kin, part};
use crate::engine::fold::{Folded, fold};
use crate::engine::forms::FormEntry;
use crate::engine::judge::Hit;
use crate::engine::lexicon::{reach, slices};
use crate::engine::mentions::{Flags, Form};
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
    let known: HashSet<_> = claims.iter().map(|claim| (claim.span.start, claim.span.end, claim.entity)).collect();
    learned.retain(|claim| !known.contains(&(claim.span.start, claim.span.end, claim.entity)));
    part::keep_apart(context, claims, &mut found);
    learned.extend(found);
    learned
}

/// From this length on, in bytes, an automaton that takes longer to make pays.
const LONG: usize = 256 << 10;

/// The claims of these forms, in one pass.
fn search(context: &Context, own: &[Own]) -> Vec<Claim> {
    let texts: Vec<String> = own.iter().map(|own| fold(&own.form.text)).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let text = &*context.article.text;
    // For a page of text the automaton costs more to make than to use.
    let kind = if text.len() < LONG { AhoCorasickKind::NoncontiguousNFA } else { AhoCorasickKind::ContiguousNFA };
    let builder = AhoCorasick::builder().match_kind(MatchKind::Standard).kind(Some(kind)).prefilter(false).build(&texts);
    let Ok(automaton) = builder else { return Vec::new() };
    // Of all forms few are found: whether somebody else has one in the dictionary is asked of those only.
    let mut of_another: Vec<Option<bool>> = vec![None; own.len()];
    let mut found = Vec::new();
    for block in &context.article.blocks {
        for slice in slices(text, block) {
            let folded = Folded::block(text, block, reach(text, block, &slice));
            for hit in automaton.find_overlapping_iter(&folded.text).filter(|hit| folded.source(hit.start()) < slice.end) {
                let number = hit.pattern().as_usize();
                let own = &own[number];
                let hit = Hit { folded: &folded, view: context.view(slice.start), text, range: hit.start()..hit.end() };
                let Ok(candidate) = hit.judge(u32::MAX, &own.form, context.lexicon.language()) else { continue };
                if own.learned || !*of_another[number].get_or_insert_with(|| part::is_a_form_of_another(context, &own.form)) {
                    found.push(claim(own, candidate));
                }
            }
        }
    }
    found
}

fn claim(own: &Own, candidate: crate::engine::judge::Candidate) -> Claim {
    Claim {
        span: candidate.span,
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
        text: own.form.written().to_owned(),
        tier: own.tier,
    }
}
