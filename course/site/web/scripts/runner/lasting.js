// Browsers may forget what a site keeps: asks for more, and says so where it was not given.
import { button } from "./cell.js";

const MAY_FORGET =
  "Your browser does not promise to keep this for long: some forget a site that was not visited " +
  "for a time, Safari after seven days. ";

let asked = null;

// Asks once; tells `box`, quietly, if the browser made no promise. `save` exports what is kept.
export function askToLast(box, save) {
  asked ??= promised().then((yes) => {
    if (yes || !box) return;
    const line = Object.assign(document.createElement("p"), { className: "nn-lasting" });
    line.append(MAY_FORGET, button("Export my progress", save));
    box.append(line);
  });
  return asked;
}

async function promised() {
  try {
    return await navigator.storage.persist();
  } catch {
    return false; // an old browser, or a page that may keep nothing
  }
}
