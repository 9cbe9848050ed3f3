//! What keys do: each of them changes something that can be seen, and leads back again.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod fixture;

use fixture::{Session, theme};
use namedrop::reader::Focus;
use namedrop::tui::theme::Tone::Dark;

/// The text of the current mention.
fn current(session: &Session) -> String {
    let page = session.reader.page().unwrap();
    page.mention().map(|mention| page.article().text[mention.span.clone()].to_owned()).unwrap_or_default()
}

/// The paragraph at the eye line, from 1.
fn paragraph(session: &Session) -> usize {
    session.reader.page().unwrap().block() + 1
}

#[test]
fn the_palette_does_what_a_key_would_do_and_is_gone() {
    let mut session = Session::new(120, 40);
    session.keys(":someone");
    session.keys("<Esc>");
    assert_eq!((session.reader.focus(), current(&session).as_str()), (Focus::Article, "Nordmark"));
    session.keys(":next name<Enter>");
    assert_eq!((session.reader.focus(), current(&session).as_str()), (Focus::Article, "Mühlensund"));
    session.keys(":marked kind<Esc>:only one<Enter>p");
    assert!(current(&session).contains("Rühmkorf"), "the letter of the kind was asked for: {}", current(&session));
}

#[test]
fn the_palette_of_the_cast_has_the_commands_of_the_cast() {
    let mut session = Session::new(120, 40);
    session.keys("e:");
    let rows = session.rows(theme(Dark)).join("\n");
    assert!(rows.contains("another order") && rows.contains("line down") && !rows.contains("half a page left"), "{rows}");
    session.keys("another order<Enter>");
    assert_eq!((session.reader.focus(), session.reader.cast().sort.word()), (Focus::Cast, "by count"));
}

#[test]
fn a_list_is_left_by_escape_and_by_erasing_what_is_not_there() {
    let mut session = Session::new(80, 24);
    for keys in [":<Esc>", ":<Backspace>", ":ab<Backspace><Backspace><Backspace>", ":xyzxyz<Enter><Esc>"] {
        session.keys(keys);
        assert!(session.reader.focus() == Focus::Article && session.reader.picker().is_none(), "{keys}");
    }
}

#[test]
fn the_outline_begins_at_the_present_section_and_leads_to_another() {
    let mut session = Session::new(40, 20);
    session.keys("6Go");
    let here = session.reader.picker().unwrap().row().unwrap().label.clone();
    assert!(here.starts_with(&format!("§{}", paragraph(&session))), "{here}");
    session.keys("<Home><Down><Enter>");
    assert!(session.reader.page().unwrap().blocks_in_sight().contains(&1));
    session.keys("<Backspace>o<End><Enter>");
    assert!(session.reader.page().unwrap().blocks_in_sight().contains(&6));
    session.keys("<Backspace>");
    assert_ne!(session.reader.message(), Some("no way back: nothing was jumped from"));
}

#[test]
fn the_outline_is_searched_by_words_and_by_who_is_in_a_section() {
    let mut session = Session::new(120, 40);
    session.keys("odenkmal");
    assert_eq!(session.reader.picker().unwrap().len(), 1);
    session.keys("<C-u>grauwal");
    assert_eq!(session.reader.picker().unwrap().len(), 2);
}

#[test]
fn hint_letters_lead_to_any_name_in_sight_and_a_capital_opens_its_card() {
    let mut session = Session::new(80, 24);
    session.keys("f");
    let before = session.rows(theme(Dark));
    assert_eq!(session.reader.focus(), Focus::Hints);
    assert!(before.iter().any(|row| row.contains("Regierung von aordmark")), "the letter lies over the name: {before:#?}");
    session.keys("s");
    assert_eq!((current(&session).as_str(), session.reader.focus()), ("Mühlensund", Focus::Article));
    assert!(session.reader.areas().card.is_none());
    session.keys("fD");
    assert_eq!(current(&session), "Westerland");
    assert!(session.reader.areas().card.is_some());
    session.keys("<Backspace>");
    assert_eq!(current(&session), "Mühlensund");
}

#[test]
fn hints_are_left_by_escape_and_there_are_none_where_no_name_is_marked() {
    let mut session = Session::new(80, 24);
    session.keys("f<Esc>");
    assert_eq!((session.reader.focus(), current(&session).as_str()), (Focus::Article, "Nordmark"));
    session.keys("xxxxxf");
    assert_eq!((session.reader.focus(), session.reader.message()), (Focus::Article, Some("no marked name is on the screen")));
}

