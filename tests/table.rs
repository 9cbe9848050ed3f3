//! The table of keys, row by row: where each action leads, and what it leaves as it was. That all keys of an action do
//! the same is seen in `keys.rs`, copying, the mouse and searching in `reading.rs`, adding to the dictionary in `editing.rs`.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod fixture;

use fixture::{Session, shelves, theme};
use namedrop::reader::Focus;
use namedrop::reader::action::Effect;
use namedrop::tui::theme::Tone::Dark;

/// A session of the sample article in which these keys were typed.
fn after(keys: &str) -> Session {
    let mut session = Session::new(40, 20);
    session.keys(keys);
    session
}

/// The text of the current name.
fn name(keys: &str) -> String {
    let session = after(keys);
    let page = session.reader.page().unwrap();
    page.article().text[page.mention().unwrap().span.clone()].to_owned()
}

/// The paragraph of the current name, from 1.
fn paragraph(keys: &str) -> usize {
    let session = after(keys);
    let page = session.reader.page().unwrap();
    page.index().block(page.current().unwrap()) + 1
}

/// How far the window is scrolled: the first byte of the text that is in it.
fn scrolled(keys: &str) -> usize {
    after(keys).reader.page().unwrap().in_sight().start
}

fn screen(session: &Session) -> Vec<String> {
    session.rows(theme(Dark))
}

#[test]
fn lines_half_pages_pages_and_the_ends_are_farther_and_farther_and_lead_back() {
    let far = ["", "j", "d", "<Space>", "G"].map(scrolled);
    assert!(far.windows(2).all(|pair| pair[0] < pair[1]), "{far:?}");
    for (there, back) in [("j", "k"), ("d", "u"), ("<Space>", "b"), ("G", "gg"), ("<C-d>", "<C-u>"), ("<C-f>", "<C-b>")] {
        assert_eq!(scrolled(&format!("{there}{back}")), 0, "{there} and {back}");
    }
}

#[test]
fn a_number_before_a_key_repeats_it_or_says_which() {
    assert_eq!(scrolled("10j"), scrolled("jjjjjjjjjj"));
    assert_eq!(name("4<Tab>"), name("llll"));
    assert_eq!(name("4l2*"), name("4l**"));
    assert_eq!((scrolled("2<Space>"), scrolled("3d")), (scrolled("  "), scrolled("ddd")));
    assert_eq!(after("7G").reader.page().unwrap().block_being_read() + 1, 7);
    let forty = after("40%");
    let page = forty.reader.page().unwrap();
    assert!(page.in_sight().contains(&(page.article().text.len() * 40 / 100)), "{:?}", page.in_sight());
}

#[test]
fn paragraphs_are_gone_through_with_either_brackets() {
    let read = |keys: &str| after(keys).reader.page().unwrap().block_being_read() + 1;
    assert_eq!((read("}}"), read("))"), read("2)")), (3, 3, 3));
    assert_eq!((read("4){"), read("4)("), read("4)2(")), (4, 4, 3));
}

#[test]
fn steps_lead_to_any_name_to_the_same_one_to_its_kind_and_to_someone_new() {
    assert_eq!((name("l"), name("ll"), name("llh")), ("Mühlensund".into(), "Westerland".into(), "Mühlensund".into()));
    assert_eq!((name("4l*"), paragraph("4l**"), name("4l*#")), ("Quint".into(), 5, "Jasper Quint".into()));
    // Past the place that stands between them.
    assert_eq!((name("3l"), name("3lt")), ("Ministerpräsidentin Almut Rühmkorf".into(), "Jasper Quint".into()));
    assert_eq!(name("3ltT"), name("3l"));
    assert_eq!((name("4lgn"), name("4lgngN")), ("Hafenministerium von Nordmark".into(), "Jasper Quint".into()));
    assert_eq!((paragraph("4lge"), paragraph("4lgegf")), (7, 3));
    // n and N go on with the last of / and *.
    assert_eq!((name("4l*n"), name("4l*nN")), (name("4l**"), name("4l*")));
}

#[test]
fn back_and_forward_lead_through_the_jumps() {
    for (back, forward) in [("<Backspace>", "g,"), ("<C-o>", "g,")] {
        assert_eq!(name(&format!("4lG{back}")), "Jasper Quint", "{back}");
        assert_eq!(name(&format!("4lG{back}{forward}")), name("4lG"), "{forward}");
    }
}

