//! From the bytes a terminal sends to keys, pastes and answers.
//!
//! Not crossterm's parser: that one reads the answer to a colour question as keys, swallows keys after a sequence it does
//! not know, and takes a sequence that arrives in two pieces for an Esc and letters. Here bytes are first cut into whole
//! sequences by the rules of ECMA-48, and what is then not known is dropped whole. The events are crossterm's types, so
//! that the key table speaks of one kind of key. No IO and no clock: the caller waits, and says when it waited long enough.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use super::sequence::{self, Sequence};

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The first line of a paste, without control characters, at most [`PASTE_LIMIT`] bytes.
    Paste(String),
    /// The terminal's background colour: the answer to OSC 11. Red, green, blue.
    Background(u8, u8, u8),
    /// Where the cursor is, row and column from 1: the answer to CPR.
    Cursor(u16, u16),
    /// The terminal answered what every terminal answers (DA1): no other answer is to come.
    Answered,
}

/// The most bytes of a paste that are kept.
pub const PASTE_LIMIT: usize = 4096;
/// The longest sequence that is kept while it is not complete; of a longer one the rest is skipped.
const SEQUENCE_LIMIT: usize = 4096;
/// After a lone Esc: longer than a sequence takes to arrive in two pieces, shorter than a person notices.
const ESCAPE_WAIT: Duration = Duration::from_millis(60);
/// In the middle of a sequence: what is not complete by then never will be.
const SEQUENCE_WAIT: Duration = Duration::from_secs(1);
/// In the middle of a paste: a slow line may pause, and the rest of a paste must not run as keys.
const PASTE_WAIT: Duration = Duration::from_secs(5);
const PASTE_END: &[u8] = b"\x1b[201~";

/// Cuts a stream of bytes, in any pieces, into inputs.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The beginning of a sequence, or inside a paste what may be the beginning of its end.
    pending: Vec<u8>,
    mode: Mode,
}

#[derive(Debug, Default)]
enum Mode {
    #[default]
    Keys,
    /// Inside a bracketed paste: its first line so far, and whether that line has ended.
    Paste { line: Vec<u8>, ended: bool },
    /// Inside a control string too long to keep.
    Skip,
}

impl Decoder {
    /// Takes the next bytes and appends what they complete to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        self.pending.extend_from_slice(bytes);
        while !self.pending.is_empty() {
            let before = self.pending.len();
            match &mut self.mode {
                Mode::Keys => self.next_sequence(out),
                Mode::Paste { .. } => self.next_paste(out),
                Mode::Skip => self.skip(),
            }
            if self.pending.len() == before {
                break;
            }
        }
    }

    /// How long to wait for more bytes before [`Decoder::time_is_up`]; `None`: nothing is incomplete.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        match self.mode {
            Mode::Paste { .. } => Some(PASTE_WAIT),
            Mode::Keys if self.pending.is_empty() => None,
            Mode::Keys if sequence::may_be_keys(&self.pending) => Some(ESCAPE_WAIT),
            Mode::Keys | Mode::Skip => Some(SEQUENCE_WAIT),
        }
    }

    /// No more bytes came: an Esc was the key, and what else is incomplete is dropped.
    pub fn time_is_up(&mut self, out: &mut Vec<Input>) {
        let pending = std::mem::take(&mut self.pending);
        match std::mem::take(&mut self.mode) {
            Mode::Paste { line, .. } => out.push(Input::Paste(clean(&line))),
            Mode::Keys if sequence::may_be_keys(&pending) => out.extend(sequence::as_keys(&pending).map(Input::Key)),
            Mode::Keys | Mode::Skip => {}
        }
    }

    fn next_sequence(&mut self, out: &mut Vec<Input>) {
        let Some((length, sequence)) = sequence::next(&self.pending) else {
            if self.pending.len() > SEQUENCE_LIMIT {
                self.mode = Mode::Skip;
                // Its own beginning is no new one; an Esc at the very end may begin its end.
                self.pending.drain(..self.pending.len() - usize::from(self.pending.ends_with(b"\x1b")));
            }
            return;
        };
        self.pending.drain(..length.min(self.pending.len()));
        match sequence {
            Sequence::Key(key) => out.push(Input::Key(key)),
            Sequence::Mouse(report) => out.push(Input::Mouse(report)),
            Sequence::PasteBegins => self.mode = Mode::Paste { line: Vec::new(), ended: false },
            Sequence::Background(red, green, blue) => out.push(Input::Background(red, green, blue)),
            Sequence::Cursor(row, column) => out.push(Input::Cursor(row, column)),
            Sequence::Answered => out.push(Input::Answered),
            Sequence::Unknown => {}
        }
    }

    fn next_paste(&mut self, out: &mut Vec<Input>) {
        let Mode::Paste { line, ended } = &mut self.mode else { return };
        let end = memchr::memmem::find(&self.pending, PASTE_END);
        // Without the end, a tail that may be its beginning is kept back.
        let kept = (1..PASTE_END.len()).rev().find(|&n| self.pending.ends_with(&PASTE_END[..n])).unwrap_or(0);
        let taken = end.unwrap_or(self.pending.len() - kept);
        for &byte in &self.pending[..taken] {
            *ended |= matches!(byte, b'\r' | b'\n') && !line.is_empty();
            if !*ended && line.len() < PASTE_LIMIT && !matches!(byte, b'\r' | b'\n') {
                line.push(byte);
            }
        }
        self.pending.drain(..end.map_or(taken, |at| at + PASTE_END.len()));
        if end.is_some() {
            out.push(Input::Paste(clean(line)));
            self.mode = Mode::Keys;
        }
    }

    fn skip(&mut self) {
        let end = self.pending.iter().position(|byte| matches!(byte, 0x07 | 0x18 | 0x1a | 0x1b));
        let (taken, ended) = match end.map(|at| (at, self.pending[at], self.pending.get(at + 1))) {
            None => (self.pending.len(), false),
            Some((at, 0x1b, None)) => (at, false),
            Some((at, 0x1b, Some(b'\\'))) => (at + 2, true),
            // An Esc that does not end the string begins something new.
            Some((at, 0x1b, Some(_))) => (at, true),
            Some((at, ..)) => (at + 1, true),
        };
        self.pending.drain(..taken);
        if ended {
            self.mode = Mode::Keys;
        }
    }
}

