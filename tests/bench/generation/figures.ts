/**
 * Prints what rendering takes as ratios to what others take for the same, measured in turns in one
 * run. What a machine lacks (helm, Go, npm, python3) is left out and named.
 */
import { changed, comparison } from "./changed.ts";
import { cold } from "./cold.ts";
import { emitter } from "./emitter.ts";
import { growth, hashes, outputs, warm } from "./warm.ts";

const folder = await Deno.makeTempDir({ prefix: "celestra-generation-" });
try {
  await warm(folder);
  await cold(folder);
  growth();
  await changed();
  await emitter();
  await outputs();
  await hashes();
  await comparison();
} finally {
  await Deno.remove(folder, { recursive: true });
}
