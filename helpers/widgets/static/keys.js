// JupyterLab takes arrow and letter keys away from focused controls; this attribute gives them back.
function render({ el }) {
  const controls = [".jupyter-widgets", ".jupyter-widget"].flatMap((box) =>
    ["select", "input", "button", "textarea", "[tabindex]"].map((item) => `${box} ${item}`));
  const mark = () => {
    document.querySelectorAll(controls.join(","))
      .forEach((item) => item.setAttribute("data-lm-suppress-shortcuts", ""));
    for (const wide of document.querySelectorAll(".jp-OutputArea-output"))
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0; // what is wide scrolls by key too
  };
  mark();
  const seen = new MutationObserver(mark);
  seen.observe(document.body, { childList: true, subtree: true });
  el.style.display = "none";
  return () => seen.disconnect();
}
export default { render };
