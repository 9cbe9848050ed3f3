//! What `report`, `find` and `stats` answer, and what the program tells of itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its files has failed")]

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::{Value, json};
use tempfile::TempDir;

const DICTIONARY: &str = r#"
[[place]]
id = "riga"
name = "Riga"
note = "Hauptstadt <b>Lettlands</b>"

[[ministry]]
id = "foreign"
name = "Außenministerium"
of = "latvia"

[[place]]
id = "latvia"
name = "Lettland"
adjectives = ["lettisch"]

[[person]]
id = "franz"
name = "Franz Müller"

[[person]]
id = "hans"
name = "Hans Müller"

[[person]]
id = "berg"
name = "Anna Berg"
roles = [{ title = "Bürgermeisterin", of = "riga", since = "2023", until = "2024-06" }]
"#;
const FIRST: &str = "---\ntitle: 'Ein <script>alert(1)</script> Abend'\ndate: 2024-05-17\nlang: de\n---\nAnna Berg kam nach *Riga*. „Riga ist \
groß.“ Das lettische Außenministerium, so Berg, schwieg.\n\n- Franz Müller & Hans Müller\n- Müller ging. <https://example.org/?a=1&b=\"2\">\n";
const SECOND: &str = "Stand: 2024-07-01\n\nDie seit langem und mit sehr viel Aufwand geplante Inter-\nnationale Schau der Gärten an der \
Küste ist nun auch in\nRiga eröffnet worden, und auch die lange erwartete Anna\nBerg war an diesem Abend da.\n";

/// The sentence of the second article as it is read.
const WHOLE: &str = "Die seit langem und mit sehr viel Aufwand geplante Internationale Schau der Gärten an der Küste ist nun auch \
in Riga eröffnet worden, und auch die lange erwartete Anna Berg war an diesem Abend da.";

struct Desk(TempDir);

struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in [("names.toml", DICTIONARY), ("news/1.md", FIRST), ("news/2.txt", SECOND), ("none.txt", "Nichts.\n")] {
            let path = desk.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        desk
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = cargo_bin_cmd!("namedrop");
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// With the dictionary of the desk only.
    fn ask(&self, arguments: &[&str]) -> Ran {
        self.run(&[arguments, &["--only-dict", "--dict", "names.toml"]].concat())
    }
}

/// The value of an attribute in a tag, with what stands for characters put back.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
    let letters = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Some(letters.iter().fold(value.to_owned(), |value, (reference, letter)| value.replace(reference, letter)))
}

/// The mentions of a page, read from its attributes, in the order of `scan`.
fn spans(page: &str) -> Vec<Value> {
    let mut doc = String::new();
    let mut found = Vec::new();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        if tag.starts_with("article") {
            doc = attribute(tag, "data-doc").unwrap();
        }
        let Some(start) = attribute(tag, "data-start") else { continue };
        let number = |text: String| text.parse::<u64>().unwrap();
        let words = |name| attribute(tag, name).map_or_else(Vec::new, |all| all.split(' ').map(str::to_owned).collect());
        found.push(json!({
            "doc": doc, "start": number(start), "end": number(attribute(tag, "data-end").unwrap()),
            "entity": attribute(tag, "data-entity"), "kind": attribute(tag, "data-kind").filter(|kind| !kind.is_empty()),
            "form": attribute(tag, "data-form"), "flags": words("data-flags"), "nested": tag.contains(" data-nested"),
            "candidates": words("data-candidates"),
        }));
    }
    found
}

/// What `scan` tells, with the keys that the page has.
fn told(lines: &str) -> Vec<Value> {
    let keys = ["doc", "start", "end", "entity", "kind", "form", "flags", "nested", "candidates"];
    let kept = |line: &str| {
        let record: Value = serde_json::from_str(line).unwrap();
        keys.iter().map(|key| ((*key).to_owned(), record[*key].clone())).collect::<serde_json::Map<_, _>>().into()
    };
    lines.lines().map(kept).collect()
}

