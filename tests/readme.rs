//! What the documentation says is so: its key table is the program's, its links lead somewhere, its pictures are light; what a package
//! installs is there.

use std::path::Path;

use namedrop::reader::keymap::HelpRow;
use namedrop::tui::keys::keymap;

fn read(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default()
}

/// The key table as Markdown: a table for each group.
fn table() -> String {
    let line = |row| match row {
        HelpRow::Heading(heading) => format!("| {heading} | |\n|---|---|\n"),
        HelpRow::Keys(keys, help) => {
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            format!("| {} | {help} |\n", keys.join(" "))
        }
        HelpRow::Blank => "\n".to_owned(),
    };
    keymap().help().into_iter().map(line).collect()
}

#[test]
fn the_key_table_is_the_one_that_the_program_has() {
    let readme = read("README.md");
    if std::env::var_os("UPDATE_README").is_some() {
        let mut parts: Vec<&str> = readme.split("<!-- keys -->\n").collect();
        let table = table();
        parts[1] = &table;
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), parts.join("<!-- keys -->\n")).expect("a README");
        return;
    }
    let shown = readme.split("<!-- keys -->\n").nth(1).expect("the README marks its key table");
    assert!(shown == table(), "UPDATE_README=1 cargo test --test readme writes the key table:\n{}", table());
}

#[test]
fn links_and_pictures_lead_to_files_that_exist_and_are_light() {
    for file in ["README.md", "docs/dictionary.md", "docs/engine.md", "docs/recipes.md"] {
        let text = read(file);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(file).parent().expect("a folder").to_owned();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if target.is_empty() || target.starts_with("https://") {
                continue;
            }
            let metadata = std::fs::metadata(folder.join(target)).unwrap_or_else(|_| panic!("{file} links to {target}"));
            let picture = Path::new(target).extension().is_some_and(|extension| extension == "png");
            assert!(!picture || metadata.len() <= 150 * 1024, "{target} has {} bytes", metadata.len());
        }
    }
}

#[test]
fn the_documents_wait_for_nothing() {
    for file in ["README.md", "CHANGELOG.md", "docs/dictionary.md", "docs/engine.md", "docs/dependencies.md"] {
        let text = read(file);
        assert!(!text.is_empty(), "{file} is missing");
        for word in ["TODO", "TBD", "FIXME", "lorem", "coming soon"] {
            assert!(!text.contains(word), "{file}: {word}");
        }
    }
}

#[test]
fn links_in_the_documentation_lead_to_files_and_headings_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_dir(root.join("docs")).expect("docs").flatten().map(|entry| entry.path());
    let pages = pages.filter(|path| path.extension().is_some_and(|extension| extension == "md")).chain([root.join("README.md")]);
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a page");
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.starts_with("http"));
        for link in links {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { page.with_file_name("").join(file) };
            assert!(target.exists(), "{} links to {link}", page.display());
            let headings = std::fs::read_to_string(&target).unwrap_or_default();
            let found = heading.is_empty() || headings.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == heading);
            assert!(found, "{} links to {link}", page.display());
        }
    }
}

/// What a heading is called in a link.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heading.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn what_a_package_installs_is_there_or_made_by_packaging_generate() {
    let manifest = read("Cargo.toml");
    let assets = manifest.split("\nassets = [").nth(1).and_then(|rest| rest.split("\n]").next()).expect("assets of the package");
    let generate = read("packaging/generate");
    for asset in assets.lines().filter_map(|line| line.trim().strip_prefix("[\"")?.split('"').next()) {
        let there = match asset.strip_prefix("target/assets/") {
            Some(made) => generate.contains(&format!(">\"$folder/{}", made.split('*').next().unwrap_or_default())),
            None if asset == "target/release/namedrop" => true,
            None => glob::glob(&format!("{}/{asset}", env!("CARGO_MANIFEST_DIR"))).expect("a pattern").flatten().next().is_some(),
        };
        assert!(there, "{asset}");
    }
}
