//! What edits write, as a reader of the file sees it; and that they write nothing else.

use proptest::prelude::*;

use super::*;

fn subject(id: &str, kind: &str, name: &str) -> Subject {
    Subject { id: id.into(), kind: kind.into(), name: name.into(), built_in: false }
}

fn add(name: &str) -> Edit {
    Edit::Add { kind: "person".into(), id: slug(name), name: name.into(), note: String::new(), aliases: Vec::new() }
}

fn alias(of: &str, kind: &str, alias: &str) -> Edit {
    Edit::Amend { of: subject(of, kind, "Given Name"), changes: Changes { aliases: vec![alias.into()], ..Changes::default() } }
}

fn done(text: &str, wanted: &Edit) -> String {
    let change = edit(text, wanted, &Kinds::default(), true).unwrap();
    let done = change.done(text).unwrap();
    assert_eq!(change.undone(&done).as_deref(), Some(text), "undo gives the file back");
    done
}

fn refusal(text: &str, wanted: &Edit) -> String {
    match edit(text, wanted, &Kinds::default(), true).unwrap_err() {
        Refusal::Edit(reason) | Refusal::File(reason) => reason,
    }
}

const RIGA: &str = "[[place]]\nname = \"Riga\"\n";

#[test]
fn a_new_entry_stands_at_the_end_after_a_blank_line() {
    let new = "[[person]]\nname = \"Ada Lund\"\n";
    assert_eq!(done("", &add("Ada Lund")), new);
    assert_eq!(done(RIGA, &add("Ada Lund")), format!("{RIGA}\n{new}"));
    assert_eq!(done(&format!("{RIGA}\n"), &add("Ada Lund")), format!("{RIGA}\n{new}"));
    let full = Edit::Add {
        kind: "organisation".into(),
        id: "row".into(),
        name: "Reederei „O'Wal\" 1".into(),
        note: "ships".into(),
        aliases: vec!["ROW".into(), "Row Line".into()],
    };
    let written = done("# mine\n", &full);
    assert!(written.starts_with("# mine\n\n[[organisation]]\nid = \"row\"\nname = "), "{written}");
    assert!(written.ends_with("aliases = [\"ROW\", \"Row Line\"]\nnote = \"ships\"\n"), "{written}");
}

#[test]
fn line_ends_a_byte_order_mark_and_a_missing_last_line_end_stay_what_they_are() {
    let crlf = "\u{FEFF}# mine\r\n[[place]]\r\nname = \"Riga\"";
    assert_eq!(done(crlf, &add("Ada Lund")), format!("{crlf}\r\n\r\n[[person]]\r\nname = \"Ada Lund\""));
    assert_eq!(done(crlf, &alias("riga", "place", "Rīga")), format!("{crlf}\r\naliases = [\"Rīga\"]"));
}

#[test]
fn an_alias_goes_into_the_list_as_the_list_is_written() {
    let with = |list: &str| done(&format!("{RIGA}aliases = {list}\nnote = \"x\"\n"), &alias("riga", "place", "Rīga"));
    let cases = [
        ("[]", "[\"Rīga\"]"),
        ("[ \"A\" ] # c", "[ \"A\", \"Rīga\" ] # c"),
        ("['A', ]", "['A', \"Rīga\", ]"),
        (
            "[\n  \"A\", # first\n  { text = \"B\", until = 1990 }, # second\n]",
            "[\n  \"A\", # first\n  { text = \"B\", until = 1990 }, # second\n  \"Rīga\",\n]",
        ),
        ("[\n\t\"A\",\n\t\"B\"\n]", "[\n\t\"Rīga\",\n\t\"A\",\n\t\"B\"\n]"),
        ("[\"A\", # 1, 2\n]", "[\"A\", # 1, 2\n  \"Rīga\",\n]"),
    ];
    for (before, after) in cases {
        assert_eq!(with(before), format!("{RIGA}aliases = {after}\nnote = \"x\"\n"));
    }
}