#[test]
fn the_spans_of_the_page_are_those_of_scan_in_every_unit() {
    let desk = Desk::new();
    for unit in ["byte", "char", "utf16"] {
        let page = desk.ask(&["report", "news", "--offsets", unit]);
        let told = told(&desk.ask(&["scan", "news", "--offsets", unit]).out);
        assert_eq!((page.status, page.err.as_str()), (0, ""));
        assert!(told.len() > 10 && told.iter().any(|m| m["nested"] == true) && told.iter().any(|m| m["entity"].is_null()));
        assert_eq!(spans(&page.out), told);
        assert!(page.out.contains(&format!("data-offsets=\"{unit}\"")));
    }
}

#[test]
fn the_spans_of_the_page_are_those_of_scan_for_the_samples() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let desk = Desk::new();
    let (page, scan) = (desk.run(&["report", samples]), desk.run(&["scan", samples]));
    assert_eq!(spans(&page.out), told(&scan.out));
}

#[test]
fn nothing_of_an_article_or_a_dictionary_becomes_markup() {
    let page = Desk::new().ask(&["report", "news/1.md"]).out;
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("Ein &lt;script&gt;alert(1)&lt;/script&gt; Abend"));
    assert!(page.contains("Hauptstadt &lt;b&gt;Lettlands&lt;/b&gt;"));
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"));
    for wanting in ["<img", "<link", "src=", "@import", "url(", "javascript:"] {
        assert!(!page.contains(wanting), "{wanting}");
    }
}

#[test]
fn an_office_is_that_of_the_articles_date_and_the_open_names_are_told() {
    let page = Desk::new().ask(&["report", "news"]).out;
    assert!(page.contains("in office 17 May 2024") && page.contains("formerly: ") && page.contains("2023 – June 2024"), "{page}");
    assert!(page.contains("<sup>?</sup>") && page.contains("Franz Müller? Hans Müller?"));
}

#[test]
fn several_articles_have_an_index_and_dossiers() {
    let page = Desk::new().ask(&["report", "news", "--title", "Zwei & mehr"]).out;
    assert!(page.contains("<title>Zwei &amp; mehr</title>") && page.contains("2 articles · "));
    let sentence = WHOLE.replace("Riga", "<b>Riga</b>");
    assert!(page.contains(&format!(">{sentence}</q>")), "the sentence is on one line and words are whole");
}

