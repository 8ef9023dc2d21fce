import { Handle, type NodeProps, Position } from "@xyflow/react";
import type { JSX } from "preact";
import { chevronDown, componentIcon } from "../editor/icon.ts";
import { chevronRight } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import type { GroupData } from "./flow.ts";
import { Badge, MarkBadges } from "./NodeView.tsx";

/** Draws a group: a box around its members, or folded up in their place. */
export function GroupView({ id, data, selected }: NodeProps): JSX.Element {
  const { title, component, isFolded, places, color, marks, fold, ...counts } = data as GroupData;
  const classes = marks.map(({ kind }) => ` is-${kind}`).join("");
  const look = `${isFolded ? " is-folded" : ""}${selected ? " is-selected" : ""}${classes}`;
  const members = `${places.size} ${places.size === 1 ? "node" : "nodes"}`;
  return (
    <div class={`group-box${look}`}>
      <MarkBadges marks={marks} />
      {color && <span class="node-color" style={{ background: color }} />}
      <div class="group-head">
        <span class="node-icon">
          <Icon of={componentIcon(component)} size={16} />
        </span>
        <span class="node-names">
          <span class="node-title" title={title}>{title}</span>
          <span class="node-kind">{members}</span>
        </span>
        <Badge errors={counts.errors} warnings={counts.warnings} />
        {fold && (
          <button
            type="button"
            class="button is-quiet is-icon nodrag"
            aria-expanded={!isFolded}
            aria-label={isFolded ? `Open ${title}` : `Fold up ${title}`}
            title={isFolded ? "Open" : "Fold up"}
            onClick={(event) => {
              event.stopPropagation();
              fold(id);
            }}
          >
            <Icon of={isFolded ? chevronRight : chevronDown} />
          </button>
        )}
      </div>
      {isFolded && (
        <>
          <Handle id="target" type="target" position={Position.Left} isConnectable={false} />
          <Handle id="source" type="source" position={Position.Right} isConnectable={false} />
        </>
      )}
    </div>
  );
}
