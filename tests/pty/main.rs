//! The program in a real pseudo-terminal: that it gives the terminal back, whatever ends it, and loses and invents no key.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod faults;
#[cfg(target_os = "linux")]
mod soak;
mod terminal;
mod texts;
mod two;

use std::fs;
use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;
use terminal::{End, Start, Terminal};

const ARTICLE: &str = "The harbour at dawn\n\nGulls stand on the quay.\n\nA ferry leaves for the islands.\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("story.txt"), ARTICLE).unwrap();
    folder
}

/// The program with the article on the screen.
fn reading(folder: &TempDir, start: &Start<'_>) -> Terminal {
    let arguments = if start.arguments.is_empty() { vec!["story.txt"] } else { start.arguments.clone() };
    let mut terminal = Terminal::start(folder.path(), &Start { arguments, ..start.clone() });
    terminal.wait_for("Gulls stand");
    terminal
}

/// The one who reads quits, and all is as it was.
fn quits_cleanly(mut terminal: Terminal) {
    terminal.send("q");
    assert_eq!(terminal.wait_end(), End::Status(0));
    assert_eq!(terminal.left_behind(), [""; 0]);
}

fn has_mouse(screen: &vt100::Screen) -> bool {
    screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
}

#[test]
fn quitting_gives_the_terminal_back() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start::default());
    // It is asked for last, when the first screen is shown.
    terminal.wait_until("the mouse", has_mouse);
    let while_reading = terminal.left_behind();
    assert_eq!(while_reading, ["the alternate screen", "a hidden cursor", "bracketed paste", "mouse reports", "line settings"]);
    quits_cleanly(terminal);
}

#[test]
fn the_mouse_is_given_back_on_request_and_never_taken_where_the_configuration_says_so() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start::default());
    terminal.wait_until("the mouse", has_mouse);
    terminal.send("\x1b[<65;5;5M\x1b[<0;5;5M\x1b[<0;5;5mzm");
    terminal.wait_until("the mouse given back", |screen| !has_mouse(screen));
    terminal.send("zm");
    terminal.wait_until("the mouse again", has_mouse);
    quits_cleanly(terminal);
    fs::write(folder.path().join("config.toml"), "mouse = false\n").unwrap();
    let start = Start { arguments: vec!["--config", "config.toml", "story.txt"], ..Start::default() };
    let terminal = reading(&folder, &start);
    assert!(!terminal.left_behind().contains(&"mouse reports"));
    quits_cleanly(terminal);
}

#[test]
fn a_key_typed_before_the_first_screen_counts() {
    let folder = folder();
    let mut terminal = Terminal::start(folder.path(), &Start { arguments: vec!["story.txt"], ..Start::default() });
    terminal.send("q");
    assert_eq!(terminal.wait_end(), End::Status(0));
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn a_deadly_signal_gives_the_terminal_back_and_is_what_the_program_dies_of() {
    let folder = folder();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        // No core dumps from tests.
        let mut terminal = reading(&folder, &Start { before: "ulimit -c 0;", ..Start::default() });
        terminal.kill(signal);
        assert_eq!(terminal.wait_end(), End::Killed(signal.as_raw()));
        assert_eq!(terminal.left_behind(), [""; 0], "after {signal:?}");
    }
}