#[test]
fn a_report_is_written_to_a_file_as_a_whole_or_not_at_all() {
    let desk = Desk::new();
    let ran = desk.ask(&["report", "news", "-o", "page.html"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    let page = fs::read_to_string(desk.0.path().join("page.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert_eq!(desk.ask(&["report", "none.txt", "-o", "page.html"]).status, 1);
    let ran = desk.ask(&["report", "news", "gone.txt", "-o", "page.html"]);
    assert!(ran.status == 2 && ran.err.contains("gone.txt"));
    let ran = desk.ask(&["report", "news", "-o", "no/folder.html"]);
    assert!(ran.status == 2 && ran.err.contains("no/folder.html: not written"), "{}", ran.err);
    let names: Vec<_> = fs::read_dir(desk.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn an_entity_is_found_under_all_its_names_by_any_of_them() {
    let desk = Desk::new();
    for name in ["berg", "Anna Berg", "anna BERG", "Berg"] {
        let ran = desk.ask(&["find", name, "news"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{name}");
        let lines: Vec<_> = ran.out.lines().collect();
        assert_eq!(lines[0], "news/1.md:6:1: §1 Anna Berg kam nach Riga.");
        assert!(lines[1].ends_with("§1 Das lettische Außenministerium, so Berg, schwieg."), "{lines:?}");
        assert_eq!(lines[2], format!("news/2.txt:5:52: §1 {WHOLE}"));
    }
    let painted = desk.ask(&["find", "berg", "news/2.txt", "--color=always"]).out;
    assert!(painted.contains("erwartete \u{1b}[") && painted.contains("mAnna Berg\u{1b}[0m war an"), "{painted:?}");
}

#[test]
fn a_name_of_several_finds_all_of_them_and_says_so() {
    let desk = Desk::new();
    let ran = desk.ask(&["find", "Müller", "news"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("may be Franz Müller (franz), Hans Müller (hans)"), "{}", ran.err);
    assert!(ran.out.contains("Franz Müller: §2 ") && ran.out.contains("?: §3 Müller ging."), "{}", ran.out);
    assert!(desk.ask(&["find", "hans", "news"]).err.is_empty());
}

#[test]
fn what_is_found_can_be_read_by_programs() {
    let ran = Desk::new().ask(&["find", "riga", "news", "--format", "jsonl"]);
    let records: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 3);
    assert_eq!(records[1]["sentence"], "„Riga ist groß.“");
    assert_eq!((&records[2]["date"], &records[2]["paragraph"], &records[2]["line"]), (&json!("2024-07-01"), &json!(1), &json!(5)));
}

#[test]
fn nobody_of_that_name_is_an_error_and_nowhere_is_none() {
    let desk = Desk::new();
    let ran = desk.ask(&["find", "Rigga", "news"]);
    assert_eq!((ran.status, ran.err.contains("did you mean Riga?")), (2, true), "{}", ran.err);
    assert_eq!(desk.ask(&["find", "riga", "none.txt"]).status, 1);
    let ran = desk.ask(&["find", "riga", "news", "--kind", "person"]);
    assert_eq!((ran.status, ran.err.contains("of this kind")), (2, true), "{}", ran.err);
    let ran = desk.ask(&["find", "riga", "news", "--kind", "persons"]);
    assert_eq!((ran.status, ran.err.contains("did you mean person?")), (2, true), "{}", ran.err);
}

#[test]
fn articles_are_chosen_by_their_date() {
    let desk = Desk::new();
    let docs = |arguments: &[&str]| {
        let ran = desk.ask(&[&["find", "riga", "news", "--format=jsonl"], arguments].concat());
        ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["doc"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(docs(&["--since", "2024-06"]), ["news/2.txt"]);
    assert_eq!(docs(&["--until", "2024-05"]), ["news/1.md", "news/1.md"]);
    assert_eq!(docs(&["--since", "2025"]), [""; 0]);
    let ran = desk.ask(&["stats", "none.txt", "--since", "2024"]);
    assert!(ran.status == 1 && ran.err.contains("no date"), "{}", ran.err);
}

#[test]
fn figures_are_a_table_bars_csv_or_json() {
    let desk = Desk::new();
    let table = desk.ask(&["stats", "news", "--top", "1"]).out;
    assert!(table.starts_with("2 articles · 6 names · "), "{table}");
    assert!(
        table.contains("(1 not settled)") && table.lines().last().unwrap().starts_with("Anna Berg  person         3         2  Riga 2"),
        "{table}"
    );
    assert!(desk.ask(&["stats", "news", "--format=bars"]).out.contains("████"));
    let csv = desk.ask(&["stats", "news", "--format=csv", "--kind", "place"]).out;
    assert!(
        csv.starts_with("entity,name,kind,mentions,articles,first,last,with\nriga,Riga,place,3,2,2024-05-17,2024-07-01,latvia:1\n"),
        "{csv}"
    );
    let json = desk.ask(&["stats", "news", "--format=jsonl", "--kind=person,ministry"]).out;
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&first["entity"], &first["mentions"], &first["articles"]), (&json!("berg"), &json!(3), &json!(2)));
    assert_eq!(desk.ask(&["stats", "none.txt"]).status, 1);
    assert_eq!(desk.ask(&["stats", "none.txt", "gone.txt"]).status, 2);
}

#[test]
fn the_program_tells_of_itself() {
    let desk = Desk::new();
    let version = desk.run(&["--version"]).out;
    assert!(version.starts_with(concat!("namedrop ", env!("CARGO_PKG_VERSION"))), "{version}");
    for shell in ["nushell", "nu", "pwsh"] {
        assert!(desk.run(&["completions", shell]).out.contains("namedrop"), "{shell}");
    }
    for command in ["scan", "find", "stats", "report", "explain", "check", "forms"] {
        assert!(desk.run(&["man", command]).out.contains(&format!(".TH namedrop-{command}")), "{command}");
        assert!(desk.run(&[command, "--help"]).out.contains("Exit status"), "{command}");
    }
    assert_eq!(desk.run(&["man", "nothing"]).status, 2);
    let help = desk.run(&["--help"]).out;
    assert!(help.contains("Examples:") && help.contains("namedrop report folder --out report.html"));
}
