export { local } from "./local.ts";
export { memory } from "./memory.ts";
