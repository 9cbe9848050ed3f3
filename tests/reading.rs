//! How reading feels: where jumps land, what comes back, what quits, what stays – told in keys.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod fixture;

use std::sync::Arc;

use fixture::{Session, article, dictionary, theme};
use namedrop::engine::article::Article;
use namedrop::engine::mentions::Mentions;
use namedrop::reader::Focus;
use namedrop::reader::action::{Action, Choice, Effect, Way};
use namedrop::reader::cast::entry;
use namedrop::reader::hit::Target;
use namedrop::reader::mouse::Touch;
use namedrop::reader::rows::Content;
use namedrop::tui::draw;
use namedrop::tui::theme::Theme;
use namedrop::tui::theme::Tone::Dark;

/// The text of the current mention.
fn current(session: &Session) -> String {
    let page = session.reader.page().unwrap();
    page.mention().map(|mention| page.article().text[mention.span.clone()].to_owned()).unwrap_or_default()
}

/// The row of the window on which the current mention stands.
fn row(session: &Session) -> usize {
    session.rows(theme(Dark)).iter().position(|row| row.contains('▶')).unwrap()
}

/// An article of many paragraphs with one name each.
fn long(columns: u16, rows: u16) -> Session {
    let dictionary = Arc::new(dictionary());
    let ids = ["nordmark", "westerland", "quint", "ruehmkorf", "grauwal"];
    let paragraph =
        |at: usize| format!("Absatz {at} handelt ausführlich von [Name{at}|{}] und von sonst niemandem, so lang er auch ist.", ids[at % 5]);
    let text: Vec<String> = (1..=80).map(paragraph).collect();
    let article = article(&text.join("\n\n"), &dictionary);
    Session::of(columns, rows, dictionary, vec![article])
}

#[test]
fn a_line_of_the_card_is_clicked_and_leads_to_its_mention() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let mut session = Session::new(columns, rows);
        session.keys("4l<Enter>");
        let lines = session.reader.mention_lines().unwrap();
        let page = session.reader.page().unwrap();
        let (before, of) = (page.current(), page.index().mentions().of(session.reader.subject().unwrap()).to_vec());
        let line = u16::from(before == Some(of[lines.first]));
        let area = session.reader.areas().card.unwrap();
        let row = session.rows(theme(Dark))[usize::from(lines.rows.start + line)].chars().skip(area.x.into()).collect::<String>();
        assert!(row.trim_start().starts_with('§'), "{columns}: {row}");
        session.click((area.x + 9, lines.rows.start + line), 1);
        let page = session.reader.page().unwrap();
        assert_ne!(page.current(), before, "{columns}");
        assert_eq!(page.current(), Some(of[lines.first + usize::from(line)]), "{columns}");
        assert!(session.reader.areas().card.is_some(), "the card stays");
    }
}

#[test]
fn steps_stop_at_every_name_at_the_same_one_and_at_someone_new() {
    let mut session = Session::new(120, 40);
    let mut after = |keys: &str| {
        session.keys(keys);
        current(&session)
    };
    assert_eq!(after(""), "Nordmark");
    assert_eq!(after("l"), "Mühlensund");
    assert_eq!(after("2<Tab>"), "Ministerpräsidentin Almut Rühmkorf");
    assert_eq!(after("*"), "Rühmkorf");
    assert_eq!(after("n"), "Almut Rühmkorf");
    assert_eq!(after("N"), "Rühmkorf");
    assert_eq!(after("gf"), "Ministerpräsidentin Almut Rühmkorf");
    assert_eq!(after("gn"), "Jasper Quint");
    assert_eq!(after("t"), "Quint");
    assert_eq!(after("ge"), "Jasper Quint");
    assert_eq!(after("gghhh"), "Nordmark");
}

#[test]
fn a_step_that_leads_nowhere_says_so() {
    let mut session = Session::new(120, 40);
    session.keys("h");
    assert_eq!(session.reader.message(), Some("this is the first name"));
    session.keys("G*");
    assert_eq!(session.reader.message(), Some("its last mention"));
    session.keys("gg/hsv<Enter><Esc>*");
    assert_eq!(session.reader.message(), Some("its only mention"));
}

#[test]
fn a_jump_lands_at_a_third_and_does_not_scroll_when_the_name_is_well_in_view() {
    let mut session = long(80, 31);
    session.keys("40l");
    let page = session.reader.page().unwrap();
    let height = usize::from(session.reader.areas().text.height);
    let top = page.view()[0].0;
    assert_eq!(row(&session) - usize::from(session.reader.areas().text.y), height / 3);
    session.keys("l");
    assert_eq!(session.reader.page().unwrap().view()[0].0, top, "the next name was in view");
}