#[test]
fn a_deadly_signal_works_while_the_article_is_still_being_read() {
    let folder = folder();
    let mut terminal = Terminal::start(folder.path(), &waiting_for_a_pipe());
    terminal.wait_until("the alternate screen", vt100::Screen::alternate_screen);
    terminal.kill(Signal::TERM);
    assert_eq!(terminal.wait_end(), End::Killed(Signal::TERM.as_raw()));
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn suspending_gives_the_terminal_back_and_continuing_takes_it_and_paints_it() {
    let folder = folder();
    for by_key in [true, false] {
        let mut terminal = reading(&folder, &Start::default());
        if by_key {
            terminal.send("\u{1a}");
        } else {
            terminal.kill(Signal::TSTP);
        }
        terminal.wait_stopped();
        assert_eq!(terminal.left_behind(), [""; 0]);
        terminal.resize(60, 20);
        terminal.kill(Signal::CONT);
        terminal.wait_until("the alternate screen", vt100::Screen::alternate_screen);
        terminal.wait_for("Gulls stand");
        quits_cleanly(terminal);
    }
}

#[test]
fn a_fault_in_the_loop_is_told_on_the_main_screen() {
    if !cfg!(debug_assertions) {
        return;
    }
    let folder = folder();
    let mut terminal = reading(&folder, &Start { variables: vec![("NAMEDROP_TEST_PANIC", "ui")], ..Start::default() });
    terminal.send("j");
    assert_eq!(terminal.wait_end(), End::Status(101));
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert!(terminal.text().contains("a fault in the program"), "{}", terminal.text());
    assert!(terminal.text().contains("namedrop --record FILE"), "{}", terminal.text());
}

#[test]
fn a_fault_in_the_loop_leaves_the_dictionary_whole_and_a_recording_of_what_led_to_it() {
    if !cfg!(debug_assertions) {
        return;
    }
    let folder = folder();
    let own = "# mine\n[[place]]\nname = \"quay\"\n";
    fs::write(folder.path().join("own.toml"), own).unwrap();
    let arguments = vec!["--record", "fault.rec", "--only-dict", "--dict", "own.toml", "story.txt"];
    let variables = vec![("NAMEDROP_TEST_PANIC", "ui")];
    let mut terminal = reading(&folder, &Start { arguments, variables, size: Some((200, 24)), ..Start::default() });
    terminal.send("j");
    assert_eq!(terminal.wait_end(), End::Status(101));
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert!(terminal.text().contains("what led to it is recorded in fault.rec"), "{}", terminal.text());
    assert_eq!(fs::read_to_string(folder.path().join("own.toml")).unwrap(), own);
    let recorded = fs::read_to_string(folder.path().join("fault.rec")).unwrap();
    let done: Vec<_> = recorded.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(done, ["namedrop recording 1", "size 200 24", "key j"]);
}

#[test]
fn a_recording_holds_no_text_of_the_article_and_is_replayed_to_the_same_screen_without_saving_anything() {
    let folder = folder();
    let story = "The harbour\n\nGulls stand on the quay of president Rumcroft. It rains.\n";
    fs::write(folder.path().join("story.txt"), story).unwrap();
    fs::write(folder.path().join("own.toml"), "[[place]]\nname = \"quay\"\n").unwrap();
    let common = ["--only-dict", "--dict", "own.toml", "story.txt"];
    let start = |option| Start { arguments: [&[option, "visit.rec"][..], &common].concat(), size: Some((90, 20)), ..Start::default() };
    let mut terminal = reading(&folder, &start("--record"));
    terminal.wait_for("quay");
    terminal.send("a");
    terminal.wait_for("adds ");
    terminal.send("\x1b");
    terminal.wait_until("the end of the form", |screen| !screen.contents().contains("adds "));
    terminal.resize(70, 15);
    terminal.send("/rains\x1b[200~ gulls stand\x1b[201~");
    terminal.wait_for("rainsgulls stand");
    terminal.send("\x1b");
    terminal.wait_until("the end of the search", |screen| !screen.contents().contains("rainsgulls"));
    terminal.send("g");
    terminal.wait_for("gg");
    let shown = terminal.text();
    terminal.send("\x1b");
    terminal.wait_until("the end of the list", |screen| !screen.contents().contains("gg"));
    quits_cleanly(terminal);
    let recorded = fs::read_to_string(folder.path().join("visit.rec")).unwrap();
    for secret in ["Gulls", "quay", "Rumcroft", "gulls stand", "story"] {
        assert!(!recorded.contains(secret), "{secret} in\n{recorded}");
    }
    assert!(recorded.contains("\nkey r\nkey a\nkey i\nkey n\nkey s\npaste 11\n"), "{recorded}");
    // Up to the pause that showed what may follow g, and in another window.
    let until = recorded.rfind("pause\n").unwrap() + "pause\n".len();
    fs::write(folder.path().join("visit.rec"), &recorded[..until]).unwrap();
    fs::write(folder.path().join("own.toml"), "[[place]]\nname = \"quay\"\n").unwrap();
    let mut again = Terminal::start(folder.path(), &Start { size: Some((120, 40)), ..start("--replay") });
    again.wait_for("the recording ends here");
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let (before, after) = (lines(&shown), lines(&again.text()));
    let differ: Vec<_> = before.iter().zip(&after).filter(|(one, other)| one != other && !other.contains("the recording ends")).collect();
    assert!(before.len() == after.len() && differ.is_empty(), "{shown}\n---\n{}", again.text());
    // Somebody else's keys write nothing.
    again.send("\x1b");
    again.wait_until("the end of the list", |screen| !screen.contents().contains("gg"));
    again.send("a");
    again.wait_for("adds ");
    again.send("\r");
    again.wait_for("not saved: a replay writes no file; it holds until you quit");
    assert_eq!(fs::read_to_string(folder.path().join("own.toml")).unwrap(), "[[place]]\nname = \"quay\"\n");
    quits_cleanly(again);
}

#[test]
fn a_recording_is_never_written_over_a_file_and_what_is_none_is_refused() {
    let folder = folder();
    for (arguments, said) in [
        (vec!["--record", "story.txt", "story.txt"], "story.txt: is there already; a recording needs a new file"),
        (vec!["--replay", "story.txt", "story.txt"], "story.txt:1: no recording of this version of namedrop"),
    ] {
        let mut terminal = Terminal::start(folder.path(), &Start { arguments, size: Some((120, 24)), ..Start::default() });
        assert_eq!(terminal.wait_end(), End::Status(2));
        assert!(terminal.text().contains(said), "{}", terminal.text());
        assert!(!String::from_utf8_lossy(&terminal.bytes()).contains("\x1b[?1049h"), "the alternate screen was entered");
    }
    assert_eq!(fs::read_to_string(folder.path().join("story.txt")).unwrap(), ARTICLE);
}

#[test]
fn a_fault_in_a_job_does_not_take_the_screen_down() {
    if !cfg!(debug_assertions) {
        return;
    }
    let folder = folder();
    let mut terminal = reading(&folder, &Start { variables: vec![("NAMEDROP_TEST_PANIC", "worker")], ..Start::default() });
    terminal.wait_for("a fault in the program");
    assert!(terminal.left_behind().contains(&"the alternate screen"));
    quits_cleanly(terminal);
}

#[test]
fn an_article_on_standard_input_leaves_the_keys_to_the_terminal() {
    let folder = folder();
    quits_cleanly(reading(&folder, &Start { arguments: vec!["-"], after: "< story.txt", ..Start::default() }));
}

#[test]
fn a_pipe_that_says_nothing_does_not_hold_up_the_keys() {
    let folder = folder();
    for quit in ["q", "\u{3}"] {
        let mut terminal = Terminal::start(folder.path(), &waiting_for_a_pipe());
        terminal.wait_until("the alternate screen", vt100::Screen::alternate_screen);
        terminal.send(quit);
        assert_eq!(terminal.wait_end(), End::Status(0));
        assert_eq!(terminal.left_behind(), [""; 0]);
    }
}

/// Standard input is a pipe that is open and stays empty.
fn waiting_for_a_pipe() -> Start<'static> {
    Start { arguments: vec!["-"], before: "mkfifo pipe 2>/dev/null;", after: "<> pipe", ..Start::default() }
}

