//! The charts over the years: counts by grade with the share that is 順調, and 効果額. They read the cells of their
//! tables. Pattern and lightness say in grey what colour says.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartSolidFill, ChartType, Color, ObjectMovement, Worksheet, XlsxError,
};

use super::super::style;
use super::super::table::Placed;
use super::chart::{filled, font, label};
use super::matrix::Counts;
use crate::audience::parts::GradeMatrix;

/// Pixels of a chart.
const WIDTH: u32 = 760;
const HIGH: u32 = 430;
const LOW: u32 = 290;

/// The first free row below a chart so high at a row; rows are 18 pixels high.
fn below(row: u32, height: u32) -> u32 {
    row + height.div_ceil(18) + 2
}

/// Counts of each cycle stacked by grade, and the share that is 順調 as a line. Gives the first free row.
pub(super) fn grades(
    sheet: &mut Worksheet,
    matrix: &GradeMatrix,
    placed: &Placed,
    share: u16,
    row: u32,
) -> Result<u32, XlsxError> {
    let name = sheet.name();
    let (heading, first, last) = (placed.heading, placed.heading + 1, placed.last_plain);
    let mut chart = Chart::new(ChartType::ColumnStacked);
    let grades = matrix.columns.iter().enumerate().filter(|(_, g)| g.counted);
    for (at, grade) in grades {
        let column = Counts::grade(at);
        let fill = style::bar(grade.colour.as_deref(), grade.rank);
        chart
            .add_series()
            .set_name((name.as_str(), heading, column))
            .set_categories((name.as_str(), first, 1, last, 1))
            .set_values((name.as_str(), first, column, last, column))
            .set_gap(70)
            .set_format(&mut filled(fill, grade.rank))
            .set_data_label(&label(&grade.symbol));
    }
    dress(&mut chart, "評価区分別の項目数（単位：項目）", "0", HIGH);
    chart.set_alt_text("調査回ごとに、割合に含める評価区分の項目数を積み上げた縦棒グラフです。数値は、上の表にあります。");
    sheet.insert_chart_with_offset(row, 0, &chart, 0, 6)?;

    let mut line = Chart::new(ChartType::Line);
    let mut labels = ChartDataLabel::new();
    labels
        .show_value()
        .set_num_format("0.0")
        .set_position(ChartDataLabelPosition::Above)
        .set_font(&font(9));
    line.add_series()
        .set_name((name.as_str(), heading, share))
        .set_categories((name.as_str(), first, 1, last, 1))
        .set_values((name.as_str(), first, share, last, share))
        .set_format(
            ChartLine::new()
                .set_color(Color::RGB(0x26_26_26))
                .set_width(2.25),
        )
        .set_marker(
            ChartMarker::new()
                .set_type(ChartMarkerType::Circle)
                .set_size(7)
                .set_format(ChartSolidFill::new().set_color(Color::RGB(0x26_26_26))),
        )
        .set_data_label(&labels);
    dress(&mut line, "順調の割合（単位：％）", "0", HIGH);
    line.y_axis().set_min(0).set_max(100);
    line.legend().set_hidden();
    line.set_alt_text(
        "調査回ごとの、順調な項目の割合の折れ線グラフです。数値は、上の表にあります。",
    );
    sheet.insert_chart_with_offset(row, 0, &line, WIDTH + 24, 6)?;
    Ok(below(row, HIGH))
}

/// 効果額 of each year, 単年度 and 継続 side by side. Gives the first free row.
pub(super) fn effect(sheet: &mut Worksheet, placed: &Placed, row: u32) -> Result<u32, XlsxError> {
    let name = sheet.name();
    let first = placed.heading + 1;
    let last = placed.last_plain;
    let mut chart = Chart::new(ChartType::Column);
    for (column, fill, rank) in [(2, 0x5B_7A_99, 0), (3, 0xC9_D6_E2, 1)] {
        let mut labels = ChartDataLabel::new();
        labels
            .show_value()
            .set_num_format("#,##0;\"▲\"#,##0")
            .set_font(&font(9));
        chart
            .add_series()
            .set_name((name.as_str(), placed.heading, column))
            .set_categories((name.as_str(), first, 1, last, 1))
            .set_values((name.as_str(), first, column, last, column))
            .set_gap(90)
            .set_format(&mut filled(fill, rank))
            .set_data_label(&labels);
    }
    dress(
        &mut chart,
        "年度別の効果額（単位：千円）",
        "#,##0;\"▲\"#,##0",
        LOW,
    );
    chart.set_alt_text("年度ごとに、単年度の効果額と継続の効果額を並べた縦棒グラフです。数値は、上の表にあります。");
    sheet.insert_chart_with_offset(row, 0, &chart, 0, 6)?;
    Ok(below(row, LOW))
}

fn dress(chart: &mut Chart, title: &str, figures: &str, height: u32) {
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(0xD9_D9_D9)).set_width(0.75);
    chart.title().set_name(title).set_font(&font(11));
    chart.x_axis().set_font(&font(9));
    chart
        .y_axis()
        .set_font(&font(9))
        .set_num_format(figures)
        .set_major_gridlines_line(&grid);
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(9));
    chart
        .set_width(WIDTH)
        .set_height(height)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
}
