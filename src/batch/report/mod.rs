//! `namedrop report`: one page for the browser – the articles with their names marked, the cast beside each, and over
//! several articles an index with dossiers.
//!
//! The page is whole in itself: style and script stand in it, it asks the network for nothing, and without scripts it can
//! still be read, filtered and followed by its links. Its policy for content runs the one script that this program wrote,
//! known by its hash, and nothing else.

mod cast;
mod html;
mod look;
mod overview;
mod story;

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::choice::Choice;
use super::lexicons::Lexicons;
use super::{Job, Status, Unit, out, to_stdout};
use crate::engine::article::{Article, BlockKind};
use crate::engine::dictionary::Dictionary;
use crate::engine::mentions::Mentions;
use crate::engine::view::View;
use crate::engine::web;
use crate::export::{Names, Positions, Record};
use crate::reader::words;
use html::{Html, counted};
use story::Story;

/// The script, which is the only one that the page may run.
const SCRIPT: &str = include_str!("page.js");
/// The hash of [`SCRIPT`] for the page's policy; a test says what it must be.
const SCRIPT_HASH: &str = "sha256-5xAJZXGZG+bj7yG14UYjq2lSk5Q7nCuwqvNNLcMHxlM=";

/// What is reported, and where.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file that is written; `None`: standard output.
    pub out: Option<PathBuf>,
    /// The page's title; `None`: the article's, or how many articles there are.
    pub title: Option<String>,
    /// The unit of offsets in the page's attributes.
    pub offsets: Unit,
    /// Which articles and kinds.
    pub choice: Choice,
}

/// Writes the report. An article that cannot be read is told, and the others are reported.
#[must_use]
pub fn run(job: &Job, options: &Options) -> Status {
    let lexicons = match Lexicons::load(&job.dictionaries) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    let mut scanned = Vec::new();
    let all = options.choice.each(job, &lexicons, |_, article, mentions| {
        scanned.push((article, mentions));
        Ok(())
    });
    let Ok(whole) = all else { return Status::Failed };
    if scanned.is_empty() {
        return if whole { Status::Nothing } else { Status::Failed };
    }
    let found = scanned.iter().any(|(_, mentions)| !mentions.is_empty());
    let page = page(lexicons.dictionary(), scanned, options);
    let written = match &options.out {
        Some(path) => out::to_file(path, page.as_bytes()),
        None => to_stdout(|out| out.write_all(page.as_bytes()).map(|()| Status::Done)),
    };
    match (written, whole, found) {
        (Status::Done, true, false) => Status::Nothing,
        (Status::Done, false, _) => Status::Failed,
        (status, ..) => status,
    }
}

/// The page about these articles.
fn page(dictionary: &Dictionary, scanned: Vec<(Article, Mentions)>, options: &Options) -> String {
    let (articles, mentions): (Vec<_>, Vec<_>) = scanned.into_iter().unzip();
    let stories: Vec<_> =
        (1..).zip(&articles).zip(mentions).map(|((number, article), of)| Story::new(number, article, of, dictionary)).collect();
    let title = options.title.clone().unwrap_or_else(|| match stories.as_slice() {
        [story] => story.title().to_owned(),
        all => counted(all.len(), "article", "articles"),
    });
    let mut html = Html::default();
    head(&mut html, dictionary, &title);
    bar(&mut html, dictionary, &stories);
    html.raw("<main>\n");
    if stories.len() > 1 {
        overview::write(&mut html, &title, &stories);
    }
    let names = Names::new(dictionary);
    for story in &stories {
        section(&mut html, story, &names, options.offsets, if stories.len() > 1 { 2 } else { 1 });
    }
    html.raw("</main>\n").raw(NOW).raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    html.into_string()
}

/// What the current name is, at the foot of the page; the script shows it.
const NOW: &str = r##"<footer id="now" hidden><button type="button" id="before" title="previous mention (N)" aria-label="previous mention">‹</button><button type="button" id="after" title="next mention (n)" aria-label="next mention">›</button><p role="status" aria-live="polite"><b id="now-name"></b> <span id="now-where"></span> <span id="now-who"></span></p><a id="now-card" href="#a1">card</a></footer>
"##;

