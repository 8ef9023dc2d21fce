import { buildIslands } from "./islands.ts";
import { buildServer } from "./server.ts";

if (import.meta.main) {
  await buildIslands();
  await buildServer();
}
