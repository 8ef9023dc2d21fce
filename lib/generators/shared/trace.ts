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

  #touch(): void {
    if (this.touched) return;
    this.touched = true;
    if (this.parent) this.parent.#touch();
  }
}
