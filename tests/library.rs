//! What is remembered from one session to the next, and the articles of one session together – told in keys.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod fixture;

use std::sync::Arc;

use fixture::{Session, article, day, dictionary, met, shelves, theme};
use namedrop::engine::article::Article;
use namedrop::engine::date::PartialDate;
use namedrop::engine::history::{Changes, History};
use namedrop::engine::mentions::Mentions;
use namedrop::reader::action::{Action, Command, Effect, Newcomer};
use namedrop::reader::library::Progress;
use namedrop::reader::mouse::Touch;
use namedrop::reader::recall::Acquaintance;
use namedrop::reader::{Focus, Options, Reader};
use namedrop::tui::keys;
use namedrop::tui::theme::Tone::Dark;

/// An article of many paragraphs with one name each.
fn long(begin: &str) -> (Article, Mentions) {
    let ids = ["nordmark", "westerland", "quint", "ruehmkorf", "grauwal"];
    let paragraph =
        |at: usize| format!("Absatz {at} handelt ausführlich von [Name{at}|{}] und von sonst niemandem, so lang er auch ist.", ids[at % 5]);
    let text: Vec<String> = (1..=80).map(paragraph).collect();
    article(&format!("{begin}{}", text.join("\n\n")), &dictionary())
}

/// A session on this day with what earlier ones left.
fn on(date: &str, history: &History, articles: Vec<(Article, Mentions)>) -> Session {
    let keys = (0..articles.len()).map(|at| Some(format!("/news/{at}.txt"))).collect();
    Session::remembering(80, 24, articles, |reader| reader.recall(history.clone(), day(date), keys))
}

fn after(session: &mut Session, history: &History) -> History {
    let mut history = history.clone();
    history.apply(session.reader.changes());
    history
}

fn eye(session: &Session) -> String {
    let rows = session.rows(theme(Dark));
    rows[7..].iter().find(|row| row.contains("Absatz")).unwrap().clone()
}

#[test]
fn an_article_is_opened_where_it_was_left_even_when_text_was_added_before() {
    let mut session = on("2026-11-03", &History::default(), vec![long("")]);
    session.keys("40G10j");
    let (left, history) = (eye(&session), after(&mut session, &History::default()));
    let mut again = on("2026-11-05", &history, vec![long("")]);
    assert_eq!(eye(&again), left);
    assert!(again.reader.message().unwrap().starts_with("back at §4"), "{:?}", again.reader.message());
    again.keys("gg");
    let edited = on("2026-11-05", &history, vec![long("Noch ein Absatz zuvor.\n\nUnd noch einer.\n\n")]);
    assert_eq!(eye(&edited), left);
}

#[test]
fn an_article_that_was_read_to_its_end_is_read_and_one_at_its_beginning_stays_there() {
    let mut session = on("2026-11-03", &History::default(), vec![long("")]);
    let history = after(&mut session, &History::default());
    assert_eq!((history.articles["/news/0.txt"].at.as_ref(), history.articles["/news/0.txt"].read), (None, None));
    session.keys("G");
    let history = after(&mut session, &history);
    assert_eq!(history.articles["/news/0.txt"].read, Some(day("2026-11-03")));
    session.keys("gg");
    let history = after(&mut session, &history);
    assert_eq!(history.articles["/news/0.txt"].read, Some(day("2026-11-03")), "it stays read");
    assert_eq!(on("2026-11-04", &history, vec![long("")]).reader.message(), None);
}

#[test]
fn marks_lead_back_in_the_next_session_too() {
    let mut session = on("2026-11-03", &History::default(), vec![long("")]);
    session.keys("40Gmagg");
    let history = after(&mut session, &History::default());
    let mut again = on("2026-11-05", &history, vec![long("Noch ein Absatz zuvor.\n\n")]);
    again.keys("'a");
    assert!(eye(&again).contains("Absatz 4"), "{}", eye(&again));
    let history = after(&mut again, &history);
    assert_eq!(history.articles["/news/0.txt"].marks.len(), 1);
}

#[test]
fn nothing_is_told_twice_and_without_a_history_nothing_at_all() {
    let mut session = on("2026-11-03", &History::default(), vec![long("")]);
    assert!(!session.reader.changes().is_empty());
    assert!(session.reader.changes().is_empty());
    session.keys("j");
    assert_eq!(session.reader.changes().articles.len(), 1);
    let mut forgetful = Session::new(80, 24);
    forgetful.keys("jesE");
    assert_eq!(forgetful.reader.changes(), Changes::default());
}

