// One Vega for the page: the first chart imports it from the shared widget, the others wait for it.
const SHELF = Symbol.for("side-by-side.vega");
const PARSED = /"(temporal|timeUnit|parse)"/; // such rows are converted on loading: draw anew

function vega(model) {
  const shelf = (globalThis[SHELF] ??= new Map());
  const version = model.get("_version");
  if (!shelf.has(version)) {
    const loading = load(model);
    shelf.set(version, loading);
    loading.catch(() => shelf.delete(version)); // the next chart may try again
  }
  return shelf.get(version);
}

async function load(model) {
  const id = model.get("_vega").slice("IPY_MODEL_".length);
  const code = (await model.widget_manager.get_model(id)).get("code");
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    return (await import(/* webpackIgnore: true */ url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function words(title) {
  const text = title?.text ?? title ?? "Chart";
  return Array.isArray(text) ? text.join(" ") : String(text);
}

function choice(value) {
  const fields = Object.entries(value ?? {}).filter(([name]) => !/^(vlPoint|_vgsid_)$/.test(name));
  return fields.length ? JSON.parse(JSON.stringify(Object.fromEntries(fields))) : null;
}

// A brush on a map gives row numbers only; the rows say which places they are.
function within(view, numbers) {
  if (!numbers?.size) return null;
  const { data } = view.getState({ signals: () => false, data: () => true });
  const rows = Object.keys(data).flatMap((name) => view.data(name) ?? []);
  const inside = rows.filter((row) => row?.place_id && numbers.has(row._vgsid_));
  return inside.length ? { place_id: [...new Set(inside.map((row) => row.place_id))] } : null;
}

function render({ model, el }) {
  let shown = null; // { spec, data, result } of what is on the page
  let last = Promise.resolve();
  el.style.position = "relative";
  el.classList.add("side-by-side-chart");

  async function draw(spec, data) {
    const rows = Object.entries(data).map(([name, text]) => [name, JSON.parse(text)]);
    const full = { ...JSON.parse(spec), datasets: Object.fromEntries(rows) };
    full.config = { ...full.config, aria: false }; // one image with one text, not a thousand
    const place = document.createElement("div");
    // drawn unseen, then exchanged: the page does not jump
    if (shown) place.style.cssText = "position:absolute;left:0;right:0;visibility:hidden";
    el.append(place);
    const embed = await vega(model);
    const result = await embed(place, full, { actions: false, renderer: "svg" });
    for (const { name } of (full.params ?? []).filter((param) => param.select)) {
      result.view.addSignalListener(name, (_, value) => {
        const picked = { ...model.get("picked") };
        const chosen = choice(value) ?? within(result.view, value?._vgsid_);
        if (chosen) picked[name] = chosen;
        else delete picked[name];
        model.set("picked", picked);
        model.save_changes();
      });
    }
    shown?.result.finalize();
    el.replaceChildren(place);
    place.style.cssText = "";
    return { spec, data, result, title: words(full.title) };
  }

  async function change(data) {
    const view = shown.result.view;
    for (const [name, text] of Object.entries(data)) {
      if (shown.data[name] !== text) view.data(name, JSON.parse(text));
    }
    await view.resize().runAsync();
    shown.data = data;
  }

  async function update() {
    const [spec, data] = [model.get("_spec"), model.get("_data")];
    if (!spec) return; // nothing to show yet
    try {
      const same = shown && shown.spec === spec && !PARSED.test(spec);
      if (same) await change(data);
      else shown = await draw(spec, data);
      el.setAttribute("role", "img");
      el.setAttribute("aria-label", model.get("_words") || shown.title);
      say("");
    } catch (error) {
      shown?.result.finalize();
      shown = null;
      const box = document.createElement("p");
      box.className = "side-by-side-error";
      box.setAttribute("role", "alert");
      box.textContent = `This chart could not be drawn: ${error.message ?? error}`;
      el.removeAttribute("role");
      el.removeAttribute("aria-label");
      el.replaceChildren(box);
      say(box.textContent);
    }
    for (const mark of el.querySelectorAll("svg [role]")) { // the one image speaks for its marks
      for (const name of ["role", "aria-roledescription", "aria-label"]) mark.removeAttribute(name);
    }
    el.dataset.drawn = Number(el.dataset.drawn ?? 0) + 1; // tests wait for this
  }

  function say(error) {
    if (model.get("error") === error) return;
    model.set("error", error);
    model.save_changes();
  }

  // one after the other, and only the newest: a reader may pick faster than we draw
  let waiting = false;
  const next = () => {
    if (waiting) return;
    waiting = true;
    last = last.then(() => {
      waiting = false;
      return update();
    });
  };
  const traits = ["_spec", "_words", "_data"].map((name) => `change:${name}`);
  traits.forEach((name) => model.on(name, next));
  next();
  return () => {
    traits.forEach((name) => model.off(name, next));
    shown?.result.finalize();
  };
}

export default { render };
