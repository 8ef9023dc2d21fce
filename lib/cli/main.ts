import { machine } from "./host.ts";
import { run } from "./run.ts";

if (import.meta.main) Deno.exit(await run(Deno.args, machine()));