#[test]
fn without_a_terminal_for_the_keys_there_is_a_message_and_status_2() {
    let folder = folder();
    let start = Start { arguments: vec!["-"], after: "< story.txt", without_controlling_terminal: true, ..Start::default() };
    let mut terminal = Terminal::start(folder.path(), &start);
    assert_eq!(terminal.wait_end(), End::Status(2));
    assert!(terminal.text().contains("no keyboard"), "{}", terminal.text());
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn an_article_that_cannot_be_read_is_plain_text_and_status_2() {
    let folder = folder();
    let mut terminal = Terminal::start(folder.path(), &Start { arguments: vec!["missing.txt"], ..Start::default() });
    assert_eq!(terminal.wait_end(), End::Status(2));
    assert!(terminal.text().contains("missing.txt: no such file"), "{}", terminal.text());
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains("\x1b[?1049h"), "the alternate screen was entered");
}

#[test]
fn a_closed_window_ends_the_program() {
    let folder = folder();
    for before in ["", "trap '' HUP;"] {
        let mut terminal = reading(&folder, &Start { before, ..Start::default() });
        terminal.hang_up();
        let begin = std::time::Instant::now();
        assert_eq!(terminal.wait_end(), End::Killed(Signal::HUP.as_raw()));
        assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
    }
}

#[test]
fn the_screen_follows_the_window_whatever_its_size() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start::default());
    for (columns, rows) in [(40, 10), (0, 0), (1, 1), (2, 1), (1, 100), (300, 100), (3, 2)].into_iter().cycle().take(70) {
        terminal.resize(columns, rows);
    }
    terminal.resize(100, 30);
    terminal.wait_for("A ferry leaves for the islands.");
    quits_cleanly(terminal);
}

#[test]
fn tiny_and_huge_windows_are_no_reason_to_fail() {
    let folder = folder();
    for (size, seen) in [((0, 0), ""), ((1, 1), ""), ((2, 1), ""), ((1, 100), ""), ((15, 4), "too small"), ((500, 300), "Gulls stand")] {
        let mut terminal = Terminal::start(folder.path(), &Start { arguments: vec!["story.txt"], size: Some(size), ..Start::default() });
        terminal.wait_until("the alternate screen", vt100::Screen::alternate_screen);
        terminal.wait_for(seen);
        quits_cleanly(terminal);
    }
}

#[test]
fn an_idle_reader_writes_nothing_and_takes_no_time() {
    let folder = folder();
    // A large dictionary may still be loading after a second of silence; a reader that waits for one is not idle.
    let mut terminal = reading(&folder, &Start { arguments: vec!["--no-builtin", "story.txt"], ..Start::default() });
    terminal.wait_quiet(Duration::from_secs(1));
    let before = terminal.bytes().len();
    #[cfg(target_os = "linux")]
    let used_before = soak::processor_seconds(terminal.pid());
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(terminal.bytes().len(), before);
    #[cfg(target_os = "linux")]
    assert!(soak::processor_seconds(terminal.pid()) - used_before < 0.02, "less than a hundredth of the time");
    quits_cleanly(terminal);
}

