// A released notebook and the learner's answers: into its cells, and out of them.

export class Unreadable extends Error {}

const id = (cell) => cell.metadata?.nbgrader?.grade_id;
const isAnswer = (cell) => cell.metadata?.nbgrader?.solution === true;
const text = (source) => (Array.isArray(source) ? source.join("") : source);
// Lines as Jupyter keeps them: each with its line's end, the last without.
const lines = (source) => source.match(/[^\n]*\n|[^\n]+/g) ?? [];

// The released notebook, as the text of a file, with the answers {grade_id: text} in its cells.
export function filled(released, answers) {
  const notebook = structuredClone(released);
  for (const cell of notebook.cells) {
    if (isAnswer(cell) && id(cell) in answers) cell.source = lines(answers[id(cell)]);
  }
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

// The answers in a notebook that somebody brings, and which of the expected ones it lacks.
export function answersIn(file, expected) {
  let notebook;
  try {
    notebook = JSON.parse(file);
  } catch {
    throw new Unreadable("This file is no notebook: it is not JSON. A notebook ends in .ipynb.");
  }
  if (!Array.isArray(notebook?.cells)) {
    throw new Unreadable("This file has no cells, so it is no notebook.");
  }
  const found = notebook.cells.filter((cell) => isAnswer(cell) && expected.includes(id(cell)));
  if (!found.length) {
    throw new Unreadable("No answer of this assignment is in that notebook. Is it another one's?");
  }
  const answers = Object.fromEntries(found.map((cell) => [id(cell), text(cell.source)]));
  return { answers, missing: expected.filter((name) => !(name in answers)) };
}
