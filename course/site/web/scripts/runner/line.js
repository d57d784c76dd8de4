// Under a refusal: that the line to blame is being looked for, and then which it is.
import { button } from "./cell.js";

const LOOKING = "Looking for the line ...";

export class Line {
  // `box` is the output of the check, `teller` the cell that was checked, `stop` ends the looking.
  constructor(box, teller, stop) {
    this.teller = teller;
    this.place = Object.assign(document.createElement("p"), { className: "output nn-line" });
    this.told = document.createElement("span");
    this.told.setAttribute("role", "status");
    this.stop = button("Stop", stop, "Stop: looking for the line");
    this.place.append(this.told, " ", this.stop);
    this.box = box;
  }

  // Gets undefined while it is looked for, then the words, or "" if there are none.
  say(words) {
    if (words === undefined) return this.#look();
    if (this.stop === document.activeElement) this.teller.focus();
    this.stop.remove();
    this.told.textContent = words;
    if (!words) this.place.remove();
  }

  #look() {
    if (this.place.parentNode) return;
    this.box.append(this.place);
    this.told.textContent = LOOKING;
  }
}
