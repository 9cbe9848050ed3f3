//! The cast beside an article: who is in it, how often, where, and for each a card that opens.

use super::html::{Html, counted};
use super::story::Story;
use crate::engine::glyph::{fit, visible};
use crate::engine::view::View;
use crate::engine::web;
use crate::reader::card::{self, Card};
use crate::reader::index::Person;

/// Mentions that a card lists one by one.
const LISTED: usize = 60;
/// Columns of text before and after a mention in a card's list.
const AROUND: (usize, usize) = (26, 44);
/// Others in a card with whom somebody is.
const OTHERS: usize = 6;

/// Writes the panel.
pub fn panel(html: &mut Html, story: &Story<'_>) {
    let cast = story.index.cast();
    html.raw("<aside aria-label=\"Cast\">\n<h2>Cast <small>");
    html.text(&counted(cast.len(), "name", "names")).raw(" · ");
    html.text(&counted(story.index.mentions().len(), "mention", "mentions")).raw("</small></h2>\n<ol class=\"cast\">\n");
    for (at, person) in cast.iter().enumerate() {
        row(html, story, person, at + 1);
    }
    html.raw("</ol>\n");
    open_names(html, story);
    html.raw("</aside>\n");
}

fn row(html: &mut Html, story: &Story<'_>, person: &Person, number: usize) {
    let card = card::card(story.article, story.dictionary, &story.index, person.entity);
    head(html, story, person, &format!("cast{}", story.number));
    html.raw("<span class=\"count\">").number(person.count).raw("<span class=\"vh\">");
    html.raw(if person.count == 1 { " mention" } else { " mentions" }).raw("</span></span>");
    strip(html, &person.strip, story.index.busiest());
    if let Some(who) = &card.who {
        html.raw("<span class=\"printed\">").text(who).raw("</span>");
    }
    html.raw("</summary>\n<div class=\"card\"");
    story.place(html, "id", "e", number);
    html.raw(">\n");
    facts(html, story, &card);
    places(html, story, person);
    html.raw("</div></details></li>\n");
}

/// Writes the begin of a row: what it is, and the name. Of the rows of one `group` one is open.
pub fn head(html: &mut Html, story: &Story<'_>, person: &Person, group: &str) {
    let (entity, kind) = (&story.dictionary[person.entity], &story.dictionary.kinds[person.kind]);
    html.raw("<li class=\"k").number(person.kind.0.into()).raw("\"><details").attr("name", group).attr("data-of", &entity.id);
    html.raw("><summary><span class=\"letter\" aria-hidden=\"true\">").text(&kind.letter.to_string());
    html.raw("</span><span class=\"name\">").text(&person.name).raw("<span class=\"vh\">, ").text(&kind.name).raw("</span></span>");
}

/// The columns of a presence strip.
pub fn strip(html: &mut Html, counts: &[u32], busiest: u32) {
    const HEIGHT: usize = 12;
    html.raw("<svg class=\"strip\" aria-hidden=\"true\" preserveAspectRatio=\"none\" viewBox=\"0 0 ").number(counts.len() * 4);
    html.raw(" ").number(HEIGHT).raw("\">");
    let busiest = usize::try_from(busiest).unwrap_or(1).max(1);
    for (path, there) in [("<path class=\"none\" d=\"", false), ("<path d=\"", true)] {
        html.raw(path);
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| (**count > 0) == there) {
            let count = usize::try_from(*count).unwrap_or(0);
            let height = if there { (count * HEIGHT).div_ceil(busiest).clamp(4, HEIGHT) } else { 1 };
            html.raw("M").number(at * 4).raw(" ").number(HEIGHT).raw("v-").number(height).raw("h3v").number(height).raw("z");
        }
        html.raw("\"/>");
    }
    html.raw("</svg>");
}

/// Writes who it is, its office, how it is named here, and with whom it is.
fn facts(html: &mut Html, story: &Story<'_>, card: &Card) {
    for (class, line) in [("<p class=\"who\">", &card.who), ("<p class=\"office\">", &card.office), ("<p class=\"office\">", &card.note)] {
        if let Some(line) = line {
            html.raw(class).text(line).raw("</p>\n");
        }
    }
    html.raw("<dl>");
    if !card.forms.is_empty() {
        html.raw("<dt>here as</dt><dd>");
        list(html, &card.forms, |html, (form, count)| {
            html.text(form).raw("&nbsp;<b>").number(*count).raw("</b>");
        });
        html.raw("</dd>");
    }
    if !card.with.is_empty() {
        html.raw("<dt>with</dt><dd>");
        list(html, &card.with[..card.with.len().min(OTHERS)], |html, (other, count)| {
            html.raw("<a");
            story.place(html, "href", "e", story.cast_number(*other).unwrap_or(0));
            html.raw(">")
                .text(story.index.person(*other).map_or("", |person| &person.name))
                .raw("</a>&nbsp;<b>")
                .number(*count)
                .raw("</b>");
        });
        html.raw("</dd>");
    }
    page(html, card);
    html.raw("</dl>\n");
}