#[test]
fn a_mark_leads_back_at_any_width_and_two_quotes_lead_to_and_fro() {
    let mut session = Session::new(40, 20);
    session.keys("3lma");
    let here = current(&session);
    session.keys("G");
    let there = current(&session);
    session.keys("'a");
    assert_eq!(current(&session), here);
    session.keys("''");
    assert_eq!(current(&session), there);
    session.keys("''");
    assert_eq!(current(&session), here);
    session.keys("Gmb");
    session.act(namedrop::reader::action::Action::Resize(120, 40));
    session.keys("'a");
    assert_eq!(current(&session), here);
    assert_eq!(session.reader.place_lines().len(), 2);
    session.keys("'x");
    assert_eq!(session.reader.message(), Some("there is no mark x in this article"));
    session.keys("m;");
    assert_eq!(session.reader.message(), Some("a mark is a letter or a digit, not ;"));
}

#[test]
fn a_run_of_steps_to_and_fro_is_one_step_back() {
    let mut session = Session::new(80, 24);
    session.keys("lllhhll<Backspace>");
    assert_eq!(current(&session), "Nordmark");
    session.keys("<Backspace>");
    assert_eq!(session.reader.message(), Some("no way back: nothing was jumped from"));
}

/// The paragraphs on the screen, from 1.
fn paragraphs(session: &Session) -> Vec<usize> {
    let blocks = session.reader.page().unwrap().view().iter().filter_map(|(_, content)| match content {
        namedrop::reader::rows::Content::Text { block, .. } => Some(block + 1),
        _ => None,
    });
    let mut blocks: Vec<usize> = blocks.collect();
    blocks.dedup();
    blocks
}

#[test]
fn folding_leaves_the_paragraphs_with_the_current_name_and_a_row_for_the_others() {
    let mut session = Session::new(120, 40);
    session.keys("4l&");
    assert_eq!((current(&session).as_str(), paragraphs(&session)), ("Jasper Quint", vec![1, 3, 5, 7]));
    let screen = session.rows(theme(Dark)).join("\n");
    assert!(screen.contains("⋯ 1 paragraph, §2") && screen.contains("⋯ 1 paragraph, §6"), "{screen}");
    assert_eq!(session.reader.message(), Some("3 of 8 paragraphs: those with Jasper Quint"));
    session.keys("&");
    assert_eq!((session.reader.is_folded(), paragraphs(&session).len()), (false, 8));
    session.keys("&<Esc>");
    assert!(!session.reader.is_folded());
}

#[test]
fn steps_in_folded_text_stay_in_what_is_seen() {
    let mut session = Session::new(80, 24);
    session.keys("4l&");
    let mut seen = Vec::new();
    for _ in 0..30 {
        session.keys("l");
        let page = session.reader.page().unwrap();
        seen.push(page.index().block(page.current().unwrap()) + 1);
    }
    seen.dedup();
    assert_eq!((seen, session.reader.is_folded()), (vec![3, 5, 7], true));
}

#[test]
fn what_is_folded_away_and_jumped_to_unfolds() {
    let mut session = Session::new(80, 24);
    session.keys("4l&8G");
    assert!(!session.reader.is_folded() && paragraphs(&session).contains(&8));
    session.keys("gg/denkmal<Enter>&");
    assert_eq!(paragraphs(&session), [1, 6]);
    session.keys("gg12j&");
    assert!(!session.reader.is_folded());
}

#[test]
fn folding_keeps_the_current_name_in_its_row_and_survives_every_width() {
    let mut session = Session::new(80, 24);
    session.keys("5l");
    let row = |session: &Session| session.rows(theme(Dark)).iter().position(|row| row.contains('▶'));
    let before = row(&session);
    session.keys("&&");
    assert_eq!(row(&session), before);
    session.keys("&");
    let read = current(&session);
    for columns in (30..=200).chain((30..200).rev()) {
        session.act(namedrop::reader::action::Action::Resize(columns, 30));
        assert!(session.reader.is_folded() && current(&session) == read && paragraphs(&session).contains(&3), "{columns}");
    }
}

#[test]
fn gc_goes_through_the_paragraphs_where_two_stand_together() {
    let mut session = Session::new(120, 40);
    session.keys("gc");
    assert_eq!(session.reader.message(), Some("nobody is pinned: p in the cast pins"));
    session.keys("e/quint<Enter>p<Esc>");
    assert_eq!(session.reader.pinned_name().as_deref(), Some("Jasper Quint"));
    session.keys("<Esc>gg");
    assert_eq!(current(&session), "Nordmark");
    session.keys("gc");
    assert_eq!(paragraph_of_current(&session), 3);
    session.keys("gc");
    assert_eq!(paragraph_of_current(&session), 7);
    session.keys("gc");
    assert_eq!(session.reader.message(), Some("the last paragraph with Nordmark and Jasper Quint"));
    session.keys("gC");
    assert_eq!(paragraph_of_current(&session), 3);
    session.keys("<Backspace>");
    assert_eq!(paragraph_of_current(&session), 2, "a run of them is one step back");
    session.keys("e/quint<Enter>p");
    assert_eq!(session.reader.pinned_name(), None);
}

fn paragraph_of_current(session: &Session) -> usize {
    let page = session.reader.page().unwrap();
    page.index().block(page.current().unwrap()) + 1
}
