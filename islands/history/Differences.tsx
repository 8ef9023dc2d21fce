/// <reference lib="dom" />
import type { JSX } from "preact";
import type { FieldChange, NodeChange } from "../../lib/model/diff.ts";
import { MarkBadges } from "../canvas/NodeView.tsx";
import { type Mark, type MarkKind, MARKS } from "../canvas/mark.ts";
import type { Editor } from "../editor/editor.ts";
import { fieldTitle, valueWords } from "../editor/field_words.ts";
import type { EditorViewProps } from "../editor/view_props.ts";
import type { Comparison } from "./comparison.ts";

/** What differs, in words, for those who do not see the canvas and those who want to know exactly. */
export function Differences(
  { editor, comparison }: EditorViewProps & { readonly comparison: Comparison },
): JSX.Element {
  const { difference: { fields, nodes, connections, places, notes }, marks } = comparison;
  const known = new Set(nodes.map(({ node }) => node));
  const moved = places.filter(({ node }) =>
    !known.has(node) && marks.get(node)?.some(({ kind }) => kind === "moved")
  );
  const count = fields.length + nodes.length + connections.length + moved.length + notes.length;
  if (count === 0) return <p class="quiet">Both say the same.</p>;
  return (
    <>
      {fields.length > 0 && (
        <section class="difference">
          <h3>The workflow</h3>
          <Fields editor={editor} fields={fields} component={undefined} />
        </section>
      )}
      {nodes.map((change) => (
        <NodeDifference
          key={change.node}
          editor={editor}
          change={change}
          marks={marks.get(change.node) ?? []}
        />
      ))}
      {moved.map(({ node }) => (
        <section key={node} class="difference">
          <NodeHead editor={editor} node={node} marks={marks.get(node) ?? []} />
        </section>
      ))}
      {connections.length > 0 && (
        <section class="difference">
          <h3>Connections</h3>
          <ul class="difference-wires">
            {connections.map(({ from, to, change, order }) => (
              <li key={`${from} ${to}`}>
                <MarkBadges marks={[markOf(change)]} />
                <span>
                  <code>{from}</code> to <code>{to}</code>
                  {change === "changed" && (order ? ", is waited for" : ", nobody waits")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {notes.length > 0 && (
        <section class="difference">
          <h3>Notes</h3>
          <ul class="difference-wires">
            {notes.map(({ note, before, after }) => (
              <li key={note}>
                <MarkBadges
                  marks={[markOf(!before ? "added" : !after ? "removed" : "changed")]}
                />
                <span>{(after ?? before)!.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function NodeDifference(
  { editor, change, marks }: {
    readonly editor: Editor;
    readonly change: NodeChange;
    readonly marks: readonly Mark[];
  },
): JSX.Element {
  const { node, component, fields } = change;
  return (
    <section class="difference">
      <NodeHead editor={editor} node={node} title={change.title} marks={marks} />
      <Fields editor={editor} fields={fields} component={component} />
    </section>
  );
}

/** Leads to the node on the canvas. */
function NodeHead(
  { editor, node, title, marks }: {
    readonly editor: Editor;
    readonly node: string;
    readonly title?: string | undefined;
    readonly marks: readonly Mark[];
  },
): JSX.Element {
  return (
    <button type="button" class="row-button" onClick={() => editor.view?.reveal(node)}>
      <MarkBadges marks={marks} />
      <span>
        <b>{title ?? node}</b>
        <span class="quiet">{marks.map((mark) => mark.title).join(", ")}</span>
      </span>
    </button>
  );
}

function Fields(
  { editor, fields, component }: {
    readonly editor: Editor;
    readonly fields: readonly FieldChange[];
    readonly component: string | undefined;
  },
): JSX.Element | null {
  if (fields.length === 0) return null;
  return (
    <dl class="difference-fields">
      {fields.map(({ path, before, after }) => (
        <div key={JSON.stringify(path)}>
          <dt>{fieldTitle(editor.catalogue, component, path)}</dt>
          <dd>
            <Value value={valueWords(before)} class="was" />
            <span aria-label="becomes">→</span>
            <Value value={valueWords(after)} class="is" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value(
  { value, class: name }: { readonly value: string | undefined; readonly class: string },
): JSX.Element {
  if (value === undefined) return <i class="quiet">nothing</i>;
  return name === "was" ? <del>{value}</del> : <ins>{value}</ins>;
}

function markOf(kind: MarkKind): Mark {
  return { kind, title: MARKS[kind].title };
}
