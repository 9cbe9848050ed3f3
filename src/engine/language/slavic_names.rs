//! Given names of Russian, Ukrainian, Belarusian and Bulgarian people, each in its Latin spellings.
//!
//! The list is data, `slavic_names.txt`; its head names the source.

use std::sync::LazyLock;

use crate::engine::quick::QuickMap;

static LINES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("slavic_names.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

static BY_NAME: LazyLock<QuickMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut lines: QuickMap<&str, Vec<usize>> = QuickMap::default();
    for (number, names) in LINES.iter().enumerate() {
        for name in names {
            lines.entry(name).or_default().push(number);
        }
    }
    lines
});

/// Whether a folded word is such a given name.
#[must_use]
pub fn is_slavic(folded: &str) -> bool {
    BY_NAME.contains_key(folded)
}

/// The spellings of a folded given name, itself among them; none of a name that is not in the list.
pub fn spellings(folded: &str) -> impl Iterator<Item = &'static str> {
    BY_NAME.get(folded).into_iter().flatten().flat_map(|&line| LINES[line].iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_all_its_spellings() {
        assert!(is_slavic("sergej") && is_slavic("wolodymyr") && !is_slavic("gerhard"));
        let all: Vec<&str> = spellings("sergey").collect();
        assert!(all.contains(&"sergej") && all.contains(&"serguei"), "{all:?}");
    }

    #[test]
    fn the_list_is_folded() {
        for name in LINES.iter().flatten() {
            assert_eq!(crate::engine::fold::fold(name).trim_start(), *name);
        }
    }
}
