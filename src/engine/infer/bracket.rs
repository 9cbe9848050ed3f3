//! Abbreviations that the article itself introduces: Islamischer Staat (IS), IS (Islamischer Staat), Christian Democrats (CDU).
//!
//! The alignment of short and long form is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
//! abbreviation definitions in biomedical text" (PSB 2003), anchored on a form of the dictionary: the long form need not
//! be found, it is known.

use std::ops::Range;

use super::own::Own;
use super::part::{entry, is_a_form_of_another};
use crate::engine::dictionary::EntityIx;
use crate::engine::fold::{fold, is_word};
use crate::engine::kind::KindId;
use crate::engine::language::generic::is_generic;
use crate::engine::mentions::Form;
use crate::engine::quick::QuickMap;
use crate::engine::resolve::{Claim, Context, Tier};
use crate::engine::rule::Rule;
use crate::engine::view::{View, first_word};

/// A short form found beside a long one.
struct Short {
    text: String,
    /// Its letters stand in the long form; otherwise it is all capitals, an acronym of the name in its own language.
    aligned: bool,
}

/// Where the long forms end beside which brackets introduce short ones.
pub(in crate::engine) fn introducing(context: &Context, claims: &[Claim]) -> Vec<usize> {
    let mut opening = Opening::default();
    let introduce = |long: &Long| opening.follows(context, long) && after(context, long).is_some() || before(context, long).is_some();
    long_forms(context, claims).filter(introduce).map(|long| long.span.end).collect()
}

/// The last opening bracket of a paragraph: most have none, and each is looked through once for all names in it.
#[derive(Default)]
struct Opening<'c, 'a> {
    paragraph: Option<&'c View<'a>>,
    /// How many bytes there are from the bracket to the end.
    left: Option<usize>,
}

impl<'c, 'a> Opening<'c, 'a> {
    /// Whether a bracket opens anywhere after a name.
    fn follows(&mut self, context: &'c Context<'a>, long: &Long) -> bool {
        let view = context.view(long.span.start);
        if !self.paragraph.is_some_and(|known| std::ptr::eq(known, view)) {
            let shown = view.shown().as_bytes();
            *self = Self { paragraph: Some(view), left: memchr::memrchr2(b'(', b'[', shown).map(|at| shown.len() - at) };
        }
        self.left.is_some_and(|left| left <= view.after(long.span.end).len())
    }
}

/// The abbreviations that brackets introduce beside what is [claimed](introducing), those of each step in the order of the steps.
pub(in crate::engine) fn learned(context: &Context, claims: &[&Claim]) -> Vec<Own> {
    let mut own: Vec<Own> = Vec::new();
    // Of names that end before the same bracket the longest is meant: Parliamentary Assembly of the Council of Europe (PACE).
    let shorts = |long: &Long| [after(context, long), before(context, long)].into_iter().flatten();
    let beside: Vec<Long> = claims.iter().flat_map(|claim| long_forms(context, std::slice::from_ref(*claim))).collect();
    let mut longest: QuickMap<usize, usize> = QuickMap::default();
    for long in &beside {
        let start = longest.entry(long.span.end).or_insert(long.span.start);
        *start = long.span.start.min(*start);
    }
    for long in beside.iter().filter(|long| longest.get(&long.span.end) == Some(&long.span.start)) {
        for short in shorts(long) {
            let form = entry(long.entity, short.text.clone(), Rule::Abbreviation, context.rules().acronym);
            let known = own.iter().any(|own| *own.form.text == *short.text && own.form.entity == long.entity);
            // What the article says its short form means, it means here, whoever else has that short form in the dictionary.
            if !known && (short.aligned || !is_a_form_of_another(context, &form)) {
                own.push(Own { form, kind: Form::Acronym, tier: Tier::Acronym, learned: true, support: long.span.start });
            }
        }
    }
    own
}

/// What may be the long form of an abbreviation.
struct Long<'a> {
    span: &'a Range<usize>,
    entity: EntityIx,
    tier: Tier,
}