/// A pasted line as a field may take it: no control characters, whole characters, within the limit.
fn clean(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    text.chars().filter(|c| !c.is_control() && *c != char::REPLACEMENT_CHARACTER).collect::<String>().trim().to_owned()
}

/// A plain key without modifiers.
pub(super) fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(pieces: &[&[u8]]) -> Vec<Input> {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        for piece in pieces {
            decoder.feed(piece, &mut out);
        }
        if decoder.wait().is_some() {
            decoder.time_is_up(&mut out);
        }
        assert_eq!(decoder.wait(), None, "after the wait nothing is pending");
        out
    }

    fn keys(bytes: &[u8]) -> String {
        let names: Vec<String> = all(&[bytes]).iter().map(name).collect();
        names.join(" ")
    }

    fn name(input: &Input) -> String {
        let Input::Key(key) = input else { return format!("{input:?}") };
        let mut name = String::new();
        for (modifier, word) in [(KeyModifiers::CONTROL, "C-"), (KeyModifiers::ALT, "A-"), (KeyModifiers::SHIFT, "S-")] {
            if key.modifiers.contains(modifier) {
                name.push_str(word);
            }
        }
        match key.code {
            KeyCode::Char(c) => name + &c.to_string(),
            KeyCode::F(n) => format!("{name}F{n}"),
            code => name + &format!("{code:?}"),
        }
    }

    #[test]
    fn plain_keys_are_what_they_are() {
        assert_eq!(keys("aZé漢 ".as_bytes()), "a S-Z é 漢  ");
        assert_eq!(keys(b"\r\t\x7f\x08\x03\x1a\x00\x1d"), "Enter Tab Backspace Backspace C-c C-z C-  C-5");
        assert_eq!(keys(b"\n"), "Enter");
    }

    #[test]
    fn the_keys_of_every_terminal_are_known() {
        assert_eq!(keys(b"\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D\x1b[H\x1b[4~\x1b[Z"), "Up Down C-Right S-Left Home End S-BackTab");
        assert_eq!(keys(b"\x1b[5~\x1b[6~\x1b[2~\x1b[3;5~"), "PageUp PageDown Insert C-Delete");
        assert_eq!(keys(b"\x1bOP\x1b[[B\x1b[1;2R\x1b[15~\x1b[18;2~\x1b[24~"), "F1 F2 S-F3 F5 S-F7 F12");
        assert_eq!(keys(b"\x1b[97;5u\x1b[27;5;13~\x1b[13;2u"), "C-a C-Enter S-Enter");
        assert_eq!(keys(b"\x1bx\x1b\x7f\x1b\x1b[A"), "A-x A-Backspace A-Up");
    }

    #[test]
    fn a_lone_escape_is_the_key() {
        assert_eq!(keys(b"\x1b"), "Esc");
        assert_eq!(keys(b"\x1b\x1b"), "Esc Esc");
        assert_eq!(keys(b"\x1b["), "A-[");
        assert_eq!(keys(b"\x1b]"), "A-]");
    }

    #[test]
    fn answers_are_never_keys() {
        let answer = b"\x1b]11;rgb:ffff/8080/0000\x1b\\\x1b[?62;22cq";
        assert_eq!(keys(answer), "Background(255, 128, 0) Answered q");
        assert_eq!(keys(b"\x1b]11;rgb:1e/1e/1e\x07"), "Background(30, 30, 30)");
        assert_eq!(keys(b"\x1b]11;rgba:1e1e/1e1e/1e1e/ffff\x07"), "Background(30, 30, 30)");
        assert_eq!(keys(b"\x1b[2;3R\x1b[1;2Rj"), "Cursor(2, 3) S-F3 j");
        assert_eq!(keys(b"\x1b]52;c;cXVpdA==\x07\x1bP1+r544e=q\x1b\\\x1b_Gi=1;OK\x1b\\j"), "j");
        assert_eq!(keys(b"\x1b[?1u\x1b[>0;95;0c\x1b[?2026;2$y\x1b[I\x1b[Oj"), "j");
    }

    #[test]
    fn mouse_reports_tell_what_the_mouse_did_and_where() {
        let reports = all(&[b"\x1b[<0;12;40M\x1b[<32;13;40M\x1b[<0;13;40m\x1b[<64;1;1M\x1b[<69;2;3M\x1b[<35;2;3Mj"]);
        let said = |input: &Input| match input {
            Input::Mouse(report) => format!("{:?} {},{} {:?}", report.kind, report.column, report.row, report.modifiers.bits()),
            other => name(other),
        };
        let said: Vec<String> = reports.iter().map(said).collect();
        let wanted =
            ["Down(Left) 11,39 0", "Drag(Left) 12,39 0", "Up(Left) 12,39 0", "ScrollUp 0,0 0", "ScrollDown 1,2 1", "Moved 1,2 0", "j"];
        assert_eq!(said, wanted);
    }

    #[test]
    fn mouse_reports_that_nobody_understands_are_not_text() {
        assert_eq!(keys(b"\x1b[M qq\x1b[32;4;5M\x1b[<0;0;1M\x1b[<0;99999;1M\x1b[<200;1;1M\x1b[<;M\x1b[<1;2mj"), "j");
    }

    #[test]
    fn garbage_is_dropped_and_the_next_key_counts() {
        assert_eq!(keys(b"\xff\x9b\xf4\x90\x80\x80j"), "j");
        assert_eq!(keys(b"\x1b[12\x1b[A"), "Up");
        assert_eq!(keys(b"\x1b[12\xc3\xa4"), "ä");
        assert_eq!(keys(b"\x1b]11;never ends"), "");
        assert_eq!(keys(b"\x1b[999999999999999999999~\x1b[1;999Aj"), "j");
    }

    #[test]
    fn a_paste_is_its_first_line_without_controls() {
        assert_eq!(keys(b"\x1b[200~Riga\x1b]0;x\x07 am Meer\rq\rq\x1b[201~j"), "Paste(\"Riga]0;x am Meer\") j");
        assert_eq!(keys(b"\x1b[200~\n\n  Riga\n\x1b[201~"), "Paste(\"Riga\")");
        assert_eq!(keys(b"\x1b[200~\x1b[201~"), "Paste(\"\")");
    }

    #[test]
    fn a_huge_paste_is_cut_at_the_limit_between_characters() {
        let paste = [b"\x1b[200~".as_slice(), "aä".repeat(200_000).as_bytes(), b"\x1b[201~q"].concat();
        let inputs = all(&paste.chunks(1000).collect::<Vec<_>>());
        let [Input::Paste(text), Input::Key(q)] = inputs.as_slice() else { panic!("{} inputs", inputs.len()) };
        assert!(text.len() <= PASTE_LIMIT && text.len() > PASTE_LIMIT - 4 && text.ends_with(['a', 'ä']));
        assert_eq!(q.code, KeyCode::Char('q'));
    }

    #[test]
    fn an_endless_control_string_costs_no_memory_and_no_key_after_it() {
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        decoder.feed(b"\x1b]52;c;", &mut out);
        for _ in 0..1000 {
            decoder.feed(&[b'A'; 1000], &mut out);
        }
        assert!(decoder.pending.capacity() < 64 * 1024);
        decoder.feed(b"\x1b\\j", &mut out);
        assert_eq!(out.iter().map(name).collect::<String>(), "j");
    }

    proptest! {
        #[test]
        fn the_pieces_in_which_bytes_arrive_do_not_matter(bytes in bytes_like_a_terminals(), cuts in proptest::collection::vec(0..60usize, 0..8)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).chain([0, bytes.len()]).collect();
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            prop_assert_eq!(all(&pieces), all(&[&bytes]));
        }
    }

    fn bytes_like_a_terminals() -> impl Strategy<Value = Vec<u8>> {
        let part = prop_oneof![
            Just(b"\x1b".to_vec()),
            Just(b"\x1b[".to_vec()),
            Just(b"\x1b]11;rgb:00/00/00".to_vec()),
            Just(b"\x1b\\".to_vec()),
            Just(b"\x1b[200~".to_vec()),
            Just(b"\x1b[201~".to_vec()),
            Just(b"1;2A".to_vec()),
            Just("ä".as_bytes().to_vec()),
            proptest::collection::vec(any::<u8>(), 0..4),
        ];
        proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
    }
}
