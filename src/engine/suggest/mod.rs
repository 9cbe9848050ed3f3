//! Names that an article has and the dictionary lacks: what stands in capitals where words do not, unmarked.
//!
//! Three things speak for a name: a title before it (Minister Berg), a given name or a word such as Bank in it, and that
//! it is there again. Capitals that prove nothing – at the beginning of a sentence, in headlines, of German nouns – need
//! more than one of them. It is a proposal to a reader, who decides; so a name too many costs less than one too few.

mod cues;
mod german;
mod known;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use super::article::Article;
use super::kind::KindId;
use super::language::Language;
use super::mentions::Mentions;
use known::{Known, Vocabulary};
use words::Word;

/// A name that the dictionary lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// As it stands most often.
    pub name: String,
    /// What it seems to be.
    pub kind: KindId,
    /// Every place, in order.
    pub spans: Vec<Range<usize>>,
    /// The word that tells: the title before it.
    pub cue: Option<String>,
}

/// A stretch of capitals.
#[expect(clippy::struct_excessive_bools, reason = "each speaks for or against a name by itself")]
struct Found {
    key: String,
    name: String,
    words: usize,
    last: String,
    span: Range<usize>,
    /// A title stands before it.
    title: Option<String>,
    /// A given name begins it.
    given: bool,
    body: Option<KindId>,
    place: bool,
    /// Its capital proves nothing.
    begins: bool,
    /// An article, a pronoun or such stands before it.
    determined: bool,
    common: bool,
}

/// What the occurrences of one name say together.
#[derive(Default)]
struct Tally {
    names: HashMap<String, usize>,
    spans: Vec<Range<usize>>,
    title: Option<String>,
    given: bool,
    body: Option<KindId>,
    places: usize,
    inside: usize,
    determined: usize,
    words: usize,
    last: String,
    common: bool,
}

/// The names of the article that no mention covers, the most frequent first.
#[must_use]
pub fn unknown(article: &Article, mentions: &Mentions) -> Vec<Unknown> {
    unknown_in(article, mentions, 0..article.blocks.len())
}

/// Those of some blocks.
#[must_use]
pub fn unknown_in(article: &Article, mentions: &Mentions, blocks: Range<usize>) -> Vec<Unknown> {
    let language = article.language.unwrap_or(Language::En);
    let (mut tallies, mut vocabulary): (HashMap<String, Tally>, _) = (HashMap::new(), Vocabulary::new(language));
    let mut unmarked: Vec<Word> = Vec::new();
    for block in blocks {
        let words = words::words(article, block, mentions, &mut vocabulary);
        for found in stretches(&words, language) {
            tallies.entry(found.key.clone()).or_default().add(found);
        }
        unmarked.extend(words.into_iter().filter(|word| word.known.capital && !word.marked));
    }
    join_family_names(&mut tallies);
    tallies.retain(|_, tally| tally.is_name(language));
    add_single_words(&mut tallies, &unmarked);
    let mut names: Vec<Unknown> = tallies.into_values().map(Tally::into_unknown).collect();
    names.sort_by(|a, b| b.spans.len().cmp(&a.spans.len()).then_with(|| a.spans[0].start.cmp(&b.spans[0].start)));
    names
}

/// Runs of words with capitals, joined by nothing but small words of names; titles before them cut off.
fn stretches(words: &[Word], language: Language) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].known.capital {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(next) = next_of_run(words, at..end, language) {
            end = next + 1;
        }
        found.extend(parts(words, at..end));
        at = end;
    }
    found
}

/// The next word with a capital that belongs to a run, over at most two small words.
fn next_of_run(words: &[Word], run: Range<usize>, language: Language) -> Option<usize> {
    let of_body = words.get(run.clone())?.iter().any(|word| word.known.body.is_some());
    let mut before = words.get(run.end - 1)?;
    for at in run.end..run.end + 3 {
        let word = words.get(at).filter(|word| word.joined)?;
        if word.known.capital {
            return Some(at);
        }
        if !cues::joins(&word.known.text, &before.known.text, of_body, language) {
            return None;
        }
        before = word;
    }
    None
}

