//! Nothing of outside origin reaches a terminal, a shell or the network unnoticed: the source is searched for the places
//! that could do it, and each of them is listed here with what keeps it safe.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the source has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What writes to a terminal, where it may stand, and why it is safe there.
const WRITERS: &[(&str, &[(&str, &str)])] = &[
    // They panic when nobody listens, and clean nothing.
    ("println!(", &[]),
    ("print!(", &[]),
    ("dbg!(", &[]),
    (
        "io::stderr()",
        &[
            ("tui/panic.rs", "`say` makes every line visible"),
            ("tui/mod.rs", "`complain` makes the message visible"),
            ("cli/mod.rs", "`tell` makes every line visible"),
            ("batch/out.rs", "`complain` makes the message visible"),
            ("batch/import.rs", "progress: numbers of our own, to a terminal only"),
        ],
    ),
    (
        "io::stdout()",
        &[
            ("batch/out.rs", "`to_stdout`; what goes to a terminal goes through `Shown`"),
            ("batch/scan.rs", "asks whether it is a terminal; wraps in `Shown`"),
            ("batch/import.rs", "asks whether it is a terminal; wraps in `Shown`"),
            ("cli/mod.rs", "asks whether it is a terminal"),
            ("source/pdf/apart.rs", "JSON for the process that started this one"),
            ("cli/settings.rs", "asks whether it is a terminal"),
            ("tui/terminal.rs", "the descriptor of the screen, which frames and constants go to"),
        ],
    ),
    (
        "terminal::write(",
        &[
            ("tui/question.rs", "constants"),
            ("tui/screen.rs", "frames of cells that the canvas cleaned"),
            ("tui/session/effects.rs", "OSC 52: base64"),
        ],
    ),
    (".set_string(", &[]),
    (".set_stringn(", &[("tui/draw/canvas.rs", "`put` cleans, `glyph` takes what was cleaned")]),
    (".set_symbol(", &[("tui/draw/canvas.rs", "an address that `web::address` let through, around a cell's own symbol")]),
    (".set_line(", &[]),
    (".set_span(", &[]),
    // No shell, anywhere; arguments are arguments.
    (
        "Command::new(",
        &[
            ("tui/browser.rs", "one argument: an http(s) address"),
            ("tui/editor.rs", "one argument: a path, never an option"),
            ("source/pdf/apart.rs", "this program again, with limits; arguments of our own"),
        ],
    ),
    ("\"-c\"", &[]),
    ("/bin/sh", &[]),
    // Memory that a file's owner can take away from under us.
    ("memmap", &[]),
    ("process::abort", &[]),
];

