import { yamlLanguage } from "@codemirror/lang-yaml";
import { type Extension, Prec, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, ViewPlugin } from "@codemirror/view";

/** The classes that colour parts of the text; what they look like stands in the style sheet. */
const MARKS: Readonly<Record<string, Decoration>> = {
  Key: Decoration.mark({ class: "yaml-key" }),
  Comment: Decoration.mark({ class: "yaml-comment" }),
  QuotedLiteral: Decoration.mark({ class: "yaml-text" }),
  BlockLiteralContent: Decoration.mark({ class: "yaml-text" }),
  Anchor: Decoration.mark({ class: "yaml-anchor" }),
  Alias: Decoration.mark({ class: "yaml-anchor" }),
  Tag: Decoration.mark({ class: "yaml-anchor" }),
};

const VALUE = Decoration.mark({ class: "yaml-value" });

/** What no quotes make text: numbers, true, false and nothing. */
const PLAIN = /^(true|false|null|~|[-+]?\d[\d_]*(\.\d+)?)$/;

/** Colours YAML by classes of ours, so that light and dark are a matter of style sheets. */
export const highlighting: Extension = Prec.highest(ViewPlugin.define((view) => ({
  decorations: colored(view.state.doc.toString()),
  update({ docChanged, state }) {
    if (docChanged) this.decorations = colored(state.doc.toString());
  },
}), { decorations: ({ decorations }) => decorations }));

/** The classes of a text. A file has 256 KiB at most, which is parsed in milliseconds. */
export function colored(text: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  yamlLanguage.parser.parse(text).iterate({
    enter({ name, from, to }) {
      const mark = MARKS[name] ?? (name === "Literal" && isPlain(text, from, to) ? VALUE : null);
      if (!mark || from === to) return;
      builder.add(from, to, mark);
      // A key may hold a literal; it is coloured once.
      return false;
    },
  });
  return builder.finish();
}

function isPlain(text: string, from: number, to: number): boolean {
  return to - from < 40 && PLAIN.test(text.slice(from, to));
}
