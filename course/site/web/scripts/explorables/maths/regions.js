// Where a function is above zero: the part of a box, and the border of that part.

// The part of a polygon where the values at its corners are above zero, and where its border crosses
// the polygon's sides; between two corners the value changes evenly.
export function clipped(corners, values) {
  const inside = [];
  const crossings = [];
  corners.forEach((corner, i) => {
    const j = (i + 1) % corners.length;
    const [here, there] = [values[i], values[j]];
    if (here > 0) inside.push(corner);
    if (here > 0 === there > 0) return;
    const part = here / (here - there);
    const at = corner.map((v, axis) => v + part * (corners[j][axis] - v));
    inside.push(at);
    crossings.push(at);
  });
  return { inside, crossings };
}

// The part of a plane where `values` are above zero, one for each place of a grid, row by row:
// polygons that fill it, the pieces of its border, and stripes across it along the grid's rows.
export function regions(xs, ys, values) {
  const at = (row, column) => values[row * xs.length + column];
  const [polygons, border, stripes] = [[], [], []];
  for (let row = 0; row < ys.length; row += 1) {
    stripes.push(...across(xs, (column) => at(row, column)).map((ends) => ends.map((x) => [x, ys[row]])));
    if (row + 1 < ys.length) fill(row);
  }
  return { polygons, border, stripes };

  // Neighbouring cells that lie inside whole make one polygon.
  function fill(row) {
    let from = null;
    for (let column = 0; column < xs.length; column += 1) {
      const ended = column + 1 === xs.length;
      const corners = ended ? [] : [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)];
      const inside = corners.filter((value) => value > 0).length;
      if (inside === 4) {
        from ??= column;
        continue;
      }
      if (from !== null) polygons.push(box(xs[from], ys[row], xs[column], ys[row + 1]));
      from = null;
      if (inside) cut(box(xs[column], ys[row], xs[column + 1], ys[row + 1]), corners);
    }
  }

  function cut(cell, corners) {
    const { inside, crossings } = clipped(cell, corners);
    polygons.push(inside);
    for (let i = 0; i < crossings.length; i += 2) border.push(crossings.slice(i, i + 2));
  }
}

// From where to where along a row its values are above zero.
function across(xs, at) {
  const ends = at(0) > 0 ? [xs[0]] : [];
  for (let i = 1; i < xs.length; i += 1) {
    const [here, there] = [at(i - 1), at(i)];
    if (here > 0 !== there > 0) ends.push(xs[i - 1] + (here / (here - there)) * (xs[i] - xs[i - 1]));
  }
  if (ends.length % 2) ends.push(xs.at(-1));
  return Array.from({ length: ends.length / 2 }, (_, i) => ends.slice(2 * i, 2 * i + 2));
}

const box = (left, bottom, right, top) => [[left, bottom], [right, bottom], [right, top], [left, top]];
