// Files that a reader takes from the page and brings to it, and the line that tells how it went.
import { button } from "./runner/cell.js";
import { Unreadable } from "./unreadable.js";

const MEGABYTE = 2 ** 20;
const LARGEST = 20; // megabytes; what this course writes has much less

// The text of a file that somebody brings.
export async function textOf(file) {
  const size = Math.round(file.size / MEGABYTE);
  if (size > LARGEST) {
    throw new Unreadable(
      `${file.name} is ${size} MB. This page takes no more than ${LARGEST}, so nothing was changed.`,
    );
  }
  return file.text();
}

// Saves a text as a file.
export function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// A button that asks for a file, and the field behind it; `take(file)` gets what was chosen.
export function asking(label, accept, take) {
  const field = document.createElement("input");
  Object.assign(field, { type: "file", accept, hidden: true });
  field.addEventListener("change", () => {
    const [file] = field.files;
    field.value = "";
    if (file) take(file);
  });
  return [button(label, () => field.click()), field];
}

export function statusLine() {
  const line = document.createElement("p");
  line.className = "nn-status";
  line.setAttribute("role", "status");
  return line;
}
