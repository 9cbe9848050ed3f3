//! What inferring promises: family names, the given-name guard, parts, initials, brackets, heads, roles.

use crate::composed::WORLD;
use crate::marked::{check, check_dated, check_en, check_in};
use namedrop::engine::language::Language;
use namedrop::engine::mentions::Byte;

const PEOPLE: &str = r#"
[[person]]
name = "Sergej Schoigu"
[[person]]
name = "Ursula von der Leyen"
[[person]]
name = "Martin Luther King Jr."
[[person]]
name = "George W. Bush"
[[person]]
name = "John Kerry"
[[person]]
name = "Annalena Baerbock"
[[person]]
name = "Bernd das Brot"
[[person]]
name = "Mohammed bin Salman"
[[person]]
name = "Johannes Paul II."
[[person]]
name = "Katharina von Bora, die Lutherin"
[[person]]
name = "Joan of Arc"
[[person]]
name = "Charles de Gaulle"
[[person]]
name = "Ruth Ginsburg"
[[place]]
name = "Paris"
[[place]]
name = "Florenz"
[[organisation]]
name = "Hilton"
"#;

#[test]
fn a_headline_s_family_name_is_supported_by_the_full_name_below() {
    check(PEOPLE, "[Schoigu|person short not-weak] tritt ab\n\n[Sergej Schoigu|person name] ging.".replace(" not-weak", "").as_str());
}

#[test]
fn a_supported_family_name_is_not_weak() {
    let text = "Schoigu tritt ab.\n\nSergej Schoigu ging.";
    let dict = crate::marked::dictionary(PEOPLE);
    let found = namedrop::engine::lexicon::Lexicon::new(dict, Language::De).scan(&crate::marked::article(text, None));
    assert_eq!(found.all().iter().map(|m| m.flags.weak).collect::<Vec<_>>(), [false, false]);
    assert_eq!(found[0].why.support, text.rfind("Sergej").map(Byte::new));
}

#[test]
fn a_family_name_takes_the_genitive() {
    check(PEOPLE, "[Schoigus|person short weak inflected] Sprecher schwieg.");
}

#[test]
fn a_shouted_family_name_matches() {
    check(PEOPLE, "[SCHOIGU|person short weak] TRITT AB");
}

#[test]
fn a_particle_alone_is_no_family_name() {
    check(PEOPLE, "Die Leyen-Stiftung, Leyen, von der Reise, [von der Leyen|person short weak].");
}

#[test]
fn a_french_particle_belongs_to_the_name() {
    check(PEOPLE, "[Charles de Gaulle|person]. [De Gaulle|person short] ging, [de Gaulles|person short inflected] Sohn blieb.");
}

#[test]
fn jr_is_no_family_name() {
    check(PEOPLE, "[Martin Luther King Jr.|person] sprach. Auch Jr. schrieb.");
    check_en(PEOPLE, "[Martin Luther King Jr.|person] spoke. [King|person short] wrote, Jr. left.");
}

#[test]
fn a_numeral_is_no_family_name() {
    check("[[person]]\nname = \"Philipp Reuss II.\"", "[Philipp Reuss II.|person] kam, [Reuss|person short] ging. Teil II. folgte.");
}

#[test]
fn a_name_with_a_comma_has_no_family_name() {
    check(PEOPLE, "[Katharina von Bora, die Lutherin|person] und eine Lutherin und Bora.");
}

#[test]
fn a_name_with_of_has_no_family_name() {
    check_en(PEOPLE, "[Joan of Arc|person] saw an Arc, the Arc.");
}

#[test]
fn short_false_keeps_the_full_name_s_gap() {
    check("[[person]]\nname = \"Ruth Ginsburg\"\nshort = false", "[Ruth Ginsburg|person] kam, Ginsburg ging.");
}

#[test]
fn a_list_of_shorts_replaces_the_family_name() {
    check(
        "[[person]]\nname = \"Luiz Inácio da Silva\"\nshort = [\"Lula\"]",
        "[Luiz Inácio da Silva|person]; [Lula|person short], Silva, da Silva",
    );
}

#[test]
fn the_default_of_a_file_may_be_no_shorts() {
    check(
        "[defaults]\nshort = false\n[[person]]\nname = \"Ruth Ginsburg\"\n[[person]]\nname = \"Olaf Scholz\"\nshort = [\"Scholz\"]",
        "Ginsburg und [Scholz|person short]",
    );
}

