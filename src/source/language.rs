//! The language of an article, guessed from its prose when nobody tells it.

use whatlang::{Detector, Lang};

use crate::engine::article::Article;
use crate::engine::language::Language;

/// How much prose is looked at, in bytes: enough to be sure, and not to be felt.
pub const SAMPLE: usize = 4 << 10;

/// Of a text shorter than this, in bytes, what the article says is taken.
const LONG: usize = 800;

/// The language that the article says it is in – unless its prose is surely in another one, as where a site never set it.
pub fn of(article: &Article) -> Option<Language> {
    let Some(told) = article.language else { return detect(article) };
    let found = detector().detect(&sample(article)).filter(|found| found.is_reliable() && found.confidence() > 0.9);
    let long = article.text.len() > LONG;
    let other = found.filter(|_| long).and_then(|found| Language::ALL.into_iter().find(|language| lang(*language) == found.lang()));
    Some(other.unwrap_or(told))
}

fn detector() -> Detector {
    Detector::with_allowlist(Language::ALL.map(lang).to_vec())
}

/// The likeliest of the languages that namedrop knows; `None` when there is nothing to go by.
pub fn detect(article: &Article) -> Option<Language> {
    let found = detector().detect_lang(&sample(article))?;
    Language::ALL.into_iter().find(|language| lang(*language) == found)
}

/// The first prose, block by block.
fn sample(article: &Article) -> String {
    let mut sample = String::with_capacity(SAMPLE);
    for (_, piece) in article.blocks.iter().flat_map(|block| block.pieces(&article.text)) {
        let room = SAMPLE - sample.len();
        sample.push_str(&piece[..piece.floor_char_boundary(room)]);
        if piece.len() >= room {
            break;
        }
        sample.push(' ');
    }
    sample
}

fn lang(language: Language) -> Lang {
    match language {
        Language::De => Lang::Deu,
        Language::En => Lang::Eng,
        Language::Fr => Lang::Fra,
        Language::Es => Lang::Spa,
        Language::It => Lang::Ita,
        Language::Pl => Lang::Pol,
        Language::Ru => Lang::Rus,
        Language::Uk => Lang::Ukr,
    }
}
