import type { JSX } from "preact";
import type { Page } from "../../islands/listing.ts";
import { Notice } from "../../islands/Notice.tsx";
import { Pager } from "../../islands/Pager.tsx";
import { inFull } from "../../islands/time.ts";
import type { AuditRecord } from "../../lib/model/audit.ts";

/** What the page of the audit log is told. */
export interface AuditViewProps {
  readonly page: Page<AuditRecord>;
  /** The first record that does not fit the one before. */
  readonly broken: number | undefined;
}

/** Shows what was done, by whom, and whether the log can be trusted. */
export function AuditView({ page, broken }: AuditViewProps): JSX.Element {
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>Audit</h1>
          <p>Every change, done or refused, the newest first.</p>
        </div>
      </header>
      <Trust broken={broken} />
      <div class="card">
        <table class="table is-dense">
          <caption class="visually-hidden">Audit log</caption>
          <thead>
            <tr>
              {["When", "Who", "What", "To what", "Result", "From", "Request"].map((label) => (
                <th key={label} scope="col">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>{page.items.map((record) => <Row key={record.id} record={record} />)}</tbody>
        </table>
      </div>
      <Pager page={page} query={{}} noun="records" />
    </div>
  );
}

function Trust({ broken }: { readonly broken: number | undefined }): JSX.Element {
  if (broken === undefined) {
    return (
      <Notice tone="success">
        The chain of records is whole: each fits the one before it.
      </Notice>
    );
  }
  return (
    <Notice tone="fault">
      Record {broken}{" "}
      does not fit the one before it: somebody changed the log. Compare it with a backup of the
      state, and find out who can write to the data folder.
    </Notice>
  );
}

const TONES: Readonly<Record<AuditRecord["result"], string>> = {
  allowed: "is-success",
  denied: "is-warning",
  failed: "is-fault",
};

function Row({ record }: { readonly record: AuditRecord }): JSX.Element {
  const { at, actor, role, action, object, result, reason, address, requestId } = record;
  return (
    <tr>
      <td data-label="When" class="nowrap">
        <time dateTime={at}>{inFull(at)}</time>
      </td>
      <td data-label="Who">
        <span>
          {actor ?? "nobody"} {role && <span class="muted">{role}</span>}
        </span>
      </td>
      <td data-label="What" class="mono nowrap">{action}</td>
      <td data-label="To what" class="mono">{object}</td>
      <td data-label="Result">
        <span>
          <span class={`chip ${TONES[result]}`}>{result}</span>{" "}
          {reason && <span class="muted">{reason}</span>}
        </span>
      </td>
      <td data-label="From" class="mono muted nowrap">{address}</td>
      <td data-label="Request" class="mono muted nowrap">{requestId}</td>
    </tr>
  );
}