/// The full names, and the parts of several words, of anything but people.
fn long_forms<'a>(context: &'a Context, claims: &'a [Claim]) -> impl Iterator<Item = Long<'a>> {
    let long = |claim: &&Claim| claim.tier == Tier::Name || (claim.form == Form::Short && claim.text.contains(' '));
    let of = |claim: &'a Claim| claim.entities().map(|entity| Long { span: &claim.span, entity, tier: claim.tier });
    let thing = |entity: EntityIx| context.entity(entity).infer && context.entity(entity).kind != KindId::PERSON;
    claims.iter().filter(long).flat_map(of).filter(move |long| thing(long.entity))
}

/// `Long form (SHORT)`, `Long form (kurz: SHORT)`, `Long form agency (SHORT)`.
fn after(context: &Context, long: &Long) -> Option<Short> {
    let rest = context.view(long.span.start).after(long.span.end);
    let rest = rest.trim_start_matches(['"', '“', '”', '«', '»']).trim_start();
    let noun = first_word(rest);
    // The bracket stands here, or after one generic noun.
    let beyond = rest[noun.len()..].trim_start();
    let inner = beyond.strip_prefix(['(', '['])?;
    let generic = noun.is_empty() || (noun.starts_with(char::is_lowercase) && is_generic(fold(noun).trim_start()));
    if !generic {
        return None;
    }
    let inner = &inner[..inner.find([')', ']'])?];
    let part = inner.split([',', ';', '/', '–']).next()?.trim();
    let short = without_cue(context, part).trim_matches(|c: char| !is_word(c));
    let aligned = aligns(short, context.view(long.span.start).get(long.span));
    let foreign = is_foreign(short) && long.tier == Tier::Name && context.entity(long.entity).kind != KindId::PLACE;
    (is_short(short) && (aligned || foreign)).then(|| Short { text: short.to_owned(), aligned })
}

/// `SHORT (Long form)`.
fn before(context: &Context, long: &Long) -> Option<Short> {
    let view = context.view(long.span.start);
    let rest = view.after(long.span.end).trim_start_matches(['"', '“', '”', '«', '»']);
    if !rest.starts_with([')', ',', ';']) {
        return None;
    }
    let before = view.before(long.span.start).trim_end_matches(['"', '„', '“', '«', '»']);
    let before = before.strip_suffix(['(', '['])?.trim_end();
    let short = before.rsplit(char::is_whitespace).next()?.trim_matches(|c: char| !is_word(c));
    (is_short(short) && aligns(short, view.get(long.span))).then(|| Short { text: short.to_owned(), aligned: true })
}

fn without_cue<'a>(context: &Context, part: &'a str) -> &'a str {
    let folded = fold(part);
    let cue = context.rules().bracket_cues.iter().find(|cue| folded.trim_start().starts_with(**cue));
    cue.map_or(part, |cue| part.splitn(cue.split(' ').count() + 1, ' ').last().unwrap_or(part))
}

/// One word of two to ten characters with two capitals at least.
pub(super) fn is_short(text: &str) -> bool {
    let length = text.chars().count();
    (2..=10).contains(&length)
        && text.chars().all(|c| is_word(c) || matches!(c, '-' | '&' | '.' | '/'))
        && text.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Capitals, but for one letter: an acronym of the name in its own language (`UKiP`).
fn is_foreign(short: &str) -> bool {
    let letters = || short.chars().filter(|c| c.is_alphabetic());
    let small = letters().filter(|c| !c.is_uppercase()).count();
    small == 0 || (small == 1 && letters().count() >= 4)
}

/// Schwartz and Hearst: every letter of the short form stands in the long one, in order from the end, the first at a word's beginning.
fn aligns(short: &str, long: &str) -> bool {
    let long: Vec<char> = fold(long).chars().collect();
    let letters: Vec<char> = fold(short).chars().filter(|&c| is_word(c)).collect();
    let mut at = long.len();
    for (i, &letter) in letters.iter().enumerate().rev() {
        let fits = |&j: &usize| long[j] == letter && (i > 0 || j == 0 || !is_word(long[j - 1]));
        let Some(found) = (0..at).rev().find(fits) else { return false };
        at = found;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_align_from_the_end() {
        assert!(aligns("IS", "Islamischer Staat"));
        assert!(aligns("IStGH", "Internationaler Strafgerichtshof"));
        assert!(aligns("BSW", "Bündnis Sahra Wagenknecht"));
        assert!(!aligns("XY", "Islamischer Staat"));
    }
}
