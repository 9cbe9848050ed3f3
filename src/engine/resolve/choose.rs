//! Choosing: one span that several entities claim becomes one entity's mention, or is ambiguous – never a guess.

use std::collections::HashMap;
use std::sync::Arc;

use super::overlap::{Settled, Standing};
use super::{Claim, Context, Tier};
use crate::engine::dictionary::EntityIx;
use crate::engine::few::Few;
use crate::engine::fold::fold;
use crate::engine::mentions::Mention;
use crate::engine::quick::{QuickMap, QuickSet};
use crate::engine::reason::Reason;
use crate::engine::rule::Rule;

/// The claims that compete for a span, in the order of their forms.
pub(super) struct Rivals {
    claims: Vec<Claim>,
    /// Where there are several claims: who makes them, sorted, each with the number of the claim.
    entities: Vec<(EntityIx, usize)>,
    nested: bool,
}

/// Who is mentioned beyond doubt: where first, and where last.
type Known = QuickMap<EntityIx, (usize, usize)>;

/// What a span says.
pub(super) enum Choice {
    /// Only one entity claims it.
    One(Mention),
    /// Whom it names depends on what else is mentioned.
    Several(Box<Rivals>),
}

// Then mentions take the room of choices, of which a long article has millions.
const _: () = assert!(size_of::<Choice>() == size_of::<Mention>());

impl Choice {
    /// What may be chosen for a span.
    pub fn of(context: &Context, preferred: &Preferred, standing: Standing) -> Option<Self> {
        let spans = match standing {
            Standing::Lone(claim) if preferred.is_empty() && !claim.is_shared() => {
                let entity = claim.entity;
                return Some(Self::One(claim.into_mention(Some(entity), Few::default(), false)));
            }
            Standing::Lone(claim) => Settled { span: claim.span.clone(), claims: vec![claim], nested: false },
            Standing::Met(spans) => spans,
        };
        let rivals = Rivals::of(context, preferred, spans)?;
        match rivals.single() {
            Some(entity) => rivals.mention(context, Some(entity)).map(Self::One),
            None => Some(Self::Several(Box::new(rivals))),
        }
    }
}

/// Forms (folded), and whom they always mean.
pub(super) type Preferred = HashMap<String, EntityIx>;

/// What the dictionary prefers, and before that the reader.
pub(super) fn preferred(context: &Context) -> Preferred {
    context
        .dictionary()
        .preferred
        .iter()
        .map(|(form, id)| (form, &**id))
        .chain(context.chosen.iter().map(|(form, id)| (form, &**id)))
        .filter_map(|(form, id)| Some((fold(form), context.dictionary().find(id)?)))
        .collect()
}

/// The mention of each span. The choices come in the order of the text.
pub(super) fn choose(context: &Context, choices: Vec<Choice>) -> Vec<Mention> {
    // Where it is known who else is mentioned, and when, is asked only of those who compete somewhere.
    let contested = contested(&choices);
    let mut known = Known::default();
    for choice in choices.iter().filter(|_| !contested.is_empty()) {
        if let Choice::One(Mention { entity: Some(entity), span, .. }) = choice
            && contested.contains(entity)
        {
            known.entry(*entity).or_insert((span.start, span.start)).1 = span.start;
        }
    }
    let mut last: QuickMap<EntityIx, usize> = QuickMap::default();
    let chosen = choices.into_iter().filter_map(|choice| {
        let (rule, mention) = match choice {
            Choice::One(mention) => (mention.made_by, Some(mention)),
            Choice::Several(rivals) => {
                let entity = rivals.supported(&known).or_else(|| rivals.nearest(context, &last));
                (rivals.first().rule, rivals.mention(context, entity))
            }
        };
        let named = mention.as_ref().and_then(|mention| Some((mention.entity?, mention.span.start)));
        // Who is called by the first name is not the one called by the family name.
        if let Some((entity, start)) = named.filter(|(entity, _)| rule != Rule::FirstName && contested.contains(entity)) {
            last.insert(entity, start);
        }
        mention
    });
    chosen.collect()
}

/// All who compete with somebody. A crowd is asked once.
fn contested(choices: &[Choice]) -> QuickSet<EntityIx> {
    let mut asked: QuickSet<usize> = QuickSet::default();
    let mut contested = QuickSet::default();
    for choice in choices {
        let Choice::Several(rivals) = choice else { continue };
        let crowd = rivals.claims.first().filter(|_| rivals.entities.is_empty()).and_then(|claim| claim.crowd.as_ref());
        if crowd.is_none_or(|crowd| asked.insert(Arc::as_ptr(crowd) as usize)) {
            contested.extend(rivals.entities());
        }
    }
    contested
}

