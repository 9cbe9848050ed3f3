//! Composed names: a generic noun and the country it belongs to – russisches Verteidigungsministerium, Ministry of
//! Defence of Russia. The country may be any form of it that was found beside the noun, so no list of combinations exists.

use std::collections::HashMap;
use std::ops::Range;

use crate::engine::dictionary::EntityIx;
use crate::engine::fold::{fold, is_apostrophe, is_hyphen, is_word};
use crate::engine::forms::Class;
use crate::engine::judge::Candidate;
use crate::engine::mentions::{Flags, Form};
use crate::engine::reason::Reason;
use crate::engine::resolve::{Claim, Context, Tier};
use crate::engine::rule::Rule;

/// A country, or its capital, found beside a noun.
#[derive(Clone, Debug)]
pub(super) struct Partner {
    /// The noun and the country together, without a determiner.
    pub span: Range<usize>,
    /// The country or capital as found.
    pub entity: EntityIx,
    /// The noun stands first: Präsident Frankreichs.
    pub noun_first: bool,
    /// Joined by *in*: Ministerium in Moskau.
    pub seated: bool,
}

/// Where claims begin and end.
pub(super) struct Beside<'a, 'b> {
    context: &'a Context<'b>,
    claims: &'a [Claim],
    starts: HashMap<usize, Vec<usize>>,
    ends: HashMap<usize, Vec<usize>>,
}

/// The claims of composed names.
pub(in crate::engine) fn composed(context: &Context, claims: &[Claim], nouns: &[Candidate]) -> Vec<Claim> {
    let is_headword = |noun: &&Candidate| context.lexicon.form(noun.form).class == Class::Headword;
    if !nouns.iter().any(|noun| is_headword(&noun)) {
        return Vec::new();
    }
    let beside = Beside::new(context, claims);
    nouns.iter().filter(is_headword).flat_map(|noun| names(context, &beside, noun)).collect()
}

fn names(context: &Context, beside: &Beside, noun: &Candidate) -> Vec<Claim> {
    let partners = beside.partners(noun);
    let mut found = Vec::new();
    for form in context.lexicon.sharing(noun.form).filter(|form| form.class == Class::Headword) {
        let of = context.entity(form.entity).of.as_deref().unwrap_or_default();
        for partner in partners.iter().filter(|partner| partner.belongs(context, of)) {
            found.push(Claim {
                span: partner.span.clone(),
                entity: form.entity,
                crowd: None,
                form: Form::Name,
                flags: Flags { inflected: noun.inflected, ..Flags::default() },
                exact: true,
                support: None,
                rule: Rule::Composed,
                text: format!("{} + {}", form.written(), context.entity(partner.entity).name.text).into(),
                tier: Tier::Name,
            });
        }
    }
    if found.is_empty() {
        context.drop_candidate(noun, Reason::NoOwner);
    }
    found
}

impl Partner {
    /// Whether this is the entity of this id, or its capital; a ministry *in* something is in the capital.
    pub(super) fn belongs(&self, context: &Context, of: &str) -> bool {
        let found = &*context.entity(self.entity).id;
        let capital = || context.dictionary().find(of).and_then(|of| context.entity(of).capital.as_deref());
        !of.is_empty() && ((found == of && !self.seated) || capital() == Some(found))
    }
}

