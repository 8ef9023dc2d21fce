import { AppError } from "../model/error.ts";
import type { Store } from "../stores/store.ts";
import { seed } from "./seed.ts";

/** Who begins a repository that the service makes for itself. */
const AUTHOR = { name: "Celestra", email: "celestra@users.celestra.invalid" };

/** Gives a repository without a commit what `init` writes. One that has commits stays as it is. */
export async function seedRepository(store: Store): Promise<void> {
  const branch = await store.defaultBranch();
  if (await store.head(branch) !== undefined) return;
  try {
    await store.commit({
      branch,
      base: undefined,
      files: seed.map(({ path, text }) => ({ path, content: text })),
      message: "Begin with the examples of Celestra",
      author: AUTHOR,
    });
  } catch (error) {
    // Another process that started at the same time was faster.
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
  }
}
