//! A list that gives its memory back while it is read: of a dictionary with a million entries what was read and what is
//! made of it are each some hundred megabytes, and need not be there at the same time.

/// After so many items what they took is given back.
const STEP: usize = 4096;

/// The items in their order. A long list is one mapping of its own, which the allocator can shorten without copying.
pub fn shrinking<T>(mut items: Vec<T>) -> impl Iterator<Item = T> {
    items.reverse();
    std::iter::from_fn(move || {
        let item = items.pop();
        if items.len().is_multiple_of(STEP) {
            items.shrink_to_fit();
        }
        item
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_items_come_in_their_order() {
        for count in [0, 1, STEP - 1, STEP, 3 * STEP + 7] {
            assert!(shrinking((0..count).collect()).eq(0..count));
        }
    }
}
