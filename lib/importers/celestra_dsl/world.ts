import type { Draft, DraftNode } from "../shared/draft.ts";
import type { NodePort } from "../shared/ports.ts";
import { portsOf } from "../shared/ports.ts";
import type { Built, Call } from "./program.ts";
import { dropped, type Outcome, unknownIn } from "./outcome.ts";

/** What became of a call. */
export interface Told {
  readonly built: Built;
  readonly call: Call;
  readonly node: DraftNode | undefined;
  readonly outcome: Outcome;
}

/** A builder that is a node of the workflow. */
export interface Placed {
  readonly built: Built;
  readonly node: DraftNode;
  /** The name of its objects. */
  readonly name: string;
}

/** Everything that a program builds, by the names by which its parts call each other. */
export class World {
  readonly #byBuilt = new Map<Built, Placed>();
  readonly #byName = new Map<string, Placed[]>();

  readonly #used = new Set<Built>();
  readonly #told: Told[] = [];

  constructor(readonly draft: Draft) {}

  /** What became of the calls so far. */
  get told(): readonly Told[] {
    return this.#told;
  }

  /** Says what became of a call. */
  tell(built: Built, call: Call, node: DraftNode | undefined, outcome: Outcome): void {
    const why = unknownIn(call);
    this.#told.push({ built, call, node, outcome: outcome ?? (why ? dropped(why) : undefined) });
  }

  /** Says that a builder stands inside another one. */
  used(built: Built): void {
    this.#used.add(built);
  }

  /** Whether something took a builder. */
  isUsed(built: Built): boolean {
    return this.#used.has(built);
  }

  /** Every node, in the order of the program. */
  get placed(): readonly Placed[] {
    return [...this.#byBuilt.values()];
  }

  add(placed: Placed): void {
    this.#byBuilt.set(placed.built, placed);
    const known = this.#byName.get(placed.name);
    if (known) known.push(placed);
    else this.#byName.set(placed.name, [placed]);
  }

  /** The node of a builder. */
  of(built: Built): DraftNode | undefined {
    return this.#byBuilt.get(built)?.node;
  }

  /** A node of some components, by the name of its object. */
  named(name: string, ...components: readonly string[]): DraftNode | undefined {
    return components.map((component) =>
      this.#byName.get(name)?.find(({ node }) => node.component === component)?.node
    ).find((node) => node !== undefined);
  }

  /** What a name reaches: a Service, or the app that has a Service of its name. */
  endpoint(name: string): DraftNode | undefined {
    return this.named(name, "service", "app", "stateful-app");
  }

  /** The ports that a node is reached by. */
  ports(node: DraftNode): NodePort[] {
    return portsOf(node);
  }

  /** Joins two nodes. */
  join(from: DraftNode, output: string, to: DraftNode, input: string, order = true): void {
    this.draft.connect({ node: from.id, port: output }, { node: to.id, port: input }, order);
  }
}
