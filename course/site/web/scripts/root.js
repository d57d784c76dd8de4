// Where the book is, and where in it this page is.

const SCRIPT = 'script[src*="web/page.js"]'; // which each page of the book has

// The address of the top folder: what is bundled lies at different depths, this script not.
export const ROOT = new URL("..", document.querySelector(SCRIPT).src);

// Whether some HTML is a page of the book, and not what a host says in its place.
export const isPage = (html) => html.querySelector(SCRIPT) !== null;

// The address of a script that is asked for by its name. It has the edition's name behind it: a host
// may let the browser keep a file for a while, and a page must not get another edition's.
export const script = (name) => new URL(`web/runner/${name}?${EDITION}`, ROOT).href;

// This page's place in the book. Some hosts show it without its ending, and it is the same page.
export function place() {
  const path = location.pathname.slice(ROOT.pathname.length);
  return path.endsWith(".html") ? path : `${path}.html`;
}