#[test]
fn answers_pastes_and_garbage_are_no_keys() {
    let folder = folder();
    let mut terminal = reading(&folder, &Start::default());
    // Each of them holds a q, which would quit.
    let not_typed = ["\x1b[200~q\rq\x1b[201~", "\x1b]52;c;qqqq\x07", "\x1bP1+r544e=q\x1b\\", "\x1b[M qq", "\x1b[<0;12;40M"];
    for bytes in not_typed {
        terminal.send(bytes);
    }
    // A search for what nobody would find shows that the program still takes keys.
    terminal.send("/zzz");
    terminal.wait_for("zzz");
    terminal.send("\x1b");
    terminal.wait_until("the end of the prompt", |screen| !screen.contents().contains("zzz"));
    quits_cleanly(terminal);
}

#[test]
fn the_theme_follows_the_answer_of_the_terminal() {
    let folder = folder();
    fs::write(folder.path().join("birds.toml"), "[[place]]\nname = \"Gulls\"\n").unwrap();
    let arguments = vec!["--only-dict", "--dict", "birds.toml", "story.txt"];
    let mut terminal = reading(&folder, &Start { arguments, variables: vec![("COLORTERM", "truecolor")], ..Start::default() });
    let colour = |red, green, blue| move |screen: &vt100::Screen| has_colour(screen, vt100::Color::Rgb(red, green, blue));
    terminal.wait_until("a place in the colour for dark backgrounds", colour(0xc6, 0xfa, 0x97));
    let asked = |bytes: &[u8]| bytes.windows(6).any(|bytes| bytes == b"\x1b]11;?");
    assert!(asked(&terminal.bytes()), "the terminal was not asked for its background");
    // In two pieces, as a slow line brings them.
    terminal.send("\x1b]11;rgb:ffff/ff");
    terminal.wait_quiet(Duration::from_millis(100));
    terminal.send("ff/ffff\x1b\\\x1b[?62c");
    terminal.wait_until("a place in the colour for light backgrounds", colour(0x04, 0x7a, 0x69));
    quits_cleanly(terminal);
}

/// An article of many paragraphs.
fn long_story(folder: &TempDir) {
    let paragraphs: Vec<String> = (1..=60).map(|at| format!("Paragraph {at} tells of gulls and ferries, and of nobody else.")).collect();
    fs::write(folder.path().join("long.txt"), paragraphs.join("\n\n")).unwrap();
}

const LONG: [&str; 2] = ["--no-builtin", "long.txt"];

#[test]
fn an_article_is_opened_at_the_sentence_where_it_was_left_whatever_ended_the_session() {
    for end in [None, Some(Signal::TERM), Some(Signal::HUP)] {
        let folder = folder();
        long_story(&folder);
        let start = Start { arguments: LONG.into(), ..Start::default() };
        let mut terminal = Terminal::start(folder.path(), &start);
        terminal.wait_for("Paragraph 1 ");
        terminal.send("40G");
        terminal.wait_for("Paragraph 40 ");
        let Some(signal) = end else {
            quits_cleanly(terminal);
            reopens_at_40(&folder, &start);
            continue;
        };
        terminal.kill(signal);
        assert_eq!(terminal.wait_end(), End::Killed(signal.as_raw()));
        reopens_at_40(&folder, &start);
    }
}

fn reopens_at_40(folder: &TempDir, start: &Start<'_>) {
    let mut terminal = Terminal::start(folder.path(), start);
    terminal.wait_for("Paragraph 40 ");
    terminal.wait_for("back at §40");
    terminal.send("gg");
    terminal.wait_for("Paragraph 1 ");
    quits_cleanly(terminal);
}

#[test]
fn whoever_wants_no_history_gets_none() {
    let folder = folder();
    long_story(&folder);
    let state = folder.path().join("state");
    let variables = vec![("NAMEDROP_STATE_DIR", state.to_str().unwrap())];
    for no_history in [true, false] {
        let arguments = if no_history { [&["--no-history"][..], &LONG].concat() } else { LONG.into() };
        let mut terminal = Terminal::start(folder.path(), &Start { arguments, variables: variables.clone(), ..Start::default() });
        terminal.wait_for("Paragraph 1 ");
        terminal.send("G");
        terminal.wait_for("Paragraph 60 ");
        quits_cleanly(terminal);
        assert_eq!(state.join("history.json").exists(), !no_history);
    }
}

#[test]
fn a_broken_history_is_told_and_not_written_over() {
    let folder = folder();
    let state = folder.path().join(".local/state/namedrop");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("history.json"), "{").unwrap();
    let mut terminal = reading(&folder, &Start { size: Some((200, 24)), ..Start::default() });
    terminal.wait_for("history.json:1: cannot be read");
    quits_cleanly(terminal);
    assert_eq!(fs::read_to_string(state.join("history.json")).unwrap(), "{");
}