#[test]
fn one_backspace_returns_from_a_run_of_jumps_to_the_sentence() {
    let mut session = long(80, 24);
    session.keys("  ");
    let before = session.rows(theme(Dark));
    session.keys("*****");
    assert_ne!(session.rows(theme(Dark)), before);
    session.keys("<Backspace>");
    assert_eq!(session.rows(theme(Dark)), before);
    session.keys("g,");
    assert_ne!(session.rows(theme(Dark)), before);
}

#[test]
fn after_scrolling_the_current_name_is_the_first_at_or_below_the_eye_line() {
    let mut session = long(80, 31);
    session.keys("20j");
    let (row, text) = (row(&session), session.reader.areas().text);
    let eye = usize::from(text.y + text.height / 3);
    assert!((eye..eye + 3).contains(&row), "{row}");
}

#[test]
fn a_change_of_size_keeps_the_sentence_that_is_being_read() {
    let mut session = long(120, 40);
    session.keys("60%");
    let page = session.reader.page().unwrap();
    let Content::Text { row: sentence, .. } = page.view()[page.view().len() / 3].1.clone() else { panic!("no text at the eye line") };
    let read = current(&session);
    for (columns, rows) in [(80, 24), (40, 20), (61, 17), (20, 5), (120, 40)] {
        session.act(Action::Resize(columns, rows));
        assert!(session.reader.page().unwrap().in_sight().contains(&sentence.start), "{columns}x{rows}");
        assert_eq!(current(&session), read);
    }
}

#[test]
fn every_width_there_and_back_keeps_place_name_and_sentence_whatever_is_open() {
    for keys in ["", "e", "K", "<Enter>", "<Enter>e", "<Enter>e?"] {
        let mut session = long(120, 40);
        session.keys(&format!("60%{keys}"));
        let page = session.reader.page().unwrap();
        let Content::Text { row: sentence, .. } = page.view()[page.view().len() / 3].1.clone() else { panic!("no text at the eye line") };
        let (read, focus) = (current(&session), session.reader.focus());
        for (columns, rows) in (30..=200).chain((30..200).rev()).map(|columns| (columns, 30)).chain([(120, 40)]) {
            session.act(Action::Resize(columns, rows));
            assert!(session.reader.page().unwrap().in_sight().contains(&sentence.start), "{keys}, {columns} columns");
            assert_eq!((current(&session), session.reader.focus()), (read.clone(), focus), "{keys}, {columns} columns");
        }
    }
}

#[test]
fn the_last_row_of_a_long_article_is_the_last_row_of_its_text() {
    let mut session = long(80, 24);
    session.keys("G");
    let rows = session.rows(theme(Dark));
    assert!(rows[22].contains("lang er auch ist.") && rows[23].contains("100%"), "{rows:#?}");
    session.keys("12G");
    assert_eq!(current(&session), "Name12");
}

#[test]
fn a_search_is_incremental_and_escape_returns_to_where_it_began() {
    let mut session = long(80, 24);
    let before = session.rows(theme(Dark));
    session.keys("/absatz 70");
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("Absatz 70")));
    assert_eq!(session.reader.hits().0.len(), 1);
    session.keys("<Esc>");
    assert_eq!(session.rows(theme(Dark)), before);
    session.keys("/absatz 7<Enter>n");
    assert_eq!((session.reader.hits().0.len(), session.reader.hits().1), (11, Some(1)));
}

/// A session whose current mention is the ambiguous Berg.
fn at_berg(columns: u16, rows: u16) -> Session {
    let mut session = Session::new(columns, rows);
    while current(&session) != "Berg" {
        session.keys("l");
        assert_ne!(session.reader.message(), Some("this is the last name"), "Berg was not reached");
    }
    session
}

/// What the last scan that was asked for is to heed.
fn chosen(session: &Session) -> Vec<Choice> {
    let scan = session.asked.iter().rev().find_map(|effect| match effect {
        Effect::Scan { chosen, .. } => Some(chosen.clone()),
        _ => None,
    });
    scan.unwrap()
}

#[test]
fn the_card_of_an_ambiguous_mention_numbers_its_candidates_and_a_digit_chooses() {
    for (columns, rows) in [(120, 40), (80, 24)] {
        let mut session = at_berg(columns, rows);
        session.keys("<Enter>");
        let screen = session.rows(theme(Dark)).join("\n");
        assert!(screen.contains("1 Anna Berg") && screen.contains("2 Bernd Berg") && screen.contains("Berg? May be"), "{screen}");
        session.keys("2");
        assert_eq!(chosen(&session), [Choice { form: "Berg".into(), id: "berg-b".into() }]);
        assert_eq!(session.reader.message(), Some("Berg is Bernd Berg in this article"));
        session.keys("<Enter>1");
        assert_eq!(chosen(&session), [Choice { form: "Berg".into(), id: "berg-a".into() }], "the last word counts");
        session.keys("r");
        assert_eq!(chosen(&session), [], "reading again forgets it");
    }
}

