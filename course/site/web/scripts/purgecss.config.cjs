// What a style sheet keeps: the rules for whatever stands in a page or in one of its scripts, and
// all that is the course's own. An attribute that scripts write has another name there
// (`dataset.verdict` for `data-verdict`), so each is taken to be on some element.
const { readFileSync } = require("fs");

const sheet = readFileSync(process.argv[process.argv.indexOf("--css") + 1], "utf8");

// Parts of the theme that this book never has, though its scripts name them.
const never = [
  /^nboutput$/, /^linenos$/, /^sphinx-tabs/, /^marginnote$/, /^list-group/, /^dropdown-menu-dark$/,
  /^drop(up|start|end)/, /^version-switcher/, /^bd-header-(version-warning|announcement)$/,
  /^pst-button-link-to-stable-version$/,
];

module.exports = {
  content: [process.env.SHOWN, "web/**/*.js", "_static/**/*.js"], // the first: all pages
  skippedContentGlobs: ["web/runner/clean.js"], // it lists every tag that there is
  safelist: { greedy: [/^nn-/], variables: [/^--nn-/] },
  blocklist: never,
  variables: true,
  keyframes: true,
  dynamicAttributes: [...sheet.matchAll(/\[((?:data|aria)-[\w-]+|open)\b/g)].map(([, name]) => name),
};
