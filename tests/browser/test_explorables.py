"""Explorables in a real browser: they start as their stills show, and answer pointer and keys."""

import re

import numpy as np
import pytest
import readme_picture
import stills
from chapter_text import ORDER, read_page
from chromium import NO_WORKER
from heard import is_announced
from page_checks import PHONE, everything

from course.site.teach.explorables import KINDS, STARTS, STILLS
from reference_impl import example, kmeans, layers, perceptron
from reference_impl.network import Network

kinds = {name: kind.given() for name, kind in KINDS.items()}  # what each begins with


@pytest.fixture
def explore(new_visit, alone):
    """A function that opens an explorable on a page of its own."""

    def open_it(name):
        shown = new_visit(f"{name}.html", top=alone, **NO_WORKER)
        shown.page.wait_for_selector("[data-live]")
        return shown.page

    return open_it


@pytest.mark.parametrize("name", KINDS)
def test_still_shows_the_start(new_visit, alone, name):
    """What print shows is what the script draws at its start (if not: make stills)."""
    shown = new_visit(f"{name}.html", top=alone, **NO_WORKER)
    assert stills.drawn(shown.page) == (STILLS / f"{name}.svg").read_text(encoding="utf-8")
    assert shown.complaints == []


def test_readme_shows_the_front_page_s_network(explore):
    """Both pictures are what the script draws after a hundred epochs (if not: make stills)."""
    drawing = readme_picture.learned(explore("moons"))
    for theme in readme_picture.THEMES:
        file = readme_picture.PICTURES / f"front-{theme}.svg"
        assert readme_picture.coloured(drawing, theme) == file.read_text(encoding="utf-8")


def told(page):
    """What the explorable says."""
    return page.locator(".nn-told").inner_text()


def numbers(words):
    """The numbers in a text, in order, as the book writes them."""
    plain = words.replace("−", "-").replace("½", "0.5")
    return [float(found) for found in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", plain)]


def press(page, name, *keys):
    """Press keys on a handle or slider with that accessible name."""
    page.get_by_role("slider", name=name).focus()
    for key in keys:
        page.keyboard.press(key)


def test_kmeans_by_buttons(explore):
    """Pressed until nothing changes, it stands where the reference's rounds end."""
    page = explore("kmeans")
    for _ in range(8):
        page.locator(".nn-controls button").first.click()
    assert "Nothing changed" in told(page)
    X = np.array(kinds["kmeans"]["points"], dtype=float)
    centers = X[:2]
    for _ in range(5):
        centers = kmeans.update(X, kmeans.assign(X, centers), centers)
    total = kmeans.inertia(X, kmeans.assign(X, centers), centers)
    assert numbers(told(page)) == [*centers.ravel(), pytest.approx(total, abs=0.005)]


def test_handle_by_keys(explore):
    """A point walks with the arrow keys, as far as the picture reaches and no further."""
    page = explore("kmeans")
    point = page.get_by_role("slider", name="Point C")
    press(page, "Point C", "ArrowLeft", "ArrowUp")
    assert point.get_attribute("aria-valuetext") == "(3.9, 2.1)"
    press(page, "Point C", *["ArrowDown"] * 60)
    assert float(point.get_attribute("aria-valuenow")) == pytest.approx(3.9)
    assert numbers(point.get_attribute("aria-valuetext"))[1] == -0.9


def test_handle_by_pointer_and_finger(browser, alone):
    """The same handle follows a mouse, and a finger that touches it."""
    context = browser.new_context(has_touch=True, **NO_WORKER)
    page = context.new_page()
    page.goto(f"{alone}kmeans.html")
    point = page.get_by_role("slider", name="Point D")
    point.wait_for()
    at = point.bounding_box()
    middle = (at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 60, middle[1] + 40, steps=4)
    page.mouse.up()
    moved = point.get_attribute("aria-valuetext")
    assert moved != "(5, 5)"
    touch = context.new_cdp_session(page)
    at = point.bounding_box()
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x + 30, "y": y}]),
        ("touchMove", [{"x": x + 60, "y": y}]),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert numbers(point.get_attribute("aria-valuetext"))[0] > numbers(moved)[0]
    context.close()


