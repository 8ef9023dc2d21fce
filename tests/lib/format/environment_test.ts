import assert from "node:assert/strict";
import { parseEnvironment } from "../../../lib/format/environment.ts";
import { pathText } from "../../../lib/model/json.ts";

const DESTINATIONS = { targets: { git: "kubernetes" }, outputs: ["kubernetes"] };

function environmentWith(store: string) {
  const text = "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: staging }\n" +
    `spec:\n  target: git\n  secretStore: ${store}\n`;
  return parseEnvironment(text, "environments/staging.yaml", DESTINATIONS);
}

const faultsOf = (store: string) =>
  environmentWith(store).problems.map(({ code, path }) => `${code} ${pathText(path)}`);

Deno.test("an environment names the store that its secrets are fetched from", () => {
  const { value, problems } = environmentWith("{ name: vault, kind: ClusterSecretStore }");
  assert.deepEqual(problems, []);
  assert.deepEqual(value?.secretStore, { name: "vault", kind: "ClusterSecretStore" });
});

Deno.test("a store has a name and a kind that the operator knows", () => {
  assert.deepEqual(faultsOf("{ name: vault }"), ["missing_field spec.secretStore.kind"]);
  assert.deepEqual(faultsOf("{ name: Vault, kind: SecretStore }"), [
    "invalid_value spec.secretStore.name",
  ]);
  assert.deepEqual(faultsOf("{ name: vault, kind: Vault }"), [
    "invalid_value spec.secretStore.kind",
  ]);
  assert.deepEqual(faultsOf("{ name: vault, kind: SecretStore, token: x }"), [
    "unknown_field spec.secretStore.token",
  ]);
  assert.deepEqual(faultsOf("vault"), ["wrong_type spec.secretStore"]);
});