#[test]
fn without_enter_a_digit_stays_a_count_and_escape_leaves_it_open() {
    let mut session = at_berg(120, 40);
    session.keys("2");
    assert!(session.reader.has_count() && !session.reader.is_choosing());
    session.keys("<Esc><Enter>");
    assert!(session.reader.is_choosing());
    session.keys("<Esc>3");
    assert!(session.reader.has_count() && chosen(&session).is_empty());
    session.keys("<Esc><Enter>7");
    assert_eq!(session.reader.message(), Some("no 7: it is one of 2"));
    let mut sheet = at_berg(80, 24);
    sheet.keys("<Enter><Esc>");
    assert!(sheet.reader.areas().card.is_none());
}

#[test]
fn q_closes_the_card_first_and_escape_never_quits() {
    let mut session = Session::new(80, 24);
    session.keys("<Esc><Esc><Enter>");
    assert!(session.reader.areas().sheet && !session.has_quit());
    session.keys("q");
    assert!(!session.reader.areas().sheet && !session.has_quit());
    session.keys("eq");
    assert!(session.reader.focus() == Focus::Article && !session.has_quit());
    session.keys("q");
    assert!(session.has_quit());
}

#[test]
fn in_the_open_card_enter_goes_to_the_next_mention_and_the_card_does_not_cover_it() {
    let mut session = Session::new(80, 24);
    session.keys("4l<Enter><Enter>");
    assert_eq!(current(&session), "Quint");
    let card = session.reader.areas().rule.unwrap();
    assert!(row(&session) < usize::from(card.y));
}

#[test]
fn thinner_marks_leave_the_short_forms_out_and_a_kind_can_stand_alone() {
    let mut session = Session::new(120, 40);
    let stops = |session: &Session| session.reader.page().unwrap().index().stops().len();
    let all = stops(&session);
    session.keys("xxxx");
    assert!(stops(&session) < all);
    session.keys("XXXX");
    assert_eq!(stops(&session), all);
    session.keys("Fp");
    assert!(stops(&session) < all && current(&session).contains("Rühmkorf"));
    session.keys("Fp");
    assert_eq!(stops(&session), all);
}

#[test]
fn the_next_article_is_opened_and_late_answers_for_the_one_before_are_dropped() {
    let dictionary = Arc::new(dictionary());
    let articles = ["Von [Nordmark|nordmark].", "Von [Quint|quint]."].map(|text| article(text, &dictionary));
    let mut session = Session::of(80, 24, dictionary.clone(), articles.into());
    session.keys("<Enter>");
    let Some(Effect::Scan { generation, .. }) = session.asked.iter().rev().find(|effect| matches!(effect, Effect::Scan { .. })).cloned()
    else {
        panic!()
    };
    session.keys("<C-n>");
    assert_eq!((current(&session).as_str(), session.reader.number()), ("Quint", (2, 2)));
    session.act(Action::Mentions { generation, facts: Arc::default(), dictionary, last: true });
    assert_eq!(current(&session), "Quint");
    session.keys("<C-n>");
    assert_eq!(session.reader.message(), Some("this is the last article"));
}

#[test]
fn a_letter_may_be_typed_where_it_is_a_command_elsewhere() {
    let mut session = Session::new(80, 24);
    session.keys("/qQ?5 j");
    assert_eq!(session.reader.prompt().unwrap().text, "qQ?5 j");
}

#[test]
fn a_megabyte_of_one_line_is_read_at_every_width() {
    let dictionary = Arc::new(dictionary());
    let text = "Der Hafen von [Nordmark|nordmark] ist ein Hafen von vielen. ".repeat(20_000);
    let mut session = Session::of(80, 24, dictionary.clone(), vec![article(&text, &dictionary)]);
    for columns in [20, 40, 80, 120, 500] {
        session.act(Action::Resize(columns, 30));
        session.keys("50%lll G");
        assert!(session.rows(theme(Dark))[29].contains("100%") || columns == 20);
    }
}

#[test]
fn the_last_of_seventy_thousand_lines_is_shown_at_the_end() {
    let text: Vec<String> = (1..=70_000).map(|number| format!("Zeile {number}")).collect();
    let article = namedrop::source::from_bytes("lines.txt", text.join("\n\n").into_bytes(), &namedrop::source::Options::default()).unwrap();
    let mut session = Session::of(80, 24, Arc::new(dictionary()), vec![(article, Mentions::default())]);
    session.keys("G");
    let rows = session.rows(theme(Dark));
    assert!(rows[22].contains("Zeile 70000") && rows[23].contains("100%"), "{rows:#?}");
    session.keys("66000G");
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("Zeile 66000")));
}

