// The service worker: keeps what a reader has opened, so that it opens again without a network.
//
// The build puts it at the top of the site as `sw.js`, with two lines above it: BUILD names this
// build, as each of its pages does, and FILES has the hash of each file that pages load.
//   files in FILES     from what is kept; a file that changed has another hash, so it is fetched
//   everything else    from the network; what was kept is for when there is none
// Whatever goes wrong here, the browser asks the network as if there were no worker.
/* global BUILD, FILES */
const TOP = new URL("./", self.location);
const OWN = "sw.js";
const KEPT_FILES = `${TOP.pathname} files`;
const KEPT_PAGES = `${TOP.pathname} pages`;
const REVALIDATE = { cache: "no-cache" }; // a host may let the browser keep a file that has changed

let outdated = false; // the reader has a page of another build; the browser looks for its worker
let owed = []; // files that were kept in an older build, and are other ones now
const underWay = new Set(); // the paths that are being kept at this moment

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(keepAll(event.data.keep)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = placeOf(request.url);
  if (request.method !== "GET" || request.headers.has("range") || path === null) return;
  if (!isFile(path)) event.respondWith(page(path, event));
  else if (outdated) event.respondWith(fetch(request, REVALIDATE));
  else event.respondWith(file(path, event));
});

// A place in this site, without what follows a question mark; null for what is none of ours.
function placeOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== TOP.origin || !pathname.startsWith(TOP.pathname)) return null;
  const path = decodeURI(pathname.slice(TOP.pathname.length));
  // The first has a worker of its own, the second a reader keeps, and the script the browser.
  return /^(lite|downloads)\//.test(path) || path === OWN ? null : path;
}

const isFile = (path) => Object.hasOwn(FILES, path);
const keyOfFile = (path) => `${TOP}${encodeURI(path)}?${FILES[path]}`;
const keyOfPage = (path) => `${TOP}${encodeURI(whole(path))}`;

// Some hosts show pages without their ending: chapters/forward is chapters/forward.html.
function whole(path) {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last === "" ? `${path}index.html` : last.includes(".") ? path : `${path}.html`;
}

// Whether an answer is that of the page asked for, and not of another that a host led to.
function isOf(path, response) {
  return !response.redirected || keyOfPage(placeOf(response.url) ?? "/") === keyOfPage(path);
}

// A browser takes no answer that says it came by a redirection for an address it opens.
function direct(response) {
  const { status, headers } = response;
  return response.redirected ? new Response(response.body, { status, headers }) : response;
}

async function kept(name, key) {
  try {
    return await (await caches.open(name)).match(key);
  } catch {
    return undefined; // no room, or not allowed to keep anything
  }
}

async function keep(name, key, response) {
  try {
    await (await caches.open(name)).put(key, response);
  } catch {
    // the page has its answer all the same
  }
}

async function file(path, event) {
  const there = await kept(KEPT_FILES, keyOfFile(path));
  if (there) return there;
  const response = await fetch(event.request, REVALIDATE);
  if (response.status === 200) event.waitUntil(once(path, () => keepFile(path, response.clone())));
  return response;
}

// A host may still give out another build's file, which must not be kept under this one's hash.
async function keepFile(path, response) {
  const bytes = await response.clone().arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const words = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (words.startsWith(FILES[path])) await keep(KEPT_FILES, keyOfFile(path), response);
}

async function page(path, event) {
  try {
    return await fromNetwork(path, event);
  } catch (error) {
    const there = await kept(KEPT_PAGES, keyOfPage(path));
    if (there) return there;
    if (event.request.mode === "navigate") return notKept();
    throw error;
  }
}

async function fromNetwork(path, event) {
  const response = await fetch(event.request, REVALIDATE);
  if (response.status !== 200) return response;
  if (event.request.mode === "navigate") await compare(response.clone());
  event.waitUntil(keepPage(path, response.clone()));
  return response;
}

// The build that made a page. A host that wants a password may show its own page in the place of
// one of ours, at the same address: that is of no build. Some hosts take quotation marks away.
async function buildOf(response) {
  return /data-build="?(\w+)/.exec(await response.text())?.[1];
}

const isHtml = ({ headers }) => headers.get("content-type")?.startsWith("text/html");

// A page of another build must get that build's files: from the network, until its worker is here.
async function compare(response) {
  if (isHtml(response)) outdated = (await buildOf(response)) !== BUILD;
}

async function keepPage(path, response) {
  if (!isOf(path, response)) return;
  if (isHtml(response) && !(await buildOf(response.clone()))) return;
  await keep(KEPT_PAGES, keyOfPage(path), direct(response));
}

// What a page had loaded before this worker was there to see it.
async function keepAll(addresses) {
  if (outdated) return;
  const paths = [...addresses.map(placeOf).filter((path) => path !== null), ...owed.splice(0)];
  await Promise.allSettled(paths.map((path) => once(path, () => keepPath(path))));
}

// A page tells all that it has loaded each time there is more of it, and Python is large.
async function once(path, work) {
  if (underWay.has(path)) return;
  underWay.add(path);
  try {
    await work();
  } finally {
    underWay.delete(path);
  }
}

async function keepPath(path) {
  const [name, key] = isFile(path) ? [KEPT_FILES, keyOfFile(path)] : [KEPT_PAGES, keyOfPage(path)];
  if (await kept(name, key)) return;
  const response = await fetch(keyOfPage(path), REVALIDATE);
  if (response.status === 200) await (isFile(path) ? keepFile : keepPage)(path, response);
}

// Forget the files of older builds; those that have a successor are kept anew later.
async function takeOver() {
  try {
    const files = await caches.open(KEPT_FILES);
    const old = (await files.keys()).filter(({ url }) => url !== keyOfFile(placeOf(url)));
    await Promise.all(old.map((request) => files.delete(request)));
    const gone = new Set(old.map(({ url }) => withoutHash(placeOf(url))));
    owed = Object.keys(FILES).filter((path) => gone.has(withoutHash(path)));
  } catch {
    // nothing could be kept, so there is nothing to forget
  }
  await self.clients.claim();
}

// The bundler puts a hash into some names: parts/chunk-4XQ2ZK7B.js
const withoutHash = (path) => path.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "");

const plain = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

async function linksToKept() {
  const pages = await caches.open(KEPT_PAGES);
  const links = (await pages.keys()).map(async (request) => {
    const text = await (await pages.match(request)).text();
    const title = /<title>([^<]*?)(?: &#8212;[^<]*)?<\/title>/.exec(text)?.[1];
    return title && `<li><a href="${plain(request.url)}">${title}</a></li>`;
  });
  return (await Promise.all(links)).filter(Boolean).sort().join("\n");
}

async function notKept() {
  const links = await linksToKept().catch(() => "");
  const list = links && `<p>These are kept already:</p><ul>${links}</ul>`;
  return new Response(
    `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Not kept yet</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; background: Canvas; font: 1.1rem/1.6 system-ui, sans-serif }
body { max-width: 38rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }
li { margin: 0.5rem 0 }
</style></head><body><main><h1>This page is not kept yet</h1>
<p>You are offline. A page that you open while you are online is kept on this device, and you can
read it later without a connection. You have not opened this one so far.</p>${list}
</main></body></html>`,
    { headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}
