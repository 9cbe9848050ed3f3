//! What a text may try: sequences that a terminal would obey, shapes that take time, names that are commands.

use std::fs;
use std::time::{Duration, Instant};

use super::terminal::{End, Start, Terminal};
use super::{folder, is_our_own, quits_cleanly, reading};

/// What a text may hold, and what is seen of it.
const HOSTILE: [(&str, &str); 30] = [
    ("\x1b]0;MARK\x07", "^[]0;MARK^G"),
    ("\x1b]52;c;TUFSSw==\x07", "^[]52;c;TUFSSw==^G"),
    ("\x1b]8;;http://MARK\x1b\\x", "^[]8;;http://MARK^[\\x"),
    ("\x1b]10;#ff0000\x1b\\MARK", "^[]10;#ff0000^[\\MARK"),
    ("\x1bPqMARK\x1b\\", "^[PqMARK^[\\"),
    ("\x1bPtmux;\x1b\x1b]0;MARK\x07\x1b\\", "^[Ptmux;^[^[]0;MARK^G^[\\"),
    ("\x1b_GMARK\x1b\\", "^[_GMARK^[\\"),
    ("\x1b^MARK\x1b\\", "^[^MARK^[\\"),
    ("\x1bXMARK\x1b\\", "^[XMARK^[\\"),
    ("\x1b[2JMARK", "^[[2JMARK"),
    ("\x1b[5;5HMARK", "^[[5;5HMARK"),
    ("\x1b[8mMARK", "^[[8mMARK"),
    ("\x1b[5iMARK", "^[[5iMARK"),
    ("\x1b[3;4rMARK", "^[[3;4rMARK"),
    ("\x1b[6nMARK", "^[[6nMARK"),
    ("\x1b[>0qMARK", "^[[>0qMARK"),
    ("\x1b[?1003hMARK", "^[[?1003hMARK"),
    ("\x1b[?1049lMARK", "^[[?1049lMARK"),
    ("\x1b[>1uMARK", "^[[>1uMARK"),
    ("\x1b(0MARK", "^[(0MARK"),
    ("\x1bcMARK", "^[cMARK"),
    ("\x1b#8MARK", "^[#8MARK"),
    ("\u{9b}5mMARK", "<9B>5mMARK"),
    ("\u{9d}0;MARK\u{9c}", "<9D>0;MARK<9C>"),
    ("\u{202e}MARK\u{2066}", "<U+202E>MARK<U+2066>"),
    ("MA\x08\x08RK", "MA^H^HRK"),
    ("MA\x0e\x0fRK", "MA^N^ORK"),
    ("MARK\x7f\x7f", "MARK^?^?"),
    // Cut off: what follows it is untouched.
    ("\x1bP", "^[P"),
    ("\x1b]0;", "^[]0;"),
];

/// A file is opened; all that is told of it must be seen, and the program writes no sequence but its own.
fn is_seen_and_not_obeyed(name: &str, text: &[u8], seen: &[&str]) {
    let folder = folder();
    fs::write(folder.path().join(name), text).unwrap();
    let start = Start { arguments: vec!["--no-builtin", name], size: Some((120, 140)), ..Start::default() };
    let mut terminal = reading(&folder, &start);
    for seen in seen {
        terminal.wait_for(seen);
    }
    quits_cleanly_and_wrote(terminal, |text| {
        assert!(!text.contains(['\u{9b}', '\u{9d}', '\u{202e}', '\u{7}']), "{name}: a control character of the article was written");
        for sequence in text.split('\x1b').skip(1) {
            assert!(is_our_own(sequence), "{name}: the program wrote ESC {:?}", sequence.chars().take(20).collect::<String>());
        }
    });
}

fn quits_cleanly_and_wrote(mut terminal: Terminal, judge: impl Fn(&str)) {
    terminal.send("q");
    assert_eq!(terminal.wait_end(), End::Status(0));
    assert_eq!(terminal.left_behind(), [""; 0]);
    judge(&String::from_utf8_lossy(&terminal.bytes()));
}

#[test]
fn nothing_in_an_article_is_obeyed_by_the_terminal() {
    let paragraph = |(at, (raw, _)): (usize, &(&str, &str))| format!("{raw} {at}\n\nAfter {at}.");
    let text = HOSTILE.iter().enumerate().map(paragraph).collect::<Vec<_>>().join("\n\n");
    let seen: Vec<String> =
        HOSTILE.iter().enumerate().flat_map(|(at, (_, seen))| [format!("{seen} {at}"), format!("After {at}.")]).collect();
    let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
    is_seen_and_not_obeyed(
        "hostile.txt",
        format!("Gulls stand\n\n{text}\n\nAt last \x1b[").as_bytes(),
        &[&seen[..], &["At last ^[["]].concat(),
    );
}

