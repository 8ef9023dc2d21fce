import { createLru } from "./lru.ts";
import type { CommitGraph, Outline } from "./objects.ts";

/** A commit as walks see it. Its number is small, so that a byte in an array can tell something of it. */
export interface CommitNode extends Outline {
  readonly id: string;
  readonly number: number;
}

/** The commits that walks have met. */
export interface Outlines {
  /** A commit; `undefined` where there is none. */
  find(id: string): Promise<CommitNode | undefined>;
  /** The parents that are here, at once where they are known: a shallow clone names some that are not. */
  parentsOf(node: CommitNode): readonly CommitNode[] | Promise<readonly CommitNode[]>;
  /** Whether a commit can differ from its first parent at a path; yes where nobody knows. */
  mayChange(node: CommitNode, path: string): boolean;
  /** What is known of some paths. */
  factsOf(paths: readonly string[]): PathFacts;
  /** Counts again what is known of some paths, after it grew. */
  keep(paths: readonly string[], facts: PathFacts): void;
  readonly size: number;
}

/** What is known of some paths, for good: neither a commit nor its parents ever change. */
export interface PathFacts {
  /** A byte for each commit, by number; see `path_log.ts`. */
  marks: Uint8Array;
  /** Logs as far as they were walked, by the commit where they begin. */
  readonly logs: Map<string, KnownLog>;
}

/** The beginning of a log. */
export interface KnownLog {
  readonly commits: readonly CommitNode[];
  /** Whether there are no more. */
  readonly isWhole: boolean;
}

/** What outlines are made of. */
export interface OutlineSources {
  /** Reads a commit. */
  readonly read: (id: string) => Promise<Outline | undefined>;
  readonly graph: CommitGraph | undefined;
}

const FACTS_BYTES = 8 * 1024 * 1024;
const OVERHEAD = 500;

/** Creates outlines of no commit yet. */
export function createOutlines({ read, graph }: OutlineSources): Outlines {
  const nodes = new Map<string, CommitNode>();
  const parents = new Map<CommitNode, readonly CommitNode[]>();
  const facts = createLru<PathFacts>(FACTS_BYTES);

  async function find(id: string): Promise<CommitNode | undefined> {
    const known = nodes.get(id);
    if (known) return known;
    const outline = graph?.outline(id) ?? await read(id);
    return outline && (nodes.get(id) ?? add(id, outline));
  }

  function add(id: string, { tree, parents, time }: Outline): CommitNode {
    const node = { id, number: nodes.size, tree, parents, time };
    nodes.set(id, node);
    return node;
  }

  async function loadParents(node: CommitNode): Promise<readonly CommitNode[]> {
    const found: CommitNode[] = [];
    for (const id of node.parents) {
      const parent = nodes.get(id) ?? await find(id);
      if (parent) found.push(parent);
    }
    // What is not here today may be fetched tomorrow.
    if (found.length === node.parents.length) parents.set(node, found);
    return found;
  }

  return {
    find,
    parentsOf: (node) => parents.get(node) ?? loadParents(node),
    mayChange: ({ id }, path) => graph?.mayChange(id, path) ?? true,
    factsOf: (paths) =>
      facts.get(paths.join("\0")) ?? { marks: new Uint8Array(nodes.size + 256), logs: new Map() },
    keep: (paths, known) => facts.set(paths.join("\0"), known, weightOf(known)),
    get size() {
      return nodes.size;
    },
  };
}

function weightOf({ marks, logs }: PathFacts): number {
  const listed = [...logs.values()].reduce((sum, { commits }) => sum + commits.length, 0);
  return marks.length + listed * 8 + OVERHEAD;
}
