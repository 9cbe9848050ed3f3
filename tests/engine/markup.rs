//! Markdown: markup inside and around names is no text, and spans address the source.

use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::source;

use crate::marked::dictionary;

const WORLD: &str = r#"
[[place]]
name = "Russland"
adjectives = ["russisch"]
[[place]]
name = "New York"
[[organisation]]
name = "Islamischer Staat"
acronyms = ["IS"]
[[organisation]]
name = "AT&T"
[[person]]
name = "Sergej Schoigu"
roles = [{ title = "Verteidigungsminister", of = "russland", since = 2012, until = "2024-05" }]
[[ministry]]
id = "ru-def"
name = "Verteidigungsministerium"
of = "russland"
"#;

/// The source text of the outer mentions of a Markdown article, each with its entity's id and form.
fn found(markdown: &str) -> Vec<String> {
    let dictionary = dictionary(WORLD);
    let options = source::Options { language: Some(Language::De), ..source::Options::default() };
    let article = source::from_bytes("article.md", markdown.as_bytes().to_vec(), &options).unwrap();
    let mentions = Lexicon::new(dictionary.clone(), Language::De).scan(&article);
    let outer = mentions.all().iter().filter(|mention| !mention.nested);
    outer
        .map(|m| format!("{} {} {}", &article.text[m.span.clone()], m.entity.map_or("?", |ix| &dictionary[ix].id), m.form.as_str()))
        .collect()
}

#[track_caller]
fn finds(markdown: &str, expected: &[&str]) {
    assert_eq!(found(markdown), expected, "{markdown}");
}

#[test]
fn emphasis_around_a_name_is_outside_of_the_span() {
    finds("In **Russland** und *Russland*.", &["Russland russland name", "Russland russland name"]);
}

#[test]
fn emphasis_over_a_part_of_a_name_lies_inside_the_span() {
    finds("Es kam **Sergej** Schoigu.", &["Sergej** Schoigu sergej-schoigu name"]);
    finds("Es kam Sergej **Schoigu**.", &["Sergej **Schoigu sergej-schoigu name"]);
}

#[test]
fn emphasis_inside_a_word_divides_nothing() {
    finds("In **Russ**land schneit es.", &["Russ**land russland name"]);
}

#[test]
fn an_ending_after_emphasis_belongs_to_the_name() {
    finds("Die Grenze **Russland**s.", &["Russland**s russland name"]);
}

#[test]
fn a_link_s_text_is_scanned_and_its_address_is_not() {
    finds("Siehe [Russland](https://example.org/New-York).", &["Russland russland name"]);
}

#[test]
fn a_name_across_a_link_s_edge_is_found() {
    finds("Das [New](https://example.org) York.", &["New](https://example.org) York new-york name"]);
}

#[test]
fn an_entity_reference_is_its_character() {
    finds("Die Firma AT&amp;T wächst.", &["AT&amp;T at-t name"]);
}

#[test]
fn an_escaped_character_is_itself() {
    finds("Die Firma AT\\&T wächst.", &["AT\\&T at-t name"]);
}

#[test]
fn a_no_break_space_reference_is_a_space() {
    finds("In New&nbsp;York.", &["New&nbsp;York new-york name"]);
}

#[test]
fn a_soft_hyphen_reference_divides_nothing() {
    finds("In Russ&shy;land.", &["Russ&shy;land russland name"]);
}

#[test]
fn a_name_over_a_line_break_in_a_quotation_is_found() {
    finds("> Er kam nach New\n> York zurück.", &["New\n> York new-york name"]);
}

#[test]
fn a_name_over_a_line_break_in_a_list_item_is_found() {
    finds("- Er kam nach New\n  York zurück.", &["New\n  York new-york name"]);
}

#[test]
fn a_name_does_not_reach_over_list_items() {
    finds("- New\n- York", &[]);
}

#[test]
fn a_heading_is_scanned() {
    finds("# Russland schweigt\n\nEs regnet.", &["Russland russland name"]);
}

#[test]
fn a_name_does_not_reach_from_a_heading_into_the_paragraph() {
    finds("# New\nYork wächst.", &[]);
}

#[test]
fn front_matter_is_not_scanned() {
    finds("---\ntitle: Russland\ndate: 2024-04-01\n---\n\nEs regnet in New York.", &["New York new-york name"]);
}

#[test]
fn the_date_of_the_front_matter_holds_for_roles() {
    finds(
        "---\ndate: 2023-04-01\n---\n\nDer **russische** Verteidigungsminister kam.",
        &["russische** Verteidigungsminister sergej-schoigu role"],
    );
}

#[test]
fn a_comment_is_not_scanned() {
    finds("Es regnet <!-- in Russland --> in New York.", &["New York new-york name"]);
}

#[test]
fn a_composed_name_reaches_over_emphasis() {
    finds(
        "Das *russische* **Verteidigungsministerium** schwieg. Das *Ministerium* auch.",
        &["russische* **Verteidigungsministerium ru-def name", "Ministerium ru-def head"],
    );
}

#[test]
fn a_bracket_with_emphasis_is_learned_from() {
    finds(
        "Das **Verteidigungsministerium Russlands** (*VMR*) und das VMR.",
        &["Verteidigungsministerium Russlands ru-def name", "VMR ru-def acronym", "VMR ru-def acronym"],
    );
}

#[test]
fn a_compound_with_emphasis_keeps_its_hyphen() {
    finds("Der **IS**-Kämpfer.", &["IS islamischer-staat acronym"]);
}

#[test]
fn a_family_name_in_a_heading_is_supported_below() {
    finds("# Schoigu tritt ab\n\n*Sergej Schoigu* geht.", &["Schoigu sergej-schoigu short", "Sergej Schoigu sergej-schoigu name"]);
}

#[test]
fn a_given_name_in_emphasis_guards_too() {
    finds("Es kam *Peter* Schoigu.", &[]);
}

#[test]
fn a_part_reaches_over_emphasis() {
    finds(
        "Der *Islamische* Staat (ISX). Der **IS**X.",
        &["Islamische* Staat islamischer-staat name", "ISX islamischer-staat acronym", "IS**X islamischer-staat acronym"],
    );
}

#[test]
fn a_possessive_after_emphasis_is_outside() {
    finds("Die Grenze **Russland**'s.", &["Russland russland name"]);
}

#[test]
fn a_genitive_reaches_over_emphasis() {
    finds("Das **Verteidigungsministerium** *Russlands* schwieg.", &["Verteidigungsministerium** *Russlands ru-def name"]);
}

#[test]
fn a_code_span_is_text() {
    finds("In `Russland` und `New York`.", &["Russland russland name", "New York new-york name"]);
}

#[test]
fn a_table_s_cells_are_apart() {
    finds("| New | York |\n|---|---|\n| Russland | x |", &["Russland russland name"]);
}

#[test]
fn a_nested_quotation_is_scanned() {
    finds("> > Aus Russland\n> > kommt nichts.", &["Russland russland name"]);
}

#[test]
fn a_hard_line_break_is_a_space() {
    finds("Nach New  \nYork und New\\\nYork.", &["New  \nYork new-york name", "New\\\nYork new-york name"]);
}
