import type { Host } from "./host.ts";
import type { Options, Usage } from "./options.ts";

/** A command of `celestra`. Returns the exit code. */
export interface Command {
  readonly usage: Usage;
  run(options: Options, host: Host): Promise<number>;
}
