//! The walk finds what a search of the whole folded text finds, whatever stands in it.

use std::collections::BTreeSet;
use std::time::Instant;

use proptest::prelude::*;

use super::first::First;
use super::*;
use crate::engine::article::{Block, BlockKind};
use crate::engine::fold::{fold, is_word};
use crate::engine::runs::Run;

/// Of each hit where it begins, which pattern it is of, and where its last character begins.
type Hits = BTreeSet<(usize, String, usize)>;

fn index<S: AsRef<str>>(forms: &[S], many: usize) -> (Index, Vec<String>) {
    let folded: BTreeSet<String> = forms.iter().map(|form| fold(form.as_ref())).filter(|form| form.contains(is_word)).collect();
    let patterns: Vec<String> = folded.into_iter().collect();
    let keys = patterns.iter().map(|pattern| Key { pattern, sought: Sought { small: true, tail: u8::MAX } });
    let index = with(keys, many);
    (index, patterns)
}

/// An index that only sorts its first words from `many` on.
fn with<'a>(keys: impl Iterator<Item = Key<'a>>, many: usize) -> Index {
    let mut making = Making::default();
    keys.for_each(|key| making.add(key.pattern, key.sought));
    making.index_with(many)
}

fn walked(index: &Index, patterns: &[String], text: &str, which: Tell) -> Hits {
    let block = Block::plain(BlockKind::Paragraph, 0..text.len());
    let mut hits = Hits::new();
    index.walk(&View::new(text, &block), text, which, |hit, pattern| {
        assert!(hits.insert((hit.folded.source(0), patterns[pattern as usize].clone(), hit.folded.source(hit.end - 1))), "told twice");
    });
    hits
}

/// Every place of every pattern in the text, folded as a whole.
fn searched(patterns: &[String], text: &str) -> Hits {
    let mut all = Folder::new(text);
    while all.word() < all.word() {}
    let folded = all.folded();
    let mut hits = Hits::new();
    for at in (0..folded.text.len()).filter(|&at| folded.text.is_char_boundary(at)) {
        let begun = patterns.iter().filter(|pattern| folded.text[at..].starts_with(pattern.as_str()));
        hits.extend(begun.map(|pattern| (folded.source(at), pattern.clone(), folded.source(at + pattern.len() - 1))));
    }
    hits
}

fn text() -> impl Strategy<Value = String> {
    let letters = "[abAB]{1,3}|[ab]{7,9}|ab|ł|Č|“|”|Ab|ba|a b|ä|Ä|é|ß|я|Яд|[яд]{3,5}|Й|и\u{306}|Ω|ά|ԯ|世|a\u{308}|\u{301}|ﬁ|İ|7";
    let marks = " |  | & |&|\n|\n\n|\r\n|\t|\u{A0}|-|-\n|-\r\n  |–|\u{AD}|\u{AD}\n|\u{200B}|'|’|`|\\.|,|\\(|\\)|_|\u{2028}| und |\u{FE0F}";
    prop::collection::vec(prop_oneof![letters, letters, marks], 0..60).prop_map(|parts| parts.concat())
}

/// What is sought of a pattern where it matters: tails of so many lengths, and small letters seldom.
fn sought(pattern: &str, tails: usize) -> Sought {
    Sought { small: pattern.len().is_multiple_of(5), tail: u8::try_from(pattern.len() % tails).unwrap() }
}

/// Whether a hit looks as its pattern's are sought.
fn is_sought(hit: &Hit, pattern: &str, sought: Sought) -> bool {
    let rest = &hit.folded.text[hit.end..hit.known];
    let tail = if pattern.ends_with(is_word) { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) } else { 0 };
    let small = hit.text[hit.folded.source(0)..].starts_with(char::is_lowercase);
    tail <= usize::from(sought.tail) && (sought.small || !small)
}

proptest! {
    #[test]
    fn no_hit_is_passed_over_that_looks_as_it_is_sought(forms in prop::collection::vec(text(), 1..12), text in text()) {
        for (many, tails) in [(usize::MAX, 3), (0, 3), (usize::MAX, 1)] {
            let (_, patterns) = index(&forms, many);
            let index = with(patterns.iter().map(|pattern| Key { pattern, sought: sought(pattern, tails) }), many);
            let block = Block::plain(BlockKind::Paragraph, 0..text.len());
            let mut likely = Hits::new();
            index.walk(&View::new(&text, &block), &text, Tell::All, |hit, pattern| {
                let pattern = &patterns[pattern as usize];
                if is_sought(hit, pattern, sought(pattern, tails)) {
                    likely.insert((hit.folded.source(0), pattern.clone(), hit.folded.source(hit.end - 1)));
                }
            });
            let told = walked(&index, &patterns, &text, Tell::Likely);
            prop_assert!(likely.is_subset(&told), "{likely:?} {told:?}");
        }
    }

    #[test]
    fn the_walk_finds_what_the_whole_text_has(forms in prop::collection::vec(text(), 1..12), text in text()) {
        for many in [usize::MAX, 0] {
            let (index, patterns) = index(&forms, many);
            let expected = searched(&patterns, &text);
            prop_assert_eq!(&walked(&index, &patterns, &text, Tell::All), &expected);
            prop_assert_eq!(&walked(&index, &patterns, &text, Tell::Likely), &expected);
        }
    }
}

