/// <reference lib="dom" />
import type { JSX } from "preact";
import { DeploymentChip } from "./DeploymentChip.tsx";
import { Icon } from "./Icon.tsx";
import { circleAlert, circleCheck, copy, trash } from "./icon.ts";
import { Time } from "./Time.tsx";
import type { WorkflowItem } from "./workflow_item.ts";
import type { WorkflowsModel } from "./workflows_model.ts";

/** What a row is told. */
export interface WorkflowRowProps {
  readonly item: WorkflowItem;
  readonly model: WorkflowsModel;
}

/** Shows one workflow of the list. */
export function WorkflowRow({ item, model }: WorkflowRowProps): JSX.Element {
  const { name, title, description, updatedAt, updatedBy } = item;
  const now = model.clock.now.value;
  const deployments = model.deployments.value.filter(({ workflow }) => workflow === name);
  return (
    <li class="row">
      <div class="row-main">
        <p class="row-title">
          <a href={`/workflows/${name}`}>{title ?? name}</a>
          {title && <span class="mono muted">{name}</span>}
        </p>
        {description && <p class="row-text muted">{description}</p>}
        <p class="row-meta muted small">
          <span>{counted(item.nodes, "node")}, {counted(item.connections, "connection")}</span>
          <span>
            changed <Time at={updatedAt} now={now} />
            {updatedBy && ` by ${updatedBy}`}
          </span>
        </p>
        <Fault item={item} />
      </div>
      <div class="row-states">
        {deployments.map(({ id, environment, state }) => (
          <a key={environment} class="chip-link" href={`/deployments/${id}`}>
            <DeploymentChip environment={environment} state={state} />
          </a>
        ))}
        <Validity errors={item.errors} />
        <Findings {...item.findings} />
      </div>
      {model.canWrite && <RowActions item={item} model={model} />}
    </li>
  );
}

function Validity({ errors }: { readonly errors: number }): JSX.Element {
  return errors === 0
    ? (
      <span class="chip is-success">
        <Icon of={circleCheck} size={13} /> Valid
      </span>
    )
    : (
      <span class="chip is-fault">
        <Icon of={circleAlert} size={13} /> {counted(errors, "error")}
      </span>
    );
}

/** How much rules find; the editor says what. */
function Findings({ errors, total }: WorkflowItem["findings"]): JSX.Element | null {
  if (total === 0) return null;
  const words = errors > 0 ? counted(errors, "rule error") : counted(total, "finding");
  const tone = errors > 0 ? "is-fault" : "is-warning";
  return (
    <span class={`chip ${tone}`}>
      <Icon of={circleAlert} size={13} /> {words}
    </span>
  );
}

/** The first error, with the way to its line. */
function Fault({ item: { name, problem } }: { readonly item: WorkflowItem }): JSX.Element | null {
  if (!problem) return null;
  const { line, column, message } = problem;
  return (
    <p class="row-fault small">
      <a class="mono" href={`/workflows/${name}#source:${line}:${column}`}>{line}:{column}</a>
      <span>{message}</span>
    </p>
  );
}

function RowActions({ item, model }: WorkflowRowProps): JSX.Element {
  const called = item.title ?? item.name;
  return (
    <div class="row-actions">
      <button
        type="button"
        class="button is-quiet is-icon"
        title="Duplicate"
        aria-label={`Duplicate ${called}`}
        onClick={() => model.ask({ kind: "duplicate", of: item })}
      >
        <Icon of={copy} />
      </button>
      <button
        type="button"
        class="button is-quiet is-icon"
        title="Delete"
        aria-label={`Delete ${called}`}
        onClick={() => model.remove(item)}
      >
        <Icon of={trash} />
      </button>
    </div>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
