// A file that is not taken; the message says why, to the reader who brought it.
export class Unreadable extends Error {}

export function whyNot(error) {
  return error instanceof Unreadable
    ? error.message
    : "This file can't be read, so nothing was changed.";
}
