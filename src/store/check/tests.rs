use std::fs;

use super::*;

/// The findings on one file, below which there is nothing, as `line:col: severity: message`, and the exit status.
fn check(text: &str) -> (Vec<String>, u8) {
    let checked = report(text);
    let line = |finding: &Finding| {
        let (line, column) = finding.position();
        format!("{line}:{column}: {}: {}", finding.severity.as_str(), finding.message)
    };
    (checked.findings.iter().map(line).collect(), checked.status)
}

/// The check of one file, below which there is nothing, with the folder's name taken out of the report.
fn report(text: &str) -> Checked {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.toml");
    fs::write(&file, text).unwrap();
    let options = Options { builtin: false, only_dict: true, ..Options::default() };
    let mut checked = run_from(&options, &[file], false, &Surroundings::default());
    checked.report = checked.report.replace(&format!("{}/", dir.path().display()), "");
    checked
}

/// Each text has exactly the one finding.
fn each(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(check(text).0, [*expected], "{text}");
    }
}

#[test]
fn what_is_sound_has_no_finding() {
    let texts = [
        "",
        "# only a comment",
        "\u{FEFF}[[place]]\r\nname = \"Riga\"\r\n",
        "place = [ { id = \"riga\", name = \"Riga\", aliases = [] } ]",
        "[[place]]\nname = \"Riga\"\nnames = { en = \"Riga\", fr = [\"Riga\", \"La Riga\"], tr = \"Rigay\" }\nsince = 1201-08-18\nuntil = 2030\nrank = 1_000\ngeonames = 456172\n",
        "[kinds.ship]\nlabel = \"Ships\"\nletter = \"S\"\ncolor = \"#00ffAA\"\n[[ship]]\nname = \"Moskwa\"\n",
        "[defaults]\ncase = \"exact\"\naccents = \"exact\"\ninflect = \"none\"\nedge = \"strict\"\nshort = false\ninfer = false\n",
        "[[organisation]]\nname = \"Zeit\"\nneeds = [\"Zeitung\"]\nnot = [\"Zeitgeist\"]\n",
        "[[organisation]]\nname = \"Islamischer Staat\"\nacronyms = [\"IS\"]\nnot = [\"IS-LM\", \"islamischer Staat Iran\"]\n",
        "[[person]]\nname = \"A Bee\"\nroles = [{ title = \"Präsident\", titles = { en = [\"president\"] }, since = \"2022-05\", until = 2022 }]\n",
    ];
    for text in texts {
        assert_eq!(check(text), (vec![], 0), "{text}");
    }
}

#[test]
fn what_is_nested_without_end_is_an_error_and_takes_no_time() {
    let deep = |open: &str, close: &str| format!("a = {}1{}", open.repeat(100_000), close.repeat(100_000));
    let dotted = "a.".repeat(100_000) + "a";
    for text in [deep("[", "]"), deep("[", ""), deep("{b = ", "}"), format!("{dotted} = 1"), format!("[{dotted}]"), format!("[[{dotted}]]")]
    {
        let begin = std::time::Instant::now();
        let (findings, status) = check(&text);
        let begins: String = text.chars().take(12).collect();
        assert!(status == 1 && findings.len() == 1 && findings[0].contains("error: no valid TOML: "), "{begins}: {findings:?}");
        assert!(findings[0].len() < 300 && begin.elapsed().as_secs() < 10, "{begins}: {:?}", begin.elapsed());
    }
}

#[test]
fn what_no_toml_is_refuses_the_file() {
    each(&[
        ("[[place]\nname = \"Riga\"", "1:9: error: no valid TOML: unclosed array table, expected `]`"),
        ("[[place]]\nid = \"a\"\nid = \"b\"\nname = \"Riga\"", "3:1: error: no valid TOML: duplicate key"),
        ("[[place]]\nname = \"Riga", "2:13: error: no valid TOML: invalid basic string, expected `\"`"),
        ("[[place]]\nname = \"Riga\"\nuntil = 0000-13-45", "3:9: error: no valid TOML: invalid date, expected month between 01 and 12"),
    ]);
}

