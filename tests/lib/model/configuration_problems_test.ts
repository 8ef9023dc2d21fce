import assert from "node:assert/strict";
import { settingProblems } from "../../../lib/model/configuration_problems.ts";
import { SOPS } from "../../helpers/arbitraries.ts";
import { settingOf } from "../generators/kubernetes/plans.ts";
import { lateProblems } from "./problem_texts.ts";

const SEALED = "AgB" + "x".repeat(801);

Deno.test("a config map over 1 MiB is refused with its limit: all entries together, in bytes", () => {
  const half = "ä".repeat(262_144);
  const of = (data: Record<string, string>) =>
    settingProblems(settingOf("it", { mount: "file", data })).map(({ message }) => message);
  assert.deepEqual(of({ a: half, b: half.slice(1) }), []);
  assert.deepEqual(of({ a: half, b: half }), [
    "A ConfigMap holds at most 1048576 bytes (1 MiB) in all its entries together, not 1048578: " +
    "keep large files in a volume or in the image",
  ]);
});

Deno.test("binary files count with what they hold, and have keys of their own", () => {
  const binaryData = { a: "A".repeat(1_398_100) };
  const setting = settingOf("it", { mount: "file", data: {}, binaryData });
  assert.deepEqual(settingProblems(setting), []);
  const more = { ...setting, binaryData: { a: "A".repeat(1_398_108) } };
  assert.equal(settingProblems(more).length, 1);
  assert.deepEqual(
    lateProblems({
      it: ["config-map", { mount: "file", data: { a: "" }, binaryData: { a: "AAEC" } }],
    }),
    [
      "invalid_value it.config.binaryData.a: binaryData.a repeats a key of data; a ConfigMap has " +
      "each key once",
    ],
  );
});

Deno.test("a single file must be one of the keys", () => {
  const config = { mount: "file", data: { "a.conf": "" }, binaryData: { b: "AAEC" } };
  assert.deepEqual(lateProblems({ it: ["config-map", { ...config, subPath: "b" }] }), []);
  assert.deepEqual(lateProblems({ it: ["config-map", { ...config, subPath: "a.cnf" }] }), [
    "invalid_value it.config.subPath: subPath names no key: expected a.conf, b",
  ]);
  assert.equal(lateProblems({ it: ["secret", { keys: ["A"], subPath: "B" }] }).length, 1);
});

Deno.test("a sealed or encrypted secret has a value for every key", () => {
  const secret = (config: object) =>
    lateProblems({ it: ["secret", { keys: ["PASSWORD"], ...config }] });
  assert.deepEqual(secret({ source: "sealed", sealed: { PASSWORD: SEALED } }), []);
  assert.deepEqual(secret({ source: "sops", sops: SOPS }), []);
  assert.deepEqual(secret({ source: "sealed", sealed: { PASSWRD: SEALED } }), [
    'missing_field it.config.keys[0]: sealed has no value for "PASSWORD"; it has PASSWRD',
  ]);
  assert.deepEqual(secret({ source: "sops", sops: SOPS, keys: ["OTHER"] }), [
    'missing_field it.config.keys[0]: sops has no value for "OTHER"; it has PASSWORD',
  ]);
  assert.match(secret({ source: "sealed" })[0]!, /^missing_field it\.config\.sealed: /);
  assert.match(secret({ source: "sops" })[0]!, /^missing_field it\.config\.sops: /);
});

Deno.test("a Secret of a type has the keys that Kubernetes wants in it", () => {
  const secret = (type: string, keys: string[]) =>
    lateProblems({ it: ["secret", { keys, source: "external", type }] });
  assert.deepEqual(secret("kubernetes.io/tls", ["tls.crt", "tls.key", "ca.crt"]), []);
  assert.deepEqual(secret("constructor", ["A"]), []);
  assert.deepEqual(secret("kubernetes.io/tls", ["tls.crt"]), [
    "missing_field it.config.keys: A Secret of the type kubernetes.io/tls holds tls.crt and " +
    "tls.key; keys does not name tls.key",
  ]);
  assert.equal(secret("kubernetes.io/ssh-auth", ["key"]).length, 1);
});

Deno.test("two secrets that make one Secret clash", () => {
  const sealed = { keys: ["A"], source: "sealed", sealed: { A: SEALED }, secretName: "x" } as const;
  assert.match(
    lateProblems({ a: ["secret", sealed], b: ["secret", sealed] })[0]!,
    /^name_clash b: /,
  );
  const named = { keys: ["A"], secretName: "x" };
  assert.deepEqual(lateProblems({ a: ["secret", named], b: ["secret", named] }), []);
});