#[test]
fn the_cast_tells_who_is_new_and_who_was_not_met_for_long() {
    let history = met(&[("nordmark", "2026-11-01"), ("quint", "2026-08-05")]);
    let session =
        on("2026-11-03", &history, vec![article("[Quint|quint] in [Nordmark|nordmark] mit [Rühmkorf|ruehmkorf].", &dictionary())]);
    let who = |id| session.reader.acquaintance(dictionary().find(id).unwrap());
    assert_eq!([who("nordmark"), who("quint"), who("ruehmkorf")], [None, Some(Acquaintance::Old), Some(Acquaintance::New)]);
    let said = |id| session.reader.last_met(dictionary().find(id).unwrap());
    assert_eq!(said("nordmark").unwrap(), "2 days ago in wahl.txt · 2 articles");
    assert_eq!(said("quint").unwrap(), "5 August 2026 in wahl.txt · 2 articles");
    assert_eq!(said("ruehmkorf").unwrap(), "never before");
}

#[test]
fn whoever_has_met_nobody_yet_is_not_told_that_everybody_is_new() {
    let session = on("2026-11-03", &History::default(), vec![article("[Quint|quint].", &dictionary())]);
    let quint = dictionary().find("quint").unwrap();
    assert_eq!((session.reader.acquaintance(quint), session.reader.last_met(quint)), (None, None));
}

#[test]
fn an_article_that_is_read_again_makes_no_second_acquaintance() {
    let text = || vec![article("[Quint|quint].", &dictionary())];
    let mut session = on("2026-11-03", &History::default(), text());
    session.keys("r");
    let history = after(&mut session, &History::default());
    assert_eq!(history.entities["quint"].articles, 1);
    let mut again = on("2026-11-04", &history, text());
    assert_eq!(again.reader.last_met(dictionary().find("quint").unwrap()).unwrap(), "yesterday here");
    let history = after(&mut again, &history);
    assert_eq!((history.entities["quint"].articles, history.entities["quint"].last), (1, day("2026-11-04")));
}

#[test]
fn order_panel_and_width_of_the_cast_come_back() {
    let text = || vec![long("")];
    let mut session = on("2026-11-03", &History::default(), text());
    session.keys("es>>");
    session.reader.remember_theme(Some("light"));
    let history = after(&mut session, &History::default());
    assert_eq!(history.look.theme.as_deref(), Some("light"));
    let mut again = on("2026-11-04", &history, text());
    assert_eq!((again.reader.cast().sort.word(), again.reader.cast().more), ("by count", 4));
    again.keys("esss<<");
    again.reader.remember_theme(None);
    let history = after(&mut again, &history);
    assert_eq!(history.look, namedrop::engine::history::Look::default());
}

#[test]
fn the_card_says_when_somebody_was_met_last() {
    let history = met(&[("quint", "2026-11-02")]);
    let articles = vec![article("[Quint|quint].", &dictionary())];
    let keys = vec![Some("/news/0.txt".to_owned())];
    let session = Session::remembering(120, 40, articles, |reader| reader.recall(history, day("2026-11-03"), keys));
    let rows = session.rows(theme(Dark)).join("\n");
    assert!(rows.contains("met      yesterday in wahl.txt"), "{rows}");
}

fn titles(session: &Session) -> Vec<String> {
    session.reader.library().rows().iter().map(|article| session.reader.title_of(*article)[..4].to_owned()).collect()
}

#[test]
fn several_articles_open_as_a_list_that_is_sorted_by_what_is_in_them() {
    let mut session = shelves(100, 30);
    assert_eq!(session.reader.focus(), Focus::Library);
    assert_eq!(titles(&session), ["Der ", "Absc", "Zöl", "Brü"]);
    session.keys("s");
    assert_eq!(titles(&session), ["Absc", "Der ", "Brü", "Zöl"], "newest first");
    session.keys("s");
    assert_eq!(titles(&session), ["Absc", "Brü", "Der ", "Zöl"], "by title");
    session.keys("s");
    assert_eq!(titles(&session)[..2], ["Der ", "Zöl"], "most new names");
    session.keys("s");
    assert_eq!(titles(&session)[3], "Absc", "shortest first");
    let history = after(&mut session, &History::default());
    assert_eq!(history.look.library.as_deref(), Some("shortest first"));
}

