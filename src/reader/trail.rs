//! The way through the articles: a step back that has no way in an article leads to the one before it, to its place and
//! its own way back.

use std::mem::take;

use super::Reader;
use super::action::Effect;
use super::jumps::{Jumps, Spot};

/// Articles that are kept on either side.
const MOST: usize = 100;

/// The articles that were left, each with its jumps.
#[derive(Debug, Default)]
pub struct Trail {
    behind: Vec<(usize, Jumps)>,
    ahead: Vec<(usize, Jumps)>,
    /// An article that is being opened, and the byte in it to go to.
    destination: Option<(usize, usize)>,
}

impl Reader {
    /// Opens another article; a step back leads to this one.
    pub(super) fn travel(&mut self, article: usize) -> Vec<Effect> {
        self.trail.destination = None;
        if self.page.is_some() && self.shown != article {
            self.trail.ahead.clear();
            self.trail.behind.push((self.shown, take(&mut self.jumps)));
            if self.trail.behind.len() > MOST {
                self.trail.behind.remove(0);
            }
        }
        self.open(article)
    }

    /// Goes to a byte of any article.
    pub(super) fn travel_to(&mut self, article: usize, byte: usize) -> Vec<Effect> {
        if self.page.is_none() || self.shown != article {
            let effects = self.travel(article);
            self.trail.destination = Some((article, byte));
            return effects;
        }
        self.leave(super::action::Command::Dossier);
        if let Some(page) = &mut self.page {
            page.jump_to_byte(byte);
        }
        Vec::new()
    }

    /// The article is on the page: on to the place that it was opened for.
    pub(super) fn reach_destination(&mut self) {
        let Some((article, byte)) = self.trail.destination else { return };
        if let Some(page) = self.page.as_mut().filter(|_| article == self.shown) {
            self.trail.destination = None;
            self.message = None;
            page.jump_to_byte(byte);
            // The mention there is the current one as soon as it is known.
            self.left.insert(article, Spot { top: None, mention: Some(byte) });
        }
    }

    /// To the article before this one.
    pub(super) fn article_behind(&mut self) -> Vec<Effect> {
        let Some((article, jumps)) = self.trail.behind.pop() else {
            return self.say("no way back: nothing was jumped from");
        };
        self.trail.ahead.push((self.shown, std::mem::replace(&mut self.jumps, jumps)));
        self.open(article)
    }

    /// To the article that the last step back left.
    pub(super) fn article_ahead(&mut self) -> Vec<Effect> {
        let Some((article, jumps)) = self.trail.ahead.pop() else { return self.say("no way forward") };
        self.trail.behind.push((self.shown, std::mem::replace(&mut self.jumps, jumps)));
        self.open(article)
    }

    /// The article that a step back leads to, when it leads out of this one.
    #[must_use]
    pub fn way_out(&self) -> Option<usize> {
        if self.jumps.last().is_some() { None } else { self.trail.behind.last().map(|(article, _)| *article) }
    }
}
