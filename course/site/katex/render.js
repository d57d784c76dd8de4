// Sets equations: one JSON request a line on stdin, one JSON answer a line on stdout.
// {"tex": "x^2", "options": {"displayMode": true}} -> {"html": "..."} or {"error": "..."}
const katex = require("./katex.min.js");
const requests = require("readline").createInterface({ input: process.stdin });

requests.on("line", (line) => {
  const { tex, options } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(tex, options) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
