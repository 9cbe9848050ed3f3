//! Running heads and page numbers: lines at the edge of pages that come again and again.

use std::collections::HashMap;

use super::lines::Line;

/// So many lines at the top and at the bottom of a page may be running heads.
const EDGE: usize = 2;

/// Takes running heads and page numbers out of the pages.
pub fn strip(pages: &mut [Vec<Line>]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in &*pages {
        let mut keys: Vec<String> = edge(page.len()).filter_map(|at| key(&page[at])).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let enough = if pages.len() > 6 { 3 } else { 2 };
    for page in pages {
        let last = page.len().saturating_sub(1);
        let gone: Vec<usize> = edge(page.len())
            .filter(|at| {
                let line = &page[*at];
                let number = (*at == 0 || *at == last) && page.len() > 1 && is_page_number(&line.text());
                number || key(line).is_some_and(|key| counts.get(&key).is_some_and(|count| *count >= enough))
            })
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// The first and the last lines of a page.
fn edge(count: usize) -> impl Iterator<Item = usize> {
    (0..count).filter(move |at| *at < EDGE || *at + EDGE >= count)
}

/// What a running head has on every page: its letters, with digits alike.
fn key(line: &Line) -> Option<String> {
    let key: String = line.text().chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let key = key.replace("00", "0").replace("00", "0");
    (!key.is_empty() && key.chars().count() < 160).then_some(key)
}

/// Whether a line is nothing but the number of a page: `12`, `– 12 –`, `Seite 3 von 7`, `xiv`.
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut numbers = 0;
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '/' | '|' | '-' | '–' | '—' | '·' | '•' | '.' | '[' | ']'));
    let known = words.filter(|word| !word.is_empty()).all(|word| {
        let number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let roman = word.len() <= 6 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c'));
        numbers += usize::from(number || roman);
        number
            || roman
            || matches!(word, "seite" | "page" | "s" | "p" | "von" | "of" | "de" | "pagina" | "página" | "strona" | "стр" | "из")
    });
    known && (1..=2).contains(&numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_text() {
        for number in ["12", "– 12 –", "Seite 3 von 7", "xiv", "3/7", "Page 2 of 10"] {
            assert!(is_page_number(number), "{number}");
        }
        for text in ["2024 war", "", "Seite", "1 2 3 4", "20240517", "Die Seite 3"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