#[test]
fn other_kinds_have_shorts_only_as_given() {
    check(
        "[[organisation]]\nname = \"Muster AG\"\nshort = [\"Die Musterer\"]",
        "[Muster AG|organisation] und [Die Musterer|organisation short]; AG",
    );
}

#[test]
fn a_given_short_of_an_organisation_needs_support_or_is_weak() {
    check("[[organisation]]\nname = \"Kraftwerk Nord\"\nshort = [\"Nordler\"]", "[Nordler|organisation short weak] streiken.");
}

#[test]
fn a_middle_name_may_be_missing() {
    check("[[person]]\nname = \"Ruth Bader Ginsburg\"", "[Ruth Ginsburg|person name] und [Ruth Bader Ginsburg|person name].");
}

#[test]
fn two_initials_may_stand_between() {
    check("[[person]]\nname = \"Donald Tusk\"", "[Donald J. F. Tusk|person name] und [Donald J. Tusk|person name].");
}

#[test]
fn the_wrong_middle_initial_is_another_person() {
    check_en(PEOPLE, "George H. Bush came, [George W. Bush|person name] and [George Bush|person name].");
}

#[test]
fn an_own_initial_supports_the_family_name() {
    check(PEOPLE, "S. [Schoigu|person] kam.");
}

#[test]
fn a_foreign_initial_drops_the_family_name() {
    check(PEOPLE, "[Sergej Schoigu|person] und K. Schoigu kamen.");
}

#[test]
fn a_foreign_given_name_drops_a_supported_family_name() {
    check(PEOPLE, "[Sergej Schoigu|person] und Irina Schoigu kamen. [Schoigu|person short] ging.");
}

#[test]
fn a_given_name_drops_a_place() {
    check(PEOPLE, "Peter Paris kam aus [Paris|place].");
}

#[test]
fn a_given_name_drops_an_organisation() {
    check(PEOPLE, "Paul Hilton wohnt im [Hilton|organisation].");
}

#[test]
fn the_dictionary_s_own_given_names_guard() {
    check(PEOPLE, "Annalena Florenz kam nach [Florenz|place].");
}

#[test]
fn a_given_name_that_is_a_place_guards_as_well() {
    check("[[organisation]]\nname = \"Hilton\"", "Paris Hilton kam ins [Hilton|organisation].");
}

#[test]
fn a_title_before_a_family_name_does_no_harm() {
    check(PEOPLE, "Herr [Schoigu|person], Frau [Baerbock|person], Minister [Schoigu|person], Dr. [Baerbock|person]");
}

#[test]
fn the_definite_article_makes_no_weak_family_name() {
    check(PEOPLE, "Der Schoigu ist ein Kahn. Ein Schoigu, kein Schoigu.");
}

#[test]
fn a_double_name_is_nobody_s() {
    check(
        PEOPLE,
        "[Annalena Baerbock|person]. Frau Meyer-Baerbock und Frau Baerbock-Meyer.".replace(" und Frau Baerbock-Meyer", "").as_str(),
    );
}

#[test]
fn prefixes_are_no_double_names() {
    check(
        PEOPLE,
        "[Sergej Schoigu|person]. Anti-[Schoigu|person short compound], Pro-[Schoigu|person short compound], Ex-[Schoigu|person short compound], Nicht-[Schoigu|person short compound]",
    );
}

#[test]
fn a_short_form_that_is_a_given_name_is_dropped_before_a_name() {
    let dict = "[[person]]\nname = \"Elton John\"";
    check_en(dict, "[Elton John|person] sang. John Kirby spoke. [John|person short] left.");
}

#[test]
fn several_bearers_without_support_are_nobody() {
    check("[[person]]\nname = \"Ute Brandes\"\n[[person]]\nname = \"Kurt Brandes\"", "Brandes kam.");
}

#[test]
fn of_several_bearers_the_one_named_in_full_has_it() {
    check(
        "[[person]]\nid = \"u\"\nname = \"Ute Brandes\"\n[[person]]\nid = \"k\"\nname = \"Kurt Brandes\"",
        "[Brandes|id k short] kam.\n\n[Kurt Brandes|id k] ging.",
    );
}

/// People of these given names who all bear one family name; one with an exclusion, one with a context word.
fn brandes(given: &[&str]) -> String {
    let person = |name: &&str| format!("[[person]]\nid = \"{name}\"\nname = \"{name} Brandes\"\n");
    let people: String = given.iter().map(person).collect();
    people + "not = [\"Brandes AG\"]\n[[person]]\nid = \"Emil\"\nname = \"Emil Brandes\"\nneeds = [\"Zirkus\"]\n"
}