#[test]
fn what_precedes_a_syntax_error_is_told_as_well() {
    let found = check("[[place]]\nname = 1\nalais = []\n\n[[person]\nname = \"A\n[[nothing]]\n").0;
    assert_eq!(
        found[..2],
        ["2:8: error: `name` must be a string, not a number", "3:1: error: unknown key `alais`; did you mean `aliases`?"]
    );
    assert!(found[2].starts_with("5:10: error: no valid TOML"), "{found:?}");
}

#[test]
fn wrong_types_refuse_the_file() {
    let entry = |line: &str| format!("[[place]]\nid = \"a\"\nname = \"Riga\"\n{line}");
    let cases = [
        ("aliases = \"R\"", "4:11: error: `aliases` must be a list, not a string"),
        ("aliases = [\"R\", 1]", "4:17: error: each of `aliases` must be a string, not a number"),
        ("names = \"R\"", "4:9: error: `names` must be a table, not a string"),
        ("note = {}", "4:8: error: `note` must be a string, not a table"),
        ("rank = 1.5", "4:8: error: `rank` must be a whole number, not a number"),
        ("rank = 99999999999999999999", "4:8: error: `rank` is a number out of range"),
        ("infer = \"no\"", "4:9: error: `infer` must be true or false, not a string"),
        ("short = \"R\"", "4:9: error: `short` must be a list, not a string"),
        ("since = nan", "4:9: error: `since` must be a date (2024, \"2024-05\" or 2024-05-17), not a number"),
        ("since = 10:00:00", "4:9: error: `since` must be a date (2024, \"2024-05\" or 2024-05-17), not a date"),
        ("roles = [\"King\"]", "4:10: error: `roles` must be a table, not a string"),
        ("case = true", "4:8: error: `case` must be a string, not true or false"),
    ];
    for (line, expected) in cases {
        assert_eq!(check(&entry(line)), (vec![expected.to_owned()], 1), "{line}");
    }
}

#[test]
fn unknown_names_refuse_the_file_and_the_nearest_known_one_is_named() {
    each(&[
        ("[[place]]\nname = \"Riga\"\nalaises = []", "3:1: error: unknown key `alaises`; did you mean `aliases`?"),
        ("[[place]]\nname = \"Riga\"\naliases = [{ txt = \"a\", text = \"b\" }]", "3:14: error: unknown key `txt`; did you mean `text`?"),
        (
            "[[person]]\nname = \"A B\"\nroles = [{ title = \"x\", form = 1 }]",
            "3:25: error: unknown key `form`; known here are title, titles, of, since, until",
        ),
        ("[kinds.ship]\ncolour = \"red\"", "2:1: error: unknown key `colour`; did you mean `color`?"),
        ("[defaults]\ncas = \"any\"", "2:1: error: unknown key `cas`; did you mean `case`?"),
        ("[[hide]]\nname = \"any\"", "2:1: error: unknown key `name`; known here are id, form"),
        ("[[persons]]\nname = \"A\"", "1:3: error: undeclared kind `persons`; did you mean `person`?"),
        ("[[ship]]\nname = \"A\"", "1:3: error: undeclared kind `ship`; declare it with [kinds.ship]"),
        ("title = \"A\"", "1:1: error: unknown key `title`; entries begin with [[person]], [[place]] and the like"),
        ("[place]\nname = \"Riga\"", "1:1: error: an entry begins with [[place]], not [place]"),
    ]);
}