#[test]
fn a_new_key_follows_the_last_one_of_the_entry_itself() {
    let text =
        "[[person]]\n  name = \"A B\" # c\n  names.en = \"A Bee\"\n  [[person.roles]]\n  title = \"King\"\n\n[[place]]\nname = \"Riga\"\n";
    let wanted = text.replace("\"A Bee\"\n", "\"A Bee\"\n  aliases = [\"Abby\"]\n");
    assert_eq!(done(text, &alias("a-b", "person", "Abby")), wanted);
}

#[test]
fn lists_of_tables_are_extended_as_they_are_written() {
    let text = "person = [\n  { name = \"A B\" },\n  { name = \"C D\", aliases = [\"CD\"] },\n]\n";
    let added = done(text, &add("Ada Lund"));
    assert_eq!(added, text.replace(" },\n]", " },\n  { name = \"Ada Lund\" },\n]"));
    assert_eq!(done(text, &alias("a-b", "person", "AB")), text.replace("\"A B\" }", "\"A B\", aliases = [\"AB\"] }"));
    assert_eq!(done(text, &alias("c-d", "person", "See")), text.replace("[\"CD\"]", "[\"CD\", \"See\"]"));
    assert_eq!(done("person = []\n", &add("Ada Lund")), "person = [{ name = \"Ada Lund\" }]\n");
    assert_eq!(done("hide = [{ form = 'x' }]", &Edit::HideForm("y".into())), "hide = [{ form = 'x' }, { form = \"y\" }]");
}

#[test]
fn an_entry_of_another_layer_is_amended_by_its_id() {
    assert_eq!(done("", &alias("russia", "place", "RF")), "[[place]]\nid = \"russia\"\naliases = [\"RF\"]\n");
    let change = edit("", &alias("russia", "place", "RF"), &Kinds::default(), false).unwrap();
    assert_eq!(change.done("").unwrap(), "[[place]]\nid = \"russia\"\nname = \"Given Name\"\naliases = [\"RF\"]\n");
    let changes = Changes {
        name: Some("Russia".into()),
        note: Some(String::new()),
        without: vec!["IS".into()],
        not: vec!["Weißrussland AG".into()],
        ..Changes::default()
    };
    let wanted = "[[place]]\nid = \"russia\"\nname = \"Russia\"\nnote = \"\"\nnot = [\"Weißrussland AG\"]\nremove = [\"aliases:IS\"]\n";
    assert_eq!(done("", &Edit::Amend { of: subject("russia", "place", "Russland"), changes }), wanted);
}

#[test]
fn fields_of_an_own_entry_are_replaced_where_they_stand() {
    let text = "# top\n[[place]]\nname = { text = \"Riga\", case = \"any\" } # the town\nid = \"riga\"\naliases = [\"A\", \"B\", \"C\"]\nnote = 'old'\n# end\n";
    let changes = Changes {
        kind: Some("organisation".into()),
        name: Some("Rīga".into()),
        note: Some("new".into()),
        aliases: vec!["D".into()],
        without: vec!["A".into(), "C".into(), "X".into()],
        ..Changes::default()
    };
    let wanted = "# top\n[[organisation]]\nname = { text = \"Rīga\", case = \"any\" } # the town\nid = \"riga\"\naliases = [\"B\", \"D\"]\nnote = \"new\"\nremove = [\"aliases:X\"]\n# end\n";
    assert_eq!(done(text, &Edit::Amend { of: subject("riga", "place", "Riga"), changes }), wanted);
    let changes = Changes { aliases: vec!["D".into()], without: vec!["A".into(), "B".into(), "C".into()], ..Changes::default() };
    let edit = Edit::Amend { of: subject("riga", "place", "Riga"), changes };
    assert!(done(text, &edit).contains("aliases = [\"D\"]"));
    let changes = Changes { without: vec!["A".into(), "B".into(), "C".into()], ..Changes::default() };
    assert!(done(text, &Edit::Amend { of: subject("riga", "place", "Riga"), changes }).contains("aliases = []"));
}