/// The unmarked names of a run.
fn parts(words: &[Word], run: Range<usize>) -> Vec<Found> {
    let leads = |at: &usize| words[*at].known.title || (words[*at].begins && words[*at].known.small_talk);
    let rest = run.start + run.clone().take_while(leads).count()..run.end;
    if rest.is_empty() {
        return Vec::new();
    }
    let marked = rest.clone().filter(|at| words[*at].marked).count();
    if marked == 0 || (marked < rest.len() && rest.clone().any(|at| words[at].known.body.is_some() && !words[at].marked)) {
        return found(words, rest).into_iter().collect();
    }
    let mut all = Vec::new();
    let mut begin = rest.start;
    for at in rest.clone().chain([rest.end]) {
        if at == rest.end || words[at].marked {
            if begin < at {
                all.extend(found(words, begin..at));
            }
            begin = at + 1;
        }
    }
    all
}

fn found(words: &[Word], mut range: Range<usize>) -> Option<Found> {
    // A small word at an edge joined what is no longer there.
    while range.start < range.end && !words[range.start].known.capital {
        range.start += 1;
    }
    while range.start < range.end && !words[range.end - 1].known.capital {
        range.end -= 1;
    }
    range.start = given_name_in(words, range.clone()).unwrap_or(range.start);
    let own = words.get(range.clone()).filter(|own| !own.is_empty())?;
    let (first, last) = (own.first()?, own.last()?);
    let before = range.start.checked_sub(1).and_then(|at| words.get(at)).filter(|_| first.joined).map(|word| &word.known);
    let mut capitals = own.iter().map(|word| &word.known).filter(|word| word.capital);
    let joined = |part: fn(&Known) -> &str| own.iter().map(|word| part(&word.known)).collect::<Vec<_>>().join(" ");
    Some(Found {
        key: joined(|word| &word.stem),
        words: own.len(),
        last: last.known.stem.clone(),
        span: first.span.start..last.span.end,
        title: before.filter(|word| word.title).map(|word| word.text.clone()),
        given: first.known.given,
        body: capitals.clone().find_map(|word| word.body),
        place: before.is_some_and(|word| word.leads_to_place),
        begins: first.begins,
        determined: before.is_some_and(|word| word.determiner),
        common: capitals.all(|word| word.small_talk || word.generic),
        name: joined(|word| &word.text),
    })
}

/// Where in a run a given name begins that another word follows: the words before it say what somebody is (Lotsin Anna Wieck).
fn given_name_in(words: &[Word], range: Range<usize>) -> Option<usize> {
    let own = words.get(range.clone())?;
    if own.iter().any(|word| word.known.body.is_some()) {
        return None;
    }
    let given = own.iter().position(|word| word.known.given)?;
    (given + 1 < own.len()).then_some(range.start + given)
}

impl Tally {
    fn add(&mut self, found: Found) {
        *self.names.entry(found.name).or_default() += 1;
        self.spans.push(found.span);
        self.title = self.title.take().or(found.title);
        self.given |= found.given;
        self.body = self.body.or(found.body);
        self.places += usize::from(found.place);
        self.inside += usize::from(!found.begins);
        self.determined += usize::from(found.determined);
        self.words = found.words;
        self.last = found.last;
        self.common = found.common;
    }

