//! Abbreviations that the article itself introduces: Islamischer Staat (IS), IS (Islamischer Staat), Christian Democrats (CDU).
//!
//! The alignment of short and long form is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
//! abbreviation definitions in biomedical text" (PSB 2003), anchored on a form of the dictionary: the long form need not
//! be found, it is known.

use super::own::{Own, search};
use super::part::{entry, is_a_form_of_another};
use crate::engine::fold::{fold, is_word};
use crate::engine::kind::KindId;
use crate::engine::mentions::Form;
use crate::engine::resolve::{Claim, Context, Tier};

/// The claims of abbreviations that brackets introduce.
pub(in crate::engine) fn learned(context: &Context, claims: &[Claim]) -> Vec<Claim> {
    let mut own: Vec<Own> = Vec::new();
    for long in claims.iter().filter(|claim| claim.tier == Tier::Name && context.entity(claim.entity).kind != KindId::PERSON) {
        if !context.entity(long.entity).infer {
            continue;
        }
        for short in [after(context, long), before(context, long)].into_iter().flatten() {
            let form = entry(long.entity, short.clone(), "abbreviation introduced here", context.rules().acronym);
            if own.iter().all(|own| *own.form.text != *short || own.form.entity != long.entity) && !is_a_form_of_another(context, &form) {
                own.push(Own { form, kind: Form::Acronym, tier: Tier::Acronym, learned: true, support: long.span.start });
            }
        }
    }
    let mut found = search(context, &own);
    // What the dictionary knows already is not learned.
    found.retain(|claim| !claims.iter().any(|known| known.span == claim.span && known.entity == claim.entity));
    found
}

/// `Long form (SHORT)`, `Long form (kurz: SHORT)`.
fn after(context: &Context, long: &Claim) -> Option<String> {
    let rest = context.view(long.span.start).after(long.span.end);
    let rest = rest.trim_start_matches(['"', '“', '”', '«', '»']);
    let inner = rest.trim_start().strip_prefix(['(', '['])?;
    let inner = &inner[..inner.find([')', ']'])?];
    let part = inner.split([',', ';', '/', '–']).next()?.trim();
    let short = without_cue(context, part).trim_matches(|c: char| !is_word(c));
    let text = context.view(long.span.start).get(&long.span);
    (is_short(short) && (aligns(short, text) || (is_foreign(short) && context.entity(long.entity).kind != KindId::PLACE)))
        .then(|| short.to_owned())
}

/// `SHORT (Long form)`.
fn before(context: &Context, long: &Claim) -> Option<String> {
    let view = context.view(long.span.start);
    let rest = view.after(long.span.end).trim_start_matches(['"', '“', '”', '«', '»']);
    if !rest.starts_with([')', ',', ';']) {
        return None;
    }
    let before = view.before(long.span.start).trim_end_matches(['"', '„', '“', '«', '»']);
    let before = before.strip_suffix(['(', '['])?.trim_end();
    let short = before.rsplit(char::is_whitespace).next()?.trim_matches(|c: char| !is_word(c));
    (is_short(short) && aligns(short, view.get(&long.span))).then(|| short.to_owned())
}

fn without_cue<'a>(context: &Context, part: &'a str) -> &'a str {
    let folded = fold(part);
    let cue = context.rules().bracket_cues.iter().find(|cue| folded.trim_start().starts_with(**cue));
    cue.map_or(part, |cue| part.splitn(cue.split(' ').count() + 1, ' ').last().unwrap_or(part))
}

/// One word of two to ten characters with two capitals at least.
fn is_short(text: &str) -> bool {
    let length = text.chars().count();
    (2..=10).contains(&length)
        && text.chars().all(|c| is_word(c) || matches!(c, '-' | '&' | '.' | '/'))
        && text.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// All capitals: an acronym of the name in its own language.
fn is_foreign(short: &str) -> bool {
    short.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
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
