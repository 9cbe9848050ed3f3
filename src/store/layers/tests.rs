use proptest::prelude::*;

use super::*;
use crate::engine::dictionary::{Case, Entity, Policy, Written};
use crate::engine::few::Few;
use crate::engine::kind::Kinds;

/// The dictionary of these layers, the lowest first; nothing in them is bad.
fn merged(layers: &[&str]) -> Dictionary {
    let (dictionary, findings) = tried(layers);
    assert_eq!(findings, [] as [String; 0]);
    dictionary
}

/// The dictionary of these layers, and the findings as `file:line:col: message`.
fn tried(layers: &[&str]) -> (Dictionary, Vec<String>) {
    let file = |(number, text): (usize, &&str)| Arc::new(File::new(&format!("{number}.toml"), (*text).to_owned()));
    let files: Vec<_> = layers.iter().enumerate().map(file).collect();
    let (dictionary, findings) = merge(&files, |_, _| {});
    (dictionary, findings.iter().map(ToString::to_string).collect())
}

fn entity<'d>(dictionary: &'d Dictionary, id: &str) -> &'d Entity {
    &dictionary[dictionary.find(id).unwrap()]
}

fn texts(forms: &[Written]) -> Vec<&str> {
    forms.iter().map(|form| form.text.as_str()).collect()
}

#[test]
fn scalars_replace_and_lists_add() {
    let lower =
        "[[place]]\nid = \"riga\"\nname = \"Riga\"\naliases = [\"Rom des Nordens\"]\nnote = \"old\"\nrank = 1\nwikidata = \"Q1773\"\n";
    let upper = "[[place]]\nid = \"riga\"\nname = \"Rīga\"\naliases = [\"Perle\"]\nnote = \"new\"\ntags = [\"capital\"]\n";
    let dictionary = merged(&[lower, upper]);
    let riga = entity(&dictionary, "riga");
    assert_eq!((riga.name.text.as_str(), riga.rank), ("Rīga", 1));
    assert_eq!(texts(&riga.aliases), ["Rom des Nordens", "Perle"]);
    assert_eq!((riga.details.note.as_deref(), riga.details.wikidata.as_deref()), (Some("new"), Some("Q1773")));
    assert_eq!(riga.details.tags, ["capital"]);
}

#[test]
fn an_entry_of_a_lower_layer_is_amended_by_its_id_without_its_name() {
    let dictionary = merged(&["[[place]]\nname = \"Riga\"\n", "\n\n[[place]]\nid = \"riga\"\nacronyms = [\"RIX\"]\n"]);
    let riga = entity(&dictionary, "riga");
    assert_eq!((riga.name.text.as_str(), texts(&riga.acronyms)), ("Riga", vec!["RIX"]));
    let places: Vec<_> = riga.origins.iter().map(|origin| dictionary.place(*origin)).collect();
    assert_eq!(places, ["0.toml:1", "1.toml:3"]);
    assert_eq!(dictionary.place(riga.acronyms[0].origin), "1.toml:5");
}

#[test]
fn the_same_id_with_another_kind_is_skipped() {
    let (dictionary, findings) = tried(&["[[place]]\nname = \"Riga\"\n", "[[person]]\nid = \"riga\"\nname = \"R. Iga\"\n"]);
    assert_eq!(findings, ["1.toml:2:6: `riga` is a place in 0.toml:1, and cannot be a person here"]);
    assert_eq!(entity(&dictionary, "riga").name.text, "Riga");
}

#[test]
fn of_two_entries_with_one_id_in_one_file_the_first_stands() {
    let (dictionary, findings) = tried(&["[[place]]\nid = \"a\"\nname = \"Zwei\"\n[[ministry]]\nid = \"a\"\nname = \"Drei\"\n"]);
    assert_eq!(entity(&dictionary, "a").name.text, "Zwei");
    assert_eq!(findings, ["0.toml:5:6: the id `a` is already that of line 1; the first entry stands"]);
}

#[test]
fn what_is_removed_is_what_lower_layers_have() {
    let lower =
        "[[organisation]]\nid = \"is\"\nname = \"Islamischer Staat\"\nacronyms = [\"IS\", \"ISIS\"]\nroles = [{ title = \"Gast\" }]\n";
    let upper = "[[organisation]]\nid = \"is\"\nremove = [\"acronyms:IS\", \"roles:Gast\"]\naliases = [\"IS\"]\n";
    let dictionary = merged(&[lower, upper]);
    let is = entity(&dictionary, "is");
    assert_eq!((texts(&is.acronyms), texts(&is.aliases), is.roles.len()), (vec!["ISIS"], vec!["IS"], 0));
}