#[test]
fn a_filter_finds_titles_and_people_and_escape_brings_all_back() {
    let mut session = shelves(100, 30);
    session.keys("/quint");
    assert_eq!(titles(&session), ["Der ", "Zöl"]);
    session.keys(" hafen<Enter>");
    assert_eq!(titles(&session), ["Der "]);
    session.keys("<Esc>");
    assert_eq!(titles(&session).len(), 4);
    session.keys("/xyz<Enter><Enter>j");
    assert_eq!((titles(&session).len(), session.reader.page().is_none()), (0, true));
}

#[test]
fn enter_reads_and_capital_o_or_escape_return_to_the_list() {
    let mut session = shelves(100, 30);
    session.keys("j<Enter>");
    assert_eq!((session.reader.focus(), session.reader.number()), (Focus::Article, (2, 4)));
    session.keys("O");
    assert_eq!((session.reader.focus(), session.reader.library().selected()), (Focus::Library, 1));
    session.keys("<Esc>");
    assert_eq!(session.reader.focus(), Focus::Article, "Esc takes the list away again");
    session.keys("<Esc>");
    assert_eq!(session.reader.focus(), Focus::Library, "from the article it leads to the list");
    session.keys("<Esc><Esc>");
    assert!(session.reader.focus() == Focus::Library && !session.has_quit());
    session.keys("q");
    assert!(session.has_quit());
}

#[test]
fn the_next_article_is_the_next_of_the_list_as_it_is_sorted_and_filtered() {
    let mut session = shelves(100, 30);
    session.keys("ss<Enter><C-n>");
    assert_eq!(session.reader.article().unwrap().title.as_deref().unwrap()[..4], *"Brü");
    session.keys("<C-n><C-n><C-n>");
    assert_eq!(session.reader.message(), Some("this is the last article"));
    session.keys("O/quint<Enter>gg<Enter>");
    assert_eq!(session.reader.number(), (1, 2));
    session.keys("<C-n><C-n>");
    assert_eq!(session.reader.message(), Some("this is the last article"));
}

#[test]
fn what_was_read_is_no_longer_unread_and_its_names_are_no_longer_new() {
    let mut session = shelves(100, 30);
    assert_eq!((session.reader.progress(0), session.reader.new_names(0)), (Progress::Unread, Some(2)));
    session.keys("<Enter>");
    let _ = session.reader.changes();
    session.keys("O");
    assert_eq!((session.reader.progress(0), session.reader.new_names(0)), (Progress::Read, Some(0)));
}

#[test]
fn the_list_is_there_before_anything_is_known_and_what_cannot_be_read_says_why() {
    let mut session = shelves(100, 30);
    session.act(Action::Surveyed { generation: 99, found: vec![(0, Err("late".into()))] });
    assert!(session.reader.library().entry(0).unwrap().is_ok(), "an old survey has no say");
    let Some(Effect::Survey { generation, .. }) = session.asked.iter().find(|effect| matches!(effect, Effect::Survey { .. })).cloned()
    else {
        panic!()
    };
    session.act(Action::Surveyed { generation, found: vec![(0, Err("no such \u{1b}file".into()))] });
    assert!(session.rows(theme(Dark)).iter().any(|row| row.contains("no such")));
}

/// A session on these articles, of which none is read; what it asks for first.
fn unread(names: &[&str]) -> (Reader, Vec<Effect>) {
    let articles = names.iter().map(|name| (*name).to_owned()).collect();
    let options = Options { articles, dictionary: Arc::new(dictionary()), measure: 70, keymap: Arc::new(keys::keymap().clone()) };
    let mut reader = Reader::new(options);
    let effects = reader.start();
    reader.update(Action::Resize(100, 30));
    (reader, effects)
}

/// The feed of this index has these entries.
fn unfolded(reader: &mut Reader, opening: Option<u64>, index: usize, names: &[&str]) -> Vec<Effect> {
    let newcomer = |name: &&str| Newcomer { name: (*name).to_owned(), title: Some(format!("entry {name}")), key: Some((*name).to_owned()) };
    reader.update(Action::Unfolded { opening, index, entries: names.iter().map(newcomer).collect(), warning: None })
}

