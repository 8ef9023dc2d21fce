/// <reference lib="dom" />
import type { JSX } from "preact";
import { lookup } from "../../lib/model/json.ts";
import type { NodeProps } from "./view_props.ts";

/** Puts a node into a group; shown where there is one. */
export function GroupField({ editor, id }: NodeProps): JSX.Element | null {
  const { nodes } = editor.drawing.workflow.value;
  const own = nodes.get(id)?.group;
  const groups = [...nodes.values()].filter(({ id: other, component }) =>
    other !== id && lookup(editor.catalogue.components, component)?.groups
  ).map((node) => node.id);
  if (groups.length === 0 && own === undefined) return null;
  const choices = own === undefined || groups.includes(own) ? groups : [own, ...groups];
  return (
    <div class="field">
      <label for="node-group">Group</label>
      <select
        id="node-group"
        class="select"
        value={own ?? ""}
        onChange={({ currentTarget: { value } }) =>
          editor.edit([{ op: "set-group", node: id, value: value === "" ? null : value }])}
      >
        <option value="">None</option>
        {choices.map((group) => <option key={group} value={group}>{group}</option>)}
      </select>
    </div>
  );
}
