//! Keeps the storeys apart: each file of `src` uses only what lies below it, never what lies above or beside it.
//!
//! It reads the source text, so that a test module inside a file counts like the rest. Paths are found wherever they stand
//! (`crate::tui::…`, `namedrop::tui::…`, `use crate::{tui, store}`, `super::super::tui`), not only in `use` lines.

#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its files has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// A storey and those that it may use besides itself.
const STOREYS: [(&str, &[&str]); 10] = [
    ("engine", &[]),
    ("source", &["engine"]),
    ("store", &["engine"]),
    ("import", &["engine", "store"]),
    ("export", &["engine"]),
    ("library", &["engine", "source", "store"]),
    ("reader", &["engine"]),
    ("batch", &["engine", "source", "store", "import", "export", "library", "reader"]),
    ("tui", &["engine", "source", "store", "library", "reader"]),
    ("cli", &["engine", "source", "store", "import", "export", "library", "reader", "batch", "tui"]),
];

/// Files that belong to no storey: they only start the program and name the modules.
const ENTRANCE: [&str; 2] = ["lib.rs", "main.rs"];

#[test]
fn every_file_stands_in_its_storey() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    let mut read = 0;
    for path in rust_files(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        if ENTRANCE.iter().any(|entrance| inside == Path::new(entrance)) {
            continue;
        }
        read += 1;
        faults.extend(violations(inside, &fs::read_to_string(&path).unwrap()));
    }
    assert!(read > 20, "the source was not found");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_line_in_the_wrong_storey_is_caught() {
    let caught = [
        ("engine/fold.rs", "use crate::source::Input;"),
        ("engine/fold.rs", "fn f() { let x = crate::store::load(); }"),
        ("source/text.rs", "use crate::{engine::article, store};"),
        ("source/text.rs", "use crate::{\n    engine::{article::Article, language},\n    tui,\n};"),
        ("reader/mod.rs", "use super::tui::draw;"),
        ("tui/draw/cast.rs", "use super::super::super::batch::print;"),
        ("store/mod.rs", "use super::reader::State;"),
        ("store/mod.rs", "use crate::import::Draft;"),
        ("export/csv.rs", "use crate::store::Loaded;"),
        ("batch/scan.rs", "use namedrop::tui::run;"),
        ("batch/scan.rs", "use crate::cli::Cli;"),
        ("attic/mod.rs", "fn f() {}"),
    ];
    for (path, text) in caught {
        assert!(!violations(Path::new(path), text).is_empty(), "{path}: {text}");
    }
}

#[test]
fn what_lies_below_may_be_used() {
    let allowed = [
        ("engine/fold.rs", "use super::article::Article; use crate::engine::{date, language};"),
        ("source/text.rs", "use super::lines::lines; use crate::engine::article::Block;"),
        ("source/tests.rs", "// as crate::tui does\n//! see [`crate::batch`]\nuse super::*;"),
        ("tui/draw/cast.rs", "use super::super::theme::Theme; use crate::{engine, reader::{action, rows}};"),
        ("cli/mod.rs", "use crate::tui; use crate::batch::{self, scan};"),
    ];
    for (path, text) in allowed {
        assert_eq!(violations(Path::new(path), text), [""; 0]);
    }
}

/// What a file uses that it may not, as `path:line: storey uses other`.
fn violations(path: &Path, text: &str) -> Vec<String> {
    let first = path.components().next().map(|part| part.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned());
    let own = first.unwrap_or_default();
    let Some((_, below)) = STOREYS.iter().find(|(storey, _)| *storey == own) else {
        return vec![format!("{}: no storey is called {own}", path.display())];
    };
    let forbidden = |used: &String| STOREYS.iter().any(|(storey, _)| storey == used) && *used != own && !below.contains(&used.as_str());
    let code = without_comments(text);
    let mut faults = Vec::new();
    for (at, used) in roots(path, &code) {
        for used in used.into_iter().filter(forbidden) {
            let line = 1 + code[..at].matches('\n').count();
            faults.push(format!("{}:{line}: {own} uses {used}", path.display()));
        }
    }
    faults
}

/// Where the crate's root is named in `code`, and the modules of it that are meant there.
fn roots(path: &Path, code: &str) -> Vec<(usize, Vec<String>)> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for root in ["crate::", "namedrop::"] {
        starts.extend(code.match_indices(root).map(|(at, _)| (at, at + root.len())));
    }
    // From `a/b/c.rs` (module a::b::c) the root is three steps up; from `a/mod.rs` one. A module inside a file is a step more.
    let parts = path.with_extension("");
    let depth = parts.components().filter(|part| part.as_os_str() != "mod").count();
    for depth in [depth, depth + 1] {
        let climb = "super::".repeat(depth);
        let longer = |at: usize| code[..at].ends_with("super::");
        let climbs = code.match_indices(&climb).filter(|(at, _)| !longer(*at) && !code[at + climb.len()..].starts_with("super::"));
        starts.extend(climbs.map(|(at, _)| (at, at + climb.len())));
    }
    starts.into_iter().map(|(at, end)| (at, heads(&code[end..]))).collect()
}

/// The first names of a path or of a group of paths: `a::b` → a; `{a, b::{c, d}}` → a, b.
fn heads(code: &str) -> Vec<String> {
    let name = |code: &str| code.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = code.strip_prefix('{') else { return vec![name(code)] };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut begins = true;
    for (at, c) in group.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            _ if begins && !c.is_whitespace() => {
                names.push(name(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

/// The text with its comments blanked, so that line numbers stay. Strings that hold `//` lose their ends, which is harmless.
fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_dependency_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let reasons = fs::read_to_string(root.join("docs/dependencies.md")).unwrap();
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(root.join("Cargo.toml")).unwrap()).unwrap();
    let missing: Vec<_> = dependencies(&manifest).into_iter().filter(|name| !reasons.contains(&format!("| `{name}` |"))).collect();
    assert!(missing.is_empty(), "no line in docs/dependencies.md for {missing:?}");
}

/// The names in all tables of dependencies, those of single systems too.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    let mut names = Vec::new();
    for (key, value) in manifest.iter().filter_map(|(key, value)| Some((key, value.as_table()?))) {
        match key.as_str() {
            "target" => names.extend(value.values().filter_map(toml::Value::as_table).flat_map(dependencies)),
            "dependencies" | "dev-dependencies" | "build-dependencies" => names.extend(value.keys().cloned()),
            _ => {}
        }
    }
    names
}
