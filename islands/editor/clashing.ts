import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Json } from "../../lib/model/json.ts";
import { type Mark, MARKS } from "../canvas/mark.ts";
import type { ConflictAnswer, Resolution } from "./api_answers.ts";
import type { Clash } from "./saving.ts";

/** What a person decides about what both sides made differently. */
export interface Clashing {
  readonly conflicts: ReadonlySignal<readonly ConflictAnswer[]>;
  /** What is decided so far, by the id of the conflict. */
  readonly decided: ReadonlySignal<ReadonlyMap<string, Resolution>>;
  /** How many can be decided and are not. */
  readonly open: ReadonlySignal<number>;
  /** Those that no side can be taken of: what is drawn has to change. */
  readonly stuck: ReadonlySignal<readonly ConflictAnswer[]>;
  /** What is marked on the canvas. */
  readonly marks: ReadonlySignal<ReadonlyMap<string, readonly Mark[]>>;
  decide(resolution: Resolution): void;
  /** Takes one side of everything. */
  takeAll(side: "ours" | "theirs"): void;
  /** The decisions, for the save. */
  resolutions(): readonly Resolution[];
}

/** Creates what decides about clashes; a decision counts as long as its conflict is there. */
export function createClashing(clash: ReadonlySignal<Clash | undefined>): Clashing {
  const all = signal<ReadonlyMap<string, Resolution>>(new Map());
  const conflicts = computed(() => clash.value?.conflicts ?? []);
  const stuck = computed(() => conflicts.value.filter(isStuck));
  const possible = computed(() => conflicts.value.filter((one) => !isStuck(one)));
  const decided = computed(() =>
    new Map(possible.value.flatMap(({ id }) => {
      const one = all.value.get(id);
      return one ? [[id, one] as const] : [];
    }))
  );
  return {
    conflicts,
    decided,
    open: computed(() => possible.value.length - decided.value.size),
    stuck,
    marks: computed(() =>
      new Map(conflicts.value.flatMap(({ node, message }) => {
        const title = message ?? MARKS.conflict.title;
        return node === null ? [] : [[node, [{ kind: "conflict", title } as const]] as const];
      }))
    ),
    decide: (one) => void (all.value = new Map([...all.value, [one.id, one]])),
    takeAll(take) {
      const ids = possible.value.map(({ id }) => [id, { id, take }] as const);
      all.value = new Map([...all.value, ...ids]);
    },
    resolutions: () => [...decided.value.values()],
  };
}

/** What only both sides together break: neither alone is the answer. */
function isStuck({ path }: ConflictAnswer): boolean {
  return path[0] === "graph";
}

/** What a conflict is about, in the words of its form. */
export function isWholeNode({ node, path }: ConflictAnswer): boolean {
  return node !== null && path.length === 0;
}

/** Whether a value of one's own can be written: of a field that holds a text, a number or a flag. */
export function isWritable({ path, base, ours, theirs, file }: ConflictAnswer): boolean {
  const isField = ["config", "title", "description", "metadata", "spec"].includes(String(path[0]));
  return file === "workflow" && isField && [base, ours, theirs].every(isScalar);
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== "object";
}

/** What somebody wrote, as the kind of value that stands on both sides. */
export function valueOf(text: string, { ours, theirs }: ConflictAnswer): Json {
  const like = theirs ?? ours;
  if (typeof like === "number" && text.trim() !== "" && Number.isFinite(Number(text))) {
    return Number(text);
  }
  if (typeof like === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}
