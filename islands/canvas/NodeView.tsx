import { Handle, type NodeProps, Position } from "@xyflow/react";
import type { JSX } from "preact";
import { memo } from "preact/compat";
import { componentIcon } from "../editor/icon.ts";
import { Icon } from "../Icon.tsx";
import type { NodeData, PortView } from "./flow.ts";
import { hueOf } from "./hue.ts";
import { type Mark, MARKS } from "./mark.ts";
import { StatusMark } from "../editor/StatusMark.tsx";

interface NodeViewProps {
  readonly id: string;
  readonly data: NodeData;
  readonly selected: boolean;
}

/** Draws a node. Where it stands is not its matter: dragging draws nothing anew. */
export const NodeView = memo(
  NodeDrawing,
  (before, after) => before.data === after.data && before.selected === after.selected,
) as unknown as (props: NodeProps) => JSX.Element;

function NodeDrawing({ id, data, selected }: NodeViewProps): JSX.Element {
  const { title, component, componentTitle, inputs, outputs, state, color, marks } = data;
  const classes = marks.map(({ kind }) => ` is-${kind}`).join("");
  return (
    <div class={`node${selected ? " is-selected" : ""}${state ? ` is-${state}` : ""}${classes}`}>
      <MarkBadges marks={marks} />
      {color && <span class="node-color" style={{ background: color }} />}
      <div class="node-head">
        <span class="node-icon">
          <Icon of={componentIcon(component)} size={18} />
        </span>
        <span class="node-names">
          <span class="node-title" title={title}>{title}</span>
          <span class="node-kind">
            {componentTitle}
            {title !== id && <span class="node-id">{id}</span>}
          </span>
        </span>
        <Marks data={data} />
      </div>
      {(inputs.length > 0 || outputs.length > 0) && (
        <div class="node-ports">
          <Ports ports={inputs} side="left" />
          <Ports ports={outputs} side="right" />
        </div>
      )}
    </div>
  );
}

/** Says at the corner of something what became of it. */
export function MarkBadges({ marks }: { readonly marks: readonly Mark[] }): JSX.Element | null {
  if (marks.length === 0) return null;
  return (
    <span class="mark-badges">
      {marks.map(({ kind, title }) => (
        <span key={kind} class={`mark is-${kind}`} title={title}>
          <Icon of={MARKS[kind].icon} size={13} />
        </span>
      ))}
    </span>
  );
}

function Marks({ data: { errors, warnings, state } }: { readonly data: NodeData }): JSX.Element {
  return (
    <span class="node-marks">
      {state && <StatusMark state={state} />}
      <Badge errors={errors} warnings={warnings} />
    </span>
  );
}

/** How much is wrong with something; nothing where all is well. */
export function Badge(
  { errors, warnings }: Pick<NodeData, "errors" | "warnings">,
): JSX.Element | null {
  if (errors + warnings === 0) return null;
  return (
    <span
      class={`node-badge ${errors > 0 ? "is-error" : "is-warning"}`}
      title={`${errors} errors, ${warnings} warnings`}
    >
      {errors || warnings}
    </span>
  );
}

function Ports(
  { ports, side }: { readonly ports: readonly PortView[]; readonly side: "left" | "right" },
): JSX.Element {
  const isInput = side === "left";
  return (
    <ul class={`node-side is-${side}`}>
      {ports.map(({ id, type, title }) => (
        <li key={id} class={`port ${hueOf(type)}`} title={`${title}: ${type}`}>
          <Handle
            id={id}
            type={isInput ? "target" : "source"}
            position={isInput ? Position.Left : Position.Right}
          />
          {title}
        </li>
      ))}
    </ul>
  );
}
