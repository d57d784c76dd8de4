// Pictures that answer: each takes the place of its still when the reader comes near it.
import { arriving } from "../lacking.js";

const NEAR = "600px"; // outside the screen, so that nothing moves before a reader's eyes

export function start(document) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        begin(target);
      }
    },
    { rootMargin: NEAR },
  );
  for (const element of document.querySelectorAll(".nn-explorable")) watcher.observe(element);
}

function begin(element) {
  const { explorable, sheet } = element.dataset;
  const started = async () => {
    const kinds = import(`./kinds/${explorable}.js`); // the bundler takes all that lie there
    const sheets = sheet === "plain" ? plain() : board();
    const [{ Box }, kind, Sheet] = await Promise.all([import("./box.js"), kinds, sheets]);
    new Box(element, kind.start, Sheet);
  };
  arriving(started, [element]).catch((error) => console.warn(error));
}

const plain = async () => (await import("./plain.js")).Plain;
const board = async () => (await import("./picture.js")).Picture; // its library is large
