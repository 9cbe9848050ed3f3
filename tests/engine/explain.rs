//! Why a place is marked, and why not. The place is marked with `^` before it.

use std::collections::BTreeSet;
use std::sync::Arc;

use namedrop::engine::dictionary::Dictionary;
use namedrop::engine::explain::{Explanation, Here, explain};
use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::engine::mentions::Byte;
use namedrop::engine::reason::{Reason, Rejection};
use namedrop::engine::rule::Rule;

use crate::marked::{article, dictionary};

const NAMES: &str = r#"
[[place]]
id = "riga"
name = "Riga"
[[place]]
id = "washington"
name = "Washington"
[[place]]
id = "russia"
name = "Russland"
adjectives = ["russisch"]
[[place]]
id = "koeln"
name = "Köln"
accents = "exact"
[[ministry]]
id = "defence"
name = "Verteidigungsministerium"
of = "russia"
[[person]]
id = "lecornu"
name = "Sébastien Lecornu"
roles = [{ title = "Präsident", of = "russia", since = 2020, until = 2022 }]
[[person]]
id = "gerd"
name = "Gerd Müller"
[[person]]
id = "michael"
name = "Michael Müller"
[[person]]
id = "anne-will"
name = "Anne Will"
[[organisation]]
id = "is"
name = "Islamischer Staat"
acronyms = ["IS"]
not = ["IS-LM"]
[[organisation]]
id = "zeit"
name = "Die Zeit"
needs = ["Zeitung"]
[[organisation]]
id = "strict"
name = "Balkon"
edge = "strict"
[[place]]
id = "gone"
name = "Atlantis"
[[hide]]
id = "gone"
[[hide]]
form = "Union"
[[person]]
id = "kurt"
name = "Kurt Quast"
[[hide]]
id = "kurt"
[[person]]
id = "ute"
name = "Ute Quast"
[[hide]]
id = "ute"
[[organisation]]
id = "union"
name = "Union"
[[organisation]]
id = "river"
name = "Riga Fluss"
"#;

/// The explanation of the place after `^`, with its dictionary.
fn ask_on(date: Option<&str>, marked: &str) -> (Explanation, Arc<Dictionary>) {
    let at = marked.find('^').unwrap();
    let article = article(&marked.replacen('^', "", 1), date);
    let dictionary = dictionary(NAMES);
    (explain(&Lexicon::new(dictionary.clone(), Language::De), &article, at), dictionary)
}

/// The reasons of an unmarked place, each with the id of whom it is about.
#[track_caller]
fn reasons_on(date: Option<&str>, marked: &str) -> Vec<(String, Reason)> {
    let (explanation, dictionary) = ask_on(date, marked);
    assert!(explanation.mentions.is_empty(), "{:?}", explanation.mentions);
    let id = |miss: &namedrop::engine::reason::Miss| miss.entity.map_or("-", |ix| &dictionary[ix].id).to_owned();
    explanation.misses.iter().map(|miss| (id(miss), miss.reason.clone())).collect()
}

#[track_caller]
fn because(marked: &str, id: &str, reason: Reason) {
    assert_eq!(reasons_on(None, marked), [(id.to_owned(), reason)], "{marked}");
}

#[test]
fn a_mention_is_told_with_its_support() {
    let (explanation, dictionary) = ask_on(None, "Lec^ornus Wort. Sébastien Lecornu sprach.");
    let [mention] = explanation.mentions.as_slice() else { panic!("{explanation:?}") };
    assert_eq!(&*dictionary[mention.entity.unwrap()].id, "lecornu");
    assert_eq!((&*mention.why.form, mention.why.support), ("Lecornu", Some(Byte::new(15))));
    assert_eq!(mention.rule(), "the family name of somebody whom the article names in full");
    assert_eq!(explanation.misses, []);
}

#[test]
fn the_outer_mention_comes_before_those_inside_wherever_one_points() {
    for marked in ["Das ^russische Verteidigungsministerium.", "Das russische Verteidigungs^ministerium."] {
        let (explanation, dictionary) = ask_on(None, marked);
        let ids: Vec<&str> = explanation.mentions.iter().map(|mention| &*dictionary[mention.entity.unwrap()].id).collect();
        assert_eq!((ids, explanation.misses), (vec!["defence", "russia"], vec![]), "{marked}");
    }
}

