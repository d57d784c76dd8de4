// What a symbol of an equation is, said beside it when a reader points at it or taps it.
const note = document.createElement("div");
note.className = "nn-note";
note.setAttribute("role", "status"); // a screen reader says it when it changes
note.hidden = true;

function line(text, kind) {
  const part = document.createElement(kind);
  part.textContent = text;
  return part;
}

function say(symbol) {
  const parts = [line(`${symbol.name} (“${symbol.say}”)`, "strong"), line(symbol.what, "p")];
  parts.push(line(`Shape: ${symbol.shape}`, "p"));
  if (symbol.value) parts.push(line(`In the running example: ${symbol.value}`, "p"));
  note.replaceChildren(...parts);
}

function place(target) {
  const box = target.getBoundingClientRect();
  const room = document.documentElement.clientWidth - note.offsetWidth - 8;
  note.style.left = `${Math.max(8, Math.min(box.left, room)) + window.scrollX}px`;
  const below = box.bottom + 6 + note.offsetHeight < window.innerHeight;
  const top = below ? box.bottom + 6 : box.top - note.offsetHeight - 6;
  note.style.top = `${top + window.scrollY}px`;
}

function open(target) {
  say(window.nnSymbols[target.dataset.symbol]);
  note.hidden = false;
  place(target);
}

function close() {
  note.hidden = true;
}

function known(event) {
  const target = event.target.closest?.("[data-symbol]");
  return target && window.nnSymbols?.[target.dataset.symbol] ? target : null;
}

document.body.append(note);
for (const kind of ["click", "mouseover"]) {
  document.addEventListener(kind, (event) => {
    const target = known(event);
    if (target) open(target);
    else if (!note.contains(event.target)) close();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
