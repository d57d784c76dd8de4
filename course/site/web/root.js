// The address of the book's top folder: what is bundled lies at different depths, this script not.
export const ROOT = new URL("..", document.querySelector('script[src*="web/page.js"]').src);