/// Debug builds are slow: the bound is for what grows with the square of the mentions.
#[test]
fn among_a_hundred_thousand_mentions_every_key_stays_quick() {
    let dictionary = Arc::new(dictionary());
    let text = "[Nordmark|nordmark] und [Quint|quint] ".repeat(50_000);
    let mut session = Session::of(110, 30, dictionary.clone(), vec![article(&text, &dictionary)]);
    session.keys("l");
    for keys in [
        "llllllllll",
        "**********",
        "n",
        "N",
        "gn",
        "G",
        "gg",
        "50%",
        "e",
        "jjj",
        "<Enter>",
        "<Esc>",
        "K",
        "K",
        "c",
        "/Quint<Enter>",
        "nnnnnnnnnn",
    ] {
        let begin = std::time::Instant::now();
        session.keys(keys);
        session.rows(theme(Dark));
        assert!(begin.elapsed().as_secs() < 5, "{keys}: {:?}", begin.elapsed());
    }
}

#[test]
fn a_name_over_the_end_of_a_row_is_coloured_on_both() {
    let dictionary = Arc::new(dictionary());
    let text = "Bei jedem Wetter stand da, allein und ohne Hut, [Almut Rühmkorf|ruehmkorf] am Kai und schwieg.";
    let mut session = Session::of(60, 20, dictionary.clone(), vec![article(text, &dictionary)]);
    let mut divided = 0;
    for columns in 24..70 {
        session.act(Action::Resize(columns, 20));
        let buffer = session.draw(theme(Dark));
        let (first, second, other) = (session.find("Almut"), session.find("mkorf"), session.find("Wetter"));
        assert_eq!(buffer[first].style(), buffer[second].style(), "{columns}");
        assert_ne!(buffer[first].style(), buffer[other].style(), "{columns}");
        divided += usize::from(first.1 != second.1);
    }
    assert!(divided > 3, "the name was divided at {divided} widths only");
}

#[test]
fn text_from_right_to_left_is_shown_as_it_is() {
    let dictionary = Arc::new(dictionary());
    let text = "שר החוץ נסע אל [נורדמרק|nordmark] ודיבר. زار الوزير [نوردمارك|nordmark] أمس.";
    let session = Session::of(100, 20, dictionary.clone(), vec![article(text, &dictionary)]);
    let rows = session.rows(theme(Dark)).join("\n");
    assert!(rows.contains("שר החוץ נסע אל נורדמרק ודיבר. زار الوزير نوردمارك أمس.") && !rows.contains("<U+"), "{rows}");
    let buffer = session.draw(theme(Dark));
    // Also with the current one, which is reversed, and a short form, which is in italics.
    let colour = |text: &str| buffer[session.find(text)].fg;
    assert!(colour("נורדמרק") == colour("نوردمارك") && colour("נורדמרק") != colour("החוץ"));
}

/// Wide letters that just fit, that do not, letters larger than their cell, and families of emoji at every column.
#[test]
fn the_frame_stays_straight_beside_wide_and_giant_characters() {
    let dictionary = Arc::new(dictionary());
    let lines: Vec<String> = (0..12).map(|shift| format!("{}{}", "x".repeat(shift), "漢字﷽𒐫👩‍👩‍👧‍👦e\u{301}한".repeat(12))).collect();
    let mut session = Session::of(120, 40, dictionary.clone(), vec![article(&lines.join("\n\n"), &dictionary)]);
    for columns in [110, 111, 120, 121, 160] {
        session.act(Action::Resize(columns, 40));
        let (buffer, border) = (session.draw(theme(Dark)), session.reader.areas().border.unwrap());
        for y in border.y..border.y + border.height {
            assert!("│┃├┤┬┴┼┠┨┯┷".contains(buffer[(border.x, y)].symbol()), "{columns}, row {y}: {}", buffer[(border.x, y)].symbol());
            assert!(namedrop::engine::glyph::columns(buffer[(border.x - 1, y)].symbol()) <= 1, "{columns}, row {y}");
        }
    }
}

#[test]
fn a_click_makes_a_mention_the_current_one_and_the_next_click_opens_its_card() {
    let mut session = Session::new(80, 24);
    let at = session.find("Jasper Quint");
    session.click(at, 1);
    assert_eq!((current(&session).as_str(), session.reader.areas().card), ("Jasper Quint", None));
    assert_eq!(session.find("Jasper Quint"), at, "the text moved under the pointer");
    session.click(at, 1);
    assert!(session.reader.areas().sheet);
}

