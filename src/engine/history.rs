//! What is remembered from one session to the next: places in articles, whom the reader has met, how things look.
//!
//! Values only: `store::history` loads and saves them, the reader asks and adds. The day is passed in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::PartialDate;

/// Articles and entities that are kept; the oldest are dropped.
const MOST_ARTICLES: usize = 2_000;
/// See [`MOST_ARTICLES`].
const MOST_ENTITIES: usize = 20_000;

/// Everything that is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// How things look.
    pub look: Look,
    /// By key: the absolute path, or what [`key_of_text`] makes of a text without one.
    pub articles: BTreeMap<String, Visit>,
    /// By id.
    pub entities: BTreeMap<String, Meeting>,
}

/// What was left of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// When it was open last.
    pub seen: PartialDate,
    /// When its end was reached first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<PartialDate>,
    /// [`hash`] of its text.
    pub hash: String,
    /// The sentence at the eye line; `None`: the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Anchor>,
    /// The marks that the reader set.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<char, Anchor>,
}

/// A place in a text that is found again after the text was edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Where it stood, in bytes.
    pub byte: usize,
    /// What the text reads from there on.
    pub text: String,
}

/// When an entity was met last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The day.
    pub last: PartialDate,
    /// The key of the article; `None` when that was forgotten.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// In how many articles by now.
    pub articles: u32,
}

/// How things looked. `None`: as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The theme that was chosen by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The order of the cast.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cast: Option<String>,
    /// Whether the cast is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel: Option<bool>,
    /// Columns that the panel is wider than usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wider: Option<i16>,
    /// How often each hint was given, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hints: BTreeMap<String, u8>,
    /// The order of the list of articles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub library: Option<String>,
}

/// What is new since the history was loaded or saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// How things look now.
    pub look: Option<Look>,
    /// Articles that were open.
    pub articles: BTreeMap<String, Visit>,
    /// Entities that were met; [`Meeting::articles`] counts the new ones only.
    pub entities: BTreeMap<String, Meeting>,
}

impl Changes {
    /// Whether there is nothing to remember.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.look.is_none() && self.articles.is_empty() && self.entities.is_empty()
    }

    /// Adds what happened after these.
    pub fn add(&mut self, later: Self) {
        self.look = later.look.or(self.look.take());
        self.articles.extend(later.articles);
        for (id, meeting) in later.entities {
            meet(&mut self.entities, id, meeting);
        }
    }
}

impl History {
    /// Adds what is new, and drops the oldest where there is too much. Another session may have added to the history
    /// meanwhile: of an article the later say counts, of an entity both.
    pub fn apply(&mut self, changes: Changes) {
        self.look = changes.look.unwrap_or(std::mem::take(&mut self.look));
        self.articles.extend(changes.articles);
        for (id, meeting) in changes.entities {
            meet(&mut self.entities, id, meeting);
        }
        trim(&mut self.articles, MOST_ARTICLES, |visit| visit.seen);
        trim(&mut self.entities, MOST_ENTITIES, |meeting| meeting.last);
    }

    /// What was left of an article: by its key, else by its text, which may lie elsewhere now.
    #[must_use]
    pub fn visit(&self, key: &str, hash: &str) -> Option<&Visit> {
        self.articles.get(key).or_else(|| self.articles.values().find(|visit| visit.hash == hash))
    }

    /// Forgets an article: where it was read, and that anybody was met in it. Whether it was known.
    pub fn forget(&mut self, key: &str) -> bool {
        // A feed is all its entries.
        let is = |known: &str| known.strip_prefix(key).is_some_and(|entry| entry.is_empty() || entry.starts_with('#'));
        let before = self.articles.len();
        self.articles.retain(|known, _| !is(known));
        let mut known = self.articles.len() < before;
        for meeting in self.entities.values_mut().filter(|meeting| meeting.article.as_deref().is_some_and(is)) {
            meeting.article = None;
            known = true;
        }
        known
    }
}