fn listed(reader: &Reader) -> Vec<&str> {
    reader.library().rows().iter().map(|article| reader.file_of_article(*article)).collect()
}

fn asked(effects: &[Effect]) -> u64 {
    effects.iter().find_map(|effect| if let Effect::Open { generation, .. } = effect { Some(*generation) } else { None }).unwrap()
}

#[test]
fn the_entries_of_a_feed_stand_where_it_stood_and_are_looked_through_too() {
    let (mut reader, effects) = unread(&["a.txt", "b.xml", "c.txt", "d.xml"]);
    let Some(Effect::Survey { generation, from: 0 }) = effects.first().cloned() else { panic!() };
    let more = unfolded(&mut reader, None, 3, &["d.xml#1"]);
    assert!(matches!(more[..], [Effect::Survey { generation: again, from: 4 }] if again == generation));
    unfolded(&mut reader, None, 1, &["b.xml#1", "b.xml#2"]);
    assert_eq!(listed(&reader), ["a.txt", "b.xml#1", "b.xml#2", "c.txt", "d.xml#1"]);
    assert_eq!((reader.surveyable(), reader.library().is_unfolded(1), reader.library().is_unfolded(4)), (5, true, false));
    reader.update(Action::Surveyed { generation, found: vec![(5, Err("late".into()))] });
    assert!(reader.library().entry(5).is_some_and(Result::is_err));
}

#[test]
fn a_feed_alone_is_the_list_of_its_entries_and_one_of_a_single_entry_is_that() {
    let (mut reader, effects) = unread(&["b.xml"]);
    let more = unfolded(&mut reader, Some(asked(&effects)), 0, &["b.xml#1", "b.xml#2"]);
    assert!(matches!(more[..], [Effect::Survey { from: 0, .. }]));
    assert_eq!((reader.focus(), listed(&reader)), (Focus::Library, vec!["b.xml#1", "b.xml#2"]));
    assert_eq!((reader.title_of(1), reader.library().surveyed()), ("entry b.xml#1".to_owned(), (0, 2)));
    let read = reader.update(Action::Do(Command::Enter));
    assert!(matches!(read[..], [Effect::Open { index: 1, anew: false, whole: false, .. }]));
    let (mut reader, effects) = unread(&["b.xml"]);
    let more = unfolded(&mut reader, Some(asked(&effects)), 0, &["b.xml#1"]);
    assert!(matches!(more[..], [Effect::Open { index: 1, .. }]), "{more:?}");
}

#[test]
fn what_is_fetched_is_called_off_by_esc_and_an_answer_that_comes_after_that_is_dropped() {
    let (mut reader, effects) = unread(&["https://bote.example/a"]);
    assert!(reader.is_fetching());
    assert_eq!(reader.message(), Some("fetching; Esc gives up: https://bote.example/a"));
    let generation = asked(&effects);
    assert!(matches!(reader.update(Action::Do(Command::Escape))[..], [Effect::CallOff]));
    assert!(!reader.is_fetching());
    assert!(reader.update(Action::Opened { generation, article: Arc::new(Article::default()) }).is_empty());
    assert!(reader.article().is_none());
    let (mut reader, _) = unread(&["https://bote.example/a/", "b.txt"]);
    assert_eq!(reader.title_of(0), "bote.example/a");
    let effects = reader.update(Action::Do(Command::Enter));
    assert!(reader.is_fetching());
    assert!(matches!(reader.update(Action::Do(Command::Escape))[..], [Effect::CallOff]));
    assert_eq!((reader.focus(), reader.message()), (Focus::Library, Some("called off")));
    assert!(unfolded(&mut reader, Some(asked(&effects)), 0, &["https://bote.example/a/#1"]).len() == 1, "it is listed, and nothing else");
    assert_eq!(reader.focus(), Focus::Library);
}