#[test]
fn a_folder_is_a_list_from_which_articles_are_read_and_to_which_one_returns() {
    let folder = folder();
    fs::create_dir(folder.path().join("news")).unwrap();
    for (name, text) in
        [("a.md", "# The ferry\n\nA. Berg sails to Riga."), ("b.md", "# The harbour\n\nAnna Berg is in Riga. Anna Berg sleeps.")]
    {
        fs::write(folder.path().join("news").join(name), text).unwrap();
    }
    fs::write(folder.path().join("names.toml"), "[[person]]\nname = \"Anna Berg\"\n\n[[place]]\nname = \"Riga\"\n").unwrap();
    let arguments = vec!["--only-dict", "--dict", "names.toml", "news", "missing.txt"];
    let mut terminal = Terminal::start(folder.path(), &Start { arguments, ..Start::default() });
    terminal.wait_for("Articles 3");
    terminal.wait_for("The harbour");
    terminal.wait_for("no such file");
    terminal.send("/harb\r\r");
    terminal.wait_for("Anna Berg sleeps.");
    // Names are marked a moment later.
    terminal.wait_for("▶");
    terminal.send("lD");
    terminal.wait_for("2 sentences in 2 articles");
    terminal.send("w");
    terminal.wait_for("written: ");
    assert!(fs::read_to_string(folder.path().join("Riga-dossier.md")).is_ok_and(|text| text.contains("- §2 A. Berg sails to **Riga**.")));
    terminal.send("gg\r");
    terminal.wait_until("the other article", |screen| !screen.contents().contains("sentences in") && screen.contents().contains("sails"));
    terminal.send("O");
    terminal.wait_for("Articles");
    quits_cleanly(terminal);
}

fn has_colour(screen: &vt100::Screen, colour: vt100::Color) -> bool {
    let (rows, columns) = screen.size();
    let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    cells.filter_map(|(row, column)| screen.cell(row, column)).any(|cell| cell.fgcolor() == colour)
}

/// Whether a control sequence, without its ESC, is one that the program writes by itself.
fn is_our_own(sequence: &str) -> bool {
    if let Some(modes) = sequence.strip_prefix("[?") {
        let own = ["1049", "25", "2004", "2026", "1000", "1002", "1006"];
        return own.iter().any(|mode| modes.strip_prefix(mode).is_some_and(|rest| rest.starts_with(['h', 'l'])));
    }
    if let Some(body) = sequence.strip_prefix('[') {
        let last = body.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ';' | ':'));
        return last.starts_with(['H', 'm', 'J', 'c', 'n']);
    }
    sequence == "]11;?" || sequence == "\\"
}

#[test]
fn nothing_that_a_command_prints_to_a_terminal_is_obeyed_by_it() {
    let folder = folder();
    let hostile = "# Riga\u{1b}]0;MARK\u{7} und Riga\n\nIn Riga \u{1b}[2JMARK sprach Frau Nora\u{1b}[31m Feldkamp \u{9b}5mMARK \u{202e}MARK mit Riga.\n";
    let name = "st\u{1b}[2Jory.md";
    fs::write(folder.path().join(name), hostile).unwrap();
    let dictionary =
        "[[place]]\nid = \"riga\"\nname = \"Riga\"\nnote = \"a\\u001b]0;MARK\\u0007b \\u202eMARK\"\naliases = [\"\\u001b[2JMARK\", \"\"]\n";
    fs::write(folder.path().join("own.toml"), dictionary).unwrap();
    let own = ["--only-dict", "--dict", "own.toml", "--no-history"];
    let place = format!("{name}:1:3");
    let mut commands: Vec<Vec<&str>> = ["jsonl", "text", "json", "csv", "ansi", "html", "markdown", "conll", "spacy", "webanno"]
        .iter()
        .map(|format| vec!["scan", "--format", format, name])
        .collect();
    commands.extend([
        vec!["find", "Riga", name],
        vec!["find", "Ri\u{1b}[2Jga", name],
        vec!["stats", name],
        vec!["explain", &place],
        vec!["suggest", name],
        vec!["report", name],
        vec!["forms", "riga"],
        vec!["forms", "ri\u{1b}[2Jga"],
        vec!["check", "own.toml"],
        vec!["export", "csv", "own.toml"],
        vec!["import", "csv", name],
        vec!["scan", "miss\u{1b}[2Jing.txt"],
        vec!["miss\u{1b}[2Jing.txt"],
        vec!["--theme", "\u{1b}[2J"],
    ]);
    for command in commands {
        let arguments = [&command[..], &own].concat();
        let mut terminal = Terminal::start(folder.path(), &Start { arguments, ..Start::default() });
        terminal.wait_end();
        let bytes = terminal.bytes();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.is_empty(), "{command:?} printed nothing");
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{7}']), "{command:?}: {text:?}");
        for sequence in text.split('\x1b').skip(1) {
            let colour = sequence
                .strip_prefix('[')
                .and_then(|rest| rest.split_once('m'))
                .is_some_and(|(inside, _)| inside.chars().all(|c| c.is_ascii_digit() || matches!(c, ';' | ':')));
            let erases_its_own_line = command[0] == "import" && sequence.starts_with("[K");
            assert!(colour || erases_its_own_line, "{command:?} wrote ESC {:?}", sequence.chars().take(20).collect::<String>());
        }
    }
}