#[test]
fn a_click_in_the_cast_goes_to_the_first_mention_and_again_to_the_next() {
    let mut session = Session::new(120, 40);
    let panel = session.reader.areas().cast.unwrap();
    let row = session.find("L Westerland").1;
    session.click((panel.x + 3, row), 1);
    assert_eq!((session.reader.focus(), current(&session).as_str()), (Focus::Cast, "Westerland"));
    let first = session.reader.page().unwrap().current();
    session.click((panel.x + 3, row), 1);
    assert!(session.reader.page().unwrap().current() > first);
    let text = session.find("Ihr Amtskollege");
    session.click(text, 1);
    assert_eq!(session.reader.focus(), Focus::Article);
    session.click(session.find("by first"), 1);
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("by count")));
}

#[test]
fn the_border_is_dragged_and_the_wheel_scrolls_what_is_under_it() {
    let mut session = Session::new(120, 20);
    let border = session.reader.areas().border.unwrap();
    session.act(Action::Mouse(Touch::Press { x: border.x, y: 5, times: 1 }));
    session.act(Action::Mouse(Touch::Drag { x: 70, y: 6 }));
    assert_eq!(session.reader.areas().border.unwrap().x, 70);
    session.act(Action::Mouse(Touch::Drag { x: 2, y: 6 }));
    session.act(Action::Mouse(Touch::Release));
    assert_eq!(session.reader.areas().border.unwrap().x, 60, "a panel has a widest width");
    session.act(Action::Mouse(Touch::Drag { x: 90, y: 6 }));
    assert_eq!(session.reader.areas().border.unwrap().x, 60);
    let top = |session: &Session| session.reader.page().unwrap().view()[0].0;
    let before = top(&session);
    session.act(Action::Mouse(Touch::Wheel { x: 5, y: 5, way: Way::Next }));
    assert!(top(&session) > before);
    session.keys("?");
    session.act(Action::Mouse(Touch::Wheel { x: 5, y: 5, way: Way::Next }));
    assert_eq!(session.reader.help(), 3);
}

#[test]
fn a_tick_on_the_scrollbar_leads_to_its_mention_and_the_bar_to_its_place() {
    let mut session = Session::new(80, 12);
    session.keys("l");
    let bar = session.reader.areas().scrollbar.unwrap();
    let tick = (bar.y..bar.y + bar.height).rev().find(|y| matches!(session.reader.hit(bar.x, *y), Target::Tick(_))).unwrap();
    session.click((bar.x, tick), 1);
    assert_eq!(current(&session), "Mühlensunder");
    session.click((bar.x, bar.y + bar.height - 1), 1);
    assert!(session.reader.page().unwrap().percent() == 100);
    session.keys("<Backspace>");
    assert_eq!(current(&session), "Mühlensunder");
}

#[test]
fn zm_hands_the_mouse_over() {
    let mut session = Session::new(80, 24);
    session.keys("zm");
    assert_eq!(session.asked.last(), Some(&Effect::Mouse));
}

/// What was copied last, and what the status line says of it.
fn copied(session: &mut Session, keys: &str) -> (String, String) {
    session.keys(keys);
    let text = session.asked.iter().rev().find_map(|effect| if let Effect::Copy(text) = effect { Some(text.clone()) } else { None });
    (text.unwrap_or_default(), session.reader.message().unwrap_or_default().to_owned())
}

#[test]
fn y_copies_sentence_paragraph_name_mentions_and_path_and_says_what() {
    let mut session = Session::new(80, 24);
    let sentence = "Ihr Amtskollege Jasper Quint war eigens nach Mühlensund gereist.";
    assert_eq!(copied(&mut session, "4lys"), (sentence.into(), "copied the sentence, 64 characters".into()));
    let (paragraph, said) = copied(&mut session, "yp");
    assert!(paragraph.starts_with(sentence) && paragraph.ends_with("eingeladen.") && !paragraph.contains('\n'));
    assert!(said.starts_with("copied the paragraph, "));
    assert_eq!(copied(&mut session, "ye"), ("Jasper Quint".into(), "copied the name, 12 characters".into()));
    let (mentions, said) = copied(&mut session, "ym");
    assert_eq!(mentions.lines().next().unwrap(), format!("§3 {sentence}"));
    assert!(mentions.lines().count() == 4 && said.starts_with("copied 4 lines, "));
    assert_eq!(copied(&mut session, "yu"), ("samples/hafen.md".into(), "copied the path, 16 characters".into()));
    let (last, _) = copied(&mut session, "Gys");
    assert_eq!(last, "Der Wind hatte gedreht, und aus Westerland kam der erste Frachter des Jahres herein.");
}

