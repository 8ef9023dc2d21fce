import type { JSX } from "preact";
import type { ImportedLines } from "../lib/model/import.ts";
import type { LocatedProblem } from "../lib/model/problem.ts";
import { FormDialog } from "./FormDialog.tsx";
import type { Importing } from "./importing.ts";
import { NameField } from "./NameField.tsx";

/** What the dialog is told. */
export interface ImportDialogProps {
  readonly importing: Importing;
  readonly onClose: () => void;
}

/** Shows what would come of foreign files before a workflow is made of them. */
export function ImportDialog({ importing, onClose }: ImportDialogProps): JSX.Element {
  const { files, name, answer, isBusy, fault, problems } = importing;
  const report = answer.value?.report ?? [];
  return (
    <FormDialog
      title={files.length === 1 ? `Import ${files[0]!.path}` : `Import ${files.length} files`}
      action="Create workflow"
      isWide
      isBusy={isBusy.value}
      fault={fault.value}
      onSubmit={(field) => importing.create(field("name"))}
      onClose={onClose}
    >
      <NameField label="Name" value={name} />
      <Problems problems={[...problems.value, ...answer.value?.problems ?? []]} />
      {answer.value && <Report report={report} />}
    </FormDialog>
  );
}

function Problems(
  { problems }: { readonly problems: readonly LocatedProblem[] },
): JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <ul class="import-list">
      {problems.map(({ file, line, column, message }, index) => (
        <li key={index}>
          <code>{file}:{line}:{column}</code> <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}

/** What became of lines, in the order in which people want to know it. */
const CLASSES = [
  ["taken", "is-success", "as it is"],
  ["approximated", "is-info", "in another way"],
  ["custom", "is-info", "as custom resources"],
  ["dropped", "is-warning", "not taken"],
] as const;

function Report({ report }: { readonly report: readonly ImportedLines[] }): JSX.Element {
  const byClass = Map.groupBy(report, (entry) => entry.class);
  return (
    <section class="import-report" aria-label="What becomes of the files">
      <p>
        {CLASSES.map(([kind, tone, words]) => {
          const count = byClass.get(kind)?.length ?? 0;
          return count > 0 && <span key={kind} class={`chip ${tone}`}>{count} {words}</span>;
        })}
      </p>
      {CLASSES.slice(1).map(([kind, , words]) => {
        const entries = byClass.get(kind);
        return entries && (
          <details key={kind} open={kind === "dropped"}>
            <summary>{entries.length} {words}</summary>
            <ul class="import-list">
              {entries.map(({ file, from, source, message, node }, index) => (
                <li key={index}>
                  <code>{file}:{from}</code> <code>{source}</code>{" "}
                  <span class="muted">{message || (node && `now in ${node}`)}</span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
