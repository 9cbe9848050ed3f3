//! A dictionary made ready to scan: its forms and their automaton.
//!
//! Built once for a dictionary and a language, then shared by any number of threads.

use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::article::Article;
use super::dictionary::{Dictionary, EntityIx};
use super::language::Language;
use super::mentions::{Flags, Form, Mention, Mentions, Why};

/// Forms and automaton of one dictionary for articles in one language.
pub struct Lexicon {
    dictionary: Arc<Dictionary>,
    language: Language,
    forms: Vec<(String, EntityIx, Form)>,
    automaton: Option<AhoCorasick>,
}

/// A place in the text that may be a mention; what it is shows only when the whole article is known.
#[derive(Clone, Debug)]
pub struct Candidate {
    span: Range<usize>,
    form: usize,
}

impl Lexicon {
    /// Makes the forms of every entity for articles in `language`.
    #[must_use]
    pub fn new(dictionary: Arc<Dictionary>, language: Language) -> Self {
        let mut forms = Vec::new();
        for (ix, entity) in dictionary.iter() {
            for written in [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases) {
                forms.push((written.text.clone(), ix, Form::Name));
            }
            forms.extend(entity.acronyms.iter().map(|w| (w.text.clone(), ix, Form::Acronym)));
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms.iter().map(|f| &f.0)).ok();
        Self { dictionary, language, forms, automaton }
    }

    /// The dictionary it was made of.
    #[must_use]
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// The language of the articles it is for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// All mentions of an article.
    #[must_use]
    pub fn scan(&self, article: &Article) -> Mentions {
        self.mentions(article, self.candidates(article, 0..article.blocks.len()))
    }

    /// The candidates of some blocks; what [`Lexicon::mentions`] makes of them depends on all that are known.
    #[must_use]
    pub fn candidates(&self, article: &Article, blocks: Range<usize>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for block in &article.blocks[blocks] {
            for (range, piece) in block.pieces(&article.text) {
                for hit in self.automaton.iter().flat_map(|automaton| automaton.find_iter(piece)) {
                    let span = range.start + hit.start()..range.start + hit.end();
                    found.push(Candidate { span, form: hit.pattern().as_usize() });
                }
            }
        }
        found
    }

    /// The mentions that follow from these candidates of an article, in any order.
    #[must_use]
    pub fn mentions(&self, _article: &Article, candidates: Vec<Candidate>) -> Mentions {
        let mention = |candidate: Candidate| {
            let (text, entity, form) = &self.forms[candidate.form];
            Mention {
                span: candidate.span,
                entity: Some(*entity),
                candidates: Vec::new(),
                form: *form,
                flags: Flags::default(),
                nested: false,
                why: Why { rule: "name", form: text.clone(), support: None },
            }
        };
        Mentions::new(candidates.into_iter().map(mention).collect())
    }
}
