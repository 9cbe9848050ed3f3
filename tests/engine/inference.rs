//! Family names and the given-name guard.

use crate::marked::{check, check_en};

const PEOPLE: &str = r#"
[[person]]
name = "Sébastien Lecornu"
[[person]]
name = "Donald Tusk"
[[person]]
name = "Thad W. Allen"
[[person]]
name = "Baschar al-Assad"
[[person]]
name = "Ursula von der Leyen"
[[person]]
id = "gerd-mueller"
name = "Gerd Müller"
[[person]]
id = "michael-mueller"
name = "Michael Müller"
[[person]]
name = "Anne Will"
[[person]]
name = "Wladimir Putin"
[[place]]
name = "Washington"
"#;

#[test]
fn a_family_name_belongs_to_the_full_name_in_the_article() {
    check(PEOPLE, "[Lecornus|person short inflected] Sprecher traf [Sébastien Lecornu|person name].");
}

#[test]
fn a_family_name_alone_is_weak() {
    check(PEOPLE, "[Lecornu|person short weak] sprach.");
}

#[test]
fn a_family_name_of_several_people_is_nobody_s_alone() {
    check(PEOPLE, "Müller sprach.");
}

#[test]
fn a_family_name_of_several_people_is_the_last_one_s() {
    check(
        PEOPLE,
        "[Gerd Müller|person] kam. [Müller|id gerd-mueller] sprach. [Michael Müller|person] kam. [Müller|id michael-mueller] ging.",
    );
}

#[test]
fn two_bearers_in_one_sentence_leave_it_open() {
    check(PEOPLE, "[Gerd Müller|person] und [Michael Müller|person] kamen. [Müller|?] sprach.");
}

#[test]
fn a_headline_before_two_bearers_is_ambiguous() {
    check(PEOPLE, "[Müller|?] kommt.\n\n[Gerd Müller|person] kam. [Michael Müller|person] ging.");
}

#[test]
fn a_common_word_is_no_family_name_without_the_full_name() {
    check(PEOPLE, "Will kommt.");
    check(PEOPLE, "[Anne Will|person] kommt. [Will|person short] geht.");
}

#[test]
fn no_weak_name_after_an_article() {
    check(PEOPLE, "Der Lecornu ist ein Lecornu.");
}

#[test]
fn particles_belong_to_the_name() {
    check(PEOPLE, "[Ursula von der Leyen|person] kam. [Von der Leyen|person short] ging, [von der Leyens|person inflected] Sprecher auch.");
}

#[test]
fn an_arabic_article_may_be_missing() {
    check(PEOPLE, "[Baschar Assad|person name] kam. [Assad|person short] und [al-Assad|person short] gingen.");
}

#[test]
fn initials_may_stand_between() {
    check(PEOPLE, "[Donald J. Tusk|person name] und [Thad Allen|person name]");
}

#[test]
fn a_foreign_given_name_guards() {
    check(PEOPLE, "Denzel Washington kam nach [Washington|place]. Peter Lecornu blieb.");
}

#[test]
fn a_foreign_initial_guards() {
    check(PEOPLE, "P. Lecornu kam, [Lecornu|person] S. blieb.".replace("[Lecornu|person] S.", "S.").as_str());
}

#[test]
fn a_double_name_is_another_name() {
    check(PEOPLE, "[Sébastien Lecornu|person] und Frau Meyer-Lecornu. Der Anti-[Lecornu|person short compound]-Protest.");
}

#[test]
fn persons_compounds_keep_the_name() {
    check(PEOPLE, "[Wladimir Putin|person]. [Putin|person short compound]-Kritiker und der Anti-[Putin|person short compound]-Protest");
}

#[test]
fn english_short_forms() {
    check_en(PEOPLE, "[Donald Tusk|person] spoke. [Tusk|person short inflected]'s speech.");
}

#[test]
fn an_entry_that_infers_nothing_has_no_family_name() {
    check("[[person]]\nname = \"Sergej Schoigu\"\ninfer = false", "[Sergej Schoigu|person] und Schoigu");
}

#[test]
fn short_false_means_none_and_a_list_means_these() {
    check("[[person]]\nname = \"Sergej Schoigu\"\nshort = false", "[Sergej Schoigu|person] und Schoigu");
    check("[[person]]\nname = \"Xi Jinping\"\nshort = [\"Xi\"]", "[Xi Jinping|person]. [Xi|person short] kam, Jinping nicht.");
}

const NAMES: &str = r#"
[[organisation]]
name = "UEFA Champions League"
[[organisation]]
name = "FC Schalke 04"
[[organisation]]
name = "Royal Bank of Scotland"
[[organisation]]
name = "Islamischer Staat"
[[organisation]]
name = "Christian Democrats"
[[organisation]]
name = "Bündnis Sahra Wagenknecht"
[[person]]
name = "Simone Biles"
[[person]]
name = "Paris Hilton"
[[place]]
name = "Gaza Strip"
"#;

#[test]
fn a_part_of_a_name_belongs_to_the_full_name_in_the_article() {
    check_en(NAMES, "The [FC Schalke 04|organisation] fans. [Schalke|organisation short] won.");
    check_en(NAMES, "The [UEFA Champions League|organisation] and the [Champions League|organisation short].");
    check_en(NAMES, "In the [Gaza Strip|place name], that is in [Gaza|place short].");
}

#[test]
fn a_part_without_the_full_name_is_weak_when_it_is_long_and_nobody_else_s() {
    check_en(NAMES, "[Schalke|organisation short weak] won in Gaza.");
    check_en(&format!("{NAMES}[[organisation]]\nname = \"Schalke Museum\""), "Schalke won.");
}

