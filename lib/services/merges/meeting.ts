import type { Snapshot } from "../content/head.ts";
import { type ThreeWay, threeWay } from "../content/three_way.ts";
import { fileTexts, type OpenFiles, openFiles } from "../content/versions.ts";
import type { MergeParts } from "./parts.ts";
import { type MergeSides, sidesOf } from "./sides.ts";
import type { WantedMerge } from "./wanted.ts";

/** A workflow at a head, what is merged into it, and what that makes. */
export interface Meeting {
  readonly open: OpenFiles;
  readonly sides: MergeSides;
  readonly merged: ThreeWay;
}

/** Brings both sides together. @throws `not_found` for what is not there. */
export async function meet(
  name: string,
  wanted: WantedMerge,
  snapshot: Snapshot,
  parts: MergeParts,
): Promise<Meeting> {
  const open = await openFiles(name, snapshot, parts.opening);
  const sides = await sidesOf(name, wanted, snapshot, parts);
  const { base, theirs } = sides;
  const versions = { base, ours: fileTexts(open), theirs };
  return { open, sides, merged: threeWay(versions, parts.checking, wanted.resolutions) };
}
