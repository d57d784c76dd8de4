// A screen reader says what comes into a status line that it knows, and not what a new one brings.
const KNOWN = 100; // milliseconds until it does

// Fills a line that has only now come into the page.
export const fillNew = (line, content) => setTimeout(() => line.replaceChildren(...content), KNOWN);
