// An article as numbered paragraphs with marks. Text reaches the page as text nodes only, never as
// HTML. Offsets count code points, as Python does; JavaScript counts UTF-16 units, so `chars` is
// the bridge between the two.
// A hyphen and an apostrophe part words here, so that a name in “US-backed” can be reached by key.
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "sbs-text";
  const head = document.createElement("div");
  head.className = "sbs-text-title";
  const body = document.createElement("div");
  body.className = "sbs-text-body";
  body.tabIndex = 0;
  body.setAttribute("role", "document");
  const live = document.createElement("div");
  live.className = "sbs-live";
  live.setAttribute("aria-live", "polite");
  root.append(head, body, live);
  el.append(root);
  let chars = [], words = [], cursor = -1, anchor = -1;

  const send = (name, value) => { model.set(name, value); model.save_changes(); };

  function segments(start, end, marks) {
    const cuts = new Set([start, end]);
    for (const m of marks) for (const c of [m.start, m.end]) if (c > start && c < end) cuts.add(c);
    return [...cuts].sort((a, b) => a - b);
  }

  function draw() {
    chars = Array.from(model.get("text"));
    head.textContent = model.get("heading");
    const keys = model.get("mode") === "mark" ? "arrow keys select words, with Shift more of them"
      : model.get("marks").length ? "left and right arrow go from mark to mark, Enter picks" : "";
    body.setAttribute("aria-label", [model.get("heading") || "Article", keys].filter(Boolean).join("; "));
    body.style.maxHeight = model.get("height");
    const keep = body.scrollTop;
    const held = body.contains(document.activeElement) && document.activeElement.dataset.start;
    body.replaceChildren();
    words = [];
    const [selStart, selEnd] = model.get("selected").length ? model.get("selected") : [-1, -1];
    const all = model.get("marks");
    model.get("lines").forEach(([start, end, muted], i) => {
      const p = document.createElement("p");
      if (muted) { p.className = "sbs-muted"; p.title = muted; }
      const n = document.createElement("span");
      n.className = "sbs-no";
      n.textContent = String(i + 1);
      n.setAttribute("aria-hidden", "true");
      p.append(n);
      const marks = all.filter((m) => m.start < end && m.end > start);
      const extra = selEnd > start && selStart < end ? [{ start: selStart, end: selEnd }] : [];
      const cuts = segments(start, end, marks.concat(extra));
      for (let k = 0; k + 1 < cuts.length; k++) {
        const [a, b] = [cuts[k], cuts[k + 1]];
        const over = marks.filter((m) => m.start <= a && m.end >= b);
        over.sort((x, y) => (x.end - x.start) - (y.end - y.start));
        const s = document.createElement(over.length ? "mark" : "span");
        s.dataset.start = a;
        s.textContent = chars.slice(a, b).join("");
        if (over.length) {
          const m = over[0];
          s.dataset.id = m.id;
          s.className = over.map((o) => "sbs-" + o.style).join(" ");
          if (m.id === model.get("picked")) s.classList.add("sbs-picked");
          if (m.title) s.title = m.title;
          const opens = marks.filter((o) => o.start === a || (a === start && o.start < start));
          if (over.some((o) => o.start === a) && model.get("mode") === "read") {
            s.tabIndex = -1;  // one stop for the whole text; the arrow keys go from mark to mark
            s.setAttribute("role", "button");
            s.setAttribute("aria-label", `${s.textContent}, ${m.label}${m.title ? ", " + m.title : ""}`);
          }
          p.append(s);
          for (const o of over) if (o.end === b && o.label) {
            const tag = document.createElement("sup");
            tag.className = "sbs-tag";
            tag.setAttribute("aria-hidden", "true");
            tag.textContent = o.label;
            p.append(tag);
          }
        } else p.append(s);
        if (a >= selStart && b <= selEnd) s.classList.add("sbs-sel");
      }
      body.append(p);
      const line = chars.slice(start, end).join("");
      for (const w of line.matchAll(WORD)) {
        const a = start + Array.from(line.slice(0, w.index)).length;
        words.push([a, a + Array.from(w[0]).length]);
      }
    });
    body.scrollTop = keep;
    if (held) body.querySelector(`mark[data-start="${held}"]`)?.focus({ preventScroll: true });
  }

  function reveal() {
    const at = model.get("scroll_to");
    if (at < 0) return;
    let best = null;
    for (const s of body.querySelectorAll("[data-start]")) if (+s.dataset.start <= at) best = s;
    if (best) body.scrollTop += best.getBoundingClientRect().top - body.getBoundingClientRect().top - 60;
  }

  function select(start, end) {
    send("selected", [start, end]);
    live.textContent = "Selected: " + chars.slice(start, end).join("");
  }

  function offset(node, n) {
    const s = (node.nodeType === 3 ? node.parentElement : node).closest?.("[data-start]");
    if (!s || node.nodeType !== 3) return null;
    return +s.dataset.start + Array.from(node.data.slice(0, n)).length;
  }

  body.addEventListener("mouseup", () => {
    if (model.get("mode") !== "mark") return;
    const range = document.getSelection();
    if (!range.rangeCount || range.isCollapsed) return;
    const r = range.getRangeAt(0);
    let a = offset(r.startContainer, r.startOffset), b = offset(r.endContainer, r.endOffset);
    if (a === null || b === null) return;
    while (a < b && /\s/.test(chars[a])) a++;
    while (b > a && /\s/.test(chars[b - 1])) b--;
    if (a < b) { range.removeAllRanges(); select(a, b); }
  });
  const pick = (s) => {
    if (!s || model.get("mode") !== "read") return;
    send("picked", s.dataset.id);
    live.textContent = "Picked: " + (s.getAttribute("aria-label") || s.textContent);
  };
  body.addEventListener("click", (e) => pick(e.target.closest("mark")));
  body.addEventListener("keydown", (e) => {
    if (model.get("mode") === "read") {
      if ((e.key === "Enter" || e.key === " ") && e.target.matches("mark")) {
        e.preventDefault();
        pick(e.target);
      }
      const stops = [...body.querySelectorAll("mark[role=button]")], now = stops.indexOf(e.target);
      const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: stops.length - 1 }[e.key];
      if (stops[next]) {
        e.preventDefault();
        e.stopPropagation();
        stops[next].focus();
      }
      return;
    }
    const all = words.length;
    let step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8, Home: -all, End: all }[e.key];
    if (e.key === "PageDown" || e.key === "PageUp") {  // to the first word of another paragraph
      const firsts = model.get("lines").map(([a]) => words.findIndex((w) => w[0] >= a));
      const next = e.key === "PageDown" ? firsts.find((i) => i > cursor) : firsts.findLast((i) => i >= 0 && i < cursor);
      step = (next ?? cursor) - cursor;
    }
    if (!step || !words.length) return;
    e.preventDefault();
    e.stopPropagation();
    cursor = Math.max(0, Math.min(words.length - 1, cursor + step));
    if (!e.shiftKey || anchor < 0) anchor = cursor;
    const [lo, hi] = [Math.min(anchor, cursor), Math.max(anchor, cursor)];
    select(words[lo][0], words[hi][1]);
    queueMicrotask(() => body.querySelector(".sbs-sel")?.scrollIntoView({ block: "nearest" }));
  });
  body.setAttribute("data-lm-suppress-shortcuts", "");
  let waiting = false; // several traits change in one message: draw once
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; draw(); });
  };
  for (const name of ["text", "lines", "marks", "selected", "picked", "heading", "height", "mode"])
    model.on("change:" + name, redraw);
  model.on("change:scroll_to", () => queueMicrotask(reveal));
  draw();
  requestAnimationFrame(reveal);
}
export default { render };
