export * from "./application/mod.ts";
