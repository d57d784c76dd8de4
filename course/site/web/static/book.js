// A wide equation scrolls; give those who use a keyboard a way in, and no stop at the others.
function markScrollingEquations() {
  const boxes = [...document.querySelectorAll(".math")];
  // All are measured before any is changed: each change would have the page laid out again.
  const wide = boxes.map((box) => box.scrollWidth > box.clientWidth);
  boxes.forEach((box, index) => {
    if (wide[index]) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}
window.addEventListener("load", markScrollingEquations);
window.addEventListener("resize", markScrollingEquations);

// What two of the theme's buttons do.
const PRESSED = { print: () => window.print(), "full screen": () => window.toggleFullScreen() };
document.addEventListener("click", ({ target }) => {
  PRESSED[target.closest?.("[data-press]")?.dataset.press]?.();
});