#[test]
fn one_candidate_stands_for_all_who_bear_a_family_name_alike() {
    let dictionary = crate::marked::dictionary(&brandes(&["Ida", "Kurt", "Otto", "Ute"]));
    let article = crate::marked::article("Brandes kam.", None);
    let candidates =
        namedrop::engine::lexicon::Lexicon::new(dictionary, namedrop::engine::language::Language::De).candidates(&article, 0..1);
    assert_eq!(candidates.len(), 3, "those with an exclusion or a context word are asked alone: {candidates:?}");
}

#[test]
fn of_many_bearers_each_is_found_in_every_way() {
    let given = ["Ute", "Kurt", "Karl", "Ida", "Otto"];
    check(&brandes(&given), "[Brandes|id Kurt short] kam.\n\n[Kurt Brandes|id Kurt] ging mit Karla Brandes.");
    check(&brandes(&given), "[Karl F. Brandes|id Karl] ging. [Brandes|id Karl short] sprach; M. Brandes schwieg.");
    check(&brandes(&given), "[Otto Brandes|id Otto] leitet die Brandes AG. [Brandes|id Otto short] lachte.");
    check(&brandes(&given[..1]), "Emil Brandes kam. Brandes ging.\n\nIm Zirkus lachte [Emil Brandes|id Emil].");
}

#[test]
fn two_given_names_before_one_family_name_leave_it_open() {
    let dict = "[[person]]\nid = \"u\"\nname = \"Ute Brandes\"\n[[person]]\nid = \"k\"\nname = \"Kurt Brandes\"";
    check(dict, "[Ute Brandes|id u] traf [Kurt Brandes|id k]. [Brandes|?] lachte.");
}

#[test]
fn the_arabic_article_may_be_missing() {
    let dict = "[[person]]\nname = \"Abdel Fattah al-Sisi\"";
    check(dict, "[Abdel Fattah al-Sisi|person name], [Abdel Fattah Sisi|person name], [Sisi|person short], [al-Sisis|person short] Rede");
}

#[test]
fn a_first_name_takes_the_genitive() {
    check(PEOPLE, "[Annalena Baerbock|person] kam. Die Rede [Annalenas|person short weak inflected] gefiel.");
}

#[test]
fn a_first_name_before_a_capital_is_somebody_else() {
    check(PEOPLE, "[Annalena Baerbock|person] traf Annalena Schmidt.");
}

#[test]
fn a_first_name_of_two_people_here_is_the_last_one_s() {
    let dict = "[[person]]\nid = \"a\"\nname = \"Simone Biles\"\n[[person]]\nid = \"b\"\nname = \"Simone Veil\"";
    check(dict, "[Simone Biles|id a] kam. Es regnete. [Simone|id a short weak] lachte.");
}

const NAMES: &str = r#"
[[organisation]]
name = "Europäische Raumfahrtagentur"
[[organisation]]
name = "Royal Bank of Scotland"
[[organisation]]
name = "Bundesamt für Naturwesen"
[[organisation]]
name = "Islamischer Staat"
[[organisation]]
name = "Bündnis Sahra Wagenknecht"
[[organisation]]
name = "Borussia Mönchengladbach"
[[place]]
name = "Silicon Valley"
[[place]]
name = "Gaza Strip"
[[place]]
name = "Rio Grande Tal"
[[person]]
name = "Karl Theodor Meyer"
"#;

#[test]
fn a_generic_word_alone_is_no_part() {
    check_en(NAMES, "The [Silicon Valley|place] is a Valley. The Bank too.");
}

#[test]
fn a_single_word_is_a_part_only_as_the_first_of_its_kind() {
    check(NAMES, "[Borussia Mönchengladbach|organisation] gewann. [Borussia|organisation short] feiert.");
}

#[test]
fn a_part_takes_an_ending() {
    check(NAMES, "[Borussia Mönchengladbach|organisation]. [Borussias|organisation short inflected] Sieg.");
}

#[test]
fn a_part_that_is_another_entity_s_form_is_no_part() {
    check_en(
        &format!("{NAMES}[[place]]\nid = \"gaza\"\nname = \"Gaza\""),
        "In the [[Gaza|id gaza] Strip|id gaza-strip] and in [Gaza|id gaza].",
    );
}

#[test]
fn a_part_is_in_the_case_of_the_name() {
    check(NAMES, "[Borussia Mönchengladbach|organisation]. Die borussia verlor.");
}

