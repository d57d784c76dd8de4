// A thread for Python, also where the page may start none from its host.
import { isShutOff } from "../lacking.js";

// A frame that is shut off from its host may start a thread from a text of its own, and that may
// import the host's script, if the host lets pages of any origin read it.
export function thread(address) {
  const text = `import ${JSON.stringify(address.href)};`;
  const blob = () => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(isShutOff() ? blob() : address, { type: "module" });
}
