export { denoKv } from "./deno_kv.ts";
export { memory } from "./memory.ts";