#[test]
fn a_comma_after_the_last_alias_goes_with_all_of_them() {
    let without = |aliases: &[&str]| Edit::Amend {
        of: subject("riga", "place", "Riga"),
        changes: Changes {
            without: vec!["A".into(), "B".into()],
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            ..Changes::default()
        },
    };
    let file = |list: &str| format!("{RIGA}aliases = {list}\n");
    let lines = "[\n  \"A\", # one, two ]\n  \"B\", # three\n]";
    for (list, left, new) in [
        ("[\"A\", \"B\",]", "[]", "[\"C\"]"),
        ("[\"A\", \"B\" , ]", "[  ]", "[\"C\"  ]"),
        (lines, "[\n   # three\n]", "[\n  \"C\" # three\n]"),
    ] {
        assert_eq!(done(&file(list), &without(&[])), file(left));
        assert_eq!(done(&file(list), &without(&["C"])), file(new));
    }
}

#[test]
fn hidden_and_preferred_forms_are_tables_of_their_own() {
    let prefer = Edit::Prefer { form: "Müller".into(), of: subject("gerd-mueller", "person", "Gerd Müller") };
    assert_eq!(done(RIGA, &prefer), format!("{RIGA}\n[[prefer]]\nform = \"Müller\"\nid = \"gerd-mueller\"\n"));
    assert_eq!(done(RIGA, &Edit::HideForm("Union".into())), format!("{RIGA}\n[[hide]]\nform = \"Union\"\n"));
    assert_eq!(done(RIGA, &Edit::HideEntry(subject("riga", "place", "Riga"))), format!("{RIGA}\n[[hide]]\nid = \"riga\"\n"));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    assert_eq!(
        refusal("[[person]]\nname = \"Ada Lund\"\n", &add("Ada Lund")),
        "the file has an entry with the id ada-lund already, in line 1"
    );
    assert!(refusal("[[person]]\nname = \n", &add("Ada Lund")).starts_with("line 2:8: no valid TOML"));
    assert!(refusal("[[perso]]\nname = \"x\"\n", &add("Ada Lund")).contains("did you mean `person`?"));
    assert_eq!(refusal("", &add(" ")), "a name is blank");
    assert_eq!(refusal("", &add("a\u{1b}[2J")), "“a\u{1b}[2J” holds a control character");
    assert_eq!(refusal(RIGA, &alias("riga", "person", "x")), "riga is a place in line 1, not a person");
    assert_eq!(refusal(&format!("{RIGA}aliases = ['x']\n"), &alias("riga", "place", "x")), "nothing would change");
    let changes = Changes { kind: Some("person".into()), ..Changes::default() };
    let of = |id| subject(id, "place", "Riga");
    let parts = format!("{RIGA}[place.names]\nen = \"x\"\n");
    assert!(refusal(&parts, &Edit::Amend { of: of("riga"), changes: changes.clone() }).contains("several parts"));
    assert!(refusal("", &Edit::Amend { of: of("riga"), changes }).contains("in another file"));
}

#[test]
fn an_undo_that_finds_its_entry_changed_leaves_the_file_alone() {
    let change = edit(RIGA, &add("Ada Lund"), &Kinds::default(), true).unwrap();
    let text = change.done(RIGA).unwrap();
    let grown = format!("# new first line\n{text}\n[[place]]\nname = \"Rom\"\n");
    assert_eq!(undo(&grown, &change, &Kinds::default()).unwrap(), format!("# new first line\n{RIGA}\n[[place]]\nname = \"Rom\"\n"));
    let corrected = text.replace("Ada Lund", "Ada Lundt");
    assert!(matches!(undo(&corrected, &change, &Kinds::default()), Err(Refusal::File(reason)) if reason.contains("changed since")));
}

