import type { Artifact } from "../model/artifact.ts";
import { type Path, pathText } from "../model/json.ts";
import type { RenderedFile, RenderedNode } from "./rendered_changes.ts";
import { ownersOf, type Piece, piecesOf } from "./rendered_pieces.ts";
import { hunksDiff, linesOf, unifiedDiff } from "./unified.ts";

/** A file of both sides; `undefined` where a side has none. */
export interface FilePair {
  readonly path: string;
  readonly before: Artifact | undefined;
  readonly after: Artifact | undefined;
}

/** What is told of a node while its parts are gathered. */
interface Gathered {
  readonly paths: Map<string, Path>;
  readonly files: RenderedFile[];
}

/**
 * What differs between files, by the node whose lines differ: first what belongs to the workflow as
 * a whole, then the nodes in the order of their ids.
 */
export function renderedNodes(pairs: readonly FilePair[]): RenderedNode[] {
  const nodes = new Map<string | null, Gathered>();
  for (const pair of pairs) {
    for (const [node, { paths, file }] of partsOf(pair)) {
      const known: Gathered = nodes.get(node) ?? { paths: new Map(), files: [] };
      nodes.set(node, known);
      for (const path of paths) if (path.length > 0) known.paths.set(pathText(path), path);
      known.files.push(file);
    }
  }
  return [...nodes].sort(([a], [b]) => a === null ? -1 : b === null ? 1 : a < b ? -1 : 1)
    .map(([node, { paths, files }]) => ({ node, paths: [...paths.keys()].sort(), files }));
}

/** What became of a file. */
export function fateOf({ before, after }: FilePair): RenderedFile["change"] {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

interface FilePart {
  readonly paths: readonly Path[];
  readonly file: RenderedFile;
}

function partsOf(pair: FilePair): Map<string | null, FilePart> {
  const { path, before, after } = pair;
  const owner = ownerOf(pair);
  if (owner !== undefined) {
    const diff = unifiedDiff(path, before?.text, after?.text);
    const file = { path, change: fateOf(pair), diff };
    return new Map([[owner, { paths: pathsOf(owner, before ?? after), file }]]);
  }
  const texts = { before: before?.text, after: after?.text };
  const old = linesOf(texts.before ?? "");
  const now = linesOf(texts.after ?? "");
  const pieces = piecesOf(old, now, ownersOf(before?.map, old), ownersOf(after?.map, now));
  const parts = [...Map.groupBy(pieces, ({ node }) => node)].map(([node, pieces]) => {
    const diff = hunksDiff(path, texts, old, pieces);
    const file = { path, change: fateOf(pair), diff };
    return [node, { paths: pieces.flatMap(({ paths }: Piece) => paths), file }] as const;
  });
  return new Map(parts);
}

function pathsOf(owner: string, file: Artifact | undefined): Path[] {
  return (file?.map ?? []).filter(({ node }) => node === owner).map(({ path }) => path);
}

/** A file that came or went belongs to the node that it begins with, if it begins with one. */
function ownerOf({ before, after }: FilePair): string | undefined {
  if (before && after) return undefined;
  return (before ?? after)?.map[0]?.node ?? undefined;
}
