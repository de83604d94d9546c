//! What the fuzz target does with its bytes. The integration tests compile it and run it too, so that it stays true
//! to the library.

use std::sync::OnceLock;

use gyokaku::form::returned_workbook::{self, Rejection};
use gyokaku::form::{Beside, FormLayout};
use gyokaku::plan::{Assignments, Plan, register};
use gyokaku::submission::{account, read_form};

/// Reads the bytes as a form of the first department of the template's plan. The reader turns a panic of a library
/// into an answer; here it is one again.
pub fn check(bytes: &[u8]) {
    let workbook = match returned_workbook::read(bytes) {
        Ok(workbook) => workbook,
        Err(Rejection::Damaged(why)) if why.contains("内部エラー") => panic!("{why}"),
        Err(_) => return,
    };
    let (plan, layout) = form();
    let (_, diagnostics) = read_form(plan, layout, &workbook, "form.xlsx", "");
    let (sums, _) = account(layout, &workbook, "form.xlsx");
    let sheets = workbook.sheets.iter().chain(&workbook.own_sheets);
    let cells: usize = sheets.map(|s| s.cells.len()).sum();
    assert!(sums.all() <= cells && diagnostics.iter().all(|d| !d.message.is_empty()));
}

fn form() -> &'static (Plan, FormLayout) {
    static FORM: OnceLock<(Plan, FormLayout)> = OnceLock::new();
    FORM.get_or_init(|| {
        let plan = register::template_plan().expect("the template's plan");
        let cycle = plan.cycles.last().expect("a cycle");
        let assignments = Assignments::of(&plan, cycle);
        let (department, parts) = &assignments.departments()[0];
        let layout = FormLayout::new(&plan, cycle, department, parts, &Beside::default());
        (plan, layout)
    })
}