#[test]
fn a_longer_pattern_that_fails_hides_no_shorter_one() {
    for many in [usize::MAX, 0] {
        let (index, patterns) = index(&["Rat", "Rat der EU", "EU", "Rat der Europäischen Union", "der"], many);
        let found = walked(&index, &patterns, "Der Rat der EUropa-Freunde", Tell::All);
        let found: Vec<&str> = found.iter().map(|(_, pattern, _)| pattern.as_str()).collect();
        assert_eq!(found, [" der", " rat", " rat der eu", " der", " eu"]);
    }
}

#[test]
fn a_mark_without_a_letter_is_no_word_and_leaves_the_next_alone() {
    for many in [usize::MAX, 0] {
        let (index, patterns) = index(&["ß", "b", "-ä"], many);
        for text in ["\u{301}\u{2028}ß", "\u{301} b", "\u{301}ß b", "\u{301}-ä", "\u{301}\u{483}b"] {
            assert_eq!(walked(&index, &patterns, text, Tell::Likely), searched(&patterns, text), "{text:?}");
        }
    }
}

#[test]
fn near_matches_without_end_take_time_as_the_text_is_long() {
    let ladder: Vec<String> = (1..100).map(|steps| "a ".repeat(steps)).chain((1..200).map(|steps| "a".repeat(steps))).collect();
    for many in [usize::MAX, 0] {
        let (index, patterns) = index(&ladder, many);
        let time = |text: &str| {
            let start = Instant::now();
            let block = Block::plain(BlockKind::Paragraph, 0..text.len());
            let mut count = 0;
            index.walk(&View::new(text, &block), text, Tell::Likely, |_, _| count += 1);
            (start.elapsed(), count)
        };
        for unit in ["a ", "a", "aa\u{AD}", "a-\n", "a- ", "aaaaaaa b "] {
            let (short, _) = time(&unit.repeat(5_000));
            let (long, _) = time(&unit.repeat(40_000));
            assert!(long < short * 40 + std::time::Duration::from_millis(50), "{unit:?}: {short:?}, then {long:?}");
        }
        assert!(patterns.len() > 290);
    }
}

proptest! {
    #[test]
    fn a_sorted_list_of_words_says_what_the_automaton_says(
        words in prop::collection::btree_set("[ab]{1,4}|ab?a{6,9}|é?a{3,8}é?", 1..12), word in "[abAB]{1,7}|[aA]b?a{5,9}|a{60,70}",
    ) {
        let words: Vec<String> = words.into_iter().map(|word| format!(" {word}")).collect();
        let [automaton, sorted] = [usize::MAX, 0].map(|many| First::new(words.iter().map(String::as_str), many).unwrap());
        let folded = format!(" {}", word.to_lowercase());
        prop_assert_eq!(automaton.may_begin_with(&folded.as_bytes()[1..]), sorted.may_begin_with(&folded.as_bytes()[1..]));
        let begun: Vec<_> = (0..).zip(&words).filter(|(_, own)| folded.starts_with(own.as_str())).map(|(number, own)| (own.len(), number)).collect();
        for first in [automaton, sorted] {
            let (mut found, mut plain) = (Vec::new(), Vec::new());
            first.find(folded.as_bytes(), &mut found);
            first.find_plain(word.as_bytes(), Run::of(word.as_bytes(), 0).letters, &mut plain);
            prop_assert_eq!((&found, &plain), (&begun, &begun));
        }
    }
}

/// All bytes of an index.
fn written(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::new();
    index.write(&mut Writer(&mut bytes)).unwrap();
    bytes
}

proptest! {
    #[test]
    fn an_index_that_is_made_in_parts_is_that_of_the_whole(
        forms in prop::collection::vec("[ab(]{1,3}|[ab]{1,2} [ab]{1,2}( [a(]b?)?", 0..40),
        cuts in prop::collection::vec(0..40_usize, 0..6),
    ) {
        let (_, patterns) = index(&forms, usize::MAX);
        let part = |patterns: &[String]| {
            let mut part = Making::default();
            for pattern in patterns {
                part.add(pattern, sought(pattern, 3));
            }
            part
        };
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(patterns.len())).chain([0, patterns.len()]).collect();
        cuts.sort_unstable();
        let mut whole = Making::default();
        for cut in cuts.windows(2) {
            whole.append(part(&patterns[cut[0]..cut[1]]));
        }
        let keys = patterns.iter().map(|pattern| Key { pattern, sought: sought(pattern, 3) });
        prop_assert!(written(&whole.index()) == written(&Index::new(keys)));
    }
}
