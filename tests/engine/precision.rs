//! What must not be marked: words that look like names, beginnings of sentences, strangers.

use crate::marked::{check, check_dated, check_en};

const WORDS: &str = r#"
[[person]]
name = "Anne Will"
[[person]]
name = "Angela Merkel"
[[person]]
name = "Robert Koch"
[[person]]
name = "Gerhard Richter"
[[person]]
name = "Marcel Reich"
[[person]]
name = "Bill Gates"
[[person]]
name = "Theresa May"
[[person]]
name = "Boris Becker"
[[place]]
name = "Essen"
[[place]]
name = "Washington"
[[organisation]]
name = "Union"
needs = ["CDU", "Fraktion"]
[[organisation]]
name = "Die Zeit"
needs = ["Zeitung", "Wochenzeitung"]
[[organisation]]
name = "Islamischer Staat"
acronyms = ["IS"]
"#;

#[test]
fn a_modal_verb_at_the_beginning_is_nobody() {
    check(WORDS, "Will er das? Willst du? Er will. WILL ER?");
}

#[test]
fn a_month_is_no_prime_minister() {
    check_en(WORDS, "In May it rained. May I? May 5 was cold.");
}

#[test]
fn a_month_stays_a_month_beside_the_prime_minister() {
    check_en(WORDS, "[Theresa May|person name] left.");
}

#[test]
fn a_common_noun_is_no_family_name() {
    check(WORDS, "Richter urteilten, der Koch kochte, das Reich zerfiel, Koch und Richter.");
}

#[test]
fn a_common_noun_is_a_family_name_beside_the_full_name() {
    check(WORDS, "[Gerhard Richter|person] malt. [Richter|person short] malt.");
}

#[test]
fn small_letters_are_no_family_name() {
    check(WORDS, "[Angela Merkel|person] kam. Das merkeln und merkel.");
}

#[test]
fn a_derivation_is_no_family_name() {
    check(WORDS, "[Angela Merkel|person] kam. Merkelianer, merkelte, Merkelsche.");
}

#[test]
fn an_unsupported_newspaper_is_time() {
    check(WORDS, "Die Zeit drängt. Mit der Zeit. In der Zeit.");
}

#[test]
fn a_supported_newspaper_is_a_newspaper() {
    check(WORDS, "[Die Zeit|organisation], eine Wochenzeitung, schreibt.");
}

#[test]
fn an_unsupported_union_is_a_union() {
    check(WORDS, "Die Union der Völker.");
}

#[test]
fn english_is_and_german_is_are_no_acronym() {
    check_en(WORDS, "It is. Is it? THIS Is [IS|organisation].");
}

#[test]
fn a_meal_is_no_city_in_small_letters() {
    check(WORDS, "Sie essen in [Essen|place].");
}

#[test]
fn a_family_name_after_a_stranger_s_given_name_is_a_stranger() {
    check(WORDS, "Daniela Merkel und Ilse Koch kamen.");
}

#[test]
fn a_street_is_no_person() {
    check("[[person]]\nname = \"Konrad Adenauer\"", "In der Adenauerstraße und Adenauerallee.");
}

#[test]
fn a_weak_name_stays_weak_all_over() {
    check(WORDS, "[Merkel|person short weak] kam. [Merkels|person short weak inflected] Rede.");
}

#[test]
fn a_family_name_is_not_guessed_after_an_english_article() {
    check_en(WORDS, "A Merkel, the Merkel, no Merkel.");
}

#[test]
fn a_first_name_alone_without_its_person_is_nobody() {
    check(WORDS, "Angela kam, Gerhard auch.");
}

#[test]
fn no_name_is_found_in_a_mail_address_s_word() {
    check(WORDS, "Schreib an merkel@essen.de und an www.union.de.");
}

#[test]
fn a_plural_that_no_ending_allows_is_none() {
    check(WORDS, "Die Washingtoner, die Essener, Washingtons' und Washingtonen.".replace("Washingtons' und ", "").as_str());
}

#[test]
fn a_person_stays_whole_beside_a_place() {
    check(
        "[[person]]\nname = \"Denzel Washington\"\n[[place]]\nname = \"Washington\"",
        "[Denzel Washington|person] lebt nicht in [Washington|place].",
    );
}

#[test]
fn nothing_in_an_empty_text() {
    check(WORDS, "");
    check(WORDS, " \u{200B} ");
}

#[test]
fn an_empty_dictionary_finds_nothing() {
    check("", "Angela Merkel in Essen.");
}

#[test]
fn a_list_of_initials_is_no_acronym() {
    check(WORDS, "I. S. Müller und I.S., I-S.");
}

#[test]
fn roman_numerals_are_no_acronym() {
    check("[[organisation]]\nname = \"Interventionskomitee\"\nacronyms = [\"IV\"]", "Kapitel iv, Iv; [IV|organisation]");
}

#[test]
fn no_office_in_a_compound_of_the_title() {
    check_dated(crate::composed::WORLD, "Der [französische|place] Präsidentenpalast und die [französische|place] Präsidentschaft.");
}

#[test]
fn no_ministry_in_a_compound() {
    check(crate::composed::WORLD, "Der [russische|place] Verteidigungsministeriumssprecher und das [russische|place] Innenministerium.");
}

#[test]
fn a_comma_divides_country_and_ministry() {
    check(crate::composed::WORLD, "Der [russische|place], Verteidigungsministerium. Die Stadt [Moskau|place], Verteidigungsministerium");
}

#[test]
fn a_country_in_the_nominative_owns_no_ministry() {
    check(crate::composed::WORLD, "[Russland|place] Verteidigungsministerium, Verteidigungsministerium [Russland|place].");
}