#[test]
fn bad_forms_are_skipped_and_the_rest_stands() {
    let long = format!("[[place]]\nname = \"Riga\"\naliases = [\"{}\"]", "x".repeat(201));
    each(&[
        ("[[place]]\nname = \"Riga\"\naliases = [\"\"]", "3:12: error: this form of `aliases` is blank"),
        ("[[place]]\nname = \"Riga\"\naliases = [\"Lyra\", \" \"]", "3:20: error: this form of `aliases` is blank"),
        ("[[place]]\nname = \"Riga\"\nacronyms = [\"a\\nb\"]", "3:13: error: this form of `acronyms` holds a control character"),
        ("[[place]]\nname = \"Riga\"\nnames = { en = \"\\u202Eb\" }", "3:16: error: this form of `names` holds a control character"),
        ("[[place]]\nname = \"Riga\"\nnot = [{ lang = \"de\" }]", "3:8: error: this form of `not` has no `text`"),
        (&long, "3:12: error: this form of `aliases` has more than 200 characters"),
        ("[[place]]\nname = \"Riga\"\nnames = { english = \"bb\" }", "3:11: error: `english` is no language code such as \"de\""),
        ("[[place]]\nname = \"Riga\"\ncase = \"exakt\"", "3:8: error: `case` must be \"auto\" or \"exact\" or \"any\", not `exakt`"),
        ("[[place]]\nname = \"Riga\"\nsince = \"2024-13\"", "3:9: error: `since` is no date; write 2024, \"2024-05\" or 2024-05-17"),
        ("[kinds.ship]\nletter = \"SH\"", "2:10: error: `letter` must be one letter or digit, not `SH`"),
        ("[kinds.hide]\n", "1:8: error: `hide` has a meaning of its own and cannot name a kind"),
        ("[[hide]]\n", "1:1: error: [[hide]] needs `id` or `form`"),
        ("[[prefer]]\nform = \"x\"", "1:1: error: [[prefer]] needs `form` and `id`"),
        ("[[person]]\nname = \"A Bee\"\nroles = [{ since = 2020 }]", "3:10: error: a role without `title`"),
        ("[[place]]\nname = \"Riga\"\nremove = [\"alias:x\"]", "3:11: error: cannot remove `alias:x`; did you mean `aliases:…`?"),
        ("[[place]]\nname = \"Riga\"\nremove = [\"IS\"]", "3:11: error: cannot remove `IS`; write the list and the form: \"aliases:IS\""),
    ]);
}

#[test]
fn bad_entries_are_skipped_and_the_rest_stands() {
    each(&[
        ("[[place]]\nnote = \"x\"", "1:1: error: an entry without `name`"),
        ("[[place]]\nid = \"riga\"", "2:6: error: an entry without `name`, and no lower layer has an entry `riga`"),
        ("[[place]]\nid = \"\"\nname = \"Riga\"", "2:6: error: `id` is blank"),
        ("[[place]]\nid = \"a\\nb\"\nname = \"Riga\"", "2:6: error: `id` holds a control character"),
        ("[[place]]\nname = \"\"", "2:8: error: this form of `name` is blank"),
        (
            "[[place]]\nname = \"Riga\"\n\n[[place]]\nid = \"riga\"\nname = \"Rom\"",
            "5:6: error: the id `riga` is already that of line 1; the first entry stands",
        ),
    ]);
}

