import type { Json, JsonObject } from "../../model/json.ts";
import type { Connection, ConnectionEnd, Workflow } from "../../model/workflow.ts";
import { endText } from "../../model/workflow.ts";
import { idFrom } from "./ids.ts";

/** A workflow while an importer builds it from what somebody else wrote. */
export class Draft {
  /** Labels that every object has. */
  labels: Record<string, string> = {};
  title?: string;
  description?: string;
  namespace?: string;
  readonly #nodes = new Map<string, DraftNode>();
  readonly #connections = new Map<string, Connection>();
  /** The next number to try for an id that is taken; a search from the start would be slow. */
  readonly #numbers = new Map<string, number>();

  constructor(
    /** The kind of the graph. */
    readonly kind: string,
    /** The name of the workflow. */
    readonly name: string,
  ) {}

  /** The nodes so far, in the order in which they came. */
  get nodes(): readonly DraftNode[] {
    return [...this.#nodes.values()];
  }

  /** Whether a node has this id. */
  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  /** A new node whose id is as close to a foreign name as ids allow, and its own. */
  node(foreignName: string, component: string): DraftNode {
    const id = this.#freeId(idFrom(foreignName, component), component);
    const node: DraftNode = { id, component, config: {} };
    this.#nodes.set(id, node);
    return node;
  }

  /** Joins an output to an input; a second time changes nothing. */
  connect(from: ConnectionEnd, to: ConnectionEnd, order: boolean = true): void {
    const key = `${endText(from)} ${endText(to)}`;
    if (from.node === to.node || this.#connections.has(key)) return;
    this.#connections.set(key, { from, to, order });
  }

  /** What was built. */
  workflow(): Workflow {
    const { kind, name, title, description, namespace, labels } = this;
    return {
      kind,
      name,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels },
      nodes: new Map(this.nodes.map((node) => [node.id, finished(node)])),
      connections: [...this.#connections.values()],
      conflicts: [],
    };
  }

  /** The id itself, then with its component behind it, then with a number. */
  #freeId(id: string, component: string): string {
    if (!this.has(id)) return id;
    let free = idFrom(id, component, `-${component}`);
    let number = this.#numbers.get(id) ?? 2;
    for (; this.has(free); number++) free = idFrom(id, component, `-${number}`);
    this.#numbers.set(id, number);
    return free;
  }
}

/** A node while it is built; its config is filled bit by bit. */
export interface DraftNode {
  readonly id: string;
  readonly component: string;
  title?: string;
  description?: string;
  group?: string;
  config: Record<string, Json>;
}

function finished({ config, ...node }: DraftNode) {
  return { ...node, config: { ...config } as JsonObject };
}