#[test]
fn hidden_and_preferred_things_reach_the_dictionary() {
    let upper = "[[hide]]\nid = \"riga\"\n[[hide]]\nform = \"Union\"\n[[prefer]]\nform = \"Müller\"\nid = \"riga\"\n";
    let top = "[[prefer]]\nform = \"Müller\"\nid = \"rom\"\n";
    let dictionary = merged(&["[[place]]\nname = \"Riga\"\n[[place]]\nname = \"Rom\"\n", upper, top]);
    assert!(entity(&dictionary, "riga").hidden && !entity(&dictionary, "rom").hidden);
    assert_eq!(dictionary.hidden_forms, ["Union"]);
    assert_eq!(dictionary.preferred[0], ("Müller".to_owned(), "rom".to_owned()), "the upper layer is asked first");
}

#[test]
fn a_form_s_own_say_counts_before_the_entry_s_and_that_before_the_file_s() {
    let lower = "[[place]]\nid = \"riga\"\nname = \"Riga\"\naliases = [{ text = \"Perle\", case = \"any\" }]\ncase = \"exact\"\n";
    let upper = "[defaults]\ncase = \"any\"\naccents = \"exact\"\ninflect = \"none\"\n[[place]]\nid = \"riga\"\naliases = [\"Rix\"]\n[[place]]\nname = \"Rom\"\n";
    let dictionary = merged(&[lower, upper]);
    let riga = entity(&dictionary, "riga");
    assert_eq!(riga.name.policy, Policy { case: Case::Exact, ..Policy::default() });
    assert_eq!(riga.aliases[0].policy, Policy { case: Case::Any, ..Policy::default() });
    let of_upper = Policy { case: Case::Exact, inflect: false, exact_accents: true, ..Policy::default() };
    assert_eq!(riga.aliases[1].policy, of_upper, "the entry's own case is not replaced by an upper file's default");
    assert_eq!(entity(&dictionary, "rom").name.policy, Policy { case: Case::Any, ..of_upper });
}

#[test]
fn defaults_for_short_and_infer_hold_for_the_names_of_their_file() {
    let lower = "[[person]]\nname = \"A Bee\"\n";
    let upper = "[defaults]\nshort = false\ninfer = false\n[[person]]\nid = \"a-bee\"\nnote = \"x\"\n[[person]]\nname = \"C Dee\"\n[[person]]\nname = \"E Eff\"\nshort = [\"Eff\"]\ninfer = true\n";
    let dictionary = merged(&[lower, upper]);
    let (bee, dee, eff) = (entity(&dictionary, "a-bee"), entity(&dictionary, "c-dee"), entity(&dictionary, "e-eff"));
    assert_eq!((bee.short.clone(), bee.infer), (None, true));
    assert_eq!((dee.short.clone(), dee.infer), (Some(Few::default()), false));
    assert_eq!((eff.short.as_deref().map(texts), eff.infer), (Some(vec!["Eff"]), true));
}

#[test]
fn short_false_silences_what_lower_layers_say() {
    let lower = "[[person]]\nname = \"A Bee\"\nshort = [\"Bee\"]\n";
    let none = merged(&[lower, "[[person]]\nid = \"a-bee\"\nshort = false\n"]);
    assert_eq!(entity(&none, "a-bee").short, Some(Few::default()));
    let default = merged(&[lower, "[[person]]\nid = \"a-bee\"\nshort = true\n"]);
    assert_eq!(entity(&default, "a-bee").short, None);
}

#[test]
fn a_form_that_two_layers_have_is_one_with_the_upper_layer_s_say() {
    let lower = "[[place]]\nid = \"riga\"\nname = \"Riga\"\naliases = [\"Rix\", \"Rix\", \"Perle\"]\n";
    let upper = "[[place]]\nid = \"riga\"\naliases = [{ text = \"Rix\", case = \"any\" }]\n";
    let dictionary = merged(&[lower, upper]);
    let riga = entity(&dictionary, "riga");
    assert_eq!((texts(&riga.aliases), riga.aliases[0].policy.case), (vec!["Rix", "Perle"], Case::Any));
}

#[test]
fn a_kind_that_a_lower_layer_declares_is_known_above() {
    let dictionary = merged(&["[kinds.ship]\n", "[[ship]]\nname = \"Moskwa\"\n"]);
    let kind = &dictionary.kinds[entity(&dictionary, "moskwa").kind];
    assert_eq!((kind.name.as_str(), kind.label.as_str(), kind.letter), ("ship", "Ship", 'S'));
}

#[test]
fn a_refused_file_contributes_nothing_and_the_rest_works() {
    let (dictionary, findings) =
        tried(&["[[place]]\nname = \"Riga\"\n", "[kinds.ship]\n[[place]]\nname = \"Rom\"\nx = 1\n", "[[place]]\nname = \"Oslo\"\n"]);
    let ids: Vec<_> = dictionary.entities().map(|entity| entity.id.to_string()).collect();
    assert_eq!(ids, ["oslo", "riga"]);
    assert_eq!((findings.len(), dictionary.kinds.find("ship")), (1, None));
}

