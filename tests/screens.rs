//! Golden screens: a fixture, a size, a string of keys, and what must be seen – once as text and once as styles.
//!
//! A style is a letter: see the legend at the end of each screen. `cargo insta review` shows what changed.

mod fixture;

use fixture::{Session, theme};
use namedrop::tui::theme::Tone::{Dark, Light, Mono};

macro_rules! screen {
    ($name:ident, $columns:expr, $rows:expr, $tone:expr, $keys:expr) => {
        #[test]
        fn $name() {
            let mut session = Session::new($columns, $rows);
            session.keys($keys);
            insta::with_settings!({ snapshot_path => "screens", prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(stringify!($name), session.golden(theme($tone)));
            });
        }
    };
}

screen!(article_120x40_dark, 120, 40, Dark, "");
screen!(article_120x40_light, 120, 40, Light, "");
screen!(article_120x40_mono, 120, 40, Mono, "");
screen!(article_80x24_dark, 80, 24, Dark, "");
screen!(article_80x24_light, 80, 24, Light, "");
screen!(article_80x24_mono, 80, 24, Mono, "");
screen!(article_40x20_dark, 40, 20, Dark, "");
screen!(article_40x20_mono, 40, 20, Mono, "");
screen!(article_20x5_dark, 20, 5, Dark, "");
screen!(too_small_19x5, 19, 5, Dark, "");
screen!(jump_120x40_dark, 120, 40, Dark, "5l*");
screen!(card_80x24_dark, 80, 24, Dark, "4l<Enter>");
screen!(card_80x24_light, 80, 24, Light, "4l<Enter>");
screen!(card_80x24_mono, 80, 24, Mono, "4l<Enter>");
screen!(card_40x20_dark, 40, 20, Dark, "4l<Enter>");
screen!(cast_120x40_dark, 120, 40, Dark, "esjj");
screen!(cast_80x24_dark, 80, 24, Dark, "e");
screen!(cast_40x20_dark, 40, 20, Dark, "ejj");
screen!(cast_filtered_120x40_mono, 120, 40, Mono, "e/min<Enter>");
screen!(search_80x24_dark, 80, 24, Dark, "/muhle<Enter>n");
screen!(search_typing_80x24_mono, 80, 24, Mono, "/hav");
screen!(only_people_80x24_dark, 80, 24, Dark, "Fp");
screen!(fewest_marks_80x24_dark, 80, 24, Dark, "xxxx");
screen!(help_120x40_dark, 120, 40, Dark, "?");
screen!(help_40x20_mono, 40, 20, Mono, "? ");
screen!(prefix_80x24_dark, 80, 24, Dark, "g<Wait>");
screen!(scrolled_80x24_dark, 80, 24, Dark, "<Space>");
screen!(end_120x40_dark, 120, 40, Dark, "G");

#[test]
fn a_terminal_without_utf_8_gets_a_frame_of_ascii() {
    let mut session = Session::new(120, 40);
    session.keys("5l");
    let mut ascii = theme(Dark);
    ascii.unicode = false;
    let frame: String = session.rows(ascii).iter().map(|row| row.chars().skip(77).collect::<String>()).collect();
    let others: Vec<char> = frame.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic() && !"§„“–".contains(*c)).collect();
    assert!(others.is_empty(), "{others:?}");
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
