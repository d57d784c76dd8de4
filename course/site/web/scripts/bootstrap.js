// What the theme uses of Bootstrap: its own script would bring all of it to every page.
import Tooltip from "bootstrap-source/js/src/tooltip.js";

export { default as Dropdown } from "bootstrap-source/js/src/dropdown.js";
export { Tip as Tooltip };

// A tip that can itself be pointed at, and that goes at Escape: WCAG 1.4.13 asks for both. What it
// sets inside Bootstrap's is that of the version which package.json pins.
class Tip extends Tooltip {
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
