//! What folding and scanning promise: white space, dashes, apostrophes, divided words, accents, edges.

use crate::marked::{check, check_en};

const WORLD: &str = r#"
[[place]]
name = "Russland"
names = { en = "Russia" }
adjectives = ["russisch", "Russian"]
[[place]]
name = "New York"
[[place]]
name = "Türkei"
[[place]]
name = "Gießen"
[[place]]
name = "Łódź"
[[place]]
name = "Malmö"
[[place]]
name = "Tromsø"
[[place]]
name = "São Tomé"
[[place]]
name = "Southkorea"
[[place]]
name = "Südkorea"
[[ministry]]
name = "Verteidigungsministerium"
[[organisation]]
name = "Rotes Kreuz"
[[organisation]]
name = "L'Équipe"
[[person]]
name = "Sinead O'Connor"
[[person]]
name = "Recep Tayyip Erdoğan"
[[person]]
name = "Lech Wałęsa"
[[person]]
name = "Jean-Luc Mélenchon"
"#;

#[test]
fn a_line_break_inside_a_name_is_a_space() {
    check(WORLD, "Er flog nach [New\nYork|place] und nach [New\r\nYork|place].");
}

#[test]
fn a_line_break_with_indentation_is_a_space() {
    check(WORLD, "Er flog nach [New  \n   York|place].");
}

#[test]
fn a_blank_line_divides_a_name() {
    check(WORLD, "Das neue New\n\nYork blieb.");
}

#[test]
fn several_spaces_and_tabs_are_one_space() {
    check(WORLD, "Nach [New   York|place] und [New\tYork|place].");
}

#[test]
fn narrow_and_thin_spaces_are_spaces() {
    check(WORLD, "Nach [New\u{2009}York|place], [New\u{202F}York|place] und [New\u{A0}York|place].");
}

#[test]
fn every_dash_is_a_hyphen() {
    check(
        WORLD,
        "[Jean\u{2011}Luc Mélenchon|person name], [Jean\u{2010}Luc Mélenchon|person name], [Jean\u{2013}Luc Mélenchon|person name]",
    );
}

#[test]
fn a_dash_between_spaces_ends_a_name() {
    check(WORLD, "Alles New – York schläft, Rotes — Kreuz auch.");
}

#[test]
fn every_apostrophe_is_the_same() {
    check(WORLD, "[Sinead O'Connor|person], [Sinead O’Connor|person], [Sinead OʼConnor|person], [Sinead O`Connor|person]");
}

#[test]
fn a_name_with_an_apostrophe_takes_an_ending() {
    check(WORLD, "[Sinead O’Connors|person inflected] Lied stand in [L’Équipe|organisation].");
}

#[test]
fn soft_hyphens_lie_inside_the_span() {
    check(WORLD, "Das [Ver\u{AD}tei\u{AD}di\u{AD}gungs\u{AD}mi\u{AD}nis\u{AD}te\u{AD}ri\u{AD}um|ministry] schwieg.");
}

#[test]
fn a_word_joiner_inside_a_name_is_nothing() {
    check(WORLD, "Nach [Russ\u{2060}land|place] und [New\u{200B} York|place].");
}

#[test]
fn a_divided_word_is_joined_before_a_small_letter() {
    check(WORLD, "Das [Verteidigungs-\nministerium|ministry], das [Vertei-\ndigungsministeriums|ministry inflected].");
}

#[test]
fn a_divided_ending_belongs_to_the_name() {
    check(
        "[[organisation]]\nname = \"Gazprom\"\n[[place]]\nname = \"Guatemala\"",
        "[Gaz-\nproms|organisation inflected] Werk in [Guate-\nmala|place].",
    );
}

#[test]
fn a_hyphen_at_the_line_end_before_und_is_none() {
    check(WORLD, "In Nord-\nund [Südkorea|place] schneit es.");
}

#[test]
fn a_hyphen_at_the_line_end_before_a_capital_stays_a_hyphen() {
    check(WORLD, "Der [Russland|place compound]-\nKenner sprach.");
}