#[test]
fn names_dates_and_roles_are_as_written() {
    let text = "[[person]]\nname = \"A Bee\"\nnames = { en = [\"Ay Bee\", \"Ab\"], tr = \"Arı\" }\naliases = [{ text = \"Bee A\", lang = \"de\", until = 2019 }]\nroles = [{ titles = { en = \"minister\" }, title = \"Minister\", of = \"riga\", since = 2024-05-17 }]\nsince = \"2020-02\"\n[[place]]\nname = \"Riga\"\n";
    let dictionary = merged(&[text]);
    let bee = entity(&dictionary, "a-bee");
    let names: Vec<_> = bee.names.iter().map(|name| (name.lang.map(crate::engine::language::Language::code), name.text.as_str())).collect();
    assert_eq!(names, [(Some("en"), "Ay Bee"), (Some("en"), "Ab"), (None, "Arı")]);
    assert_eq!(bee.aliases[0].until.map(|date| date.to_string()).as_deref(), Some("2019"));
    let titles: Vec<_> = bee.roles[0].titles.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!((titles, bee.roles[0].of.as_deref()), (vec!["Minister", "minister"], Some("riga")));
    assert_eq!(bee.roles[0].since.map(|date| date.to_string()).as_deref(), Some("2024-05-17"));
    assert_eq!(bee.details.since.map(|date| date.to_string()).as_deref(), Some("2020-02"));
}

/// A home with a user's dictionary, a project in it, an article in that, and files of all layers for one entry.
fn home() -> (tempfile::TempDir, Surroundings) {
    let dir = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(dir.path()).unwrap();
    let write = |path: &str, alias: &str| {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("[[place]]\nid = \"x\"\nname = \"X\"\naliases = [\"{alias}\"]\n")).unwrap();
    };
    write("config/namedrop/entities.toml", "user");
    write("config/namedrop/entities.d/b.toml", "d/b");
    write("config/namedrop/entities.d/a.toml", "d/a");
    write("home/repo/entities.toml", "project");
    write("home/repo/texts/row.entities.toml", "article");
    write("one.toml", "one");
    write("two.toml", "two");
    let around = Surroundings { config: Some(root.join("config/namedrop")), home: Some(root.join("home")), current: Some(root) };
    (dir, around)
}

fn layers_of(options: &Options, around: &Surroundings) -> Vec<String> {
    let loaded = load_from(options, around);
    assert_eq!(loaded.findings, []);
    texts(&entity(&loaded.dictionary, "x").aliases).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_layers_lie_over_each_other_in_their_order() {
    let (_dir, around) = home();
    let root = around.current.clone().unwrap();
    let article = Some(root.join("home/repo/texts/row.txt"));
    let options = Options { dicts: vec![root.join("two.toml"), root.join("one.toml")], article, ..Options::default() };
    assert_eq!(layers_of(&options, &around), ["user", "d/a", "d/b", "project", "article", "two", "one"]);
    let only = Options { only_dict: true, ..options.clone() };
    assert_eq!(layers_of(&only, &around), ["two", "one"]);
    assert!(load_from(&options, &around).dictionary.find("france").is_some());
    assert!(load_from(&only, &around).dictionary.find("france").is_none());
    let without = Options { builtin: false, ..options };
    assert!(load_from(&without, &around).dictionary.find("france").is_none());
}

#[test]
fn a_file_that_is_named_twice_is_the_upper_layer() {
    let (_dir, around) = home();
    let root = around.current.clone().unwrap();
    let options = Options { dicts: vec![root.join("one.toml"), root.join("config/namedrop/entities.toml")], ..Options::default() };
    assert_eq!(layers_of(&options, &around), ["d/a", "d/b", "one", "user"]);
}

#[test]
fn without_home_and_folders_there_is_the_built_in_dictionary() {
    let loaded = load_from(&Options::default(), &Surroundings::default());
    assert_eq!(loaded.findings, []);
    assert_eq!(loaded.dictionary.files.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["built in"]);
    assert!(loaded.dictionary.len() >= 10);
}

#[test]
fn a_dictionary_that_is_not_there_is_told_and_the_rest_works() {
    let options = Options { dicts: vec!["/nowhere/a.toml".into()], ..Options::default() };
    let loaded = load_from(&options, &Surroundings::default());
    let told: Vec<_> = loaded.refused().map(ToString::to_string).collect();
    assert_eq!(told, ["/nowhere/a.toml: cannot read this dictionary: there is no such file"]);
    assert!(loaded.dictionary.find("france").is_some());
}

#[test]
fn the_same_layers_in_another_order_of_entries_make_the_same_entities() {
    let one = "[[place]]\nname = \"Riga\"\n[[person]]\nname = \"A Bee\"\n";
    let other = "[[person]]\nname = \"A Bee\"\n[[place]]\nname = \"Riga\"\n";
    let ids = |text| merged(&[text]).entities().map(|entity| entity.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(one), ids(other));
}

/// Pieces of which near-TOML is made.
fn near_toml() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[[person]]\n".to_owned()),
        Just("[[place]]\n".to_owned()),
        Just("[kinds.ship]\n".to_owned()),
        Just("[[ship]]\n".to_owned()),
        Just("[[hide]]\n".to_owned()),
        Just("[[prefer]]\n".to_owned()),
        Just("[defaults]\n".to_owned()),
        ("(id|name|names|aliases|short|of|capital|roles|not|remove|since|until|case|letter|color|form|text|kinds|x)", value())
            .prop_map(|(key, value)| format!("{key} = {value}\n")),
        "[\\[\\]{}=\",'#\\n\\r a-c\u{feff}\u{9b}]{0,8}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "\"(riga|Riga|Zeit|IS|ä|2024-05|aliases:IS|exact|any|none|#12ab3f|\\\\u001b|\u{202e}| )\"",
        "[0-9]{1,5}",
        Just("2024-05-17".to_owned()),
        Just("true".to_owned()),
        Just("nan".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let table = prop::collection::vec(("(text|title|titles|en|de|of|since|until|lang)", inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            table.prop_map(|items| format!(
                "{{ {} }}",
                items.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join(", ")
            )),
        ]
    })
}

