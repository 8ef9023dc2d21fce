import type { Container } from "./container.ts";
import type { Engine } from "./engine.ts";
import type { Project } from "./project.ts";
import { fileArgs, secretsVariable } from "./up.ts";

/**
 * Removes the containers that have mounted a secret value which was replaced since, so that `up`
 * makes them anew. Compose does not look into secret files.
 */
export async function removeStale(
  engine: Engine,
  project: Project,
  containers: readonly Container[],
  secrets: string,
): Promise<void> {
  const stale = new Set<string>();
  for (const { service, created, mounts } of containers) {
    const values = mounts.filter((path) => path.startsWith(`${secrets}/`));
    if (await anyNewer(values, created)) stale.add(service);
  }
  if (stale.size === 0) return;
  const args = [...fileArgs(project), "rm", "--stop", "--force", ...[...stale].sort()];
  const { success } = await engine.compose(project, args, { env: secretsVariable(secrets) });
  // What could not be removed is said by `up`, which meets the same fault.
  if (!success) await engine.check();
}

async function anyNewer(paths: readonly string[], created: number): Promise<boolean> {
  for (const path of paths) {
    const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null }));
    if (mtime && mtime.getTime() > created) return true;
  }
  return false;
}