#[test]
fn what_has_come_through_a_slow_pipe_is_read_before_the_rest() {
    let folder = folder();
    let before = "(printf 'Gulls stand here.\\n\\n'; sleep 1; printf 'A ferry comes.\\n') |";
    let mut terminal = Terminal::start(folder.path(), &Start { before, arguments: vec!["-"], ..Start::default() });
    terminal.wait_for("Gulls stand");
    assert!(!terminal.text().contains("ferry"), "{}", terminal.text());
    terminal.wait_for("A ferry comes.");
    quits_cleanly(terminal);
}

#[test]
fn a_terminal_that_draws_lines_two_columns_wide_gets_a_frame_of_ascii() {
    let folder = folder();
    let start = Start { variables: vec![("LC_ALL", "C.UTF-8"), ("TERM", "xterm-256color")], size: Some((120, 30)), ..Start::default() };
    let mut terminal = reading(&folder, &start);
    assert!(terminal.text().contains('│'));
    terminal.send("\x1b[2;3R\x1b[?62c");
    terminal.wait_until("a frame of ASCII", |screen| !screen.contents().contains('│') && screen.contents().contains(':'));
    quits_cleanly(terminal);
}

#[test]
fn reading_begins_at_the_place_that_was_asked_for() {
    let folder = folder();
    let text = (1..=200).map(|number| format!("Paragraph {number} is short.\n\n")).collect::<Vec<_>>().concat();
    fs::write(folder.path().join("long.txt"), text).unwrap();
    for arguments in [vec!["--at", "§150", "long.txt"], vec!["+299", "long.txt"]] {
        let mut terminal = Terminal::start(folder.path(), &Start { arguments, ..Start::default() });
        terminal.wait_for("Paragraph 150");
        quits_cleanly(terminal);
    }
}

#[test]
fn the_editor_has_the_terminal_and_its_keys_until_it_ends_and_the_article_is_read_again() {
    let folder = folder();
    let script = "trap '' INT; echo \"$@\" > arguments; echo ready; read typed; echo \"$typed\" >> story.txt\n";
    fs::write(folder.path().join("editor.sh"), script).unwrap();
    let mut terminal = reading(&folder, &Start { variables: vec![("VISUAL", "sh editor.sh")], ..Start::default() });
    terminal.send("ga");
    terminal.wait_until("the main screen", |screen| !screen.alternate_screen());
    assert_eq!(terminal.left_behind(), [""; 0]);
    terminal.wait_for("ready");
    // Ctrl-C is the editor's, too.
    terminal.send("\u{3}qqQ a new line\n");
    terminal.wait_for("qqQ a new line");
    terminal.wait_until("the alternate screen", vt100::Screen::alternate_screen);
    assert_eq!(fs::read_to_string(folder.path().join("arguments")).unwrap(), "story.txt\n");
    quits_cleanly(terminal);
}

#[test]
fn an_edit_is_saved_and_a_name_that_somebody_else_adds_is_marked() {
    let folder = folder();
    fs::write(folder.path().join("own.toml"), "# mine\n").unwrap();
    fs::write(folder.path().join("story.txt"), "The harbour\n\nGulls stand on the quay of president Rumcroft. It rains.\n").unwrap();
    let arguments = vec!["--only-dict", "--dict", "own.toml", "story.txt"];
    let mut terminal = reading(&folder, &Start { arguments, ..Start::default() });
    terminal.send("a");
    terminal.wait_for("adds 1 mention");
    terminal.send("\r");
    terminal.wait_for("added Rumcroft · saved to own.toml");
    let saved = "# mine\n\n[[person]]\nname = \"Rumcroft\"\n";
    assert_eq!(fs::read_to_string(folder.path().join("own.toml")).unwrap(), saved);
    terminal.send("U");
    terminal.wait_for("undone: added Rumcroft");
    assert_eq!(fs::read_to_string(folder.path().join("own.toml")).unwrap(), "# mine\n");
    fs::write(folder.path().join("own.toml"), "[[person]]\nname = \n").unwrap();
    terminal.wait_for("own.toml:2:8: no valid TOML");
    fs::write(folder.path().join("own.toml"), saved).unwrap();
    terminal.wait_for("the dictionary was changed");
    quits_cleanly(terminal);
}

