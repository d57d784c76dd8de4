// What the theme uses of Bootstrap: its own script would bring all of it to every page.
export { default as Dropdown } from "bootstrap-source/js/src/dropdown.js";
export { default as Tooltip } from "bootstrap-source/js/src/tooltip.js";
