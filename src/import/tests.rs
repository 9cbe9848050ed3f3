use super::*;

fn options() -> Options {
    Options { languages: ["de", "en", "fr"].map(str::to_owned).into(), ..Options::default() }
}

/// The TOML, and what could not be taken.
fn imported(format: Format, text: &str, options: &Options) -> (String, Vec<(usize, String)>) {
    let mut out = Vec::new();
    let mut sink = Sink::stream(&mut out);
    import(format, &mut text.as_bytes(), options, &mut sink).unwrap();
    let told = sink.counts.told.clone();
    (String::from_utf8(out).unwrap(), told)
}

fn toml(format: Format, text: &str) -> String {
    imported(format, text, &options()).0
}

#[test]
fn a_table_of_a_german_spreadsheet() {
    let text = "\u{feff}Name;type;names.en;aliases;Farbe\r\n\"Müller; Hans\";person;;Hansi|H. Müller;rot\r\nRiga;PLACE;Riga;\r\n";
    let (toml, told) = imported(Format::Csv, text, &options());
    let expected = "[[person]]\nid = \"muller-hans\"\nname = \"Müller; Hans\"\naliases = [\"Hansi\", \"H. Müller\"]\n\n\
                    [[place]]\nid = \"riga\"\nname = \"Riga\"\nnames = { en = \"Riga\" }\n\n";
    assert_eq!(toml, expected);
    assert_eq!(told.len(), 1);
    assert!(told[0].1.contains("Farbe"));
}

#[test]
fn columns_are_mapped_and_a_new_kind_is_declared() {
    let options = Options { columns: vec![("Schiff".into(), "name".into())], kind: Some("ship".into()), ..options() };
    let (toml, _) = imported(Format::Csv, "Schiff,note\nGorch Fock,Bark\nGorch Fock,andere\n", &options);
    assert!(toml.starts_with("[kinds.ship]\n\n[[ship]]\nid = \"gorch-fock\"\n"), "{toml}");
    assert!(toml.contains("id = \"gorch-fock-2\"") && toml.matches("[kinds").count() == 1, "{toml}");
    assert!(import(Format::Csv, &mut "a,b\n1,2\n".as_bytes(), &options, &mut Sink::collect()).is_err());
}

#[test]
fn of_two_columns_for_one_value_the_first_stands() {
    let text = "name,note,description,aliases,synonyms\nRiga,Stadt,Hafen,[],Rige\nRom,Stadt,Stadt,Roma,[]\nUlm,,Stadt,,Ulma\n";
    let (toml, told) = imported(Format::Csv, text, &Options { kind: Some("place".into()), ..options() });
    assert!(toml.contains("name = \"Riga\"\nnote = \"Stadt\"\naliases = []\n\n"), "{toml}");
    assert!(toml.contains("name = \"Rom\"\naliases = [\"Roma\"]\nnote = \"Stadt\"\n\n"), "{toml}");
    assert!(toml.contains("name = \"Ulm\"\naliases = [\"Ulma\"]\nnote = \"Stadt\"\n\n"), "{toml}");
    let told: Vec<_> = told.iter().map(|(line, reason)| (*line, reason.as_str())).collect();
    let expected = [(2, "`note` is “Stadt” already"), (2, "`aliases` has a single value already"), (3, "`aliases` is a list already")];
    assert_eq!(told, expected);
}

#[test]
fn patterns_of_one_id_are_one_entry_and_expressions_are_told() {
    let text = r#"{"label": "ORG", "pattern": "Apple", "id": "apple"}
{"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}]}
{"label": "ORG", "pattern": "Apple Inc.", "id": "apple"}
{"label": "ORG", "pattern": [{"LIKE_NUM": true}]}
nonsense
"#;
    let (toml, told) = imported(Format::Spacy, text, &options());
    assert!(toml.starts_with("[[organisation]]\nid = \"apple\"\nname = \"Apple\"\naliases = [\"Apple Inc.\"]\n"), "{toml}");
    assert!(toml.contains("name = { text = \"san francisco\", case = \"any\" }"), "{toml}");
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 5]);
}

const RIGA: &str = "456172\tRiga\tRiga\tRIX,Ryga\t56.9\t24.1\tP\tPPLC\tLV\t\t25\t\t\t\t742572\t\t6\tEurope/Riga\t2024-01-01\n";

#[test]
fn places_have_their_names_by_language() {
    let plain = "[[place]]\nid = \"riga-456172\"\nname = \"Riga\"\ntags = [\"LV\", \"PPLC\"]\ngeonames = \"456172\"\n\n";
    assert_eq!(toml(Format::Geonames, RIGA), plain);
    let names = "1\t456172\tfr\tRīga\t\t\t\t\t\t\n2\t456172\tfr\tRiga la Belle\t1\t\t\t\t\t\n3\t456172\twkdt\tQ1773\t\t\t\t\t\t\n\
                 4\t456172\tde\tRigau\t\t\t\t1\t1201\t1917\n5\t456172\tja\tリガ\t\t\t\t\t\t\n6\t456172\tde\tRige\t\t\t\t1\t\t\n";
    let mut sink = Sink::collect();
    let alternates = Alternates::read(&mut names.as_bytes(), &options().languages, &mut sink).unwrap();
    assert_eq!(sink.counts.told.len(), 1);
    let (toml, _) = imported(Format::Geonames, RIGA, &Options { alternates: Some(alternates), ..options() });
    assert!(toml.contains("names = { fr = [\"Riga la Belle\", \"Rīga\"] }"), "{toml}");
    assert!(toml.contains("aliases = [{ text = \"Rigau\", lang = \"de\", until = \"1917\" }]") && toml.contains("\"Q1773\""), "{toml}");
}

