// What scrolls has a stop for those who use a keyboard, and nothing else has one. The theme sees to
// most of it, but looks once after a new size, while its columns may still be on their way; so all
// is looked at again whenever the text has come to another size.
const MAY_SCROLL = ".math, pre, .cell_output > .output, .pst-scrollable-table-container";
function markScrolling() {
  const boxes = [...document.querySelectorAll(MAY_SCROLL)];
  // All are measured before any is changed: each change would have the page laid out again.
  // What stands out of an equation's top or bottom is no text to scroll to.
  const scrolls = boxes.map((box) => box.scrollWidth > box.clientWidth ||
    (box.scrollHeight > box.clientHeight && !box.classList.contains("math")));
  boxes.forEach((box, index) => {
    if (scrolls[index]) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}
new ResizeObserver(markScrolling).observe(document.getElementById("main-content"));

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
