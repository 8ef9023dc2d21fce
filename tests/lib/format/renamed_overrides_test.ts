import assert from "node:assert/strict";
import { renamedOverrides } from "../../../lib/format/renamed_overrides.ts";
import type { Operation } from "../../../lib/model/operation.ts";

const RENAMES: readonly Operation[] = [
  { op: "rename-node", node: "api", to: "backend" },
  { op: "set", node: "backend", path: ["replicas"], value: 2 },
  { op: "rename-node", node: "backend", to: "server" },
];

const TEXT = `apiVersion: celestra/v1
kind: Environment
metadata: { name: staging }
spec:
  target: git
  overrides:
    shop:
      # Small, since nobody looks.
      api: { replicas: 1 }   # one is enough
      db: { storage: 1Gi }
    blog: { api: { replicas: 3 } }
`;

const after = (text: string, operations = RENAMES) =>
  renamedOverrides(text, "environments/staging.yaml", "shop", operations);

Deno.test("overrides follow their node through every rename, and nothing else changes", () => {
  assert.equal(after(TEXT), TEXT.replace("      api: {", "      server: {"));
});

Deno.test("what overrides no renamed node stays byte for byte", () => {
  const others = [
    TEXT.replace("shop:", "other:"),
    TEXT.replace("overrides:", "unknown:"),
    TEXT.replaceAll("api: {", "web: {"),
    "kind: [\n",
    "",
    "spec: { overrides: { shop: null } }\n",
    TEXT.replace("db: {", "server: {"),
  ];
  for (const text of others) {
    const kept = text.includes("server:") ? text.replace("      api: {", "      backend: {") : text;
    assert.equal(after(text), kept);
  }
  assert.equal(after(TEXT, RENAMES.slice(1, 2)), TEXT);
});
