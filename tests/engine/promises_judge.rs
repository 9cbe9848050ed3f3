//! What judging promises: endings, case, accents, acronyms, compounds, edges.

use crate::marked::{check, check_en};

const WORLD: &str = r#"
[[place]]
name = "Österreich"
names = { en = "Austria" }
adjectives = ["österreichisch", "Austrian"]
demonyms = ["Österreicher", "Österreicherin"]
[[place]]
name = "Frankreich"
demonyms = ["Franzose", "Französin"]
adjectives = ["französisch", "French"]
[[place]]
name = "Israel"
demonyms = ["Israeli"]
[[place]]
name = "Iran"
[[place]]
name = "Berlin"
adjectives = ["Berliner"]
demonyms = ["Berliner"]
[[place]]
name = "Vereinigte Staaten"
acronyms = ["USA"]
[[organisation]]
name = "Internationaler Strafgerichtshof"
acronyms = ["IStGH"]
[[organisation]]
name = "Europäische Zentralbank"
acronyms = ["EZB"]
[[organisation]]
name = "Kinderhilfswerk"
acronyms = ["UNICEF"]
[[organisation]]
name = "Deutscher Fußball-Bund"
acronyms = ["DFB"]
"#;

#[test]
fn a_demonym_in_er_takes_s_and_n() {
    check(
        WORLD,
        "Ein [Österreicher|place demonym], des [Österreichers|place demonym inflected], den [Österreichern|place demonym inflected].",
    );
}

#[test]
fn a_demonym_in_e_takes_n() {
    check(WORLD, "Ein [Franzose|place demonym], die [Franzosen|place demonym inflected], Franzoses.");
}

#[test]
fn a_demonym_in_in_takes_nen() {
    check(WORLD, "Zwei [Französinnen|place demonym inflected] und eine [Österreicherin|place demonym], [Österreicherinnen|place demonym]");
}

#[test]
fn another_demonym_takes_s() {
    check(WORLD, "Ein [Israeli|place demonym], zwei [Israelis|place demonym inflected].");
}

#[test]
fn a_demonym_in_small_letters_is_none() {
    check(WORLD, "Das franzosen und österreicher.");
}

#[test]
fn an_adjective_takes_all_five_endings() {
    check(
        WORLD,
        "[österreichische|place adjective] [österreichischer|place adjective] [österreichisches|place adjective] [österreichischen|place adjective] [österreichischem|place adjective]",
    );
}

#[test]
fn an_adjective_takes_no_comparative() {
    check(WORLD, "österreichischere österreichischste Österreichischkeit");
}

#[test]
fn an_adjective_at_the_beginning_of_a_sentence_matches() {
    check(WORLD, "[Österreichische|place adjective] Truppen kamen. [Französischer|place adjective] Käse auch.");
}

#[test]
fn a_capital_adjective_without_ending_matches_before_a_hyphen() {
    check(WORLD, "Er spricht Französisch. Der [Österreichisch|place adjective]-[Französische|place adjective] Verein.");
}

#[test]
fn a_shouted_adjective_matches() {
    check(WORLD, "[ÖSTERREICHISCHE|place adjective inflected] BERGE");
}

#[test]
fn an_english_adjective_does_not_decline() {
    check_en(WORLD, "an [Austrian|place adjective] and a Frenche, the austrian");
}

#[test]
fn an_english_name_takes_no_german_s() {
    check_en(WORLD, "Austrias and [Austria|place name]");
}

#[test]
fn a_place_takes_s_but_not_es() {
    check(WORLD, "[Israels|place inflected], [Irans|place inflected], Israeles, Iranes");
}

#[test]
fn an_organisation_is_a_noun_and_takes_es() {
    check(
        WORLD,
        "Des [Internationalen Strafgerichtshofes|organisation inflected], des [Internationalen Strafgerichtshofs|organisation inflected].",
    );
}

#[test]
fn a_phrase_takes_all_five_endings_in_front() {
    check(
        WORLD,
        "der [Europäischen Zentralbank|organisation inflected], [Europäischer Zentralbank|organisation inflected], [Europäische Zentralbank|organisation name]",
    );
}

#[test]
fn a_phrase_with_a_hyphen_declines_in_front() {
    check(
        WORLD,
        "beim [Deutschen Fußball-Bund|organisation], des [Deutschen Fußball-Bundes|organisation], des [Deutschen Fussballbundes|organisation]",
    );
}

#[test]
fn two_leading_adjectives_decline_together() {
    let dict = "[[organisation]]\nname = \"Deutsches Rotes Kreuz\"";
    check(dict, "des [Deutschen Roten Kreuzes|organisation inflected], beim [Deutschen Roten Kreuz|organisation inflected]");
}

