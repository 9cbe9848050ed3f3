//! How the dictionary grows while one reads: each key, told by what is seen and by what the session asks for.

mod fixture;

use fixture::{Session, theme};
use namedrop::engine::edit::{Changes, Edit};
use namedrop::reader::Focus;
use namedrop::reader::action::{Action, Effect};
use namedrop::reader::preview::Preview;
use namedrop::tui::theme::Tone::Dark;

/// The edits that were asked for.
fn edits(session: &Session) -> Vec<Edit> {
    let edit = |effect: &Effect| if let Effect::Save(edit) = effect { Some(edit.clone()) } else { None };
    session.asked.iter().filter_map(edit).collect()
}

fn selected(session: &Session) -> String {
    session.reader.selected_text().unwrap_or_default()
}

fn screen(session: &Session) -> String {
    session.rows(theme(Dark)).join("\n")
}

fn added(name: &str, kind: &str, id: &str) -> Edit {
    Edit::Add { kind: kind.into(), id: id.into(), name: name.into(), note: String::new(), aliases: Vec::new() }
}

#[test]
fn two_keys_add_the_unmarked_name_at_the_eye_line() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 20), (30, 9)] {
        let mut session = Session::unknown(columns, rows);
        session.keys("a");
        assert_eq!(session.reader.focus(), Focus::Form, "{columns}x{rows}");
        if rows > 9 {
            let screen = screen(&session);
            assert!(screen.contains("Anna Wieck") && screen.contains("adds 7 mentions, changes 1"), "{screen}");
        }
        session.keys("<Enter>");
        assert_eq!(edits(&session), [added("Anna Wieck", "person", "anna-wieck")]);
        assert_eq!((session.reader.focus(), session.reader.form()), (Focus::Article, None));
    }
}

#[test]
fn what_an_edit_would_do_is_asked_again_once_the_article_has_been_searched() {
    let mut session = Session::unknown(80, 24);
    session.keys("a");
    let previews = |session: &Session| session.asked.iter().filter(|effect| matches!(effect, Effect::Preview { .. })).count();
    let before = previews(&session);
    session.act(Action::Dictionary(std::sync::Arc::new(fixture::dictionary())));
    assert_eq!(previews(&session), before + 2, "for the new dictionary, and for what it finds");
}

#[test]
fn the_form_is_filled_in_by_keys_and_left_by_escape() {
    let mut session = Session::unknown(80, 24);
    session.keys("a<Tab>p<Tab><C-u>lotsin<Tab>Lotsin seit 2024<Tab>Wieck; die Lotsin<Enter>");
    let Some(Edit::Add { kind, id, note, aliases, .. }) = edits(&session).pop() else { panic!("nothing was saved") };
    assert_eq!((kind.as_str(), id.as_str(), note.as_str()), ("place", "lotsin", "Lotsin seit 2024"));
    assert_eq!(aliases, ["Wieck", "die Lotsin"]);
    session.keys("aqQ?<Esc>");
    assert_eq!((session.reader.focus(), edits(&session).len(), session.has_quit()), (Focus::Article, 1, false));
    session.keys("a<C-u><Enter>");
    assert!(screen(&session).contains("a name is missing") && edits(&session).len() == 1);
}

#[test]
fn v_selects_the_current_name_and_motions_extend_move_and_turn_it() {
    let mut session = Session::unknown(80, 24);
    session.keys("v");
    assert_eq!((session.reader.focus(), selected(&session).as_str()), (Focus::Select, "Mühlensund"));
    session.keys("ll");
    assert_eq!(selected(&session), "Mühlensund hat am");
    session.keys("h");
    assert_eq!(selected(&session), "Mühlensund hat");
    session.keys("oh");
    assert_eq!(selected(&session), "In Mühlensund hat");
    session.keys("L");
    assert_eq!(selected(&session), "Mühlensund");
    session.keys("<Tab>");
    assert_eq!(selected(&session), "Anna Wieck");
    session.keys("<Tab><S-Tab>");
    assert_eq!(selected(&session), "Anna Wieck");
    session.keys("3l");
    assert_eq!(selected(&session), "Anna Wieck ihr Amt angetreten");
    session.keys("<Esc>");
    assert_eq!((session.reader.focus(), selected(&session).as_str(), session.has_quit()), (Focus::Article, "", false));
    session.keys("vHHHHHHHHHJJJKKKjjkkk");
    assert!(!selected(&session).is_empty());
}