def test_backprop_to_the_next_round(explore):
    """All places forward and back, the step, and the reference's next loss."""
    page = explore("backprop")
    for _ in range(10):
        page.locator(".nn-controls button").nth(1).click()
    assert "each parameter with a gradient other than 0 has moved" in told(page)  # five of nine
    for _ in range(4):
        page.locator(".nn-controls button").nth(1).click()
    network = example.network()
    grads = network.backward(network.forward(example.x), example.y)
    network.update_params(grads, learning_rate=0.01)
    assert "the loss is" in told(page)
    loss = numbers(told(page))[1]
    assert loss == pytest.approx(network.loss(example.x, example.y), abs=0.005)
    for _ in range(4):
        page.get_by_role("button", name="Back").click()
    assert page.get_by_role("button", name="Back").is_disabled()


def test_the_keys_stay_when_back_is_at_its_end(explore):
    """A button that can't be pressed any more has no focus, so the next one gets it."""
    page = explore("backprop")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Back").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Next"


@pytest.mark.parametrize("key", ["Control+f", "Control+ArrowLeft", "Alt+ArrowLeft", "Shift+Home"])
def test_keys_of_the_browser_are_left_to_it(explore, key):
    """With another key held down, a key moves no handle, and is not taken from the browser."""
    page = explore("kmeans")
    page.evaluate("addEventListener('keydown', (event) => (window.taken = event.defaultPrevented))")
    press(page, "Point C", key)
    assert page.evaluate("window.taken") is False
    press(page, "Point C", "ArrowLeft")
    assert page.evaluate("window.taken") is True
    assert page.get_by_role("slider", name="Point C").get_attribute("aria-valuetext") == "(3.9, 2)"


# Whether the same words come anew when the button is pressed.
SAID_AGAIN = """(button) => {
  const told = document.querySelector(".nn-told");
  const before = told.firstChild;
  button.click();
  return told.firstChild !== before && told.textContent === before.textContent;
}"""


def test_what_goes_by_itself_is_for_the_eye(explore):
    """Sixteen sentences a second are not read aloud; the last one is, when it is paused."""
    page = explore("learning")
    assert is_announced(page, ".nn-told")
    page.get_by_role("button", name="Learn", exact=True).click()
    page.get_by_text(re.compile(r"After \d\d+ steps")).wait_for()
    assert not is_announced(page, ".nn-told")
    assert page.get_by_role("button", name="Pause").evaluate(SAID_AGAIN)
    assert is_announced(page, ".nn-told")


NATURAL = """(told) => {
  const kept = told.style.minHeight;
  told.style.minHeight = "0";
  const height = told.offsetHeight;
  told.style.minHeight = kept;
  return height;
}"""


def test_buttons_stay_under_the_finger(new_visit, alone):
    """They never jump up when the text above them gets shorter, as it does."""
    page = new_visit("backprop.html", top=alone, viewport=PHONE, **NO_WORKER).page
    page.wait_for_selector("[data-live]")
    next_step, words = page.locator(".nn-controls button").nth(1), page.locator(".nn-told")
    places, heights = [], []
    for _ in range(12):
        next_step.click()
        places.append(next_step.bounding_box()["y"] + page.evaluate("window.scrollY"))
        heights.append(words.evaluate(NATURAL))
    assert places == sorted(places)
    assert heights != sorted(heights)


def test_marble_takes_the_reference_s_step(explore):
    """One step from the running example's place, at the chapter's rate."""
    page = explore("marble")
    page.get_by_role("button", name="One step").click()
    at = np.array([example.W1[0, 0], example.W2[0, 0]])
    slopes = np.array([example.by_hand["dW1"][0, 0], example.by_hand["dW2"][0, 0]])
    after = at - 0.01 * slopes
    said = numbers(told(page))
    assert said[:2] == [1, example.by_hand["loss"]]
    assert said[3:5] == pytest.approx(after, abs=0.005)


def test_marble_on_flat_ground(explore):
    """At the largest rate it lands where the neuron sleeps, high up, and rests there for good."""
    page = explore("marble")
    press(page, "Learning rate", "End")
    page.get_by_role("button", name="Roll").click()
    page.get_by_text("the neuron is inactive").wait_for()
    page.get_by_role("button", name="Roll").wait_for()  # it stops by itself
    *_, loss, first, last = numbers(told(page))
    assert (loss, first, last) == ((example.b2[0] - example.y[0, 0]) ** 2, 0, 0)


