// What a cell of the page hands over to an explorable: it is kept there, for one that has not
// started yet, and said aloud to one that has.
export const HANDED = "nn-handed";

// `content` is what `hand_over` in course.figures.page wrote.
export function take(content) {
  const { explorable, arrays } = JSON.parse(content);
  for (const element of document.querySelectorAll(".nn-explorable")) {
    if (element.dataset.explorable !== explorable) continue;
    element.handed = arrays;
    element.dispatchEvent(new Event(HANDED));
  }
}