fn meet(entities: &mut BTreeMap<String, Meeting>, id: String, meeting: Meeting) {
    match entities.entry(id) {
        std::collections::btree_map::Entry::Vacant(entry) => drop(entry.insert(meeting)),
        std::collections::btree_map::Entry::Occupied(mut entry) => {
            let known = entry.get_mut();
            known.articles = known.articles.saturating_add(meeting.articles);
            if meeting.last >= known.last {
                (known.last, known.article) = (meeting.last, meeting.article);
            }
        }
    }
}

/// Drops the oldest until there are at most `most`.
fn trim<V>(map: &mut BTreeMap<String, V>, most: usize, date: impl Fn(&V) -> PartialDate) {
    if map.len() <= most {
        return;
    }
    let mut dates: Vec<(PartialDate, String)> = map.iter().map(|(key, value)| (date(value), key.clone())).collect();
    dates.sort();
    for (_, key) in dates.iter().take(map.len() - most) {
        map.remove(key);
    }
}

/// Characters of an anchor.
const LONG: usize = 40;
/// Characters of half an anchor, which is looked for when the whole is not found.
const HALF: usize = LONG / 2;

impl Anchor {
    /// The place at a byte, which is moved to the beginning of its character.
    #[must_use]
    pub fn new(text: &str, byte: usize) -> Self {
        let byte = text.floor_char_boundary(byte);
        Self { byte, text: text.get(byte..).unwrap_or_default().chars().take(LONG).collect() }
    }

    /// Where the place is now: at its byte; else where its words stand nearest to that; else where half of them stand;
    /// else at the byte, or the end of a shorter text.
    #[must_use]
    pub fn find(&self, text: &str) -> usize {
        let byte = text.floor_char_boundary(self.byte);
        if byte == self.byte && text[byte..].starts_with(&self.text) {
            return byte;
        }
        let half = self.text.char_indices().nth(HALF).map_or(self.text.len(), |(at, _)| at);
        let (head, tail) = self.text.split_at(half);
        let found = |part: &str, offset: usize| {
            let wanted = (part.chars().count() >= HALF.min(self.text.chars().count())).then_some(part)?;
            let at = nearest(text, wanted.trim(), self.byte + offset)?;
            Some(text.floor_char_boundary(at.saturating_sub(offset)))
        };
        found(&self.text, 0).or_else(|| found(head, 0)).or_else(|| found(tail, half)).unwrap_or(byte)
    }
}

/// Where `part` stands nearest to a byte.
fn nearest(text: &str, part: &str, byte: usize) -> Option<usize> {
    if part.is_empty() {
        return None;
    }
    memchr::memmem::find_iter(text.as_bytes(), part).min_by_key(|at| at.abs_diff(byte))
}

/// Bytes of a text that are fingerprinted from each of its ends.
const FINGERTIP: usize = 64 << 10;

/// A fingerprint of a text (FNV-1a, 64 bits, of its ends) and its length: equal texts have equal ones on every machine.
/// No protection against anyone who wants two texts to share one.
#[must_use]
pub fn hash(text: &str) -> String {
    let bytes = text.as_bytes();
    let (head, rest) = bytes.split_at(bytes.len().min(FINGERTIP));
    let tail = &rest[rest.len().saturating_sub(FINGERTIP)..];
    let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = head.iter().chain(tail).fold(0xcbf2_9ce4_8422_2325, add);
    format!("{hash:016x}-{:x}", bytes.len())
}