#[test]
fn a_part_needs_four_letters() {
    check(NAMES, "Im [Rio Grande Tal|place] liegt kein Rio.");
}

#[test]
fn an_entry_that_infers_nothing_has_no_parts_and_no_initials() {
    check_en(
        "[[organisation]]\nname = \"Royal Dutch Shipping\"\ninfer = false",
        "[Royal Dutch Shipping|organisation], RDS, Dutch Shipping.",
    );
}

#[test]
fn initials_need_three_letters() {
    check_en("[[organisation]]\nname = \"Global Witness\"", "[Global Witness|organisation] and GW.");
}

#[test]
fn places_and_persons_have_no_initials() {
    check_en(
        "[[place]]\nname = \"Rio Grande Valley\"\n[[person]]\nname = \"John Fitzgerald Kennedy\"",
        "[Rio Grande Valley|place], RGV. [John Fitzgerald Kennedy|person], JFK.",
    );
}

#[test]
fn initials_without_the_full_name_are_nobody() {
    check_en(NAMES, "RBS fell.");
}

#[test]
fn initials_before_the_full_name_count_too() {
    check_en(NAMES, "[RBS|organisation short] fell.\n\nThe [Royal Bank of Scotland|organisation] fell.");
}

#[test]
fn a_bracket_after_a_declined_name_is_learned() {
    check(
        NAMES,
        "Des [Islamischen Staates|organisation] ([IS|organisation acronym learned]). Die [IS|organisation learned compound]-Miliz.",
    );
}

#[test]
fn a_bracket_before_the_long_form_is_learned() {
    check(
        NAMES,
        "Der [IS|organisation acronym learned] (Islamischer Staat) kam. Der [IS|organisation learned] ging."
            .replace("(Islamischer Staat)", "([Islamischer Staat|organisation])")
            .as_str(),
    );
}

#[test]
fn a_learned_form_holds_before_its_bracket() {
    check(NAMES, "[BSW|organisation learned] siegt\n\nDas [Bündnis Sahra Wagenknecht|organisation] ([BSW|organisation learned]) siegte.");
}

#[test]
fn kurz_and_im_folgenden_introduce() {
    check(NAMES, "Das [Bündnis Sahra Wagenknecht|organisation] (kurz [BSW|organisation learned]) kam.");
    check(NAMES, "Das [Bündnis Sahra Wagenknecht|organisation] (im Folgenden [BSW|organisation learned]) kam.");
    check(NAMES, "Das [Bündnis Sahra Wagenknecht|organisation] (im Folgenden: „[BSW|organisation learned]“) kam.");
    check(NAMES, "Das [Bündnis Sahra Wagenknecht|organisation] (abgekürzt: [BSW|organisation learned]) kam.");
}

#[test]
fn quotation_marks_in_the_bracket_do_no_harm() {
    check(NAMES, "Das [Bündnis Sahra Wagenknecht|organisation] („[BSW|organisation learned]“) kam.");
    check(NAMES, "„[Bündnis Sahra Wagenknecht|organisation]“ ([BSW|organisation learned]) kam.");
}

#[test]
fn a_foreign_acronym_is_learned() {
    check(
        NAMES,
        "Die [Europäische Raumfahrtagentur|organisation] ([XQZ|organisation acronym learned]) startet; die [XQZ|organisation learned] wartet.",
    );
}

#[test]
fn a_foreign_acronym_is_not_learned_for_a_place() {
    check(NAMES, "Im [Silicon Valley|place] (XQZ) wartet XQZ.");
}

#[test]
fn a_person_s_bracket_is_not_learned() {
    check(NAMES, "[Karl Theodor Meyer|person] (CSU) kam. CSU und [Karl Theodor Meyer|person] (KTM), KTM.");
}

#[test]
fn one_capital_is_no_abbreviation() {
    check(NAMES, "Das [Bündnis Sahra Wagenknecht|organisation] (Bsw) und Bsw, (2024), (siehe B).");
}

#[test]
fn a_known_acronym_in_its_bracket_is_not_learned() {
    let dict = "[[organisation]]\nname = \"Islamischer Staat\"\nacronyms = [\"IS\"]";
    let dict = crate::marked::dictionary(dict);
    let text = "Der Islamische Staat (IS) und der IS.";
    let found = namedrop::engine::lexicon::Lexicon::new(dict, Language::De).scan(&crate::marked::article(text, None));
    assert_eq!(found.all().iter().map(|m| m.flags.learned).collect::<Vec<_>>(), [false; 3]);
}

