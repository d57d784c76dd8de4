// What a style sheet keeps: the rules for whatever stands in a page or in one of its scripts.
// Attributes are kept in any case, since scripts write `dataset.verdict` for `data-verdict`, and so
// is all that is the course's own.
module.exports = {
  content: ["*.html", "chapters/**/*.html", "exercises/**/*.html", "web/**/*.js", "_static/**/*.js"],
  safelist: { greedy: [/^nn-/, /^data-/, /^aria-/, /^open$/] },
};
