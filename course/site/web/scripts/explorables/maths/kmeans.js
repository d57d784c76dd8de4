// k-means, as reference_impl/kmeans.py has it. Points and centres are lists of [x, y].

const squared = (p, q) => p.reduce((sum, value, i) => sum + (value - q[i]) ** 2, 0);

// The number of each point's nearest centre; a tie goes to the lowest number.
export function assign(points, centres) {
  return points.map((point) => {
    const far = centres.map((centre) => squared(point, centre));
    return far.indexOf(Math.min(...far));
  });
}

// Each centre at the mean of its points; one without points stays put.
export function move(points, labels, centres) {
  return centres.map((centre, j) => {
    const own = points.filter((_, i) => labels[i] === j);
    if (!own.length) return centre;
    return centre.map((_, axis) => own.reduce((sum, p) => sum + p[axis], 0) / own.length);
  });
}

// The squared distances from each point to its own centre, added up.
export function inertia(points, labels, centres) {
  return points.reduce((sum, point, i) => sum + squared(point, centres[labels[i]]), 0);
}
