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

// How much a search has found is said to those who do not see it: the theme writes it into a line
// that it makes itself.
const found = document.getElementById("search-results");
const tell = () => found.querySelector(".search-summary")?.setAttribute("role", "status");
if (found) new MutationObserver(tell).observe(found, { childList: true });
