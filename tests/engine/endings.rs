//! Endings, case, accents and edges: what a form may look like.

use crate::marked::{check, check_en};

const PLACES: &str = r#"
[[place]]
name = "Russland"
adjectives = ["russisch"]
demonyms = ["Russe", "Russin", "Russen"]
[[place]]
name = "Moskau"
adjectives = ["Moskauer"]
[[place]]
name = "Polen"
names = { en = "Poland" }
adjectives = ["polnisch", "Polish"]
[[place]]
name = "Köln"
[[place]]
name = "Ungarn"
[[place]]
name = "Ukraine"
"#;

#[test]
fn a_name_takes_the_genitive_s() {
    check(PLACES, "Die Grenze [Russlands|place name inflected], nicht die von [Moskau|place name].");
}

#[test]
fn a_name_takes_no_other_ending() {
    check(PLACES, "Russlandet Moskauisch Polenta Kölner");
}

#[test]
fn an_adjective_declines() {
    check(
        PLACES,
        "[russische|place adjective] [russischer|place] [russisches|place] [russischen|place inflected] [russischem|place] russischst",
    );
}

#[test]
fn an_adjective_without_ending_is_the_language_when_it_is_capitalised() {
    check(PLACES, "Er spricht Russisch und Polnisch, aber [russisch|place]-[polnische|place] Freundschaft. [Russische|place] Truppen.");
}

#[test]
fn an_indeclinable_city_adjective_stands_as_it_is() {
    check(PLACES, "im [Moskauer|place adjective] Vorort, in Moskauern");
}

#[test]
fn demonyms_decline_by_their_ending() {
    check(PLACES, "ein [Russe|place demonym], den [Russen|place demonym], eine [Russin|place], zwei [Russinnen|place demonym inflected]");
}

#[test]
fn an_english_possessive_is_no_part_of_the_span() {
    check_en(PLACES, "[Poland|place inflected]'s and [Poland|place]’s border, [Polish|place adjective] troops");
}

#[test]
fn german_endings_hold_in_german_only() {
    check_en(PLACES, "Polands polnische [polnisch|place]");
}

#[test]
fn capitals_are_accepted_and_small_letters_are_not() {
    check(PLACES, "[RUSSLAND|place] und [MOSKAUS|place inflected], aber nicht russland");
}

#[test]
fn umlauts_and_their_transliterations_are_equal_but_not_the_bare_vowel() {
    check(PLACES, "[Köln|place] [Koeln|place] [KÖLN|place] Koln");
}

#[test]
fn decomposed_letters_are_whole_in_the_span() {
    check(PLACES, "in [Ko\u{308}lns|place inflected].");
}

#[test]
fn invisible_characters_split_nothing() {
    check(PLACES, "[Russ\u{AD}land|place] und [Mos\u{200B}kau|place]");
}

#[test]
fn a_word_split_at_a_line_end_is_whole() {
    check(PLACES, "in [Russ-\nland|place] und in [Mos-\nkau|place], nicht in Russ-\nLand");
}

#[test]
fn a_name_of_several_words_may_be_split_inside_one() {
    check("[[organisation]]\nname = \"Internationaler Währungsfonds\"", "Der [Inter-\nnationale Währungs-\nfonds|organisation] tagt.");
}

#[test]
fn a_hyphen_is_an_edge_and_marks_a_compound() {
    check(PLACES, "[Russland|place compound]-Kenner und Anti-[Russland|place compound]-Protest");
}

#[test]
fn a_strict_edge_takes_no_hyphen() {
    check("[[place]]\nname = \"Russland\"\nedge = \"strict\"", "Russland-Kenner in [Russland|place]");
}

#[test]
fn a_closed_compound_is_marked_as_a_whole() {
    check(PLACES, "der [Ukrainekrieg|place compound], die [Russlandpolitik|place compound], aber nicht Russlandistik, Kölnkrieg");
}

#[test]
fn an_apostrophe_before_a_name_allows_short_words_only() {
    check_en(PLACES, "the d'[Ukraine|place] and not Foo'Ukraine, 'but [Ukraine|place]'");
}

#[test]
fn acronyms_are_exact_with_an_s() {
    let dict = "[[organisation]]\nname = \"Islamischer Staat\"\nacronyms = [\"IS\"]\n[[organisation]]\nname = \"Nordatlantikpakt\"\nacronyms = [\"NATO\"]";
    check(
        dict,
        "Der [IS|organisation acronym], is, Is, ISS; [IS|organisation compound]-Kämpfer; [NATO|organisation], [Nato|organisation], nato, NAto",
    );
    check("[[organisation]]\nname = \"Agence\"\nacronyms = [\"AFP\"]", "der [AFPs|organisation inflected] und AFPS");
}

#[test]
fn a_four_letter_acronym_that_is_a_word_stays_exact() {
    check("[[organisation]]\nname = \"Bundesverband\"\nacronyms = [\"BILD\"]", "Das Bild der [BILD|organisation]");
}

#[test]
fn case_exact_and_any() {
    check("[[organisation]]\nname = \"taz\"\ncase = \"exact\"", "die [taz|organisation], Taz, TAZ");
    check("[[organisation]]\nname = \"Taz\"\ncase = \"any\"", "die [taz|organisation], [Taz|organisation], [tAZ|organisation]");
}

#[test]
fn accents_exact() {
    check("[[person]]\nname = \"Viktor Orbán\"", "[Viktor Orban|person], [Viktor Orbán|person]");
    check("[[person]]\nname = \"Viktor Orbán\"\naccents = \"exact\"", "Viktor Orban, [Viktor Orbán|person]");
}

#[test]
fn a_form_without_inflection() {
    check("[[place]]\nname = \"Russland\"\ninflect = \"none\"", "[Russland|place], Russlands");
}

#[test]
fn sharp_s_is_no_ending() {
    check("[[person]]\nname = \"Chaim Gros\"", "Chaim Groß und [Chaim Gros|person]");
}

#[test]
fn punctuation_ends_a_name() {
    check("[[organisation]]\nname = \"Rotes Kreuz\"", "rot. Rotes, Kreuz. Das [Rote Kreuz|organisation]; Rotes. Kreuz");
}

#[test]
fn space_hyphen_and_line_break_are_equal_between_words() {
    let dict = "[[place]]\nname = \"Crocus City Hall\"";
    check(dict, "[Crocus-City-Hall|place] [Crocus\u{A0}City\nHall|place] [Crocus City Hall|place]; [Crocus|place short]  -  City Hall");
}
