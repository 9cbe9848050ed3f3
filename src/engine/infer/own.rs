//! The article's own forms: parts, first names, initials and learned abbreviations of those who are named in full.
//!
//! Few entities stand in one article, so their further forms are made when they are known and searched for as those
//! of the lexicon are – folded, over line breaks and markup; the lexicon does not carry them for everybody.

use std::cell::OnceCell;

use super::part;
use crate::engine::dictionary::EntityIx;
use crate::engine::fold::fold;
use crate::engine::forms::FormEntry;
use crate::engine::index::{Index, Key, Memory, Sought, Tell};
use crate::engine::judge::{Candidate, Hit};
use crate::engine::mentions::{Byte, Flags, Form};
use crate::engine::quick::{QuickMap, QuickSet};
use crate::engine::reason::{Reason, Rejection};
use crate::engine::resolve::{Claim, Context, Tier};

/// A form that holds for this article.
pub(in crate::engine) struct Own {
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

/// All forms that hold for this article only, ready to be searched for.
pub(in crate::engine) struct Forms {
    own: Vec<Own>,
    /// The folded text of each, and its number; sorted.
    sorted: Vec<(String, usize)>,
    /// Of each pattern of the index where its forms begin in `sorted`; one more for the end.
    starts: Vec<usize>,
    index: Index,
}

impl Forms {
    /// Makes an index of the forms.
    pub fn new(own: Vec<Own>) -> Self {
        let mut sorted: Vec<(String, usize)> = own.iter().enumerate().map(|(number, own)| (fold(&own.form.text), number)).collect();
        sorted.sort_unstable();
        let groups = || sorted.chunk_by(|(a, _), (b, _)| a == b);
        let index = Index::new(groups().map(|group| {
            let sought = group.iter().map(|&(_, number)| Sought::of(&own[number].form)).fold(Sought::default(), Sought::or);
            Key { pattern: &group[0].0, sought }
        }));
        let mut starts = vec![0];
        starts.extend(groups().scan(0, |end, group| {
            *end += group.len();
            Some(*end)
        }));
        Self { own, sorted, starts, index }
    }

    /// A search for them, which goes from paragraphs to paragraphs.
    pub fn search(&self) -> Search<'_> {
        Search { forms: self, bands: QuickMap::default(), memory: Memory::default() }
    }
}

/// A search for the article's own forms.
pub(in crate::engine) struct Search<'a> {
    forms: &'a Forms,
    /// Of all patterns few are found: what they stand for is put together for those only.
    bands: QuickMap<u32, Vec<Band<'a>>>,
    memory: Memory,
}

impl Search<'_> {
    /// What these forms claim in the context's paragraphs beside what is claimed there.
    pub fn claims(&mut self, context: &Context, claims: &[Claim]) -> Vec<Claim> {
        let (mut learned, found): (Vec<_>, Vec<_>) = self.all(context).into_iter().partition(|claim| claim.flags.learned);
        // What the dictionary knows already is not learned.
        if !learned.is_empty() {
            let spans: QuickSet<_> = learned.iter().map(|claim| (claim.span.start, claim.span.end)).collect();
            let known = claims.iter().filter(|claim| spans.contains(&(claim.span.start, claim.span.end)));
            let known: QuickSet<_> =
                known.flat_map(|claim| claim.entities().map(|entity| (claim.span.start, claim.span.end, entity))).collect();
            learned.retain(|claim| !known.contains(&(claim.span.start, claim.span.end, claim.entity)));
        }
        learned.extend(part::keep_apart(context, claims, found));
        learned
    }

    fn all(&mut self, context: &Context) -> Vec<Claim> {
        let mut found = Vec::new();
        if self.forms.own.is_empty() {
            return found;
        }
        let (forms, mut memory) = (self.forms, std::mem::take(&mut self.memory));
        for block in context.known_blocks() {
            let view = context.view(block.range.start);
            let tell = |hit: &Hit, pattern| self.hit(context, hit, pattern, &mut found);
            forms.index.walk_on(view, &context.article.text, Tell::Likely, &mut memory, tell);
        }
        self.memory = memory;
        found
    }

    /// What the judge says of a form, and what stands beside it, is the same for all who have it.
    fn hit(&mut self, context: &Context, hit: &Hit, pattern: u32, found: &mut Vec<Claim>) {
        let bands = self.bands.entry(pattern).or_insert_with(|| bands(context, self.forms, pattern as usize));
        let mut judged: Option<(&FormEntry, Result<Candidate, Rejection>)> = None;
        let mut neighbours = None;
        for band in bands {
            let Some(&own) = band.own.first() else { continue };
            let same = judged.take().filter(|(form, _)| own.form.is_judged_as(form)).map(|(_, same)| same);
            let said = same.unwrap_or_else(|| hit.judge(u32::MAX, &own.form, context.lexicon.language()));
            let (_, said) = judged.insert((&own.form, said));
            let Ok(candidate) = said else { continue };
            if own.learned {
                found.push(claim(own, candidate));
                continue;
            }
            let Some(all) = band.all.get_or_init(|| band.claimed(context)) else { continue };
            let neighbours = neighbours.get_or_insert_with(|| part::Neighbours::of(&candidate.span));
            match neighbours.left_alone(context, &own.form, claim(own, candidate).by_those_of(all)) {
                Some(claim) => found.push(claim),
                None if context.is_traced() => context.drop_claim(&claim(own, candidate), Reason::OtherName),
                None => {}
            }
        }
    }
}

