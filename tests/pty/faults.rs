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

/// A report of the mouse as a slow line brings it, and such as nobody understands.
#[test]
fn a_mouse_report_in_pieces_is_no_text_in_a_field_and_nothing_is_done_by_garbage() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start { arguments: vec!["--no-builtin", "story.txt"], ..Start::default() });
    for field in ["/ga", "vlaga"] {
        terminal.send(field);
        terminal.wait_for("ga");
        for report in ["\x1b[<0;12;4M", "\x1b[<0;12;4m", "\x1b[M qq", "\x1b[<0;99999;1M", "\x1b[<;M", "\x1b[32;4;5M"] {
            for piece in report.as_bytes().chunks(report.len() / 2) {
                terminal.send(std::str::from_utf8(piece).unwrap());
                std::thread::sleep(Duration::from_millis(30));
            }
        }
        terminal.send("zz");
        terminal.wait_for("gazz");
        terminal.send("\x1b");
        terminal.wait_until("the end of the field", |screen| !screen.contents().contains("gazz"));
    }
    quits_cleanly(terminal);
}

/// What puts somebody else into the program's place, whom a folder's permissions hold back; nothing where that may not be.
#[cfg(target_os = "linux")]
fn as_nobody() -> Option<&'static str> {
    if !rustix::process::geteuid().is_root() {
        return Some("");
    }
    let nobody = ["--reuid=65534", "--clear-groups", env!("CARGO_BIN_EXE_namedrop"), "--version"];
    let may = std::process::Command::new("setpriv").args(nobody).output().is_ok_and(|output| output.status.success());
    may.then_some("exec setpriv --reuid=65534 --clear-groups \"$0\" \"$@\";")
}

#[cfg(target_os = "linux")]
fn permissions(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_may_be_written_one_reads_and_what_is_added_holds_for_the_session() {
    let Some(before) = as_nobody() else { return eprintln!("SKIPPED: nobody else can be asked to run the program") };
    let folder = folder();
    let own = "[[place]]\nname = \"quay\"\n";
    fs::write(folder.path().join("own.toml"), own).unwrap();
    fs::write(folder.path().join("story.txt"), "The harbour\n\nGulls stand on the quay of president Rumcroft. It rains.\n").unwrap();
    permissions(folder.path(), 0o555);
    let arguments = vec!["--only-dict", "--dict", "own.toml", "story.txt"];
    let mut terminal = reading(&folder, &Start { arguments, before, size: Some((120, 30)), ..Start::default() });
    terminal.send("a");
    terminal.wait_for("adds 1 mention");
    terminal.send("\r");
    terminal.wait_for("not saved: ");
    terminal.wait_for("permission denied");
    terminal.wait_for("it holds until you quit");
    terminal.wait_for("P Rumcroft");
    quits_cleanly(terminal);
    permissions(folder.path(), 0o755);
    assert_eq!(fs::read_to_string(folder.path().join("own.toml")).unwrap(), own);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_article_that_may_not_be_read_is_told_before_the_screen_is_taken() {
    let Some(before) = as_nobody() else { return eprintln!("SKIPPED: nobody else can be asked to run the program") };
    let folder = folder();
    permissions(folder.path(), 0o755);
    permissions(&folder.path().join("story.txt"), 0o000);
    let mut terminal = Terminal::start(folder.path(), &Start { arguments: vec!["story.txt"], before, ..Start::default() });
    assert_eq!(terminal.wait_end(), End::Status(2));
    assert!(terminal.text().contains("story.txt: permission denied"), "{}", terminal.text());
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains("\x1b[?1049h"), "the alternate screen was entered");
}

/// A terminal forgets what is outside of a smaller window, and the program may look only when all is as it was.
#[test]
fn a_window_that_was_smaller_for_a_moment_only_is_painted_again() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start { arguments: vec!["--no-builtin", "story.txt"], ..Start::default() });
    for _ in 0..20 {
        terminal.resize(1, 1);
        terminal.resize(80, 24);
        terminal.wait_for("Gulls stand");
    }
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
        terminal.resize_and_wait(columns, rows);
    }
    terminal.wait_for("Add to the dictionary");
    terminal.send("\x1b");
    terminal.wait_until("the end of the form", |screen| !screen.contents().contains("Add to the dictionary"));
    quits_cleanly(terminal);
}