#[test]
fn a_learned_form_takes_the_s() {
    check_en(NAMES, "The [Royal Bank of Scotland|organisation] ([RBoS|organisation learned]) fell. [RBoS|organisation learned]'s chief");
}

#[test]
fn every_determiner_makes_a_head() {
    check(
        WORLD,
        "Das [[russische|place] Verteidigungsministerium|id ru-def]. Dieses [Ministerium|id ru-def head], im [Ministerium|id ru-def head], sein [Ministerium|id ru-def head], des [Ministeriums|id ru-def head inflected], vom [Ministerium|id ru-def head]",
    );
}

#[test]
fn a_head_without_determiner_is_nobody() {
    check(WORLD, "Das [[russische|place] Verteidigungsministerium|id ru-def]. Ein Ministerium, jedes Ministerium, Ministerium.");
}

#[test]
fn a_head_before_the_first_mention_is_nobody() {
    check(WORLD, "Das Ministerium schwieg. Das [[russische|place] Verteidigungsministerium|id ru-def] auch.");
}

#[test]
fn a_head_before_fuer_is_another() {
    check(WORLD, "Das [[russische|place] Verteidigungsministerium|id ru-def] und das Ministerium für Verkehr; das Ministerium von Meier.");
}

#[test]
fn a_head_refers_to_the_nearest() {
    check(
        WORLD,
        "Das [[russische|place] Verteidigungsministerium|id ru-def] traf das [[französische|place] Verteidigungsministerium|id fr-def]. Das [Ministerium|id fr-def head] schwieg.",
    );
}

#[test]
fn heads_form_a_chain() {
    check(
        WORLD,
        "Das [[russische|place] Verteidigungsministerium|id ru-def].\n\nEins.\n\nDas [Ministerium|id ru-def head].\n\nDrei.\n\nDas [Ministerium|id ru-def head].\n\nVier.\n\nDas [Ministerium|id ru-def head].",
    );
}

#[test]
fn an_english_head_needs_the() {
    check_en(
        WORLD,
        "The [[Russian|place] Defence Ministry|id ru-def] spoke. The [ministry|id ru-def head] and a ministry; the ministry of health.",
    );
}

#[test]
fn a_head_in_a_compound_is_none() {
    check(WORLD, "Das [[russische|place] Verteidigungsministerium|id ru-def]. Der Ministeriums-Sprecher, das Ministerium-Haus.");
}

#[test]
fn the_minister_of_the_other_date_has_no_ministry() {
    check_in(Language::De, WORLD, Some("2001-01"), "[Sergej Schoigu|person] kam. Das Ministerium schwieg.");
}

#[test]
fn given_heads_replace_the_defaults() {
    let dict = "[[organisation]]\nname = \"Europäische Zentralbank\"\nheads = [\"Notenbank\"]";
    check(
        dict,
        "Die [Europäische Zentralbank|organisation] tagt. Die [Notenbank|organisation head] tagt, die Bank, die Zentralbank."
            .replace(", die Zentralbank", "")
            .as_str(),
    );
}

#[test]
fn a_ministry_of_its_own_name_has_its_head() {
    check(
        "[[ministry]]\nname = \"Ministerium für Liebe\"",
        "Das [Ministerium für Liebe|ministry name]. Das [Ministerium|ministry head] lügt.",
    );
}

#[test]
fn a_role_s_head_and_span_leave_the_determiner_out() {
    check_dated(
        WORLD,
        "Dem [[französischen|place] Präsidenten|id macron role inflected] und [[Frankreichs|place] Präsidenten|id macron role]",
    );
}

#[test]
fn a_role_s_interval_is_inclusive() {
    check_in(Language::De, WORLD, Some("2012-11"), "Der [[russische|place] Verteidigungsminister|id schoigu role].");
    check_in(Language::De, WORLD, Some("2012-10"), "Der [russische|place] Verteidigungsminister.");
    check_in(Language::De, WORLD, Some("2024-06"), "Der [[russische|place] Verteidigungsminister|id belousov role].");
}

#[test]
fn a_year_alone_holds_everybody_of_that_year() {
    check_in(Language::De, WORLD, Some("2024"), "Der [[russische|place] Verteidigungsminister|?].");
}

#[test]
fn without_a_date_nobody_is_in_office() {
    check(WORLD, "Der [französische|place] Präsident und [Frankreichs|place] Präsident.");
}

