//! Golden screens: every panel and popup at three sizes and in four colour modes.
//!
//! One row of [`panels!`] is a panel: its name, the fixture that it is shown on, and the keys that lead to it. Each size
//! has one golden file: the text, the styles as letters, and a legend that says what a letter is in each colour mode.
//! `INSTA_UPDATE=always cargo test --test screens NAME` writes them anew; look at the difference before it is committed.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod fixture;

use std::fs;
use std::sync::Arc;

use fixture::{LOOKS, Session, article as marked, dictionary, entries, next_on_the_web, on_the_web, shelves, surveying, theme};
use namedrop::engine::article::Article;
use namedrop::engine::mentions::Mentions;
use namedrop::reader::Focus;
use namedrop::reader::action::Action;
use namedrop::store;
use namedrop::store::config::Config;
use namedrop::tui::keys;
use namedrop::tui::theme::Theme;
use namedrop::tui::theme::Tone::{Dark, Mono};

/// Columns and rows of a wide window, of the usual one, and of a phone's.
const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 20)];

/// A session that nothing happened to yet, in a window of so many columns and rows.
type Fixture = fn(u16, u16) -> Session;

fn panel(name: &str, fixture: Fixture, keys: &str) {
    for (columns, rows) in SIZES {
        golden(&format!("{name}_{columns}x{rows}"), fixture(columns, rows), keys, &LOOKS);
    }
}

fn golden(name: &str, mut session: Session, keys: &str, looks: &[(&str, Theme)]) {
    session.keys(keys);
    insta::with_settings!({ snapshot_path => "screens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, session.golden(looks));
    });
}

macro_rules! panels {
    ($($name:ident: $fixture:expr, $keys:expr;)*) => {
        $(#[test]
        fn $name() {
            panel(stringify!($name), $fixture, $keys);
        })*
    };
}

panels! {
    article: Session::new, "";
    scrolled: Session::new, "<Space>";
    end: Session::new, "G";
    jump: Session::new, "5l*";
    card: Session::new, "4l<Enter>";
    card_whole: Session::new, "4lKK";
    card_met: shelves, "<Enter>l<Enter>";
    card_met_whole: shelves, "<Enter>lKK";
    ambiguous: Session::new, "13l<Enter>";
    settling: Session::new, "13lP";
    cast: Session::new, "esjj";
    cast_in_section: Session::new, "4levv";
    cast_open_name: Session::new, "e/berg<Enter>";
    cast_filtered: Session::new, "e/min<Enter>";
    cast_typing: Session::new, "e/min";
    cast_empty: Session::new, "e/xyz<Enter>";
    search: Session::new, "/muhle<Enter>n";
    search_typing: Session::new, "/hav";
    only_people: Session::new, "Fp";
    fewest_marks: Session::new, "xxxx";
    zen: Session::new, "zn";
    raw: Session::new, "zr";
    help: Session::new, "?";
    help_search: Session::new, "?/mention";
    help_found: Session::new, "?/copy<Enter>";
    first_start: taught, "";
    hint: taught, "5*#####";
    linear: aloud, "";
    linear_card: aloud, "4l<Enter>";
    linear_cast: aloud, "ejj";
    linear_library: shelves_aloud, "j";
    linear_dossier: shelves_aloud, "<Enter>lDj";
    linear_palette: aloud, ":<Down>";
    linear_settling: aloud, "13lP";
    linear_form_add: unknown_aloud, "a";
    prefix: Session::new, "g<Wait>";
    prefix_z: Session::new, "z<Wait>";
    prefix_y: Session::new, "y<Wait>";
    prefix_quit: Session::new, "Z<Wait>";
    prefix_kinds: Session::new, "F<Wait>";
    prefix_mark: Session::new, "m<Wait>";
    prefix_no_marks: Session::new, "'<Wait>";
    prefix_in_cast: Session::new, "eg<Wait>";
    prefix_in_cast_y: Session::new, "ey<Wait>";
    prefix_in_library: shelves, "g<Wait>";
    prefix_in_library_z: shelves, "z<Wait>";
    prefix_in_dossier: Session::new, "lDg<Wait>";
    prefix_in_dossier_z: Session::new, "lDz<Wait>";
    prefix_in_help: Session::new, "?g<Wait>";
    palette: Session::new, ":<Down>";
    palette_filtered: Session::new, ":mark";
    hints: Session::new, "f";
    hints_of_two_letters: crowd, "f";
    hints_second_letter: crowd, "fm";
    marks: Session::new, "4lma6Gmbgg'<Wait>";
    folded: Session::new, "7l&";
    folded_search: Session::new, "/hafen<Enter>n&";
    pinned: Session::new, "e3jp<Esc>3gc";
    outline: Session::new, "o<Down>ruhm";
    library: shelves, "j";
    library_sorted: shelves, "sG";
    library_filtered: shelves, "/quint";
    library_surveying: surveying, "";
    selection: Session::unknown, "v<Tab>";
    form_add: Session::unknown, "a";
    form_change: Session::unknown, "li<Tab>";
    another_name_of: Session::unknown, "v<Tab>Aruhm";
    not_this: Session::unknown, "l!";
    names_it_lacks: Session::unknown, "zu<Down>";
    dossier: shelves, "<Enter>lDj";
    dossier_long: Session::new, "lDG";
    empty: nothing, "";
    fetching_first: on_the_web, "";
    fetching_next: next_on_the_web, "<C-n>";
    feed: entries, "j";
    dictionary_broken: broken_dictionary, "";
    configuration_broken: broken_configuration, "";
}

/// An article without a word.
fn nothing(columns: u16, rows: u16) -> Session {
    let empty = Article { doc: "samples/leer.txt".into(), ..Article::default() };
    Session::of(columns, rows, Arc::new(dictionary()), vec![(empty, Mentions::new(Vec::new()))])
}

