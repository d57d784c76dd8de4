// An editor for a cell: CodeMirror, with what a few lines of Python need.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

// `label` names it for a screen reader; `keys` are more keys; `changed(text)` hears each change.
export function editor({ text, label, words, keys, changed }) {
  const code = words
    ? [EditorView.lineWrapping]
    : [python(), indentUnit.of("    "), indentOnInput(), bracketMatching()];
  const own = words ? keys : [...keys, indentWithTab]; // Escape, then Tab leaves the editor
  return new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        ...code,
        history(),
        drawSelection(),
        syntaxHighlighting(classHighlighter),
        keymap.of([...own, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: String(!!words) }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
}

export function replaceText(view, text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}
