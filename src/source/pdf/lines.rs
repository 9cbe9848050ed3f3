//! Letters with places become words, and words lines.

use pdf_extract::Transform;
use unicode_normalization::char::compose;

/// A letter on a page; lengths in points (1/72 inch), upwards and to the right.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    pub c: char,
    /// The left end of its base line.
    pub x: f64,
    pub y: f64,
    pub width: f64,
    /// What is added before the next letter, other than its width.
    pub spacing: f64,
    pub size: f64,
    /// Where it reads to: 0 right, 1 up, 2 left, 3 down.
    pub turn: u8,
}

/// A word, or a part between two gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// The height of its base line.
    pub y: f64,
    pub size: f64,
}

/// Words on one base line, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub y: f64,
    pub words: Vec<Word>,
}

impl Glyph {
    /// The letters that a character of a font stands for.
    pub fn of(place: &Transform, width: f64, spacing: f64, size: f64, text: &str) -> Vec<Self> {
        let (along, across) = ((place.m11, place.m12), (place.m21, place.m22));
        let (dx, dy) = (along.0 * size, along.1 * size);
        let turn = if dx.abs() >= dy.abs() {
            if dx >= 0.0 { 0 } else { 2 }
        } else if dy > 0.0 {
            1
        } else {
            3
        };
        let stretch = along.0.hypot(along.1);
        let (x, y) = match turn {
            0 => (place.m31, place.m32),
            1 => (place.m32, -place.m31),
            2 => (-place.m31, -place.m32),
            _ => (-place.m32, place.m31),
        };
        let size_of_letter = across.0.hypot(across.1) * size.abs();
        let text = letters(text);
        let count = text.chars().count().max(1);
        #[expect(clippy::cast_precision_loss, reason = "a handful of letters")]
        let width = (width * size).abs() * stretch / count as f64;
        let glyph = |(number, c): (usize, char)| {
            #[expect(clippy::cast_precision_loss, reason = "a handful of letters")]
            let x = x + width * number as f64;
            let spacing = if number + 1 == count { spacing * stretch } else { 0.0 };
            Self { c, x, y, width, spacing, size: size_of_letter, turn }
        };
        let usable = [x, y, width, size_of_letter].iter().all(|number| number.is_finite()) && size_of_letter > 0.5;
        if usable { text.chars().enumerate().map(glyph).collect() } else { Vec::new() }
    }

    fn right(&self) -> f64 {
        self.x + self.width
    }
}

/// The text of a character of a font: ligatures apart, nothing that is no text.
fn letters(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            '\u{AD}' => out.push('-'),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The lines of a page from top to bottom. Letters that read otherwise than most (marks at the edge) are left out.
pub fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    let count = |turn: u8| glyphs.iter().filter(|glyph| glyph.turn == turn).count();
    let most = (0..4).max_by_key(|turn| (count(*turn), 3 - turn)).unwrap_or(0);
    glyphs.retain(|glyph| glyph.turn == most);
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Line> = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        if let Some(base) = base(&line)
            && base.y - glyph.y > 0.45 * base.size.max(glyph.size)
        {
            lines.extend(Line::of(std::mem::take(&mut line)));
        }
        line.push(glyph);
    }
    lines.extend(Line::of(line));
    lines
}

/// The largest letter of a line, of several the first: its base line is that of the line.
fn base(line: &[Glyph]) -> Option<Glyph> {
    line.iter().copied().reduce(|largest, glyph| if glyph.size > largest.size { glyph } else { largest })
}

impl Line {
    /// The line that these letters make.
    fn of(mut glyphs: Vec<Glyph>) -> Option<Self> {
        let base = base(&glyphs)?;
        glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Letters printed twice look bold.
        glyphs.dedup_by(|b, a| a.c == b.c && (b.x - a.x).abs() < 0.15 * a.width && (a.y - b.y).abs() < 0.1 * a.size);
        set_accents(&mut glyphs);
        let spaced = glyphs.iter().any(|glyph| glyph.c == ' ');
        let mut words: Vec<Word> = Vec::new();
        let (mut end, mut begins, mut raised) = (0.0, true, false);
        for glyph in glyphs {
            if glyph.c == ' ' {
                begins = true;
                continue;
            }
            // Where a page has spaces, gaps between letters are looser print, unless they are wide.
            let gap = if spaced { 0.3 } else { 0.17 };
            begins |= glyph.x - end > gap * glyph.size;
            let note = glyph.c.is_ascii_digit() && glyph.size < 0.8 * base.size && glyph.y - base.y > 0.15 * base.size;
            if begins || words.is_empty() {
                close_note(&mut words, &mut raised);
                words.push(Word { text: String::new(), left: glyph.x, right: glyph.x, y: glyph.y, size: glyph.size });
            }
            if let Some(word) = words.last_mut() {
                if note != raised && (raised || word.text.ends_with(char::is_alphabetic)) {
                    // The number of a footnote must not become the end of a name.
                    word.text.push(if note { '[' } else { ']' });
                    raised = note;
                }
                word.text.push(glyph.c);
                word.right = word.right.max(glyph.right());
                if glyph.size > word.size {
                    (word.size, word.y) = (glyph.size, glyph.y);
                }
            }
            end = glyph.right() + glyph.spacing;
            begins = false;
        }
        close_note(&mut words, &mut raised);
        Self::of_words(words)
    }

    /// The line of these words. Beside each other in two columns words need not be on quite the same height.
    pub fn of_words(words: Vec<Word>) -> Option<Self> {
        let y = words.iter().reduce(|largest, word| if word.size > largest.size { word } else { largest })?.y;
        Some(Self { y, words })
    }

    /// Its text, words parted by spaces.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub fn right(&self) -> f64 {
        self.words.iter().map(|word| word.right).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The size of most of its letters.
    pub fn size(&self) -> f64 {
        let longest =
            |size: f64| self.words.iter().filter(|word| (word.size - size).abs() < 0.2).map(|word| word.text.len()).sum::<usize>();
        self.words.iter().map(|word| word.size).max_by_key(|size| longest(*size)).unwrap_or(0.0)
    }
}

fn close_note(words: &mut [Word], raised: &mut bool) {
    if let Some(word) = words.last_mut()
        && std::mem::take(raised)
    {
        word.text.push(']');
    }
}

/// Puts accents that are printed over letters (as TeX does) into them.
fn set_accents(glyphs: &mut Vec<Glyph>) {
    let mut at = 0;
    while at < glyphs.len() {
        let accent = glyphs[at];
        let center = accent.x + accent.width / 2.0;
        let below = |glyph: &Glyph| glyph.x < center && center < glyph.right() && glyph.width > 0.0;
        let found = combining(accent.c).and_then(|mark| {
            let near = [at + 1, at.wrapping_sub(1)];
            near.into_iter().find_map(|near| {
                let letter = glyphs.get(near).filter(|glyph| below(glyph))?;
                let plain = if letter.c == 'ı' { 'i' } else { letter.c };
                Some((near, compose(plain, mark)?))
            })
        });
        if let Some((letter, composed)) = found {
            glyphs[letter].c = composed;
            glyphs.remove(at);
        } else {
            at += 1;
        }
    }
}

/// The mark that a spacing accent is.
fn combining(c: char) -> Option<char> {
    Some(match c {
        '`' => '\u{300}',
        '´' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _ => return None,
    })
}
