//! `ga` and `gE`: the article, or the entry of the current entity, in the user's editor, at its line.

use super::Reader;
use super::action::Effect;
use super::page::Page;
use crate::engine::dictionary::{BUILT_IN, Origin};

impl Reader {
    /// The article at the current mention, or at the eye line.
    pub(super) fn open_article_file(&mut self) -> Vec<Effect> {
        let Some(page) = &self.page else { return Vec::new() };
        let article = page.article();
        if article.doc == "-" {
            return self.say("the article came from standard input: there is no file to open");
        }
        if self.is_on_the_web(self.shown) {
            return self.say("the article came from the web: there is no file to open");
        }
        if self.is_entry(self.shown) {
            return self.say("the article is an entry of a feed: it has no file of its own");
        }
        let mention = page.mention().filter(|_| page.current_in_sight()).map(|mention| mention.span.start);
        let line = article.line(mention.unwrap_or_else(|| page.eye_span()));
        vec![Effect::Editor { file: article.doc.clone(), line }]
    }

    /// The entry of the current entity: where it was written last.
    pub(super) fn open_entry_file(&mut self) -> Vec<Effect> {
        let Some((page, entity)) = self.page.as_ref().zip(self.subject()) else { return self.say("nobody is meant here") };
        let place = |origin: &Origin| Some((file_of(page, *origin)?, usize::try_from(origin.line).unwrap_or(1)));
        match page.dictionary()[entity].origins.iter().rev().find_map(place) {
            Some((file, line)) => vec![Effect::Editor { file, line }],
            None => self.say("its entry is built in: i changes it in your own file"),
        }
    }
}

/// The file of an origin; `None`: there is none to be edited.
fn file_of(page: &Page, origin: Origin) -> Option<String> {
    let file = page.dictionary().files.get(usize::from(origin.file))?;
    (**file != *BUILT_IN && **file != *"this run").then(|| file.to_string())
}