#[test]
fn a_adds_what_is_selected() {
    let mut session = Session::unknown(80, 24);
    session.keys("v<Tab><Tab>a<Enter>");
    assert_eq!(edits(&session), [added("Torsten Bohl", "person", "torsten-bohl")]);
    assert!(session.reader.selection().is_none());
}

#[test]
fn capital_a_gives_the_selection_to_somebody_who_is_picked() {
    let mut session = Session::unknown(120, 40);
    session.keys("v<Tab>A");
    assert!(screen(&session).contains("Anna Wieck is another name of"));
    session.keys("rühmk<Enter>");
    let Some(Edit::Amend { of, changes }) = edits(&session).pop() else { panic!("nothing was saved") };
    assert_eq!((&*of.id, of.kind.as_str(), of.built_in), ("ruehmkorf", "person", false));
    assert_eq!(changes, Changes { aliases: vec!["Anna Wieck".into()], ..Changes::default() });
}

#[test]
fn an_exclamation_mark_excludes_a_phrase_or_hides_a_form() {
    let mut session = Session::unknown(120, 40);
    session.keys("l!");
    assert!(screen(&session).contains("“Reederei Grauwal Stiftung” is not Reederei Grauwal"), "{}", screen(&session));
    session.keys("stiftung<Enter>");
    let Some(Edit::Amend { of, changes }) = edits(&session).pop() else { panic!("nothing was saved") };
    assert_eq!((&*of.id, changes.not), ("grauwal", vec!["Reederei Grauwal Stiftung".to_owned()]));
    session.keys("!whomever<Enter>");
    assert_eq!(edits(&session).pop(), Some(Edit::HideForm("Reederei Grauwal".into())));
    session.keys("vl!whatever<Enter>");
    assert!(matches!(edits(&session).pop(), Some(Edit::HideEntry(of)) if &*of.id == "grauwal"));
}

#[test]
fn i_changes_the_entry_of_the_current_entity_also_from_the_cast() {
    let mut session = Session::unknown(120, 40);
    session.keys("li<Enter>");
    assert!(screen(&session).contains("nothing was changed"));
    session.keys("<Tab><Tab><C-u>Reederei<Enter>");
    let Some(Edit::Amend { changes, .. }) = edits(&session).pop() else { panic!("nothing was saved") };
    assert_eq!(changes, Changes { note: Some("Reederei".into()), ..Changes::default() });
    session.keys("ei");
    assert_eq!((session.reader.focus(), session.reader.pane()), (Focus::Form, Focus::Cast));
    session.keys("<Esc>");
    assert_eq!(session.reader.focus(), Focus::Cast);
}

#[test]
fn an_ambiguous_name_is_settled_for_good() {
    let prefers = |session: &Session| match edits(session).pop() {
        Some(Edit::Prefer { form, of }) => Some((form, of.id.to_string())),
        _ => None,
    };
    let mut session = Session::unknown(120, 40);
    session.keys("lllP2");
    assert_eq!(prefers(&session), Some(("Berg".into(), "berg-b".into())));
    let mut session = Session::unknown(120, 40);
    session.keys("lll<Enter>2");
    assert!(edits(&session).is_empty(), "for this article only");
    session.keys("P1");
    assert_eq!(prefers(&session), Some(("Berg".into(), "berg-a".into())), "it is still open in the fixture");
    session.keys("hP");
    assert_eq!(session.reader.message(), Some("P settles a name that may mean several; this one is clear"));
}

#[test]
fn u_undoes_and_a_save_is_told() {
    let mut session = Session::unknown(80, 24);
    session.keys("U");
    assert!(session.asked.contains(&Effect::UndoEdit));
    session.keys("a<Enter>");
    assert_eq!(session.reader.message(), Some("saving: added Anna Wieck"));
}

#[test]
fn zu_lists_what_the_dictionary_lacks_and_enter_goes_there_and_offers_to_add_it() {
    let mut session = Session::unknown(80, 24);
    session.keys("zu");
    let screen = screen(&session);
    assert!(
        screen.contains("Anna Wieck") && screen.contains("3 ·") && screen.contains("Torsten Bohl") && screen.contains("after Minister"),
        "{screen}"
    );
    session.keys("bohl<Enter>");
    assert_eq!((session.reader.focus(), selected(&session).as_str()), (Focus::Form, "Torsten Bohl"));
    session.keys("<Enter>");
    assert_eq!(edits(&session), [added("Torsten Bohl", "person", "torsten-bohl")]);
    let mut known =
        Session::of(80, 24, std::sync::Arc::new(fixture::dictionary()), vec![fixture::article("Der Hafen.", &fixture::dictionary())]);
    known.keys("zu");
    assert!(known.reader.message().unwrap().starts_with("every name here is in the dictionary"));
}

