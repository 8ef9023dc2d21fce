import type { Fidelity } from "../../model/artifact.ts";
import type { Path } from "../../model/json.ts";

/** How a config path is carried, as a generator says it. */
export type Mark = Pick<Fidelity, "class" | "message">;

/** What became of a config path, and of everything below it. */
export class Trace {
  /** Whether it was taken as a whole. */
  taken = false;
  /** Whether it or something below it was taken. */
  touched = false;
  mark: Mark | undefined;
  #children: Map<string | number, Trace> | undefined;

  constructor(private readonly parent?: Trace) {}

  /** The trace of a step below, made when it is asked for. */
  at(step: string | number): Trace {
    this.#children ??= new Map();
    let child = this.#children.get(step);
    if (!child) this.#children.set(step, child = new Trace(this));
    return child;
  }

  /** The trace of a path below. */
  along(path: Path): Trace {
    return path.reduce<Trace>((trace, step) => trace.at(step), this);
  }

  /** The trace of a step below, if anything was recorded there. */
  known(step: string | number): Trace | undefined {
    return this.#children?.get(step);
  }

  /** Records that it was taken as a whole. */
  take(): void {
    this.taken = true;
    this.#touch();
  }

  /** Whether another one recorded the same. */
  isLike(other: Trace): boolean {
    const [mine, others] = [this.#children, other.#children];
    if (this.taken !== other.taken || this.touched !== other.touched) return false;
    if (this.mark?.class !== other.mark?.class) return false;
    if (this.mark?.message !== other.mark?.message) return false;
    if ((mine?.size ?? 0) !== (others?.size ?? 0)) return false;
    return mine?.entries().every(([step, child]) => others?.get(step)?.isLike(child)) ?? true;
  }

  /** Records all that another one recorded after it. */
  add(later: Trace): void {
    this.taken ||= later.taken;
    this.touched ||= later.touched;
    this.mark = later.mark ?? this.mark;
    later.#children?.forEach((child, step) => this.at(step).add(child));
  }

  #touch(): void {
    if (this.touched) return;
    this.touched = true;
    if (this.parent) this.parent.#touch();
  }
}

/** What several recorded of one thing, in their order; `undefined` where nobody did. */
export function joined(traces: readonly Trace[]): Trace | undefined {
  if (traces.length < 2) return traces[0];
  const all = new Trace();
  for (const trace of traces) all.add(trace);
  return all;
}