#[test]
fn words_that_deny_the_office() {
    for word in ["ehemalige", "frühere", "designierte", "künftige", "stellvertretende"] {
        check_dated(WORLD, &format!("Der {word} [französische|place] Präsident."));
    }
    for prefix in ["Ex", "Alt", "Vize"] {
        check_dated(WORLD, &format!("Der [französische|place] {prefix}-Präsident."));
    }
}

#[test]
fn english_words_that_deny_the_office() {
    for word in ["former", "acting", "deputy"] {
        check_in(Language::En, WORLD, Some("2024-04"), &format!("The {word} [French|place] president."));
        check_in(Language::En, WORLD, Some("2024-04"), &format!("The [French|place] {word} president."));
    }
}

const OFFICES: &str = r#"
[[place]]
name = "Deutschland"
adjectives = ["deutsch", "German"]
[[place]]
name = "Vereinigte Staaten"
acronyms = ["US", "USA"]
[[place]]
name = "Ukraine"
adjectives = ["ukrainisch"]
[[place]]
name = "Dänemark"
adjectives = ["dänisch"]
[[organisation]]
id = "nato"
name = "Nordatlantikpakt"
acronyms = ["NATO"]
[[organisation]]
id = "eu"
name = "Europäische Union"
acronyms = ["EU"]
[[person]]
id = "biden"
name = "Joe Biden"
roles = [{ title = "Präsident", titles = { en = ["president"] }, of = "vereinigte-staaten", since = "2021-01-20", until = "2025-01-20" }]
[[person]]
id = "selenskyj"
name = "Wolodymyr Selenskyj"
roles = [{ title = "Präsident", of = "ukraine", since = "2019-05" }]
[[person]]
id = "stoltenberg"
name = "Jens Stoltenberg"
roles = [{ title = "Generalsekretär", of = "nato", since = "2014-10", until = "2024-10" }]
[[person]]
id = "leyen"
name = "Ursula von der Leyen"
roles = [{ title = "Kommissionspräsidentin", of = "eu", since = "2019-12" }]
[[person]]
id = "frederiksen"
name = "Mette Frederiksen"
roles = [{ title = "Ministerpräsident", of = "dänemark", since = "2019-06" }]
[[person]]
id = "baerbock"
name = "Annalena Baerbock"
roles = [{ title = "Außenministerin", of = "deutschland", since = "2021-12", until = "2025-05" }]
"#;

fn offices() -> String {
    OFFICES.replace("of = \"dänemark\"", "of = \"daenemark\"").replace("name = \"Dänemark\"", "id = \"daenemark\"\nname = \"Dänemark\"")
}

#[test]
fn an_acronym_and_a_title_are_a_role() {
    check_dated(&offices(), "[[US|place acronym compound]-Präsident|id biden role] sprach. Der [[US|place]-Präsident|id biden role] ging.");
}

#[test]
fn a_role_of_an_organisation() {
    check_dated(
        &offices(),
        "[[Nato|organisation]-Generalsekretär|id stoltenberg role] und [[EU|organisation]-Kommissionspräsidentin|id leyen role]",
    );
    check_dated(&offices(), "Der [Generalsekretär der [Nato|organisation]|id stoltenberg role] sprach.");
}

#[test]
fn a_feminine_title_is_made() {
    check_dated(
        &offices(),
        "Die [[dänische|place] Ministerpräsidentin|id frederiksen role] sprach. [[Dänemarks|place] Ministerpräsidentin|id frederiksen role]",
    );
}

#[test]
fn a_role_after_the_country_takes_its_genitive_phrase() {
    check_dated(&offices(), "Der [Präsident der [Ukraine|place]|id selenskyj role] und der [Präsident der [USA|place]|id biden role].");
}

#[test]
fn an_apposition_with_the_holder_is_a_role_and_a_name() {
    check_dated(
        &offices(),
        "Der [[ukrainische|place] Präsident|id selenskyj role] [Wolodymyr Selenskyj|id selenskyj name] und [[US|place]-Präsident|id biden role] [Joe Biden|id biden name]",
    );
}

#[test]
fn an_apposition_with_a_family_name_is_a_role_and_a_name() {
    check_dated(&offices(), "[[US|place]-Präsident|id biden role] [Biden|id biden short] sprach.");
}

#[test]
fn an_apposition_with_somebody_else_is_no_role() {
    check_dated(&offices(), "Der [ukrainische|place] Präsident [Joe Biden|id biden] sprach.");
}