#[test]
fn a_person_s_name_is_no_phrase() {
    check(
        "[[person]]\nname = \"Peter Handke\"\n[[person]]\nname = \"Dieter Bohlen\"",
        "[Peter Handkes|person inflected] Buch, Peten [Handke|person short], [Dieter Bohlen|person]",
    );
}

#[test]
fn a_phrase_keeps_its_noun() {
    check(WORLD, "Europäische Zentralbanker, Europäischen Bank");
}

#[test]
fn an_acronym_takes_s_in_small_letters_only() {
    check(WORLD, "Der [EZBs|organisation acronym inflected] Chef, EZBS, EZBen");
}

#[test]
fn a_mixed_acronym_is_exact() {
    check(WORLD, "Der [IStGH|organisation acronym], ISTGH, Istgh, [IStGHs|organisation acronym inflected]");
}

#[test]
fn three_letters_are_not_written_as_a_word() {
    check(WORLD, "Ezb und Usa, [USA|place acronym]");
}

#[test]
fn four_letters_may_be_written_as_a_word() {
    check(WORLD, "[Unicef|organisation acronym], [Unicefs|organisation acronym inflected], unicef, UniCef");
}

#[test]
fn an_english_acronym_takes_a_possessive_and_a_plural() {
    check_en(
        "[[organisation]]\nname = \"Non-Profit\"\nacronyms = [\"NGO\"]",
        "the [NGO|organisation acronym inflected]'s plan and two [NGOs|organisation acronym inflected]",
    );
}

#[test]
fn an_acronym_in_a_shouted_headline_is_itself() {
    check(WORLD, "DIE [EZB|organisation acronym] UND [ÖSTERREICH|place] SCHWEIGEN");
}

#[test]
fn a_hyphenated_acronym_leaves_the_rest_out_of_the_span() {
    check(WORLD, "Der [EZB|organisation acronym compound]-Chef und der Ex-[EZB|organisation acronym compound]-Chef.");
}

#[test]
fn names_written_in_capitals_do_not_match_mixed_case() {
    check("[[organisation]]\nname = \"ADAC\"\n[[organisation]]\nname = \"EXPO\"", "Der [ADAC|organisation] und die Expo, Adac, adac");
}

#[test]
fn every_capital_of_a_name_must_be_one() {
    check(WORLD, "vereinigte Staaten, Vereinigte staaten, [Vereinigte Staaten|place], [VEREINIGTE STAATEN|place]");
}

#[test]
fn a_small_word_of_a_name_may_be_in_either_case() {
    check(
        "[[organisation]]\nname = \"Ärzte ohne Grenzen\"",
        "[Ärzte Ohne Grenzen|organisation], [Ärzte ohne Grenzen|organisation], Ärzte ohne grenzen",
    );
}

#[test]
fn exact_case_refuses_capitals_too() {
    check("[[place]]\nname = \"Essen\"\ncase = \"exact\"", "In [Essen|place], ESSEN, essen, [Essens|place inflected]");
}

#[test]
fn any_case_takes_all() {
    check(
        "[[organisation]]\nname = \"iPhone Verein\"\ncase = \"any\"",
        "[IPHONE VEREIN|organisation], [iphone verein|organisation], [iPhone Verein|organisation]",
    );
}

#[test]
fn a_name_that_begins_small_may_begin_a_sentence() {
    check("[[organisation]]\nname = \"adidas\"", "[Adidas|organisation] wächst, [adidas|organisation] wächst.");
}

#[test]
fn exact_accents_hold_for_umlauts_too() {
    check("[[place]]\nname = \"Köln\"\naccents = \"exact\"", "Koeln, [Köln|place], [KÖLN|place], [Ko\u{308}ln|place]");
}

#[test]
fn exact_accents_refuse_an_accent_too_many() {
    check("[[person]]\nname = \"Rene Benko\"\naccents = \"exact\"", "René [Benko|person short] und [Rene Benko|person]");
}

#[test]
fn an_uninflected_phrase_does_not_decline() {
    check(
        "[[organisation]]\nname = \"Islamischer Staat\"\ninflect = \"none\"",
        "des Islamischen Staates, Islamischer Staats, [Islamischer Staat|organisation]",
    );
}

#[test]
fn an_alias_has_its_own_case() {
    let dict = "[[organisation]]\nname = \"Gaspreiskommission\"\naliases = [{ text = \"Kommission\", case = \"exact\" }, { text = \"gpk\", case = \"any\" }]";
    check(
        dict,
        "[Kommission|organisation], kommission, KOMMISSION, [GPK|organisation], [Gpk|organisation], [GASPREISKOMMISSION|organisation]",
    );
}

#[test]
fn an_alias_has_its_own_inflection() {
    let dict = "[[organisation]]\nname = \"Bahnverband\"\naliases = [{ text = \"Schienenbund\", inflect = \"none\" }]";
    check(dict, "des [Bahnverbandes|organisation inflected], des Schienenbundes, [Schienenbund|organisation]");
}

