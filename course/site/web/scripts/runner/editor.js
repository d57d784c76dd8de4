// An editor for a cell: CodeMirror, with what a few lines of Python need.
import {
  defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory,
} from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

// Classes of the book's own highlighting, so that code has its colours in light and dark.
const AS_IN_THE_BOOK = tagHighlighter([
  { tag: [tags.keyword, tags.definitionKeyword, tags.controlKeyword], class: "k" },
  { tag: [tags.moduleKeyword], class: "kn" },
  { tag: [tags.operatorKeyword], class: "ow" },
  { tag: [tags.string, tags.special(tags.string)], class: "s2" },
  { tag: tags.number, class: "mi" },
  { tag: [tags.bool, tags.null], class: "kc" },
  { tag: tags.comment, class: "c1" },
  { tag: tags.operator, class: "o" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
]);

// A browser's help with spelling: wanted in words, and harmful in code. (A page that is translated
// leaves both alone, which is what CodeMirror asks for.)
const HELP = { spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" };
const NO_HELP = { spellcheck: "false", autocorrect: "off", autocapitalize: "off" };

// Once Escape was pressed, Tab leaves the editor: at any later time, until something is typed or
// the editor was left. (`blur` comes at once. CodeMirror's own word of a focus that changed comes
// some time after it, and would take back an Escape that was pressed in between.)
const LEAVING = [
  keymap.of([{ key: "Escape", run: (view) => (view.setTabFocusMode(true), false) }]),
  EditorView.domEventHandlers({ blur: (_, view) => view.setTabFocusMode(false) }),
  EditorView.updateListener.of(({ docChanged, view }) => {
    if (docChanged) view.setTabFocusMode(false);
  }),
];

// `label` names it for a screen reader, and `told` is the id of what describes it; `keys` are more
// keys; `changed(text)` hears each change.
export function editor({ text, label, words, told, keys, changed }) {
  return new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        python(),
        indentUnit.of("    "),
        indentOnInput(),
        bracketMatching(),
        LEAVING,
        history(),
        drawSelection(),
        syntaxHighlighting(AS_IN_THE_BOOK),
        keymap.of([...keys, indentWithTab, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-describedby": told,
          ...(words ? HELP : NO_HELP),
          class: "notranslate",
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
}

// Changes what differs and no more, so that a reader's place in the text stays where it was.
export function replaceText(view, whole) {
  const text = whole.replaceAll(/\r\n?/g, "\n"); // as the editor has it
  const before = view.state.doc.toString();
  const most = Math.min(before.length, text.length);
  let from = 0;
  while (from < most && before[from] === text[from]) from += 1;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === text.at(-1 - same)) same += 1;
  const changes = { from, to: before.length - same, insert: text.slice(from, text.length - same) };
  const annotations = isolateHistory.of("full"); // undone by itself, however soon it came
  if (before !== text) view.dispatch({ changes, annotations });
}
