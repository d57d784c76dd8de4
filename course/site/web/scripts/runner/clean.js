// HTML that Python hands over, made safe: a notebook may come from anybody, and the page keeps a
// learner's work. Tables and plots need shapes, text and style; nothing that runs, asks for a
// password, reaches another host, or lies over the page.
import DOMPurify from "dompurify";

const RULES = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
  FORBID_TAGS: ["style", "form", "input", "button", "select", "textarea", "dialog", "map", "area"],
  FORBID_ATTR: ["srcset", "ping", "background", "autofocus", "popover", "popovertarget"],
  ADD_TAGS: ["use"],
  RETURN_DOM_FRAGMENT: true,
};
const HERE = /^(#|data:image\/(png|jpeg|gif|webp);)/i; // what may be fetched: nothing
const OUTSIDE = /url\s*\(\s*["']?\s*(?!["']?\s*#)|\\|image-set|position|@import/i;
const LOADED = ["src", "poster", "data", "xlink:href"];

DOMPurify.addHook("uponSanitizeAttribute", (element, attribute) => {
  const { attrName: name, attrValue: value } = attribute;
  const link = name === "href" && element.localName === "a";
  const loaded = LOADED.includes(name) || (name === "href" && !link);
  if (loaded && !HERE.test(value.trim())) attribute.keepAttr = false;
  if (name !== "href" && !loaded && OUTSIDE.test(value) && /url|style/i.test(name + value)) {
    attribute.keepAttr = false;
  }
});

DOMPurify.addHook("afterSanitizeAttributes", (element) => {
  if (element.localName !== "a" || !element.hasAttribute("href")) return;
  if (element.getAttribute("href").startsWith("#")) return;
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", "noopener noreferrer");
});

// What may stand on the page of some HTML, as a fragment.
export const clean = (html) => DOMPurify.sanitize(html, RULES);