    /// Whether enough speaks for it.
    fn is_name(&self, language: Language) -> bool {
        let count = self.spans.len();
        if self.common {
            return false;
        }
        let nouns_have_capitals = language == Language::De;
        if self.words > 1 {
            if nouns_have_capitals && self.title.is_none() && !self.given && self.names.keys().all(|name| german::is_noun_phrase(name)) {
                return false;
            }
            let told = self.title.is_some() || self.given || self.body.is_some();
            return told || (count > 1 && self.inside > 0) || (!nouns_have_capitals && self.inside > 0);
        }
        let acronym = self.names.keys().all(|name| name.chars().count() <= 6 && name.chars().all(char::is_uppercase));
        if self.title.is_some() {
            return true;
        }
        count > 1 && self.inside > 0 && !self.given && self.body.is_none() && (acronym || !nouns_have_capitals || self.is_only_a_place())
    }

    /// Whether it follows a word such as `nach` wherever it stands, and looks like a place.
    fn is_only_a_place(&self) -> bool {
        self.determined == 0 && self.places == self.spans.len() && self.names.keys().all(|name| german::may_be_place(name))
    }

    fn kind(&self) -> KindId {
        let acronym = self.words == 1 && self.names.keys().all(|name| name.chars().count() > 1 && name.chars().all(char::is_uppercase));
        match self.body {
            Some(kind) if self.title.is_none() => kind,
            _ if self.title.is_some() || self.given => KindId::PERSON,
            _ if acronym => KindId::ORGANISATION,
            _ if self.places * 2 >= self.spans.len() => KindId::PLACE,
            _ if self.words > 1 && self.words < 4 => KindId::PERSON,
            _ => KindId::ORGANISATION,
        }
    }

    fn into_unknown(mut self) -> Unknown {
        let kind = self.kind();
        self.spans.sort_by_key(|span| span.start);
        let best = self.names.into_iter().max_by(|(a, m), (b, n)| m.cmp(n).then_with(|| b.len().cmp(&a.len())).then_with(|| b.cmp(a)));
        Unknown { name: best.map(|(name, _)| name).unwrap_or_default(), kind, spans: self.spans, cue: self.title }
    }
}

/// A family name by itself counts for the one full name that ends with it.
fn join_family_names(tallies: &mut HashMap<String, Tally>) {
    let mut by_last: HashMap<String, Vec<String>> = HashMap::new();
    for (key, tally) in tallies.iter().filter(|(_, tally)| tally.words > 1 && tally.body.is_none()) {
        by_last.entry(tally.last.clone()).or_default().push(key.clone());
    }
    for (last, full) in by_last {
        let [full] = full.as_slice() else { continue };
        if let Some(alone) = tallies.remove(&last)
            && let Some(tally) = tallies.get_mut(full)
        {
            tally.title = tally.title.take().or(alone.title);
            tally.inside += alone.inside;
            tally.spans.extend(alone.spans);
        }
    }
}

/// Names of one word, and family names, also where another word with a capital stands beside them: Rühmkorfs Mantel.
fn add_single_words(tallies: &mut HashMap<String, Tally>, unmarked: &[Word]) {
    let mut by_last: HashMap<String, Vec<String>> = HashMap::new();
    for (key, tally) in tallies.iter().filter(|(_, tally)| tally.words == 1 || tally.kind() == KindId::PERSON) {
        by_last.entry(tally.last.clone()).or_default().push(key.clone());
    }
    by_last.retain(|_, keys| keys.len() == 1);
    // The spans that are known, sorted; what is added lies in none of them.
    let mut known: HashMap<String, Vec<Range<usize>>> = HashMap::new();
    for (key, tally) in tallies.iter() {
        let mut spans = tally.spans.clone();
        spans.sort_by_key(|span| span.start);
        known.insert(key.clone(), spans);
    }
    for word in unmarked {
        let key = by_last.get(&word.known.stem).and_then(|keys| keys.first());
        let Some((tally, known)) = key.and_then(|key| Some((tallies.get_mut(key)?, known.get(key)?))) else { continue };
        let next = known.partition_point(|span| span.end <= word.span.start);
        if known.get(next).is_none_or(|span| span.start >= word.span.end) {
            tally.spans.push(word.span.clone());
        }
    }
}

#[cfg(test)]
mod tests;
