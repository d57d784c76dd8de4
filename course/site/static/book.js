// A wide equation scrolls; give those who use a keyboard a way in, and no stop at the others.
function markScrollingEquations() {
  for (const box of document.querySelectorAll("div.math")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
window.addEventListener("load", markScrollingEquations);
window.addEventListener("resize", markScrollingEquations);
