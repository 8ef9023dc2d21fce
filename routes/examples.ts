import { renamed } from "../lib/services/content/renaming.ts";
import { seed } from "../lib/services/seed.ts";
import type { NewWorkflow } from "../lib/services/workflows.ts";

/** The names of the workflows that a new one may begin as. */
export const EXAMPLES: readonly string[] = seed
  .flatMap(({ path }) => /^workflows\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1] ?? []);

/** An example under another name. */
export function exampleAs(name: string, example: string): NewWorkflow {
  const text = textOf(`workflows/${example}.yaml`);
  const layout = textOf(`workflows/${example}.layout.yaml`);
  return { text: renamed(text, name)!, layout: renamed(layout, name)! };
}

function textOf(path: string): string {
  return seed.find((file) => file.path === path)!.text;
}
