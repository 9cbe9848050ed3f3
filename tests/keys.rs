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

/// All rows of the table.
fn table() -> Vec<namedrop::reader::keymap::Binding> {
    namedrop::tui::keys::keymap().bindings().to_vec()
}

#[test]
fn every_key_of_the_table_arrives_from_the_bytes_that_a_terminal_sends() {
    use namedrop::reader::keymap::{ANY, is_sequence};
    use namedrop::tui::encode::{bytes_of, keys_in};
    for binding in table() {
        for key in &binding.keys {
            let strokes: Vec<String> =
                if is_sequence(key) { key.replace(ANY, "a").chars().map(|c| c.to_string()).collect() } else { vec![key.clone()] };
            let bytes: Vec<u8> = strokes.iter().flat_map(|stroke| bytes_of(stroke).unwrap_or_default()).collect();
            assert_eq!(keys_in(&bytes), strokes, "{key} of {:?} in {:?}", binding.command, binding.focus);
        }
    }
}

#[test]
fn every_action_has_a_key_that_needs_no_alt_gr_on_a_german_keyboard() {
    for binding in table() {
        let easy = |key: &String| !key.contains(['@', '[', ']', '{', '}', '\\', '|', '~', '€']);
        assert!(binding.keys.iter().any(easy), "{:?} in {:?}: {:?}", binding.command, binding.focus, binding.keys);
    }
}

#[test]
fn the_help_lists_each_action_exactly_once() {
    use namedrop::reader::action::Command;
    use namedrop::reader::keymap::HelpRow;
    use std::collections::HashSet;
    let mut seen = HashSet::new();
    for binding in table() {
        assert!(seen.insert((binding.focus, binding.command)), "{:?} has two rows in {:?}", binding.command, binding.focus);
    }
    let listed: HashSet<Command> = table().iter().filter(|binding| !binding.group.is_empty()).map(|binding| binding.command).collect();
    for binding in table() {
        // The row of the first kind speaks of all.
        let kind = matches!(binding.command, Command::Kind(1..));
        assert!(kind || listed.contains(&binding.command), "the help does not have {:?}", binding.command);
        assert_eq!(binding.group.is_empty(), binding.help.is_empty(), "{:?} in {:?}", binding.command, binding.focus);
    }
    let mut rows = HashSet::new();
    let mut group = "";
    for row in namedrop::tui::keys::keymap().help() {
        match row {
            HelpRow::Heading(heading) => group = heading,
            HelpRow::Keys(keys, help) => assert!(rows.insert((group, keys.clone(), help)), "{keys} {help} stands twice in {group}"),
            HelpRow::Blank => {}
        }
    }
}

/// The actions with their names and default keys, as Markdown.
fn actions() -> String {
    use namedrop::reader::keymap::spoken_key;
    use namedrop::reader::names;
    let keymap = namedrop::tui::keys::keymap();
    let mut lines: Vec<String> = Vec::new();
    let mut done = Vec::new();
    for binding in keymap.bindings() {
        if done.contains(&binding.command) {
            continue;
        }
        done.push(binding.command);
        let of = keymap.bindings().iter().filter(|other| other.command == binding.command);
        let keys: Vec<String> = of
            .map(|other| {
                let keys: Vec<String> = other.keys.iter().map(|key| format!("`{}`", spoken_key(key))).collect();
                format!("{}: {}", names::focus(other.focus).0, keys.join(" "))
            })
            .collect();
        let help = keymap.help_of(binding.focus, binding.command);
        lines.push(format!("| `{}` | {help} | {} |\n", names::name(binding.command).unwrap(), keys.join("; ").replace('|', "\\|")));
    }
    lines.concat()
}

#[test]
fn the_document_of_keys_lists_every_action_with_its_name() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mark = "<!-- actions -->\n";
    let mut parts: Vec<&str> = text.split(mark).collect();
    let head = "| action | what it does | keys |\n|---|---|---|\n";
    let table = format!("{head}{}", actions());
    if std::env::var_os("UPDATE_README").is_some() {
        parts[1] = &table;
        std::fs::write(path, parts.join(mark)).unwrap();
        return;
    }
    assert!(parts[1] == table, "UPDATE_README=1 cargo test --test keys writes the table of docs/keys.md:\n{table}");
}

