//! Compiling with one laid-out document in memory. Typst lays a document out until its introspection is stable, and keeps
//! every iteration whole until it returns; it asks the earlier ones for their introspection alone. So an iteration here
//! is an [`Output`] that holds just that, and its pages are dropped when the next one begins; so is what Typst remembers of the
//! one before that, unless another document needs it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use typst::World;
use typst::diag::{SourceResult, Warned};
use typst::engine::Engine;
use typst::foundations::{Content, Output, StyleChain, Target};
use typst::introspection::Introspector;
use typst_layout::{PagedDocument, PagedIntrospector};

thread_local! {
    /// The newest iteration of the document that this thread compiles.
    static NEWEST: RefCell<Option<PagedDocument>> = const { RefCell::new(None) };
    static NEXT: Cell<Next> = const { Cell::new(Next::Another) };
}

/// What is laid out after a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// One that shares much with it.
    Twin,
    /// One that does not.
    Another,
}

/// What stays of an iteration.
struct Iteration(Arc<PagedIntrospector>);

impl Output for Iteration {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine, content: &Content, styles: StyleChain) -> SourceResult<Self> {
        NEWEST.take();
        if NEXT.get() == Next::Another {
            // What the iteration before the last alone asked for.
            typst::comemo::evict(1);
        }
        let document = typst_layout::layout_document(engine, content, styles)?;
        let introspector = Arc::clone(document.introspector());
        NEWEST.replace(Some(document));
        Ok(Self(introspector))
    }

    fn introspector(&self) -> &dyn Introspector {
        self.0.as_ref()
    }
}

/// As [`typst::compile`]. The document is `None` only where Typst made none and found no fault, which it never does.
pub(super) fn compile(
    world: &dyn World,
    next: Next,
) -> Warned<SourceResult<Option<PagedDocument>>> {
    NEXT.set(next);
    let Warned { output, warnings } = typst::compile::<Iteration>(world);
    let newest = NEWEST.take();
    Warned {
        output: output.map(|_| newest),
        warnings,
    }
}