/// The key of an article that is no file.
#[must_use]
pub fn key_of_text(hash: &str) -> String {
    format!("text:{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    fn visit(seen: &str) -> Visit {
        Visit { seen: day(seen), read: None, hash: hash(seen), at: None, marks: BTreeMap::new() }
    }

    fn meeting(last: &str, article: &str, articles: u32) -> Meeting {
        Meeting { last: day(last), article: Some(article.into()), articles }
    }

    const TEXT: &str = "Die Fähre nach Mühlensund fuhr heute nicht. Der Wind hatte gedreht, und niemand ging an Bord.";

    #[test]
    fn a_place_is_found_again_when_the_text_before_it_has_grown() {
        let at = TEXT.find("Der Wind").unwrap();
        let anchor = Anchor::new(TEXT, at);
        assert_eq!(anchor.find(TEXT), at);
        let longer = format!("Ein neuer Absatz.\n\n{TEXT}");
        assert_eq!(anchor.find(&longer), longer.find("Der Wind").unwrap());
    }

    #[test]
    fn a_place_is_found_by_either_half_of_its_words() {
        let at = TEXT.find("Der Wind").unwrap();
        let anchor = Anchor::new(TEXT, at);
        let end_changed = format!("Neu. {}", TEXT.replace("niemand ging", "alle gingen"));
        assert_eq!(anchor.find(&end_changed), end_changed.find("Der Wind").unwrap());
        let begin_changed = format!("Neu. {}", TEXT.replace("Der Wind", "Ein Wind"));
        assert_eq!(anchor.find(&begin_changed), begin_changed.find("Ein Wind").unwrap());
    }

    #[test]
    fn of_several_places_with_the_same_words_the_nearest_is_meant() {
        let verse = "und niemand ging an Bord, und niemand wollte es; ";
        let text = verse.repeat(5);
        let anchor = Anchor::new(&text, 2 * verse.len());
        assert_eq!(anchor.find(&format!("O, {text}")), 2 * verse.len() + 3);
    }

    #[test]
    fn a_place_in_a_text_that_is_gone_is_within_the_new_one() {
        let anchor = Anchor::new(TEXT, TEXT.len() - 10);
        assert_eq!(anchor.find("äö"), 4);
        assert_eq!(anchor.find(""), 0);
        assert_eq!(Anchor::new("", 7).find("abc"), 0);
    }

    #[test]
    fn what_two_sessions_saw_is_added_up() {
        let mut history = History::default();
        let seen = |article: &str, last: &str| Changes {
            articles: [(article.to_owned(), visit(last))].into(),
            entities: [("riga".to_owned(), meeting(last, article, 1))].into(),
            ..Changes::default()
        };
        history.apply(seen("a", "2026-11-02"));
        history.apply(seen("b", "2026-11-01"));
        assert_eq!(history.entities["riga"], meeting("2026-11-02", "a", 2), "the later meeting is the last one");
        assert_eq!(history.articles.len(), 2);
        let mut changes = seen("c", "2026-11-03");
        changes.add(seen("d", "2026-11-04"));
        history.apply(changes);
        assert_eq!(history.entities["riga"], meeting("2026-11-04", "d", 4));
    }

    #[test]
    fn the_oldest_articles_are_dropped() {
        let mut history = History::default();
        let article = |at: i64| (format!("{at}"), Visit { seen: PartialDate::of_days(20_000 + at).unwrap(), ..visit("2026") });
        history.apply(Changes { articles: (0..2_100).map(article).collect(), ..Changes::default() });
        assert_eq!(history.articles.len(), MOST_ARTICLES);
        assert!(!history.articles.contains_key("99") && history.articles.contains_key("100"));
    }

    #[test]
    fn a_forgotten_feed_is_all_its_entries() {
        let visit = |key: &str| {
            (
                key.to_owned(),
                Visit {
                    seen: PartialDate::parse("2026-11-03").unwrap(),
                    read: None,
                    hash: String::new(),
                    at: None,
                    marks: BTreeMap::new(),
                },
            )
        };
        let mut history = History { articles: ["/a.xml", "/a.xml#1", "/a.xml#x#y", "/a.xmlb"].map(visit).into(), ..History::default() };
        assert!(history.forget("/a.xml") && !history.forget("/a.xml"));
        assert_eq!(history.articles.keys().collect::<Vec<_>>(), ["/a.xmlb"]);
    }

    #[test]
    fn a_forgotten_article_is_named_nowhere() {
        let mut history = History { articles: [("a".into(), visit("2026-11-02"))].into(), ..History::default() };
        history.entities.insert("riga".into(), meeting("2026-11-02", "a", 3));
        assert!(history.forget("a") && !history.forget("a"));
        assert_eq!(history.entities["riga"].article, None);
    }

    #[test]
    fn an_article_that_was_moved_is_known_by_its_text() {
        let history = History { articles: [("/old/a.txt".into(), visit("2026"))].into(), ..History::default() };
        assert!(history.visit("/new/a.txt", &hash("2026")).is_some());
        assert!(history.visit("/new/a.txt", &hash("2027")).is_none());
    }
}
