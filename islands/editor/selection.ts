import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { endText, type Workflow } from "../../lib/model/workflow.ts";

/** What is selected on the canvas. */
export interface Selection {
  readonly nodes: ReadonlySignal<ReadonlySet<string>>;
  /** Selected connections, by {@linkcode connectionId}. */
  readonly connections: ReadonlySignal<ReadonlySet<string>>;
  /** The one selected node, when it is one. */
  readonly node: ReadonlySignal<string | undefined>;
  select(nodes: Iterable<string>, connections?: Iterable<string>): void;
  clear(): void;
  all(): void;
}

/** What names a connection: its two ends. */
export function connectionId(
  { from, to }: {
    readonly from: { readonly node: string; readonly port: string };
    readonly to: { readonly node: string; readonly port: string };
  },
): string {
  return `${endText(from)}>${endText(to)}`;
}

/** Creates a selection; what is no longer in the workflow is not selected. */
export function createSelection(workflow: ReadonlySignal<Workflow>): Selection {
  const chosen = signal<ReadonlySet<string>>(new Set());
  const joined = signal<ReadonlySet<string>>(new Set());
  const nodes = computed(() => within(chosen.value, (id) => workflow.value.nodes.has(id)));
  const known = computed(() => new Set(workflow.value.connections.map(connectionId)));
  const connections = computed(() => within(joined.value, (id) => known.value.has(id)));
  return {
    nodes,
    connections,
    node: computed(() => nodes.value.size === 1 ? [...nodes.value][0] : undefined),
    select(ids, between = []) {
      chosen.value = new Set(ids);
      joined.value = new Set(between);
    },
    clear() {
      chosen.value = new Set();
      joined.value = new Set();
    },
    all() {
      chosen.value = new Set(workflow.value.nodes.keys());
      joined.value = new Set(known.value);
    },
  };
}

/** The members that are there; the same set when all are. */
function within(ids: ReadonlySet<string>, isThere: (id: string) => boolean): ReadonlySet<string> {
  const there = [...ids].filter(isThere);
  return there.length === ids.size ? ids : new Set(there);
}