/// Somebody saved a dictionary that is no TOML while an article is read.
fn broken_dictionary(columns: u16, rows: u16) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("entities.toml");
    fs::write(&file, "[[place]]\nname = \"Riga\"\n\n[[place]]\nname = Turku\n").unwrap();
    let loaded = store::load(&store::Options { dicts: vec![file], only_dict: true, ..store::Options::default() });
    let said = loaded.findings[0].to_string().replace(&format!("{}/", folder.path().display()), "");
    told(columns, rows, format!("{said}; the dictionary stays as it was"))
}

/// Somebody saved a configuration that says what is not understood while an article is read.
fn broken_configuration(columns: u16, rows: u16) -> Session {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    fs::write(&file, "measure = 60\ntheme = \"blue\"\n").unwrap();
    let said = Config::load(Some(&file)).unwrap_err().to_string();
    let said = said.replace(&*folder.path().to_string_lossy(), "~/.config/namedrop");
    told(columns, rows, format!("{said}; the configuration stays as it was"))
}

/// A session with a name in hand that is told something by the shell.
fn told(columns: u16, rows: u16, message: String) -> Session {
    let mut session = Session::new(columns, rows);
    session.keys("5l");
    session.act(Action::Message(message));
    session
}

/// A first start.
fn taught(columns: u16, rows: u16) -> Session {
    Session::taught(columns, rows)
}

/// As screen readers have it.
fn linearly(mut session: Session) -> Session {
    let (columns, rows) = session.reader.size();
    session.reader.read_linearly(true);
    session.act(Action::Resize(columns, rows));
    session
}

fn aloud(columns: u16, rows: u16) -> Session {
    linearly(Session::new(columns, rows))
}

fn shelves_aloud(columns: u16, rows: u16) -> Session {
    linearly(shelves(columns, rows))
}

fn unknown_aloud(columns: u16, rows: u16) -> Session {
    linearly(Session::unknown(columns, rows))
}

/// A list of guests: on every screen more names than there are letters.
fn crowd(columns: u16, rows: u16) -> Session {
    let dictionary = dictionary();
    let guests =
        "[Quint|quint], [Rühmkorf|ruehmkorf], [Reederei Grauwal|grauwal], [HSV|hsv], [Berg|berg-a+berg-b], [Westerland|westerland]";
    let tables: Vec<String> = (1..=12).map(|table| format!("Tisch {table}: {guests}.")).collect();
    let article = marked(&tables.join("\n\n"), &dictionary);
    Session::of(columns, rows, Arc::new(dictionary), vec![article])
}

#[test]
fn every_prefix_of_the_article_and_its_panes_has_a_golden_screen() {
    let looked_at = |focus| match focus {
        Focus::Article => "'FZgmyz",
        Focus::Cast => "Zgy",
        Focus::Library | Focus::Dossier => "Zgz",
        Focus::Help => "Zg",
        _ => "",
    };
    let keymap = keys::keymap();
    for focus in keymap.bindings().iter().map(|binding| binding.focus) {
        let prefixes: String = ('!'..='~').filter(|key| keymap.is_prefix(focus, *key)).collect();
        assert_eq!(prefixes, looked_at(focus), "{focus:?}: a prefix without a row among the panels");
    }
}

#[test]
fn the_smallest_window_has_text_and_status() {
    golden("article_20x5", Session::new(20, 5), "", &LOOKS);
}

#[test]
fn in_the_smallest_windows_no_number_is_cut_and_no_word_is_written_over_another() {
    let row = |mut session: Session, keys: &str, row: usize| {
        session.keys(keys);
        session.rows(theme(Dark))[row].trim().to_owned()
    };
    assert_eq!(row(Session::new(20, 5), "e", 0), "Cast 9   by first▾");
    assert_eq!(row(shelves(20, 5), "", 0), "Articles 4");
    assert_eq!(row(Session::unknown(30, 12), "v<Tab>Ar", 0), "Anna Wieck is anoth… 9 of 10");
}

#[test]
fn a_window_smaller_than_that_says_so() {
    golden("too_small_19x5", Session::new(19, 5), "", &LOOKS);
}

#[test]
fn the_second_page_of_the_help_in_a_narrow_window() {
    golden("help_second_page_40x20", Session::new(40, 20), "? ", &[("mono", theme(Mono))]);
}

#[test]
fn a_terminal_without_utf_8_gets_a_frame_of_ascii() {
    let mut session = Session::new(120, 40);
    session.keys("4l");
    let mut ascii = theme(Dark);
    ascii.unicode = false;
    let frame: String = session.rows(ascii).iter().map(|row| row.chars().skip(77).collect::<String>()).collect();
    let others: Vec<char> = frame.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic() && !"§„“–".contains(*c)).collect();
    assert!(others.is_empty(), "{others:?}");
    session.act(Action::Resize(40, 20));
    session.keys("<Enter>");
    let small = session.rows(ascii).join("\n");
    assert!(small.contains("Staatschef - Westerland") && !small.contains('·'), "{small}");
}

#[test]
fn the_sixteen_and_the_256_colours_are_used_where_the_terminal_has_no_more() {
    use namedrop::tui::theme::Depth;
    use ratatui::style::Color;
    let session = Session::new(120, 40);
    for (depth, person) in
        [(Depth::True, Color::Rgb(0x1d, 0xcc, 0xff)), (Depth::Palette, Color::Indexed(81)), (Depth::Sixteen, Color::Cyan)]
    {
        let mut chosen = theme(Dark);
        chosen.depth = depth;
        let buffer = session.draw(chosen);
        assert!(buffer.content.iter().any(|cell| cell.fg == person), "{depth:?}");
    }
}