/// A dictionary as somebody might write it: entries in several manners, comments, blank lines.
fn dictionaries() -> impl Strategy<Value = String> {
    let comment = prop_oneof![Just(""), Just(" # [[x]]"), Just("  # \"")];
    let list = prop_oneof![
        Just("[]".to_owned()),
        Just("[\"A\"]".to_owned()),
        Just("[ 'A', \"B ] #\", ]".to_owned()),
        Just("[\n  \"A\", # one, two ]\n  \"B\",\n]".to_owned()),
        Just("[\n\"A\",\n  { text = \"B\" }\n]".to_owned()),
        Just("[ # c\n]".to_owned()),
    ];
    let entry = (prop_oneof![Just("person"), Just("place")], comment, proptest::option::of(list), 0..4usize, any::<bool>());
    let entries = proptest::collection::vec(entry, 0..5);
    (entries, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(entries, crlf, bom, end, inline)| {
        let mut text = String::from("# head [[person]]\n");
        if inline {
            text.push_str("organisation = [ { name = \"O 1\" }, { name = \"O 2\", aliases = [\"x\"] } ]\n");
        }
        for (at, (kind, comment, list, more, blank)) in entries.into_iter().enumerate() {
            text.extend([format!("[[{kind}]]{comment}\nname = \"N {at}\"{comment}\n")]);
            if let Some(list) = list {
                text.extend([format!("aliases = {list}\n")]);
            }
            let more =
                ["", "note = \"\"\"\n[[person]]\nname = 'no'\n\"\"\"\n", "names.en = \"E\"\n", "[NAME.names]\nen = ['E', 'F']\n"][more];
            text.push_str(&more.replace("NAME", kind));
            text.push_str(if blank { "\n" } else { "" });
        }
        let text = if end { text } else { text.trim_end().to_owned() };
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if bom { format!("\u{FEFF}{text}") } else { text }
    })
}

fn edits() -> impl Strategy<Value = Edit> {
    let name = prop_oneof!["[A-Zа-я][a-z' \"\\\\#\\]]{0,8}[a-z]", Just("A".to_owned()), Just("B".to_owned())];
    let names = proptest::collection::vec(name.clone(), 0..3);
    let of = (0..7usize).prop_map(|at| match at {
        0..5 => subject(&format!("n-{at}"), "person", "N"),
        5 => subject("o-2", "organisation", "O 2"),
        _ => subject("elsewhere", "place", "Else Where"),
    });
    let changes = (proptest::option::of(name.clone()), proptest::option::of("[a-z \"]{0,5}"), names.clone(), names.clone(), names.clone());
    let changes = changes.prop_map(|(name, note, aliases, without, not)| Changes { name, note, aliases, without, not, kind: None });
    prop_oneof![
        (name.clone(), names, prop_oneof![Just("person"), Just("organisation")]).prop_map(|(name, aliases, kind)| Edit::Add {
            kind: kind.into(),
            id: slug(&name),
            name,
            note: String::new(),
            aliases
        }),
        (of.clone(), changes).prop_map(|(of, changes)| Edit::Amend { of, changes }),
        name.clone().prop_map(Edit::HideForm),
        (name, of).prop_map(|(form, of)| Edit::Prefer { form, of }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// [`edit`] itself compares what the file says; here it is bytes.
    #[test]
    fn every_byte_outside_of_the_change_stays_and_undo_gives_the_file_back(text in dictionaries(), wanted in edits(), lower: bool) {
        match edit(&text, &wanted, &Kinds::default(), lower) {
            Ok(change) => {
                let done = change.done(&text).unwrap();
                let end = change.start + change.old.len();
                prop_assert_eq!(&done[..change.start], &text[..change.start]);
                prop_assert_eq!(&done[change.start + change.new.len()..], &text[end..]);
                prop_assert_eq!(undo(&done, &change, &Kinds::default()).unwrap(), text);
                // What a line-wise diff takes away: only lines that hold a list or a field that changes.
                if matches!(wanted, Edit::Add { ref kind, .. } if kind == "person") {
                    prop_assert!(change.old.is_empty());
                }
            }
            Err(Refusal::Edit(reason)) => prop_assert!(["nothing would", "the file has", "“", "a name"].iter().any(|begin| reason.starts_with(begin)), "{reason}: {text}"),
            Err(Refusal::File(reason)) => prop_assert!(reason.contains("not a person"), "{reason}: {text}"),
        }
    }
}
