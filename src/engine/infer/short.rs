//! Short forms: the family name belongs to the person who is named in full somewhere in the article.

use std::cell::OnceCell;
use std::ops::Range;

use super::guard::{Before, Near, bearers, is_first_name_here};
use crate::engine::dictionary::{Case, Entity, EntityIx};
use crate::engine::fold::{fold, is_hyphen};
use crate::engine::judge::Candidate;
use crate::engine::language::is_common;
use crate::engine::language::paradigm::is_form_of;
use crate::engine::mentions::{Byte, Flags, Form};
use crate::engine::quick::QuickMap;
use crate::engine::reason::Reason;
use crate::engine::resolve::{Claim, Context, Full, Tier};
use crate::engine::rule::Rule;

/// What may stand, joined by a hyphen, before a family name without making it another: Anti-Putin-Protest.
const PREFIXES: [&str; 9] = ["anti", "ex", "pro", "nicht", "non", "post", "alt", "neo", "pre"];

/// Asks for each candidate what is claimed, with what stands before it, which is the same for all of one span.
fn each(context: &Context, shorts: &[Candidate], mut claimed: impl FnMut(&Candidate, &Near<'_>)) {
    for shorts in shorts.chunk_by(|a, b| a.span == b.span) {
        let near = before_family(context, shorts[0].span.start);
        for short in shorts {
            claimed(short, &near);
        }
    }
}

/// The claims of full names with a gap: of those who bear a name and whose given name stands before it. Each candidate stands for
/// all who bear the name.
pub(in crate::engine) fn beside(context: &Context, families: &mut Families, shorts: &[Candidate]) -> Vec<Claim> {
    let mut claims = Vec::new();
    each(context, shorts, |short, near| {
        if !matches!(near, Near::Nothing) {
            let bearers = families.of(context, short).with_given_name(context, near);
            claims.extend(bearers.filter_map(|form| with_given_name(context, &Candidate { form, ..short.clone() }, near)));
        }
    });
    claims
}

/// The claims of family names by themselves, supported and weak ones. `full`: where each is named in full.
pub(in crate::engine) fn alone(context: &Context, families: &mut Families, shorts: &[Candidate], full: &Full) -> Vec<Claim> {
    let mut claims = Vec::new();
    each(context, shorts, |short, near| named_alone(context, families, short, near, full, &mut claims));
    claims
}

/// Adds the claims of those who bear the name, by itself.
fn named_alone(context: &Context, families: &mut Families, short: &Candidate, near: &Near<'_>, full: &Full, claims: &mut Vec<Claim>) {
    let family = families.of(context, short);
    let mut before = None;
    let claimed = |meant: &Meant| {
        let short = Candidate { form: meant.form, ..short.clone() };
        let before = before.get_or_insert_with(|| Before::told_by(context, near));
        let tier = if meant.all.support.is_some() { Tier::Supported } else { Tier::Weak };
        let all = claim(context, &short, short.span.start, Form::Short, tier, None).by_those_of(&meant.all);
        let inferred = context.entity(all.entity).infer;
        let own = if inferred { family.whose_name_is_not_foreign(context, all, near, before) } else { Some(all) };
        let obstacle = match &own {
            None => Some(Reason::GivenName),
            Some(_) if inferred => joined(context, &short),
            Some(_) => None,
        };
        let obstacle = obstacle.or_else(|| if tier == Tier::Weak { not_even_weak(context, &short) } else { None });
        if let Some(reason) = obstacle {
            context.drop_candidate(&short, reason);
            return None;
        }
        own
    };
    claims.extend(family.may_be_meant(context, full).iter().filter_map(claimed));
}

fn claim(context: &Context, short: &Candidate, start: usize, kind: Form, tier: Tier, support: Option<Byte>) -> Claim {
    let form = context.lexicon.form(short.form);
    Claim {
        span: start..short.span.end,
        entity: form.entity,
        crowd: None,
        form: kind,
        flags: Flags { inflected: short.inflected, compound: short.compound, weak: tier == Tier::Weak, ..Flags::default() },
        exact: short.exact && form.rule != Rule::Romanised,
        support,
        rule: if kind == Form::Name { Rule::GivenAndFamilyName } else { form.rule },
        text: form.written().clone(),
        tier,
    }
}

/// The families whose names the article has. In a large dictionary many people bear one name, and nearly none of them is meant: what
/// is asked of all of them is asked once.
#[derive(Default)]
pub(in crate::engine) struct Families(QuickMap<u32, Family>);

/// All whom one candidate stands for.
struct Family {
    forms: Range<u32>,
    /// Only one person bears the name, or is written so.
    is_single: bool,
    /// The first letters of given names, and whose they are, sorted; made when a name stands before the family's.
    letters: OnceCell<Vec<(Option<u8>, u32)>>,
    /// Those who may be meant; made when all are known who are named in full.
    meant: OnceCell<Vec<Meant>>,
}

/// Those of a family who may be meant for one reason: one, or many.
struct Meant {
    /// The form of the first.
    form: u32,
    /// Who claims what is found of it, and where they are named in full.
    all: Claim,
}

impl Families {
    fn of(&mut self, context: &Context, short: &Candidate) -> &Family {
        self.0.entry(short.form).or_insert_with(|| Family {
            forms: context.lexicon.alike(short.form),
            is_single: bearers(context, short.form) <= 1,
            letters: OnceCell::new(),
            meant: OnceCell::new(),
        })
    }
}

impl Family {
    /// The forms of those whose given name may be what stands before: the first letters agree at least.
    fn with_given_name(&self, context: &Context, near: &Near<'_>) -> impl Iterator<Item = u32> {
        let of = |letter: Option<u8>| {
            let letters = self.letters.get_or_init(|| self.letters(context));
            let first = letters.partition_point(|(own, _)| *own < letter);
            letters[first..].iter().take_while(move |(own, _)| *own == letter).map(|(_, form)| *form)
        };
        let all = matches!(near, Near::Initial(_)).then(|| self.forms.clone());
        let some = if let Near::Word(word) = near { Some(of(None).chain(of(word.folded().bytes().next()))) } else { None };
        let mut forms: Vec<u32> = all.into_iter().flatten().chain(some.into_iter().flatten()).collect();
        forms.sort_unstable();
        forms.dedup();
        forms.into_iter()
    }

    fn letters(&self, context: &Context) -> Vec<(Option<u8>, u32)> {
        let of = |form: u32| {
            let given = context.given(context.lexicon.form(form).entity);
            let names = given.all.iter().chain(&given.firsts);
            names.map(|name| (name.bytes().next(), form)).collect::<Vec<_>>()
        };
        let mut letters: Vec<_> = self.forms.clone().flat_map(of).collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    }

    /// Those who may be meant, together where nothing but where they are named in full tells them apart. Why all the others are
    /// not meant is worked out only for who asks, and for each.
    fn may_be_meant(&self, context: &Context, full: &Full) -> &[Meant] {
        let of = |form: u32| context.lexicon.form(form);
        let apart = |&(form, support): &(u32, Option<usize>)| (of(form).rule, of(form).written(), support.is_none());
        let together = |a: &(u32, Option<usize>), b: &(u32, Option<usize>)| !context.is_traced() && apart(a) == apart(b);
        self.meant.get_or_init(|| {
            let all = self.forms.clone().map(|form| (form, full.get(&of(form).entity).copied()));
            let mut all: Vec<_> = all.filter(|(_, support)| support.is_some() || self.is_single || context.is_traced()).collect();
            if !context.is_traced() {
                all.sort_by(|a, b| apart(a).cmp(&apart(b)));
            }
            let meant = |alike: &[(u32, Option<usize>)]| {
                let form = alike.first()?.0;
                let nowhere = Candidate { span: 0..0, form, inflected: false, compound: false, exact: true };
                let members = alike.iter().map(|&(form, support)| (of(form).entity, support.map(Byte::new))).collect();
                let all = claim(context, &nowhere, 0, Form::Short, Tier::Supported, None).by(context, members)?;
                Some(Meant { form, all })
            };
            all.chunk_by(together).filter_map(meant).collect()
        })
    }

    /// The claim of those to whom what stands before the name may belong.
    fn whose_name_is_not_foreign(&self, context: &Context, claim: Claim, near: &Near<'_>, before: &Before) -> Option<Claim> {
        match before {
            Before::Nothing => Some(claim),
            Before::Given(_) if claim.crowd.is_some() => {
                let near: Vec<EntityIx> = self.with_given_name(context, near).map(|form| context.lexicon.form(form).entity).collect();
                let members = claim.members_among(&near).filter(|&(entity, _)| !before.is_foreign_to(context, entity)).collect();
                claim.by(context, members)
            }
            _ => claim.only(context, |entity| !before.is_foreign_to(context, entity)),
        }
    }
}

/// What stands before a family name, if it may be a given name or an initial.
fn before_family<'a>(context: &'a Context, position: usize) -> Near<'a> {
    match Near::of(context, position) {
        Near::Word(word) if !word.written.starts_with(char::is_uppercase) => Near::Nothing,
        near => near,
    }
}

