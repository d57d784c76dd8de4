// Stands in the head of each page, above all that the theme has there. `course.site.finish.inline` puts
// it there without its remarks: the same in every page, so that a host's policy can name it by its
// hash.

// Where a browser forbids storage its very name throws, and the theme asks for it unguarded.
const nnGuarded = (name) => {
  const memory = new Map();
  const attempt = (work, otherwise) => {
    try {
      return work(window[name]);
    } catch {
      return otherwise();
    }
  };
  return {
    getItem: (name) => attempt((kept) => kept.getItem(name), () => memory.get(name) ?? null),
    setItem: (name, value) => attempt((kept) => kept.setItem(name, value), () => memory.set(name, value)),
    removeItem: (name) => attempt((kept) => kept.removeItem(name), () => memory.delete(name)),
  };
};
const nnStorage = nnGuarded("localStorage");
const nnSession = nnGuarded("sessionStorage");

// A page that was opened as a file may load no module, nor may one in a frame that is shut off from
// its own host. Then a plain script brings what needs neither.
addEventListener(
  "error",
  ({ target }) => {
    if (!/\/web\/page\.js(\?|$)/.test(target.src)) return;
    const script = document.createElement("script");
    script.src = target.src.replace(/page\.js(?=\?|$)/, "alone.js");
    document.head.append(script);
  },
  true,
);