#[test]
fn r_fetches_again_and_zr_shows_the_whole_page_and_the_article_again() {
    let (mut reader, effects) = unread(&["https://bote.example/a"]);
    let page = || Arc::new(Article { extracted: true, text: "Riga.".into(), ..Article::default() });
    reader.update(Action::Opened { generation: asked(&effects), article: page() });
    let again = reader.update(Action::Do(Command::Reload));
    assert!(matches!(again[..], [Effect::Open { index: 0, anew: true, whole: false, .. }]));
    reader.update(Action::Opened { generation: asked(&again), article: page() });
    let whole = reader.update(Action::Do(Command::Raw));
    assert!(matches!(whole[..], [Effect::Open { anew: false, whole: true, .. }]));
    reader.update(Action::Opened { generation: asked(&whole), article: page() });
    assert_eq!(reader.message(), Some("all text that is there: zr shows the article"));
    assert!(matches!(reader.update(Action::Do(Command::Raw))[..], [Effect::Open { anew: false, whole: false, .. }]));
}

#[test]
fn one_article_alone_is_opened_at_once_and_has_no_list() {
    let mut session = Session::new(80, 24);
    session.keys("<Esc>O");
    assert_eq!((session.reader.focus(), session.reader.message()), (Focus::Article, Some("there is only this article")));
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut session = shelves(100, 30);
    let press = |y| Action::Mouse(Touch::Press { x: 20, y, times: 1 });
    session.act(press(5));
    assert_eq!(session.reader.library().selected(), 2);
    session.act(press(5));
    assert_eq!(session.reader.focus(), Focus::Article);
}

fn seen(session: &Session) -> String {
    session.rows(theme(Dark)).join("\n")
}

#[test]
fn a_dossier_holds_what_all_articles_say_of_somebody_the_newest_first() {
    let mut session = shelves(100, 30);
    session.keys("jj<Enter>D");
    assert_eq!(session.reader.focus(), Focus::Dossier);
    let dossier = session.reader.dossier().unwrap().dossier();
    assert_eq!((dossier.name.as_str(), dossier.extent().as_str()), ("Jasper Quint", "3 sentences in 2 articles"));
    assert_eq!(dossier.sources.iter().map(|source| source.article).collect::<Vec<_>>(), [0, 2]);
    let asked = session.asked.iter().find_map(|effect| match effect {
        Effect::Dossier { articles, .. } => Some(articles.clone()),
        _ => None,
    });
    assert_eq!(asked.unwrap(), [0], "articles that do not name him are not read again");
    assert!(seen(&session).contains("Jasper Quint sprach mit der Reederei Grauwal."), "{}", seen(&session));
}

#[test]
fn enter_goes_to_the_sentence_and_backspace_returns_to_the_article_before() {
    let mut session = shelves(100, 30);
    session.keys("jj<Enter>Dgg");
    session.keys("j<Enter>");
    assert_eq!((session.reader.focus(), session.reader.number().0), (Focus::Article, 1));
    assert_eq!(session.reader.page().unwrap().mention().unwrap().span.len(), "Quint".len(), "the second sentence has his family name");
    session.keys("G<Backspace><Backspace>");
    assert_eq!(session.reader.number().0, 3, "first the jumps here, then the article before");
    session.keys("g,");
    assert_eq!(session.reader.number().0, 1);
    session.keys("<Backspace>D<Esc>");
    assert_eq!(session.reader.focus(), Focus::Article);
}

