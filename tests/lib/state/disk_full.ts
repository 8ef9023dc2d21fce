/** A process whose state is on a small disk: `disk_full.ts <folder>`. It prints what it saw. */
import { AppError } from "../../../lib/model/error.ts";
import { createState } from "../../../lib/state/create_state.ts";
import { denoKv } from "../../../lib/state/deno_kv.ts";
import { sampleEvent } from "../../helpers/state_samples.ts";

const [folder] = Deno.args as [string];
const { events } = createState(await denoKv.open({ path: `${folder}/state.db` }));
const large = [sampleEvent("x".repeat(200_000))];
let [refused, written] = ["", 0];
while (refused === "") {
  await events.append(large).then(() => written++, (error) => refused = codeOf(error));
}
const whileFull = (await events.range()).last === written;
await new Deno.Command("mount", { args: ["-o", "remount,size=20m", folder] }).output();
const [event] = await events.append(large);
const later = event?.id === written + 1;
const isWhole = (await events.after(0, 999)).length === written + 1;
const answer = { refused, whileFull, later, isWhole };
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(answer)));

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : `${error}`;
}
