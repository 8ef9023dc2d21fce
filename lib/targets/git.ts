import { AppError } from "../model/error.ts";
import type { Target, TargetAdapter } from "./target.ts";

const NOTHING = "the branch is the destination";

const ABOUT = { id: "git", title: "Git branch", output: "kubernetes" } as const;

/** Applies nothing: whoever watches the branch, such as Argo CD or Flux, does. */
export const git: TargetAdapter = { ...ABOUT, open: createGit };

/** Creates a target that the branch alone serves. */
export function createGit(): Target {
  return {
    ...ABOUT,
    unavailable: () => Promise.resolve(NOTHING),
    // deno-lint-ignore require-yield
    async *apply() {
      await Promise.reject(new AppError("not_supported", `Nothing can be applied: ${NOTHING}`));
    },
    remove: () => Promise.resolve([]),
  };
}
