//! What holds for every text and dictionary.

use std::sync::Arc;

use super::naive::naive;
use namedrop::engine::article::{Article, Block, BlockKind};
use namedrop::engine::dictionary::{Case, Dictionary, Entity, Written};
use namedrop::engine::kind::{KindId, Kinds};
use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::engine::mentions::Mentions;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

const NAMES: [&str; 14] = [
    "Köln",
    "Sergej Schoigu",
    "Schoigu",
    "IS",
    "İstanbul",
    "Groß Gerau",
    "北京",
    "Москва",
    "New York",
    "New York Times",
    "York",
    "U.S.",
    "Straße",
    "ﬁrst Ärmel",
];

fn entities() -> Vec<Entity> {
    let kinds = [KindId::PLACE, KindId::PERSON, KindId::ORGANISATION];
    NAMES.iter().enumerate().map(|(i, name)| Entity::new(&format!("e{i:02}"), kinds[i % 3], Written::new(name))).collect()
}

fn scan(entities: Vec<Entity>, text: &str) -> Mentions {
    let dictionary = Dictionary::new(Kinds::default(), Vec::new(), entities);
    let block = Block::plain(BlockKind::Paragraph, 0..text.len());
    let article = Article { text: text.into(), blocks: vec![block], ..Article::default() };
    Lexicon::new(Arc::new(dictionary), Language::De).scan(&article)
}

/// Texts made of names, hostile characters and glue.
fn texts() -> impl Strategy<Value = String> {
    let glue = prop_oneof![
        Just(" ".to_owned()),
        Just("-".to_owned()),
        Just("\n".to_owned()),
        Just("s ".to_owned()),
        Just("'s ".to_owned()),
        Just("\u{AD}".to_owned()),
        Just("\u{308}".to_owned()),
        Just("\u{200D}".to_owned()),
        Just("İẞﬀ".to_owned()),
        "\\PC{0,6}",
        any::<char>().prop_map(String::from),
    ];
    let name = prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned);
    let upper = prop::sample::select(NAMES.to_vec()).prop_map(str::to_uppercase);
    prop::collection::vec(prop_oneof![3 => name, 1 => upper, 5 => glue], 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_span_is_whole_graphemes_of_the_text(text in texts()) {
        let edges: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for mention in scan(entities(), &text).all() {
            prop_assert!(edges.contains(&mention.span.start) && edges.contains(&mention.span.end), "{:?} in {text:?}", mention.span);
            prop_assert!(mention.span.start < mention.span.end);
        }
    }

    #[test]
    fn mentions_are_sorted_and_outer_ones_never_overlap(text in texts()) {
        let mentions = scan(entities(), &text);
        let outer: Vec<_> = mentions.all().iter().filter(|mention| !mention.nested).collect();
        for pair in outer.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for pair in mentions.all().windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
        }
    }

    #[test]
    fn the_order_of_entries_changes_nothing(text in texts(), order in Just((0..NAMES.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let all = entities();
        let shuffled = order.into_iter().map(|i| all[i].clone()).collect();
        prop_assert_eq!(scan(all.clone(), &text), scan(shuffled, &text));
    }

    #[test]
    fn scanning_by_blocks_in_any_order_gives_the_same(parts in prop::collection::vec(texts(), 1..5)) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for part in &parts {
            blocks.push(Block::plain(BlockKind::Paragraph, text.len()..text.len() + part.len()));
            text.push_str(part);
            text.push_str("\n\n");
        }
        let article = Article { text, blocks, ..Article::default() };
        let lexicon = Lexicon::new(Arc::new(Dictionary::new(Kinds::default(), Vec::new(), entities())), Language::De);
        let mut candidates = Vec::new();
        for block in (0..article.blocks.len()).rev() {
            candidates.extend(lexicon.candidates(&article, block..block + 1));
        }
        prop_assert_eq!(lexicon.mentions(&article, candidates, 1), lexicon.scan(&article));
    }

    /// With everything inferred switched off, the engine finds what a naive search by words finds.
    #[test]
    fn a_literal_list_is_found_as_a_naive_scanner_finds_it(text in "([a-cA-C .,;!']|a  b|b  c){0,60}") {
        let names = ["A", "B", "AB", "a b", "Ab c", "b c a"];
        let literal = |name: &str| {
            let mut written = Written::new(name);
            written.policy.case = Case::Exact;
            written.policy.exact_accents = true;
            written.policy.inflect = false;
            let mut entity = Entity::new(&name.replace(' ', "-").chars().map(|c| if c.is_uppercase() { format!("u{c}") } else { c.into() }).collect::<String>(), KindId::ORGANISATION, written);
            entity.infer = false;
            entity
        };
        let found: Vec<_> = scan(names.iter().map(|name| literal(name)).collect(), &text).all().iter().filter(|m| !m.nested).map(|m| m.span.clone()).collect();
        prop_assert_eq!(found, naive(&text, &names, 1));
    }
}

#[test]
fn a_name_is_found_wherever_a_long_block_is_cut() {
    let mut text = "wort ".repeat(30_000);
    for at in [65_530, 65_535, 131_070, 131_075] {
        text.replace_range(at..at + 14, "Sergej Schoigu");
    }
    let text = text.replace("Sergej Schoigu", " Sergej Schoigu ");
    let found = scan(entities(), &text);
    assert_eq!(found.all().iter().filter(|mention| !mention.nested).count(), text.matches("Sergej Schoigu").count());
}

#[test]
fn a_literal_list_finds_the_same_a_few_paragraphs_at_a_time_and_all_at_once() {
    let literal = |entity: Entity| {
        let mut entity = Entity { infer: false, short: Some(std::iter::empty().collect()), ..entity };
        (entity.name.policy.case, entity.name.policy.inflect, entity.name.policy.exact_accents) = (Case::Exact, false, true);
        entity
    };
    let entities = entities().into_iter().map(literal).collect();
    let lexicon = Lexicon::new(Arc::new(Dictionary::new(Kinds::default(), Vec::new(), entities)), Language::De);
    assert!(lexicon.is_local());
    // Some of the paragraphs are longer than what is looked at together.
    let paragraphs: Vec<String> =
        (0..300).map(|at| format!("{}In {} und der New York Times.", "wort ".repeat(at % 7 * at * 15), NAMES[at % NAMES.len()])).collect();
    let mut article = Article::default();
    for paragraph in &paragraphs {
        let start = article.text.len();
        article.text.push_str(paragraph);
        article.blocks.push(Block::plain(BlockKind::Paragraph, start..article.text.len()));
        article.text.push_str("\n\n");
    }
    let all_at_once = lexicon.mentions(&article, lexicon.candidates(&article, 0..article.blocks.len()), 1);
    assert_eq!(lexicon.scan(&article), all_at_once);
    assert!(all_at_once.len() > 2 * paragraphs.len());
}