impl Rivals {
    /// Those of a span's claims that compete: none, where there are none.
    fn of(context: &Context, preferred: &Preferred, spans: Settled) -> Option<Self> {
        let mut claims = best(context, preferred, spans.claims);
        let mut entities = Vec::new();
        if claims.len() > 1 {
            claims.sort_by(|a, b| (a.form, a.rule, &a.text).cmp(&(b.form, b.rule, &b.text)));
            entities.extend(claims.iter().enumerate().flat_map(|(number, claim)| claim.entities().map(move |entity| (entity, number))));
            entities.sort_by_key(|&(entity, _)| entity);
            entities.dedup_by_key(|&mut (entity, _)| entity);
        }
        (!claims.is_empty()).then_some(Self { claims, entities, nested: spans.nested })
    }

    /// Who competes, sorted.
    fn entities(&self) -> impl Iterator<Item = EntityIx> {
        let only = self.claims.first().filter(|_| self.entities.is_empty());
        only.into_iter().flat_map(Claim::entities).chain(self.entities.iter().map(|&(entity, _)| entity))
    }

    /// The number of an entity's claim, and the entity.
    fn claim_of(&self, entity: EntityIx) -> usize {
        self.entities.binary_search_by_key(&entity, |&(entity, _)| entity).map_or(0, |at| self.entities[at].1)
    }

    /// The claim of the first entity.
    fn first(&self) -> &Claim {
        &self.claims[self.entities.first().map_or(0, |&(_, number)| number)]
    }

    /// The only one.
    fn single(&self) -> Option<EntityIx> {
        match (self.claims.as_slice(), self.entities.as_slice()) {
            (_, &[(entity, _)]) => Some(entity),
            ([claim], []) => (!claim.is_shared()).then_some(claim.entity),
            _ => None,
        }
    }

    /// The only one of them that is mentioned elsewhere beyond doubt.
    fn supported(&self, known: &Known) -> Option<EntityIx> {
        let span = &self.first().span;
        let elsewhere = |entity: &EntityIx| known.get(entity).is_some_and(|(first, last)| !span.contains(first) || !span.contains(last));
        let mut supported = self.entities().filter(elsewhere);
        let first = supported.next()?;
        supported.next().is_none().then_some(first)
    }

    /// The one that was mentioned last before; none when another was mentioned in that same sentence.
    fn nearest(&self, context: &Context, last: &QuickMap<EntityIx, usize>) -> Option<EntityIx> {
        let mentioned = self.entities().filter_map(|entity| Some((*last.get(&entity)?, entity)));
        let (nearest, other) = mentioned.fold((None, None), |(nearest, other), next| match Some(next) {
            next if next > nearest => (next, nearest),
            next => (nearest, other.max(next)),
        });
        let (at, entity) = nearest?;
        let shared = other.is_some_and(|(other, _)| context.are_in_one_sentence(other, at));
        (!shared).then_some(entity)
    }

    /// The mention of this entity, or of nobody in particular.
    fn mention(mut self, context: &Context, entity: Option<EntityIx>) -> Option<Mention> {
        let Some(entity) = entity else { return self.ambiguous(context) };
        self.tell(context, |claim| (claim.entity != entity).then_some(Reason::Another(entity)));
        let number = self.claim_of(entity);
        let mut claim = self.claims.swap_remove(number);
        claim.single(entity);
        Some(claim.into_mention(Some(entity), Few::default(), self.nested))
    }

    /// An unsupported family name that several people bear is nobody's.
    fn ambiguous(mut self, context: &Context) -> Option<Mention> {
        if self.claims.iter().all(|claim| claim.tier == Tier::Weak) {
            self.tell(context, |_| Some(Reason::SeveralBearers));
            return None;
        }
        let candidates = self.entities().collect();
        let number = self.entities.first().map_or(0, |&(_, number)| number);
        Some(self.claims.swap_remove(number).into_mention(None, candidates, self.nested))
    }

    /// Notes of each entity's claim why it is dropped.
    fn tell(&self, context: &Context, reason: impl Fn(&Claim) -> Option<Reason>) {
        if context.is_traced() {
            let claims = self.entities.iter().map(|&(_, number)| &self.claims[number]);
            for (claim, reason) in claims.filter_map(|claim| Some((claim, reason(claim)?))) {
                context.drop_claim(claim, reason);
            }
        }
    }
}

/// The claims that compete: of the best tier, spelt as written before variants, settled by `[[prefer]]`.
fn best(context: &Context, preferred: &Preferred, mut claims: Vec<Claim>) -> Vec<Claim> {
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
    if !preferred.is_empty() {
        prefer(context, preferred, &mut claims);
    }
    claims
}

/// Gives the span to whom `[[prefer]]` gives it. Of several such forms the one counts whose first entity comes first.
fn prefer(context: &Context, preferred: &Preferred, claims: &mut Vec<Claim>) {
    let given = claims.iter().filter_map(|claim| Some((claim.entity, *preferred.get(&fold(&claim.text))?)));
    let Some((_, entity)) = given.min_by_key(|&(first, _)| first) else { return };
    if claims.iter().any(|claim| claim.is_by(entity)) {
        keep(context, claims, Reason::Preferred, |claim| claim.is_by(entity));
        for claim in claims {
            claim.single(entity);
        }
    }
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