#[test]
fn links_must_lead_somewhere_and_not_in_a_circle() {
    each(&[
        ("[[place]]\nname = \"Riga\"\nof = \"latvia\"", "3:6: error: `of` leads nowhere: no entry has the id `latvia`"),
        (
            "[[place]]\nname = \"Lettland\"\ncapital = \"rga\"\n[[place]]\nname = \"Riga\"",
            "3:11: error: `capital` leads nowhere: no entry has the id `rga`; did you mean `riga`?",
        ),
        (
            "[[person]]\nname = \"A Bee\"\nroles = [{ title = \"King\", of = \"x\" }]",
            "3:33: error: `of` leads nowhere: no entry has the id `x`",
        ),
        ("[[place]]\nname = \"Riga\"\nof = \"riga\"", "3:6: error: `of` leads in a circle: `riga` is, in the end, part of itself"),
        ("[[place]]\nname = \"Riga\"\nsince = 2024\nuntil = \"2023-12\"", "3:9: error: `since` 2024 is after `until` 2023-12"),
        ("[[hide]]\nid = \"riga\"", "2:6: warning: no entry has the id `riga`: this hides nothing"),
        ("[[prefer]]\nform = \"Rom\"\nid = \"riga\"", "3:6: warning: no entry has the id `riga`: this prefers nothing"),
    ]);
    let circle = "[[place]]\nname = \"Aa\"\nof = \"bb\"\n[[place]]\nname = \"Bb\"\nof = \"aa\"\n[[place]]\nname = \"Cc\"\nof = \"aa\"\n";
    let lines: Vec<_> = check(circle).0.iter().map(|line| line.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(lines, ["3:6", "6:6"], "what only hangs on a circle is not part of it");
}

#[test]
fn forms_that_will_surprise_their_author_are_warned_of() {
    each(&[
        (
            "[[place]]\nname = \"Rom\"\n[[person]]\nid = \"x\"\nname = \"Rom\"",
            "5:8: warning: `Rom` also names `rom` (line 2): its mentions are ambiguous",
        ),
        ("[[organisation]]\nname = \"Union\"", "2:8: warning: `Union` is a common word: most of its mentions will be none; see `needs`"),
        (
            "[[person]]\nname = \"Anne Will\"\nshort = [\"Will\"]",
            "3:10: warning: `Will` is a common word: most of its mentions will be none; see `needs`",
        ),
        ("[[organisation]]\nname = \"Ypsilon\"\nacronyms = [\"Y\"]", "3:13: warning: `Y` has only one letter"),
        ("[[place]]\nname = \"Riga\"\naliases = [\"Rigas\"]", "3:12: warning: `Rigas` is found anyway: it is the genitive of `Riga`"),
        ("[[place]]\nname = \"Riga\"\naliases = [\"RIGA\"]", "3:12: warning: `RIGA` is found anyway: it is the capitals of `Riga`"),
        (
            "[[place]]\nname = \"München\"\naliases = [\"Muenchen\"]",
            "3:12: warning: `Muenchen` is found anyway: it is another spelling of `München`",
        ),
        ("[[place]]\nname = \"Rīga\"\naliases = [\"Riga\"]", "3:12: warning: `Riga` is found anyway: it is another spelling of `Rīga`"),
        ("[[place]]\nname = \"Riga\"\nadjectives = [\"rigaer\", \"rigaer\"]", "3:25: warning: `rigaer` stands in this list twice (line 3)"),
        ("[[place]]\nname = \"Riga\"\nnot = [\"Riesa\"]", "3:8: warning: `Riesa` excludes nothing: no form of this entry stands in it"),
        ("[[place]]\nname = \"Riga\"\nremove = [\"aliases:Rom\"]", "3:11: warning: removes nothing: no lower layer has this form"),
    ]);
}

#[test]
fn what_a_preference_or_a_country_settles_is_not_ambiguous() {
    let settled = "[[place]]\nname = \"Rom\"\n[[person]]\nid = \"x\"\nname = \"Rom\"\n[[prefer]]\nform = \"Rom\"\nid = \"rom\"\n";
    assert_eq!(check(settled), (vec![], 0));
    let composed = "[[place]]\nname = \"Aland\"\n[[place]]\nname = \"Bland\"\n[[ministry]]\nid = \"a\"\nname = \"Ministerium\"\nof = \"aland\"\n[[ministry]]\nid = \"b\"\nname = \"Ministerium\"\nof = \"bland\"\n";
    assert_eq!(check(composed), (vec![], 0));
}

#[test]
fn the_report_shows_the_line_and_points_at_the_place() {
    let checked = report("[[place]]\nname = \"Rīga\"\nalais = [\"Riga\"]\n\n[[ship]]\nname = \"\u{9b}31mX\"\n");
    insta::assert_snapshot!(checked.report, @r#"
    a.toml:3:1: error: unknown key `alais`; did you mean `aliases`?
      |
    3 | alais = ["Riga"]
      | ^^^^^
    a.toml:5:3: error: undeclared kind `ship`; declare it with [kinds.ship]
      |
    5 | [[ship]]
      |   ^^^^
    "#);
}

#[test]
fn nothing_that_a_terminal_obeys_is_in_the_report() {
    let hostile = "[[place]]\nname = \"Riga\"\naliases = [\"\u{9b}31mX\u{202e}\u{2066}\", \"\\u001b]0;x\\u0007\"]\ncase = \"\\u001b[2J\"\n[[\"\\u001b]0;y\\u0007\"]]\n";
    let report = report(hostile).report;
    assert!(report.lines().count() > 12, "{report}");
    assert_eq!(report.chars().find(|&c| c != '\n' && (c.is_control() || "\u{202e}\u{2066}".contains(c))), None, "{report}");
}

#[test]
fn a_long_line_is_shown_around_the_place() {
    let many = vec!["\"Rīga\""; 2000].join(", ");
    let checked = report(&format!("[[place]]\nname = \"Riga\"\naliases = [{many}, 1]\n"));
    let longest = checked.report.lines().map(|line| line.chars().count()).max();
    assert!(checked.report.starts_with("a.toml:3:16012: error: "), "{}", checked.report);
    assert!(longest <= Some(140), "{longest:?}");
}

#[test]
fn unreadable_files_are_status_2() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { builtin: false, only_dict: true, ..Options::default() };
    let missing = dir.path().join("no.toml");
    let checked = run_from(&options, std::slice::from_ref(&missing), false, &Surroundings::default());
    let expected = format!("{}: error: cannot read this dictionary: there is no such file\n", missing.display());
    assert_eq!((checked.status, checked.report), (2, expected));
    assert_eq!(run_from(&options, &[dir.path().to_owned()], false, &Surroundings::default()).status, 2);
}

#[test]
fn a_byte_that_is_no_utf_8_is_pointed_at() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.toml");
    fs::write(&file, b"[[place]]\nname = \"Riga\" # caf\xe9\n").unwrap();
    let options = Options { builtin: false, only_dict: true, ..Options::default() };
    let checked = run_from(&options, &[file], false, &Surroundings::default());
    assert_eq!((checked.findings[0].position(), checked.status), ((2, 20), 1));
}

