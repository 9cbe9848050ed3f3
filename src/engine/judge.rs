//! Judging: whether one hit of the automaton is a form of an entity, alone and on the original text.
//!
//! Edges, ending, case and accents are tested here; what depends on the rest of the article is `resolve`'s and `infer`'s.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::dictionary::Case;
use super::fold::{Folded, fold, fold_case, is_apostrophe, is_hyphen, is_word, whole};
use super::forms::{Class, FormEntry, is_acronym_like};
use super::language::{Language, Rules, is_common};
use super::reason::Rejection;
use super::view::{View, last_word};

/// A place in the text that may be a mention; what it is shows only when the whole article is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Bytes of the article.
    pub span: Range<usize>,
    /// Which of the lexicon's forms.
    pub form: u32,
    /// An ending was added.
    pub inflected: bool,
    /// A hyphenated or closed compound.
    pub compound: bool,
    /// The text is spelt as the form is written.
    pub exact: bool,
}

impl Candidate {
    /// What candidates are sorted by.
    #[must_use]
    pub fn place(&self) -> (usize, usize, u32) {
        (self.span.start, self.span.end, self.form)
    }
}

/// A hit: the folded bytes of a pattern, and the folded text and the block they stand in.
pub struct Hit<'a> {
    /// The folded text.
    pub folded: &'a Folded,
    /// The block.
    pub view: &'a View<'a>,
    /// The article's text.
    pub text: &'a str,
    /// How many folded bytes the pattern takes from the first on.
    pub end: usize,
    /// How many folded bytes there are up to the next word; what follows them does not count.
    pub known: usize,
}

