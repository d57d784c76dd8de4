// Tells keep.js of addresses that a visit without a network will need.
export function toBeKept(addresses) {
  document.dispatchEvent(new CustomEvent("nn-keep", { detail: addresses }));
}
