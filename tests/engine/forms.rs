//! Declined phrases, articles, hyphens, exclusions and context words.

use crate::marked::{check, check_en};

#[test]
fn german_phrases_decline_in_every_case() {
    let dict = "[[organisation]]\nname = \"Islamischer Staat\"\n[[organisation]]\nname = \"Weißes Haus\"\n[[organisation]]\nname = \"Vereinte Nationen\"";
    check(
        dict,
        "des [Islamischen Staates|organisation inflected], im [Weißen Haus|organisation], den [Vereinten Nationen|organisation], ein [Weißes Haus|organisation]",
    );
}

#[test]
fn leading_articles_take_their_cases() {
    check(
        "[[organisation]]\nname = \"Die Grünen\"",
        "[Die Grünen|organisation], [die Grünen|organisation] und [den Grünen|organisation], [der Grünen|organisation]",
    );
    check("[[organisation]]\nname = \"Der Spiegel\"", "[des Spiegels|organisation] und im [Spiegel|organisation]");
    check("[[organisation]]\nname = \"Die Linke\"", "mit [der Linken|organisation]");
}

#[test]
fn a_noun_before_a_genitive_declines() {
    check(
        "[[organisation]]\nname = \"Rat der Europäischen Union\"",
        "des [Rates der Europäischen Union|organisation] und [Rat der Europäischen Union|organisation]",
    );
}

#[test]
fn a_hyphen_of_the_form_may_be_missing() {
    check(
        "[[organisation]]\nname = \"Deutsche Presse-Agentur\"",
        "der [Deutschen Presseagentur|organisation] und der [Deutschen Presse-Agentur|organisation]",
    );
}

#[test]
fn an_exclusion_removes_only_its_own_entity() {
    let dict = "[[organisation]]\nname = \"Islamischer Staat\"\nacronyms = [\"IS\"]\nnot = [\"IS-LM\"]\n[[organisation]]\nname = \"Bank\"\nacronyms = [\"LM\"]";
    check(dict, "Das IS-[LM|organisation]-Modell und der [IS|organisation]");
}

#[test]
fn a_context_word_opens_its_paragraph_and_the_later_ones() {
    let dict = "[[organisation]]\nname = \"Die Zeit\"\naliases = [\"Zeit\"]\nneeds = [\"Zeitung\", \"berichtete\"]";
    check(dict, "Die Zeit vergeht.\n\n[Die Zeit|organisation] berichtete.\n\nIn der [Zeit|organisation] stand es.");
}

#[test]
fn a_context_word_must_stand_outside_of_the_mention() {
    check(
        "[[organisation]]\nname = \"Berliner Zeitung\"\nneeds = [\"Zeitung\"]",
        "Die Berliner Zeitung. Eine Berliner Zeitung.\n\nDie [Berliner Zeitung|organisation], eine Zeitung.".split("\n\n").last().unwrap(),
    );
    check("[[organisation]]\nname = \"Berliner Zeitung\"\nneeds = [\"Zeitung\"]", "Die Berliner Zeitung schweigt.");
}

#[test]
fn a_hidden_form_is_nobody() {
    check(
        "[[organisation]]\nname = \"Union\"\naliases = [\"CDU/CSU\"]\n[[hide]]\nform = \"Union\"",
        "Die Union, also [CDU/CSU|organisation].",
    );
}

#[test]
fn a_hidden_entity_is_silent() {
    check("[[place]]\nname = \"Berlin\"\n[[place]]\nname = \"Bonn\"\n[[hide]]\nid = \"bonn\"", "[Berlin|place] und Bonn");
}

#[test]
fn names_of_other_languages_match_too() {
    let dict = "[[place]]\nid = \"russia\"\nname = \"Russland\"\nnames = { en = \"Russia\", ru = \"Россия\" }";
    check_en(dict, "[Russia|place] or [Россия|place] or [Russland|place]");
}

#[test]
fn one_letter_more_or_less_is_another_word() {
    check("[[place]]\nname = \"Iran\"", "Irans, Iranisch, Tirana und [Iran|place]".replace("Irans", "[Irans|place]").as_str());
}

#[test]
fn words_without_spaces_match_inside_cjk_text() {
    check_en("[[place]]\nname = \"北京\"", "在[北京|place]市");
}

#[test]
fn emoji_around_a_name_do_no_harm() {
    check("[[place]]\nname = \"Kiew\"", "🇺🇦[Kiew|place]🇺🇦 👨‍👩‍👧‍👦 [Kiew|place]");
}

#[test]
fn an_english_article_may_be_small_or_missing() {
    let dict = "[[organisation]]\nname = \"The Daily Telegraph\"\n[[organisation]]\nname = \"The Guardian\"";
    check_en(
        dict,
        "[The Guardian|organisation] and [the Guardian|organisation], [the Daily Telegraph|organisation], a [Daily Telegraph|organisation] reader, a guardian",
    );
}

#[test]
fn english_names_are_found_in_either_spelling() {
    let dict = "[[organisation]]\nname = \"International Organization for Migration\"\n[[organisation]]\nname = \"United States Army\"";
    check_en(
        dict,
        "The [International Organisation for Migration|organisation name] and the [US Army|organisation], the [U.S. Army|organisation].",
    );
}

#[test]
fn european_bodies_go_by_the_union_s_acronym() {
    check(
        "[[organisation]]\nname = \"Europäische Kommission\"",
        "Die [EU-Kommission|organisation] und die [Europäische Kommission|organisation].",
    );
}
