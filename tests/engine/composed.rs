//! Ministries with their country, and offices as of the article's date.

use crate::marked::{check, check_dated, check_en, check_in};
use namedrop::engine::language::Language;

pub const WORLD: &str = r#"
[[place]]
id = "russia"
name = "Russland"
names = { en = "Russia" }
aliases = ["Russische Föderation"]
adjectives = ["russisch", "Russian"]
capital = "moscow"
[[place]]
id = "moscow"
name = "Moskau"
names = { en = "Moscow" }
adjectives = ["Moskauer"]
[[place]]
id = "france"
name = "Frankreich"
names = { en = "France" }
adjectives = ["französisch", "French"]
[[place]]
id = "usa"
name = "Vereinigte Staaten"
acronyms = ["US", "USA"]
[[ministry]]
id = "ru-def"
name = "Verteidigungsministerium"
of = "russia"
names = { en = ["Defence Ministry", "Ministry of Defence"] }
[[ministry]]
id = "fr-def"
name = "Verteidigungsministerium"
of = "france"
names = { en = ["Defence Ministry", "Ministry of Defence"] }
[[person]]
id = "schoigu"
name = "Sergej Schoigu"
roles = [{ title = "Verteidigungsminister", titles = { en = ["defence minister"] }, of = "russia", since = "2012-11", until = "2024-05" }]
[[person]]
id = "belousov"
name = "Andrej Beloussow"
roles = [{ title = "Verteidigungsminister", titles = { en = ["defence minister"] }, of = "russia", since = "2024-05" }]
[[person]]
id = "macron"
name = "Emmanuel Macron"
roles = [{ title = "Präsident", titles = { en = ["president"] }, of = "france", since = "2017-05" }]
"#;

#[test]
fn a_ministry_is_composed_with_an_adjective() {
    check(
        WORLD,
        "Das [[russische|place] Verteidigungsministerium|id ru-def name] und des [[französischen|place] Verteidigungsministeriums|id fr-def name inflected].",
    );
}

#[test]
fn a_ministry_is_composed_with_a_genitive() {
    check(
        WORLD,
        "Das [Verteidigungsministerium [Russlands|place]|id ru-def], [[Frankreichs|place] Verteidigungsministerium|id fr-def], das [Verteidigungsministerium der [Russischen Föderation|place]|id ru-def]",
    );
}

#[test]
fn a_ministry_is_composed_with_its_capital() {
    check(
        WORLD,
        "Das [Verteidigungsministerium in [Moskau|place]|id ru-def] und das [[Moskauer|place] Verteidigungsministerium|id ru-def]",
    );
}

#[test]
fn english_ministries_are_composed() {
    check_en(
        WORLD,
        "[[Russian|place] Defence Ministry|id ru-def], the [Ministry of Defence of [Russia|place]|id ru-def], [[Russia|place]'s Defence Ministry|id ru-def], [[France|place] Defence Ministry|id fr-def]",
    );
}

#[test]
fn a_ministry_without_country_is_nobody_s_name() {
    check(WORLD, "Ein Verteidigungsministerium in [Frankreich|place].");
}

#[test]
fn the_ministry_is_the_one_mentioned_last() {
    check(
        WORLD,
        "Das [[russische|place] Verteidigungsministerium|id ru-def] schwieg. Das [Ministerium|id ru-def head] auch. Kein Ministerium sprach.",
    );
}

#[test]
fn the_ministry_is_that_of_the_minister() {
    check_dated(
        WORLD,
        "[Sergej Schoigu|person] sprach. Das [Ministerium|id ru-def head] schwieg, das [Verteidigungsministerium|id ru-def head] auch.",
    );
}

#[test]
fn a_head_before_a_genitive_is_another() {
    check(WORLD, "Das [[russische|place] Verteidigungsministerium|id ru-def] und das Ministerium des Innern.");
}

#[test]
fn a_head_refers_no_further_than_two_paragraphs() {
    check(
        WORLD,
        "Das [[russische|place] Verteidigungsministerium|id ru-def].\n\nEins.\n\nDas [Ministerium|id ru-def head].\n\nEins.\n\nZwei.\n\nDrei. Das Ministerium.",
    );
}

#[test]
fn an_office_is_held_on_the_article_s_date() {
    check_in(Language::De, WORLD, Some("2023-01"), "Der [[russische|place] Verteidigungsminister|id schoigu role] sprach.");
    check_in(Language::De, WORLD, Some("2025-01"), "Der [[russische|place] Verteidigungsminister|id belousov role] sprach.");
    check_in(Language::De, WORLD, Some("2024-05"), "Der [[russische|place] Verteidigungsminister|?] sprach.");
    check_in(Language::De, WORLD, Some("2001-05"), "Der [russische|place] Verteidigungsminister sprach.");
    check(WORLD, "Der [russische|place] Verteidigungsminister sprach.");
}

#[test]
fn an_office_is_that_of_the_person_named_with_it() {
    check_in(
        Language::De,
        WORLD,
        Some("2024-05"),
        "Der [[russische|place] Verteidigungsminister|id schoigu role] [Sergej Schoigu|id schoigu name] sprach.",
    );
    check_dated(WORLD, "Der [russische|place] Verteidigungsminister Peter Müller sprach.");
}

#[test]
fn a_former_office_is_no_office() {
    check_dated(
        WORLD,
        "Der frühere [französische|place] Präsident, der Ex-Präsident [Frankreichs|place], der designierte [französische|place] Präsident",
    );
}

#[test]
fn titles_stand_before_and_after_the_country() {
    check_dated(WORLD, "[[Frankreichs|place] Präsident|id macron role] und der [Präsident [Frankreichs|place]|id macron role]");
    check_in(
        Language::En,
        WORLD,
        Some("2024-04"),
        "The [[French|place] president|id macron role] and the [president of [France|place]|id macron role]",
    );
}

#[test]
fn having_been_president_is_no_mention() {
    check_dated(WORLD, "Er war Präsident [Frankreichs|place].");
}
