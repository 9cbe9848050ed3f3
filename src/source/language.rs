//! The language of an article, guessed from its prose when nobody tells it.

use whatlang::{Detector, Lang};

use crate::engine::article::Article;
use crate::engine::language::Language;

/// How much prose is looked at, in bytes: enough to be sure, and not to be felt.
const SAMPLE: usize = 4 << 10;

/// The likeliest of the languages that namedrop knows; `None` when there is nothing to go by.
pub fn detect(article: &Article) -> Option<Language> {
    let detector = Detector::with_allowlist(Language::ALL.map(lang).to_vec());
    let found = detector.detect_lang(&sample(article))?;
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
