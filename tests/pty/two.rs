//! Two readers at once, with one dictionary between them.

use std::fs;

use super::terminal::{Start, Terminal};
use super::{folder, quits_cleanly};

const NAMES: [[&str; 4]; 2] = [["Rumcroft", "Tarwick", "Oxley", "Farnholm"], ["Hollister", "Benlow", "Wexcombe", "Drayford"]];

/// A terminal in which an article is read that names half of the people first.
fn reader(folder: &tempfile::TempDir, which: usize) -> Terminal {
    let paragraphs: Vec<_> =
        [NAMES[which], NAMES[1 - which]].concat().iter().map(|name| format!("Gulls stand beside president {name}.")).collect();
    let name = format!("story{which}.txt");
    fs::write(folder.path().join(&name), format!("The harbour\n\n{}\n", paragraphs.join("\n\n"))).unwrap();
    let arguments = vec!["--only-dict", "--dict", "own.toml", "--no-history", &name];
    let mut terminal = Terminal::start(folder.path(), &Start { arguments, size: Some((110, 40)), ..Start::default() });
    terminal.wait_for("Gulls stand");
    terminal
}

#[test]
fn two_readers_who_add_names_at_the_same_moment_lose_none_and_see_each_others() {
    let folder = folder();
    fs::write(folder.path().join("own.toml"), "# ours\n").unwrap();
    let mut both = [reader(&folder, 0), reader(&folder, 1)];
    for round in 0..NAMES[0].len() {
        for (terminal, names) in both.iter_mut().zip(NAMES) {
            terminal.send(&format!("/{}\r", names[round]));
            terminal.send("a");
            terminal.wait_for("adds 1 mention");
            terminal.wait_until("the name in the form", |screen| screen.contents().matches(names[round]).count() > 1);
        }
        for terminal in &mut both {
            terminal.send("\r");
        }
        for terminal in &mut both {
            for names in NAMES {
                terminal.wait_for(&format!("P {}", names[round]));
            }
        }
    }
    let file = fs::read_to_string(folder.path().join("own.toml")).unwrap();
    let table: toml::Table = file.parse().unwrap();
    let mut people: Vec<_> = table["person"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect();
    people.sort_unstable();
    let mut wanted = NAMES.concat();
    wanted.sort_unstable();
    assert!(people == wanted && file.starts_with("# ours\n"), "{file}");
    for terminal in both {
        quits_cleanly(terminal);
    }
    let beside: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        !beside.iter().any(|name| name.to_string_lossy().contains("own.toml.") || name.to_string_lossy().ends_with(".tmp")),
        "{beside:?}"
    );
}
