//! The one table of keys, and how a key event becomes an action. The help screen and the status line's hints are made
//! from the same table, so that they cannot lie.
//!
//! Nothing is remembered here: prefix and count belong to the session's state.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::reader::action::{Action, Command, Stop, Way};
use crate::reader::copy::Piece;
use crate::reader::keymap::{self, Keymap};
use crate::reader::{Focus, Reader};

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub focus: Focus,
    /// The keys, the one to be shown in hints first: `j`, `Down`, `C-d`, `gg`.
    pub keys: &'static [&'static str],
    /// What they mean.
    pub command: Command,
    /// What the help says.
    pub help: &'static str,
    /// The heading in the help; bindings of one heading stand together.
    pub group: &'static str,
}

const fn bind(focus: Focus, group: &'static str, keys: &'static [&'static str], command: Command, help: &'static str) -> Binding {
    Binding { focus, keys, command, help, group }
}

use Command as C;
use Focus::{Article, Cast, Dossier, Form, Help, Hints, Library, Picker, Prompt, Select};
use Way::{Next, Previous};

/// Every key. Sequences have at most two keys; their first key is a prefix and means nothing by itself. A sequence that
/// ends with `…` takes any letter ([`keymap::ANY`]).
#[rustfmt::skip]
pub static KEYMAP: &[Binding] = &[
    bind(Article, "Names", &["Tab", "l", "Right"], C::Step(Stop::Any, Next), "next name; 5l: the fifth"),
    bind(Article, "Names", &["S-Tab", "h", "Left"], C::Step(Stop::Any, Previous), "previous name"),
    bind(Article, "Names", &["*", "S-Right"], C::Step(Stop::SameEntity, Next), "its next mention"),
    bind(Article, "Names", &["#", "S-Left"], C::Step(Stop::SameEntity, Previous), "its previous mention"),
    bind(Article, "Names", &["gn"], C::Step(Stop::SomeoneNew, Next), "next not mentioned before"),
    bind(Article, "Names", &["gN"], C::Step(Stop::SomeoneNew, Previous), "previous first mention"),
    bind(Article, "Names", &["t", "F7"], C::Step(Stop::SameKind, Next), "next of the same kind"),
    bind(Article, "Names", &["T", "S-F7"], C::Step(Stop::SameKind, Previous), "previous of the same kind"),
    bind(Article, "Names", &["gc"], C::Together(Next), "next with the pinned one"),
    bind(Article, "Names", &["gC"], C::Together(Previous), "previous with the pinned"),
    bind(Article, "Names", &["gf"], C::First, "its first mention"),
    bind(Article, "Names", &["ge"], C::Last, "its last mention"),
    bind(Article, "Names", &["f"], C::Hints, "letters on all in sight"),
    bind(Article, "Names", &["Enter"], C::Enter, "card; in it: next mention"),
    bind(Article, "Names", &["K"], C::Card, "open or close the card"),
    bind(Article, "Names", &["D"], C::Dossier, "all articles about it"),
    bind(Article, "Moving", &["j", "Down"], C::Line(Next), "line down; 10j: ten"),
    bind(Article, "Moving", &["k", "Up"], C::Line(Previous), "line up"),
    bind(Article, "Moving", &["d", "C-d"], C::HalfPage(Next), "half a page down"),
    bind(Article, "Moving", &["u", "C-u"], C::HalfPage(Previous), "half a page up"),
    bind(Article, "Moving", &["Space", "C-f", "PageDown"], C::Page(Next), "page down"),
    bind(Article, "Moving", &["b", "C-b", "PageUp"], C::Page(Previous), "page up"),
    bind(Article, "Moving", &["}", ")", "C-Down"], C::Paragraph(Next), "next paragraph"),
    bind(Article, "Moving", &["{", "(", "C-Up"], C::Paragraph(Previous), "previous paragraph"),
    bind(Article, "Moving", &["gg", "Home"], C::Top, "beginning"),
    bind(Article, "Moving", &["G", "End"], C::Bottom, "end; 12G paragraph 12"),
    bind(Article, "Moving", &["%"], C::Percent, "40% goes to that place"),
    bind(Article, "Moving", &["Backspace", "C-o", "A-Left"], C::Back, "back before the jump"),
    bind(Article, "Moving", &["g,", "A-Right"], C::Forward, "forward again"),
    bind(Article, "Moving", &["m…"], C::SetPlace, "mark this place: ma"),
    bind(Article, "Moving", &["'…"], C::GoToPlace, "to the mark: 'a"),
    bind(Article, "Moving", &["''"], C::SwapPlaces, "to where it was before"),
    bind(Article, "Moving", &["o", "F2"], C::Outline, "outline"),
    bind(Article, "Searching", &["/"], C::Search, "search the text"),
    bind(Article, "Searching", &["C-r"], C::SearchBack, "search backwards"),
    bind(Article, "Searching", &["n", "F3"], C::Repeat(Next), "next hit, or next of *"),
    bind(Article, "Searching", &["N", "S-F3"], C::Repeat(Previous), "previous one"),
    bind(Article, "Searching", &["&"], C::Fold, "only paragraphs with it"),
    bind(Article, "Cast", &["e", "F6"], C::Cast, "go to the cast"),
    bind(Article, "Cast", &["E"], C::HideCast, "show or hide the cast"),
    bind(Article, "Cast", &["C-w"], C::NextFocus, "next pane"),
    bind(Article, "Copying", &["ys"], C::Copy(Piece::Sentence), "copy the sentence"),
    bind(Article, "Copying", &["yp"], C::Copy(Piece::Paragraph), "copy the paragraph"),
    bind(Article, "Copying", &["ye"], C::Copy(Piece::Name), "copy the name"),
    bind(Article, "Copying", &["ym"], C::Copy(Piece::Mentions), "copy its mentions, with §"),
    bind(Article, "Copying", &["yu"], C::Copy(Piece::Source), "copy web address or path"),
    bind(Article, "Copying", &["gx"], C::Browse, "open it in the browser"),
    bind(Article, "Dictionary", &["v"], C::Select, "select words"),
    bind(Article, "Dictionary", &["a"], C::Add, "add a name"),
    bind(Article, "Dictionary", &["A"], C::Alias, "add as another name of"),
    bind(Article, "Dictionary", &["!"], C::NotThis, "this is not meant here"),
    bind(Article, "Dictionary", &["i"], C::Change, "change its entry"),
    bind(Article, "Dictionary", &["P"], C::SettleForGood, "settle who is meant"),
    bind(Article, "Dictionary", &["U"], C::UndoEdit, "undo the last edit"),
    bind(Article, "Dictionary", &["zu"], C::Unknown, "names it lacks"),
    bind(Article, "Dictionary", &["gE"], C::EditEntry, "its entry in $EDITOR"),
    bind(Article, "Look", &["x", "F8"], C::Thinner, "mark fewer names"),
    bind(Article, "Look", &["X"], C::Thicker, "mark more names"),
    bind(Article, "Look", &["F…"], C::OnlyKind, "only one kind; Fa: all"),
    bind(Article, "Look", &["+"], C::MeasureMore, "wider text"),
    bind(Article, "Look", &["-"], C::MeasureLess, "narrower text"),
    bind(Article, "Look", &["="], C::MeasureReset, "text as wide as before"),
    bind(Article, "Look", &["c"], C::Theme, "next theme"),
    bind(Article, "Look", &["zr"], C::Raw, "the whole text and back"),
    bind(Article, "Look", &["zm"], C::Mouse, "mouse on or off"),
    bind(Article, "Look", &["zn"], C::Zen, "nothing but the text"),
    bind(Article, "Program", &["O"], C::Library, "list of articles"),
    bind(Article, "Program", &["C-n", "F4"], C::Article(Next), "next article"),
    bind(Article, "Program", &["C-p", "S-F4"], C::Article(Previous), "previous article"),
    bind(Article, "Program", &["ga"], C::EditArticle, "article in $EDITOR"),
    bind(Article, "Program", &["r", "F5"], C::Reload, "read the file again"),
    bind(Article, "Program", &[":"], C::Palette, "all commands"),
    bind(Article, "Program", &["?", "F1"], C::Help, "this help; / searches it"),
    bind(Article, "Program", &["C-l"], C::Redraw, "paint anew"),
    bind(Article, "Program", &["C-z"], C::Suspend, "suspend"),
    bind(Article, "Program", &["Esc"], C::Escape, "back one layer"),
    bind(Article, "Program", &["q", "C-c"], C::Close, "close a layer, then quit"),
    bind(Article, "Program", &["Q", "ZZ"], C::Quit, "quit"),

    bind(Cast, "", &["j", "Down"], C::Line(Next), ""),
    bind(Cast, "", &["k", "Up"], C::Line(Previous), ""),
    bind(Cast, "", &["d", "C-d"], C::HalfPage(Next), ""),
    bind(Cast, "", &["u", "C-u"], C::HalfPage(Previous), ""),
    bind(Cast, "", &["Space", "C-f", "PageDown"], C::Page(Next), ""),
    bind(Cast, "", &["b", "C-b", "PageUp"], C::Page(Previous), ""),
    bind(Cast, "", &["gg", "Home"], C::Top, ""),
    bind(Cast, "", &["G", "End"], C::Bottom, ""),
    bind(Cast, "In the cast", &["Enter", "gf"], C::First, "to the first mention"),
    bind(Cast, "In the cast", &["ge"], C::Last, "to the last mention"),
    bind(Cast, "In the cast", &["l", "*", "Right", "S-Right"], C::Step(Stop::SameEntity, Next), "its next mention"),
    bind(Cast, "In the cast", &["h", "#", "Left", "S-Left"], C::Step(Stop::SameEntity, Previous), "its previous mention"),
    bind(Cast, "In the cast", &["p"], C::Pin, "pin, or let go"),
    bind(Cast, "", &["gc"], C::Together(Next), ""),
    bind(Cast, "", &["gC"], C::Together(Previous), ""),
    bind(Cast, "", &["K"], C::Card, ""),
    bind(Cast, "In the cast", &["s"], C::Sort, "another order"),
    bind(Cast, "In the cast", &["/"], C::Filter, "filter by name"),
    bind(Cast, "In the cast", &["1"], C::Kind(0), "first kind on, off (to 9)"),
    bind(Cast, "", &["2"], C::Kind(1), ""),
    bind(Cast, "", &["3"], C::Kind(2), ""),
    bind(Cast, "", &["4"], C::Kind(3), ""),
    bind(Cast, "", &["5"], C::Kind(4), ""),
    bind(Cast, "", &["6"], C::Kind(5), ""),
    bind(Cast, "", &["7"], C::Kind(6), ""),
    bind(Cast, "", &["8"], C::Kind(7), ""),
    bind(Cast, "", &["9"], C::Kind(8), ""),
    bind(Cast, "In the cast", &["0"], C::AllKinds, "all kinds"),
    bind(Cast, "In the cast", &["v"], C::OnScreen, "on screen, section, all"),
    bind(Cast, "In the cast", &[">"], C::Wider, "wider panel"),
    bind(Cast, "In the cast", &["<"], C::Narrower, "narrower panel"),
    bind(Cast, "", &["E"], C::HideCast, ""),
    bind(Cast, "In the cast", &["e", "C-w", "Tab", "F6"], C::NextFocus, "back to the text"),
    bind(Cast, "", &["Esc"], C::Escape, ""),
    bind(Cast, "", &["q", "C-c"], C::Close, ""),
    bind(Cast, "", &["Q", "ZZ"], C::Quit, ""),
    bind(Cast, "", &["Backspace", "C-o", "A-Left"], C::Back, ""),
    bind(Cast, "", &["g,", "A-Right"], C::Forward, ""),
    bind(Cast, "", &["ye"], C::Copy(Piece::Name), ""),
    bind(Cast, "", &["ym"], C::Copy(Piece::Mentions), ""),
    bind(Cast, "", &["yu"], C::Copy(Piece::Source), ""),
    bind(Cast, "", &["gx"], C::Browse, ""),
    bind(Cast, "", &["x", "F8"], C::Thinner, ""),
    bind(Cast, "", &["X"], C::Thicker, ""),
    bind(Cast, "", &["c"], C::Theme, ""),
    bind(Cast, "", &[":"], C::Palette, ""),
    bind(Cast, "", &["?", "F1"], C::Help, ""),
    bind(Cast, "", &["C-l"], C::Redraw, ""),
    bind(Cast, "", &["C-z"], C::Suspend, ""),
    bind(Cast, "", &["D"], C::Dossier, ""),
    bind(Cast, "", &["O"], C::Library, ""),
    bind(Cast, "", &["C-n", "F4"], C::Article(Next), ""),
    bind(Cast, "", &["C-p", "S-F4"], C::Article(Previous), ""),

    bind(Cast, "", &["i"], C::Change, ""),
    bind(Cast, "", &["gE"], C::EditEntry, ""),
    bind(Cast, "", &["U"], C::UndoEdit, ""),

    bind(Select, "Selected words", &["l", "w", "Right"], C::Word(Next), "one word more"),
    bind(Select, "Selected words", &["h", "b", "Left"], C::Word(Previous), "one word less"),
    bind(Select, "", &["j", "Down"], C::Line(Next), ""),
    bind(Select, "", &["k", "Up"], C::Line(Previous), ""),
    bind(Select, "Selected words", &["L", "W", "S-Right"], C::MoveWord(Next), "on to the next word"),
    bind(Select, "Selected words", &["H", "B", "S-Left"], C::MoveWord(Previous), "back to the word before"),
    bind(Select, "Selected words", &["J", "S-Down"], C::MoveLine(Next), "on to the next line"),
    bind(Select, "Selected words", &["K", "S-Up"], C::MoveLine(Previous), "back to the line before"),
    bind(Select, "Selected words", &["Tab", "n"], C::Step(Stop::Any, Next), "next unmarked name"),
    bind(Select, "Selected words", &["S-Tab", "N"], C::Step(Stop::Any, Previous), "previous unmarked name"),
    bind(Select, "Selected words", &["o"], C::OtherEnd, "move the other end"),
    bind(Select, "Selected words", &["y"], C::Copy(Piece::Selection), "copy the selected words"),
    bind(Select, "", &["a", "Enter"], C::Add, ""),
    bind(Select, "", &["A"], C::Alias, ""),
    bind(Select, "", &["!"], C::NotThis, ""),
    bind(Select, "", &["Esc", "v", "q", "C-c"], C::Escape, ""),
    bind(Select, "", &["Q"], C::Quit, ""),
    bind(Select, "", &["C-z"], C::Suspend, ""),
    bind(Select, "", &["C-l"], C::Redraw, ""),

    bind(Form, "", &["Enter"], C::Enter, ""),
    bind(Form, "", &["Esc", "C-c"], C::Escape, ""),
    bind(Form, "", &["Tab", "Down", "C-n"], C::Line(Next), ""),
    bind(Form, "", &["S-Tab", "Up", "C-p"], C::Line(Previous), ""),
    bind(Form, "In a form", &["Right", "C-f"], C::Cursor(Next), "cursor right"),
    bind(Form, "In a form", &["Left", "C-b"], C::Cursor(Previous), "cursor left"),
    bind(Form, "", &["Home", "C-a"], C::Top, ""),
    bind(Form, "", &["End", "C-e"], C::Bottom, ""),
    bind(Form, "", &["Backspace"], C::EraseChar, ""),
    bind(Form, "", &["C-w"], C::EraseWord, ""),
    bind(Form, "", &["C-u"], C::EraseAll, ""),
    bind(Form, "", &["C-z"], C::Suspend, ""),
    bind(Form, "", &["C-l"], C::Redraw, ""),

    bind(Prompt, "", &["Enter"], C::Enter, ""),
    bind(Prompt, "", &["Esc", "C-c"], C::Escape, ""),
    bind(Prompt, "While typing", &["Backspace"], C::EraseChar, "erase a character"),
    bind(Prompt, "While typing", &["C-w"], C::EraseWord, "erase a word"),
    bind(Prompt, "While typing", &["C-u"], C::EraseAll, "erase everything"),
    bind(Prompt, "", &["C-z"], C::Suspend, ""),
    bind(Prompt, "", &["C-l"], C::Redraw, ""),

    bind(Picker, "", &["Enter"], C::Enter, ""),
    bind(Picker, "", &["Esc", "C-c"], C::Escape, ""),
    bind(Picker, "", &["Down", "C-n", "Tab"], C::Line(Next), ""),
    bind(Picker, "", &["Up", "C-p", "S-Tab"], C::Line(Previous), ""),
    bind(Picker, "", &["PageDown", "C-f"], C::Page(Next), ""),
    bind(Picker, "", &["PageUp", "C-b"], C::Page(Previous), ""),
    bind(Picker, "", &["Home"], C::Top, ""),
    bind(Picker, "", &["End"], C::Bottom, ""),
    bind(Picker, "", &["Backspace"], C::EraseChar, ""),
    bind(Picker, "", &["C-w"], C::EraseWord, ""),
    bind(Picker, "", &["C-u"], C::EraseAll, ""),
    bind(Picker, "", &["C-z"], C::Suspend, ""),
    bind(Picker, "", &["C-l"], C::Redraw, ""),

    bind(Hints, "", &["Esc", "Enter", "C-c"], C::Escape, ""),
    bind(Hints, "", &["Backspace"], C::EraseChar, ""),
    bind(Hints, "", &["C-z"], C::Suspend, ""),
    bind(Hints, "", &["C-l"], C::Redraw, ""),

    bind(Library, "In the list of articles", &["Enter", "l", "Right"], C::Enter, "read"),
    bind(Library, "In the list of articles", &["s"], C::Sort, "another order"),
    bind(Library, "In the list of articles", &["/"], C::Filter, "filter by title, people"),
    bind(Library, "In the list of articles", &["O"], C::Library, "back to the article"),
    bind(Library, "In the list of articles", &["r", "F5"], C::Reload, "look through them again"),
    bind(Library, "", &["j", "Down", "C-n", "Tab"], C::Line(Next), ""),
    bind(Library, "", &["k", "Up", "C-p", "S-Tab"], C::Line(Previous), ""),
    bind(Library, "", &["d", "C-d"], C::HalfPage(Next), ""),
    bind(Library, "", &["u", "C-u"], C::HalfPage(Previous), ""),
    bind(Library, "", &["Space", "C-f", "PageDown"], C::Page(Next), ""),
    bind(Library, "", &["b", "C-b", "PageUp"], C::Page(Previous), ""),
    bind(Library, "", &["gg", "Home"], C::Top, ""),
    bind(Library, "", &["G", "End"], C::Bottom, ""),
    bind(Library, "", &["Esc"], C::Escape, ""),
    bind(Library, "", &["q", "C-c"], C::Close, ""),
    bind(Library, "", &["Q", "ZZ"], C::Quit, ""),
    bind(Library, "", &["c"], C::Theme, ""),
    bind(Library, "", &["zm"], C::Mouse, ""),
    bind(Library, "", &[":"], C::Palette, ""),
    bind(Library, "", &["?", "F1"], C::Help, ""),
    bind(Library, "", &["C-l"], C::Redraw, ""),
    bind(Library, "", &["C-z"], C::Suspend, ""),

    bind(Dossier, "In the dossier", &["Enter", "l", "Right"], C::Enter, "to that place"),
    bind(Dossier, "In the dossier", &["w"], C::Export, "write it to a file"),
    bind(Dossier, "In the dossier", &["}", ")", "C-Down"], C::Paragraph(Next), "next article"),
    bind(Dossier, "In the dossier", &["{", "(", "C-Up"], C::Paragraph(Previous), "previous article"),
    bind(Dossier, "", &["j", "Down", "Tab"], C::Line(Next), ""),
    bind(Dossier, "", &["k", "Up", "S-Tab"], C::Line(Previous), ""),
    bind(Dossier, "", &["d", "C-d"], C::HalfPage(Next), ""),
    bind(Dossier, "", &["u", "C-u"], C::HalfPage(Previous), ""),
    bind(Dossier, "", &["Space", "C-f", "PageDown"], C::Page(Next), ""),
    bind(Dossier, "", &["b", "C-b", "PageUp"], C::Page(Previous), ""),
    bind(Dossier, "", &["gg", "Home"], C::Top, ""),
    bind(Dossier, "", &["G", "End"], C::Bottom, ""),
    bind(Dossier, "", &["Esc", "D", "q", "C-c"], C::Escape, ""),
    bind(Dossier, "", &["Q", "ZZ"], C::Quit, ""),
    bind(Dossier, "", &["c"], C::Theme, ""),
    bind(Dossier, "", &["zm"], C::Mouse, ""),
    bind(Dossier, "", &[":"], C::Palette, ""),
    bind(Dossier, "", &["?", "F1"], C::Help, ""),
    bind(Dossier, "", &["C-l"], C::Redraw, ""),
    bind(Dossier, "", &["C-z"], C::Suspend, ""),

    bind(Help, "", &["j", "Down"], C::Line(Next), ""),
    bind(Help, "", &["k", "Up"], C::Line(Previous), ""),
    bind(Help, "", &["d", "C-d"], C::HalfPage(Next), ""),
    bind(Help, "", &["u", "C-u"], C::HalfPage(Previous), ""),
    bind(Help, "", &["Space", "C-f", "PageDown"], C::Page(Next), ""),
    bind(Help, "", &["b", "C-b", "PageUp"], C::Page(Previous), ""),
    bind(Help, "", &["/"], C::Search, ""),
    bind(Help, "", &["gg", "Home"], C::Top, ""),
    bind(Help, "", &["G", "End"], C::Bottom, ""),
    bind(Help, "", &["q", "Esc", "?", "F1", "C-c"], C::Escape, ""),
    bind(Help, "", &["Q", "ZZ"], C::Quit, ""),
    bind(Help, "", &["c"], C::Theme, ""),
    bind(Help, "", &["C-z"], C::Suspend, ""),
    bind(Help, "", &["C-l"], C::Redraw, ""),
];

/// The table as a session uses it.
#[must_use]
pub fn keymap() -> Keymap {
    let owned = |row: &Binding| keymap::Binding {
        focus: row.focus,
        keys: row.keys.iter().map(|key| (*key).to_owned()).collect(),
        command: row.command,
        help: row.help,
        group: row.group,
    };
    Keymap::new(KEYMAP.iter().map(owned).collect())
}

/// The action that a terminal event means now; `None`: nothing happens and nothing needs drawing.
#[must_use]
pub fn action(reader: &Reader, event: &Event) -> Option<Action> {
    match event {
        Event::Resize(columns, rows) => Some(Action::Resize(*columns, *rows)),
        Event::Paste(text) => Some(Action::Type(text.clone())),
        Event::Key(key) if key.kind != KeyEventKind::Release => of_key(reader, *key),
        _ => None,
    }
}

fn of_key(reader: &Reader, key: KeyEvent) -> Option<Action> {
    let name = name(key)?;
    let (focus, keymap) = (reader.focus(), reader.keymap());
    if matches!(focus, Focus::Prompt | Focus::Picker | Focus::Hints | Focus::Form) {
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        return match key.code {
            KeyCode::Char(c) if plain || key.modifiers == KeyModifiers::CONTROL | KeyModifiers::ALT => Some(Action::Type(c.into())),
            _ => keymap.command(focus, &name).map(Action::Do),
        };
    }
    if let Some(prefix) = reader.prefix() {
        return Some(after(keymap, focus, prefix, &name));
    }
    let single = name.chars().next().filter(|c| name.len() == c.len_utf8());
    let digit =
        single.filter(|c| c.is_ascii_digit() && matches!(focus, Focus::Article | Focus::Select) && (*c != '0' || reader.has_count()));
    match (keymap.command(focus, &name), digit, single) {
        (_, Some(digit), _) => Some(Action::Digit(digit as u8 - b'0')),
        (Some(command), ..) => Some(Action::Do(command)),
        (None, _, Some(c)) if keymap.is_prefix(focus, c) => Some(Action::Prefix(c)),
        _ => reader.has_count().then_some(Action::Forget),
    }
}

/// The second key of a sequence.
fn after(keymap: &Keymap, focus: Focus, prefix: char, name: &str) -> Action {
    let Some(letter) = name.chars().next().filter(|c| name.len() == c.len_utf8()) else { return Action::Forget };
    let sequence = keymap.command(focus, &format!("{prefix}{letter}")).map(Action::Do);
    let with_letter = || Some(Action::Letter(keymap.letter_command(focus, prefix)?, letter));
    sequence.or_else(with_letter).unwrap_or(Action::Forget)
}

/// What the table calls a key: `j`, `G`, `C-d`, `S-Tab`, `Space`.
pub(super) fn name(key: KeyEvent) -> Option<String> {
    let plain = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::F(number) => format!("F{number}"),
        KeyCode::BackTab => "S-Tab".to_owned(),
        KeyCode::Tab
        | KeyCode::Enter
        | KeyCode::Esc
        | KeyCode::Backspace
        | KeyCode::Up
        | KeyCode::Down
        | KeyCode::Left
        | KeyCode::Right
        | KeyCode::Home
        | KeyCode::End
        | KeyCode::PageUp
        | KeyCode::Insert
        | KeyCode::Delete
        | KeyCode::PageDown => format!("{:?}", key.code),
        _ => return None,
    };
    let shift = key.modifiers.contains(KeyModifiers::SHIFT) && !matches!(key.code, KeyCode::Char(_) | KeyCode::BackTab);
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    // AltGr arrives as Ctrl + Alt with the character it makes.
    let marks = match (control, alt, shift) {
        (true, true, _) if matches!(key.code, KeyCode::Char(_)) => "",
        (true, ..) => "C-",
        (_, true, _) => "A-",
        (_, _, true) => "S-",
        _ => "",
    };
    Some(if marks == "C-" {
        format!("C-{}", if plain.len() == 1 { plain.to_ascii_lowercase() } else { plain })
    } else {
        format!("{marks}{plain}")
    })
}