#[test]
fn control_characters_that_are_written_as_references_are_not_obeyed_either() {
    let references = "&#27;[2JMARK &#x1b;]0;MARK&#7; &#x202e;MARK";
    let seen = ["^[[2JMARK", "^[]0;MARK^G", "<U+202E>MARK"];
    is_seen_and_not_obeyed("page.html", format!("<!doctype html><p>Gulls stand {references}</p>").as_bytes(), &seen);
    is_seen_and_not_obeyed("story.md", format!("Gulls stand {references}\n").as_bytes(), &seen);
}

/// The only work is to be quick: whoever is at rest does not compute.
#[cfg(target_os = "linux")]
#[test]
fn five_thousand_tabs_in_a_window_of_three_columns_are_no_work() {
    let folder = folder();
    fs::write(folder.path().join("tabs.txt"), format!("Gulls stand{}here.\n", "\t".repeat(5000))).unwrap();
    let start = Start { arguments: vec!["--no-builtin", "--no-history", "tabs.txt"], ..Start::default() };
    let mut terminal = reading(&folder, &start);
    for size in [(3, 2), (20, 5), (80, 24)] {
        terminal.resize(size.0, size.1);
        terminal.send("G");
        terminal.wait_quiet(Duration::from_millis(300));
        let before = super::soak::processor_seconds(terminal.pid());
        std::thread::sleep(Duration::from_secs(1));
        let used = super::soak::processor_seconds(terminal.pid()) - before;
        assert!(used < 0.05, "{used} s of a second at {size:?}");
    }
    terminal.wait_for("here.");
    quits_cleanly(terminal);
}

#[test]
fn a_line_of_many_megabytes_is_there_at_once_and_can_be_left_at_once() {
    let folder = folder();
    let text = format!("Gulls stand {}", "on the quay of Riga and look ".repeat(600_000));
    fs::write(folder.path().join("line.txt"), text).unwrap();
    fs::write(folder.path().join("own.toml"), "[[place]]\nname = \"Riga\"\n").unwrap();
    let arguments = vec!["--only-dict", "--dict", "own.toml", "--no-history", "line.txt"];
    let terminal = reading(&folder, &Start { arguments, ..Start::default() });
    let begin = Instant::now();
    quits_cleanly(terminal);
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

#[test]
fn a_large_dictionary_holds_up_neither_the_text_nor_the_keys() {
    let folder = folder();
    let entry = |at: usize| format!("[[place]]\nid = \"p{at}\"\nname = \"Ort{at}berg\"\n");
    fs::write(folder.path().join("own.toml"), (0..100_000).map(entry).collect::<Vec<_>>().concat()).unwrap();
    fs::write(folder.path().join("story.txt"), "Gulls stand in Ort77777berg.\n").unwrap();
    let arguments = vec!["--only-dict", "--dict", "own.toml", "--no-history", "story.txt"];
    let start = Start { arguments, size: Some((110, 30)), ..Start::default() };
    let mut terminal = reading(&folder, &start);
    terminal.wait_for("L Ort77777berg");
    quits_cleanly(terminal);
    let begin = Instant::now();
    quits_cleanly(reading(&folder, &start));
    println!("without waiting for it: {:?}", begin.elapsed());
}

/// Names of files are names, whatever a shell would make of them.
#[test]
fn the_name_of_an_article_is_an_argument_and_never_a_command() {
    let folder = folder();
    let name = "$(touch x)`touch y`;touch z.txt";
    fs::write(folder.path().join(name), "Gulls stand $(touch x)\n").unwrap();
    fs::write(folder.path().join("editor.sh"), "printf '%s\n' \"$@\" > arguments\n").unwrap();
    let start = Start { arguments: vec![name], variables: vec![("VISUAL", "sh editor.sh")], ..Start::default() };
    let mut terminal = reading(&folder, &start);
    terminal.send("ga");
    let arguments = folder.path().join("arguments");
    terminal.wait_until("the editor's arguments", |_| fs::read_to_string(&arguments).is_ok_and(|text| text.ends_with('\n')));
    terminal.wait_until("the alternate screen", vt100::Screen::alternate_screen);
    assert_eq!(fs::read_to_string(&arguments).unwrap(), format!("{name}\n"));
    for made in ["x", "y", "z", "z.txt"] {
        assert!(!folder.path().join(made).exists(), "{made} was made");
    }
    quits_cleanly(terminal);
}