#[test]
fn what_no_terminal_takes_is_refused_aloud_and_control_characters_are_made_visible() {
    let dictionary = Arc::new(dictionary());
    let long = "Der Hafen von [Nordmark|nordmark] ist ein Hafen von vielen ".repeat(2000);
    let mut session = Session::of(80, 24, dictionary.clone(), vec![article(&long, &dictionary)]);
    let (text, said) = copied(&mut session, "yp");
    assert!(text.is_empty() && said.starts_with("too long to be copied: "), "{said}");
    let mut session = Session::of(80, 24, dictionary.clone(), vec![article("[Quint|quint]\u{1b}]52;c;x\u{7} \u{202e}rief.", &dictionary)]);
    let (text, _) = copied(&mut session, "yp");
    assert!(text.starts_with("Quint") && !text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{text:?}");
}

#[test]
fn gx_opens_the_source_in_the_browser_or_says_that_there_is_none() {
    let dictionary = Arc::new(dictionary());
    let (mut web, mentions) = article("Von [Quint|quint].", &dictionary);
    web.source = Some("https://www.example.org/hafen".into());
    let mut session = Session::of(80, 24, dictionary, vec![(web, mentions)]);
    session.keys("gx");
    assert_eq!(session.asked.last(), Some(&Effect::Browse("https://www.example.org/hafen".into())));
    assert_eq!(session.reader.message(), Some("opening example.org"));
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("de · example.org")));
    let mut session = Session::new(80, 24);
    session.keys("gx");
    assert!(session.reader.message().unwrap().contains("source: in its front matter"));
}

#[test]
fn a_name_that_may_be_several_has_a_row_of_its_own_and_enter_goes_to_settle_it() {
    let mut session = Session::new(120, 40);
    let row = session.find("? Berg");
    session.keys("e/berg<Enter>");
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("1 Anna Berg")), "the card tells whom it may be");
    assert!(session.rows(theme(Dark))[39].contains("one of 2, Enter settles it"));
    session.keys("<Enter>");
    assert_eq!((session.reader.focus(), current(&session).as_str()), (Focus::Article, "Berg"));
    assert!(session.rows(theme(Dark))[39].contains("1 to 2 says who it is"));
    session.keys("2");
    let Some(Effect::Scan { chosen, .. }) = session.asked.last() else { panic!() };
    assert_eq!(chosen[0].id.as_ref(), "berg-b");
    session.keys("e<Esc><Esc>");
    session.click(row, 1);
    assert_eq!(current(&session), "Berg");
}

#[test]
fn the_cast_is_that_of_the_screen_of_the_section_and_of_the_article() {
    let mut session = long(120, 20);
    let listed = |session: &Session| session.reader.cast().rows().len();
    session.keys("e");
    let all = listed(&session);
    session.keys("vv");
    assert_eq!((all, listed(&session)), (5, 1), "a section without headings is a paragraph");
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("1 of 5: in section")));
    session.keys("v");
    assert_eq!(listed(&session), 5);
}

#[test]
fn the_filter_of_the_cast_is_fuzzy_and_knows_umlauts_by_their_other_spelling() {
    let mut session = Session::new(120, 40);
    let names = |session: &Session| {
        let index = session.reader.page().unwrap().index();
        session.reader.cast().rows().iter().filter_map(|at| Some(entry(index, *at)?.name().to_owned())).collect::<Vec<_>>()
    };
    session.keys("e/mhlsd<Enter>");
    assert_eq!(names(&session), ["Mühlensund"]);
    session.keys("/ruehm<Enter>");
    assert_eq!(names(&session), ["Almut Rühmkorf"]);
}

#[test]
fn k_makes_the_sheet_as_large_as_the_window_and_escape_takes_it_back_step_by_step() {
    let mut session = Session::new(40, 20);
    session.keys("4lKK");
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("here as")));
    session.keys("<Enter>");
    assert_eq!(current(&session), "Quint");
    session.keys("<Esc>");
    assert!(session.reader.areas().sheet && !session.reader.areas().whole);
    session.keys("<Esc>");
    assert!(session.reader.areas().card.is_none());
}

#[test]
fn links_are_told_to_the_terminal_only_on_request_and_each_cell_closes_its_own() {
    let dictionary = Arc::new(dictionary());
    let (mut web, mentions) = article("Von [Quint|quint].", &dictionary);
    web.source = Some("https://example.org/hafen".into());
    let session = Session::of(80, 24, dictionary, vec![(web, mentions)]);
    let symbols = |links| {
        let drawn = session.draw(Theme { links, ..theme(Dark) });
        drawn.content.iter().map(|cell| cell.symbol().to_owned()).filter(|symbol| symbol.contains('\u{1b}')).collect::<Vec<_>>()
    };
    assert!(symbols(false).is_empty());
    let linked = symbols(true);
    assert!(linked.len() > 20 && linked.iter().all(|symbol| symbol.starts_with("\u{1b}]8;id=namedrop;https://example.org/hafen\u{1b}\\")));
    assert!(linked.iter().all(|symbol| symbol.ends_with("\u{1b}]8;;\u{1b}\\")));
}