#[test]
fn an_alias_inflects_like_a_name() {
    let dict = "[[organisation]]\nname = \"Bahnverband\"\naliases = [\"Großer Schienenbund\"]";
    check(dict, "des [Großen Schienenbundes|organisation name inflected]");
}

#[test]
fn a_strict_edge_refuses_a_hyphen_on_either_side() {
    let dict = "[[organisation]]\nname = \"Islamischer Staat\"\nacronyms = [\"IS\"]\nedge = \"strict\"";
    check(dict, "Anti-IS, IS-Kämpfer, [IS|organisation] – [IS|organisation]");
}

#[test]
fn a_strict_edge_takes_no_closed_compound() {
    check("[[place]]\nname = \"Ukraine\"\nedge = \"strict\"", "Der Ukrainekrieg in der [Ukraine|place].");
}

#[test]
fn closed_compounds_take_words_of_the_list_only() {
    check(
        "[[place]]\nname = \"Ukraine\"\n[[place]]\nname = \"Syrien\"",
        "[Ukrainepolitik|place name compound], [Syrienkonflikts|place compound], Ukrainefarbe, Syrienistik",
    );
}

#[test]
fn short_places_make_no_closed_compounds() {
    check("[[place]]\nname = \"Iran\"\n[[place]]\nname = \"Rom\"", "Irankrieg, Iranpolitik, Rompolitik, Romreise");
}

#[test]
fn organisations_and_people_make_no_closed_compounds() {
    check("[[organisation]]\nname = \"Hamas\"\n[[person]]\nname = \"Wladimir Putin\"", "Hamaskrieg, Putinkritiker, [Hamas|organisation]");
}

#[test]
fn english_has_no_closed_compounds() {
    check_en("[[place]]\nname = \"Ukraine\"", "Ukrainekrieg, Ukrainewar, [Ukraine|place]");
}

#[test]
fn a_hyphen_on_the_left_marks_a_compound_too() {
    check(WORLD, "Nord-[Iran|place compound], Anti-[Israel|place compound]-Demo");
}

#[test]
fn a_hyphen_after_an_inflected_name_keeps_the_ending() {
    check(WORLD, "[Israels|place inflected compound]-Reise");
}

#[test]
fn a_range_dash_between_places_marks_both() {
    check(WORLD, "Der [Iran|place]–[Israel|place]-Konflikt");
}

#[test]
fn a_hanging_hyphen_is_no_compound() {
    check(WORLD, "[Israel|place] - [Iran|place]");
}

#[test]
fn a_city_adjective_is_indeclinable() {
    check(
        "[[place]]\nname = \"Berlin\"\nadjectives = [\"Berliner\"]",
        "Im [Berliner|place adjective] Osten, berliner, Berlinerisch, [BERLINER|place adjective] LUFT",
    );
}

#[test]
fn a_demonym_and_an_adjective_of_one_form_are_one_mention() {
    check(WORLD, "Im [Berliner|place adjective] Osten, den [Berlinern|place demonym inflected]");
}

#[test]
fn leading_articles_follow_their_cases() {
    let dict = "[[organisation]]\nname = \"Das Erste\"\n[[organisation]]\nname = \"Der Standard\"";
    check(
        dict,
        "im [Standard|organisation], [des Standards|organisation inflected], [dem Standard|organisation], [Der Standard|organisation], vom [Standard|organisation]",
    );
}

#[test]
fn a_shouted_leading_article_matches() {
    check("[[organisation]]\nname = \"Der Standard\"", "[DER STANDARD|organisation] BERICHTET");
}

#[test]
fn defaults_of_a_list_make_it_literal() {
    let dict = "[defaults]\ncase = \"exact\"\naccents = \"exact\"\ninflect = \"none\"\ninfer = false\nshort = false\n[[place]]\nname = \"Köln\"\n[[person]]\nname = \"Olaf Scholz\"\n[[organisation]]\nname = \"Islamischer Staat\"";
    check(
        dict,
        "[Köln|place], KÖLN, Koeln, Kölns. [Olaf Scholz|person], Scholz, Olaf. Des Islamischen Staates, [Islamischer Staat|organisation] (IST), IST.",
    );
}

#[test]
fn a_literal_list_has_word_edges() {
    let dict = "[defaults]\ncase = \"exact\"\naccents = \"exact\"\ninflect = \"none\"\ninfer = false\nshort = false\n[[place]]\nname = \"Ukraine\"";
    check(dict, "Ukrainekrieg, XUkraine, [Ukraine|place].");
}