impl<'a, 'b> Beside<'a, 'b> {
    /// Indexes the claims by where they begin and end.
    pub(super) fn new(context: &'a Context<'b>, claims: &'a [Claim]) -> Self {
        let mut starts: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut ends: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, claim) in claims.iter().enumerate() {
            starts.entry(claim.span.start).or_default().push(index);
            ends.entry(claim.span.end).or_default().push(index);
        }
        Self { context, claims, starts, ends }
    }

    /// The claims that begin at a position.
    pub(super) fn starting(&self, position: usize) -> impl Iterator<Item = &Claim> {
        self.starts.get(&position).into_iter().flatten().map(|&index| &self.claims[index])
    }

    fn ending(&self, position: usize) -> impl Iterator<Item = &Claim> {
        self.ends.get(&position).into_iter().flatten().map(|&index| &self.claims[index])
    }

    /// What may be the noun's country, before it and after it.
    pub(super) fn partners(&self, noun: &Candidate) -> Vec<Partner> {
        let mut partners = self.before(noun);
        if partners.is_empty() {
            partners = self.after(noun);
        }
        partners
    }

    /// russisch*e*, Russland*s*, Russia*'s*, US*-*, Moskauer; in English also the plain name.
    fn before(&self, noun: &Candidate) -> Vec<Partner> {
        let view = self.context.view(noun.span.start);
        let before = view.before(noun.span.start);
        let mut rest = before.trim_end();
        let mut joined = false;
        // A line may end after the hyphen: US-⏎Präsident.
        let gap = &before[rest.len()..];
        match rest.strip_suffix(is_hyphen).filter(|_| gap.is_empty() || gap.contains(['\n', '\r'])) {
            Some(without) => (rest, joined) = (without, true),
            None if gap.is_empty() => return Vec::new(),
            None => {}
        }
        let owner =
            rest.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe)).or_else(|| rest.strip_suffix(is_apostrophe));
        let possessive = owner.is_some();
        let end = view.back_end(noun.span.start, before.len() - owner.unwrap_or(rest).len());
        let fits = |claim: &&Claim| match claim.form {
            Form::Adjective | Form::Demonym => !possessive,
            Form::Name => claim.flags.inflected || possessive || joined || self.context.rules().name_before_noun,
            Form::Acronym => possessive || joined || claim.flags.inflected || self.context.rules().name_before_noun,
            _ => false,
        };
        let partner =
            |claim: &Claim| Partner { span: claim.span.start..noun.span.end, entity: claim.entity, noun_first: false, seated: false };
        self.ending(end).filter(fits).map(partner).collect()
    }

    /// Russland*s*, *der* Russischen Föderation, *of* Russia, *in* Moskau.
    fn after(&self, noun: &Candidate) -> Vec<Partner> {
        let view = self.context.view(noun.span.start);
        let after = view.after(noun.span.end);
        let gap = after.len() - after.trim_start().len();
        if gap == 0 {
            return Vec::new();
        }
        let rules = self.context.rules();
        let partner =
            |claim: &Claim, seated| Partner { span: noun.span.start..claim.span.end, entity: claim.entity, noun_first: true, seated };
        let names = |claim: &&Claim| matches!(claim.form, Form::Name | Form::Acronym);
        let mut partners = Vec::new();
        if rules.bare_genitive {
            // Where names decline, one without an ending is one that does not: Министерство обороны США.
            let declining = !rules.paradigms.is_empty();
            let genitive = |claim: &&Claim| names(claim) && (declining || (claim.form == Form::Name && claim.flags.inflected));
            partners.extend(self.starting(view.forth(noun.span.end, gap)).filter(genitive).map(|claim| partner(claim, false)));
        }
        if rules.adjective_after {
            let adjective = |claim: &&Claim| claim.form == Form::Adjective;
            partners.extend(self.starting(view.forth(noun.span.end, gap)).filter(adjective).map(|claim| partner(claim, false)));
        }
        let of = rules.of_words.iter().map(|words| (words, false));
        for (words, seated) in of.chain(rules.in_words.iter().map(|words| (words, true))) {
            if let Some(length) = begins_with(&after[gap..], words) {
                partners.extend(self.starting(view.forth(noun.span.end, gap + length)).filter(names).map(|claim| partner(claim, seated)));
            }
        }
        partners
    }
}

/// If a text begins with these words (folded) and white space, how many bytes that takes.
fn begins_with(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    for word in words.split(' ') {
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if fold(&rest[..length]).trim_start() != word {
            return None;
        }
        let after = &rest[length..];
        rest = after.trim_start();
        if rest.len() == after.len() && !after.starts_with(is_apostrophe) {
            return None;
        }
        rest = rest.trim_start_matches(is_apostrophe);
    }
    Some(text.len() - rest.len())
}
