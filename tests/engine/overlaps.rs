//! Overlaps, nesting and spans that several entities claim.

use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;

use crate::marked::{article, check, check_en, dictionary};

#[test]
fn the_longer_name_wins_and_the_other_stays_inside() {
    let dict = "[[organisation]]\nname = \"Bank of England\"\n[[place]]\nname = \"England\"";
    check_en(dict, "The [Bank of [England|place]|organisation] in [England|place].");
}

#[test]
fn nothing_is_kept_inside_a_person_s_name() {
    let dict = "[[person]]\nname = \"George Washington\"\n[[place]]\nname = \"Washington\"";
    check_en(dict, "[George Washington|person] in [Washington|place]");
}

/// Names that begin alike, and a text of nothing else: a search that starts anew at every letter takes minutes.
#[test]
fn of_names_that_begin_alike_the_longest_from_the_left_is_found_in_no_time() {
    let name = |words: usize| vec!["Aa"; words].join(" ");
    let dict = (1..=40).map(|words| format!("[[place]]\nname = \"{}\"\n", name(words))).collect::<Vec<_>>().concat();
    check("[[place]]\nname = \"Ab\"\n[[place]]\nname = \"Abb\"\n[[place]]\nname = \"Abbb\"", "[Abbb|place], Abbbb, [Ab|place]");
    let (lexicon, begin) = (Lexicon::new(dictionary(&dict), Language::De), std::time::Instant::now());
    for words in [7, 6000] {
        let found = lexicon.scan(&article(&name(words), None));
        let longest = found.all().iter().filter(|mention| !mention.nested).map(|mention| mention.span.len());
        assert_eq!(longest.collect::<Vec<_>>(), vec![name(words.min(40)).len(); words.div_ceil(40)], "{words} words");
    }
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}

#[test]
fn what_only_overlaps_is_dropped() {
    let dict = "[[organisation]]\nname = \"Alpha Beta\"\n[[organisation]]\nname = \"Beta Gamma Delta\"\ninfer = false";
    check(dict, "[Alpha Beta|organisation] Gamma Delta");
}

#[test]
fn a_higher_rank_wins_an_overlap() {
    let dict = "[[organisation]]\nname = \"Alpha Beta\"\n[[organisation]]\nname = \"Beta Gamma Delta\"\ninfer = false\nrank = 1";
    check(dict, "Alpha [Beta Gamma Delta|organisation]");
}

#[test]
fn a_longer_candidate_that_fails_hides_no_shorter_one() {
    let dict =
        "[[place]]\nname = \"York\"\n[[place]]\nname = \"New York\"\n[[organisation]]\nname = \"New York Times\"\nneeds = [\"Zeitung\"]";
    check(dict, "[New [York|place]|place] Times");
}

#[test]
fn a_full_name_of_two_entities_is_ambiguous() {
    let dict = "[[place]]\nid = \"a\"\nname = \"Georgia\"\n[[place]]\nid = \"b\"\nname = \"Georgia\"\nadjectives = [\"georgisch\"]";
    check(dict, "[Georgia|?] kam.");
    check(dict, "[Georgia|id b] und die [georgische|id b] Küste.");
}

#[test]
fn preferring_settles_it() {
    let dict =
        "[[place]]\nid = \"a\"\nname = \"Georgia\"\n[[place]]\nid = \"b\"\nname = \"Georgia\"\n[[prefer]]\nform = \"Georgia\"\nid = \"a\"";
    check(dict, "[Georgia|id a] kam.");
}

#[test]
fn the_spelling_as_written_beats_a_variant() {
    let dict = "[[place]]\nid = \"a\"\nname = \"München\"\n[[place]]\nid = \"b\"\nname = \"Muenchen\"";
    check(dict, "[München|id a] und [Muenchen|id b]");
}

#[test]
fn a_name_beats_an_acronym_and_an_adjective() {
    let dict =
        "[[organisation]]\nid = \"a\"\nname = \"IS\"\n[[organisation]]\nid = \"b\"\nname = \"Islamischer Staat\"\nacronyms = [\"IS\"]";
    check(dict, "Der [IS|id a].");
}