/// The program with its configuration in the usual place, an article that has a name and an address, and in a place of its
/// own what the configuration is.
fn configured(folder: &TempDir) -> (Terminal, std::path::PathBuf) {
    let config = folder.path().join(".config/namedrop/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(&config, "theme = \"dark\"\nhints = false\n").unwrap();
    fs::write(folder.path().join("birds.toml"), "[[place]]\nname = \"Gulls\"\n").unwrap();
    let story = "---\nurl: https://quay.example/\n---\n# The harbour\n\nGulls stand on the quay, and from there they look at the ferry that leaves.\n";
    fs::write(folder.path().join("story.md"), story).unwrap();
    let arguments = vec!["--only-dict", "--dict", "birds.toml", "story.md"];
    let variables = vec![("COLORTERM", "truecolor")];
    (reading(folder, &Start { arguments, variables, size: Some((110, 30)), ..Start::default() }), config)
}

#[test]
fn a_changed_configuration_is_followed_at_once_in_all_that_it_says() {
    let folder = folder();
    let (mut terminal, config) = configured(&folder);
    let colour = |red, green, blue| move |screen: &vt100::Screen| has_colour(screen, vt100::Color::Rgb(red, green, blue));
    let on_one_row = |text: &'static str| move |screen: &vt100::Screen| screen.contents().lines().any(|row| row.contains(text));
    terminal.wait_until("a place in the colour for dark backgrounds", colour(0xc6, 0xfa, 0x97));
    let say = |terminal: &mut Terminal, lines: &str| {
        // Esc takes the last message away.
        terminal.send("\x1b");
        terminal.wait_until("no message", |screen| !screen.contents().contains("read again"));
        fs::write(&config, lines).unwrap();
        terminal.wait_for("the configuration was changed, and read again");
    };
    let twenty = "j".repeat(20);
    terminal.send(&twenty);
    terminal.wait_quiet(Duration::from_millis(300));
    assert!(!terminal.text().contains("hint:"), "{}", terminal.text());
    say(&mut terminal, "theme = \"light\"\nhints = true\n");
    terminal.wait_until("a place in the colour for light backgrounds", colour(0x04, 0x7a, 0x69));
    terminal.send(&twenty);
    terminal.wait_for("hint: Space turns the page");

    let whole = "Gulls stand on the quay, and from there they look";
    terminal.wait_until("a long row", on_one_row(whole));
    say(&mut terminal, "measure = 40\n");
    terminal.wait_until("a short row", move |screen| !on_one_row(whole)(screen));
    terminal.wait_until("the mouse", has_mouse);
    say(&mut terminal, "mouse = false\n");
    terminal.wait_until("the mouse given back", |screen| !has_mouse(screen));
    terminal.wait_until("a long row again", on_one_row(whole));

    let told = b";https://quay.example/";
    let tells = |terminal: &Terminal| terminal.bytes().windows(told.len()).any(|bytes| bytes == told);
    assert!(!tells(&terminal), "an address that nobody asked for");
    say(&mut terminal, "hyperlinks = true\nmouse = false\n");
    terminal.wait_quiet(Duration::from_millis(300));
    assert!(tells(&terminal), "no address");
    say(&mut terminal, "mouse = false\n[keys]\nhelp = \"H\"\n");
    terminal.wait_for("H help");
    terminal.wait_until("lines", |screen| screen.contents().contains('│'));
    say(&mut terminal, "mouse = false\nambiguous-width = \"wide\"\n");
    terminal.wait_until("a frame of ASCII", |screen| !screen.contents().contains('│') && screen.contents().contains(':'));
    terminal.wait_for("Cast 1 name");
    say(&mut terminal, "mouse = false\nlinear = true\n");
    terminal.wait_until("no cast beside the text", |screen| !screen.contents().contains("Cast"));
    quits_cleanly(terminal);
}

#[test]
fn a_broken_configuration_is_told_with_its_place_and_changes_nothing() {
    let folder = folder();
    let (mut terminal, config) = configured(&folder);
    let light = vt100::Color::Rgb(0x04, 0x7a, 0x69);
    for (broken, said) in [
        ("theme = \"light\"\nmeasure = 400\n", "~/.config/namedrop/config.toml:2:11: measure must be"),
        ("theme = \n", "~/.config/namedrop/config.toml:1:9: "),
        ("theme = \"light\"\n[keys]\nfly = \"H\"\n", "~/.config/namedrop/config.toml:3:1: "),
    ] {
        fs::write(&config, broken).unwrap();
        terminal.wait_until(said, |screen| screen.contents().contains(said) && !has_colour(screen, light));
    }
    fs::write(&config, "theme = \"light\"\n").unwrap();
    terminal.wait_until("what is whole again is followed", |screen| has_colour(screen, light));
    quits_cleanly(terminal);
}

