//! 実施項目, their 担当課, 取組 with their plan and reports, and 指標.

use super::Cycle;
use super::table::Table;
use crate::audience::opinions::OpinionList;
use crate::audience::parts::{InitiativeView, ItemView};
use crate::audience::{PublicView, Text};
use crate::tables::{Cell, Context, Field, columns, indicators, initiatives, items, opinions};

pub(super) fn tables(view: &PublicView, cycle: &Cycle) -> Vec<Table> {
    let context = Context {
        matrix: &view.matrix,
        tables: &view.tables,
    };
    let reports = initiatives::rows(&view.items);
    let mut tables = vec![
        Table::new("items", "実施項目", "実施項目ごとの評価、その理由、課題及び今後の取組")
            .key(&["項目コード"])
            .foreign("改革項目番号", "pillars")
            .foreign("評価", "grades")
            .of(cycle.before(items::columns(context)), &view.items),
        departments(view, cycle),
        initiatives(view, cycle),
        schedule(view),
        Table::new(
            "initiative-reports",
            "取組の実績",
            "取組ごと、担当課ごとの実施状況、実績及び効果額。効果額は歳入増と歳出減の計で、空白は報告がないことを表し、0ではない",
        )
        .key(&["取組コード", "課名"])
        .foreign("取組コード", "initiatives")
        .of(
            cycle.before(initiatives::columns(context, &reports)),
            reports.iter().filter(|r| r.report.is_some()).copied(),
        ),
        Table::new("indicators", "指標", "指標の目標値、実績値及び達成率")
            .key(&["指標コード"])
            .foreign("項目コード", "items")
            .of(
                cycle.before(indicators::columns(context)),
                indicators::rows(&view.items),
            ),
    ];
    tables.extend(
        view.notes
            .opinions
            .as_ref()
            .map(|list| opinions(list, cycle)),
    );
    tables
}

fn opinions(list: &OpinionList, cycle: &Cycle) -> Table {
    Table::new(
        "opinions",
        "意見",
        "会議で出た意見（公開のもの）と、それに対する市の対応。対応中又は検討中のものと、前回から後に対応を終えたもの",
    )
    .key(&["意見番号"])
    .foreign("項目コード", "items")
    .of(cycle.before(opinions::columns(false)), list.all())
}

fn departments(view: &PublicView, cycle: &Cycle) -> Table {
    type Row<'a> = (&'a ItemView, &'static str, usize, &'a str);
    let rows = view.items.iter().flat_map(|item| {
        let roles = [("所管課", &item.leads), ("関係課", &item.partners)];
        roles.into_iter().flat_map(move |(role, names)| {
            let names = names.split('、').filter(|n| !n.is_empty());
            let numbered = names.enumerate();
            numbered.map(move |(at, name)| (item, role, at + 1, name))
        })
    });
    let columns = columns![r: Row;
        items::ITEM => &r.0.id;
        Field::text("役割", "所管課又は関係課").required().one_of(&["所管課", "関係課"]) => r.1;
        Field::integer("順", "計画に挙げられた順").required() => Cell::count(r.2);
        Field::text("課名", "課の名称").required() => r.3;
    ];
    Table::new(
        "item-departments",
        "担当課",
        "実施項目の所管課と関係課（1行に1課）",
    )
    .key(&["項目コード", "役割", "順"])
    .foreign("項目コード", "items")
    .of(cycle.before(columns), rows)
}

type Initiative<'a> = (&'a ItemView, &'a InitiativeView);

fn each(view: &PublicView) -> impl Iterator<Item = Initiative<'_>> {
    let items = view.items.iter();
    items.flat_map(|item| item.initiatives.iter().map(move |i| (item, i)))
}

fn initiatives(view: &PublicView, cycle: &Cycle) -> Table {
    let columns = columns![r: Initiative;
        initiatives::INITIATIVE => &r.1.id;
        Field::text("取組番号", "印刷する番号（1-①-1）").required() => &r.1.number;
        items::ITEM => &r.0.id;
        Field::text("取組内容", "取組の内容").required() => &r.1.text;
        Field::flag("全庁", "全ての課が担当する取組か").required() => Cell::yes_or_no(r.1.responsible == "全庁");
    ];
    Table::new("initiatives", "取組", "実施項目の取組")
        .key(&["取組コード"])
        .foreign("項目コード", "items")
        .of(cycle.before(columns), each(view))
}

fn schedule(view: &PublicView) -> Table {
    type Row<'a> = (&'a InitiativeView, &'a str, &'a Text);
    let rows = each(view).flat_map(|(item, initiative)| {
        let years = item.years.iter().zip(&initiative.schedule);
        years.filter_map(move |(year, planned)| {
            Some((initiative, year.label.as_str(), planned.as_ref()?))
        })
    });
    let columns = columns![r: Row;
        initiatives::INITIATIVE => &r.0.id;
        Field::year("計画年度", "計画の年度（西暦）").required() => r.1;
        Field::text("計画", "検討、準備、実施などの、その年度の計画").required() => r.2;
    ];
    Table::new(
        "initiative-schedule",
        "取組の年度別計画",
        "取組ごとの、年度別の計画（予定のない年度の行はない）",
    )
    .key(&["取組コード", "計画年度"])
    .foreign("取組コード", "initiatives")
    .of(columns, rows)
}
