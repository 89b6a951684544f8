// JupyterLab takes arrow and letter keys away from focused controls; an attribute gives them back.
// One watcher serves all panels of a page. It also makes the line of messages a live region before
// anything is written there: a screen reader hears only what changes inside one.
const WATCHER = Symbol.for("side-by-side.keys");
const GIVEN = "data-lm-suppress-shortcuts";
const CONTROLS = [".jupyter-widgets", ".jupyter-widget"].flatMap((box) =>
  ["select", "input", "button", "textarea", "[tabindex]"].map((item) => `${box} ${item}:not([${GIVEN}])`)).join(",");

function mark() {
  document.querySelectorAll(CONTROLS).forEach((item) => item.setAttribute(GIVEN, ""));
  document.querySelectorAll(".sbs-message:not([role])").forEach((line) => line.setAttribute("role", "status"));
  for (const wide of document.querySelectorAll(".jp-OutputArea-output"))
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0; // what is wide scrolls by key too
}

function watch() {
  let waiting = false;
  const seen = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; mark(); }, 100); // after what the reader waits for
  });
  seen.observe(document.body, { childList: true, subtree: true });
  return { seen, panels: 0 };
}

function render({ model, el }) {
  setTimeout(() => { // once the panel holds this
    const panel = el.closest(".sbs-panel");
    panel?.setAttribute("role", "group");
    panel?.setAttribute("aria-label", model.get("panel"));
  });
  const watcher = (globalThis[WATCHER] ??= watch());
  watcher.panels += 1;
  mark();
  el.style.display = "none";
  return () => {
    if ((watcher.panels -= 1) > 0) return;
    watcher.seen.disconnect();
    delete globalThis[WATCHER];
  };
}
export default { render };