/// The key of a name, as [`name`] gives it; `None`: no key is called so.
pub(super) fn event(name: &str) -> Option<KeyEvent> {
    let (modifiers, plain) = match name.split_once('-') {
        Some(("C", plain)) if !plain.is_empty() => (KeyModifiers::CONTROL, plain),
        Some(("A", plain)) if !plain.is_empty() => (KeyModifiers::ALT, plain),
        Some(("S", plain)) if !plain.is_empty() => (KeyModifiers::SHIFT, plain),
        _ => (KeyModifiers::NONE, name),
    };
    let mut chars = plain.chars();
    let code = match (chars.next(), chars.as_str()) {
        (Some(c), "") if !c.is_control() => KeyCode::Char(c),
        (Some('F'), number) if number.parse::<u8>().is_ok() => KeyCode::F(number.parse().ok()?),
        _ => named(plain)?,
    };
    Some(match (code, modifiers) {
        (KeyCode::Tab, KeyModifiers::SHIFT) => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        _ => KeyEvent::new(code, modifiers),
    })
}

fn named(name: &str) -> Option<KeyCode> {
    Some(match name {
        "Space" => KeyCode::Char(' '),
        "Tab" => KeyCode::Tab,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Backspace" => KeyCode::Backspace,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageUp" => KeyCode::PageUp,
        "PageDown" => KeyCode::PageDown,
        "Insert" => KeyCode::Insert,
        "Delete" => KeyCode::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_key_is_found_by_its_name() {
        let of_table = KEYMAP.iter().flat_map(|binding| binding.keys).filter(|keys| !keymap::is_sequence(keys));
        let others = ["C-5", "A-Space", "C-Space", "S-F12", "C-PageUp", "-", "C--", "ä", "漢", "Insert", "S-Delete", "A-C"];
        for key in of_table.chain(&others) {
            assert_eq!(event(key).and_then(name).as_deref(), Some(*key));
        }
        for nothing in ["", "gg", "C-", "C-nothing", "\u{1b}"] {
            assert_eq!(event(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_focus() {
        let mut seen = HashMap::new();
        for binding in KEYMAP {
            for keys in binding.keys {
                if let Some(other) = seen.insert((binding.focus, *keys), binding.command) {
                    panic!("{keys} means {other:?} and {:?} in {:?}", binding.command, binding.focus);
                }
            }
        }
    }

    #[test]
    fn every_action_has_a_name_for_the_configuration() {
        for binding in KEYMAP {
            let name = crate::reader::names::name(binding.command);
            assert!(name.is_some(), "{:?} needs a name in reader/names.rs", binding.command);
            assert_eq!(crate::reader::names::command(name.unwrap()), Some(binding.command));
        }
    }

    #[test]
    fn no_prefix_hides_behind_a_key_of_its_own() {
        for binding in KEYMAP {
            for keys in binding.keys.iter().filter(|keys| keymap::is_sequence(keys)) {
                let first = &keys[..1];
                assert!(super::keymap().command(binding.focus, first).is_none(), "{keys} can never be typed");
            }
        }
    }

    #[test]
    fn no_binding_needs_a_key_that_terminals_cannot_tell_apart() {
        for keys in KEYMAP.iter().flat_map(|binding| binding.keys) {
            assert!(!["C-i", "C-m", "C-j", "C-h"].contains(keys), "{keys} is Tab, Enter or Backspace to a terminal");
        }
    }

    #[test]
    fn events_are_named_as_the_table_names_them() {
        let named = |code, modifiers| name(KeyEvent::new(code, modifiers)).unwrap();
        assert_eq!(named(KeyCode::Char('d'), KeyModifiers::CONTROL), "C-d");
        assert_eq!(named(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(named(KeyCode::BackTab, KeyModifiers::SHIFT), "S-Tab");
        assert_eq!(named(KeyCode::Left, KeyModifiers::ALT), "A-Left");
        assert_eq!(named(KeyCode::Char('{'), KeyModifiers::CONTROL | KeyModifiers::ALT), "{");
        assert_eq!(named(KeyCode::PageDown, KeyModifiers::NONE), "PageDown");
    }
}
