//! Thousands of random actions at random sizes: nothing panics, and what must always hold holds after each.

#![expect(clippy::unwrap_used, reason = "a helper of a test: what is missing should fail loudly")]

mod dice;
mod fixture;

use dice::Dice;
use fixture::{Session, article, dictionary, theme};
use namedrop::engine::language::Language;
use namedrop::engine::lexicon::Lexicon;
use namedrop::reader::Focus;
use namedrop::reader::action::Way;
use namedrop::reader::cast::{Entry, entry};
use namedrop::reader::hit::Target;
use namedrop::reader::mouse::Touch;
use namedrop::reader::rows::Content;
use namedrop::tui::glyphs::UNICODE;
use namedrop::tui::keys::KEYMAP;
use namedrop::tui::recording::Recording;
use namedrop::tui::step::Step;
use namedrop::tui::theme::Tone;
use namedrop::{source, store};
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

const HOSTILE: &str = "# 北京\u{202e} \u{1b}[2J Titel\n\nIn [北京市|muehlensund] und [Mühlensund|muehlensund]\u{200b} stand e\u{301}\u{302}\u{303} \
    [Rühm\u{ad}korf|ruehmkorf] 👩‍👩‍👧‍👦\u{fe0f} \u{9b} WortOhneEndeWortOhneEndeWortOhneEndeWortOhneEndeWortOhneEndeWortOhneEnde \
    [Berg|berg-a+berg-b]\n\n> \n\n- שלום [Quint|quint]\n- x\n\n[Quint|quint]";

fn walk(seed: u64, steps: usize) {
    let dictionary = Arc::new(dictionary());
    let long = "Der Hafen von [Mühlensund|muehlensund] und [Nordmark|nordmark]. ".repeat(400);
    let articles = [HOSTILE, "", "kurz", &long].map(|text| article(text, &dictionary));
    wander(Session::of(80, 24, dictionary, articles.into()), seed, steps, 1);
}

/// Random actions in a session, what must hold checked after `every` so many of them.
fn wander(mut session: Session, seed: u64, steps: usize, every: usize) {
    let mut dice = Dice(seed);
    let mut done = Done { seed, steps: vec![Step::Size(session.reader.size().0, session.reader.size().1)] };
    if seed.is_multiple_of(3) {
        session.reader.read_linearly(true);
    }
    for step in 0..steps {
        let next = random_step(&mut dice, &session);
        let said = format!("seed {seed}, step {step}: {next} at {:?}", session.reader.size());
        done.steps.push(next.clone());
        if let Some(action) = next.action(&session.reader) {
            session.act(action);
        }
        if step % every == 0 {
            check(&session, &mut dice, &said);
        }
    }
}

/// What was done; when the walk fails, a recording of it is left for `namedrop --replay`.
struct Done {
    seed: u64,
    steps: Vec<Step>,
}

impl Drop for Done {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let path = format!("{}/walk-{}.rec", env!("CARGO_TARGET_TMPDIR"), self.seed);
        let last = Recording::text(&self.steps[self.steps.len().saturating_sub(20)..]);
        let written = std::fs::write(&path, Recording::text(&self.steps));
        eprintln!("to do it again: namedrop --replay {path} ARTICLE ({written:?}); its last steps:\n{last}");
    }
}

fn random_step(dice: &mut Dice, session: &Session) -> Step {
    let key = |keys: &[&str], dice: &mut Dice| Step::Key(keys[dice.below(keys.len())].to_owned());
    match dice.below(20) {
        0 => Step::Size(size(dice, 180), size(dice, 60)),
        1 => key(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], dice),
        2 => key(&["g", "z", "F", "Z", "m", "'", "y"], dice),
        3 => Step::Pause,
        4 => key(&["p", "l", "x", "a", "g", "n", "u"], dice),
        5 | 6 => Step::Type(["u", "mühl", "\u{301}", " ", "Quint", "\u{1b}[2J\n"][dice.below(6)].to_owned()),
        7 => key(&["F12", "Esc", "C-5"], dice),
        8 | 9 => {
            let (x, y) = (size(dice, 180), size(dice, 60));
            let way = [Way::Next, Way::Previous][dice.below(2)];
            Step::Mouse([Touch::Press { x, y, times: 1 }, Touch::Drag { x, y }, Touch::Release, Touch::Wheel { x, y, way }][dice.below(4)])
        }
        _ => {
            let focus = session.reader.focus();
            let of_focus: Vec<_> = KEYMAP.iter().filter(|binding| binding.focus == focus).collect();
            Step::Do(of_focus[dice.below(of_focus.len())].command)
        }
    }
}

/// Small windows are as frequent as large ones.
fn size(dice: &mut Dice, most: usize) -> u16 {
    let most = if dice.below(3) == 0 { 30 } else { most };
    u16::try_from(dice.below(most)).unwrap()
}