/// The dossier of Quint on 20 June 2024, as rows: three dated articles and one without a date.
fn dossier_of_quint(history: &History, keys: &str) -> String {
    let dated = |date: &str| {
        let (mut article, mentions) = article("[Quint|quint] sprach.", &dictionary());
        (article.title, article.date) = (Some(format!("Vom {date}")), PartialDate::parse(date));
        (article, mentions)
    };
    let mut session = on("2024-06-20", history, ["2024-06-12", "2024-05", "2023-11-30", "-"].map(dated).into());
    session.keys(&format!("<Enter>l{keys}D"));
    let rows = session.rows(theme(Dark));
    let told = rows.iter().map(|row| row.trim()).filter(|row| row.contains("Vom ") || row.contains("last met"));
    told.map(|row| row.split("  ").next().unwrap().trim_matches(['─', ' '])).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_dossier_tells_what_is_new_since_somebody_was_met_last() {
    let on_day = |last| dossier_of_quint(&met(&[("quint", last)]), "");
    let said = "last met 8 June 2024 in wahl.txt · 2 articles";
    let said = |days: &str| said.replace("8 June 2024", days);
    assert_eq!(on_day("2024-06-08"), format!("Vom 2024-06-12 | {} | Vom 2024-05 | Vom 2023-11-30 | Vom -", said("12 days ago")));
    assert_eq!(on_day("2024-04-30"), format!("Vom 2024-06-12 | Vom 2024-05 | {} | Vom 2023-11-30 | Vom -", said("30 April 2024")));
    // That an article of May is newer than a day in May is not sure.
    assert_eq!(on_day("2024-05-11"), format!("Vom 2024-06-12 | {} | Vom 2024-05 | Vom 2023-11-30 | Vom -", said("11 May 2024")));
    // Nobody can say of what has no date whether it is new.
    assert_eq!(on_day("2023"), format!("Vom 2024-06-12 | Vom 2024-05 | Vom 2023-11-30 | {} | Vom -", said("2023")));
}

#[test]
fn a_dossier_without_anything_new_or_about_a_stranger_has_no_such_line() {
    let all = "Vom 2024-06-12 | Vom 2024-05 | Vom 2023-11-30 | Vom -";
    assert_eq!(dossier_of_quint(&met(&[("quint", "2024-06-19")]), ""), all);
    assert_eq!(dossier_of_quint(&met(&[("westerland", "2024-05-01")]), ""), all);
    assert_eq!(dossier_of_quint(&History::default(), ""), all);
}

#[test]
fn the_articles_of_one_session_do_not_make_each_other_old() {
    let told = dossier_of_quint(&met(&[("quint", "2024-06-08")]), "<C-n><C-n>");
    assert!(told.starts_with("Vom 2024-06-12 | last met 12 days ago"), "{told}");
    let stranger = dossier_of_quint(&met(&[("westerland", "2024-05-01")]), "<C-n><C-n>");
    assert!(!stranger.contains("last met"), "{stranger}");
}

#[test]
fn a_dossier_in_the_open_article_is_a_jump_like_any_other() {
    let mut session = Session::new(80, 24);
    session.keys("lDG<Enter>");
    assert!(session.reader.page().unwrap().current() > Some(1));
    session.keys("<Backspace>");
    assert_eq!(session.reader.page().unwrap().current(), Some(1));
    session.keys("<Backspace><Backspace>");
    assert_eq!(session.reader.message(), Some("no way back: nothing was jumped from"));
}

#[test]
fn w_writes_the_dossier_as_markdown() {
    let mut session = shelves(100, 30);
    session.keys("jj<Enter>Dw");
    let Some(Effect::Export { name, text }) = session.asked.last() else { panic!() };
    assert_eq!(name, "Jasper Quint");
    assert!(text.starts_with("# Jasper Quint\n\nperson · 3 sentences in 2 articles\n\n## Der Hafen (2024-05-17)\n"), "{text}");
    assert!(text.contains("- §1 **Quint** ging.\n"), "{text}");
}

#[test]
fn what_comes_late_does_not_move_the_selected_sentence() {
    let mut session = shelves(100, 30);
    session.keys("jj<Enter>Dj");
    let view = session.reader.dossier().unwrap();
    let selected = view.dossier().sentence(view.selected()).unwrap().1.clone();
    let source = namedrop::engine::dossier::Source {
        article: 0,
        title: "Neu".into(),
        file: "neu.txt".into(),
        date: PartialDate::parse("2025"),
        sentences: vec![namedrop::engine::dossier::Sentence { paragraph: 1, byte: 0, pieces: vec![("Er.".into(), true)] }],
    };
    session.act(Action::Testified { generation: 1, found: vec![(3, Ok(source))] });
    let view = session.reader.dossier().unwrap();
    assert_eq!((view.dossier().sources[0].article, view.dossier().sentence(view.selected()).unwrap().1), (3, &selected));
    session.act(Action::Testified { generation: 7, found: Vec::new() });
}

#[test]
fn from_the_cast_the_dossier_is_about_the_selected_entry() {
    let mut session = Session::new(120, 40);
    session.keys("ejjjD");
    let (name, subject) = (session.reader.dossier().unwrap().dossier().name.clone(), "Almut Rühmkorf");
    assert_eq!(name, subject);
    session.keys("q");
    assert_eq!(session.reader.focus(), Focus::Cast);
}
