// What only the page knows: how much room the map has, its address, and how to fill the screen.
function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "jupyter-button widget-button";
  button.textContent = "Fill the screen";
  const panel = () => el.closest(".sbs-explore");
  button.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : panel().requestFullscreen());
  const named = () => {
    button.textContent = document.fullscreenElement ? "Leave the full screen" : "Fill the screen";
  };
  document.addEventListener("fullscreenchange", named);
  el.append(button);

  const address = () => {
    if (model.get("in_address")) history.replaceState(null, "", "?" + model.get("state"));
  };
  model.on("change:state", address);
  address();

  model.on("msg:custom", ({ save }, [bytes]) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = save;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  let wait;
  const seen = new ResizeObserver(([{ contentRect: room }]) => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const size = [Math.floor(room.width), Math.floor(room.height)];
      if (size[0] < 200 || String(size) === String(model.get("room"))) return;
      model.set("room", size);
      model.save_changes();
    }, 150);
  });
  const find = setInterval(() => { // the panel is put on the page after its parts are made
    const map = panel()?.querySelector(".sbs-map");
    if (!map) return;
    clearInterval(find);
    seen.observe(map);
  }, 50);
  return () => {
    clearInterval(find);
    seen.disconnect();
    document.removeEventListener("fullscreenchange", named);
  };
}
export default { render };