#[test]
fn an_apposition_with_an_unknown_name_is_no_role() {
    check_dated(&offices(), "Der [ukrainische|place] Präsident Peter Krause sprach.");
}

#[test]
fn ex_before_a_hyphenated_office_denies_it() {
    check_dated(&offices(), "Der Ex-[US|place acronym compound]-Präsident und der frühere [US|place]-Präsident.");
}

#[test]
fn an_office_without_its_country_is_nobody() {
    check_dated(&offices(), "Der Präsident sprach, die Außenministerin auch.");
}

#[test]
fn a_minister_s_office_is_found_after_the_adjective() {
    check_dated(&offices(), "Die [[deutsche|place] Außenministerin|id baerbock role] [Annalena Baerbock|id baerbock].");
}

#[test]
fn a_former_minister_is_only_her_name() {
    check_dated(&offices(), "Die frühere [deutsche|place] Außenministerin [Annalena Baerbock|id baerbock name].");
}

#[test]
fn a_part_may_break_over_a_line() {
    let dict = "[[organisation]]\nname = \"UEFA Champions League\"";
    check_en(
        dict,
        "The [UEFA Champions League|organisation] and the [Champions\nLeague|organisation short], the [Champions\u{A0}League|organisation short].",
    );
}

#[test]
fn a_part_folds_as_a_name_does() {
    check(
        "[[organisation]]\nname = \"Schönefeld Werke\"",
        "Die [Schönefeld Werke|organisation]. [Schoenefeld|organisation short], [Schöne\u{AD}feld|organisation short] und [SCHÖNEFELD|organisation short]",
    );
}

#[test]
fn a_first_name_folds_as_a_name_does() {
    check("[[person]]\nname = \"Sébastien Lecornu\"", "[Sébastien Lecornu|person] ging, sagte [Sebastien|person short weak].");
}

#[test]
fn a_learned_form_may_break_over_a_line() {
    check_en(
        "[[organisation]]\nname = \"Royal Bank of Scotland\"",
        "The [Royal Bank of Scotland|organisation] ([R-BoS|organisation learned]) and [R-\nBoS|organisation learned].",
    );
}

#[test]
fn a_part_of_a_part_is_marked_once() {
    let dict = "[[organisation]]\nname = \"FC Schalke 04\"";
    check(dict, "Der [FC Schalke 04|organisation] siegt. [FC Schalke|organisation short] siegt, [Schalke 04|organisation short] siegt.");
}

#[test]
fn two_people_of_one_family_in_one_headline_stay_open() {
    let dict = "[[person]]\nid = \"u\"\nname = \"Ute Brandes\"\n[[person]]\nid = \"k\"\nname = \"Kurt Brandes\"";
    check(dict, "[Brandes|?] gegen [Brandes|?]\n\n[Ute Brandes|id u] klagt gegen [Kurt Brandes|id k].");
}

#[test]
fn the_nearest_bearer_changes_within_a_paragraph() {
    let dict = "[[person]]\nid = \"u\"\nname = \"Ute Brandes\"\n[[person]]\nid = \"k\"\nname = \"Kurt Brandes\"";
    check(
        dict,
        "[Ute Brandes|id u] kam. [Brandes|id u] saß. [Kurt Brandes|id k] kam. [Brandes|id k] stand. [Ute Brandes|id u] ging. [Brandes|id u] lief.",
    );
}

#[test]
fn a_bracket_with_a_second_remark_is_learned_from() {
    check(
        NAMES,
        "Das [Bündnis Sahra Wagenknecht|organisation] ([BSW|organisation learned], gegründet 2024) und das [Bündnis Sahra Wagenknecht|organisation].",
    );
}

#[test]
fn an_unclosed_bracket_introduces_nothing() {
    check(NAMES, "Der [Islamische Staat|organisation] (ISX kam. Der ISX ging.");
}

#[test]
fn a_square_bracket_introduces_too() {
    let dict = crate::marked::dictionary(NAMES);
    let text = "Der Islamische Staat [ISX] und der ISX.";
    let found = namedrop::engine::lexicon::Lexicon::new(dict, Language::De).scan(&crate::marked::article(text, None));
    assert_eq!(found.all().iter().map(|m| &text[m.span.clone()]).collect::<Vec<_>>(), ["Islamische Staat", "ISX", "ISX"]);
}

#[test]
fn an_english_cue_introduces() {
    check_en(
        NAMES,
        "The [Royal Bank of Scotland|organisation] (known as [RBoS|organisation learned]) and [Royal Bank of Scotland|organisation] (or [RBoS|organisation learned]).",
    );
}

