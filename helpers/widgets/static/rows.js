// A table whose rows can be picked: one cell of each is a button, and the whole row takes a click.
function render({ model, el }) {
  const make = (tag, text, name) => {
    const item = document.createElement(tag);
    if (text) item.textContent = text; // text only, never HTML
    if (name) item.className = name;
    return item;
  };
  const pick = (key) => { model.set("picked", key); model.save_changes(); };
  const box = make("div", "", "sbs-rows");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  el.append(box);

  function draw() {
    const table = make("table");
    const head = make("tr");
    const names = model.get("columns"), link = model.get("link");
    for (const name of names) {
      const cell = make("th", name);
      cell.scope = "col";
      head.append(cell);
    }
    const top = make("thead"), body = make("tbody");
    top.append(head);
    for (const [key, ...cells] of model.get("rows")) {
      const row = make("tr");
      row.dataset.key = key;
      cells.forEach((text, i) => {
        if (i < names.length) row.append(make("td")); // more texts than columns: in the last one
        row.lastChild.append(i === link ? make("button", text, "sbs-go") : make("span", text));
      });
      row.addEventListener("click", () => pick(key));
      body.append(row);
    }
    table.append(make("caption", model.get("caption")), top, body);
    box.setAttribute("aria-label", model.get("caption"));
    box.replaceChildren(table);
    box.scrollTop = 0;
    mark();
  }

  function mark() {
    for (const row of box.querySelectorAll("tbody tr")) {
      const on = row.dataset.key === model.get("picked");
      row.classList.toggle("sbs-on", on);
      row.querySelector(".sbs-go")?.setAttribute("aria-pressed", on);
      if (on) row.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
  for (const name of ["caption", "rows"]) model.on("change:" + name, draw);
  model.on("change:picked", mark);
  draw();
}
export default { render };
