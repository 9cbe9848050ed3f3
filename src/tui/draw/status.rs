//! The last row: who, where, how much is left, the way back; at the right the keys that matter now.

use ratatui::style::Modifier;

use super::canvas::Canvas;
use super::linear;
use super::shorten::shortened;
use crate::engine::glyph::{columns, fit, visible};
use crate::reader::action::{Command, Stop, Way};
use crate::reader::areas::Areas;
use crate::reader::dossier::View;
use crate::reader::keymap::spoken_key;
use crate::reader::lines::nth;
use crate::reader::page::Page;
use crate::reader::prompt::Purpose;
use crate::reader::words::minutes;
use crate::reader::{Focus, Reader};

/// Paints the status line.
pub fn draw(reader: &Reader, areas: &Areas, canvas: &mut Canvas<'_>) {
    let row = areas.status;
    let bar = canvas.theme.bar();
    canvas.fill(row, bar, false);
    if reader.is_linear() && !matches!(reader.pane(), Focus::Library | Focus::Dossier) {
        canvas.cut(0, row.y, row.width, &linear::status(reader), bar);
        return;
    }
    let end = row.width.saturating_sub(1);
    let hints = hints(reader);
    let said = said(reader, canvas);
    let room = usize::from(end.saturating_sub(1));
    // Hints go before what is said is cut.
    let right = fitting(hints, &typed_and_found(reader), room.saturating_sub(columns(&said.0) + 3));
    let left = if right.is_empty() { end } else { canvas.right(end, row.y, row.width, &right, bar).saturating_sub(2) };
    let style = if said.1 { bar.add_modifier(Modifier::BOLD) } else { bar };
    let x = canvas.cut(1, row.y, left.saturating_sub(1), &said.0, style);
    if reader.prompt().is_some() {
        canvas.put(x, row.y, 1, canvas.glyphs.cursor, bar);
    }
}

/// What stands at the left, and whether it is worth a bold face.
fn said(reader: &Reader, canvas: &Canvas<'_>) -> (String, bool) {
    if let Some(prompt) = reader.prompt() {
        let label = match prompt.purpose {
            Purpose::Search if reader.searches_back() => "?",
            Purpose::Search | Purpose::Help => "/",
            Purpose::Filter => "only names with ",
            Purpose::Articles => "only articles with ",
        };
        return (format!("{label}{}", visible(&prompt.text)), true);
    }
    if reader.hints().is_some() {
        let whole = if reader.size().0 < 72 { "" } else { "; the last one as a capital opens its card" };
        return (format!("type the letters of a name{whole}"), false);
    }
    if let Some(text) = reader.selected_text().filter(|_| reader.focus() == Focus::Select && reader.message().is_none()) {
        return (format!("“{text}”"), true);
    }
    if let Some(message) = reader.message() {
        return (visible(message).into_owned(), false);
    }
    if reader.pane() == Focus::Library {
        return (listed(reader, canvas), false);
    }
    if let Some(view) = reader.dossier().filter(|_| reader.pane() == Focus::Dossier) {
        return (of_dossier(view, canvas), false);
    }
    let Some(page) = reader.page() else { return (String::new(), false) };
    // In their order, each with its rank: what has the highest goes first where there is no room.
    // Of somebody kind or office go before the place; that a digit is awaited does not.
    let ranks = if reader.is_choosing() { [0, 1] } else { [0, 4] };
    let mut parts: Vec<(u8, String)> = ranks.into_iter().zip(who(reader, page, canvas)).collect();
    let paragraph = page.current().filter(|_| page.current_in_sight()).map_or(page.block(), |at| page.index().block(at));
    parts.push((2, format!("§{}", paragraph + 1)));
    parts.push((3, format!("{}%", page.percent())));
    parts.push((5, left(page)));
    parts.extend(reader.way_back().map(|paragraph| (6, format!("back §{paragraph}"))));
    parts.extend(reader.pinned_name().map(|name| (7, format!("{} {name}", canvas.glyphs.bullet))));
    let line = |parts: &[(u8, String)]| parts.iter().map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(canvas.glyphs.dot);
    // The way to help stays as long as there is some room at all; what is typed and searched for stays always.
    let help = if reader.size().0 >= 60 { 8 } else { 0 };
    let needed: usize = typed_and_found(reader).iter().map(|needed| columns(needed) + columns(GAP)).sum();
    let room = usize::from(reader.size().0).saturating_sub(3 + help + needed);
    while columns(&line(&parts)) > room {
        let others = columns(&line(&parts[1..])) + 3;
        // A name is cut before paragraph and percentage go, as long as enough of it remains.
        if parts.len() == 1 || (parts.iter().all(|(rank, _)| *rank < 4) && others + 14 <= room) {
            let others = if parts.len() == 1 { 0 } else { others };
            shorten_name(&mut parts[0].1, others, room, canvas.glyphs.more);
            break;
        }
        let highest = parts.iter().map(|(rank, _)| *rank).max();
        parts.retain(|(rank, _)| Some(*rank) != highest);
    }
    (line(&parts), false)
}

