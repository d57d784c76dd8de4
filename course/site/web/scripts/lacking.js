// A part of the page that does not come is never missed in silence: its place says why, in words.

import { fillNew } from "./status.js";

const KNOWN = {
  file: "This page was opened as a file, and on such a page browsers run only what needs no server. " +
    "Python needs one. You can read everything here; to run code, open the course at its address.",
  frame: "The frame that shows this page shuts it off from its own host, so this part can't run in it.",
  renewed: "A newer edition of the book was published after you opened this page, and this part of " +
    "the old one is gone. Reload the page. What you wrote is kept, if your browser keeps anything.",
  away: "This part of the page did not load. Check your internet connection, and reload the page.",
};

// Loads and starts a part; where it can't, says why in each of the places, and throws on.
export async function arriving(load, places) {
  try {
    return await load();
  } catch (error) {
    const why = await reason();
    for (const place of places) tell(place, why);
    throw error;
  }
}

// Whether this page has a host that it may ask for anything.
export const isFile = () => location.protocol === "file:";
export const isShutOff = () => !isFile() && self.origin === "null";

export async function reason() {
  if (isFile()) return "file";
  if (isShutOff()) return "frame";
  return (await isRenewed()) ? "renewed" : "away";
}

// Each build has a name, which stands in its pages; this page is compared with what its host has. An
// answer without any, such as a page that wants a password, is no edition.
async function isRenewed() {
  const build = document.querySelector("script[data-build]")?.dataset.build;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const [, there] = /data-build="([^"]*)"/.exec(await answer.text()) ?? [];
    return answer.ok && !!build && !!there && there !== build;
  } catch {
    return false;
  }
}

// Python breaks down too when its script is another edition's than the page.
export async function tellIfRenewed(place) {
  if (await isRenewed()) tell(place, "renewed");
}

function tell(place, why) {
  place.querySelector(":scope > .nn-lacking")?.remove();
  const line = document.createElement("p");
  line.className = "nn-lacking";
  line.setAttribute("role", "status");
  place.append(line);
  fillNew(line, [KNOWN[why], " ", ...WAYS[why]()]);
}

const WAYS = {
  file: () => published(),
  frame: () => [link("Open it in a window of its own", location.href), ` (${location.href}).`],
  renewed: () => [reloading()],
  away: () => [reloading()],
};

// The page's own address, where the book was built with one.
function published() {
  const address = document.querySelector('meta[property="og:url"]')?.content;
  return address ? [link(address, address)] : [];
}

function link(words, address) {
  return Object.assign(document.createElement("a"), {
    textContent: words, href: address, target: "_blank", rel: "noopener",
  });
}

function reloading() {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "nn-button", textContent: "Reload the page" });
  made.addEventListener("click", () => location.reload());
  return made;
}