def test_perceptron_learns_the_waiter_s_bottles(explore):
    """From the line laid by hand it ends without a mistake, in the reference's place."""
    page = explore("perceptron")
    given = kinds["perceptron"]
    X, y = np.array(given["X"], float), np.array(given["y"], float)[:, None]
    w, b = np.array(given["line"]["w"], float)[:, None], np.array([given["line"]["b"]], float)
    calm = turn = 0
    while calm < len(X):
        i = turn % len(X)
        wrong = (y[i] * (X[i] @ w + b) <= 0).item()
        w, b = (w + y[i] * X[i : i + 1].T, b + y[i]) if wrong else (w, b)
        calm, turn = (0 if wrong else calm + 1), turn + 1
    page.get_by_role("button", name="Let it learn").click()
    page.get_by_text("it is done").wait_for()
    assert numbers(told(page)) == [*w[:, 0], *b]
    assert (perceptron.predict(X, w, b) == y).all()


def test_crossed_bottles_never_end(explore):
    """No line can part them, and it says so by its mistakes."""
    page = explore("perceptron")
    page.get_by_role("button", name="Cross the bottles").click()
    for _ in range(24):
        page.get_by_role("button", name="Show it the next bottle").click()
        assert "done" not in told(page) and "Wrong:" in told(page)


def test_a_moved_bottle_has_to_be_looked_at(explore):
    """After it is done one is put on the wrong side: then nothing is done, whichever comes next."""
    page = explore("perceptron")
    page.get_by_role("button", name="Let it learn").click()
    page.get_by_text("it is done").wait_for()
    press(page, "Bottle C", *["ArrowRight"] * 6)
    assert "Wrong: C." in told(page)
    for _ in range(3):
        page.get_by_role("button", name="Show it the next bottle").click()
        assert "done" not in told(page)


def test_affine_pressed_flat(explore):
    """Row 2 walked onto row 1's line lies flat; before that, the area is the reference's."""
    page = explore("affine")
    assert numbers(told(page))[-1] == pytest.approx(abs(np.linalg.det(example.W1)))
    press(page, "Where a step of measurement 2 lands", *["ArrowDown"] * 30)
    assert numbers(told(page))[2:4] == [2, -2]
    assert "pressed onto a line" in told(page)


def test_affine_pressed_onto_a_point(explore):
    """Both rows walked to the corner: no line is left."""
    page = explore("affine")
    press(page, "Where a step of measurement 1 lands", *["ArrowLeft", "ArrowUp"] * 10)
    press(
        page, "Where a step of measurement 2 lands", *["ArrowLeft", "ArrowLeft", "ArrowDown"] * 10
    )
    assert "(0, 0) and (0, 0)" in told(page)
    assert "pressed onto a point" in told(page)


def test_activations_by_slider(explore):
    """The chosen curve, at the weight and bias that were set."""
    page = explore("activations")
    page.get_by_role("combobox").select_option("sigmoid")
    press(page, "Weight", "End")
    press(page, "Bias", "Home")
    *_, a = numbers(told(page))
    w, b, x = 3, -3, kinds["activations"]["x"]
    assert a == pytest.approx(layers.sigmoid(np.array([[w * x + b]]))[0, 0], abs=0.0005)


def test_activations_keep_their_handle_in_the_picture(explore):
    """Where the curve runs out of it, the handle can still be taken, and says what it is at."""
    page = explore("activations")
    press(page, "Weight", "End")
    press(page, "Bias", "End")
    handle = page.get_by_role("slider", name="The number that comes in")
    at, stage = handle.bounding_box(), page.locator(".nn-stage").bounding_box()
    assert at["y"] >= stage["y"]
    assert handle.get_attribute("aria-valuetext") == "2"
    assert numbers(told(page))[-1] == 9


def test_softmax_by_slider(explore):
    """Shares at another temperature; adding one to all changes none."""
    page = explore("softmax")
    press(page, "Temperature", "End")
    scores = np.array([kinds["softmax"]["scores"]], float)
    wanted = layers.softmax(scores / 5)[0]
    assert numbers(told(page))[1:4] == pytest.approx(wanted, abs=0.0005)
    page.get_by_role("button", name="Add 1").click()
    assert "no share has moved" in told(page)
    assert numbers(told(page))[1:4] == pytest.approx(wanted, abs=0.0005)


