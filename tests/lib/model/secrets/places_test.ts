import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { testWithData } from "../../../helpers/real_data.ts";
import { isObject, type Json } from "../../../../lib/model/json.ts";
import { secretPlaces } from "../../../../lib/model/secrets/places.ts";

/** Where a value holds secrets, as text. */
function placesOf(value: Json): string[] {
  return secretPlaces(value).map((path) => path.join("."));
}

Deno.test("secretPlaces() finds keys of maps, at any depth", () => {
  const spec = { users: [{ login: "shop", password: "hunter2" }], pin: 1, password: 12345678 };
  assert.deepEqual(placesOf({ spec }), ["spec.users.0.password", "spec.password"]);
});

Deno.test("secretPlaces() reads name and value of one map together", () => {
  const env = [{ name: "DB_PASSWORD", value: "hunter2" }, { name: "LOG_LEVEL", value: "info" }];
  assert.deepEqual(
    placesOf({ env, headers: [{ key: "Authorization", value: "Basic c2hvcDpoMg" }] }),
    [
      "env.0.value",
      "headers.0.value",
    ],
  );
});

Deno.test("secretPlaces() reads a flag and the word behind it together", () => {
  const args = ["--user", "shop", "--password", "hunter2", "--token=hunter22", "--auth", "--fast"];
  assert.deepEqual(placesOf(args), ["3", "4"]);
});

Deno.test("secretPlaces() lets a field say which Secret is meant", () => {
  const spec = {
    existingSecret: "shop-db",
    secretName: "shop-db",
    secretKeyRef: { name: "shop-db", key: "password" },
    data: [{ secretKey: "password", remoteRef: { key: "shop/db" } }],
    imagePullSecrets: [{ name: "registry" }],
  };
  assert.deepEqual(placesOf(spec), []);
  assert.deepEqual(placesOf({ clientSecret: "8vQ2nL5xR9tK3wZ7mB1c" }), ["clientSecret"]);
});

/** What the variables and settings of others hold: all of them are secrets, and nothing else is. */
const FOUND = [
  "ACCESS_KEY",
  "DATABASE_URL",
  "DB_PASSWD",
  "ETCD_DISCOVERY_TOKEN",
  "ETCD_INITIAL_CLUSTER_TOKEN",
  "GF_SECURITY_ADMIN_PASSWORD",
  "MINIO_ACCESS_KEY",
  "MINIO_SECRET_KEY",
  "MYSQL_PASSWORD",
  "MYSQL_ROOT_PASSWORD",
  "PG_PASSWORD",
  "POSTGRES_PASSWORD",
  "SA_PASSWORD",
  "WORDPRESS_DB_PASSWORD",
  "WSREP_SST_PASSWORD",
  "key_password",
  "keystore_password",
  "truststore_password",
];

testWithData("of everything in the real files only what is a secret is taken for one", (files) => {
  const found = files.flatMap(({ text }) =>
    parseAllDocuments(text, { merge: true }).flatMap((document) => {
      const value = document.toJS({ maxAliasCount: 10_000 }) as Json;
      const isSecret = isObject(value) && value["kind"] === "Secret";
      return isSecret ? [] : secretPlaces(value).map((path) => nameAt(value, path));
    })
  );
  assert.deepEqual([...new Set(found)].sort(), FOUND);
});

/** What a secret is called where it stands: its key, the name beside it or the text before `=`. */
function nameAt(value: Json, path: readonly (string | number)[]): string {
  const around = path.slice(0, -1).reduce<unknown>((at, step) => (at as never)[step], value);
  const [last] = path.slice(-1);
  if (last === "value") return (around as { name: string }).name;
  return typeof last === "number" ? (around as string[])[last]!.split("=")[0]! : last!;
}
