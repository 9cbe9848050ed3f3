//! The article's own forms: parts, first names, initials and learned abbreviations of those who are named in full.
//!
//! Few entities stand in one article, so their further forms are made when they are known and searched for as those
//! of the lexicon are – folded, over line breaks and markup; the lexicon does not carry them for everybody.

use std::cell::OnceCell;
use std::ops::Range;

use super::part;
use crate::engine::dictionary::EntityIx;
use crate::engine::fold::fold;
use crate::engine::forms::FormEntry;
use crate::engine::index::{Index, Key, Memory, Sought, Tell, Told};
use crate::engine::judge::{Candidate, Hit, Seen, at_a_glance};
use crate::engine::mentions::{Byte, Flags, Form};
use crate::engine::quick::{QuickMap, QuickSet};
use crate::engine::reason::Reason;
use crate::engine::resolve::{Claim, Context, Tier};
use crate::engine::view::View;

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
        if self.forms.own.is_empty() {
            return Vec::new();
        }
        let (mut learned, parts): (Vec<_>, Vec<_>) =
            self.all(context, &part::Names::of(claims)).into_iter().partition(|claim| claim.flags.learned);
        // What the dictionary knows already is not learned.
        if !learned.is_empty() {
            let spans: QuickSet<_> = learned.iter().map(|claim| (claim.span.start, claim.span.end)).collect();
            let known = claims.iter().filter(|claim| spans.contains(&(claim.span.start, claim.span.end)));
            let known: QuickSet<_> =
                known.flat_map(|claim| claim.entities().map(|entity| (claim.span.start, claim.span.end, entity))).collect();
            learned.retain(|claim| !known.contains(&(claim.span.start, claim.span.end, claim.entity)));
        }
        learned.extend(parts);
        learned
    }

    fn all(&mut self, context: &Context, names: &part::Names) -> Vec<Claim> {
        let (mut found, mut memory) = (Vec::new(), std::mem::take(&mut self.memory));
        for block in context.known_blocks() {
            let view = context.view(block.range.start);
            let told = Found { search: self, context, view, names, claims: &mut found };
            told.search.forms.index.walk_on(view, &context.article.text, Tell::Likely, &mut memory, told);
        }
        self.memory = memory;
        found
    }
}

/// Gathers what is found in one block.
struct Found<'f, 'a, 'c, 't> {
    search: &'f mut Search<'a>,
    context: &'c Context<'t>,
    view: &'c View<'t>,
    names: &'c part::Names<'c>,
    claims: &'f mut Vec<Claim>,
}

impl Told for Found<'_, '_, '_, '_> {
    fn hit(&mut self, hit: &Hit, pattern: u32) {
        let language = self.context.lexicon.language();
        self.claim(pattern, None, |form| hit.judge(u32::MAX, form, language).map_or(Seen::IsNot, Seen::Is));
    }

    fn glance(&mut self, seen: &[(Range<usize>, u32)]) -> bool {
        // Who asks why is told of all.
        if self.context.is_traced() {
            return false;
        }
        let (before, view, text) = (self.claims.len(), self.view, &self.context.article.text);
        let is_clear = seen.iter().all(|(place, pattern)| {
            let start = view.source(place.start);
            let span = start..start + place.len();
            self.claim(*pattern, Some(&span), |form| at_a_glance(view, text, place, u32::MAX, form))
        });
        if !is_clear {
            self.claims.truncate(before);
        }
        is_clear
    }
}

impl Found<'_, '_, '_, '_> {
    /// Adds what the forms of a pattern claim; whether that is clear. What the judge says of a form, and what stands beside it, is the
    /// same for all who have it. `span`: where it is known before.
    fn claim(&mut self, pattern: u32, span: Option<&Range<usize>>, judge: impl Fn(&FormEntry) -> Seen) -> bool {
        let (context, forms) = (self.context, self.search.forms);
        let bands = self.search.bands.entry(pattern).or_insert_with(|| bands(context, forms, pattern as usize));
        let mut judged: Option<(&FormEntry, Seen)> = None;
        let mut neighbours = None;
        for band in bands {
            let Some(&own) = band.own.first() else { continue };
            let all = if own.learned { None } else { band.all.get_or_init(|| band.claimed(context)).as_ref() };
            // Most parts stand in their own names.
            if !own.learned && all.is_none_or(|all| span.is_some_and(|span| self.names.hold(span, all))) {
                continue;
            }
            let same = judged.take().filter(|(form, _)| own.form.is_judged_as(form)).map(|(_, same)| same);
            let (_, said) = judged.insert((&own.form, same.unwrap_or_else(|| judge(&own.form))));
            let candidate = match said {
                Seen::Is(candidate) => &*candidate,
                Seen::IsNot => continue,
                Seen::Unclear => return false,
            };
            let Some(all) = all else {
                self.claims.push(claim(own, candidate));
                continue;
            };
            let neighbours = neighbours.get_or_insert_with(|| part::Neighbours::of(&candidate.span));
            match neighbours.left_alone(context, &own.form, claim(own, candidate).by_those_of(all)) {
                Some(claim) => self.claims.extend(self.names.outside(context, claim)),
                None if context.is_traced() => context.drop_claim(&claim(own, candidate), Reason::OtherName),
                None => {}
            }
        }
        true
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
