import { ROOT } from "./house.ts";
import { succeed } from "./processes.ts";

/** Copies what a clone would have, changes of today included, into a folder. */
export async function copyTree(folder: string): Promise<void> {
  const listed = await succeed(
    ...["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"] as const,
  );
  for (const path of listed.split("\0").filter((path) => path !== "")) {
    await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(ROOT + path, `${folder}/${path}`).catch((error) => {
      // Removed, and not yet committed as such.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}
