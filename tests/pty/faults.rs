//! What the world does to a reader: terminals that do not read, files that vanish, variables that are missing, pastes
//! that never end.

use std::fs;
use std::time::Duration;

use super::terminal::{End, Start, Terminal};
use super::{folder, long_story, quits_cleanly, reading};

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_stops_reading_costs_no_memory_and_gets_the_last_screen_when_it_reads_again() {
    let folder = folder();
    long_story(&folder);
    let arguments = vec!["--no-builtin", "--no-history", "long.txt"];
    let mut terminal = Terminal::start(folder.path(), &Start { arguments, size: Some((200, 60)), ..Start::default() });
    terminal.wait_for("Paragraph 1 ");
    terminal.wait_quiet(Duration::from_millis(500));
    let memory = super::soak::memory_kib(terminal.pid());
    let before = terminal.bytes().len();
    terminal.read_on(false);
    for _ in 0..400 {
        terminal.send("G\u{c}gg\u{c}");
        std::thread::sleep(Duration::from_millis(2));
    }
    terminal.send("G");
    let grown = super::soak::memory_kib(terminal.pid()) - memory;
    assert!(grown < 4096.0, "{grown} KiB more while nobody read");
    terminal.read_on(true);
    terminal.wait_for("Paragraph 60 ");
    quits_cleanly_and(terminal, |terminal| {
        // 800 whole screens would be megabytes; only what fitted into the line and the last ones were written.
        assert!(terminal.bytes().len() - before < 8 << 20, "{} bytes", terminal.bytes().len());
    });
}

fn quits_cleanly_and(mut terminal: Terminal, also: impl Fn(&Terminal)) {
    terminal.send("q");
    assert_eq!(terminal.wait_end(), End::Status(0));
    assert_eq!(terminal.left_behind(), [""; 0]);
    also(&terminal);
}

#[test]
fn an_article_that_is_cut_short_replaced_or_deleted_stays_readable_and_is_read_again() {
    let folder = folder();
    let story = folder.path().join("story.txt");
    let mut terminal = reading(&folder, &Start { arguments: vec!["--no-builtin", "story.txt"], ..Start::default() });
    fs::OpenOptions::new().write(true).open(&story).unwrap().set_len(30).unwrap();
    terminal.wait_until("the shorter article", |screen| !screen.contents().contains("ferry"));
    terminal.send("G");
    let next = folder.path().join("next.txt");
    fs::write(&next, "The harbour at dusk\n\nA lamp burns.\n").unwrap();
    fs::rename(&next, &story).unwrap();
    terminal.wait_for("A lamp burns.");
    fs::remove_file(&story).unwrap();
    terminal.send("r");
    terminal.wait_for("no such file");
    assert!(terminal.text().contains("A lamp burns."), "the text was taken away\n{}", terminal.text());
    quits_cleanly(terminal);
}

#[test]
fn no_variable_of_the_environment_is_needed() {
    let folder = folder();
    for before in [
        "unset TERM HOME LANG;",
        "unset HOME; export TERM=dumb NO_COLOR=1;",
        "export TERM='no such terminal' HOME=/nonexistent COLORTERM=;",
    ] {
        let mut terminal = reading(&folder, &Start { before, ..Start::default() });
        terminal.send("lG");
        quits_cleanly(terminal);
    }
}

#[test]
fn a_paste_of_a_megabyte_runs_no_key_and_leaves_its_first_line_in_a_field() {
    let folder = folder();
    let paste = format!("\x1b[200~gulls q\n{}\x1b[201~", "q\u{1b}Q\rZZ\n".repeat(120_000));
    let mut terminal = reading(&folder, &Start { arguments: vec!["--no-builtin", "story.txt"], ..Start::default() });
    terminal.send(&paste);
    terminal.send("/");
    terminal.send(&paste);
    terminal.wait_for("/gulls q");
    terminal.send("\x1b");
    terminal.wait_until("the end of the search", |screen| !screen.contents().contains("/gulls"));
    quits_cleanly(terminal);
}

#[test]
fn a_form_survives_a_window_of_any_size() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start { arguments: vec!["--no-builtin", "story.txt"], ..Start::default() });
    terminal.send("vl");
    terminal.send("a");
    terminal.wait_for("Add to the dictionary");
    for (columns, rows) in [(30, 8), (1, 1), (0, 0), (3, 40), (200, 2), (19, 5), (80, 24)] {
        terminal.resize(columns, rows);
        terminal.wait_quiet(Duration::from_millis(60));
    }
    terminal.wait_for("Add to the dictionary");
    terminal.send("\x1b");
    terminal.wait_until("the end of the form", |screen| !screen.contents().contains("Add to the dictionary"));
    quits_cleanly(terminal);
}
