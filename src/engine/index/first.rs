//! The first words of patterns: which of them a text begins with.
//!
//! Up to some size they are an Aho–Corasick automaton that is run from the word's beginning on, with lists of letters: a table for
//! each state is a sixth of the instructions, and of a thousand words it takes longer, as the processor waits for memory. Its states grow with the
//! letters of all words, and so does the time to make them; of very many words only the sorted list is kept and searched by
//! halves, and so it is where most words are found in a [table](super::whole). Both say the same: the tests ask both.

use std::io;

use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};

use super::patterns::Patterns;
use crate::engine::flat::{Reader, Writer, broken, sound};
use crate::engine::quick::QuickMap;
use crate::engine::runs::Run;

/// From so many words on they are only sorted: of 300,000 words an automaton takes a second of processor time to make, and with
/// 50,000 its walk is no faster than the search.
pub const MANY: usize = 100_000;
/// From so many on a lexicon that is kept has the sorted list: the automaton of 10,000 is made in some milliseconds, and its walk is faster.
const KEPT: usize = 20_000;

/// See the module. A word begins with its space.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a lexicon has one")]
pub enum First {
    /// Run letter by letter.
    Automaton {
        /// Of all words.
        automaton: NFA,
        /// The state before any byte, and that after a space.
        states: (StateID, StateID),
        /// The state after a word's first letters.
        strides: Strides,
    },
    /// Searched.
    Sorted {
        /// The words in their order.
        sorted: Patterns,
        /// The number of each.
        numbers: Vec<u32>,
        /// Which of them begin with the same letters.
        near: Near,
    },
}

impl First {
    /// The words, which are numbered as they come. Of patterns that come sorted the first words may not be, where a mark sorts after
    /// letters. `None`: the automaton cannot hold them.
    pub fn new<'a>(words: impl ExactSizeIterator<Item = &'a str> + Clone, many: usize) -> Option<Self> {
        if words.len() >= many {
            let (sorted, numbers) = sorted(words);
            let near = Near::new(&sorted);
            return Some(Self::Sorted { sorted, numbers, near });
        }
        let automaton = NFA::builder().match_kind(MatchKind::Standard).prefilter(false).build(words.clone()).ok()?;
        let begin = automaton.start_state(Anchored::Yes).ok()?;
        let states = (begin, automaton.next_state(Anchored::Yes, begin, b' '));
        let strides = strides(&automaton, states.1, words);
        Some(Self::Automaton { automaton, states, strides })
    }

    /// Writes what `words` are, which these are: of many the sorted list, of few nothing.
    pub fn write<'a>(&self, words: impl ExactSizeIterator<Item = &'a str>, out: &mut Writer) -> io::Result<()> {
        let many = words.len() >= KEPT;
        out.number(u64::from(many))?;
        match self {
            _ if !many => Ok(()),
            Self::Sorted { sorted, numbers, .. } => {
                sorted.write(out)?;
                out.numbers(numbers)
            }
            Self::Automaton { .. } => {
                let (sorted, numbers) = sorted(words);
                sorted.write(out)?;
                out.numbers(&numbers)
            }
        }
    }

    /// The reverse of [`First::write`]. `runs`: an automaton is made of few.
    pub fn read<'a>(words: impl ExactSizeIterator<Item = &'a str> + Clone, runs: bool, source: &mut Reader) -> io::Result<Self> {
        let count = words.len();
        if source.number()? == 0 {
            sound(count < KEPT)?;
            return Self::new(words, if runs { usize::MAX } else { 0 }).ok_or_else(broken);
        }
        let (sorted, numbers) = (Patterns::read(source)?, source.numbers()?);
        sound(sorted.len() as usize == count && numbers.len() == count && numbers.iter().all(|&number| (number as usize) < count))?;
        let near = Near::new(&sorted);
        Ok(Self::Sorted { sorted, numbers, near })
    }

    /// Whether one of the words begins with these folded letters or they begin with one.
    pub fn may_begin_with(&self, letters: &[u8]) -> bool {
        match self {
            Self::Automaton { automaton, states, .. } => {
                let mut state = states.1;
                for &letter in letters {
                    state = automaton.next_state(Anchored::Yes, state, letter);
                    if automaton.is_special(state) {
                        return !automaton.is_dead(state);
                    }
                }
                true
            }
            Self::Sorted { sorted, near, .. } => {
                let folded = [b" ", letters].concat();
                let after = near.after(sorted, &folded);
                begun(sorted, near, &folded).next().is_some() || (after < sorted.len() && sorted.get(after).as_bytes().starts_with(&folded))
            }
        }
    }

    /// Adds the words that the folded text begins with, the shortest first: where each ends, and its number.
    pub fn find(&self, folded: &[u8], found: &mut Vec<(usize, usize)>) {
        match self {
            Self::Automaton { automaton, states, .. } => run(automaton, states.0, 0, folded.iter().copied(), found),
            Self::Sorted { sorted, numbers, near } => {
                found.extend(begun(sorted, near, folded).map(|place| (sorted.length(place), numbers[place as usize] as usize)));
                found.reverse();
            }
        }
    }

    /// The same for a word without its space, its letters of ASCII in either case. `head`: the first letters, as a [run](Run) has them that
    /// is all of the word, else 0.
    #[inline]
    pub fn find_plain(&self, word: &[u8], head: u64, found: &mut Vec<(usize, usize)>) {
        match self {
            Self::Automaton { automaton, states, strides } => {
                let (state, read) = match strides.get(&head) {
                    Some(&state) => (state, word.len().min(STRIDE)),
                    None => (states.1, 0),
                };
                found.extend(ending(automaton, state, read + 1).map(|word| (read + 1, word)));
                run(automaton, state, read + 1, word[read..].iter().map(u8::to_ascii_lowercase), found);
            }
            Self::Sorted { .. } => {
                let mut room = [b' '; LONG];
                match room.get_mut(1..=word.len()) {
                    Some(letters) => {
                        letters.copy_from_slice(word);
                        letters.make_ascii_lowercase();
                        self.find(&room[..=word.len()], found);
                    }
                    None => self.find(&[b" ", word.to_ascii_lowercase().as_slice()].concat(), found),
                }
            }
        }
    }
}

