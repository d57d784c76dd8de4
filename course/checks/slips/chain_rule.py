"""Slips in multiplying along a road, in taking each slope in its place, in adding up roads.

`rates` is a list of numbers, `roads` a list of such lists; both slopes of a nested function
take a place and return a number.
"""

import numpy as np

from course.checks.answers import Misconception


def _product(rates):
    return float(np.prod(rates))


def _starts_with_the_first(rates):
    total = rates[0]
    for rate in rates[1:]:
        total *= rate
    return total


def _emptied(rates):
    total = 1
    while rates:
        total *= rates.pop()
    return total


def _return_in_the_loop(rates):
    for rate in rates:
        return rate


CHAIN_SLOPE = (
    Misconception(
        "no steps gives zero",
        lambda rates: _product(rates) if rates else 0,
        "With no steps the end is the beginning, so it moves exactly as far as itself. A zero "
        "would say that it stands still.",
    ),
    Misconception(
        "rates added",
        lambda rates: sum(rates),
        "You added the rates. A rate works on what the one before it gave out: the euro became "
        "2 dollars, and then each of those became 100 yen.",
    ),
    Misconception(
        "mean of the rates",
        lambda rates: np.mean(rates),
        "You took the mean of the rates. A nudge does not get through one middling step; it "
        "goes through every step, one after the other, and each changes its size.",
    ),
    Misconception(
        "first and last only",
        lambda rates: rates[0] * rates[-1],
        "You used the rates at both ends and left out those between. Every counter on the way "
        "takes its turn, even where there are four of them, or only one.",
    ),
    Misconception(
        "last over first",
        lambda rates: rates[-1] / rates[0],
        "You divided the last rate by the first. Each rate has its division in it already: it is "
        "how far one thing moves for each one of the thing before.",
    ),
    Misconception(
        "signs dropped",
        lambda rates: _product(np.abs(rates)),
        "The size is right and the sign is lost. A rate below zero turns the nudge round, up "
        "here and down there, and whoever wants to go downhill has to know.",
    ),
    Misconception(
        "starts at zero",
        lambda rates: 0 * _product(rates),
        "Everything came out as zero. A product that starts at 0 never gets away from it. Start "
        "with the number that changes nothing when you multiply by it.",
    ),
    Misconception(
        "return inside the loop",
        _return_in_the_loop,
        "Only the first rate came through. A `return` inside the loop ends the function on the "
        "first trip round; look at how far yours is indented.",
    ),
    Misconception(
        "last rate only",
        lambda rates: rates[-1] if rates else 1,
        "Only the last rate is left. Each trip round the loop wrote over what was there, and "
        "what you had so far has to be carried along.",
    ),
    Misconception(
        "begins with the first rate",
        _starts_with_the_first,
        "Chains with steps come out right. The chain with no steps has no first rate to begin "
        "with. Is there a number to begin with that changes nothing?",
    ),
    Misconception(
        "list emptied",
        _emptied,
        "The number is right, and the list that you were given is empty now: `pop` takes out "
        "what it reads. Walk along the list and leave it as it was.",
    ),
)


NESTED_SLOPE = (
    Misconception(
        "outer slope at x",
        lambda f_slope, g, g_slope, x: f_slope(x) * g_slope(x),
        "The outer slope was taken at x. The outer function never saw x: it was handed what g "
        "made of it. The desk is quoting you the rate for a sum that you did not bring.",
    ),
    Misconception(
        "inner slope forgotten",
        lambda f_slope, g, g_slope, x: f_slope(g(x)),
        "The outer slope is right, and it is all there is. From x to the end there are two "
        "steps, and the first one has a rate as well.",
    ),
    Misconception(
        "outer slope forgotten",
        lambda f_slope, g, g_slope, x: g_slope(x),
        "That is the slope of g alone. What g gives out still has to go through f, and f changes "
        "the size of the nudge once more.",
    ),
    Misconception(
        "slopes added",
        lambda f_slope, g, g_slope, x: f_slope(g(x)) + g_slope(x),
        "Both slopes are right, each in its place, and then you added them. These two steps "
        "follow each other on one road.",
    ),
    Misconception(
        "side by side",
        lambda f_slope, g, g_slope, x: f_slope(x) + g_slope(x),
        "You took both slopes at x and added them. That is right for f(x) + g(x), two functions "
        "side by side. Here one sits inside the other.",
    ),
    Misconception(
        "slope of a slope",
        lambda f_slope, g, g_slope, x: f_slope(g_slope(x)),
        "You put one slope into the other. f_slope wants to know a place, and how fast g moves "
        "is not a place. Where has g got to?",
    ),
    Misconception(
        "outer slope at the inner slope",
        lambda f_slope, g, g_slope, x: f_slope(g_slope(x)) * g_slope(x),
        "Two slopes, multiplied: good. But the outer one was taken at the slope of g. f is given "
        "what g makes, so take it there.",
    ),
    Misconception(
        "inner slope at g(x)",
        lambda f_slope, g, g_slope, x: f_slope(g(x)) * g_slope(g(x)),
        "Both slopes were taken at g(x). While g was a straight line nobody could tell. Each "
        "slope belongs at what its own step was given, and what was g given?",
    ),
    Misconception(
        "value for slope",
        lambda f_slope, g, g_slope, x: f_slope(g(x)) * g(x),
        "You multiplied by where g got to. That tells you the place for the outer slope; the "
        "rate that is still missing is how fast g moves there.",
    ),
    Misconception(
        "outer and inner swapped",
        lambda f_slope, g, g_slope, x: f_slope(x) * g_slope(f_slope(x)),
        "You let f go first and handed its slope to g_slope. It is the other way about: x goes "
        "into g, and what comes out of g goes into f.",
    ),
    Misconception(
        "g of the outer slope",
        lambda f_slope, g, g_slope, x: g(f_slope(x)),
        "You took the outer slope at x and sent it through g. g works on places. Nobody's slope "
        "goes in there; it finds out where the outer slope is to be taken.",
    ),
)