/// Forms that nothing but their entities tells apart: many people have one first name.
struct Band<'a> {
    own: Vec<&'a Own>,
    /// Who claims what is found of them: those whose form nobody else has in the dictionary. Not asked of what is learned.
    all: OnceCell<Option<Claim>>,
}

/// The forms of one pattern. What has several of them has each by itself, in their order; and who asks why is told of each.
fn bands<'a>(context: &Context, forms: &'a Forms, pattern: usize) -> Vec<Band<'a>> {
    let group = &forms.sorted[forms.starts[pattern]..forms.starts[pattern + 1]];
    let group: Vec<&Own> = group.iter().map(|&(_, number)| &forms.own[number]).collect();
    let mut forms: QuickMap<EntityIx, usize> = QuickMap::default();
    for own in &group {
        *forms.entry(own.form.entity).or_default() += 1;
    }
    let is_alone = |own: &Own| own.learned || context.is_traced() || forms[&own.form.entity] > 1;
    let mut bands: Vec<Band> = Vec::new();
    for own in group {
        let shared =
            bands.iter_mut().find(|band| !is_alone(own) && band.own.first().is_some_and(|first| !is_alone(first) && are_alike(first, own)));
        match shared {
            Some(band) => band.own.push(own),
            None => bands.push(Band { own: vec![own], all: OnceCell::new() }),
        }
    }
    bands
}

/// Whether nothing but their entities, and where these are supported, tells two forms apart.
fn are_alike(a: &Own, b: &Own) -> bool {
    (a.kind, a.tier, a.form.rule) == (b.kind, b.tier, b.form.rule) && a.form.is_judged_as(&b.form) && a.form.written() == b.form.written()
}

impl Band<'_> {
    fn claimed(&self, context: &Context) -> Option<Claim> {
        let own = self.own.iter().filter(|own| !part::is_a_form_of_another(context, &own.form));
        let members = own.map(|own| (own.form.entity, Some(Byte::new(own.support)))).collect();
        let nowhere = Candidate { span: 0..0, form: u32::MAX, inflected: false, compound: false, exact: true };
        claim(self.own.first()?, &nowhere).by(context, members)
    }
}

fn claim(own: &Own, candidate: &Candidate) -> Claim {
    Claim {
        span: candidate.span.clone(),
        entity: own.form.entity,
        crowd: None,
        form: own.kind,
        flags: Flags {
            inflected: candidate.inflected,
            compound: candidate.compound,
            weak: own.tier == Tier::Weak,
            learned: own.learned,
            former: false,
        },
        exact: candidate.exact,
        support: Some(Byte::new(own.support)),
        rule: own.form.rule,
        text: own.form.written().clone(),
        tier: own.tier,
    }
}