impl Hit<'_> {
    /// The candidate that this hit is of `form`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn judge(&self, number: u32, form: &FormEntry, language: Language) -> Result<Candidate, Rejection> {
        if let Some(candidate) = self.as_written(number, form) {
            return Ok(candidate);
        }
        let rules = language.rules();
        let (tail, end) = self.tail().ok_or(Rejection::Inside)?;
        let closed = !tail.is_empty() && is_closed_compound(form, tail, rules);
        if (tail.is_empty() && !form.bare) || (!tail.is_empty() && !closed && !form.ends.contains(&tail)) {
            return Err(Rejection::Ending);
        }
        let start = self.source(0);
        if is_prefixed(self.text, start) {
            return Err(Rejection::Inside);
        }
        let stem = start..self.end_of(self.end);
        let span = start..self.end_of(end);
        let written = &*whole(self.view.get(&stem));
        let ending = self.view.get(&(stem.end..span.end));
        let capitals = || is_all_capitals(written);
        // Most hits are spelt as the form is: nothing of it needs a closer look.
        let as_written = *written == *form.text;
        let case = as_written
            || if form.class == Class::Acronym || is_acronym_like(&form.text) {
                acronym_case(form, written)
            } else {
                case_fits(form, written)
            };
        let ending_fits = !ending.chars().any(char::is_uppercase) || (capitals() && !is_acronym_like(&form.text));
        if !case {
            return Err(Rejection::Case);
        }
        if !as_written && !accents_fit(form, written) {
            return Err(Rejection::Accents);
        }
        if !ending_fits {
            return Err(Rejection::EndingCase);
        }
        let plain = has_plain_edges(self.view, &span);
        let hyphens = if plain { (false, false) } else { hyphens(self.view, &span) };
        if !plain {
            self.edges_allow(form, &span, hyphens, rules)?;
        }
        let language_name =
            form.class == Class::Adjective && tail.is_empty() && rules.bare_capital_is_language && !hyphens.1 && !capitals();
        if language_name && form.text.starts_with(char::is_lowercase) && written.starts_with(char::is_uppercase) {
            return Err(Rejection::LanguageName);
        }
        let lead = written.get(..usize::from(form.lead)).map_or(0, str::len);
        Ok(Candidate {
            span: self.view.forth(span.start, lead)..span.end,
            form: number,
            inflected: !tail.is_empty() && !closed || form.inflected || (!plain && self.is_possessive(&span)),
            compound: closed || hyphens.0 || hyphens.1,
            exact: tail.is_empty() && written == &*form.text,
        })
    }

    /// The candidate that this hit is where it is spelt as the form is, and nothing is joined to it.
    fn as_written(&self, number: u32, form: &FormEntry) -> Option<Candidate> {
        if !form.bare || !self.view.is_plain() {
            return None;
        }
        let span = self.source(0)..self.end_of(self.end);
        self.text.as_bytes().get(span.clone()).filter(|written| *written == form.text.as_bytes())?;
        bare(self.view, self.text, span, number, form)
    }

    /// The bytes of the article from the match's first letter to the end of the word that it ends in.
    #[must_use]
    pub fn word(&self) -> Range<usize> {
        let end = self.tail().map_or(self.end, |(_, end)| end);
        self.source(0)..self.end_of(end)
    }

    /// Where in the article the character of a folded byte begins.
    fn source(&self, folded: usize) -> usize {
        self.view.source(self.folded.source(folded))
    }

    /// What stands between the match and the word's end, and where in the folded text that is. `None`: the match ends
    /// within a character of the original.
    fn tail(&self) -> Option<(&str, usize)> {
        let text = &self.folded.text[..self.known];
        let rest = &text[self.end..];
        if !self.folded.is_boundary(self.end) || self.is_part_of_one() {
            return None;
        }
        if rest.is_empty() || !text[..self.end].ends_with(is_word) {
            return Some(("", self.end));
        }
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        Some((&rest[..length], self.end + length))
    }

    /// Whether the match begins or ends within what stands for one piece of markup.
    fn is_part_of_one(&self) -> bool {
        let last = self.folded.source(self.end.saturating_sub(1));
        let next = last + self.view.shown()[last..].chars().next().map_or(1, char::len_utf8);
        self.view.is_within_one(self.folded.source(0)) || self.view.is_within_one(next)
    }

    /// The end in the article of the grapheme that the folded byte before `folded` comes from.
    fn end_of(&self, folded: usize) -> usize {
        let last = self.source(folded.saturating_sub(1));
        let bytes = self.text.as_bytes();
        let width = match bytes.get(last) {
            Some(0..0x80) => 1,
            // Latin letters; nothing that is joined to what follows.
            Some(0xC3..0xCC) => 2,
            _ => 0,
        };
        if width > 0 && bytes.get(last + width).is_none_or(u8::is_ascii) {
            return last + width;
        }
        let rest = self.text.get(last..).unwrap_or_default();
        // A grapheme is short; looking at a little of a long text is enough.
        let near = &rest[..rest.floor_char_boundary(256)];
        last + near.graphemes(true).next().map_or(1, str::len)
    }

    /// What stands straight before and after the span lets it be a word of its own.
    fn edges_allow(&self, form: &FormEntry, span: &Range<usize>, hyphens: (bool, bool), rules: &Rules) -> Result<(), Rejection> {
        let literal = form.policy.is_literal();
        if self.is_part_of_identifier(span) {
            Err(Rejection::Underscore)
        } else if form.policy.strict_edge && hyphens != (false, false) {
            Err(Rejection::Hyphen)
        } else if literal && self.is_within_word(span) {
            Err(Rejection::Inside)
        } else if !literal && !self.apostrophe_allows(span.start, rules) {
            Err(Rejection::Apostrophe)
        } else {
            Ok(())
        }
    }

    /// Whether an apostrophe follows, alone or before an s: Putin's.
    fn is_possessive(&self, span: &Range<usize>) -> bool {
        let after = self.view.after(span.end).strip_prefix(is_apostrophe);
        after.is_some_and(|rest| !rest.starts_with(is_word) || rest.starts_with(['s', 'S']))
    }

    /// Whether an underscore joins the span to another word: then it is a part of a file's or a variable's name.
    fn is_part_of_identifier(&self, span: &Range<usize>) -> bool {
        let after = self.view.after(span.end).strip_prefix('_');
        let before = self.view.before(span.start).strip_suffix('_');
        after.is_some_and(|rest| rest.starts_with(is_word)) || before.is_some_and(|rest| rest.ends_with(is_word))
    }

    /// Whether a letter, mark or digit stands straight before or after the span, as it may in a script without spaces between words.
    fn is_within_word(&self, span: &Range<usize>) -> bool {
        self.view.before(span.start).ends_with(is_word) || self.view.after(span.end).starts_with(is_word)
    }

    /// Before an apostrophe only a shortened word may stand: d'Estaing, l'Ukraine.
    fn apostrophe_allows(&self, start: usize, rules: &Rules) -> bool {
        let Some(before) = self.view.before(start).strip_suffix(is_apostrophe) else { return true };
        let word = last_word(before);
        word.is_empty() || rules.elisions.contains(&fold(word).trim_start())
    }
}

