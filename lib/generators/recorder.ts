import { Whole } from "../format/emit.ts";
import type { Fidelity } from "../model/artifact.ts";
import type { Path } from "../model/json.ts";
import type { Plan } from "../model/resource.ts";
import { Sourced } from "../model/sourced.ts";
import { eachLeaf, EXACT } from "./shared/leaves.ts";
import { joined, type Mark, Trace } from "./shared/trace.ts";

/** What was read and said of nodes while something was written. */
export class Sheet {
  readonly traces = new Map<string, Trace>();
  /** What was said of the connections of nodes, and of their defaults. */
  readonly asides: Fidelity[] = [];

  /** The trace of a node, made when it is asked for. */
  of(node: string): Trace {
    let trace = this.traces.get(node);
    if (!trace) this.traces.set(node, trace = new Trace());
    return trace;
  }
}

/**
 * Knows which config properties a generator took. A generator sees resources only through
 * {@linkcode Reading}, so what it never reads is reported as dropped: nothing is lost in silence.
 */
export class Recorder {
  /** Where everything is recorded now. */
  sheet = new Sheet();

  /** A resource whose reads are recorded. */
  read<T extends { readonly node: string; readonly at: Path }>(resource: T): Reading<T> {
    const { node, at } = resource;
    return new Reading(new OpenTrace(this, node, at), resource, node, at);
  }

  /** Records that a config path was taken, as a whole. */
  take(node: string, path: Path): void {
    this.sheet.of(node).along(path).take();
  }

  /** Records that a config path is carried in another way than it says. */
  approximate(node: string, path: Path, message: string): void {
    this.sheet.of(node).along(path).mark = { class: "approximated", message };
  }

  /** Records that a config path is not carried, and why. */
  drop(node: string, path: Path, message: string): void {
    this.sheet.of(node).along(path).mark = { class: "dropped", message };
  }

  /** Records that connections to an input are carried in another way than they say. */
  approximateInput(node: string, input: string, message: string): void {
    this.sheet.asides.push({ node, path: [input], class: "approximated", message });
  }

  /** Records that a default, which no property says, is not carried, and why. */
  dropDefault(node: string, field: string, message: string): void {
    this.sheet.asides.push({ node, path: [field], class: "dropped", message });
  }

  /**
   * How each property that the plan's nodes set was carried, ordered by node and path; what was
   * said of the connections of a node follows its properties.
   *
   * @param reason Why a property that nothing read has no place in this output.
   */
  report(plan: Plan, reason: Reason): Fidelity[] {
    const nodes = [...plan.written.keys()].sort();
    return nodes.flatMap((node) => rowsOf(node, plan, [this.sheet], reason));
  }
}

/** Why a property that nothing read has no place in an output. */
export type Reason = (path: Path) => string;

/** How the properties that a node sets were carried, by everything that was recorded of it. */
export function rowsOf(
  node: string,
  { written }: Plan,
  sheets: readonly Sheet[],
  reason: Reason,
): Fidelity[] {
  const report: Fidelity[] = [];
  const trace = joined(sheets.flatMap(({ traces }) => traces.get(node) ?? []));
  const add = (path: Path, mark: Mark | undefined) =>
    report.push({ node, path, ...mark ?? { class: "dropped", message: reason(path) } });
  eachLeaf(written.get(node)!, trace, add);
  // A node that sets nothing can be lost, too.
  if (report.length === 0) add([], trace?.mark ?? (trace?.touched ? EXACT : undefined));
  for (const { asides } of sheets) report.push(...asides.filter((one) => one.node === node));
  return report;
}

/** The trace of a resource on whatever sheet is open. */
class OpenTrace {
  #sheet: Sheet | undefined;
  #trace: Trace | undefined;

  constructor(
    private readonly recorder: Recorder,
    private readonly node: string,
    private readonly at: Path,
  ) {}

  get now(): Trace {
    const { sheet } = this.recorder;
    if (this.#sheet !== sheet) {
      this.#sheet = sheet;
      this.#trace = sheet.of(this.node).along(this.at);
    }
    return this.#trace!;
  }
}

/** A part of a resource. What is read through it is recorded. */
export class Reading<T extends object> {
  constructor(
    private readonly open: Trace | OpenTrace,
    private readonly it: T,
    /** The node that it belongs to. */
    readonly node: string,
    /** The config path that it came from. */
    readonly path: Path,
  ) {}

  /** Asked for by whatever is read, so that a sheet has a trace of all that it depends on. */
  get #trace(): Trace {
    return this.open instanceof Trace ? this.open : this.open.now;
  }

  /** Whether a field is set; reading nothing of it. */
  has(key: keyof T & string): boolean {
    void this.#trace;
    return this.it[key] !== undefined;
  }

  /** A field with the path that it came from, for the emitter; taken as a whole. */
  get<K extends keyof T & string>(key: K): Sourced<NonNullable<T[K]>> | undefined {
    const value = this.value(key);
    return value === undefined || value === null
      ? undefined
      : new Sourced(value as NonNullable<T[K]>, this.node, [...this.path, key]);
  }

  /** The plain value of a field; taken as a whole. */
  value<K extends keyof T & string>(key: K): T[K] {
    const trace = this.#trace;
    const value = this.it[key];
    if (value !== undefined) trace.at(key).take();
    return value;
  }

  /** Another value that stands in the file because of this field; taken as a whole. */
  as<K extends keyof T & string, V>(key: K, value: V): Sourced<V> {
    this.value(key);
    return new Whole(value, this.node, [...this.path, key]);
  }

  /** A field that is a map of known fields; nothing of it is taken yet. */
  part<K extends keyof T & string>(key: K): Reading<NonNullable<T[K]> & object> | undefined {
    const trace = this.#trace;
    const value = this.it[key];
    if (value === undefined || value === null) return undefined;
    // An empty map says all that it can say by being read.
    if (Object.keys(value).length === 0) this.value(key);
    return new Reading(
      trace.at(key),
      value as NonNullable<T[K]> & object,
      this.node,
      [...this.path, key],
    );
  }

  /** The entries of a field that is a list of maps; nothing of them is taken yet. */
  each<K extends keyof T & string>(key: K): Reading<Entry<T[K]>>[] {
    const list = (this.it[key] ?? []) as readonly Entry<T[K]>[];
    if (list.length === 0) {
      this.value(key);
      return [];
    }
    const trace = this.#trace.at(key);
    return list.map((entry, index) =>
      new Reading(trace.at(index), entry, this.node, [...this.path, key, index])
    );
  }

  /** Says that a field is carried in another way than it says; taken if it is set. */
  approximate(key: keyof T & string, message: string): void {
    if (this.has(key)) this.#trace.at(key).mark = { class: "approximated", message };
  }

  /** Says that a field is not carried, and why. */
  drop(key: keyof T & string, message: string): void {
    if (this.has(key)) this.#trace.at(key).mark = { class: "dropped", message };
  }
}

/** What a list holds. */
export type Entry<L> = NonNullable<L> extends readonly (infer E extends object)[] ? E : never;