#[test]
fn what_the_form_is_about_is_seen_above_it_and_reading_goes_on_where_it_was() {
    let filler = "Der Wind stand gut, und die Schiffe lagen ruhig am langen Kai. ".repeat(12);
    let text = format!("{filler}\n\n{filler}\n\nEs kam Minister Torsten Bohl.\n\n{filler}\n\n{filler}");
    let dictionary = std::sync::Arc::new(fixture::dictionary());
    let mut session = Session::of(80, 24, dictionary.clone(), vec![fixture::article(&text, &dictionary)]);
    while !screen(&session).contains("Torsten Bohl") {
        session.keys("j");
    }
    let before = screen(&session);
    session.keys("v<Tab>a");
    assert!(screen(&session).matches("Torsten Bohl").count() > 1, "{}", screen(&session));
    session.keys("<Esc>");
    assert_eq!(screen(&session), before);
}

#[test]
fn an_article_that_was_changed_is_read_again_once_nothing_else_is_going_on() {
    let mut session = Session::unknown(80, 24);
    let opened = |session: &Session| session.asked.iter().filter(|effect| matches!(effect, Effect::Open { .. })).count();
    session.keys("a");
    session.act(Action::ArticleChanged);
    assert_eq!(opened(&session), 1, "the form is open");
    session.keys("<Esc>");
    assert_eq!(opened(&session), 2);
    session.keys("jjj");
    assert_eq!(opened(&session), 2);
    session.act(Action::ArticleChanged);
    assert_eq!(opened(&session), 3, "a second change is as good as the first");
}

#[test]
fn the_article_and_the_entry_open_in_the_editor_at_their_lines() {
    let mut session = Session::unknown(80, 24);
    session.keys("lgagE");
    let wanted = |file: &str, line| Effect::Editor { file: file.into(), line };
    assert!(session.asked.contains(&wanted("samples/hafen.md", 3)), "{:?}", session.asked.last());
    assert!(session.asked.contains(&wanted("entities.toml", 7)));
}

#[test]
fn a_preview_counts_what_is_new_what_is_another_and_what_is_gone() {
    let dictionary = fixture::dictionary();
    let marked = |text: &str| fixture::article(text, &dictionary).1;
    let old = "[Jasper Quint|quint] und [Berg|berg-a+berg-b] im [Hafenministerium von [Nordmark|nordmark]|hafenministerium], [HSV|hsv]";
    let counted = |new: &str| Preview::of((&marked(old), &dictionary), (&marked(new), &dictionary));
    for (adds, changes, takes, new) in [
        (0, 0, 0, old),
        (
            1,
            0,
            0,
            "[Jasper Quint|quint] [und|hsv] [Berg|berg-a+berg-b] im [Hafenministerium von [Nordmark|nordmark]|hafenministerium], [HSV|hsv]",
        ),
        // A shorter one in its place, one that is no longer open, one inside another.
        (
            0,
            1,
            0,
            "Jasper [Quint|quint] und [Berg|berg-a+berg-b] im [Hafenministerium von [Nordmark|nordmark]|hafenministerium], [HSV|hsv]",
        ),
        (0, 1, 0, "[Jasper Quint|quint] und [Berg|berg-a] im [Hafenministerium von [Nordmark|nordmark]|hafenministerium], [HSV|hsv]"),
        (
            0,
            1,
            0,
            "[Jasper Quint|quint] und [Berg|berg-a+berg-b] im [[Hafenministerium|hafenministerium] von [Nordmark|nordmark]|hafenministerium], [HSV|hsv]",
        ),
        (0, 0, 1, "[Jasper Quint|quint] und [Berg|berg-a+berg-b] im [Hafenministerium von [Nordmark|nordmark]|hafenministerium], HSV"),
        (0, 0, 2, "[Jasper Quint|quint] und [Berg|berg-a+berg-b] im Hafenministerium von Nordmark, [HSV|hsv]"),
        (1, 0, 5, "Jasper Quint [und|hsv] Berg im Hafenministerium von Nordmark, HSV"),
    ] {
        assert_eq!(counted(new), Preview { adds, changes, takes }, "{new}");
    }
}