#[test]
fn umlauts_may_be_written_out() {
    check(WORLD, "Die [Tuerkei|place] und [Suedkorea|place], [TUERKEI|place] und [TÜRKEI|place].");
}

#[test]
fn umlauts_are_not_their_bare_vowels() {
    check(WORLD, "Die Turkei und Malmo.");
}

#[test]
fn the_sharp_s_equals_ss_in_both_directions() {
    check(WORLD, "In [Giessen|place], [GIESSEN|place], [GIEẞEN|place].");
    check("[[place]]\nname = \"Russland\"", "In [Rußland|place].");
}

#[test]
fn letters_that_do_not_decompose_fold_too() {
    check(WORLD, "In [Lodz|place] traf er [Lech Walesa|person]; [Tromso|place] war kalt.");
}

#[test]
fn turkish_letters_fold() {
    check(WORLD, "[Recep Tayyip Erdogan|person] sprach. [Erdoğans|person short inflected] Rede, [ERDOĞAN|person short] sagte.");
}

#[test]
fn letters_that_fold_to_more_or_fewer_than_they_are_move_no_span() {
    check(WORLD, "İŉǰΐẞﬃŁİ [Russland|place] ẞİﬃ [TÜRKEİ|place], [GIEẞEN|place] und [GIESSEN|place].");
}

#[test]
fn names_from_right_to_left_are_found() {
    let dict = "[[place]]\nname = \"נורדמרק\"\n[[place]]\nname = \"نوردمارك\"";
    check(dict, "שר החוץ נסע אל [נורדמרק|place] ודיבר. زار الوزير [نوردمارك|place] أمس.");
}

#[test]
fn accents_may_be_missing_or_added() {
    check(WORLD, "[Sao Tome|place] und [São Tomé|place], [Sáo Tomè|place].");
}

#[test]
fn decomposed_text_matches_a_composed_name_whole() {
    check(WORLD, "In [Su\u{308}dkorea|place] und [Sa\u{303}o Tome\u{301}|place].");
}

#[test]
fn a_combining_mark_after_the_name_belongs_to_its_last_letter() {
    check(WORLD, "In [Russland\u{301}|place] ist es kalt.");
}

#[test]
fn a_spaced_name_may_be_hyphenated() {
    check(WORLD, "Ein [New-York|place]-Besuch und [New-York|place].".replace("[New-York|place]-", "[New-York|place compound]-").as_str());
}

#[test]
fn a_hyphenated_name_may_be_spaced() {
    check("[[place]]\nname = \"Baden-Baden\"", "In [Baden Baden|place], in [Baden-Baden|place].");
}

#[test]
fn a_hyphenated_name_may_be_closed() {
    check("[[organisation]]\nname = \"Presse-Agentur\"", "Die [Presseagentur|organisation] und die [Presse-Agentur|organisation].");
}

#[test]
fn a_spaced_name_may_not_be_closed() {
    check(WORLD, "Das Newyork von gestern und das NewYork von heute.");
}

#[test]
fn a_digit_is_no_edge() {
    check(WORLD, "Russland2 und 4Russland, aber [Russland|place] 2.");
}

#[test]
fn an_underscore_or_slash_is_an_edge() {
    check(WORLD, "[Russland|place]/[Südkorea|place] und ([Russland|place]).");
}

#[test]
fn quotation_marks_are_edges() {
    check(WORLD, "„[Russland|place]“, »[Russland|place]«, \"[Russland|place]\", ‚[Russland|place]‘, '[Russland|place]'.");
}

#[test]
fn a_name_is_not_found_inside_a_longer_word() {
    check(WORLD, "Weißrussland, Altrussland, Neurusslands, Russlander.");
}

#[test]
fn a_cyrillic_letter_is_no_edge() {
    check(WORLD, "Russlandы und ыRussland.");
}

#[test]
fn a_name_with_digits_and_signs_matches() {
    let dict = "[[organisation]]\nname = \"AT&T\"\n[[organisation]]\nname = \"Gruppe 47\"\n[[organisation]]\nname = \"Yahoo!\"\n[[organisation]]\nname = \"T-Mobile\"";
    check(dict, "[AT&T|organisation], die [Gruppe 47|organisation], [Yahoo!|organisation] und [T-Mobile|organisation]; Gruppe 478");
}