/// `Donald J. Tusk`, `Thad Allen` for Thad W. Allen: the given name before a family name, with initials and other
/// given names of the same person between.
fn with_given_name(context: &Context, short: &Candidate, near: &Near<'_>) -> Option<Claim> {
    let entity = context.entity(context.lexicon.form(short.form).entity);
    if !entity.infer {
        return None;
    }
    let given = context.given(context.lexicon.form(short.form).entity);
    let (first, middle) = (given.all.first()?, &given.middle);
    let mut start = short.span.start;
    for step in 0..4 {
        let next = (step > 0).then(|| Near::of(context, start));
        let word = match next.as_ref().unwrap_or(near) {
            Near::Nothing => return None,
            // George H. W. Bush is not George W. Bush; of a name without middle names any initial may be left out.
            Near::Initial(letter) if middle.len() > 1 && !middle.contains(letter) => return None,
            Near::Initial(_) => {
                let before = context.view(start).before(start);
                let initial = before.trim_end().strip_suffix('.')?.chars().next_back()?.len_utf8();
                start = context.view(start).back(start, before.len() - before.trim_end().len() + 1 + initial);
                continue;
            }
            Near::Word(word) => word,
        };
        let own = |name: &String| is_form_of(context.rules(), word.folded(), name);
        if own(first) || given.firsts.iter().any(own) {
            let as_written = is_written(entity, word.written);
            let policy = &context.lexicon.form(short.form).policy;
            if !as_written && (policy.exact_accents || policy.case == Case::Exact) {
                return None;
            }
            let claim = claim(context, short, word.start, Form::Name, Tier::Name, None);
            return Some(Claim { exact: short.exact && as_written, ..claim });
        }
        if !given.all.iter().any(own) {
            return None;
        }
        start = word.start;
    }
    None
}