def test_tangent_by_keys(explore):
    """One-sided, two-sided and exact slope of the cube, a step along the curve."""
    page = explore("tangent")
    press(page, "The place on the curve", "ArrowRight")
    said = numbers(told(page))
    x, h = said[:2]
    assert said[2] == pytest.approx(((x + h) ** 3 - x**3) / h, abs=5e-5)
    assert said[3] == pytest.approx(((x + h) ** 3 - (x - h) ** 3) / (2 * h), abs=5e-5)
    assert said[4] == pytest.approx(3 * x**2, abs=5e-5)


def test_gears_by_slider(explore):
    """The whole chain turns as the running example's gradient says."""
    page = explore("gears")
    press(page, "Turn w by", *["ArrowRight"] * 4)
    turned, moved = numbers(told(page))[:2]
    assert moved == turned * example.by_hand["dW1"][0, 0]
    press(page, "z to a", *["ArrowLeft"] * 4)
    assert "holds everything still from a on" in told(page)


def test_gears_with_small_rates(explore):
    """A product is not called zero unless one of its factors is."""
    page = explore("gears")
    for name, steps in (("w to z", 7), ("z to a", 3), ("a to ŷ", 1)):
        press(page, name, *["ArrowLeft"] * steps)
    press(page, "ŷ to loss", *["ArrowRight"] * 17)
    assert "= 0.0039." in told(page)
    press(page, "Turn w by", "ArrowRight")
    assert numbers(told(page))[:2] == [0.25, 0.001]


def test_jacobian_by_keys(explore):
    """The Jacobian of the layer with tanh, at the place that was walked to."""
    page = explore("jacobian")
    press(page, "The bottle", "ArrowRight", "ArrowRight", "ArrowUp")
    at, said = numbers(told(page))[:2], numbers(told(page))
    a = np.tanh(np.array(at) @ example.W1 + example.b1)
    assert said[2:6] == pytest.approx(((1 - a**2)[:, None] * example.W1.T).ravel(), abs=0.0005)


def test_network_learns_in_front_of_you(explore):
    """One step is the reference's; learning goes on until the loss is small; it can be paused."""
    page = explore("learning")
    given = kinds["learning"]
    X, y = np.array(given["X"]), np.array(given["y"])
    network = Network([1, 8, 1], np.random.default_rng(5))
    page.get_by_role("button", name="One step").click()
    network.update_params(network.backward(network.forward(X), y), learning_rate=given["rate"])
    assert numbers(told(page))[:2] == [1, pytest.approx(network.loss(X, y), abs=5e-5)]
    page.get_by_role("button", name="Learn", exact=True).click()
    page.wait_for_function("/loss is 0.00/.test(document.querySelector('.nn-told').textContent)")
    page.get_by_role("button", name="Pause").click()


def moons(part):
    """The half-moons' points on the page, to learn from (0) or new (1)."""
    given = kinds["moons"]
    one = given["sets"][part]
    X = np.array(one["clean"]) + given["noise"] * np.array(one["spread"])
    return X, np.array(one["y"], float)


def learned(hidden, epochs):
    """What the page has to say of the reference's network after so many epochs."""
    given, rng = kinds["moons"], np.random.default_rng(STARTS)
    network = Network([2, hidden, 1] if hidden else [2, 1], rng, head="binary")
    settings = {"batch_size": given["size"], "learning_rate": given["rate"], "progress": False}
    network.fit(*moons(0), rng, epochs=epochs, **settings)
    right = [round(100 * network.evaluate(*moons(part))["accuracy"]) for part in (0, 1)]
    return [pytest.approx(network.loss(*moons(0)), abs=5e-4), right[0], 100, right[1], 100]


def test_moons_epoch_by_epoch(explore):
    """Three presses are three of the reference's epochs, with a neuron more than at first."""
    page = explore("moons")
    page.get_by_role("button", name="Add a neuron").click()
    for _ in range(3):
        page.get_by_role("button", name="One epoch").click()
    hidden = kinds["moons"]["hidden"] + 1
    assert numbers(told(page)) == [hidden, 3, *learned(hidden, 3)]