/// What a form is that stands in the text of a block letter by letter, as folding has them.
pub enum Seen {
    /// A candidate.
    Is(Candidate),
    /// None.
    IsNot,
    /// Only a [hit](Hit::judge) tells.
    Unclear,
}

/// What a form is at this place of what the view shows. All that could be asked of what is spelt as the form is, with nothing joined to
/// it, is known at a glance; and nothing else is a literal form.
#[must_use]
#[inline]
pub fn at_a_glance(view: &View, text: &str, place: &Range<usize>, number: u32, form: &FormEntry) -> Seen {
    let shown = view.shown().as_bytes();
    let written = shown.get(place.clone()).filter(|_| form.bare && view.is_plain());
    if written != Some(form.text.as_bytes()) {
        return if written.is_some() && form.policy.is_literal() { Seen::IsNot } else { Seen::Unclear };
    }
    let before = place.start.checked_sub(1).map(|before| shown[before]);
    let start = view.source(place.start);
    let is_plain = is_plain_edge(before) && is_plain_edge(shown.get(place.end).copied());
    // What stands before the block is looked at only where the block begins.
    if !is_plain || (before.is_none() && is_prefixed(text, start)) {
        return Seen::Unclear;
    }
    Seen::Is(spelt(start..start + place.len(), number, form))
}

/// The candidate that a span is which is spelt as the form is, if nothing is joined to it.
#[inline]
fn bare(view: &View, text: &str, span: Range<usize>, number: u32, form: &FormEntry) -> Option<Candidate> {
    if !has_plain_edges(view, &span) || is_prefixed(text, span.start) {
        return None;
    }
    Some(spelt(span, number, form))
}

/// The candidate that a span is which is spelt as the form is, where nothing is joined to it.
#[inline]
fn spelt(span: Range<usize>, number: u32, form: &FormEntry) -> Candidate {
    let lead = form.text.get(..usize::from(form.lead)).map_or(0, str::len);
    Candidate { span: span.start + lead..span.end, form: number, inflected: form.inflected, compound: false, exact: true }
}

/// Whether what stands straight before and after the span joins it to nothing: white space, most marks, the text's end.
fn has_plain_edges(view: &View, span: &Range<usize>) -> bool {
    let (before, after) = view.beside(span);
    is_plain_edge(before) && is_plain_edge(after)
}

/// Whether a span is joined to another word by a hyphen before it, and after it.
fn hyphens(view: &View, span: &Range<usize>) -> (bool, bool) {
    let mut before = view.before(span.start).chars().rev();
    let left = before.next().is_some_and(is_hyphen) && before.next().is_some_and(is_word);
    let mut after = view.after(span.end).chars();
    let right = after.next().is_some_and(is_hyphen) && after.next().is_some_and(|c| is_word(c) || c == '\n');
    (left, right)
}