/// A session with a configuration.
fn configured(columns: u16, rows: u16, config: &str) -> Session {
    use namedrop::store::keys::Keys;
    let keys = Keys::read(config, |span| (1, span.start + 1)).unwrap();
    let keymap = namedrop::tui::rebind::keymap(&keys).unwrap();
    let mut session = Session::new(columns, rows);
    session.act(namedrop::reader::action::Action::Keymap(std::sync::Arc::new(keymap)));
    session
}

#[test]
fn help_hints_popup_and_palette_show_the_keys_that_are_configured() {
    let config = "[keys]\nnext-name = 'W'\nfirst-mention = 'gw'\nhelp = 'H'\nfold = 'none'\n";
    let mut session = configured(120, 40, config);
    let screen = |session: &Session| session.rows(theme(Dark)).join("\n");
    assert!(screen(&session).contains("W next") && screen(&session).contains("H help"), "{}", screen(&session));
    session.keys("g<Wait>");
    assert!(screen(&session).contains("gw  its first mention"), "{}", screen(&session));
    session.keys("<Esc>:first mention");
    assert!(screen(&session).contains("gw │"), "{}", screen(&session));
    session.keys("<Esc>H");
    assert!(screen(&session).contains("W                          next name"), "{}", screen(&session));
    session.keys("<Esc>W&");
    assert_eq!((current(&session).as_str(), session.reader.is_folded()), ("Mühlensund", false));
    session.keys(":only paragraphs<Enter>");
    assert!(session.reader.is_folded(), "what has no key can still be done");
}

#[test]
fn with_the_keys_of_less_f_pages_g_goes_up_and_a_question_mark_searches_back() {
    let mut session = configured(40, 20, "keys = 'less'");
    session.keys("f");
    assert!(paragraph(&session) > 2);
    session.keys("Gg");
    assert_eq!(current(&session), "Nordmark");
    session.keys("G?nordmark<Enter>");
    let first = session.reader.hits().1;
    session.keys("n");
    assert_eq!(session.reader.hits().1, first.map(|at| at - 1), "n goes on backwards");
    session.keys("N");
    assert_eq!(session.reader.hits().1, first);
    session.keys("h");
    assert_eq!(session.reader.focus(), Focus::Help);
    session.keys("hg,n");
    assert_eq!((session.reader.focus(), current(&session).as_str()), (Focus::Article, "Mühlensund"));
    session.keys("sd");
    assert_eq!(session.reader.focus(), Focus::Article);
}

#[test]
fn the_example_of_the_document_is_a_configuration() {
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md")).unwrap();
    let example = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mut session = configured(80, 24, example);
    session.keys("nnH");
    assert_eq!((current(&session).as_str(), session.reader.is_folded()), ("Westerland", true));
}

/// Presses a key of the table as a terminal would send it; of a sequence that takes any letter, with the letter `p`.
fn press(session: &mut Session, key: &str) {
    use namedrop::reader::keymap::{ANY, is_sequence};
    use namedrop::tui::decode::{Decoder, Input};
    let strokes: Vec<String> =
        if is_sequence(key) { key.replace(ANY, "p").chars().map(|c| c.to_string()).collect() } else { vec![key.to_owned()] };
    for stroke in strokes {
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        decoder.feed(&namedrop::tui::encode::bytes_of(&stroke).unwrap(), &mut inputs);
        decoder.time_is_up(&mut inputs);
        for input in inputs {
            let Input::Key(key) = input else { continue };
            let action = namedrop::tui::keys::action(&session.reader, &crossterm::event::Event::Key(key));
            assert!(action.is_some(), "{stroke} means nothing");
            session.act(action.unwrap());
        }
    }
}

/// What somebody sees, which end of a selection moves, and what the shell was asked for.
fn seen(session: &Session) -> (ratatui::buffer::Buffer, String) {
    (session.draw(theme(Dark)), format!("{:?} {:?} {:?}", session.reader.focus(), session.reader.selection(), session.asked))
}