def test_moons_are_quiet_while_they_are_learned(explore):
    """The picture moves and its numbers change; the words come when it is paused."""
    page = explore("moons")
    page.emulate_media(reduced_motion="no-preference")  # every visit asks for less
    page.get_by_role("button", name="Start again").click()
    drawn = page.locator(".nn-stage path").nth(1)
    before = drawn.get_attribute("d")
    page.evaluate(
        "window.said = []; new MutationObserver(() => window.said.push("
        "document.querySelector('.nn-told').textContent)).observe("
        "document.querySelector('.nn-told'), {childList: true, characterData: true})"
    )
    page.get_by_role("button", name="Learn", exact=True).click()
    page.wait_for_function(
        "(before) => document.querySelectorAll('.nn-stage path')[1].getAttribute('d') !== before",
        arg=before,
    )
    page.get_by_role("button", name="Pause").click()
    first, last = page.evaluate("window.said")
    assert first == "It learns."
    hidden, epochs, *rest = numbers(last)
    assert rest == learned(int(hidden), int(epochs))


def test_moons_without_hidden_neurons(explore):
    """The border is straight, and too few points are right however long it learns."""
    page = explore("moons")
    for _ in range(4):
        page.get_by_role("button", name="Take one away").click()
    assert "There is none left" in told(page)
    page.get_by_role("button", name="Start again").click()  # the reader's choice stays
    assert "No hidden neuron. With fresh weights" in told(page)
    for _ in range(8):
        page.get_by_role("button", name="Learn for 25 epochs").click()
    assert "It stops here." in told(page)
    assert numbers(told(page)) == [200, *learned(0, 200)]
    ends = re.findall(
        r"([\d.]+),([\d.]+)", page.locator(".nn-stage path").nth(5).get_attribute("d")
    )
    x, y = np.array(ends, float).T
    np.testing.assert_allclose(np.polyval(np.polyfit(x, y, 1), x), y, atol=0.2)


def test_moons_stand_still_for_who_wants_no_motion(explore):
    """A press takes 25 epochs at once, and then nothing moves."""
    page = explore("moons")
    page.get_by_role("button", name="Learn for 25 epochs").click()
    before = page.locator(".nn-stage").inner_html()
    page.wait_for_timeout(300)
    assert page.locator(".nn-stage").inner_html() == before
    assert page.get_by_role("button", name="Pause").count() == 0


def test_moons_by_slider(explore):
    """Other noise is other points and fresh weights; another rate goes on from where it is."""
    page = explore("moons")
    page.get_by_role("button", name="One epoch").click()
    press(page, "Learning rate", "End")
    page.get_by_role("button", name="One epoch").click()
    assert "After 2 epochs" in told(page)
    press(page, "Noise", "Home")
    assert told(page).startswith("Other points.") and "With fresh weights" in told(page)


def test_the_front_page_s_picture_needs_no_library(new_visit, alone):
    """JSXGraph alone weighs as much as twenty front pages."""
    shown = new_visit("moons.html", top=alone, **NO_WORKER)
    shown.page.wait_for_selector("[data-live]")
    assert not [url for url in shown.requests if "/picture" in url]
    board = new_visit("kmeans.html", top=alone, **NO_WORKER)
    board.page.wait_for_selector("[data-live]")
    assert [url for url in board.requests if "/picture" in url]


def test_bandit_by_buttons(explore):
    """Each pull counts for both; the means are told when asked for."""
    page = explore("bandit")
    for arm in (1, 2, 3):
        page.get_by_role("button", name=f"Pull arm {arm}").click()
        assert told(page).count("1 pull;") == told(page).count("1 pull.") == (arm == 1)
    assert told(page).count("3 pulls") == 2
    page.get_by_role("button", name="Show what they pay").click()
    shown = page.locator(".nn-stage text").filter(has_text="pays").all_text_contents()
    assert sorted(numbers(" ".join(shown))) == kinds["bandit"]["means"]


@pytest.mark.parametrize("name", KINDS)
def test_start_again(explore, name):
    """It begins anew, with the hand still on the button."""
    page = explore(name)
    before = told(page)
    for button in page.locator(".nn-controls button").all()[:-1]:
        if button.is_enabled():
            button.click()
    page.get_by_role("button", name="Start again").click()
    assert told(page) == before
    assert page.evaluate("document.activeElement.textContent") == "Start again"


PAGES = [name for name in ("index", *ORDER) if "{explorable}" in read_page(name).source]


@pytest.mark.parametrize("name", PAGES)
def test_live_in_their_chapters(visit, axe, name):
    """Scrolled to, each begins; then axe finds nothing in the page, light or dark, on a phone."""
    shown = visit(f"chapters/{name}.html", viewport=PHONE, **NO_WORKER)
    page = shown.page
    found = page.locator(".nn-explorable").all()
    assert found
    for one in found:
        one.scroll_into_view_if_needed()
    page.wait_for_function("!document.querySelector('.nn-explorable:not([data-live])')")
    assert everything(shown, axe) == {}