#[test]
fn a_generic_part_is_nobody_s() {
    check_en(
        NAMES,
        "The [Royal Bank of Scotland|organisation name] is a bank, and no Royal Bank of this Bank."
            .replace("Royal Bank of this Bank", "Bank of this")
            .as_str(),
    );
}

#[test]
fn initials_belong_to_the_full_name() {
    check_en(NAMES, "The [Royal Bank of Scotland|organisation] fell. [RBS|organisation short] fell.");
}

#[test]
fn a_first_name_alone_is_weak_and_needs_the_full_name() {
    check_en(NAMES, "[Simone Biles|person] won. [Simone|person short weak] smiled. Simone Weil wrote.");
    check_en(NAMES, "Simone smiled.");
}

#[test]
fn a_bracket_introduces_an_abbreviation() {
    check(
        NAMES,
        "Der [Islamische Staat|organisation] ([ISX|organisation acronym learned]) kam. Der [ISX|organisation acronym learned] ging.",
    );
    check(
        NAMES,
        "Das [Bündnis Sahra Wagenknecht|organisation] (kurz: [BSW|organisation learned]). Das [BSWs|organisation learned inflected].",
    );
    check(NAMES, "Die [Christian Democrats|organisation] ([CDU|organisation acronym learned]).");
    check(NAMES, "Das [BSW|organisation learned] ([Bündnis Sahra Wagenknecht|organisation]).");
}

#[test]
fn a_bracket_with_something_else_introduces_nothing() {
    check(NAMES, "Der [Islamische Staat|organisation] (siehe Seite 3) und (2024).");
}

#[test]
fn what_a_bracket_introduces_goes_before_the_dictionary() {
    let dict = format!("{NAMES}[[organisation]]\nid = \"other\"\nname = \"Other\"\nacronyms = [\"BSW\"]");
    check(
        &dict,
        "Das [Bündnis Sahra Wagenknecht|organisation] ([BSW|id bündnis learned])."
            .replace("id bündnis", "id bundnis-sahra-wagenknecht")
            .as_str(),
    );
    check(&dict, "Das [BSW|id other].");
}

#[test]
fn a_generic_noun_may_stand_before_the_bracket() {
    check_en(
        "[[organisation]]\nname = \"Inter-Services Intelligence\"",
        "The [Inter-Services Intelligence|organisation] agency ([ISI|organisation learned]).",
    );
}

#[test]
fn the_longest_name_before_a_bracket_is_the_one_abbreviated() {
    let dict = "[[organisation]]\nid = \"coe\"\nname = \"Council of Europe\"\n[[organisation]]\nid = \"pace\"\nname = \"Parliamentary Assembly of the Council of Europe\"";
    check_en(dict, "The [Parliamentary Assembly of the [Council of Europe|id coe]|id pace] ([PACE|id pace learned]) met.");
}

const SLAVIC: &str =
    "[[person]]\nname = \"Sergej Iwanow\"\n[[person]]\nname = \"Wolodymyr Selenskyj\"\n[[person]]\nname = \"Gerhard Schwarz\"";

#[test]
fn a_slavic_full_name_is_found_in_the_other_romanisation() {
    check(SLAVIC, "[Sergei Ivanov|person name] met [Volodymyr Zelensky|person name] and [Volodymyr Zelenskyy|person name].");
    check("[[person]]\nname = \"Sergei Shoigu\"", "[Sergej Schoigu|person name] kam, [Schoigus|person short inflected] Sprecher auch.");
}

#[test]
fn a_family_name_in_the_other_romanisation_needs_the_full_name() {
    check(SLAVIC, "[Sergej Iwanow|person name], in der Presse Ivanov, kam.".replace("Ivanov", "[Ivanov|person short]").as_str());
    check(SLAVIC, "Ivanov kam. Gerhard Shvarts ging.");
    check(SLAVIC, "Wjatscheslaw Ivanov kam, und [Sergej Ivanov|person name] ging.");
}

#[test]
fn who_is_written_so_goes_before_who_might_be() {
    let both = format!("{SLAVIC}\n[[person]]\nname = \"Igor Ivanov\"");
    check(
        &both,
        "[Igor Ivanov|id igor-ivanov] traf [Sergej Iwanow|id sergej-iwanow]. [Ivanov|id igor-ivanov] sprach, [Iwanow|id sergej-iwanow] schwieg.",
    );
    check(&both, "[Ivanov|id igor-ivanov weak] sprach.");
}

const KIN: &str = "[[organisation]]\nname = \"List Pim Fortuyn\"\n[[organisation]]\nname = \"SOLAS Convention\"\n\
    [[organisation]]\nname = \"Bundesverband der Deutschen Industrie\"\n[[organisation]]\nname = \"National Football Academy of Norway\"";

#[test]
fn a_bracket_beside_the_words_of_a_name_in_another_order_is_learned() {
    check(
        KIN,
        "The [Pim Fortuyn List|organisation short learned] ([LPF|organisation acronym learned]) won. [LPF|organisation learned] voters cheered.",
    );
}

#[test]
fn a_bracket_with_a_word_of_one_name_is_learned_where_the_rest_is_alike() {
    check(KIN, "The International Convention for the Safety of Life at Sea ([SOLAS|organisation acronym learned]) holds.");
    check(KIN, "Our new tennis club (SOLAS) holds.");
}

#[test]
fn a_bracket_with_the_initials_of_one_name_is_learned_where_a_word_is_alike() {
    check(KIN, "The Federation of German Industry ([BDI|organisation acronym learned]) warns.");
    check(KIN, "The Blue Danube Inn (BDI) warns. The New Farmers Alliance (NFAN) does not.");
}
