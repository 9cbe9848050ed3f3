//! What a word says wherever it stands. A long article has few words, and these often: each is looked at once.

use std::collections::HashMap;
use std::rc::Rc;

use super::cues;
use crate::engine::fold::fold;
use crate::engine::kind::KindId;
use crate::engine::language::generic::is_generic;
use crate::engine::language::given_names::is_given_name;
use crate::engine::language::{Language, is_common};

/// A word, and what it says.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the word by itself")]
pub struct Known {
    /// As it is shown.
    pub text: String,
    /// What all its cases share.
    pub stem: String,
    /// It begins with a capital.
    pub capital: bool,
    /// A title or a function, such as a person's name follows.
    pub title: bool,
    /// It ends the name of an organisation or a ministry.
    pub body: Option<KindId>,
    /// A given name.
    pub given: bool,
    /// It names nobody by itself.
    pub small_talk: bool,
    /// A word for many of a kind: Ministerium.
    pub generic: bool,
    /// A place may follow.
    pub leads_to_place: bool,
    /// An article, a pronoun or such.
    pub determiner: bool,
    /// An initial, or an abbreviation that stands before names.
    pub short: bool,
}

/// The words of an article.
#[derive(Debug)]
pub struct Vocabulary {
    language: Language,
    known: HashMap<String, Rc<Known>>,
}

impl Vocabulary {
    /// Knows none yet.
    pub fn new(language: Language) -> Self {
        Self { language, known: HashMap::new() }
    }

    /// What a word says.
    pub fn get(&mut self, text: &str) -> Rc<Known> {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let known = Rc::new(known(text, self.language));
        self.known.insert(text.to_owned(), known.clone());
        known
    }
}

fn known(text: &str, language: Language) -> Known {
    let (lower, folded, rules) = (text.to_lowercase(), fold(text), language.rules());
    let (folded, folded_lower) = (folded.trim_start(), fold(&lower));
    let is_one_of = |words: &[&str]| words.contains(&folded_lower.trim_start());
    Known {
        stem: stem(&lower, language),
        capital: text.starts_with(char::is_uppercase),
        title: cues::is_title(text, language),
        body: cues::body(text, language),
        given: is_given_name(folded),
        small_talk: is_common(text) || cues::is_calendar(text) || rules.determiners.contains(&folded) || text.chars().count() < 2,
        generic: is_generic(folded),
        leads_to_place: cues::leads_to_place(&lower, language),
        determiner: is_one_of(rules.determiners) || is_one_of(rules.indefinite),
        short: text.chars().count() == 1 || cues::stands_before_names(&lower),
        text: text.to_owned(),
    }
}

/// What all cases of a word in small letters share: enough to count them together.
fn stem(lower: &str, language: Language) -> String {
    let long = |stem: &&str| stem.chars().count() > 2;
    let declined = cues::case_endings(language).iter().find_map(|ending| lower.strip_suffix(ending).filter(long));
    let genitive = if language == Language::De { lower.strip_suffix('s').filter(long) } else { None };
    declined.or(genitive).unwrap_or(lower).to_owned()
}