def _products(roads):
    return [_product(road) for road in roads]


def _never_reset(roads):
    total, rate = 0, 1
    for road in roads:
        rate *= _product(road)
        total += rate
    return total


def _first_road(roads):
    for road in roads:
        return _product(road)


ROAD_SLOPE = (
    Misconception(
        "roads multiplied together",
        lambda roads: _product(_products(roads)),
        "You multiplied the roads with each other. Multiplying is for steps that follow one "
        "another. A nudge takes all the roads at once, and the end feels them together.",
    ),
    Misconception(
        "roads averaged",
        lambda roads: np.mean(_products(roads)),
        "You took the mean of the roads. The nudge is not shared out among them: each road gets "
        "all of it. Two roads move the end further than their mean.",
    ),
    Misconception(
        "last road only",
        lambda roads: ([0.0, *_products(roads)])[-1],
        "Only the last road is left: each one wrote over the one before it. Where roads meet, "
        "nobody's share may be lost.",
    ),
    Misconception(
        "return inside the loop",
        _first_road,
        "Only the first road came through. A `return` inside the loop ends the function before "
        "it has seen the others; look at how far yours is indented.",
    ),
    Misconception(
        "everything added",
        lambda roads: sum(sum(road) for road in roads),
        "You added all the rates, on every road. Where roads meet you add, yes. But along a road "
        "one step works on what the step before it gave out.",
    ),
    Misconception(
        "sums multiplied",
        lambda roads: _product([sum(road) for road in roads]),
        "You added along each road and multiplied where they meet. It is the same two sums the "
        "wrong way round.",
    ),
    Misconception(
        "largest road",
        lambda roads: max(_products(roads)),
        "You kept the road that brings the most. The small one brings its share too, and one "
        "below zero takes some away.",
    ),
    Misconception(
        "signs dropped",
        lambda roads: sum(map(abs, _products(roads))),
        "You added the sizes and lost the signs. Two roads can pull in opposite directions, and "
        "then they cancel, in part or altogether.",
    ),
    Misconception(
        "road without steps counted as zero",
        lambda roads: sum(_product(road) for road in roads if road),
        "A road without steps came to nothing. On it the end is the beginning, so the nudge "
        "arrives as it was. Exercise 1 asked what that chain should give.",
    ),
    Misconception(
        "never reset",
        _never_reset,
        "The first road is right. Each later one still carries the rates of those before it. "
        "Every road starts afresh, with the number that changes nothing.",
    ),
    Misconception(
        "sum starts at one",
        lambda roads: 1 + sum(_products(roads)),
        "Your answer is 1 too much, whatever goes in. A product starts with the number that "
        "changes nothing when you multiply. A sum has another such number.",
    ),
    Misconception(
        "roads not added",
        _products,
        "You return what each road brings, and each is right. The end moves by one amount, so "
        "somebody has to bring them together.",
    ),
    Misconception(
        "across the roads",
        lambda roads: np.prod(roads, axis=0).sum(),
        "You multiplied the first steps of all the roads with each other, then the second steps. "
        "The steps that follow one another stand in one inner list.",
    ),
    Misconception(
        "all roads equally long",
        lambda roads: np.prod(np.array(roads), axis=1).sum(),
        "That is right while all the roads are equally long. An array needs rows of one length, "
        "and a road may have any number of steps, so take the roads one by one.",
    ),
)