#[test]
fn an_apostrophe_is_an_edge_to_a_literal_list_and_a_character_of_a_script_without_spaces_is_none() {
    let lists = |defaults| format!("{defaults}[[place]]\nname = \"Anna\"\n[[place]]\nname = \"塞內加爾\"");
    let literal = lists("[defaults]\ncase = \"exact\"\naccents = \"exact\"\ninflect = \"none\"\ninfer = false\nshort = false\n");
    check(&literal, "In Sant'[Anna|place], dell’[Anna|place]. Etwa 塞內加爾文 oder [塞內加爾|place].");
    check(&lists(""), "In Sant'Anna, dell’Anna. Etwa [塞內加爾|place]文 oder [塞內加爾|place].");
}

#[test]
fn an_entry_s_own_field_beats_the_defaults() {
    let dict = "[defaults]\ncase = \"exact\"\ninflect = \"none\"\n[[place]]\nname = \"Iran\"\ncase = \"auto\"\ninflect = \"auto\"\n[[place]]\nname = \"Irak\"";
    check(dict, "[IRAN|place], [Irans|place inflected], IRAK, Iraks");
}

#[test]
fn a_literal_list_is_matched_byte_for_byte() {
    let dict = "[defaults]\ncase = \"exact\"\naccents = \"exact\"\ninflect = \"none\"\ninfer = false\nshort = false\n[[place]]\nname = \"New York\"\n[[place]]\nname = \"Baden-Baden\"";
    check(dict, "In New-York und Baden Baden, [New York|place] und [Baden-Baden|place].");
}

#[test]
fn a_family_name_s_alias_has_no_ending_in_english() {
    check_en("[[person]]\nname = \"Donald Tusk\"", "[Donald Tusk|person]. [Tusk|person inflected]'s and Tusks.");
}

#[test]
fn an_acronym_may_be_any_case_when_told() {
    check(
        "[[organisation]]\nname = \"Presseagentur X\"\nacronyms = [\"AFP\"]\ncase = \"any\"",
        "[afp|organisation], [AFP|organisation], [Afp|organisation]",
    );
}

#[test]
fn a_name_of_two_acronyms_is_exact() {
    check(
        "[[organisation]]\nname = \"CDU/CSU\"\n[[organisation]]\nname = \"SPD\"",
        "[CDU/CSU|organisation], Cdu/Csu, cdu/csu, [SPD|organisation], Spd, [SPDs|organisation inflected]",
    );
}

#[test]
fn one_capital_word_of_a_name_stays_in_capitals() {
    check("[[organisation]]\nname = \"Radio NRW\"", "[Radio NRW|organisation], Radio Nrw, [RADIO NRW|organisation]");
}

#[test]
fn a_particle_of_a_family_name_may_be_capital_at_the_beginning() {
    check("[[person]]\nname = \"Ursula von der Leyen\"", "[Ursula Von Der Leyen|person]. [Von der Leyen|person short] sprach.");
}

#[test]
fn accents_are_open_where_the_form_has_none() {
    check("[[person]]\nname = \"Andre Heller\"", "[André Heller|person] singt.");
}

#[test]
fn a_name_in_small_letters_is_found_in_capitals() {
    check("[[organisation]]\nname = \"taz\"", "[TAZ|organisation], [Taz|organisation], [taz|organisation]");
}

#[test]
fn a_place_takes_no_english_plural_in_a_german_text() {
    check("[[place]]\nname = \"Kurdistan\"", "[Kurdistans|place inflected], Kurdistanes, Kurdistanen");
}

#[test]
fn a_name_in_s_takes_no_second_s() {
    check("[[place]]\nname = \"Paris\"\n[[organisation]]\nname = \"Hamas\"", "[Paris|place]’ Bürger und [Hamas|organisation]’ Kämpfer.");
}

#[test]
fn a_noun_in_e_takes_n() {
    check(
        "[[organisation]]\nname = \"Letzte Generation Gruppe\"",
        "der [Letzten Generation Gruppe|organisation inflected], den [Letzten Generation Gruppen|organisation inflected]",
    );
}

#[test]
fn a_list_of_compounds_shares_its_hyphen() {
    check(
        "[[place]]\nname = \"Ukraine\"\n[[organisation]]\nname = \"Nordatlantikpakt\"\nacronyms = [\"NATO\"]",
        "Die [Ukraine|place]- und [Nato|organisation]-Fragen"
            .replace("[Nato|organisation]-", "[Nato|organisation acronym compound]-")
            .as_str(),
    );
}

#[test]
fn a_name_does_not_begin_inside_of_a_grapheme() {
    check(WORLD, "\u{601}Berlin, \u{6DD}Berlin; aber – [Berlin|place], „[Berlin|place]“.");
}

#[test]
fn a_part_of_a_file_name_is_no_name() {
    check(WORLD, "Berlin_Plan.pdf, alt_Berlin, x_Berlin_y; aber _[Berlin|place]_ und [Berlin|place].txt.");
}