def on_page(page, *places):
    """Places in units of the picture, as places in the window."""
    stage = page.locator(".nn-stage").bounding_box()
    scale = stage["width"] / 400
    return [(stage["x"] + x * scale, stage["y"] + y * scale) for x, y in places]


def stroke(page, *places):
    """Draw a line on the board through places in units of the picture, with a pointer."""
    first, *rest = on_page(page, *places)
    page.mouse.move(*first)
    page.mouse.down()
    for at in rest:
        page.mouse.move(*at, steps=8)
    page.mouse.up()


def lines(page):
    """All that is drawn on the picture in lines and areas."""
    return page.eval_on_selector_all(
        ".nn-stage path", "all => all.map((one) => one.getAttribute('d'))"
    )


def test_a_seven_is_read_from_a_pointer_and_cleared(explore):
    """A line across and one down to the left; the board is empty afterwards."""
    page = explore("digits")
    stroke(page, (70, 70), (150, 70), (100, 210))
    assert "The book's network says 7, with probability" in told(page)
    assert page.get_by_label("From the test set").input_value() == "no image"
    page.get_by_role("button", name="Clear").click()
    assert told(page) == "The board is empty. Draw a digit."


def test_no_ink_for_a_hand_that_is_off_the_board(explore):
    """A stroke that runs over the edge ends there; coming back, it goes on where it comes in."""
    page = explore("digits")
    stroke(page, (100, 60), (100, 245))
    inside = lines(page)
    page.get_by_role("button", name="Clear").click()
    stroke(page, (100, 60), (100, 245), (100, 300), (300, 300), (300, 120))
    assert lines(page) == inside
    page.get_by_role("button", name="Clear").click()
    stroke(page, (100, 60), (100, 300), (101, 300), (101, 60))  # out and back, a unit beside it
    assert lines(page) == inside


def test_a_button_let_go_unseen_ends_the_stroke(explore):
    """As over a menu of the browser's: what moves with no button down leaves no ink."""
    page = explore("digits")
    mouse = page.context.new_cdp_session(page)

    def send(kind, at, buttons):
        place = dict(zip("xy", *on_page(page, at), strict=True))
        held = {"button": "left", "buttons": buttons, "clickCount": 1} if buttons else {}
        mouse.send("Input.dispatchMouseEvent", {"type": kind, **place, **held})

    send("mousePressed", (100, 60), 1)
    send("mouseMoved", (100, 200), 1)
    drawn = lines(page)
    send("mouseMoved", (200, 200), 0)
    send("mouseMoved", (200, 60), 0)
    assert lines(page) == drawn
    assert "The book's network says" in told(page) and "Image" not in told(page)


def test_a_second_finger_leaves_no_ink(browser, alone):
    """A palm that rests on the board, while a finger draws, changes nothing, nor does its end."""
    drawn = []
    for palms in ([], [(180, 200)]):
        context = browser.new_context(has_touch=True, **NO_WORKER)
        page = context.new_page()
        page.goto(f"{alone}digits.html")
        page.wait_for_selector("[data-live]")
        touch = context.new_cdp_session(page)

        def send(kind, *points, touch=touch):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

        places = on_page(page, (80, 60), (80, 150), (80, 220))
        finger = [{"x": x, "y": y, "id": 3} for x, y in places]
        palm = [{"x": x, "y": y, "id": 7} for x, y in on_page(page, *palms)]
        send("touchStart", finger[0])
        if palm:
            send("touchStart", finger[0], *palm)
        send("touchMove", finger[1], *palm)
        send("touchMove", finger[1])  # the palm is gone, where there was one
        send("touchMove", finger[2])
        send("touchEnd")
        drawn.append((lines(page), told(page)))
        context.close()
    assert drawn[0] == drawn[1]


def test_a_bare_stroke_is_read_from_the_keys(explore):
    """The pen walks unseen until Space puts it down; Tab leaves the board."""
    page = explore("digits")
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    assert told(page).startswith("Pen up, line 9, column 15. Image 116 of the test set is a 2.")
    page.keyboard.press(" ")
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    assert told(page).startswith("Pen down, line 25, column 15. The book's network says 1, with")
    page.keyboard.press("Tab")
    assert page.get_by_label("From the test set").evaluate(
        "node => node === document.activeElement"
    )