#[test]
fn a_word_with_another_ending_is_no_form() {
    because("Die ^Rigaer sprachen.", "riga", Reason::Judged(Rejection::Ending));
}

#[test]
fn a_short_name_at_the_beginning_of_a_long_word_is_no_near_miss() {
    let (explanation, _) = ask_on(None, "Sie war in ^Isolationshaft.");
    assert_eq!((explanation.misses, explanation.mentions), (vec![], vec![]));
}

#[test]
fn small_letters_are_told() {
    because("Es liegt in ^riga.", "riga", Reason::Judged(Rejection::Case));
    because("Das ^is so.", "is", Reason::Judged(Rejection::Case));
}

#[test]
fn exact_accents_are_told() {
    because("In ^Koeln.", "koeln", Reason::Judged(Rejection::Accents));
}

#[test]
fn a_strict_edge_is_told() {
    because("Der ^Balkon-Tisch.", "strict", Reason::Judged(Rejection::Hyphen));
    because("Die Datei ^Balkon_Tisch.txt.", "strict", Reason::Judged(Rejection::Underscore));
}

#[test]
fn an_exclusion_is_told_with_its_string() {
    because("Das ^IS-LM-Modell.", "is", Reason::Excluded(4..9));
}

#[test]
fn a_missing_context_word_is_told() {
    because("In ^Die Zeit stand es.", "zeit", Reason::NeedsContext);
}

#[test]
fn hidden_forms_and_hidden_entities_are_told() {
    because("Die ^Union siegt.", "union", Reason::HiddenForm);
    because("Auf nach ^Atlantis!", "gone", Reason::HiddenEntity);
}

#[test]
fn of_hidden_entities_with_one_family_name_each_is_told() {
    let (explanation, dictionary) = ask_on(None, "Herr ^Quast kam.");
    let told: Vec<_> = explanation.misses.iter().map(|miss| (&*dictionary[miss.entity.unwrap()].id, miss.reason.clone())).collect();
    assert_eq!(told, [("kurt", Reason::HiddenEntity), ("ute", Reason::HiddenEntity)]);
}

#[test]
fn the_given_name_guard_is_told() {
    because("Denzel ^Washington kam.", "washington", Reason::GivenName);
    because("Denzel ^Lecornu kam.", "lecornu", Reason::GivenName);
}

#[test]
fn a_family_name_of_many_is_told_once() {
    let (explanation, _) = ask_on(None, "Herr ^Müller kam.");
    let told: Vec<_> = explanation.misses.iter().map(|miss| (miss.reason.clone(), miss.others)).collect();
    assert_eq!(told, [(Reason::SeveralBearers, 1)]);
}

#[test]
fn a_common_word_is_no_family_name() {
    because("Anders ^Will es nicht.", "anne-will", Reason::CommonWord);
}

#[test]
fn an_article_before_a_family_name_is_told() {
    because("Ein ^Lecornu war da.", "lecornu", Reason::AfterArticle);
}

#[test]
fn a_double_name_is_told() {
    because("Frau Meyer-^Lecornu kam.", "lecornu", Reason::DoubleName);
}

#[test]
fn a_generic_noun_without_determiner_or_antecedent_is_told() {
    let told = reasons_on(None, "Kein ^Ministerium.");
    assert!(told.contains(&("defence".into(), Reason::NoDeterminer)), "{told:?}");
    let told = reasons_on(None, "Das ^Ministerium.");
    assert!(told.contains(&("defence".into(), Reason::NoAntecedent)), "{told:?}");
}

#[test]
fn a_generic_name_needs_what_it_belongs_to() {
    let told = reasons_on(None, "Ein ^Verteidigungsministerium.");
    assert!(told.contains(&("defence".into(), Reason::NoOwner)), "{told:?}");
}

#[test]
fn an_office_needs_a_date_and_a_holder() {
    let office = |date, marked| reasons_on(date, marked).into_iter().map(|(_, reason)| reason).collect::<Vec<_>>();
    assert_eq!(office(None, "Der russische ^Präsident."), [Reason::NoDate]);
    assert_eq!(office(Some("2024"), "Der russische ^Präsident."), [Reason::NobodyInOffice]);
    assert_eq!(office(Some("2021"), "Der frühere russische ^Präsident."), [Reason::NotInOffice]);
    assert_eq!(office(Some("2021"), "Der ^Präsident."), [Reason::NoOwner]);
    assert_eq!(ask_on(Some("2021"), "Der russische ^Präsident.").0.mentions.len(), 2);
}

