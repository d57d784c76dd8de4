// k-means: the reader drags points and centres, and takes the two moves in turn.
import { assign, inertia, move } from "../maths/kmeans.js";
import { point as place, written } from "../numbers.js";

const NAMES = ["The blue diamond", "The orange square"];
const LOOKS = [
  { colour: "W", face: "<>" },
  { colour: "y_hat", face: "[]" },
];

export function start(box) {
  const points = structuredClone(box.given.points);
  let centres = structuredClone(box.given.centres);
  let labels = assign(points, centres);
  let assignNext = false;
  const picture = box.picture([-1, 6.2, 6.6, -0.9]);

  for (const [i] of points.entries()) {
    const own = () => centres[labels[i]];
    picture.segment([() => points[i][0], () => points[i][1]], [() => own()[0], () => own()[1]], { colour: "muted", width: 1, dash: 2 });
  }
  const handles = centres.map((centre, j) =>
    picture.handle(centre, {
      ...LOOKS[j], name: `${NAMES[j]}, a centre`, size: 13, label: ["centre 1", "centre 2"][j], aside: [18, -16],
      moved(at) {
        centres[j] = at;
        regroup(`${NAMES[j]} went to ${place(at)}.`);
      },
    }),
  );
  points.forEach((point, i) => {
    picture.handle(point, {
      name: `Point ${"ABCDEFGH"[i]}`, label: "ABCDEFGH"[i],
      colour: () => LOOKS[labels[i]].colour,
      moved(at) {
        points[i] = at;
        regroup(`You moved ${"ABCDEFGH"[i]} to ${place(at)}.`);
      },
    });
  });

  function regroup(before) {
    labels = assign(points, centres);
    assignNext = false;
    say(before);
  }

  function step() {
    const was = JSON.stringify([labels, centres]);
    if (assignNext) labels = assign(points, centres);
    else {
      centres = move(points, labels, centres);
      handles.forEach((handle, j) => handle.put(centres[j]));
    }
    const moved = was !== JSON.stringify([labels, centres]);
    const did = assignNext ? "Each point joined the nearest centre." : "Each centre went to the mean of its points.";
    assignNext = !assignNext;
    say(moved ? did : "Nothing changed: k-means is done.");
    return moved;
  }

  function say(before) {
    const groups = NAMES.map((name, j) => {
      const own = [..."ABCDEFGH"].filter((_, i) => labels[i] === j).join(", ") || "nobody";
      return `${name} at ${place(centres[j], 2)} has ${own}`;
    });
    next.textContent = assignNext ? "Assign the points" : "Move the centres";
    box.show(`${before} ${groups.join(". ")}. Squared distances, added up: ${written(inertia(points, labels, centres))}.`);
  }

  const next = box.button("Move the centres", step);
  say("Each point has joined the nearest centre.");
}