/// Presses every key of a focus: in the first of the situations in which the action's first key changes something, all its
/// keys do the same. What is wrong with any key is told together.
fn press_all(focus: Focus, situations: &[&dyn Fn() -> Session]) {
    use namedrop::reader::action::Command;
    // The fixture has the four kinds that are built in.
    let possible = |command: Command| !matches!(command, Command::Kind(4..));
    let after = |situation: &dyn Fn() -> Session, key: &str| {
        let mut session = situation();
        assert_eq!(session.reader.focus(), focus, "before {key}");
        let was = seen(&session);
        press(&mut session, key);
        let is = seen(&session);
        (is != was).then_some(is)
    };
    let mut wrong = Vec::new();
    let rows: Vec<_> = table().into_iter().filter(|row| row.focus == focus && possible(row.command)).collect();
    assert!(rows.len() > 3, "{focus:?} has hardly a key");
    for row in rows {
        let Some(situation) = situations.iter().find(|situation| after(situation, &row.keys[0]).is_some()) else {
            wrong.push(format!("{} ({:?}) does nothing", row.keys[0], row.command));
            continue;
        };
        let first = after(situation, &row.keys[0]);
        wrong.extend(row.keys.iter().filter(|key| after(situation, key) != first).map(|key| format!("{key} is not {}", row.keys[0])));
    }
    assert!(wrong.is_empty(), "{focus:?}: {wrong:#?}");
}

/// A session of the fixture in which these keys were typed.
fn after(mut session: Session, keys: &str) -> Session {
    session.keys(keys);
    session
}

#[test]
fn every_key_of_the_text_and_of_the_cast_does_something_and_all_keys_of_an_action_do_the_same() {
    // In the middle of things: with a way back and forward, names before and after.
    let in_text = |keys| move || after(Session::new(80, 24), keys);
    press_all(Focus::Article, &[&in_text("5lG<Backspace>2j"), &in_text("3l"), &in_text("3l<Enter>")]);
    press_all(Focus::Cast, &[&in_text("5lG<Backspace>e3j"), &in_text("e1")]);
}

#[test]
fn every_key_of_the_list_and_of_the_dossier_does_something() {
    let listed = |keys| move || after(fixture::shelves(80, 9), keys);
    press_all(Focus::Library, &[&listed("j"), &listed("<Enter>Oj")]);
    press_all(Focus::Dossier, &[&listed("<Enter>lDj"), &listed("<Enter>lD"), &listed("<Enter>lDG")]);
}

#[test]
fn every_key_of_the_selection_and_of_the_form_does_something() {
    let unknown = |keys| move || after(Session::unknown(80, 24), keys);
    press_all(Focus::Select, &[&unknown("3jvll"), &unknown("Gv"), &unknown("v"), &unknown("v<Tab><Tab>"), &unknown("vjjj")]);
    press_all(
        Focus::Form,
        &[&unknown("a<Left>"), &unknown("a<Left><Left>"), &unknown("a<Tab>"), &unknown("a<Home>"), &unknown("a<Tab><Tab><Home>")],
    );
}

#[test]
fn every_key_of_prompts_lists_hints_and_help_does_something() {
    let small = |keys| move || after(Session::new(40, 20), keys);
    press_all(Focus::Prompt, &[&small("/hafen neu")]);
    press_all(Focus::Picker, &[&small(":"), &small(":<End><Up>"), &small(":line down")]);
    press_all(Focus::Help, &[&small("?"), &small("?G")]);
    press_all(Focus::Hints, &[&small("f"), &|| after(crowded(), "fa")]);
}

/// So many names in sight that each needs two letters.
fn crowded() -> Session {
    let dictionary = std::sync::Arc::new(fixture::dictionary());
    let text = format!("# Viele\n\n{}", "[Quint|quint] und [Nordmark|nordmark]. ".repeat(30));
    let article = fixture::article(&text, &dictionary);
    Session::of(120, 40, dictionary, vec![article])
}