#[test]
fn small_places_and_broken_lines_are_no_entries() {
    let options = Options { population: 1_000_000, ..options() };
    let mut sink = Sink::collect();
    import(Format::Geonames, &mut format!("{RIGA}x\ty\n{RIGA}").as_bytes(), &options, &mut sink).unwrap();
    assert_eq!((sink.counts.taken, sink.counts.left_out, sink.counts.told[0].0), (0, 2, 2));
}

#[test]
fn stanfords_alternatives_are_written_out() {
    let text = "Univ(ersity)? of (Riga|Latvia)\tORGANIZATION\tMISC\t1\n[A-Z]+ Corp\tORGANIZATION\nSt\\. Petersburg\tCITY\n";
    let (toml, told) = imported(Format::Regexner, text, &options());
    assert!(
        toml.contains("name = \"University of Riga\"\naliases = [\"University of Latvia\", \"Univ of Riga\", \"Univ of Latvia\"]"),
        "{toml}"
    );
    assert!(toml.contains("[[place]]\nid = \"st-petersburg\"") && told.len() == 1, "{toml}");
}

#[test]
fn who_held_an_office_is_told_by_the_entities_of_follow_the_money() {
    let text = r#"{"id":"p1","schema":"Person","caption":"Anna Berg","properties":{"name":["Anna Berg","Berg Anna"],"weakAlias":["AB"],"wikidataId":["Q1"]}}
{"id":"o1","schema":"Occupancy","properties":{"holder":["p1"],"post":["x1"],"startDate":["2022-05"]}}
{"id":"x1","schema":"Position","caption":"Minister","properties":{"name":["Minister"]}}
{"id":"b1","schema":"PublicBody","caption":"Ministry of Defence","properties":{"abbreviation":["MoD"]}}
{"id":"s1","schema":"Sanction","properties":{}}
"#;
    let toml = toml(Format::Ftm, text);
    assert!(
        toml.contains("aliases = [\"Berg Anna\"]\nshort = [\"AB\"]\nroles = [{ title = \"Minister\", since = \"2022-05\" }]"),
        "{toml}"
    );
    assert!(toml.contains("[[ministry]]\nid = \"b1\"\nname = \"Ministry of Defence\"\nacronyms = [\"MoD\"]"), "{toml}");
}

#[test]
fn an_entity_of_wikidata_has_names_and_offices_with_dates() {
    let text = r#"[
{"id":"Q159","labels":{"de":{"value":"Russland"},"en":{"value":"Russia"}},"aliases":{"de":[{"value":"Russische Föderation"}]},"descriptions":{"de":{"value":"Staat"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q6256"}}}}],"P1549":[{"mainsnak":{"datavalue":{"value":{"text":"Russe","language":"de"}}}}],"P1813":[{"mainsnak":{"datavalue":{"value":{"text":"RF","language":"de"}}}}]}},
{"id":"Q7747","labels":{"de":{"value":"Wladimir Putin"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q218295"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2012-05-07T00:00:00Z","precision":11}}}]}}]}},
{"id":"Q218295","labels":{"de":{"value":"Präsident"},"en":{"value":"president"}},"claims":{"P1001":[{"mainsnak":{"datavalue":{"value":{"id":"Q159"}}}}]}}
]
"#;
    let options = Options { known: HashMap::from([("Q159".into(), ("russia".into(), "place".into()))]), ..options() };
    let (toml, told) = imported(Format::Wikidata, text, &options);
    assert!(told.is_empty(), "{told:?}");
    assert!(toml.starts_with("[[place]]\nid = \"russia\"\nname = \"Russland\"\nnames = { en = \"Russia\" }\n"), "{toml}");
    assert!(toml.contains("acronyms = [\"RF\"]\ndemonyms = [\"Russe\"]\nwikidata = \"Q159\"\nnote = \"Staat\"\n"), "{toml}");
    let role = "roles = [{ title = \"Präsident\", titles = { en = \"president\" }, of = \"russia\", since = \"2012-05-07\" }]";
    assert!(toml.contains(role) && toml.matches("[[").count() == 2, "{toml}");
}

#[test]
fn rows_of_a_query_are_gathered_by_their_item() {
    let text = r#"{"head":{"vars":["item","itemLabel"]},"results":{"bindings":[
 {"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"itemLabel":{"xml:lang":"de","value":"Anna Berg"},"officeLabel":{"xml:lang":"de","value":"Ministerin"},"start":{"value":"2020-01-01T00:00:00Z"}},
 {"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"itemLabel":{"xml:lang":"en","value":"Ann Berg"},"alias":{"xml:lang":"en","value":"A. B."}}
]}}
"#;
    let toml = toml(Format::Wikidata, text);
    assert!(toml.starts_with("[[person]]\nid = \"anna-berg\"\nname = \"Anna Berg\"\nnames = { en = \"Ann Berg\" }\n"), "{toml}");
    assert!(toml.contains("{ title = \"Ministerin\", since = \"2020-01-01\" }"), "{toml}");
}