#[test]
fn zr_shows_the_file_as_it_is_and_the_place_and_the_names_stay() {
    let mut session = Session::new(80, 24);
    session.keys("7G");
    let name = current(&session);
    session.keys("zr");
    assert_eq!(current(&session), name);
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("*nach den Plänen*")), "markup is shown");
    session.keys("zr");
    assert!(session.rows(theme(Dark)).iter().all(|row| !row.contains("*nach")) && current(&session) == name);
}

/// A session that is asked to read the second article, and told of its beginning.
fn begun(articles: Vec<(Article, Mentions)>, beginning: &Article, keys: &str) -> (Session, u64) {
    let mut session = Session::of(80, 24, Arc::new(dictionary()), articles);
    session.keys(keys);
    session.opens = false;
    session.keys("<C-n>");
    let asked = |effect: &Effect| if let Effect::Open { generation, .. } = effect { Some(*generation) } else { None };
    let generation = session.asked.iter().rev().find_map(asked).unwrap();
    session.act(Action::Begun { generation, article: Arc::new(beginning.clone()), whole: 10 * beginning.text.len() });
    (session, generation)
}

#[test]
fn a_long_file_is_read_from_its_beginning_while_the_rest_is_on_its_way() {
    let paragraph = "Ein Absatz über [Mühlensund|muehlensund] und seinen Hafen.\n\n";
    let [whole, beginning, other] = [400, 40, 1].map(|times| article(&paragraph.repeat(times), &dictionary()));
    let (mut session, generation) = begun(vec![other, whole], &beginning.0, "<Enter>");
    assert_eq!(session.reader.article().unwrap().blocks.len(), 41);
    assert!(session.rows(theme(Dark)).concat().contains("Ein Absatz"));
    session.act(Action::Read { generation, percent: 34 });
    assert!(session.reader.message().is_some_and(|said| said.ends_with(" · 34%")), "{:?}", session.reader.message());
    session.keys("<Space>");
    assert_eq!(session.reader.page().unwrap().percent(), 4, "of the whole file, and not of its beginning");
    let before = session.reader.page().unwrap().in_sight();
    let article = session.article(1);
    session.act(Action::Opened { generation, article });
    assert_eq!(session.reader.article().unwrap().blocks.len(), 401);
    assert_eq!(session.reader.page().unwrap().in_sight(), before, "the place stays");
}

#[test]
fn whoever_wants_the_end_of_a_file_that_is_being_read_gets_there_once_it_is_read() {
    let [whole, beginning, other] = [400, 40, 1].map(|times| article(&"Ein Absatz.\n\n".repeat(times), &dictionary()));
    for (keys, percent) in [("G", 100), ("Gk", 9)] {
        let (mut session, generation) = begun(vec![other.clone(), whole.clone()], &beginning.0, "<Enter>");
        session.keys(keys);
        let article = session.article(1);
        session.act(Action::Opened { generation, article });
        assert_eq!(session.reader.page().unwrap().percent(), percent, "after {keys}");
    }
}

#[test]
fn where_reading_goes_on_elsewhere_the_beginning_of_a_long_file_is_not_shown() {
    let [whole, beginning, other] = [400, 40, 1].map(|times| article(&"Ein Absatz.\n\n".repeat(times), &dictionary()));
    let (session, _) = begun(vec![other, whole], &beginning.0, "<Enter><C-n>200G<C-p>");
    assert_eq!(session.reader.article().unwrap().blocks.len(), 2, "the other article stays until the place is there");
}

#[test]
fn what_comes_later_is_appended_and_the_place_stays() {
    let dictionary = Arc::new(dictionary());
    let paragraph = "Ein Absatz über [Mühlensund|muehlensund] und seinen Hafen.\n\n";
    let (whole, mentions) = article(&paragraph.repeat(60), &dictionary);
    let (part, first) = article(&paragraph.repeat(30), &dictionary);
    let mut session = Session::of(80, 24, dictionary.clone(), vec![(part, first), (whole.clone(), mentions)]);
    session.keys("20l");
    let (before, generation) = (
        session.rows(theme(Dark)),
        session
            .asked
            .iter()
            .find_map(|effect| if let Effect::Open { generation, .. } = effect { Some(*generation) } else { None })
            .unwrap(),
    );
    let whole = session.article(1);
    session.act(Action::Grown { generation, article: whole });
    assert_eq!(session.rows(theme(Dark))[3..20], before[3..20]);
    assert_eq!(session.reader.message(), Some("more of it is still to come"));
    assert!(session.reader.article().unwrap().blocks.len() >= 60);
}

