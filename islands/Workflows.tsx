/// <reference lib="dom" />
import { signal } from "@preact/signals";
import type { FunctionComponent, JSX } from "preact";
import { Icon } from "./Icon.tsx";
import { plus, workflow } from "./icon.ts";
import { Live } from "./Live.tsx";
import { Notice } from "./Notice.tsx";
import { Pager } from "./Pager.tsx";
import type { Dropped } from "./source_files.ts";
import { WorkflowFilters } from "./WorkflowFilters.tsx";
import { WorkflowRow } from "./WorkflowRow.tsx";
import type { WorkflowChangesViewProps } from "./WorkflowsDialogs.tsx";
import type { WorkflowsModel } from "./workflows_model.ts";

/** What the views of this page are told. */
export interface WorkflowsViewProps {
  readonly model: WorkflowsModel;
}

/** Shows all workflows and what can be done with them. */
export function Workflows({ model }: WorkflowsViewProps): JSX.Element {
  const { list, news } = model;
  const { items, total } = list.page.value;
  const state = news.value?.state.value ?? "connecting";
  return (
    <div class="page" {...model.canWrite && dropping(model)}>
      <header class="page-head">
        <div>
          <h1>Workflows</h1>
          <p>Each is a YAML file in the repository. Open one to draw it.</p>
        </div>
        <div class="page-actions">
          <Live state={state} />
          {model.canWrite && <ImportFiles model={model} />}
          {model.canWrite && <NewWorkflow model={model} />}
        </div>
      </header>
      <WorkflowFilters list={list} />
      {list.fault.value && <Notice tone="fault">{list.fault.value}</Notice>}
      <p class="visually-hidden" role="status">{total} workflows</p>
      {total === 0
        ? <NoWorkflows model={model} />
        : (
          <ul class="card rows" aria-busy={list.isBusy.value}>
            {items.map((item) => <WorkflowRow key={item.name} item={item} model={model} />)}
          </ul>
        )}
      <Pager
        page={list.page.value}
        query={list.query.value}
        noun="workflows"
        onTurn={(page) => list.turn(page)}
      />
      <Changes model={model} />
    </div>
  );
}

function NewWorkflow({ model }: WorkflowsViewProps): JSX.Element {
  return (
    <button
      type="button"
      class="button is-primary"
      onClick={() => model.ask({ kind: "create" })}
    >
      <Icon of={plus} /> New workflow
    </button>
  );
}

/** What can be imported, by the ends of file names. */
const FILES = ".yaml,.yml,.py,.json,.env";

function ImportFiles({ model }: WorkflowsViewProps): JSX.Element {
  return (
    <label class="button" title="Or drop files here">
      Import
      <input
        class="visually-hidden"
        type="file"
        multiple
        accept={FILES}
        onChange={({ currentTarget }) => {
          importFiles(model, currentTarget.files!);
          // The same file may be chosen again, once it is mended.
          currentTarget.value = "";
        }}
      />
    </label>
  );
}

/** Files that are dropped anywhere on the page are imported; dropped text goes where it fell. */
function dropping(model: WorkflowsModel) {
  const isHere = (event: DragEvent) => {
    const isTaken = event.dataTransfer!.types.includes("Files");
    if (isTaken) event.preventDefault();
    return isTaken;
  };
  return {
    onDragOver: isHere,
    onDrop: (event: DragEvent) =>
      isHere(event) && importFiles(
        model,
        // What may be a folder can be asked for only now.
        [...event.dataTransfer!.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile()),
      ),
  };
}

function importFiles(model: WorkflowsModel, list: Iterable<Dropped | null>): void {
  const files = [...list].filter((file) => file !== null);
  if (files.length) void model.ask({ kind: "import", files });
}

const view = signal<FunctionComponent<WorkflowChangesViewProps>>();

/** Shows what is asked and said about changes; that comes with the first one. */
function Changes({ model }: WorkflowsViewProps): JSX.Element | null {
  const changes = model.changes.value;
  if (!changes) return null;
  const View = view.value;
  if (View) return <View changes={changes} examples={model.examples} />;
  import("./late_workflow_changes.ts").then((loaded) => view.value = loaded.WorkflowChangesView);
  return null;
}

/** Says why there is nothing, and what to do about it. */
function NoWorkflows({ model }: WorkflowsViewProps): JSX.Element {
  const { search = "", state = "" } = model.list.query.value;
  if (search || state) {
    return (
      <div class="card empty">
        <h2>Nothing fits</h2>
        <p>No workflow has these words in its name, title or description.</p>
        <a class="button" href="/workflows">Show all workflows</a>
      </div>
    );
  }
  return (
    <div class="card empty">
      <span class="empty-icon">
        <Icon of={workflow} size={24} />
      </span>
      <h2>No workflows yet</h2>
      <p>Begin with a blank one, or with an example that runs as it is.</p>
      {model.canWrite && <NewWorkflow model={model} />}
    </div>
  );
}
