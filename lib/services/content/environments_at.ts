import type { Environment } from "../../model/environment.ts";
import type { Checked, Checking } from "../checking.ts";
import { environmentNames } from "../contents.ts";
import { listedEnvironment } from "./finding.ts";
import type { Snapshot } from "./head.ts";
import { checkName } from "./names.ts";
import { createRemembered, type Remembered } from "./remembered.ts";

/** How many environments of a commit are kept. */
const ENVIRONMENTS = 64;

const known = new WeakMap<Snapshot, Remembered<Promise<Checked<Environment>>>>();

/** An environment of a commit with its faults. @throws `not_found`. */
export async function environmentAt(
  name: string,
  snapshot: Snapshot,
  checking: Checking,
): Promise<Checked<Environment>> {
  return await judged(checkName("an environment", name), snapshot, checking);
}

/** All environments of a commit, by name. */
export async function environmentsAt(
  snapshot: Snapshot,
  checking: Checking,
): Promise<ReadonlyMap<string, Checked<Environment>>> {
  const names = await environmentNames(snapshot);
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await judged(name, snapshot, checking)] as const),
    ),
  );
}

/** Overrides are judged with all workflows, so an environment is judged once for each commit. */
function judged(
  name: string,
  snapshot: Snapshot,
  checking: Checking,
): Promise<Checked<Environment>> {
  let environments = known.get(snapshot);
  if (!environments) known.set(snapshot, environments = createRemembered(ENVIRONMENTS));
  return environments.of(name, () => listedEnvironment(name, snapshot, checking));
}