#[test]
fn an_entry_that_infers_nothing_learns_nothing() {
    check("[[organisation]]\nname = \"Islamischer Staat\"\ninfer = false", "Der [Islamische Staat|organisation] (IS), der IS.");
}

#[test]
fn the_ministry_of_the_minister_is_her_own() {
    check_dated(
        WORLD,
        "Das [[französische|place] Verteidigungsministerium|id fr-def]. [Sergej Schoigu|id schoigu] kam. Das [Ministerium|id ru-def head] schwieg.",
    );
}

#[test]
fn a_role_counts_as_a_mention_of_its_ministry() {
    check_dated(WORLD, "Der [[russische|place] Verteidigungsminister|id schoigu role] kam. Das [Ministerium|id ru-def head] schwieg.");
}

#[test]
fn a_composed_name_over_a_line_break() {
    check(
        WORLD,
        "Das [[russische|place]\nVerteidigungsministerium|id ru-def] und das [Verteidigungs-\nministerium [Russlands|place]|id ru-def].",
    );
}

#[test]
fn a_composed_name_in_capitals() {
    check(WORLD, "[[RUSSISCHES|place] VERTEIDIGUNGSMINISTERIUM|id ru-def] SCHWEIGT");
}

#[test]
fn a_role_in_the_plural_is_not_one_person() {
    check_dated(
        WORLD,
        "Die [französischen|place] Präsidenten der Nachkriegszeit."
            .replace("[französischen|place] Präsidenten", "[[französischen|place] Präsidenten|id macron role inflected]")
            .as_str(),
    );
}

#[test]
fn two_ministries_of_one_country_share_its_adjective() {
    let dict = format!("{WORLD}[[ministry]]\nid = \"ru-ext\"\nname = \"Außenministerium\"\nof = \"russia\"");
    check(&dict, "Das [[russische|place] Außenministerium|id ru-ext] und das Ministerium für Liebe; das [Ministerium|id ru-ext head].");
}

#[test]
fn a_ministry_s_bare_headword_refers_back_only() {
    check(
        WORLD,
        "Das Verteidigungsministerium schwieg. Das [[russische|place] Verteidigungsministerium|id ru-def] sprach. Im [Verteidigungsministerium|id ru-def head] brannte Licht.",
    );
}

#[test]
fn a_double_given_name_guards() {
    check(PEOPLE, "Hans-Peter Schoigu und Karl‑Heinz Baerbock kamen. Müller-Peter [Schoigu|person short weak]?");
}

#[test]
fn an_own_double_given_name_does_not_guard() {
    check("[[person]]\nname = \"Hans-Peter Briegel\"", "[Hans-Peter Briegel|person name] kam. [Hans‑Peter Briegel|person name] ging.");
}

#[test]
fn any_dash_joins_two_forms_of_one_country() {
    let dict =
        "[[place]]\nname = \"Vereinigte Staaten\"\nacronyms = [\"US\"]\ndemonyms = [\"Amerikaner\"]\nadjectives = [\"amerikanisch\"]";
    check(dict, "Ein [US-Amerikaner|place], ein [US‑Amerikaner|place], das [US–amerikanische|place] Heer.");
}

#[test]
fn the_same_name_twice_with_a_hyphen_between_is_named_twice() {
    check("[[place]]\nname = \"Walla\"", "Nach [Walla|place]-[Walla|place] und [Walla|place].");
}

#[test]
fn any_dash_joins_a_country_and_a_title() {
    check_dated(&offices(), "[[US|place]‑Präsident|id biden role] und [[US|place]–Präsident|id biden role].");
}

#[test]
fn any_dash_after_a_weak_family_name_is_safe() {
    check(
        PEOPLE,
        "Nach dem Schoigu‑Interview und dem Schoigu–Interview, ein [Baerbock|person short weak] — Interview."
            .replace("ein [Baerbock|person short weak]", "dank [Baerbock|person short weak]")
            .as_str(),
    );
}

#[test]
fn a_role_may_break_after_its_hyphen() {
    check_dated(&offices(), "Der [[US|place]-\nPräsident|id biden role] sprach, der [US|place] - Präsident nicht.");
}

#[test]
fn a_role_may_break_over_lines() {
    check_dated(
        &offices(),
        "Der [Präsident\nder [Ukraine|place]|id selenskyj role] und der [[ukrainische|place]\nPräsi-\ndent|id selenskyj role] sprachen.",
    );
}