/// How many letters a stride has at most.
const STRIDE: usize = size_of::<u64>();

/// The states that the automaton is in after a space and the first letters of a word – all letters of a shorter one –, by these: where no word
/// ends on the way, it need not go it letter by letter.
type Strides = QuickMap<u64, StateID>;

fn strides<'a>(automaton: &NFA, begin: StateID, words: impl Iterator<Item = &'a str>) -> Strides {
    let mut strides = Strides::default();
    for letters in words.filter_map(|word| word.strip_prefix(' ')) {
        let (run, near) = (Run::of(letters.as_bytes(), 0), letters.len().min(STRIDE));
        if run.end < near || strides.contains_key(&run.letters) {
            continue;
        }
        let step = |state: StateID, letter: &u8| (!automaton.is_match(state)).then(|| automaton.next_state(Anchored::Yes, state, *letter));
        if let Some(state) = letters.as_bytes()[..near].iter().try_fold(begin, step) {
            strides.insert(run.letters, state);
        }
    }
    strides
}

/// Runs the automaton from a state on that some bytes led to.
#[inline]
fn run(automaton: &NFA, mut state: StateID, read: usize, bytes: impl Iterator<Item = u8>, found: &mut Vec<(usize, usize)>) {
    for (end, byte) in (read + 1..).zip(bytes) {
        state = automaton.next_state(Anchored::Yes, state, byte);
        if automaton.is_special(state) {
            if automaton.is_dead(state) {
                break;
            }
            found.extend(ending(automaton, state, end).map(|word| (end, word)));
        }
    }
}

/// The words in their order, and the number of each.
fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> (Patterns, Vec<u32>) {
    let mut numbered: Vec<(&str, u32)> = words.zip(0..).collect();
    numbered.sort_unstable();
    let mut sorted = Patterns::default();
    for (word, _) in &numbered {
        sorted.push(word, 0);
    }
    (sorted, numbered.into_iter().map(|(_, number)| number).collect())
}

/// Words are folded in a room of so many bytes; for longer ones it is made.
const LONG: usize = 64;

/// The words of so many bytes that end in a state.
#[inline]
fn ending(automaton: &NFA, state: StateID, length: usize) -> impl Iterator<Item = usize> {
    let count = if automaton.is_match(state) { automaton.match_len(state) } else { 0 };
    let all = (0..count).map(move |index| automaton.match_pattern(state, index));
    all.filter(move |&word| automaton.pattern_len(word) == length).map(|word| word.as_usize())
}

/// The places of the words that a text begins with, the longest first. Between a word and a longer text that begins with it, only words
/// stand that begin with it, too: so all are ancestors of the last one before the text, and what one of them begins with the text does.
fn begun<'a>(sorted: &'a Patterns, near: &Near, text: &'a [u8]) -> impl Iterator<Item = u32> + use<'a> {
    let last = near.after(sorted, text).checked_sub(1);
    std::iter::successors(last, |&place| sorted.parent(place)).skip_while(|&place| !text.starts_with(sorted.get(place).as_bytes()))
}

/// Where words with the same first letters begin among all: of a search by halves the first steps, each of which waits for memory.
#[derive(Debug)]
pub struct Near(Vec<u32>);

/// How many letters are looked at.
const LETTERS: usize = 3;
/// Bits of the code of a letter.
const BITS: usize = 5;

impl Near {
    fn new(sorted: &Patterns) -> Self {
        let mut begins = vec![0; (1 << (LETTERS * BITS)) + 1];
        (0..sorted.len()).for_each(|word| begins[code(sorted.get(word).as_bytes()) + 1] += 1);
        let mut before = 0;
        for begin in &mut begins {
            before += *begin;
            *begin = before;
        }
        Self(begins)
    }

    /// See [`Patterns::after`].
    #[inline]
    fn after(&self, sorted: &Patterns, text: &[u8]) -> u32 {
        let code = code(text);
        sorted.after(text, 0, self.0[code], self.0[code + 1])
    }
}

/// A number for the first letters of a word, or of a text that begins with its space: of what sorts before it none is larger.
#[inline]
fn code(text: &[u8]) -> usize {
    let [first, letters @ ..] = text else { return 0 };
    if *first != b' ' {
        return if *first < b' ' { 0 } else { (1 << (LETTERS * BITS)) - 1 };
    }
    let mut code = 0;
    for place in (0..LETTERS).rev() {
        match letters.get(LETTERS - 1 - place) {
            Some(letter @ b'a'..=b'z') => code |= usize::from(letter - b'a' + 1) << (BITS * place),
            // What follows other letters is not looked at.
            Some(other) if *other > b'z' => return code | ((1 << BITS) - 1) << (BITS * place),
            _ => return code,
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_sorts_before_a_text_has_no_larger_code(one in "[ (\n]?[a-c0yz~é]{0,4}", other in "[ (\n]?[a-c0yz~é]{0,4}") {
            proptest::prop_assert!((one.cmp(&other) == code(one.as_bytes()).cmp(&code(other.as_bytes()))) || code(one.as_bytes()) == code(other.as_bytes()));
        }
    }
}