#[test]
fn a_name_that_ends_in_a_dot_matches_before_the_end() {
    check("[[organisation]]\nname = \"Acme Inc.\"", "Die [Acme Inc.|organisation] wächst. Es gewinnt [Acme Inc.|organisation]");
}

#[test]
fn the_first_and_the_last_word_of_a_text_match() {
    check(WORLD, "[Russland|place] grenzt nicht an [Südkorea|place]");
}

#[test]
fn an_apostrophe_ends_the_span_of_a_german_genitive() {
    check("[[person]]\nname = \"Karl Marx\"", "[Karl Marx|person]’ Bart und [Marx|person short]' Kapital.");
}

#[test]
fn an_apostrophe_s_is_outside_of_the_span() {
    check(WORLD, "[Russland|place inflected]’s Grenze, [Russia|place inflected]'s border");
    check_en(WORLD, "[RUSSIA|place inflected]'S BORDER");
}

#[test]
fn an_elided_article_may_stand_before_a_name() {
    check_en(
        "[[place]]\nname = \"Oise\"\n[[person]]\nname = \"Valéry Giscard d'Estaing\"",
        "the Val d’[Oise|place] of [Valery Giscard d'Estaing|person]",
    );
}

#[test]
fn punctuation_inside_divides_a_name() {
    check(WORLD, "New, York. New: York; Rotes / Kreuz; New (York)");
}

#[test]
fn the_same_name_twice_in_a_row_is_found_twice() {
    check(WORLD, "[Russland|place] [Russland|place], [New York|place] [New York|place]");
}

#[test]
fn a_longer_name_that_breaks_off_leaves_the_shorter() {
    let dict =
        "[[place]]\nname = \"Sankt Petersburg\"\n[[place]]\nname = \"Petersburg\"\n[[organisation]]\nname = \"Sankt Petersburger Oper\"";
    check(dict, "In [Sankt [Petersburg|place]|place] und in [Petersburg|place].");
}

#[test]
fn a_bold_ligature_or_fullwidth_letter_does_no_harm() {
    check(WORLD, "Die ﬁnale Reise nach [Russland|place]; ＲＵＳＳ bleibt.");
}

#[test]
fn a_divided_word_in_the_middle_of_a_name_is_joined() {
    check(
        "[[organisation]]\nname = \"Rotes Kreuz\"\n[[person]]\nname = \"Sergej Schoigu\"",
        "Das [Ro-\nte Kreuz|organisation] und [Ser-\ngej Schoi-\ngu|person].",
    );
}

#[test]
fn a_spaced_slash_or_comma_never_lies_inside() {
    check(WORLD, "New , York und New / York.");
}

#[test]
fn carriage_returns_alone_are_spaces() {
    check(WORLD, "Nach [New\rYork|place].");
}

#[test]
fn a_direction_mark_is_nothing() {
    check(WORLD, "\u{200E}[Russland|place]\u{200E} und \u{202B}[New York|place]\u{202C}.");
}

#[test]
fn a_very_long_paragraph_loses_no_name() {
    let long = "Es regnet und regnet. ".repeat(20_000);
    let text = format!("{long}New York. {long}Russland");
    let found = namedrop::engine::lexicon::Lexicon::new(crate::marked::dictionary(WORLD), namedrop::engine::language::Language::De)
        .scan(&crate::marked::article(&text, None));
    assert_eq!(found.all().iter().map(|m| &text[m.span.clone()]).collect::<Vec<_>>(), ["New York", "Russland"]);
}

#[test]
fn a_name_on_every_slice_s_edge_is_found_once() {
    let text = "New York ".repeat(30_000);
    let found = namedrop::engine::lexicon::Lexicon::new(crate::marked::dictionary(WORLD), namedrop::engine::language::Language::De)
        .scan(&crate::marked::article(&text, None));
    assert_eq!(found.len(), 30_000);
}
