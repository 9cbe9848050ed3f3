//! The article's own forms: parts, first names, initials and learned abbreviations of those who are named in full.
//!
//! Few entities stand in one article, so their further forms are made when they are known and searched for in the
//! original text; the lexicon does not carry them for everybody.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::engine::fold::{Folded, fold, is_word};
use crate::engine::forms::FormEntry;
use crate::engine::judge::Hit;
use crate::engine::mentions::{Flags, Form};
use crate::engine::resolve::{Claim, Context, Tier};
use crate::engine::view::View;

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

/// How many bytes after a match may belong to its word's ending.
const WINDOW: usize = 48;

/// The claims of these forms.
pub(super) fn search(context: &Context, own: &[Own]) -> Vec<Claim> {
    let texts: Vec<&str> = own.iter().map(|own| &*own.form.text).collect();
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts) else { return Vec::new() };
    let text = &*context.article.text;
    let mut found = Vec::new();
    for block in context.article.blocks.iter().filter(|_| !own.is_empty()) {
        let shown = text.get(block.range.clone()).unwrap_or_default();
        let mut view = None;
        for hit in automaton.find_overlapping_iter(shown) {
            let start = block.range.start + hit.start();
            if text[..start].ends_with(is_word) {
                continue;
            }
            let end = text.floor_char_boundary(block.range.end.min(start + hit.len() + WINDOW));
            let view = view.get_or_insert_with(|| View::new(text, block));
            let folded = Folded::block(text, block, start..end);
            let own = &own[hit.pattern().as_usize()];
            let length = fold(&own.form.text).len();
            if folded.text.len() < length {
                continue;
            }
            let hit = Hit { folded: &folded, view, text, range: 0..length };
            found.extend(hit.judge(u32::MAX, &own.form, context.lexicon.language()).ok().map(|candidate| claim(own, candidate)));
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
        text: own.form.text.to_string(),
        tier: own.tier,
    }
}
