export { github } from "./github.ts";
export { local } from "./local.ts";
export { memory } from "./memory.ts";
