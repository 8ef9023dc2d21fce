import { existsSync, readFileSync, statSync } from "node:fs";
import type { CommitGraph, Outline } from "../../objects/objects.ts";
import { type GraphFile, readGraphFile } from "./graph_file.ts";

/** A larger one would take more memory than it saves time. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Creates what finds the commit-graph of a repository, if Git has written one. It only repeats what
 * stands in the commits: where it is damaged, or history is cut off, it is left alone.
 */
export function createCommitGraphs(gitdir: string): () => CommitGraph | undefined {
  const info = `${gitdir}/objects/info`;
  const whole = `${info}/commit-graph`;
  const chain = `${info}/commit-graphs/commit-graph-chain`;
  let known: { readonly stamp: string; readonly graph: CommitGraph | undefined } | undefined;

  function filesOf(): GraphFile[] {
    const layers = existsSync(whole) ? [whole] : readFileSync(chain, "latin1").split("\n")
      .filter((line) => /^[0-9a-f]{40}$/.test(line))
      .map((name) => `${info}/commit-graphs/graph-${name}.graph`);
    const size = layers.reduce((sum, path) => sum + statSync(path).size, 0);
    if (size > LARGEST) throw new Error("it is too large");
    return layers.map((path) => readGraphFile(readFileSync(path)));
  }

  function read(): CommitGraph | undefined {
    try {
      return commitGraph(filesOf());
    } catch {
      return undefined;
    }
  }

  return () => {
    const isCut = existsSync(`${gitdir}/shallow`);
    const stamp = isCut ? "" : stampOf(whole) + stampOf(chain);
    if (known?.stamp !== stamp) known = { stamp, graph: stamp === "" ? undefined : read() };
    return known.graph;
  };
}

/** What changes when a file does; empty where there is none. */
function stampOf(path: string): string {
  if (!existsSync(path)) return "";
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : "";
}

function commitGraph(files: readonly GraphFile[]): CommitGraph {
  let end = 0;
  const starts = files.map(({ count }) => (end += count) - count);

  function idAt(position: number): string {
    const layer = starts.findLastIndex((start) => start <= position);
    return files[layer]!.idAt(position - starts[layer]!);
  }

  function find(id: string): { file: GraphFile; position: number } | undefined {
    for (const file of files) {
      const position = file.find(id);
      if (position !== undefined) return { file, position };
    }
    return undefined;
  }

  function outline(id: string): Outline | undefined {
    const found = find(id);
    if (!found) return undefined;
    const { tree, parents, time } = found.file.commitAt(found.position);
    return { tree, parents: parents.map(idAt), time };
  }

  return {
    outline,
    mayChange(id, path) {
      const found = find(id);
      return found ? found.file.mayHold(found.position, path) : true;
    },
  };
}
