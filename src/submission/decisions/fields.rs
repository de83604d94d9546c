//! Which field a row of 評価・補正 names: the number, the label and, where several departments report, the department.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Beside, Field, FormLayout, Input};
use crate::plan::{Assignments, Cycle, Decision, Department, Plan};
use crate::values::japanese_text::match_key;
use crate::values::{CellLocation, Code as Id};

/// Every input of the cycle's forms, by field, with the departments that have it.
pub(super) struct Inputs<'a>(BTreeMap<Field, Vec<(&'a Department, Input)>>);

impl<'a> Inputs<'a> {
    pub fn of(plan: &'a Plan, cycle: &Cycle) -> Self {
        let mut inputs: BTreeMap<Field, Vec<(&Department, Input)>> = BTreeMap::new();
        for (department, parts) in Assignments::of(plan, cycle).departments() {
            let layout = FormLayout::new(plan, cycle, department, parts, &Beside::default());
            for (_, input) in layout.inputs() {
                let own = inputs.entry(input.field.clone()).or_default();
                own.push((*department, input.clone()));
            }
        }
        Self(inputs)
    }

    /// The department and the input that a row names.
    pub fn named(
        &self,
        plan: &Plan,
        row: &Decision,
    ) -> Result<(&'a Department, &Input), Box<Diagnostic>> {
        let ids = ids(plan, &row.number);
        let of_number: Vec<&Field> = self
            .0
            .keys()
            .filter(|field| subject(field).is_some_and(|id| ids.contains(&id)))
            .collect();
        if of_number.is_empty() {
            return Err(Box::new(unused(
                (&row.places.number, &row.number),
                "この番号の実施項目、取組又は指標は、この調査にありません。",
                "計画台帳の番号のとおりに記入してください。",
            )));
        }
        let label = match_key(&row.field);
        let mut named = of_number
            .iter()
            .filter_map(|field| self.0.get(*field))
            .filter(|own| {
                let input = own.first().map(|(_, input)| input);
                input.is_some_and(|i| {
                    [i.field.label(), &i.label]
                        .iter()
                        .any(|l| match_key(l) == label)
                })
            });
        let Some(own) = named.next() else {
            let labels: Vec<&str> = of_number.iter().map(|field| field.label()).collect();
            return Err(Box::new(unused(
                (&row.places.field, &row.field),
                "この番号には、この名前の欄がありません。",
                &format!("{}のどれかを記入してください。", labels.join("、")),
            )));
        };
        department(own, row).map(|(department, input)| (*department, input))
    }
}

/// The department that a row means, of those that have the field.
fn department<'i, 'a>(
    own: &'i [(&'a Department, Input)],
    row: &Decision,
) -> Result<&'i (&'a Department, Input), Box<Diagnostic>> {
    let names = || {
        let names: Vec<&str> = own.iter().map(|(d, _)| d.name.as_str()).collect();
        names.join("、")
    };
    let place = &row.places.department;
    match &row.department {
        Some(typed) => {
            let is = |text: &str| match_key(text) == match_key(typed);
            let mut named = own.iter();
            named
                .find(|(d, _)| is(&d.name) || is(&d.code))
                .ok_or_else(|| {
                    Box::new(unused(
                        (place, typed),
                        "この欄に答える課でないため、この行は使いません。",
                        &format!("この欄に答えるのは、{}です。", names()),
                    ))
                })
        }
        None => match own {
            [only] => Ok(only),
            _ => Err(Box::new(unused(
                (place, ""),
                "この欄には複数の課が答えるため、どの課の記入かが分かりません。",
                &format!("{}のどれかを「課」に記入してください。", names()),
            ))),
        },
    }
}

/// The ids that a number may mean: of what is printed under it, else of what has it as its 管理番号.
fn ids<'p>(plan: &'p Plan, number: &str) -> Vec<&'p Id> {
    let Some(code) = Id::derive(number) else {
        return Vec::new();
    };
    let all = || {
        let items = plan.items.iter().map(|i| (&i.number, &i.id));
        let initiatives = plan.initiatives.iter().map(|i| (&i.number, &i.id));
        let indicators = plan.indicators.iter().map(|i| (&i.number, &i.id));
        items.chain(initiatives).chain(indicators)
    };
    let printed: Vec<&Id> = all()
        .filter(|(printed, _)| Id::derive(printed).as_ref() == Some(&code))
        .map(|(_, id)| id)
        .collect();
    if !printed.is_empty() {
        return printed;
    }
    all().map(|(_, id)| id).filter(|id| **id == code).collect()
}

fn subject(field: &Field) -> Option<&Id> {
    match field {
        Field::Office(_) => None,
        Field::Item(id, _)
        | Field::Initiative(id, _)
        | Field::Indicator(id, _)
        | Field::Opinion(id, _) => Some(id),
    }
}

/// That a row is not used, at this cell.
pub(super) fn unused((at, found): (&CellLocation, &str), message: &str, hint: &str) -> Diagnostic {
    let reported = Diagnostic::new(Code::DecisionUnused, message, hint).at(at);
    if found.is_empty() {
        reported
    } else {
        reported.found(found)
    }
}
