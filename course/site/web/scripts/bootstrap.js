// What the theme uses of Bootstrap: its own script would bring all of it to every page.
import Plain from "bootstrap-source/js/src/tooltip.js";

export { default as Dropdown } from "bootstrap-source/js/src/dropdown.js";

// A tip that can itself be pointed at, and that goes at Escape, as WCAG 1.4.13 asks. What it sets
// inside Bootstrap's is that of the version which package.json pins.
export class Tooltip extends Plain {
  #atKey = ({ key }) => key === "Escape" && this.hide();

  show() {
    super.show();
    document.addEventListener("keydown", this.#atKey);
    this.tip?.addEventListener("mouseenter", () => (this._activeTrigger.hover = this._isHovered = true));
    this.tip?.addEventListener("mouseleave", () => {
      this._activeTrigger.hover = false;
      this._leave();
    });
  }

  hide() {
    document.removeEventListener("keydown", this.#atKey);
    super.hide();
  }
}