/// Loads, checks and renders a text as the lower and the upper layer of two.
fn survives(lower: &str, upper: &str) {
    let dir = tempfile::tempdir().unwrap();
    let paths = [dir.path().join("a.toml"), dir.path().join("b.toml")];
    fs::write(&paths[0], lower).unwrap();
    fs::write(&paths[1], upper).unwrap();
    let options = Options { builtin: false, only_dict: true, ..Options::default() };
    let checked = super::super::check::run_from(&options, &paths, false, &Surroundings::default());
    let hostile = checked.report.chars().find(|&c| c != '\n' && (c.is_control() || c == '\u{202e}'));
    assert_eq!(hostile, None, "{}", checked.report);
    for finding in &checked.findings {
        let (line, column) = finding.position();
        let last = finding.file.text.split('\n').count();
        assert!(line >= 1 && line <= last && column >= 1, "{finding}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_the_files_is_survived(lower in near_toml(), upper in near_toml()) {
        survives(&lower, &upper);
    }

    #[test]
    fn arbitrary_text_is_survived(lower in any::<String>(), upper in "\\PC*") {
        survives(&lower, &upper);
    }
}

/// Many plain entries, a few others among them, and some whose ids are there already.
fn large_layer(offset: usize) -> String {
    let entry = |at: usize| {
        let (id, kind) = ((at + offset) * 7 % 9_000, ["place", "person"][at % 2]);
        match at {
            0 | 2000 => format!("[[{kind}]]\nid = \"e{id}\"\nname = \"Riga {at}\" # more\nrank = 2\naliases = [\"A\", \"Ä{at}\"]\n\n"),
            1 | 2001 => format!("[[hide]]\nid = \"e{id}\"\n\n"),
            2 | 2002 => format!("[[{kind}]]\nid = \"e{id}\"\nremove = [\"aliases:Ä{at}\"]\n\n"),
            ..2500 => format!("[[{kind}]]\nname = \"Ida Berg{id}\"\naliases = [\"Ä{at}\"]\n\n"),
            _ => format!("[[{kind}]]\nid = \"e{id}\"\nname = \"Ida Berg\"\n\n"),
        }
    };
    (0..8_000).map(entry).collect()
}

#[test]
fn layers_of_plain_entries_are_merged_as_if_each_was_read_at_once() {
    let defaults = "[defaults]\ncase = \"exact\"\ninfer = false\n\n";
    let few = "[[place]]\nid = \"e14\"\naliases = [\"Rīga\"]\n\n[[person]]\nid = \"e7\"\nname = \"X\"\n\n[[person]]\nid = \"e21\"\nshort = false\n";
    let layers = [large_layer(0), format!("{defaults}{}", large_layer(3)), few.to_owned()];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let files: Vec<_> = order.into_iter().map(|layer| Arc::new(File::new(&format!("{layer}.toml"), layers[layer].clone()))).collect();
        assert!(files.iter().any(|file| parse_in_parts(file, &Kinds::default()).0.unwrap().has_places()));
        let (in_parts, findings) = super::merged(&files);
        let (at_once, expected) = merge(&files, |_, _| {});
        assert!(in_parts.len() > 8_000 && !findings.is_empty());
        assert_eq!(findings, expected);
        assert!(in_parts.entities().eq(at_once.entities()));
    }
}