#[test]
fn who_lost_an_overlap_is_told_beside_the_mention() {
    let (explanation, dictionary) = ask_on(None, "Am ^Riga Fluss.");
    let river = dictionary.find("river").unwrap();
    assert_eq!(explanation.mentions[0].entity, Some(river));
    let (explanation, _) = ask_on(None, "Denzel Washington kam nach ^Washington.");
    assert_eq!((explanation.mentions.len(), explanation.misses), (1, vec![]));
}

#[test]
fn where_nothing_is_the_nearest_names_are_offered() {
    let (explanation, dictionary) = ask_on(None, "Herr ^Lecorno kam.");
    let ids: Vec<&str> = explanation.near.iter().map(|ix| &*dictionary[*ix].id).collect();
    assert_eq!((ids, explanation.misses), (vec!["lecornu"], vec![]));
    assert_eq!(ask_on(None, "Herr ^Xyzzy kam.").0.near, []);
    // A word of a longer name counts as near.
    assert_eq!(ask_on(None, "Der ^Islamischer kam.").0.near.len(), 1);
}

#[test]
fn what_the_dictionary_or_the_reader_prefers_settles_an_ambiguity() {
    let two = "[[place]]\nid = \"a\"\nname = \"Riga\"\n[[organisation]]\nid = \"b\"\nname = \"Riga\"\n";
    let prefer = "[[prefer]]\nform = \"Riga\"\nid = \"b\"\n";
    let article = article("Aus Riga. Rigas Hafen.", None);
    let settled = |toml: &str, chosen: &[(String, Arc<str>)]| {
        let dictionary = dictionary(toml);
        let lexicon = Lexicon::new(dictionary.clone(), Language::De);
        let mentions = lexicon.mentions_so_far(&article, std::iter::once(0..1).collect(), lexicon.candidates(&article, 0..1), chosen, 1);
        mentions.all().iter().map(|mention| mention.entity.map(|ix| dictionary[ix].id.to_string())).collect::<Vec<_>>()
    };
    let both = |id: &str| vec![Some(id.to_owned()), Some(id.to_owned())];
    let chosen = [("Riga".to_owned(), Arc::from("a"))];
    assert_eq!(settled(two, &[]), [None, None]);
    assert_eq!(settled(&format!("{two}{prefer}"), &[]), both("b"));
    assert_eq!(settled(two, &chosen), both("a"));
    assert_eq!(settled(&format!("{two}{prefer}"), &chosen), both("a"), "the reader has the last word");
    assert_eq!(settled(two, &[("Riga".to_owned(), Arc::from("nobody"))]), [None, None]);
}

#[test]
fn what_stands_at_the_place_is_told() {
    assert_eq!(ask_on(None, "Herr^ X").0.here, Here::Gap);
    assert_eq!(ask_on(None, "Herr ^Xyz kam").0.here, Here::Word(5..8));
    assert_eq!(ask_on(None, "Herr X.^\n\nEin").0.here, Here::NoProse);
}

#[test]
fn whatever_comes_to_nothing_has_a_reason() {
    let text = "Müller und Gerd Müller, Michael Müller; Will Smith, ein Lecornu, Denzel Washington, das Ministerium, der \
        frühere russische Präsident, Die Zeit (ZEIT), IS-Kämpfer im IS-LM-Modell, Meyer-Lecornu, S. Lecornu, das Amt des \
        Verteidigungsministeriums Russlands, Riga Fluss, Russlands Präsident, ein russischer Präsident.";
    let dictionary = dictionary(NAMES);
    let lexicon = Lexicon::new(dictionary.clone(), Language::De);
    for date in [None, Some("2021"), Some("2024")] {
        let article = article(text, date);
        for candidate in lexicon.candidates(&article, 0..1) {
            let form = lexicon.form(candidate.form);
            if [Rule::Context, Rule::Exclusion, Rule::Hidden].contains(&form.rule) {
                continue;
            }
            let explanation = explain(&lexicon, &article, candidate.span.start);
            let known: BTreeSet<_> = explanation.misses.iter().filter_map(|miss| miss.entity).collect();
            let explained =
                !explanation.mentions.is_empty() || known.contains(&form.entity) || explanation.misses.iter().any(|m| m.others > 0);
            assert!(explained, "{} as {}", &text[candidate.span.clone()], dictionary[form.entity].id);
        }
    }
}
