// Sets equations: one JSON request a line on stdin, one JSON answer a line on stdout.
// {"tex": "x^2", "options": {"displayMode": true}} -> {"html": "..."} or {"error": "..."}
const katex = require("./katex.min.js");
const requests = require("readline").createInterface({ input: process.stdin });

// Strict, but for the one command that the book's symbols need: it marks an element with a name.
const rules = {
  strict: (code) => (code === "htmlExtension" ? "ignore" : "error"),
  trust: ({ command }) => {
    if (command === "\\htmlData") return true;
    throw new Error(`${command} can't stand in an equation of this book`);
  },
};

requests.on("line", (line) => {
  const { tex, options } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(tex, { ...rules, ...options }) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
