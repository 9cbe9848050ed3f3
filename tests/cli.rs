//! The program as a process: what it writes, where, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its files has failed")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::{cargo_bin, cargo_bin_cmd};
use serde_json::Value;
use tempfile::TempDir;

const DICTIONARY: &str = r#"
[[place]]
id = "riga"
name = "Riga"

[[person]]
id = "anna-berg"
name = "Anna Berg"
short = false
"#;

/// A folder with a dictionary and articles; the program runs in it, and nothing of the user's is seen.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("names.toml"), DICTIONARY).unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self) -> Command {
        let mut command = cargo_bin_cmd!("namedrop");
        command.current_dir(self.path()).env_clear().env("HOME", self.path()).env("TERM", "xterm-256color");
        command
    }

    /// `namedrop` with these arguments.
    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command().args(arguments))
    }

    /// `namedrop scan` with the dictionary of the desk only.
    fn scan(&self, arguments: &[&str]) -> Ran {
        self.run(&[&["scan", "--only-dict", "--dict", "names.toml"], arguments].concat())
    }
}

/// What a run left behind.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Start and end of every mention.
    fn spans(&self) -> Vec<(u64, u64)> {
        self.records().iter().map(|record| (record["start"].as_u64().unwrap(), record["end"].as_u64().unwrap())).collect()
    }

    fn docs(&self) -> Vec<String> {
        self.records().iter().map(|record| record["doc"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn a_mention_is_one_json_object_with_all_keys_in_order() {
    let desk = Desk::new(&[("a.txt", b"Titel\n\nSie war in Riga.\n")]);
    let ran = desk.scan(&["a.txt"]);
    let expected = r#"{"doc":"a.txt","start":18,"end":22,"line":3,"text":"Riga","entity":"riga","name":"Riga","kind":"place","form":"name","flags":[],"nested":false,"candidates":[]}"#;
    assert_eq!((ran.status, ran.out.trim_end(), ran.err.as_str()), (0, expected, ""));
}

#[test]
fn the_text_format_is_a_line_that_editors_understand() {
    let desk = Desk::new(&[("a.txt", "Ä ö.\r\n\r\nÄö Riga.\r\n".as_bytes())]);
    let ran = desk.scan(&["--format", "text", "--offsets", "utf16", "a.txt"]);
    assert_eq!(ran.out, "a.txt:3:4: place Riga – Riga\n");
}

#[test]
fn offsets_count_bytes_of_the_file_code_points_or_utf_16() {
    let desk = Desk::new(&[("a.txt", b"\xEF\xBB\xBF\xF0\x9F\x91\x8D \xFF \xC3\xA4 Riga.")]);
    let spans = |unit| desk.scan(&["--offsets", unit, "a.txt"]).spans();
    assert_eq!([spans("byte"), spans("char"), spans("utf16")], [[(13, 17)], [(7, 11)], [(8, 12)]]);
    assert_eq!(desk.scan(&["a.txt"]).spans(), [(13, 17)]);
}

#[test]
fn a_markdown_span_addresses_the_source() {
    let text = "---\ntitle: Riga\n---\n# **Ri**ga\n\n- [Riga](u) &amp; Riga\n";
    let desk = Desk::new(&[("a.md", text.as_bytes())]);
    for (start, end) in desk.scan(&["a.md"]).spans().into_iter().map(|(s, e)| (usize::try_from(s).unwrap(), usize::try_from(e).unwrap())) {
        assert!(start > 20 && text[start..end].replace('*', "") == "Riga", "{start}..{end}");
    }
    assert!(desk.scan(&["a.md"]).spans().len() >= 2);
}

#[test]
fn a_date_at_the_head_is_no_prose_and_offsets_stay_those_of_the_file() {
    let desk = Desk::new(&[("a.txt", b" date 2024-04 Riga war es.")]);
    assert_eq!(desk.scan(&["a.txt"]).spans(), [(14, 18)]);
    assert_eq!(desk.run(&["a.txt"]).out, "Riga war es.\n");
}

#[test]
fn status_1_says_that_nothing_was_found() {
    let desk = Desk::new(&[("a.txt", b"Nobody."), ("empty.txt", b"")]);
    for name in ["a.txt", "empty.txt"] {
        let ran = desk.scan(&[name]);
        assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
    }
}

#[test]
fn one_bad_file_is_one_line_and_the_others_are_scanned_in_their_order() {
    let desk = Desk::new(&[("b.txt", b"Riga."), ("a.txt", b"Riga.")]);
    let ran = desk.scan(&["b.txt", "missing.txt", "a.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "namedrop: missing.txt: no such file\n"));
    assert_eq!(ran.docs(), ["b.txt", "a.txt"]);
}

#[test]
fn a_folder_is_read_to_its_depth_in_the_order_of_bytes() {
    let desk =
        Desk::new(&[("f/b.txt", b"Riga."), ("f/a/z.md", b"Riga."), ("f/.x.txt", b"Riga."), ("f/x.toml", b"Riga"), ("f/y.png", b"Riga")]);
    assert_eq!(desk.scan(&["f"]).docs(), ["f/a/z.md", "f/b.txt"]);
    assert_eq!(desk.scan(&["f/"]).docs(), ["f/a/z.md", "f/b.txt"]);
    fs::create_dir(desk.path().join("bare")).unwrap();
    let ran = desk.scan(&["bare"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("namedrop: bare: no articles"), "{}", ran.err);
}

#[test]
fn standard_input_is_called_dash() {
    let desk = Desk::new(&[]);
    for arguments in [&["scan", "--dict", "names.toml", "--only-dict"][..], &["scan", "--dict", "names.toml", "--only-dict", "-"]] {
        let ran = Ran::of(desk.command().args(arguments).write_stdin("In Riga."));
        assert_eq!((ran.status, ran.docs()), (0, vec!["-".to_owned()]));
    }
}

#[test]
fn nothing_at_all_is_answered_with_short_help() {
    let desk = Desk::new(&[]);
    let empty = Ran::of(desk.command().write_stdin(""));
    let null = Ran::of(&mut desk.command());
    for ran in [empty, null] {
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("Usage: namedrop") && ran.err.lines().count() < 12, "{}", ran.err);
    }
}

#[test]
fn a_command_wins_over_a_file_of_its_name() {
    let desk = Desk::new(&[("scan", b"Riga here.")]);
    assert_eq!(desk.run(&["./scan"]).out, "Riga here.\n");
    assert_eq!(desk.run(&["scan", "--only-dict"]).status, 1);
}

#[test]
fn without_a_terminal_the_text_is_printed_unwrapped_and_without_metadata() {
    let article = "---\ntitle: x\n---\nKurzer Titel\n\nDas russische Verteidigungsministerium erklärte nach dem\nTelefonat am Mittwoch, es habe nichts erklärt.\n\n\n\nUnd \u{1b}[31mrot\u{9b}.\n";
    let desk = Desk::new(&[("a.txt", article.as_bytes())]);
    let ran = desk.run(&["a.txt"]);
    let expected = "Kurzer Titel\n\nDas russische Verteidigungsministerium erklärte nach dem Telefonat am Mittwoch, es habe nichts erklärt.\n\nUnd ^[[31mrot<9B>.\n";
    assert_eq!((ran.status, ran.out.as_str()), (0, expected));
}

#[test]
fn printed_text_is_highlighted_when_colour_is_wanted() {
    let desk = Desk::new(&[("a.txt", b"In Riga.")]);
    let print = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = desk.command();
        Ran::of(command.args(["--only-dict", "--dict", "names.toml", "a.txt"]).args(arguments).envs(variables.iter().copied())).out
    };
    let painted = "In \u{1b}[38;5;193mRiga\u{1b}[0m.\n";
    assert_eq!(print(&["--color=always"], &[("NO_COLOR", "1")]), painted);
    assert_eq!(print(&[], &[("CLICOLOR_FORCE", "1")]), painted);
    assert_eq!(print(&["--color=always", "--theme=light"], &[("COLORTERM", "truecolor")]), "In \u{1b}[38;2;4;122;105mRiga\u{1b}[0m.\n");
    assert_eq!(print(&["--color=always", "--theme=mono"], &[]), "In \u{1b}[3mRiga\u{1b}[0m.\n");
    for plain in
        [print(&[], &[]), print(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), print(&["--color=never"], &[("CLICOLOR_FORCE", "1")])]
    {
        assert_eq!(plain, "In Riga.\n");
    }
}

#[test]
fn nothing_in_an_article_or_a_name_reaches_the_output_raw() {
    let name = "x\u{1b}]0;t\u{7}\u{9b}\u{202e}.txt";
    let desk = Desk::new(&[(name, "a \u{1b}[2J\u{9b}1m \u{202e} Riga".as_bytes())]);
    let raw = |text: &str| text.chars().any(|c| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c));
    for ran in [
        desk.scan(&[name]),
        desk.scan(&["--format=text", name]),
        desk.run(&[name]),
        desk.scan(&[&format!("{name}.gone")]),
        desk.run(&[&format!("--{name}")]),
    ] {
        assert!(!raw(&ran.out) && !raw(&ran.err), "{:?} {:?}", ran.out, ran.err);
    }
    assert_eq!(desk.scan(&[name]).docs(), [name]);
}

/// A PDF whose only page draws `content` and has a form `/F` that draws `form`.
#[cfg(feature = "pdf")]
fn pdf(content: &str, form: &str) -> Vec<u8> {
    let stream = |text: &str| format!("/Length {}>>stream\n{text}\nendstream", text.len());
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>/Font<</T 6 0 R>>>>>>".to_owned(),
        format!("<<{}", stream(content)),
        format!("<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{}", stream(form)),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let (mut file, mut table) = ("%PDF-1.4\n".to_owned(), "xref\n0 7\n0000000000 65535 f \n".to_owned());
    for (number, object) in objects.iter().enumerate() {
        table.extend([format!("{:010} 00000 n \n", file.len())]);
        file.extend([format!("{} 0 obj\n{object}\nendobj\n", number + 1)]);
    }
    let start = file.len();
    format!("{file}{table}trailer<</Size 7/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_scanned_and_one_that_ends_its_reader_is_only_an_error() {
    let good = pdf("BT /T 10 Tf 72 700 Td (Riga liegt am Meer.) Tj ET", "");
    let endless = pdf("/F Do", "/F Do");
    let desk = Desk::new(&[("good.pdf", &good), ("endless.pdf", &endless), ("half.pdf", &good[..good.len() / 2])]);
    let ran = desk.scan(&["good.pdf", "endless.pdf", "half.pdf"]);
    assert_eq!((ran.status, ran.spans()), (2, vec![(0, 4)]));
    let expected = "namedrop: endless.pdf: its PDF data are damaged or cut off\nnamedrop: half.pdf: its PDF data are damaged or cut off\n";
    assert_eq!(ran.err, expected);
}

#[test]
fn binary_files_are_refused_unless_wanted_as_text() {
    let desk = Desk::new(&[("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0 Riga")]);
    let ran = desk.scan(&["a.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "namedrop: a.txt: looks binary; --text reads it anyway\n"));
    assert_eq!(desk.scan(&["--text", "a.txt"]).spans(), [(12, 16)]);
}

#[test]
fn an_article_over_the_limit_is_refused_with_the_limit_named() {
    let desk = Desk::new(&[("a.txt", b"Riga.")]);
    let file = fs::File::create(desk.path().join("sparse.txt")).unwrap();
    file.set_len(8 << 30).unwrap();
    assert_eq!(desk.scan(&["sparse.txt"]).err, "namedrop: sparse.txt: larger than the limit of 1 GiB; --max-size raises it\n");
    let ran = Ran::of(desk.command().args(["scan", "--max-size=1K", "-"]).write_stdin("y\n".repeat(10_000)));
    assert_eq!((ran.status, ran.err.as_str()), (2, "namedrop: -: larger than the limit of 1 KiB; --max-size raises it\n"));
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_refused_with_the_reason() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new(&[]);
    symlink("loop.txt", desk.path().join("loop.txt")).unwrap();
    symlink("nowhere", desk.path().join("dangling.txt")).unwrap();
    symlink("/dev/zero", desk.path().join("zero.txt")).unwrap();
    assert!(Process::new("mkfifo").arg(desk.path().join("pipe")).status().unwrap().success());
    for (name, reason) in [
        ("loop.txt", "too many levels of symbolic links"),
        ("dangling.txt", "no such file"),
        ("zero.txt", "looks binary"),
        ("pipe", "is a named pipe"),
    ] {
        let ran = desk.scan(&[name]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.starts_with(&format!("namedrop: {name}: {reason}")) && ran.err.lines().count() == 1, "{}", ran.err);
    }
}

#[test]
fn old_encodings_are_read_with_a_warning() {
    let desk = Desk::new(&[("a.txt", b"Z\xFCrich und Riga."), ("b.txt", b"\xFF\xFER\0i\0g\0a\0.\0")]);
    let ran = desk.scan(&["a.txt", "b.txt"]);
    assert_eq!((ran.status, ran.spans()), (0, vec![(12, 16), (3, 7)]));
    assert!(
        ran.err.contains("a.txt: warning: decoded from windows-1252") && ran.err.contains("b.txt: warning: decoded from UTF-16LE"),
        "{}",
        ran.err
    );
    assert_eq!(desk.scan(&["--emit=text", "b.txt"]).out, "\u{FEFF}Riga.");
}

#[test]
fn a_refused_dictionary_ends_everything_before_any_output() {
    let desk = Desk::new(&[("a.txt", b"Riga."), ("bad.toml", b"[[person]]\nnmae = \"X\"\n")]);
    let ran = desk.scan(&["--dict", "bad.toml", "a.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("namedrop: bad.toml:2:1: "), "{}", ran.err);
    assert_eq!(desk.scan(&["--dict", "missing.toml", "a.txt"]).status, 2);
}

#[test]
fn a_closed_pipe_is_a_silent_success() {
    let desk = Desk::new(&[("a.txt", "Riga. ".repeat(50_000).as_bytes())]);
    for arguments in [&["scan", "--only-dict", "--dict", "names.toml", "a.txt"][..], &["a.txt"]] {
        let mut child = Process::new(cargo_bin!("namedrop"))
            .args(arguments)
            .current_dir(desk.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let desk = Desk::new(&[("a.txt", b"Riga.")]);
    for arguments in [&["scan", "--only-dict", "--dict", "names.toml", "a.txt"][..], &["a.txt"], &["--help"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Process::new(cargo_bin!("namedrop")).args(arguments).current_dir(desk.path()).stdout(full).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(err.starts_with("namedrop: write failed: "), "{err}");
    }
}

#[test]
fn the_configuration_is_checked_and_options_beat_it() {
    let desk = Desk::new(&[
        ("a.txt", b"In Riga."),
        ("c.toml", b"color = \"always\"\ntheme = \"mono\"\n"),
        ("bad.toml", b"\ncolour = 1\n"),
        (".config/namedrop/config.toml", b"color = \"always\"\ntheme = \"mono\"\n"),
    ]);
    let names = ["--only-dict", "--dict", "names.toml", "a.txt"];
    let with = |more: &[&str]| desk.run(&[&names[..], more].concat());
    assert_eq!(with(&["--config=c.toml"]).out, "In \u{1b}[3mRiga\u{1b}[0m.\n");
    assert_eq!(with(&[]).out, "In \u{1b}[3mRiga\u{1b}[0m.\n");
    assert_eq!(with(&["--color=never"]).out, "In Riga.\n");
    let ran = with(&["--config=bad.toml"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("namedrop: bad.toml:2:1: unknown field `colour`"), "{}", ran.err);
    let ran = Ran::of(desk.command().args(names).env("NAMEDROP_CONFIG", "missing.toml"));
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
}

#[test]
fn check_reports_findings_and_a_status() {
    let desk = Desk::new(&[("bad.toml", b"[[person]]\nnmae = \"X\"\n")]);
    assert_eq!(desk.run(&["check", "--only-dict", "names.toml"]).status, 0);
    let ran = desk.run(&["check", "--only-dict", "bad.toml"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("bad.toml:2:1: error: "), "{}", ran.out);
    assert_eq!(desk.run(&["check", "--only-dict", "missing.toml"]).status, 2);
}

#[test]
fn forms_lists_what_an_entry_finds_and_where_it_is_written() {
    let desk = Desk::new(&[]);
    let forms = |id: &str| desk.run(&["forms", "--only-dict", "--dict", "names.toml", "--lang=de", id]);
    let ran = forms("riga");
    assert_eq!((ran.status, ran.out.lines().next()), (0, Some("riga: place Riga (names.toml:2)")));
    assert!(ran.out.contains("Riga(s") && ran.out.contains("[de]"), "{}", ran.out);
    let ran = forms("rigga");
    assert_eq!((ran.status, ran.err.as_str()), (2, "namedrop: no entity has the id `rigga`; did you mean `riga`?\n"));
}

#[test]
fn help_version_completions_and_manual_go_to_standard_output() {
    let desk = Desk::new(&[]);
    assert_eq!(desk.run(&["-V"]).out, concat!("namedrop ", env!("CARGO_PKG_VERSION"), "\n"));
    assert!(desk.run(&["--version"]).out.lines().count() > 1);
    let help = desk.run(&["--help"]);
    assert!(help.status == 0 && help.out.contains("Exit status") && help.out.contains("--only-dict"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = desk.run(&["completions", shell]);
        assert!(ran.status == 0 && ran.out.contains("namedrop"), "{shell}");
    }
    assert!(desk.run(&["man"]).out.contains(".TH namedrop"));
}

#[test]
fn a_mistake_on_the_command_line_is_status_2() {
    let desk = Desk::new(&[("a.txt", b"Riga.")]);
    for arguments in [
        &["--wrong"][..],
        &["--lang=xx", "a.txt"],
        &["--date=2024-13", "a.txt"],
        &["scan", "--offsets=line", "a.txt"],
        &["--max-size=1T", "a.txt"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains("error"), "{}", ran.err);
    }
}

/// `namedrop explain` with the dictionary of the desk only.
fn explain(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run(&[&["explain", "--only-dict", "--dict", "names.toml"], arguments].concat())
}

#[test]
fn explain_tells_why_a_place_is_marked_down_to_the_line_of_the_entry() {
    let desk = Desk::new(&[("a.txt", "Ä sah\r\n\r\nÄö Rigas Hafen.\r\n".as_bytes())]);
    let ran = explain(&desk, &["a.txt:3:5"]);
    let expected = "a.txt:3:4: place Riga – Rigas\n  who       Riga (riga, place)\n  entry     names.toml:2\n  form      name, inflected, from “Riga”\n  rule      the name\n";
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, expected, ""));
}

#[test]
fn explain_quotes_the_sentence_that_supports_a_mention() {
    let desk = Desk::new(&[("a.txt", b"Lee came. Then\nTom Lee left. All wept."), ("p.toml", b"[[person]]\nname = \"Tom Lee\"\n")]);
    let ran = desk.run(&["explain", "--only-dict", "--dict", "p.toml", "--lang", "en", "a.txt:1:1"]);
    assert!(ran.out.contains("  support   a.txt:2:1: Then Tom Lee left.\n"), "{}", ran.out);
    assert!(ran.out.contains("form      short, from “Lee”"), "{}", ran.out);
}

#[test]
fn explain_takes_what_scan_writes() {
    let desk = Desk::new(&[("a:b.txt", b"In Riga.")]);
    let line = desk.scan(&["--format", "text", "a:b.txt"]).out;
    let place = line.split(' ').next().unwrap();
    assert_eq!((place, explain(&desk, &[place]).status), ("a:b.txt:1:4:", 0));
}

#[test]
fn explain_says_why_a_place_is_not_marked() {
    let desk = Desk::new(&[("a.txt", "Die Rigaer in riga. Bergg\u{1b}[1m kam, Xyzzy auch.".as_bytes())]);
    let told = |place: &str| {
        let ran = explain(&desk, &["--lang", "de", place]);
        assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{place}");
        ran.out
    };
    assert_eq!(
        told("a.txt:1:5"),
        "a.txt:1:5: no mention – Rigaer\n  Riga (riga, place): name “Riga” – “Rigaer” does not end as a form of it does\n"
    );
    assert!(told("a.txt:1:15").contains("“riga” differs in capital and small letters"));
    assert!(told("a.txt:1:21").contains("no entry has this text; nearest names: Anna Berg (anna-berg, person)"));
    assert!(told("a.txt:1:36").contains("none is like it"), "{}", told("a.txt:1:36"));
    assert_eq!(told("a.txt:1:4"), "a.txt:1:4: no mention: no word stands here\n");
}

#[test]
fn explain_knows_metadata_and_markup() {
    let desk = Desk::new(&[("a.md", b"---\ntitle: Riga\n---\n**Riga** war es.\n")]);
    assert_eq!(explain(&desk, &["a.md:2:8"]).out, "a.md:2:8: no mention: metadata, or nothing; only the article's text is scanned\n");
    assert_eq!(explain(&desk, &["a.md:4:1"]).status, 1);
    assert_eq!(explain(&desk, &["a.md:4:3"]).status, 0);
}

#[test]
fn explain_leaves_weak_mentions_out_where_they_are_left_out() {
    let desk = Desk::new(&[("a.txt", b"Ryanair and Zorbas came."), ("p.toml", b"[[person]]\nname = \"Alexis Zorbas\"\n")]);
    let ask = |more: &[&str]| desk.run(&[&["explain", "--only-dict", "--dict", "p.toml", "--lang", "en", "a.txt:1:13"], more].concat());
    assert_eq!(ask(&[]).status, 0);
    let ran = ask(&["--no-weak"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("--no-weak leaves it out"), "{}", ran.out);
}

#[test]
fn explain_lists_the_candidates_of_an_ambiguous_mention() {
    let two = b"[[place]]\nid = \"a\"\nname = \"Riga\"\n[[organisation]]\nid = \"b\"\nname = \"Riga\"\n";
    let desk = Desk::new(&[("a.txt", b"In Riga."), ("two.toml", two)]);
    let ran = desk.run(&["explain", "--only-dict", "--dict", "two.toml", "a.txt:1:4"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.out.starts_with("a.txt:1:4: ambiguous Riga? Riga? – Riga\n  perhaps   Riga (a, place)\n  entry     two.toml:1\n"),
        "{}",
        ran.out
    );
    fs::write(desk.path().join("p.toml"), "[[prefer]]\nform = \"Riga\"\nid = \"b\"\n").unwrap();
    let ran = desk.run(&["explain", "--only-dict", "--dict", "two.toml", "--dict", "p.toml", "a.txt:1:4"]);
    assert!(ran.out.contains("who       Riga (b, organisation)"), "{}", ran.out);
    assert!(ran.out.contains("not here:\n  Riga (a, place): name “Riga” – [[prefer]] gives the form to Riga"), "{}", ran.out);
}

#[test]
fn explain_refuses_what_is_no_place() {
    let desk = Desk::new(&[("a.txt", b"In Riga."), ("f/b.txt", b"Riga")]);
    for (place, message) in [
        ("a.txt", "namedrop: a.txt: no place such as article.txt:12:5\n"),
        ("a.txt:1:0", "namedrop: a.txt:1:0: no place such as article.txt:12:5\n"),
        ("a.txt:1:9", "namedrop: a.txt: no column 9 in line 1: line 1 has 8 columns\n"),
        ("a.txt:9:1", "namedrop: a.txt: no column 1 in line 9: there are only 1 lines\n"),
        ("b.txt:1:1", "namedrop: b.txt: no such file\n"),
        ("f:1:1", "namedrop: f: a folder; name an article\n"),
    ] {
        let ran = explain(&desk, &[place]);
        assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (2, "", message), "{place}");
    }
}

#[test]
fn the_built_in_dictionary_is_named_as_such() {
    let desk = Desk::new(&[("a.txt", b"Paris.")]);
    let ran = desk.run(&["explain", "--lang", "en", "a.txt:1:1"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.lines().any(|line| line.starts_with("  entry     entities.toml:") && line.ends_with(" (built in)")), "{}", ran.out);
}

#[test]
fn what_is_remembered_can_be_listed_and_forgotten() {
    let desk = Desk::new(&[("a.txt", b"x")]);
    let run = |arguments: &[&str]| {
        let output = desk.command().env("NAMEDROP_STATE_DIR", desk.path().join("state")).args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(run(&["history"]), (1, String::new()));
    assert_eq!(run(&["history", "--forget", "a.txt"]).0, 1);
    let path = desk.path().canonicalize().unwrap().join("a.txt").display().to_string();
    let visit = serde_json::json!({ "seen": "2026-11-03", "read": "2026-11-02", "hash": "0" });
    let history = serde_json::json!({ "version": 1, "articles": { path.clone(): visit, "/b.txt": { "seen": "2026-11-04", "hash": "1" } } });
    fs::write(desk.path().join("state/history.json"), history.to_string()).unwrap();
    assert_eq!(run(&["history"]), (0, format!("2026-11-04        /b.txt\n2026-11-03  read  {path}\n")));
    assert_eq!(run(&["history", "--forget", "a.txt"]).0, 0);
    assert_eq!(run(&["history"]), (0, "2026-11-04        /b.txt\n".to_owned()));
    assert_eq!(run(&["history", "--forget-all"]).0, 0);
    assert!(!desk.path().join("state/history.json").exists());
    assert_eq!(run(&["history", "--forget-all"]).0, 1);
}

#[test]
fn keys_that_cannot_be_are_all_told_with_their_places_before_anything_is_read() {
    let config = "measure = 70\n[keys]\nfold = \"C-i\"\nflod = \"H\"\nnext-name = \"j\"\n[keys.cast]\nsort = 7\n";
    let desk =
        Desk::new(&[("a.txt", b"Riga."), ("type.toml", config.as_bytes()), ("keys.toml", config.replace("sort = 7", "").as_bytes())]);
    let ran = desk.run(&["--config=type.toml", "a.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.starts_with("namedrop: type.toml:7:8: keys are a text such as"), "{}", ran.err);
    let ran = desk.run(&["--config=keys.toml", "a.txt"]);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!((ran.status, ran.out.as_str(), lines.len()), (2, "", 3), "{}", ran.err);
    assert_eq!(lines[0], "namedrop: keys.toml:3:8: C-i can never be pressed: to a terminal C-i is Tab");
    assert_eq!(lines[1], "namedrop: keys.toml:4:1: no action is called flod; did you mean fold?");
    assert!(lines[2].starts_with("namedrop: keys.toml:5:13: j would mean both next-name and line-down in the text"), "{}", lines[2]);
}

#[test]
fn every_format_is_written_for_several_articles_and_for_none() {
    let desk = Desk::new(&[("a.txt", b"Sie war in Riga.\n"), ("b.md", b"# Riga\n\n*Anna Berg* kam.\n"), ("empty.txt", b"")]);
    for format in ["jsonl", "json", "csv", "text", "ansi", "markdown", "html", "conll", "spacy", "webanno", "ftm"] {
        let ran = desk.scan(&["--format", format, "a.txt", "b.md", "empty.txt"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}");
        assert!(ran.out.contains("Riga") && ran.out.ends_with('\n'), "{format}: {}", ran.out);
        let none = desk.scan(&["--format", format, "empty.txt"]);
        assert_eq!((none.status, none.err.as_str()), (1, ""), "{format}");
        assert!(matches!(format, "json" | "webanno") <= serde_json::from_str::<Value>(&none.out).is_ok(), "{format}: {}", none.out);
    }
}

#[test]
fn brat_wants_a_folder_for_several_articles_and_writes_the_texts_beside() {
    let desk = Desk::new(&[("a/x.txt", b"In Riga.\n"), ("b/x.txt", b"Anna Berg.\n")]);
    assert_eq!(desk.scan(&["--format", "brat", "a/x.txt"]).out.lines().next().unwrap(), "T1\tPlace 3 7\tRiga");
    let refused = desk.scan(&["--format", "brat", "a", "b"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("--out"), "{}", refused.err);
    let ran = desk.scan(&["--format", "brat", "--out", "brat", "a", "b"]);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let read = |name: &str| fs::read_to_string(desk.path().join("brat").join(name)).unwrap();
    assert_eq!((read("x.txt"), read("x-2.txt")), ("In Riga.\n".to_owned(), "Anna Berg.\n".to_owned()));
    assert!(read("x-2.ann").starts_with("T1\tPerson 0 9\tAnna Berg\n") && read("annotation.conf").contains("Organisation"));
}

#[test]
fn a_format_that_counts_code_points_says_so_when_asked_for_bytes() {
    let desk = Desk::new(&[("a.txt", "Ä Riga.\n".as_bytes())]);
    let ran = desk.scan(&["--format", "spacy", "--offsets", "utf16", "a.txt"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("code points"), "{}", ran.err);
    assert_eq!(desk.scan(&["--format", "webanno", "--offsets", "char", "a.txt"]).status, 0);
}

/// Everything that an entry may say.
const FULL: &str = r#"
[kinds.ship]
letter = "S"

[[place]]
id = "russia"
name = "Russland"
names = { en = ["Russia", "Russian Federation"], fr = "Russie", ja = "ロシア" }
aliases = ["Russ|land", "Rus; Land", { text = "Sowjetunion", lang = "de", until = 1991 }]
adjectives = ["russisch", "Russian"]
demonyms = ["Russe", "Russin"]
capital = "moscow"
tags = ["a", "b"]
geonames = 2017370
url = "https://example.org/?a=1,2"

[[place]]
id = "moscow"
name = { text = "Moskau", accents = "exact" }

[[ministry]]
id = "mod"
name = "Verteidigungsministerium"
of = "russia"
heads = []
rank = -2
infer = false

[[person]]
id = "schoigu"
name = "Sergej \"der Graue\" Schoigu"
short = false
case = "exact"
roles = [
  { title = "Minister", titles = { en = "minister" }, of = "russia", since = "2012-11", until = 2024-05-12 },
  { title = "Sekretär" },
]
not = ["Schoigu-Platz"]
needs = ["Moskau"]
note = "eine Zeile"
since = 1955

[[ship]]
name = "Gorch Fock"
short = ["Fock"]
acronyms = [{ text = "GF", edge = "strict" }]
"#;

#[test]
fn a_dictionary_comes_back_from_a_table_and_from_patterns_as_it_was() {
    let desk = Desk::new(&[("full.toml", FULL.as_bytes())]);
    for format in ["csv", "tsv", "spacy"] {
        let out = desk.run(&["export", format, "full.toml"]);
        assert_eq!((out.status, out.err.as_str()), (0, ""), "{format}");
        fs::write(desk.path().join("there"), &out.out).unwrap();
        let back = desk.run(&["import", format, "there"]);
        assert_eq!((back.status, back.err.as_str()), (0, "namedrop: 5 entries\n"), "{format}: {}", out.out);
        fs::write(desk.path().join("back.toml"), &back.out).unwrap();
        let checked = desk.run(&["check", "--no-builtin", "back.toml"]);
        assert!(checked.status == 0, "{format}: {}\n{}", checked.out, back.out);
        // Written again it is the same: what one reads, the other writes.
        let again = desk.run(&["export", format, "back.toml"]);
        assert_eq!(again.out, out.out, "{format}: {}", back.out);
        for id in ["russia", "moscow", "mod", "schoigu", "gorch-fock"] {
            let forms = |file: &str| {
                desk.run(&["forms", id, "--only-dict", "--dict", file]).out.replace(file, "").replace(|c: char| c.is_ascii_digit(), "")
            };
            assert_eq!(forms("back.toml"), forms("full.toml"), "{format}");
        }
    }
}

#[test]
fn imported_entries_go_into_a_file_that_stays_as_it_is_written() {
    let old = "# mine\n[[person]]   # the first\nname = \"Anna Berg\"\naliases = [ \"A. B.\" ] # short\nnote = \"mine\"\n\n[[place]]\nid = \"riga\"\nname = \"Riga\"";
    let table = "kind,id,name,aliases,note,wikidata\nperson,anna-berg,Anna Berg,A. B.|Änne,theirs,Q1\nplace,riga,Riga,,,\nperson,riga,Riga,,,\nship,gorch-fock,Gorch Fock,,,\nplace,bonn,Bonn,,,\n";
    let desk = Desk::new(&[("mine.toml", old.as_bytes()), ("table.csv", table.replace("person,riga,Riga,,,\n", "").as_bytes())]);
    let ran = desk.run(&["import", "csv", "table.csv", "--into", "mine.toml"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("anna-berg keeps its own `note`") && ran.err.contains("2 added, 1 amended, 1 unchanged"), "{}", ran.err);
    let new = fs::read_to_string(desk.path().join("mine.toml")).unwrap();
    let begin = old.replace("\"A. B.\" ]", "\"A. B.\", \"Änne\" ]").replace("note = \"mine\"\n", "note = \"mine\"\nwikidata = \"Q1\"\n");
    assert!(new.starts_with(&begin), "{new}");
    assert!(
        new.contains("[kinds.ship]\n\n[[ship]]\nid = \"gorch-fock\"\nname = \"Gorch Fock\"\n\n[[place]]\nid = \"bonn\"\nname = \"Bonn\""),
        "{new}"
    );
    let again = desk.run(&["import", "csv", "table.csv", "--into", "mine.toml"]);
    assert!(again.err.contains("0 added, 0 amended, 4 unchanged"), "{}", again.err);
    assert_eq!(fs::read_to_string(desk.path().join("mine.toml")).unwrap(), new);
}

#[test]
fn a_packed_table_is_imported_like_any_other() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(b"kind,name\nperson,Anna Berg\n").unwrap();
    let desk = Desk::new(&[("table.csv.gz", &packed.finish().unwrap())]);
    let ran = desk.run(&["import", "csv", "table.csv.gz"]);
    assert!(ran.status == 0 && ran.out.contains("name = \"Anna Berg\""), "{} {}", ran.out, ran.err);
}

#[test]
fn what_an_import_cannot_take_is_told_with_its_line() {
    let bad = "kind,name\nperson,Anna Berg\nperson,\nperson,\u{1}x\n";
    let desk = Desk::new(&[("bad.csv", bad.as_bytes()), ("empty.csv", b""), ("names", b"x\n")]);
    let ran = desk.run(&["import", "csv", "bad.csv"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("bad.csv:3: not taken: its name is blank") && ran.err.contains("bad.csv:4: not taken"), "{}", ran.err);
    for files in [["empty.csv"], ["names"], ["missing"]] {
        assert_eq!(desk.run(&["import", "csv", files[0]]).status, 2, "{files:?}");
    }
}

#[test]
fn documents_come_in_a_line_each_and_a_bad_one_stops_nothing() {
    let desk = Desk::new(&[]);
    let lines = r#"{"id":"one","text":"Riga ist weit.","lang":"de"}
nonsense
{"text":"Nach Riga ist es weit.","lang":"xx"}
"#;
    let mut command = desk.command();
    command.args(["scan", "--jsonl-in", "--receipts", "--only-dict", "--dict", "names.toml"]).write_stdin(lines);
    let ran = Ran::of(&mut command);
    assert_eq!(ran.docs(), ["one", "one", "-#2", "-#3", "-#3"]);
    assert_eq!(ran.status, 2);
    let told: Vec<&str> = ran.err.lines().collect();
    assert!(told[0].starts_with("namedrop: line 2: -#2: no document: "), "{told:?}");
    assert!(told[1].starts_with("namedrop: line 3: -#3: warning: the language \"xx\" is not one of de, en"), "{told:?}");
    assert_eq!(told[2], "namedrop: 1 of 3 documents could not be read");
}

#[test]
fn documents_of_a_pipeline_have_one_format_and_no_files() {
    let desk = Desk::new(&[]);
    let ran = desk.scan(&["--jsonl-in", "--format", "csv"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "namedrop: --jsonl-in writes jsonl: leave --format out\n"));
    assert_eq!(desk.scan(&["--jsonl-in", "a.txt"]).status, 2);
    assert_eq!(desk.scan(&["--receipts"]).status, 2);
}

/// The files that a large dictionary is kept in.
fn kept(desk: &Desk) -> Vec<std::path::PathBuf> {
    let folder = desk.path().join(".cache/namedrop");
    let files = fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path());
    files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("lexicon-")).collect()
}

#[test]
fn a_large_dictionary_finds_the_same_anew_from_the_cache_and_when_that_is_broken() {
    let words = ["ber", "mo", "ral", "te", "sin", "kau", "dor", "fel", "gan", "hus"];
    let syllables = |number: usize| [number, number / 10, number / 100, number / 1000].map(|digit| words[digit % 10]).concat();
    let name =
        |number: usize| format!("{}{} {}", words[number % 7][..1].to_uppercase(), syllables(number), ["Amt", "Berg", "Kolar"][number % 3]);
    let kind = ["organisation", "place", "person"];
    let padding = "x".repeat(30);
    let entry = |number: usize| {
        format!("[[{}]]\nid = \"e{number}-{padding}\"\nname = \"{} {}\"\n\n", kind[number % 3], name(number), number / 10_000)
    };
    let mut dictionary = (0..20_500).map(entry).collect::<Vec<_>>().concat();
    let paragraph = |at: usize| format!("Am Dienstag kam {} {} an.", name(at * 41), at * 41 / 10_000);
    let text = (0..500).map(paragraph).collect::<Vec<_>>().join("\n\n");
    let desk = Desk::new(&[("many.toml", dictionary.as_bytes()), ("a.txt", text.as_bytes())]);
    let scan = |more: &[&str]| {
        let ran = desk.run(&[&["scan", "--only-dict", "--dict", "many.toml", "--lang", "de", "a.txt"], more].concat());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{more:?}");
        ran
    };

    let anew = scan(&["--no-cache"]);
    assert!(anew.spans().len() >= 500 && kept(&desk).is_empty());
    let first = scan(&[]);
    assert_eq!(first.out, anew.out);
    let files = kept(&desk);
    assert_eq!(files.len(), 2, "{files:?}");
    assert_eq!(scan(&[]).out, anew.out);

    for file in &files {
        let whole = fs::read(file).unwrap();
        fs::write(file, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(scan(&[]).out, anew.out);
        let mut odd = whole.clone();
        odd[whole.len() / 2] ^= 1;
        fs::write(file, odd).unwrap();
        assert_eq!(scan(&[]).out, anew.out);
    }

    dictionary.push_str("[[place]]\nid = \"dienstag\"\nname = \"Dienstag\"\n");
    fs::write(desk.path().join("many.toml"), dictionary).unwrap();
    assert_eq!(scan(&[]).spans().len(), anew.spans().len() + 500);
}

/// A list that nothing is inferred of.
const LITERAL: &str = "[defaults]\ncase = 'exact'\naccents = 'exact'\ninflect = 'none'\ninfer = false\nshort = false\n\n[[place]]\nname = 'Riga'\n\n[[person]]\nname = 'Anna Berg'\n";

#[test]
fn a_long_text_is_scanned_in_parts_as_it_is_in_whole() {
    let plain = "Niemand weiß, warum das so ist.\n".repeat(30);
    let paragraphs = ["Anna Berg kam nach Riga.\n\n", "Rigas Hafen – „Riga“ – ist zu.\nAnna\nBerg auch.\n\n", &plain, "Wer weiß?\r\n\r\n"];
    let long = paragraphs.iter().cycle().take(18_000).copied().collect::<String>();
    let old = encoding_rs::WINDOWS_1252.encode(&long).0.into_owned();
    assert!(old.len() > 4 << 20);
    let desk = Desk::new(&[("long.txt", long.as_bytes()), ("old.txt", &old), ("short.txt", b"Riga"), ("literal.toml", LITERAL.as_bytes())]);
    let scan = |dictionary: &str, more: &[&str]| {
        let options = ["scan", "--only-dict", "--lang", "de", "--dict", dictionary];
        let ran = Ran::of(desk.command().args([&options, more].concat()).write_stdin(long.as_str()));
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.out
    };
    for (dictionary, format, unit) in [
        ("literal.toml", "jsonl", "byte"),
        ("literal.toml", "csv", "utf16"),
        ("literal.toml", "text", "char"),
        ("names.toml", "jsonl", "byte"),
    ] {
        let options = ["--format", format, "--offsets", unit];
        let scan = |more: &[&str]| scan(dictionary, &[&options, more].concat());
        let whole = scan(&["-"]).replace("\"doc\":\"-\"", "\"doc\":\"long.txt\"").replace("\n-", "\nlong.txt");
        let whole = whole.strip_prefix('-').map_or(whole.clone(), |rest| format!("long.txt{rest}"));
        assert!(whole.lines().count() >= 13_500);
        for threads in ["1", "2"] {
            assert!(scan(&["--threads", threads, "long.txt"]) == whole, "{dictionary} {format} {threads}");
        }
    }
    let of_old = scan("literal.toml", &["--offsets", "char", "old.txt"]);
    assert!(of_old.replace("old.txt", "long.txt") == scan("literal.toml", &["--offsets", "char", "long.txt"]));
    let once = scan("literal.toml", &["long.txt"]);
    assert_eq!(scan("literal.toml", &["short.txt", "long.txt", "short.txt"]).lines().count(), once.lines().count() + 2);
    scan("literal.toml", &["--out", "written", "long.txt"]);
    assert!(fs::read_to_string(desk.path().join("written/long.jsonl")).unwrap() == once);
}
