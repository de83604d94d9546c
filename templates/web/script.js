// Lets readers find and sort the items of the list. Without it, the list is a plain table.
(function () {
  "use strict";
  var table = document.getElementById("items");
  if (!table) return;
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  if (rows.length < 2) return;
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);

  function textOf(row, column) { return row.cells[column].textContent.trim(); }
  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    if (text) element.textContent = text;
    return element;
  }
  // Spelled alike: 「ＤＸ」 finds 「DX」.
  function plain(text) { return text.normalize("NFKC").toLowerCase(); }

  var named = document.querySelector("[data-item]");
  var item = named ? named.getAttribute("data-item") : "項目";
  var finder = make("form", { "class": "finder", role: "search", "aria-label": item + "の絞り込み" });
  function labelled(control, label) {
    var box = make("div", {});
    box.append(make("label", { "for": control.id }, label), control);
    finder.append(box);
    return control;
  }
  var word = labelled(make("input", { id: "find-word", type: "search", autocomplete: "off" }), "語句");
  var choices = [2, 4, 5].map(function (column) {
    var select = make("select", { id: "find-" + column });
    select.append(new Option("全て", ""));
    var seen = [];
    rows.forEach(function (row) {
      // Several departments lead an item together.
      textOf(row, column).split("、").forEach(function (value) { if (seen.indexOf(value) < 0) seen.push(value); });
    });
    seen.forEach(function (value) { select.append(new Option(value, value)); });
    return { column: column, select: labelled(select, heads[column].textContent.trim()) };
  });
  var clear = make("button", { type: "reset" }, "条件を消す");
  var said = make("p", { role: "status" });
  finder.append(clear, said);

  function find() {
    var wanted = plain(word.value.trim());
    var shown = 0;
    rows.forEach(function (row) {
      var fits = choices.every(function (choice) {
        return !choice.select.value || textOf(row, choice.column).split("、").indexOf(choice.select.value) >= 0;
      });
      row.hidden = !(fits && (!wanted || plain(row.textContent).indexOf(wanted) >= 0));
      if (!row.hidden) shown += 1;
    });
    said.textContent = "全" + rows.length + "件のうち" + shown + "件を表示しています。";
  }
  finder.addEventListener("input", find);
  finder.addEventListener("submit", function (event) { event.preventDefault(); });
  finder.addEventListener("reset", function () { setTimeout(find); });

  // The order of the plan; grades have the order of the register, as their table shows it.
  var grades = Array.prototype.map.call(document.querySelectorAll("#grades tbody th"), function (cell) { return cell.textContent.trim(); });
  function rank(row, column) {
    if (column === 0) return rows.indexOf(row);
    var text = textOf(row, column);
    var at = grades.indexOf(text);
    return at < 0 ? text : String.fromCharCode(1 + at);
  }
  heads.forEach(function (head, column) {
    var button = make("button", { type: "button" }, head.textContent.trim());
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.slice().sort(function (a, b) {
        var x = rank(a, column), y = rank(b, column);
        var order = x < y ? -1 : x > y ? 1 : 0;
        return (down ? -order : order) || rows.indexOf(a) - rows.indexOf(b);
      }).forEach(function (row) { body.append(row); });
    });
  });

  table.parentNode.before(finder);
  find();
})();
