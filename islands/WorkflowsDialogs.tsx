/// <reference lib="dom" />
import type { JSX } from "preact";
import { FormDialog } from "./FormDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { NameField } from "./NameField.tsx";
import type { ExampleChoice, WorkflowItem } from "./workflow_item.ts";
import { ToastList } from "./toasts.tsx";
import type { WorkflowChanges } from "./workflow_changes.ts";

/** What the views of changes are told. */
export interface WorkflowChangesViewProps {
  readonly changes: WorkflowChanges;
  readonly examples: readonly ExampleChoice[];
}

/** Shows the question that is asked, if one is, and what came of changes. */
export function WorkflowChangesView(props: WorkflowChangesViewProps): JSX.Element {
  return (
    <>
      <Asked {...props} />
      <ToastList toasts={props.changes.toasts} />
    </>
  );
}

function Asked({ changes, examples }: WorkflowChangesViewProps): JSX.Element | null {
  const asked = changes.dialog.value;
  if (asked?.kind === "create") return <CreateDialog changes={changes} examples={examples} />;
  const importing = changes.importing.value;
  if (importing) {
    return <ImportDialog importing={importing} onClose={() => changes.ask(undefined)} />;
  }
  if (asked?.kind === "duplicate") return <DuplicateDialog changes={changes} of={asked.of} />;
  if (asked?.kind === "remove") return <RemoveDialog changes={changes} of={asked.of} />;
  return null;
}

function CreateDialog({ changes, examples }: WorkflowChangesViewProps): JSX.Element {
  return (
    <FormDialog
      {...common(changes)}
      title="New workflow"
      action="Create"
      isWide
      onSubmit={(field) => changes.create(field("name"), field("example") || undefined)}
    >
      <NameField label="Name" hint="Lower-case letters, digits and dashes. It names the file." />
      <fieldset class="choices">
        <legend class="label">Begin with</legend>
        {[BLANK, ...examples].map((example) => <Choice key={example.name} {...example} />)}
      </fieldset>
    </FormDialog>
  );
}

const BLANK: ExampleChoice = {
  name: "",
  title: "Blank",
  description: "An empty canvas.",
};

function Choice({ name, title, description }: ExampleChoice): JSX.Element {
  return (
    <label class="choice">
      <input type="radio" name="example" value={name} defaultChecked={name === ""} />
      <span>
        <strong>{title}</strong>
        <span class="muted small">{description}</span>
      </span>
    </label>
  );
}

interface WorkflowDialogProps {
  readonly changes: WorkflowChanges;
  readonly of: WorkflowItem;
}

function DuplicateDialog({ changes, of: { name, title } }: WorkflowDialogProps): JSX.Element {
  return (
    <FormDialog
      {...common(changes)}
      title={`Duplicate ${title ?? name}`}
      action="Duplicate"
      onSubmit={(field) => changes.duplicate(name, field("name"))}
    >
      <NameField label="Name of the copy" value={`${name.slice(0, 47)}-copy`} />
    </FormDialog>
  );
}

function RemoveDialog({ changes, of }: WorkflowDialogProps): JSX.Element {
  return (
    <FormDialog
      {...common(changes)}
      title={`Delete ${of.title ?? of.name}?`}
      action="Delete"
      isDangerous
      onSubmit={() => changes.remove(of).then(() => changes.ask(undefined))}
    >
      <p>
        Its file has errors, so Celestra could not bring it back here. Git keeps it in the history.
      </p>
    </FormDialog>
  );
}

function common(changes: WorkflowChanges) {
  return {
    isBusy: changes.isBusy.value,
    fault: changes.fault.value,
    onClose: () => changes.ask(undefined),
  };
}
