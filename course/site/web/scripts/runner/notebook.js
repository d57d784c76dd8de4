// A released notebook and the learner's answers: into its cells, and out of them.
import { Unreadable } from "../unreadable.js";

const id = (cell) => cell.metadata?.nbgrader?.grade_id;
const isAnswer = (cell) => cell.metadata?.nbgrader?.solution === true;
// Lines as Jupyter keeps them: each with its line's end, the last without.
const lines = (source) => source.match(/[^\n]*\n|[^\n]+/g) ?? [];

// The text of a cell, which a file may hold in lines; empty if it holds anything else.
function textOf({ source }) {
  const parts = Array.isArray(source) ? source : [source];
  const whole = parts.every((part) => typeof part === "string") ? parts.join("") : "";
  return whole.replaceAll(/\r\n?/g, "\n");
}

// The released notebook, as the text of a file, with the answers {grade_id: text} in its cells.
export function filled(released, answers) {
  const notebook = structuredClone(released);
  for (const cell of notebook.cells) {
    if (isAnswer(cell) && id(cell) in answers) cell.source = lines(answers[id(cell)]);
  }
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

// The answers in a notebook that somebody brings. `expected` are {id, name} in order, and
// `released` is the released notebook's cells. Returns {answers: Map by id, missing: ids, own: how
// many cells of the reader's own went into an answer, left: the texts of those that did not}.
export function answersIn(file, expected, released) {
  const cells = cellsOf(file);
  const known = new Known(expected, released, cells);
  const answers = new Map();
  const left = [];
  let own = []; // what stands above an answer and gives it names
  let last = null; // the answer that the cell before belongs to
  let joined = 0;
  for (const cell of cells) {
    const text = textOf(cell);
    const kind = known.kind(cell, text, last);
    if (kind.answer) {
      const before = answers.has(kind.answer) ? [answers.get(kind.answer)] : [];
      answers.set(kind.answer, together([...before, ...own, text], cell.cell_type));
      joined += own.length;
      own = [];
    } else if (kind.own && text.trim()) (givesNames(cell, text) ? own : left).push(text);
    last = kind.own ? last : kind.answer;
  }
  if (!answers.size) {
    throw new Unreadable("No answer of this assignment is in that notebook. Is it for another one?");
  }
  const missing = expected.filter((one) => !answers.has(one.id)).map((one) => one.id);
  return { answers, missing, own: joined, left: [...left, ...own] };
}

function together(texts, type) {
  if (texts.length === 1) return texts[0];
  return texts.map((text) => text.trimEnd()).join(type === "code" ? "\n" : "\n\n");
}

function cellsOf(file) {
  let notebook;
  try {
    notebook = JSON.parse(file);
  } catch {
    throw new Unreadable("This file is not a notebook: it is not JSON. A notebook ends in .ipynb.");
  }
  if (!Array.isArray(notebook?.cells)) {
    throw new Unreadable("This file has no cells, so it is not a notebook.");
  }
  return notebook.cells.filter((cell) => cell && typeof cell === "object");
}

// Whether a cell consists of imports, definitions and values with a name, and does nothing else.
function givesNames(cell, text) {
  const start = /^(def|async def|class|import|from)\s|^[@#)\]}\s]|^\w+(\s*:\s*\w+)?\s*=(?!=)/;
  return cell.cell_type === "code" && text.split("\n").every((line) => !line || start.test(line));
}

// Tells which part each cell of a brought notebook plays, by its mark. Where another tool took the
// marks away: by the function that it defines.
class Known {
  constructor(expected, released, cells) {
    this.expected = expected;
    this.marked = new Set(cells.map(id));
    this.given = new Set(); // the texts that were released
    this.stubs = new Map();
    for (const cell of released) {
      const text = textOf(cell).trim();
      if (this.#isExpected(id(cell))) this.stubs.set(text, id(cell));
      else this.given.add(text);
    }
  }

  // {answer: its id}, {own: true}, or nothing of the two for a given cell.
  kind(cell, text, last) {
    if (this.#isExpected(id(cell))) return { answer: id(cell) };
    const given = id(cell) !== undefined && !isAnswer(cell); // another edition's answer is none
    if (given || this.given.has(text.trim())) return {};
    const name = cell.cell_type === "code" && this.#named(text, last);
    return name && !this.marked.has(name) ? { answer: name } : { own: true };
  }

  #isExpected(name) {
    return this.expected.some((one) => one.id === name);
  }

  #named(text, last) {
    const defines = ({ name }) => name && new RegExp(`^def ${name}\\b`, "m").test(text);
    const goesOn = /^\s+\S/.test(text) ? last : null; // the second half of a split answer
    return this.expected.find(defines)?.id ?? this.stubs.get(text.trim()) ?? goesOn;
  }
}