#[test]
fn whatever_writes_to_a_terminal_or_starts_a_program_is_known_and_says_why_it_is_safe() {
    let files = sources();
    let mut faults = Vec::new();
    for (words, places) in WRITERS {
        for (name, text) in &files {
            let known = places.iter().any(|(place, _)| place == name);
            let there = text.contains(words);
            match (known, there) {
                (false, true) => faults.push(format!("{name} has {words}: does all that comes from outside go through `visible`?")),
                (true, false) => faults.push(format!("{name} no longer has {words}; the list says it does")),
                _ => {}
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What speaks to the network stands in as few files as possible.
#[test]
fn nothing_opens_a_connection_but_what_is_asked_to_fetch() {
    let words = ["TcpStream", "UdpSocket", "ureq::", "reqwest", "hyper::", "ToSocketAddrs"];
    let named: Vec<_> =
        sources().into_iter().filter(|(_, text)| words.iter().any(|word| text.contains(word))).map(|(name, _)| name).collect();
    let fetches = |name: &String| name.starts_with("source/fetch") || name.starts_with("source/web") || name.starts_with("library/fetch");
    assert!(named.iter().all(fetches), "{named:?}");
}

/// A place that is safe only because it cleans, does clean.
#[test]
fn each_way_to_standard_error_cleans() {
    for (name, text) in
        sources().into_iter().filter(|(_, text)| text.contains("writeln!(io::stderr()") || text.contains("std::io::stderr()"))
    {
        for line in text.lines().filter(|line| line.contains("writeln!(") && line.contains("io::stderr()")) {
            assert!(line.contains("visible("), "{name}: {}", line.trim());
        }
    }
}

/// The limits of `docs/security.md` are those of the source: each constant has the value that the table gives, and what is
/// said stands in the source.
#[test]
fn the_limits_of_the_document_are_those_of_the_source_and_their_messages_are_said() {
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/security.md")).unwrap();
    let limits = document.split("\n## Limits").nth(1).unwrap().split("\n## ").next().unwrap();
    let files = sources();
    let (mut found, mut faults) = (0, Vec::new());
    for row in limits.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let [_, what, limit, by, said, ..] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{row}") };
        for (module, constant) in by.split('`').filter_map(|name| name.rsplit_once("::")).filter(|(_, name)| *name == name.to_uppercase()) {
            found += 1;
            let value = constant_of(&files, module, constant);
            if value.is_none() || value != number(limit) {
                faults.push(format!("{what}: {module}::{constant} is {value:?}, not {limit}"));
            }
        }
        for piece in said.split(['“', '”']).skip(1).step_by(2).flat_map(|said| said.split('…')).map(str::trim) {
            if !by.starts_with("the parser") && !files.values().any(|text| text.contains(piece)) {
                faults.push(format!("{what}: nothing says {piece:?}"));
            }
        }
    }
    assert!(faults.is_empty() && found >= 20, "{found} constants\n{}", faults.join("\n"));
}

#[cfg(feature = "net")]
#[test]
fn a_fetch_may_take_what_the_document_says() {
    let limits = namedrop::source::fetch::Limits::default();
    assert_eq!((limits.time.as_secs(), limits.size, limits.hops), (10, 20 << 20, 5));
}

/// The value of a constant, in bytes, seconds or pieces.
fn constant_of(files: &BTreeMap<String, String>, module: &str, constant: &str) -> Option<u64> {
    let path = module.replace("::", "/");
    let text = files.get(&format!("{path}.rs")).or_else(|| files.get(&format!("{path}/mod.rs")))?;
    let (_, value) = text.split_once(&format!("const {constant}: "))?.1.split_once(';')?.0.split_once(" = ")?;
    let plain = |text: &str| text.replace('_', "").parse::<u64>().ok();
    match value.split_once(" << ") {
        Some((value, shift)) => Some(plain(value)? << plain(shift)?),
        None => plain(value.trim_start_matches("Duration::from_secs(").trim_end_matches(')')),
    }
}

/// `64 MiB, …` in bytes, `10 s` in seconds, `74 994 bytes` as it is.
fn number(limit: &str) -> Option<u64> {
    let limit = limit.split(',').next()?;
    let digits: String = limit.chars().filter(char::is_ascii_digit).collect();
    let unit = [("KiB", 10), ("MiB", 20), ("GiB", 30)].into_iter().find(|(unit, _)| limit.ends_with(unit)).map_or(0, |(_, shift)| shift);
    Some(digits.parse::<u64>().ok()? << unit)
}

/// Every row of the table in `docs/reliability.md` names a test of `cargo test`, and whatever it names is there: `file: test`
/// with the tests after it of the same file, targets of the fuzzer and inputs of theirs. The cases of the hostile corpus are
/// looked up where that is run.
#[test]
fn every_fault_of_the_document_has_a_test_and_all_that_is_named_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("docs/reliability.md")).unwrap();
    let rows: Vec<Vec<&str>> = document.lines().filter_map(row).collect();
    assert_eq!(rows.iter().map(|row| row[1].trim().to_owned()).collect::<Vec<_>>(), (1..=77).map(|at| at.to_string()).collect::<Vec<_>>());
    let tests = tests(root);
    let targets = fs::read_to_string(root.join("fuzz/checks.rs")).unwrap();
    let mut faults = Vec::new();
    for row in rows {
        let shown = row[4..].join("|");
        let (mut kind, mut file, mut named) = ("", String::new(), usize::from(shown.trim().starts_with("the same")));
        for (at, word) in shown.split('`').enumerate() {
            if at % 2 == 0 {
                kind = ["corpus", "fuzz", "inputs"].into_iter().find(|kind| word.contains(kind)).unwrap_or(if word.contains(';') {
                    ""
                } else {
                    kind
                });
                continue;
            }
            let there = match kind {
                "corpus" => true,
                "fuzz" => targets.contains(&format!("(\"{word}\", ")) && root.join("fuzz/corpus").join(word).is_dir(),
                "inputs" => fs::read_dir(root.join("fuzz/corpus")).unwrap().any(|target| target.unwrap().path().join(word).is_file()),
                _ => {
                    let name = word.split_once(": ").map_or(word, |(of, name)| {
                        of.clone_into(&mut file);
                        name
                    });
                    named += 1;
                    tests.contains(&(file.clone(), name.to_owned()))
                }
            };
            if !there {
                faults.push(format!("{}: `{word}` is not there", row[1].trim()));
            }
        }
        if named == 0 {
            faults.push(format!("{}: no test", row[1].trim()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The cells of a row that begins with a number.
fn row(line: &str) -> Option<Vec<&str>> {
    let cells: Vec<&str> = line.split('|').collect();
    (line.starts_with("| ") && cells.get(1)?.trim().parse::<u8>().is_ok()).then_some(cells)
}

/// Every test with the names that its file goes by: `html` for `source/html/tests.rs`, `pty` for all of `tests/pty`.
fn tests(root: &Path) -> BTreeSet<(String, String)> {
    let mut tests = BTreeSet::new();
    for path in ["src", "tests"].iter().flat_map(|folder| rust_files(&root.join(folder))) {
        let (stem, folder) = (path.file_stem().unwrap().to_string_lossy(), path.parent().unwrap().file_name().unwrap().to_string_lossy());
        let text = fs::read_to_string(&path).unwrap();
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("fn ").and_then(|rest| rest.split_once('(')).map(|(name, _)| name).filter(|_| is_test) {
                let names = if matches!(&*stem, "tests" | "mod" | "main") { [&*folder, &*folder] } else { [&*stem, &*folder] };
                tests.extend(names.map(|file| (file.to_owned(), name.to_owned())));
            }
            is_test = line == "#[test]" || is_test && (line.starts_with("#[") || line.starts_with("//"));
        }
    }
    tests
}

/// The program's source by file, without comments and without what only tests see.
fn sources() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    for path in rust_files(&src) {
        let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        if name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        files.insert(name, code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n"));
    }
    assert!(files.len() > 100, "the source was not found");
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    all.flat_map(|path| match path.is_dir() {
        true => rust_files(&path),
        false if path.extension().is_some_and(|extension| extension == "rs") => vec![path],
        false => Vec::new(),
    })
    .collect()
}