fn check(session: &Session, dice: &mut Dice, said: &str) {
    let reader = &session.reader;
    let drawn = clean(session, dice, said);
    assert!(reader.prompt().is_some() == (reader.focus() == Focus::Prompt), "prompt without focus; {said}");
    assert!(reader.picker().is_some() == (reader.focus() == Focus::Picker), "list without focus; {said}");
    assert!(reader.hints().is_some() == (reader.focus() == Focus::Hints), "hints without focus; {said}");
    let Some(page) = reader.page() else { return assert_eq!(reader.pane(), Focus::Library, "no page; {said}") };
    let text = &page.article().text;
    if let Some(current) = page.current() {
        assert!(page.index().mention(current).is_some(), "no such mention; {said}");
    } else {
        assert!(page.index().stops().is_empty(), "nothing is current; {said}");
    }
    assert!(page.view().len() <= usize::from(reader.areas().text.height), "more rows than there are; {said}");
    assert!(page.view().windows(2).all(|pair| pair[0].0 < pair[1].0), "rows out of order; {said}");
    for (_, content) in page.view() {
        if let Content::Text { row, .. } = content {
            assert!(text.get(row.start..row.end).is_some(), "a row cuts a character; {said}");
        }
    }
    // Every cell of a screen is many: now and then will do.
    if dice.below(40) == 0 {
        hits(session, &drawn, said);
    }
}

/// The screen, which is the same when it is drawn twice, and holds nothing that a terminal obeys.
fn clean(session: &Session, dice: &mut Dice, said: &str) -> Buffer {
    let tone = [Tone::Dark, Tone::Light, Tone::Mono][dice.below(3)];
    let drawn = session.draw(theme(tone));
    assert_eq!(drawn, session.draw(theme(tone)), "drawn twice; {said}");
    let clean = drawn.content.iter().flat_map(|cell| cell.symbol().chars()).all(|c| !c.is_control() && c != '\u{202e}');
    assert!(clean, "a control character on the screen; {said}");
    drawn
}

/// Each cell of the window means what is drawn in it.
fn hits(session: &Session, drawn: &Buffer, said: &str) {
    let reader = &session.reader;
    let (page, areas) = (reader.page().unwrap(), reader.areas());
    for position in drawn.area.positions() {
        let (symbol, at) = (drawn[position].symbol(), (position.x, position.y));
        match reader.hit(at.0, at.1) {
            Target::Text(byte) | Target::Mention(_, byte) => {
                let grapheme = page.article().text[byte..].graphemes(true).next().unwrap();
                // Markup and line ends stand for other characters; the second half of a wide one is blank.
                let plain = grapheme.chars().all(char::is_alphanumeric) && symbol != "-";
                assert!(!plain || symbol == grapheme || symbol == " ", "{symbol} is taken for {grapheme} at {at:?}; {said}");
            }
            Target::Tick(mention) => {
                assert_eq!(symbol, UNICODE.tick, "no tick at {at:?}; {said}");
                assert_eq!(page.index().mention(mention).unwrap().entity, reader.subject(), "another's tick; {said}");
            }
            Target::Bar(_) => assert_ne!(symbol, UNICODE.tick, "a tick at {at:?}; {said}"),
            Target::Border => assert!([UNICODE.vertical, UNICODE.heavy].contains(&symbol), "no line at {at:?}; {said}"),
            Target::Cast(row) if !reader.is_linear() => {
                let line = areas.cast.unwrap();
                let letter = match entry(page.index(), reader.cast().rows()[row]).unwrap() {
                    Entry::Person(person) => page.dictionary().kinds[person.kind].letter,
                    Entry::Open(_) => '?',
                };
                assert_eq!(drawn[(line.x, at.1)].symbol(), letter.to_string(), "another kind at {at:?}; {said}");
            }
            _ => {}
        }
        let current =
            drawn[position].modifier.contains(Modifier::REVERSED) && areas.text.contains(at.0, at.1) && reader.hits().0.is_empty();
        if current && reader.focus() == Focus::Article && !reader.popup() {
            assert!(matches!(reader.hit(at.0, at.1), Target::Mention(mention, _) if Some(mention) == page.current()), "{at:?}; {said}");
        }
    }
}

#[test]
fn three_thousand_random_actions_never_break_the_session() {
    for seed in [1, 20, 300] {
        walk(seed, 1000);
    }
}

/// The articles that come with the program, as they are read and scanned with its own dictionary.
fn samples() -> Vec<Session> {
    let own = store::Options { dicts: vec!["entities.toml".into()], only_dict: true, ..store::Options::default() };
    let dictionary = Arc::new(store::load(&own).dictionary);
    let mut lexicons: HashMap<Language, Lexicon> = HashMap::new();
    let mut files: Vec<_> = std::fs::read_dir("samples").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let open = |file: &PathBuf| {
        let article = source::open(file, &source::Options::default()).unwrap();
        let language = article.language.unwrap_or(Language::En);
        let lexicon = lexicons.entry(language).or_insert_with(|| Lexicon::new(dictionary.clone(), language));
        let mentions = lexicon.scan(&article);
        assert!(!mentions.is_empty(), "{}", file.display());
        Session::of(80, 24, dictionary.clone(), vec![(article, mentions)])
    };
    files.iter().map(open).collect()
}

#[test]
fn five_thousand_random_actions_break_none_of_the_first_samples() {
    for (seed, session) in (41..).zip(samples().into_iter().take(4)) {
        wander(session, seed, 5000, 8);
    }
}

#[test]
fn five_thousand_random_actions_break_none_of_the_other_samples() {
    for (seed, session) in (61..).zip(samples().into_iter().skip(4)) {
        wander(session, seed, 5000, 8);
    }
}
