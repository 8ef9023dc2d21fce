import assert from "node:assert/strict";
import { parseEnvironment } from "../../../../lib/format/environment.ts";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { JsonObject } from "../../../../lib/model/json.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import { secretsIn } from "../../../../lib/model/secret_scan.ts";
import { SOPS } from "../../../helpers/arbitraries.ts";
import { planned } from "../../components/planned.ts";
import { extraPlan, plannedOf, SEALED } from "./extras.ts";
import { lossesOf, objectIn, pathsIn, problemsOf, textIn } from "./extras_rendering.ts";

const STORE = { name: "vault", kind: "ClusterSecretStore" } as const;
const DEFAULTS = {
  conversionStrategy: "Default",
  decodingStrategy: "None",
  metadataPolicy: "None",
};

/** A secret that an app takes. */
function planWith(secret: JsonObject, rest: Partial<Plan> = {}): Plan {
  const nodes = {
    api: ["app", { image: "a/web:1" }],
    db: ["secret", { keys: ["PASSWORD"], ...secret }],
  } as const;
  return { ...plannedOf(nodes, ["db.data -> api.settings"]), ...rest };
}

const externalOf = (secret: JsonObject, rest?: Partial<Plan>) =>
  objectIn(planWith(secret, rest), "12-externalsecret-db.yaml").spec;

Deno.test("an existing secret has no object: only the pod refers to it", () => {
  const plan = planWith({ source: "existing" });
  assert.deepEqual(pathsIn(plan).filter((path) => /secret/i.test(path)), []);
  assert.deepEqual(lossesOf(plan, "db"), []);
});

Deno.test("where the environment names a store, an existing secret is fetched from there", () => {
  const spec = externalOf({ secretName: "shop-db" }, { secretStore: STORE });
  assert.deepEqual(spec.secretStoreRef, STORE);
  assert.deepEqual(spec.data, [
    { secretKey: "PASSWORD", remoteRef: { ...DEFAULTS, key: "db", property: "PASSWORD" } },
  ]);
  assert.deepEqual([spec.refreshInterval, spec.target.name], ["1h", "shop-db"]);
});

Deno.test("an external secret says where each of its keys is found, and how often it is fetched", () => {
  const spec = objectIn(extraPlan(), "12-externalsecret-fetched.yaml").spec;
  assert.deepEqual(spec, {
    data: [
      {
        secretKey: "PASSWORD",
        remoteRef: { ...DEFAULTS, key: "shop/database", property: "PASSWORD" },
      },
      { secretKey: "USER", remoteRef: { ...DEFAULTS, key: "shop/users", property: "name" } },
    ],
    refreshInterval: "15m",
    secretStoreRef: STORE,
    target: {
      creationPolicy: "Owner",
      deletionPolicy: "Retain",
      name: "fetched",
      template: {
        engineVersion: "v2",
        mergePolicy: "Replace",
        type: "kubernetes.io/basic-auth",
      },
    },
  });
});

Deno.test("the store of the node goes before that of the environment; without any it is told", () => {
  const own = { source: "external", external: { store: { name: "mine" } } };
  assert.deepEqual(externalOf(own, { secretStore: STORE }).secretStoreRef, {
    kind: "SecretStore",
    name: "mine",
  });
  const plan = planWith({ source: "external" });
  assert.equal(externalOf({ source: "external" }).secretStoreRef, undefined);
  assert.match(lossesOf(plan, "db")[0]!, /^source: approximated: no store is named/);
});

Deno.test("a sealed secret is named as what it is sealed for", () => {
  const { metadata, spec } = objectIn(extraPlan(), "12-sealedsecret-api-token.yaml");
  const annotations = { "sealedsecrets.bitnami.com/namespace-wide": "true" };
  assert.deepEqual([metadata.name, metadata.namespace], ["api-token", "shop"]);
  assert.deepEqual(metadata.annotations, annotations);
  assert.deepEqual(spec, {
    encryptedData: { TOKEN: SEALED },
    template: { metadata: { annotations, name: "api-token", namespace: "shop" }, type: "Opaque" },
  });
  const strict = planWith({ source: "sealed", sealed: { PASSWORD: SEALED } });
  assert.equal(objectIn(strict, "12-sealedsecret-db.yaml").metadata.annotations, undefined);
});

Deno.test("a SOPS file lies beside the manifests, byte for byte, where kubectl does not look", () => {
  const sops = SOPS.replace("name: it", "name: db");
  const plan = planWith({ source: "sops", sops });
  assert.equal(textIn(plan, "sops/db.yaml"), sops);
  assert.match(lossesOf(plan, "db")[0]!, /^sops: approximated: .*sops decrypt/);
  const { map } = kubernetes.generate(plan).files.find(({ path }) => path === "sops/db.yaml")!;
  assert.deepEqual(map, [{
    from: 1,
    to: sops.trimEnd().split("\n").length,
    node: "db",
    path: ["sops"],
  }]);
});

Deno.test("a SOPS file must be for the name and the namespace that its consumers look in", () => {
  const at = (sops: string, more = {}) => problemsOf(planWith({ source: "sops", sops, ...more }));
  const db = SOPS.replace("name: it", "name: db");
  assert.deepEqual(at(db), []);
  assert.deepEqual(at(db.replace("name: db", "name: db\n    namespace: shop")), []);
  assert.deepEqual(at(SOPS.replace("name: it", "name: x"), { secretName: "x" }), []);
  assert.deepEqual(at(SOPS), [
    'invalid_value db sops: The name in the SOPS file must be "db", not "it"',
  ]);
  assert.deepEqual(at(db.replace("name: db", "name: db\n    namespace: other")), [
    'invalid_value db sops: The namespace in the SOPS file must be "shop", not "other"',
  ]);
});

Deno.test("no file of a plan holds what a scan takes for a secret", () => {
  for (const { path, text } of kubernetes.generate(extraPlan()).files) {
    assert.deepEqual(secretsIn(text, path), []);
  }
});

Deno.test("a single key is mounted as a file of its own", () => {
  const plan = planWith({ keys: ["A", "B"], path: "/etc/token", subPath: "A" });
  const { containers } = objectIn(plan, "40-deployment-api.yaml").spec.template.spec;
  const [mount] = containers[0].volumeMounts;
  assert.deepEqual([mount.mountPath, mount.subPath], ["/etc/token", "A"]);
});

Deno.test("the store of an environment file reaches the plan", () => {
  const text = "apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: staging }\n" +
    "spec: { target: git, secretStore: { name: vault, kind: ClusterSecretStore } }\n";
  const destinations = { targets: { git: "kubernetes" }, outputs: ["kubernetes"] };
  const environment = parseEnvironment(text, "environments/staging.yaml", destinations).value!;
  const plan = planned({ db: ["secret", { keys: ["PASSWORD"] }] }, [], environment);
  assert.deepEqual(objectIn(plan, "12-externalsecret-db.yaml").spec.secretStoreRef, STORE);
});
