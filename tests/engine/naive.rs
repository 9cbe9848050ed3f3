//! The simplest scan there is, as a measure for the real one.

/// Leftmost, longest, on word edges; for each space of a name the text may have up to `gap` spaces.
pub fn naive(text: &str, names: &[&str], gap: usize) -> Vec<std::ops::Range<usize>> {
    let word = |i: usize| text.as_bytes().get(i).is_some_and(u8::is_ascii_alphanumeric);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let edge = word(at) && (at == 0 || !word(at - 1));
        let ends = names.iter().filter_map(|name| ends_at(text, at, name, gap)).filter(|&end| !word(end));
        match ends.max().filter(|_| edge) {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn ends_at(text: &str, start: usize, name: &str, gap: usize) -> Option<usize> {
    let mut at = start;
    for (i, part) in name.split(' ').enumerate() {
        if i > 0 {
            let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
            if spaces == 0 || spaces > gap {
                return None;
            }
            at += spaces;
        }
        at += text[at..].starts_with(part).then_some(part.len())?;
    }
    Some(at)
}