/// The candidate that a span is which is spelt as a form that is all of it, where nothing but a hyphen joins it to anything. `strict`: whether
/// hyphens are no edges of that form.
#[inline]
pub fn as_spelt(view: &View, span: Range<usize>, number: u32, strict: impl Fn() -> bool) -> Option<Candidate> {
    let is_hyphen = |byte: Option<u8>| byte == Some(b'-');
    let (before, after) = view.beside(&span);
    let compound = (is_hyphen(before) || is_hyphen(after)) && hyphens(view, &span) != (false, false);
    (!compound || !strict()).then_some(Candidate { span, form: number, inflected: false, compound, exact: true })
}

/// Whether this, or the block's edge, joins what it stands beside to nothing.
#[inline]
fn is_plain_edge(byte: Option<u8>) -> bool {
    byte.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'!' | b'"' | b'(' | b')' | b',' | b'.' | b':' | b';' | b'?'))
}

/// Whether the character before a position makes one grapheme with the one that follows, as a few signs of Arabic and Indic scripts do.
fn is_prefixed(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let Some(sign) = before.chars().next_back().filter(|c| !c.is_ascii()) else { return false };
    let near = start - sign.len_utf8()..text.ceil_char_boundary(start + 1);
    text.get(near).is_some_and(|pair| pair.graphemes(true).nth(1).is_none())
}

/// A place's name of five letters or more and a noun of the list make a word: Ukrainekrieg.
fn is_closed_compound(form: &FormEntry, tail: &str, rules: &Rules) -> bool {
    form.class == Class::Name && form.compounds && rules.compound_nouns.binary_search(&tail).is_ok()
}

/// Whether the words that the form writes with a capital have one in the text, or the text is all capitals.
fn case_fits(form: &FormEntry, written: &str) -> bool {
    match form.policy.case {
        Case::Any => true,
        Case::Exact => case_pattern(&form.text).eq(case_pattern(written)),
        Case::Auto => {
            let words = |text| str::split(text, |c| !is_word(c)).filter(|word: &&str| !word.is_empty());
            let capital = |form: &str, text: &str| {
                let shouted = form.chars().nth(1).is_some() && is_all_capitals(form);
                (!form.starts_with(char::is_uppercase) || text.starts_with(char::is_uppercase)) && (!shouted || is_all_capitals(text))
            };
            is_all_capitals(written) || words(&form.text).zip(words(written)).all(|(form, text)| capital(form, text))
        }
    }
}

fn case_pattern(text: &str) -> impl Iterator<Item = bool> {
    text.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase)
}

/// Acronyms are exact; from four letters on Nato is as good as NATO, unless that is a common word.
fn acronym_case(form: &FormEntry, written: &str) -> bool {
    if form.policy.case == Case::Any || case_pattern(&form.text).eq(case_pattern(written)) {
        return true;
    }
    let long = form.text.chars().filter(|c| c.is_alphabetic()).count() >= 4 && form.text.chars().all(char::is_alphabetic);
    let title = case_pattern(written).enumerate().all(|(i, upper)| upper == (i == 0));
    form.class == Class::Acronym && form.policy.case == Case::Auto && long && title && is_all_capitals(&form.text) && !is_common(written)
}

fn accents_fit(form: &FormEntry, written: &str) -> bool {
    if !form.policy.exact_accents {
        return true;
    }
    if form.policy.is_literal() {
        return *form.text == *written;
    }
    let plain = |text: &str| fold_case(text).chars().filter(|&c| is_word(c)).collect::<String>();
    plain(&form.text) == plain(written)
}

/// Whether a text has letters – two at least – and no small one.
#[must_use]
pub fn is_all_capitals(text: &str) -> bool {
    let mut upper = 0;
    for c in text.chars() {
        if c.is_lowercase() {
            return false;
        }
        upper += usize::from(c.is_uppercase());
    }
    upper >= 2
}
