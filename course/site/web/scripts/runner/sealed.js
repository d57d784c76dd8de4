// What the learner's Python can reach of the browser: the language, and nothing that leaves the
// page or reads what the site keeps. A notebook may come from anybody.
import { closeFetch } from "./arriving.js";

// The ways out of a worker, and into what a site keeps; `fetch` is narrowed in arriving.js.
const REACH = [
  "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport",
  "EventSource", "RTCPeerConnection", "RTCDataChannel", "indexedDB", "caches", "cookieStore",
  "importScripts", "Worker", "SharedWorker", "BroadcastChannel", "Notification", "navigator",
  "postMessage", "webkitRequestFileSystem", "webkitResolveLocalFileSystemURL",
  "webkitRequestFileSystemSync", "webkitResolveLocalFileSystemSyncURL", "FontFace", "fonts",
];
// What Python may see as `js`.
const LANGUAGE = [
  "Object", "Array", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "Date", "Math", "JSON",
  "Number", "BigInt", "String", "Boolean", "Symbol", "RegExp", "Promise", "Proxy", "Reflect",
  "Error", "TypeError", "RangeError", "Infinity", "NaN", "isFinite", "isNaN", "parseFloat",
  "parseInt", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray",
  "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array",
  "BigInt64Array", "BigUint64Array", "TextEncoder", "TextDecoder", "AbortController",
  "AbortSignal", "console", "performance", "crypto", "clearTimeout", "clearInterval",
];
const KINDS_OF_FUNCTION = [
  function () {}, async function () {}, function* () {}, async function* () {},
];

export function harmless() {
  const names = Object.fromEntries(LANGUAGE.map((name) => [name, self[name]]));
  const later = (clock) => (work, ...rest) => {
    if (typeof work !== "function") throw new TypeError("Only a function can be run later.");
    return clock(work, ...rest);
  };
  return {
    ...names,
    eval: refuse,
    setTimeout: later(self.setTimeout.bind(self)),
    setInterval: later(self.setInterval.bind(self)),
  };
}

function refuse() {
  throw new Error("This page runs Python, and no other language from inside it.");
}

// Once Pyodide has started: the thread itself forgets the ways out, and how to read new script.
export function seal() {
  closeFetch();
  for (const name of REACH) forget(name);
  hide(self, "eval", refuse);
  for (const kind of KINDS_OF_FUNCTION) {
    const common = Object.getPrototypeOf(kind);
    const refusing = function () {
      refuse();
    };
    refusing.prototype = common;
    hide(common, "constructor", refusing);
    if (kind === KINDS_OF_FUNCTION[0]) hide(self, "Function", refusing);
  }
}

// A name can lie on the thread itself, or on what it inherits from.
function forget(name) {
  for (let one = self; one; one = Object.getPrototypeOf(one)) {
    if (Object.hasOwn(one, name)) delete one[name];
  }
  hide(self, name, undefined);
}

const hide = (holder, name, value) =>
  Object.defineProperty(holder, name, { value, writable: false, configurable: false });