/// In the dossier: how many articles are still to be looked through, then which sentence is selected.
fn of_dossier(view: &View, canvas: &Canvas<'_>) -> String {
    let (count, dot) = (view.dossier().count(), canvas.glyphs.dot);
    let place = view.dossier().sentence(view.selected()).map(|(source, sentence)| {
        let file = source.file.rsplit('/').next().unwrap_or(&source.file);
        format!("{} of {count}{dot}{file}{dot}§{}", view.selected() + 1, sentence.paragraph)
    });
    let place = place.unwrap_or_else(|| "nothing yet".to_owned());
    match view.waiting() {
        0 => place,
        1 => format!("1 article to go{dot}{place}"),
        waiting => format!("{waiting} articles to go{dot}{place}"),
    }
}

/// In the list of articles: how far the survey is, then which file is selected.
fn listed(reader: &Reader, canvas: &Canvas<'_>) -> String {
    let library = reader.library();
    let (surveyed, all) = (library.surveyed().0, reader.surveyable());
    let path = library.rows().get(library.selected()).map_or("", |article| reader.file_of_article(*article));
    // Of a long path the name is enough: the keys beside it are worth more.
    let file = if columns(path) > usize::from(reader.size().0 / 2) { path.rsplit('/').next().unwrap_or(path) } else { path };
    if surveyed < all { format!("scanned {surveyed} of {all}{}", canvas.glyphs.more) } else { file.to_owned() }
}

/// Cuts a name before its place: `International Co… 2/5`.
fn shorten_name(said: &mut String, others: usize, room: usize, more: &str) {
    let (name, place) = said.rsplit_once(' ').unwrap_or((said.as_str(), ""));
    let most = room.saturating_sub(others + columns(place) + 1).max(4);
    *said = format!("{} {place}", shortened(name, most, more));
}

/// The current entity: at its first mention with who it is, later with its kind.
fn who(reader: &Reader, page: &Page, canvas: &Canvas<'_>) -> Vec<String> {
    let index = page.index();
    let Some(mention) = page.mention() else {
        let none = if page.complete() { "no names here" } else { "looking for names" };
        return vec![format!("{none}{}", if page.complete() { "" } else { canvas.glyphs.more })];
    };
    if reader.pane() == Focus::Cast && reader.subject().is_none() && reader.open_mention().is_none() {
        return vec!["nobody is listed".to_owned()];
    }
    let Some(person) = reader.subject().and_then(|entity| index.person(entity)) else {
        let mention = reader.open_mention().unwrap_or(mention);
        let text = visible(page.article().text.get(mention.span.clone()).unwrap_or_default()).into_owned();
        let count = mention.candidates.len();
        let how = if reader.is_choosing() {
            format!("1 to {} says who it is", count.min(9))
        } else {
            format!("one of {count}, Enter settles it")
        };
        return vec![format!("{text}?"), how];
    };
    let nth = nth(page, person.entity);
    let name = if nth == 0 { format!("{} {}", person.name, person.count) } else { format!("{} {nth}/{}", person.name, person.count) };
    let kind = page.dictionary().kinds.iter().find(|(id, _)| *id == person.kind).map_or("", |(_, kind)| &kind.name);
    let newcomer = page.current() == Some(person.first);
    let line = page.card(person.entity).and_then(|card| card.who.clone()).filter(|_| newcomer);
    let most = usize::from(reader.size().0 / 3).max(24);
    let line = line.map(|line| fit(&line, most, canvas.glyphs.more).into_owned());
    vec![name, line.unwrap_or_else(|| kind.to_owned())]
}

