// Numbers as the book writes them: a real minus sign, no zeros at the end, never minus zero.
export function written(value, digits = 2) {
  const rounded = Number(value.toFixed(digits)) + 0;
  return String(rounded).replace("-", "−").replace(/^0\.5$/, "½").replace(/^−0\.5$/, "−½");
}

export function point(at, digits = 1) {
  return `(${at.map((value) => written(value, digits)).join(", ")})`;
}