#[test]
fn only_the_files_asked_for_are_reported_but_all_layers_are_known() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        fs::write(dir.path().join(name), text).unwrap();
        dir.path().join(name)
    };
    let lower = write("lower.toml", "[[place]]\nname = \"Union\"\n[[place]]\nname = \"Riga\"\n");
    let upper = write("upper.toml", "[[ministry]]\nname = \"Ministerium\"\nof = \"riga\"\n[[person]]\nid = \"union\"\nname = \"U Nion\"\n");
    let options = Options { builtin: false, only_dict: true, dicts: vec![lower.clone()], ..Options::default() };
    let checked = run_from(&options, &[upper], false, &Surroundings::default());
    let messages: Vec<_> = checked.findings.iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(messages, [format!("`union` is a place in {}:1, and cannot be a person here", lower.display())]);
    let all = run_from(&options, &[], false, &Surroundings::default());
    assert_eq!((all.findings.len(), all.status), (1, 0));
}

#[test]
fn the_built_in_dictionary_has_no_error() {
    let checked = run_from(&Options::default(), &[], false, &Surroundings::default());
    let errors: Vec<_> = checked.findings.iter().filter(|f| f.severity == Severity::Error).map(ToString::to_string).collect();
    assert_eq!(errors, [] as [String; 0]);
}