/// The articles that come with the program, in a folder of one's own.
fn samples() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("samples")).unwrap();
    for sample in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap().map(Result::unwrap) {
        fs::copy(sample.path(), folder.path().join("samples").join(sample.file_name())).unwrap();
    }
    folder
}

#[test]
fn a_whole_visit_from_the_list_to_a_copied_sentence_and_back_to_it_the_next_time() {
    let folder = samples();
    let start = Start { arguments: vec!["samples"], size: Some((110, 34)), ..Start::default() };
    let mut terminal = Terminal::start(folder.path(), &start);
    // Triage: in another order, and only what has a word in its title.
    terminal
        .wait_until("all titles", |screen| screen.contents().contains("Articles 8 · 8 unread") && !screen.contents().contains("scanned"));
    terminal.send("s");
    terminal.wait_for("newest first");
    terminal.send("/drei\r");
    terminal.wait_for("Articles 1 of 8");
    terminal.send("\r");
    terminal.wait_for("Cast 38 names");
    // A letter stands in the place of each name's first one; it leads there.
    terminal.send("f");
    terminal.wait_for("type the letters");
    let sight = terminal.text();
    let letter = sight[..sight.find("rankreich schauen").unwrap()].chars().next_back().unwrap();
    assert_ne!(letter, 'F');
    terminal.send(&letter.to_string());
    terminal.wait_for("Frankreich 1/3 · place");
    // The card of the name goes and comes.
    terminal.wait_for("here as  Frankreich 3");
    terminal.send("K");
    terminal.wait_until("no card", |screen| !screen.contents().contains("here as"));
    terminal.send("K");
    terminal.wait_for("here as  Frankreich 3");
    // Two keys add the person whom the dictionary lacks, and the mentions appear in the cast.
    terminal.send("/Pit Kief\r");
    terminal.wait_for("Er heißt Pit Kieffer");
    terminal.send("a");
    terminal.wait_for("kind     P person");
    terminal.send("\r");
    terminal.wait_for("P Pit Kieffer        2");
    let own = fs::read_to_string(folder.path().join(".config/namedrop/entities.toml")).unwrap();
    assert!(own.contains("Pit Kieffer"), "{own}");
    terminal.send("U");
    terminal.wait_until("the cast without him", |screen| !screen.contents().contains("P Pit Kieffer"));
    assert!(!fs::read_to_string(folder.path().join(".config/namedrop/entities.toml")).unwrap_or_default().contains("Pit Kieffer"));
    terminal.send("D");
    terminal.wait_for("5 sentences in 5 articles");
    terminal.send("\x1b");
    terminal.wait_for("Cast 38 names");
    terminal.send("12Gys");
    terminal.wait_for("copied the sentence");
    assert!(String::from_utf8_lossy(&terminal.bytes()).contains("\x1b]52;c;"));
    let sight = terminal.text();
    quits_cleanly(terminal);
    let mut again = Terminal::start(folder.path(), &Start { arguments: vec!["samples/08-reportage.md"], ..start });
    again.wait_for("back at §");
    // The rows of the text, without what stands beside them, are the same.
    let rows = |text: &str| text.lines().skip(1).take(25).map(|row| row.chars().skip(6).take(64).collect::<String>()).collect::<Vec<_>>();
    assert_eq!(rows(&sight), rows(&again.text()));
    quits_cleanly(again);
}

const FEED: &str = "<rss><channel><title>Bote</title><item><title>Gulls on the quay</title><description>One.</description></item>\
    <item><title>Ferries at dawn</title><description>Two boats.</description></item></channel></rss>";

#[test]
fn a_feed_opens_as_a_list_also_from_a_pipe() {
    let folder = folder();
    fs::write(folder.path().join("feed.xml"), FEED).unwrap();
    for arguments in [vec!["feed.xml"], vec!["feed.xml", "story.txt"], vec!["-"]] {
        let before = if arguments == ["-"] { "exec < feed.xml;" } else { "" };
        let mut terminal = Terminal::start(folder.path(), &Start { arguments, before, ..Start::default() });
        terminal.wait_for("Ferries at dawn");
        terminal.send("j\r");
        terminal.wait_for("Two boats");
        quits_cleanly(terminal);
    }
}

#[cfg(feature = "net")]
#[test]
fn what_takes_long_to_fetch_is_given_up_at_once() {
    let folder = folder();
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/story", silent.local_addr().unwrap());
    for (key, end) in [("\x1b", End::Status(2)), ("q", End::Status(0))] {
        let mut terminal = Terminal::start(folder.path(), &Start { arguments: vec![&address], ..Start::default() });
        terminal.wait_for("fetching; Esc gives up: http://127.0.0.1");
        let begin = std::time::Instant::now();
        terminal.send(key);
        assert_eq!(terminal.wait_end(), end);
        assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
        assert_eq!(terminal.left_behind(), [""; 0]);
    }
}