/// Whether a name of the entity has this very word.
fn is_written(entity: &Entity, word: &str) -> bool {
    let written = [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases);
    written.flat_map(|written| written.text.split(' ')).any(|own| own == word)
}

/// What makes a family name a part of somebody else's name, but for a given name before it.
fn joined(context: &Context, short: &Candidate) -> Option<Reason> {
    let text = context.lexicon.form(short.form).written();
    if is_first_name_here(context, short.span.end, text) {
        return Some(Reason::FirstName);
    }
    let before = context.view(short.span.start).before(short.span.start);
    let joined = before.strip_suffix(is_hyphen)?;
    let prefix = PREFIXES.contains(&fold(crate::engine::view::last_word(joined)).trim_start());
    (!prefix).then_some(Reason::DoubleName)
}

/// Why a family name may not be marked when nobody is named in full. It may if only one person bears it, it is no common
/// word, no article stands before it, and it is not the first half of a double name.
fn not_even_weak(context: &Context, short: &Candidate) -> Option<Reason> {
    let form = context.lexicon.form(short.form);
    let article =
        context.word_before(short.span.start).is_some_and(|(_, word)| context.rules().indefinite.contains(&fold(word).trim_start()));
    let followed = context.view(short.span.start).after(short.span.end);
    let double = followed.starts_with(is_hyphen)
        && followed.chars().nth(1).is_some_and(char::is_uppercase)
        && !short.inflected
        && is_double(followed);
    [
        (form.rule == Rule::Romanised, Reason::OtherRomanisation),
        (bearers(context, short.form) != 1, Reason::SeveralBearers),
        (is_common(form.written()), Reason::CommonWord),
        (article, Reason::AfterArticle),
        (double, Reason::DoubleName),
    ]
    .into_iter()
    .find_map(|(holds, reason)| holds.then_some(reason))
}

/// Whether what follows the hyphen looks like a second family name (Müller-Sönksen): a word that is no common one
/// (Putin-Besuch).
fn is_double(followed: &str) -> bool {
    !is_common(crate::engine::view::first_word(followed.trim_start_matches(is_hyphen)))
}