/// The page of an entity on the web, by its host's name.
fn page(html: &mut Html, card: &Card) {
    if let Some(address) = &card.page {
        html.raw("<dt>page</dt><dd><a rel=\"noreferrer\"").attr("href", address).raw(">").text(web::host(address)).raw("</a></dd>");
    }
}

fn list<T>(html: &mut Html, entries: &[T], mut each: impl FnMut(&mut Html, &T)) {
    for (at, entry) in entries.iter().enumerate() {
        html.raw(if at > 0 { " · " } else { "" });
        each(html, entry);
    }
}

/// Writes each mention as a line with its paragraph.
fn places(html: &mut Html, story: &Story<'_>, person: &Person) {
    let of = story.index.mentions().of(person.entity);
    html.raw("<ol class=\"places\">\n");
    for at in of.iter().take(LISTED) {
        html.raw("<li>");
        excerpt(html, story, *at);
        html.raw("</li>\n");
    }
    html.raw("</ol>\n");
    if of.len() > LISTED {
        html.raw("<p class=\"office\">… and ").number(of.len() - LISTED).raw(" more</p>\n");
    }
}

/// Writes a mention with some words around it, as a link to where it stands.
fn excerpt(html: &mut Html, story: &Story<'_>, at: usize) {
    let Some(mention) = story.index.mention(at) else { return };
    let number = story.index.block(at);
    let Some(block) = story.article.blocks.get(number) else { return };
    let view = View::new(&story.article.text, block);
    html.raw("<a");
    story.place(html, "href", "m", at + 1);
    html.raw("><span class=\"par\">§").number(number + 1).raw("</span><span>");
    html.text(&last_words(view.before(mention.span.start), AROUND.0)).raw("<b>");
    html.text(&card::shown(story.article, number, &mention.span)).raw("</b>");
    html.text(&first_words(view.after(mention.span.end), AROUND.1)).raw("</span></a>");
}

/// The words at the end of a text that fit into so many columns, on one line.
fn last_words(text: &str, most: usize) -> String {
    let tail = text.char_indices().rev().nth(most).map_or(0, |(at, _)| at);
    let (line, whole) = (one_line(&text[tail..]), tail == 0);
    let begin = if whole { 0 } else { line.find(' ').map_or(0, |space| space + 1) };
    let dots = if whole { "" } else { "…\u{a0}" };
    format!("{dots}{}{}", &line[begin..], if text.ends_with(char::is_whitespace) { " " } else { "" })
}

/// The words at the beginning of a text that fit into so many columns, on one line.
fn first_words(text: &str, most: usize) -> String {
    let head = text.char_indices().nth(most * 2).map_or(text.len(), |(at, _)| at);
    let line = one_line(&text[..head]);
    let space = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let shown = visible(&line);
    let fitted = fit(&shown, most, "");
    if fitted.len() == shown.len() {
        return format!("{space}{shown}");
    }
    // Not within a word, unless that is all there is.
    let whole = shown[fitted.len()..].starts_with(' ');
    let end = if whole { fitted.len() } else { fitted.rfind(' ').unwrap_or(fitted.len()) };
    format!("{space}{}\u{a0}…", fitted[..end].trim_end())
}

/// A text with every run of white space as one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes whom the ambiguous mentions may name.
fn open_names(html: &mut Html, story: &Story<'_>) {
    let mut open: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, mention) in story.index.mentions().all().iter().enumerate().filter(|(_, mention)| mention.entity.is_none()) {
        let names = story.candidates(mention);
        match open.iter_mut().find(|(known, _)| *known == names) {
            Some((_, all)) => all.push(at),
            None => open.push((names, vec![at])),
        }
    }
    if open.is_empty() {
        return;
    }
    html.raw("<section class=\"unsettled\"");
    story.place(html, "id", "open", 1);
    html.raw("><h3>Not settled</h3>\n");
    for (names, all) in open {
        html.raw("<p><b>").text(&names).raw("</b></p>\n<ol class=\"places\">\n");
        for at in all.into_iter().take(LISTED) {
            html.raw("<li>");
            excerpt(html, story, at);
            html.raw("</li>\n");
        }
        html.raw("</ol>\n");
    }
    html.raw("</section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_cut_between_words() {
        assert_eq!(last_words("Das ist ein langer Satz, in dem\n der ", 16), "…\u{a0}in dem der ");
        assert_eq!(last_words("Der ", 16), "Der ");
        assert_eq!(last_words("(", 16), "(");
        assert_eq!(first_words("'s\n long speech", 40), "'s long speech");
        assert_eq!(first_words(" sprach lange", 8), " sprach\u{a0}…");
    }

    #[test]
    fn a_strip_shows_what_is_there_and_what_is_not() {
        let mut html = Html::default();
        strip(&mut html, &[0, 1, 20], 20);
        let drawn = html.into_string();
        assert!(drawn.contains("viewBox=\"0 0 12 12\""));
        assert!(drawn.contains("<path class=\"none\" d=\"M0 12v-1h3v1z\"/><path d=\"M4 12v-4h3v4zM8 12v-12h3v12z\"/>"), "{drawn}");
    }
}
