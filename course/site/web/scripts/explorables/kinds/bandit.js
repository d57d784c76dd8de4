// A slot machine with hidden means: the reader pulls, and epsilon-greedy plays beside.
import { choose, dealer, incrementalMean, normal } from "../maths/bandit.js";
import { written } from "../numbers.js";

const PLAYERS = [
  { name: "you", colour: "y_hat", aside: -0.2 },
  { name: "epsilon-greedy", colour: "W", aside: 0.2 },
];
const LONG = 200; // pulls after which a game is over

let seed = 0; // another machine each time

export function start(box) {
  const deal = dealer((seed += 1));
  const means = shuffled(box.given.means, deal);
  let { epsilon } = box.given;
  let shown = false;
  const games = PLAYERS.map(() => ({
    values: means.map(() => 0), counts: means.map(() => 0), earned: 0, pulls: 0,
  }));
  const picture = box.picture([-0.7, 6.2, 2.7, -1.6]);
  picture.segment([-0.6, 0], [2.6, 0], { colour: "muted", width: 1 });
  means.forEach((mean, arm) => {
    PLAYERS.forEach((player, k) => bar(arm, player, games[k], k));
    picture.text([arm, -1.25], `arm ${arm + 1}`);
    picture.segment([arm - 0.42, mean], [() => (shown ? arm + 0.42 : arm - 0.42), mean], { colour: "loss", dash: 2 });
    picture.text([arm + 0.44, () => mean + 0.3], () => (shown ? `pays ${mean}` : ""), { colour: "loss", anchor: "right" });
  });
  picture.text([-0.6, 5.8], "dashed: you", { colour: "y_hat", anchor: "left" });
  picture.text([2.6, 5.8], "epsilon-greedy", { colour: "W", anchor: "right" });

  means.forEach((_, arm) => box.button(`Pull arm ${arm + 1}`, () => (pull(games[0], arm), beside(), say(`Arm ${arm + 1} paid you ${written(games[0].last)}.`))));
  box.player("Let it keep playing", () => {
    beside();
    say("It keeps playing.");
    return games[1].pulls < LONG;
  }, 80);
  box.slider("Epsilon", { from: 0, to: 1, step: 0.05, value: epsilon, says: (v) => written(v) }, (v) => (epsilon = v));
  box.button("Show what they pay", () => ((shown = true), say("Now you know what each arm pays on average.")));
  say("Both of you believe that every arm pays 0.");

  function bar(arm, { colour, aside }, game, k) {
    const middle = arm + aside;
    const corners = () => [[middle - 0.15, middle - 0.15, middle + 0.15, middle + 0.15], [0, game.values[arm], game.values[arm], 0]];
    picture.path(corners, { colour, fill: colour, opacity: 0.3, dash: k ? 0 : 2 });
    picture.text([middle, -0.45], () => `${game.counts[arm]}×`, { colour, size: 12 });
  }

  function pull(game, arm) {
    game.last = normal(means[arm], deal(), deal());
    game.counts[arm] += 1;
    game.pulls += 1;
    game.earned += game.last;
    game.values[arm] = incrementalMean(game.values[arm], game.counts[arm], game.last);
  }

  function beside() {
    const [, game] = games;
    pull(game, choose(game.values, epsilon, deal(), deal()));
  }

  function say(before) {
    const each = games.map(({ earned, pulls }, k) => `${PLAYERS[k].name}: ${pulls ? `${written(earned / pulls)} a pull, ${pulls} ${pulls === 1 ? "pull" : "pulls"}` : "no pull yet"}`);
    box.show(`${before} So far, ${each.join("; ")}.`);
  }
}

function shuffled(items, deal) {
  const left = [...items];
  const mixed = [];
  while (left.length) mixed.push(...left.splice(Math.floor(deal() * left.length), 1));
  return mixed;
}
