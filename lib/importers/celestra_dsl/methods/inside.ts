import { Built } from "../program.ts";
import type { Step } from "../step.ts";

/** A builder that stands inside another one; what becomes of its own calls is told of them. */
export function helperOf({ call, world }: Step, type: string): Built | undefined {
  const [value] = call.positional;
  if (!(value instanceof Built) || value.type !== type) return undefined;
  world.used(value);
  return value;
}