/// Minutes left.
fn left(page: &Page) -> String {
    let rest = page.words() * usize::from(100 - page.percent()) / 100;
    match minutes(rest) {
        _ if rest == 0 => "end".to_owned(),
        many @ 120.. => format!("{} h", many / 60),
        few => format!("{few} min"),
    }
}

/// The four keys that matter now, from the key table.
fn hints(reader: &Reader) -> Vec<String> {
    let wanted: &[(Command, &str)] = match reader.focus() {
        Focus::Form => &[(Command::Line(Way::Next), "next field"), (Command::Enter, "save"), (Command::Escape, "give up")],
        Focus::Select => &[
            (Command::Word(Way::Next), "more"),
            (Command::MoveWord(Way::Next), "move"),
            (Command::NotThis, "not this"),
            (Command::Alias, "other name"),
            (Command::Add, "add"),
            (Command::Escape, "leave"),
        ],
        Focus::Prompt => &[(Command::Enter, "accept"), (Command::Escape, "give up")],
        Focus::Hints => &[(Command::Escape, "leave")],
        Focus::Picker => &[(Command::Line(Way::Next), "next"), (Command::Enter, "choose"), (Command::Escape, "back")],
        Focus::Dossier => &[(Command::Export, "write"), (Command::Enter, "go there"), (Command::Escape, "back"), (Command::Help, "help")],
        Focus::Library => &[(Command::Enter, "read"), (Command::Sort, "order"), (Command::Filter, "filter"), (Command::Help, "help")],
        Focus::Cast => &[(Command::First, "go there"), (Command::Sort, "order"), (Command::Filter, "filter"), (Command::NextFocus, "text")],
        Focus::Article if reader.is_folded() => &[
            (Command::Fold, "all paragraphs"),
            (Command::Step(Stop::Any, Way::Next), "next"),
            (Command::Step(Stop::SameEntity, Way::Next), "same"),
            (Command::Help, "help"),
        ],
        _ if !reader.hits().0.is_empty() => &[
            (Command::Repeat(Way::Previous), "previous"),
            (Command::Repeat(Way::Next), "next hit"),
            (Command::Escape, "done"),
            (Command::Help, "help"),
        ],
        _ if reader.areas().card.is_some() => &[
            (Command::Step(Stop::Any, Way::Next), "next"),
            (Command::Step(Stop::SameEntity, Way::Next), "same"),
            (Command::Cast, "cast"),
            (Command::Help, "help"),
        ],
        _ => &[(Command::Step(Stop::Any, Way::Next), "next"), (Command::Enter, "card"), (Command::Cast, "cast"), (Command::Help, "help")],
    };
    let focus = reader.focus();
    wanted.iter().filter_map(|(command, word)| Some(format!("{} {word}", spoken_key(reader.keymap().key_of(focus, *command)?)))).collect()
}

/// What cannot be left out, then as many hints as fit, the last ones first to stay: help is the last.
pub(super) fn fitting(mut hints: Vec<String>, needed: &[String], room: usize) -> String {
    let needed = needed.join(GAP);
    loop {
        let all: Vec<&str> =
            [needed.as_str()].into_iter().filter(|needed| !needed.is_empty()).chain(hints.iter().map(String::as_str)).collect();
        let line = all.join(GAP);
        if columns(&line) <= room || hints.is_empty() {
            return line;
        }
        hints.remove(0);
    }
}

/// Between hints.
const GAP: &str = "  ";

/// What was typed of a command, and where the search stands.
fn typed_and_found(reader: &Reader) -> Vec<String> {
    typed(reader).into_iter().chain(place_of_search(reader)).collect()
}

/// Count and prefix typed so far.
fn typed(reader: &Reader) -> Option<String> {
    let count = reader.count().map(|count| count.to_string());
    let typed: String = count.into_iter().chain(reader.prefix().map(String::from)).collect();
    (!typed.is_empty()).then_some(typed)
}

/// `/müller 3/17`
fn place_of_search(reader: &Reader) -> Option<String> {
    let (hits, current) = reader.hits();
    let typing = reader.prompt().is_some_and(|prompt| prompt.purpose == Purpose::Search && !prompt.text.is_empty());
    match (hits.len(), typing) {
        (0, true) => Some("0/0".to_owned()),
        (0, false) => None,
        (count, true) => Some(format!("{}/{count}", current.map_or(0, |at| at + 1))),
        (count, false) => Some(format!("/{} {}/{count}", visible(reader.query()), current.map_or(0, |at| at + 1))),
    }
}
