//! Inference over the whole article: what a name means because of what else stands in the article.

pub(super) mod bracket;
pub(super) mod compose;
pub(super) mod guard;
pub(super) mod head;
pub(super) mod kin;
pub(super) mod own;
pub(super) mod part;
pub(super) mod role;
pub(super) mod short;
