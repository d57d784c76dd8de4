// How files arrive in Python's thread: each is watched, for Pyodide waits for ever for some that
// don't, and each sign of life is passed on to the page, which ends what shows none.
const post = self.postMessage.bind(self);
const fetchAsIs = self.fetch.bind(self);
const EVERY = 1000; // milliseconds between two signs of life

export const say = (kind, content) => post({ kind, content });

// These two lie there packed too, so that any static server sends a third of them or less.
const PACKED = /pyodide\.asm\.(wasm|js)$/;
const WASM = "application/wasm";

let home; // the address under which all that Pyodide asks for lies
let open = true; // whether it may ask now

// Puts a fetch in the place of the browser's: for Pyodide's own files, and nothing else.
export function watchFetch(folder) {
  home = folder;
  self.fetch = (address, options) => {
    const url = String(address.url ?? address);
    if (!open || !url.startsWith(home)) return Promise.reject(new TypeError("Not from here."));
    return fetchWhole(url, WASM, options?.integrity);
  };
}

// Lets Pyodide fetch while some work of its own goes on.
export async function onlyWhile(work) {
  open = true;
  try {
    return await work();
  } finally {
    open = false;
  }
}

export const closeFetch = () => (open = false);

// A file of the site. What does not arrive, or not whole, is told to the page and thrown.
export async function fetchWhole(url, type, integrity) {
  try {
    const packed = PACKED.test(url);
    const answer = await fetchAsIs(packed ? `${url}.gz` : url, integrity ? { integrity } : {});
    if (!answer.ok) throw new Error(`the server says ${answer.status}`);
    const body = packed ? unpacked(answer) : answer.body;
    const headers = { "Content-Type": packed ? type : answer.headers.get("Content-Type") ?? "" };
    return new Response(watched(body, url), { headers });
  } catch (error) {
    throw lost(url, error);
  }
}

// Some servers say of any such file that it is packed for its way, and then the browser unpacks it.
function unpacked(answer) {
  const onItsWay = answer.headers.has("Content-Encoding");
  return onItsWay ? answer.body : answer.body.pipeThrough(new DecompressionStream("gzip"));
}

function watched(body, url) {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        alive();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(lost(url, error));
      }
    },
  });
}

function lost(url, error) {
  const name = new URL(url).pathname.split("/").at(-1);
  say("broken", `${name} did not load completely (${error.message ?? error}).`);
  return error;
}

let last = 0;
function alive() {
  if (Date.now() - last < EVERY) return;
  last = Date.now();
  say("alive");
}