#[test]
fn the_cast_is_gone_to_hidden_and_left_and_has_its_own_width() {
    let wide = |keys: &str| {
        let mut session = Session::new(120, 40);
        session.keys(keys);
        session
    };
    let width = |keys: &str| wide(keys).reader.areas().cast.map(|area| area.width);
    assert_eq!((wide("e").reader.focus(), wide("<C-w>").reader.focus()), (Focus::Cast, Focus::Cast));
    assert_eq!(
        (wide("ee").reader.focus(), wide("e<C-w>").reader.focus(), wide("e<Esc>").reader.focus()),
        (Focus::Article, Focus::Article, Focus::Article)
    );
    assert_eq!((width("E"), width("EE")), (None, width("")));
    let mut narrow = wide("e<");
    let narrower = narrow.reader.areas().cast.map(|area| area.width);
    narrow.keys(">");
    assert!(narrower < width("e") && narrow.reader.areas().cast.map(|area| area.width) == width("e"));
    let listed = |keys: &str| wide(keys).reader.cast().rows().len();
    assert!(listed("e1") < listed("e") && listed("e10") == listed("e") && listed("e11") == listed("e"));
    assert_eq!(wide("ejp").reader.pinned_name().as_deref(), Some("Mühlensund"));
}

#[test]
fn one_kind_alone_fewer_marks_and_all_of_them_again() {
    let stops = |keys: &str| after(keys).reader.page().unwrap().index().stops().len();
    let all = stops("");
    assert!(stops("Fp") < all && stops("Fm") < all && stops("Fo") < all && stops("Fl") < all);
    assert_eq!((stops("FpFa"), stops("xxxxx"), stops("xxX"), stops("xxXX")), (all, 0, stops("x"), all));
}

#[test]
fn measure_theme_and_zen_change_the_look_and_not_the_place() {
    let measure = |keys: &str| {
        let mut session = Session::new(120, 40);
        session.keys(keys);
        session.reader.areas().text.width
    };
    assert!(measure("-") < measure("") && measure("EE+") > measure(""), "{} {} {}", measure("-"), measure(""), measure("+"));
    assert_eq!((measure("--="), measure("++=")), (measure(""), measure("")));
    let mut session = Session::new(120, 40);
    session.keys("4lzn");
    assert!(session.reader.areas().cast.is_none() && session.reader.areas().card.is_none());
    session.keys("znc");
    assert!(session.reader.areas().cast.is_some());
    assert_eq!(name("4lzncc"), "Jasper Quint");
}

#[test]
fn the_card_opens_and_closes_and_the_dossier_is_left_again() {
    for (keys, open) in [("4l", false), ("4l<Enter>", true), ("4lK", true), ("4l<Enter><Esc>", false), ("4l<Enter>q", false)] {
        assert_eq!(after(keys).reader.areas().card.is_some(), open, "{keys}");
    }
    assert_eq!((after("4lD").reader.pane(), after("4lD<Esc>").reader.pane()), (Focus::Dossier, Focus::Article));
}

#[test]
fn the_list_and_the_articles_beside_are_a_key_away() {
    let mut session = shelves(80, 24);
    session.keys("<Enter>");
    let first = session.reader.number().0;
    session.keys("<C-n>");
    assert_eq!(session.reader.number().0, first + 1);
    session.keys("<C-p>");
    assert_eq!(session.reader.number().0, first);
    session.keys("O");
    assert_eq!(session.reader.pane(), Focus::Library);
}

#[test]
fn help_palette_outline_and_search_open_and_escape_leads_back_to_the_text() {
    for (keys, focus) in
        [("?", Focus::Help), (":", Focus::Picker), ("o", Focus::Picker), ("/", Focus::Prompt), ("f", Focus::Hints), ("v", Focus::Select)]
    {
        assert_eq!(after(keys).reader.focus(), focus, "{keys}");
        let back = after(&format!("3l{keys}<Esc>"));
        assert_eq!((back.reader.focus(), screen(&back)), (Focus::Article, screen(&after("3l"))), "{keys}");
    }
}

#[test]
fn reload_redraw_and_suspend_are_the_business_of_the_shell_and_quitting_ends_the_session() {
    let asked = |keys: &str| after(keys).asked;
    assert!(asked("<C-l>").contains(&Effect::Redraw) && asked("<C-z>").contains(&Effect::Suspend));
    assert!(matches!(asked("r").last(), Some(Effect::Open { .. })), "{:?}", asked("r"));
    for keys in ["q", "Q", "ZZ", "<C-c>", "?Q", "e3jQ", "4l<Enter>qq"] {
        assert!(after(keys).has_quit(), "{keys}");
    }
    for keys in ["?q", "eq", "4l<Enter>q", "<Esc><Esc>"] {
        assert!(!after(keys).has_quit(), "{keys}");
    }
}
