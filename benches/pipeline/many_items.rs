//! The same papers with many times the items: what a page costs must not grow with their number.

use gyokaku::audience::HeadquartersView;

/// A plan of this many items is beyond any city's.
pub const ITEMS: usize = 500;

/// The view with its items over and over, each under an id and a number of its own.
pub fn with_many_items(mut view: HeadquartersView) -> HeadquartersView {
    let items = std::mem::take(&mut view.items);
    let round = items.len().max(1);
    view.items = items.into_iter().cycle().take(ITEMS).collect();
    for (at, item) in view.items.iter_mut().enumerate().skip(round) {
        let nth = at / round;
        item.item.id = format!("{}-x{nth}", item.item.id);
        item.item.number = format!("{}（{nth}）", item.item.number);
    }
    view
}