#[test]
fn a_screen_reader_finds_words_only_and_the_cursor_on_the_current_name() {
    let mut session = Session::new(120, 40);
    session.reader.read_linearly(true);
    session.act(Action::Resize(120, 40));
    let under_cursor = |session: &Session| {
        let (x, y) = draw::cursor(&session.reader);
        session.rows(theme(Dark))[usize::from(y)].chars().skip(usize::from(x)).collect::<String>()
    };
    for keys in ["", "l", "l", "3l", "G"] {
        session.keys(keys);
        assert!(under_cursor(&session).starts_with(&current(&session)), "{} after {keys}", under_cursor(&session));
    }
    session.keys("gg4l");
    let status = session.rows(theme(Dark))[39].trim_end().to_owned();
    assert!(status.starts_with("Jasper Quint, person, mention 1 of 4, Staatschef, Westerland, paragraph 3 of 8, "), "{status}");
    session.keys("ej");
    assert!(under_cursor(&session).starts_with("Hafenministerium (Nordmark), ministry, "), "{}", under_cursor(&session));
    session.keys("<Esc>:<Down><Down>");
    assert!(under_cursor(&session).starts_with("its next mention"), "{}", under_cursor(&session));
    session.keys("<Esc>i<Tab>");
    assert!(under_cursor(&session).starts_with("kind  "), "{}", under_cursor(&session));
    session.keys("<Esc>");
    session.act(Action::Resize(60, 20));
    let status = session.rows(theme(Dark))[19].trim_end().to_owned();
    assert_eq!(status, "Jasper Quint, person, mention 1 of 4, Staatschef, Westerland", "whole parts of the sentence");
    for keys in ["<Enter>", "<Esc>/haf<Enter>", "?"] {
        session.keys(keys);
        let boxes = session.rows(theme(Dark)).concat().chars().filter(|c| ('\u{2190}'..='\u{2bff}').contains(c)).collect::<String>();
        assert_eq!(boxes, "", "after {keys}");
    }
}

#[test]
fn the_first_start_tells_of_five_keys_and_the_next_does_not() {
    let session = Session::taught(80, 24);
    assert_eq!(session.reader.message(), Some("Tab next name · Enter its card · Space page · ? all keys · q quit"));
    assert_eq!(Session::taught(40, 20).reader.message(), Some("Tab next name · ? all keys · q quit"));
    assert_eq!(Session::taught(20, 5).reader.message(), Some("? all keys"));
    let mut early = Session::taught(0, 0);
    early.act(Action::Resize(80, 24));
    assert_eq!(early.reader.message(), session.reader.message(), "also where the article is there before the window");
    let mut again = Session::taught(80, 24);
    again.keys("j");
    assert_eq!(again.reader.message(), None, "it takes no key and goes with the first");
    assert!(again.reader.hints_given().contains_key("start"));
}

#[test]
fn a_key_that_would_have_saved_steps_is_told_three_times_at_most() {
    let mut session = Session::taught(80, 8);
    let mut told = 0;
    for _ in 0..6 {
        for _ in 0..20 {
            session.keys("j");
            told += usize::from(session.reader.message() == Some("hint: Space turns the page"));
        }
        session.keys("gg");
    }
    assert_eq!(told, 3);
    let mut silent = Session::new(80, 8);
    silent.keys(&"j".repeat(40));
    assert_eq!(silent.reader.message(), None);
}

#[test]
fn the_help_is_searched_and_escape_shows_all_of_it_again() {
    let mut session = Session::new(80, 24);
    session.keys("?/paragraph<Enter>");
    let rows = session.rows(theme(Dark)).concat();
    assert!(rows.contains("next paragraph") && !rows.contains("next theme"));
    session.keys("<Esc>");
    assert_eq!((session.reader.focus(), session.reader.help_filter()), (Focus::Help, ""));
    session.keys("/x<Esc><Esc>");
    assert_eq!(session.reader.focus(), Focus::Article);
}

#[test]
fn a_double_click_selects_the_word_and_a_drag_the_words_between() {
    let mut session = Session::new(80, 24);
    let at = session.find("überraschend");
    session.click((at.0 + 3, at.1), 2);
    assert_eq!(session.reader.selected_text().as_deref(), Some("überraschend"));
    session.click(session.find("eigens"), 1);
    assert_eq!((session.reader.focus(), session.reader.selection().is_none()), (Focus::Article, true));
    let (from, to) = (session.find("eigens"), session.find("Mühlensund gereist"));
    session.act(Action::Mouse(Touch::Press { x: from.0 + 1, y: from.1, times: 1 }));
    session.act(Action::Mouse(Touch::Drag { x: to.0 + 4, y: to.1 }));
    session.act(Action::Mouse(Touch::Release));
    assert_eq!(session.reader.selected_text().as_deref(), Some("eigens nach Mühlensund"));
    assert_eq!(copied(&mut session, "y"), ("eigens nach Mühlensund".into(), "copied the selected words, 22 characters".into()));
    assert_eq!(session.reader.focus(), Focus::Article);
}
