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
  const { explorable } = element.dataset;
  const started = async () => {
    const kinds = import(`./kinds/${explorable}.js`); // the bundler takes all that lie there
    const [{ Box }, kind] = await Promise.all([import("./box.js"), kinds]); // the library is large
    new Box(element, kind.start);
  };
  arriving(started, [element]).catch((error) => console.warn(error));
}