def test_a_finger_draws_and_does_not_scroll(browser, alone):
    """A finger on the board leaves ink there, and the page stays where it is."""
    context = browser.new_context(has_touch=True, viewport=PHONE, **NO_WORKER)
    page = context.new_page()
    page.goto(f"{alone}digits.html")
    page.wait_for_selector("[data-live]")
    page.evaluate("document.body.style.height = '3000px'")
    stage = page.locator(".nn-stage").bounding_box()
    touch = context.new_cdp_session(page)
    down = [stage["y"] + share * stage["height"] for share in (0.15, 0.3, 0.45, 0.5)]
    points = [[{"x": stage["x"] + stage["width"] * 0.3, "y": y}] for y in down]
    for kind, where in zip(("touchStart", *["touchMove"] * 3), points, strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert "The book's network says" in told(page) and "Image" not in told(page)
    assert page.evaluate("scrollY") == 0
    context.close()


def test_the_image_that_it_is_sure_and_wrong_about(explore):
    """As the chapter has it: an 8, taken for a 1 with more than 0.99."""
    page = explore("digits")
    page.get_by_label("From the test set").select_option("image 72, an 8")
    assert "is an 8. The book's network says 1, with probability 0.99" in told(page)
    assert told(page).endswith("It is sure, and wrong.")


def hand(page, network):
    """What the page does with a network that a cell has handed over."""
    arrays = {name: array.tolist() for name, array in network.params.items()}
    page.evaluate(
        """arrays => {
          const element = document.querySelector(".nn-explorable");
          element.handed = arrays;
          element.dispatchEvent(new Event("nn-handed"));
        }""",
        arrays,
    )


def test_the_readers_network_takes_the_place_of_the_books(explore):
    """It is said whose it is; what does not read digits is refused; both can be chosen."""
    page = explore("digits")
    page.get_by_label("Network").select_option("yours")
    assert told(page).startswith("You have trained none yet: run the cell above")
    assert page.get_by_label("Network").input_value() == "the book's"
    hand(page, Network([11, 4, 1], np.random.default_rng(0)))
    assert told(page).startswith("What the cell returned can't read digits")
    network = Network([64, 5, 10], np.random.default_rng(1), head="classification")
    hand(page, network)
    counts = np.array([kinds["digits"]["samples"][0]["counts"]])
    share = network.predict(counts / 16)[0]
    words = f"Your network says {share.argmax()}, with probability {share.max():.3f}"
    assert told(page).startswith("This is the network that you have just trained. ")
    assert words in told(page)
    page.get_by_role("button", name="Start again").click()
    assert page.get_by_label("Network").input_value() == "yours"
    page.get_by_label("Network").select_option("the book's")
    assert "The book's network says 2" in told(page)


@pytest.mark.parametrize("weight", [None, 1e200])
def test_a_network_that_ran_away_is_refused(explore, weight):
    """It is said why, and the reader's earlier network stays, also after "Start again"."""
    page = explore("digits")
    network = Network([64, 5, 10], np.random.default_rng(1), head="classification")
    hand(page, network)
    before = told(page).removeprefix("This is the network that you have just trained. ")
    network.params = {k: v.astype(object) for k, v in network.params.items()}
    for name in ("W1", "W2"):  # of a large weight the square is too large
        network.params[name][:] = weight
    hand(page, network)
    assert "weights that are infinite or no numbers (nan)" in told(page)
    assert told(page).endswith(f"The board keeps the network that it had. {before}")
    page.get_by_role("button", name="Start again").click()
    assert told(page) == before
    assert page.get_by_label("Network").input_value() == "yours"


def test_what_is_handed_over_is_said_once(explore):
    """Also by a board that has begun again: none of its former selves speaks up."""
    page = explore("digits")
    page.get_by_label("From the test set").select_option("image 72, an 8")
    page.get_by_role("button", name="Start again").click()
    page.evaluate(
        "window.said = []; new MutationObserver((all) => window.said.push(...all)).observe("
        "document.querySelector('.nn-told'), {childList: true})"
    )
    hand(page, Network([64, 5, 10], np.random.default_rng(1), head="classification"))
    assert page.evaluate("window.said.length") == 1
