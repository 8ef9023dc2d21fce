/// <reference lib="dom" />
import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { yaml, yamlLanguage } from "@codemirror/lang-yaml";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { highlighting } from "./highlighting.ts";
import { replacement } from "./replacement.ts";

/** A text editor in the page. */
export interface Source {
  /** Takes a text from elsewhere; only what differs is replaced, so that the cursor stays. */
  setText(text: string): void;
  setProblems(problems: readonly LocatedProblem[]): void;
  /** Brings a line into view, from 1. */
  reveal(line: number): void;
  /** Brings a line into view and the keyboard to it. */
  goTo(line: number): void;
  close(): void;
}

/** What a text editor is told. */
export interface SourceOptions {
  readonly text: string;
  readonly isReadOnly: boolean;
  /** What its style sheets carry, for the policy of the page. */
  readonly nonce: string | undefined;
  /** Words that may be completed. */
  readonly words: () => readonly string[];
  /** Told when somebody types; not when the text comes from elsewhere. */
  readonly onType: (text: string) => void;
  /** The steps of undo are the editor's, across canvas, forms and text. */
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** Marks changes that come from elsewhere. */
const elsewhere = Annotation.define<true>();

/** Creates a text editor inside an element. */
export function createSource(parent: HTMLElement, options: SourceOptions): Source {
  const view = new EditorView({ parent, doc: options.text, extensions: extensionsOf(options) });
  return {
    setText(text) {
      const changes = replacement(view.state.doc.toString(), text);
      if (changes) view.dispatch({ changes, annotations: elsewhere.of(true) });
    },
    setProblems(problems) {
      view.dispatch(setDiagnostics(view.state, problems.map((one) => diagnosticOf(view, one))));
    },
    reveal: (line) => view.hasFocus || reveal(view, line),
    goTo(line) {
      reveal(view, line);
      view.focus();
    },
    close: () => view.destroy(),
  };
}

function reveal(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  view.dispatch({
    selection: { anchor: from },
    effects: EditorView.scrollIntoView(from, { y: "start", yMargin: 24 }),
  });
}

function extensionsOf(options: SourceOptions): Extension[] {
  const { nonce, isReadOnly, onUndo, onRedo } = options;
  const does = (work: () => void) => () => (work(), true);
  return [
    Prec.highest(keymap.of([
      { key: "Mod-z", run: does(onUndo) },
      { key: "Mod-y", run: does(onRedo) },
      { key: "Mod-Shift-z", run: does(onRedo) },
    ])),
    basicSetup,
    yaml(),
    yamlLanguage.data.of({ autocomplete: completion(options.words) }),
    highlighting,
    lintGutter(),
    overtyping,
    EditorState.readOnly.of(isReadOnly),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "Source of the workflow", "tabindex": "0" }),
    ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
    EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      const isTyped = docChanged && !transactions.some((one) => one.annotation(elsewhere));
      if (isTyped) options.onType(state.doc.toString());
    }),
  ];
}

/**
 * Types over what is selected. Left alone, a browser gives what is typed the look of what it stands
 * for as a style attribute, and complains when the policy of the page refuses that.
 */
const overtyping: Extension = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const { state } = view;
    const { empty, from, to } = state.selection.main;
    if (inputType !== "insertText" || !data || empty || isComposing || state.readOnly) return false;
    const replace = () =>
      state.update(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    const isHandled = state.facet(EditorView.inputHandler)
      .some((handle) => handle(view, from, to, data, replace));
    if (!isHandled) view.dispatch(replace());
    return true;
  },
});

/** Completes the word before the cursor. */
function completion(words: () => readonly string[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w-]+/);
    if (!word && !context.explicit) return null;
    const options = [...new Set(words())].map((label) => ({ label }));
    return { from: word?.from ?? context.pos, options, validFor: /^[\w-]*$/ };
  };
}

function diagnosticOf({ state: { doc } }: EditorView, problem: LocatedProblem): Diagnostic {
  const { line, column, severity, message, suggestion } = problem;
  const { from: start, to: end } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(start + column - 1, end);
  const word = /^[\w.-]+/.exec(doc.sliceString(from, end))?.[0].length ?? 0;
  const hint = suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
  return { from, to: from + word, severity, message: message + hint };
}