fn head(html: &mut Html, dictionary: &Dictionary, title: &str) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '");
    html.raw(SCRIPT_HASH).raw("'; base-uri 'none'; form-action 'none'\">\n");
    html.raw(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
    );
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.raw(concat!("<meta name=\"generator\" content=\"namedrop ", env!("CARGO_PKG_VERSION"), "\">\n<title>")).text(title);
    html.raw("</title>\n<style>\n").raw(include_str!("page.css"));
    look::kinds(html, dictionary);
    html.raw("</style>\n</head>\n");
}

/// The bar at the head: which kinds are marked, the colours, the keys.
fn bar(html: &mut Html, dictionary: &Dictionary, stories: &[Story<'_>]) {
    html.raw("<body>\n<a class=\"skip\" href=\"#a1\">Skip to the article</a>\n<header class=\"bar\">\n");
    html.raw("<fieldset class=\"kinds\"><legend class=\"vh\">Marked kinds</legend>\n");
    for (id, kind) in dictionary.kinds.iter() {
        let all = stories.iter().flat_map(|story| story.index.cast()).filter(|person| person.kind == id);
        let count = all.map(|person| person.entity).collect::<BTreeSet<_>>().len();
        if count == 0 {
            continue;
        }
        html.raw("<label class=\"chip k").number(id.0.into()).raw("\"><input type=\"checkbox\" class=\"vh\" checked id=\"kind");
        html.number(id.0.into()).raw("\"").attr("value", &kind.name).raw("><span class=\"letter\" aria-hidden=\"true\">");
        html.text(&kind.letter.to_string()).raw("</span><span class=\"label\">").text(&kind.label).raw("</span> <b>");
        html.number(count).raw("</b></label>\n");
    }
    html.raw("</fieldset>\n").raw(include_str!("bar.html"));
}

/// One article with its cast.
fn section(html: &mut Html, story: &Story<'_>, names: &Names<'_>, offsets: Unit, top: usize) {
    let mut positions = Positions::new(story.article, offsets);
    let all = story.index.mentions().all();
    let records: Vec<Record<'_>> = all.iter().map(|mention| Record::new(story.article, names, &mut positions, mention)).collect();
    html.raw("<section class=\"story\"");
    story.place(html, "id", "", story.number);
    html.raw(">\n<article").raw(overview::language(story)).attr("data-doc", &story.article.doc);
    html.raw(" data-offsets=\"").raw(offsets.as_str()).raw("\">\n");
    let titled = title_block(story);
    html.raw("<header lang=\"en\">\n");
    if titled.is_none() {
        let tag = story::heading(top);
        html.raw("<").raw(tag).raw(overview::language(story)).raw(">").text(story.title()).raw("</").raw(tag).raw(">\n");
    }
    meta(html, story);
    html.raw("</header>\n");
    story::body(html, story, &records, titled, top);
    html.raw("</article>\n");
    cast::panel(html, story);
    html.raw("</section>\n");
}

/// The first block, where it is the title: it is not said twice.
fn title_block(story: &Story<'_>) -> Option<usize> {
    let block = story.article.blocks.first().filter(|block| matches!(block.kind, BlockKind::Heading(_)))?;
    let view = View::new(&story.article.text, block);
    (cast::one_line(view.after(block.range.start)) == cast::one_line(story.title())).then_some(0)
}

/// Writes date, length, language and origin.
fn meta(html: &mut Html, story: &Story<'_>) {
    let (article, count) = (story.article, words::count(story.article));
    html.raw("<p class=\"meta\">");
    if let Some(date) = article.date {
        html.raw("<time").attr("datetime", &date.to_string()).raw(">").text(&words::date(date)).raw("</time> · ");
    }
    html.text(&counted(count, "word", "words")).raw(" · ").number(words::minutes(count)).raw(" min · ");
    if let Some(language) = article.language {
        html.raw("<span>").raw(language.code()).raw("</span> · ");
    }
    html.raw("<span class=\"doc\">").text(&article.doc).raw("</span>");
    if let Some(source) = article.source.as_deref() {
        html.raw(" · <a rel=\"noreferrer\"").attr("href", source).raw(">").text(web::host(source)).raw("</a>");
    }
    html.raw("</p>\n");
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_lets_this_script_run_and_no_other() {
        let hash = base64::prelude::BASE64_STANDARD.encode(Sha256::digest(SCRIPT));
        assert_eq!(SCRIPT_HASH, format!("sha256-{hash}"));
    }
}
