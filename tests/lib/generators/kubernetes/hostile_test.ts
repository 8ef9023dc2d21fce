import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import { artifactOf, objectOf } from "../../../../lib/generators/kubernetes/manifest.ts";
import { writtenOf } from "../../../../lib/generators/kubernetes/written.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import { Sourced } from "../../../../lib/model/sourced.ts";
import { HOSTILE } from "../../format/hostile.ts";
import { extraPlan } from "./extras.ts";
import { fullPlan } from "./full.ts";
import { containerOf } from "./rendering.ts";
import { appOf } from "./plans.ts";

/** Fields that are ids or one of a few words: what they may say is checked before lowering. */
const CHECKED = new Set([
  ...["kind", "node", "at", "backends", "backend", "connected", "settings", "provider", "near"],
  ...["apart", "suffix", "volumeOf", "type", "protocol", "operator", "effect", "mount", "mode"],
  ...["reload", "access", "accessMode", "podSecurity", "spread", "portName", "capabilities"],
  ...["dnsPolicy", "updateStrategy", "podManagement", "clusterIP", "sessionAffinity"],
  ...["source", "task", "concurrency", "restartPolicy"],
  ...["minReady", "timeout", "autoPromotionAfter", "scaleDownDelay", "timeZone"],
  ...["source", "sealedScope", "apiVersion", "scope", "strategy", "monitors", "targets"],
]);

Deno.test("text of users stays text, whatever it says, for readers of both YAML versions", () => {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 20 }));
  const texts = fc.array(text, { minLength: 7, maxLength: 40 });
  fc.assert(fc.property(texts, (texts) => readsBack(hostile(fullPlan(), texts))), { numRuns: 60 });
});

Deno.test("each of the hostile texts stays text in every field", () => {
  for (let start = 0; start < HOSTILE.length; start++) {
    readsBack(hostile(fullPlan(), [...HOSTILE.slice(start), ...HOSTILE.slice(0, start)]));
  }
});

Deno.test("each of the hostile texts stays text in secrets, strategies, monitors and custom kinds", () => {
  for (let start = 0; start < HOSTILE.length; start++) {
    const texts = [...HOSTILE.slice(start), ...HOSTILE.slice(0, start)];
    readsBack(hostile(extraPlan(), texts), extraPlan());
  }
});

Deno.test("a variable of any text is what the user wrote once Kubernetes has expanded it", () => {
  const dollars = fc.string({ unit: fc.constantFrom("$", "(", ")", "A", " "), maxLength: 12 });
  fc.assert(
    fc.property(dollars, (value) => {
      const { env, command } = containerOf(
        "api",
        appOf("api", { env: { A: value }, command: [value] }),
      );
      // An entry without a value is empty text.
      assert.equal(expanded(env[0].value ?? ""), value);
      assert.equal(expanded(command[0]), value);
    }),
    { numRuns: 300 },
  );
});

/** What Kubernetes makes of a value (k8s.io/kubernetes/third_party/forked/golang/expansion). */
function expanded(text: string): string {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1];
    if (text[at] !== "$" || next === undefined) result += text[at];
    else if (next === "$") result += text[at++];
    else if (next === "(" && text.includes(")", at)) {
      result += "EXPANDED";
      at = text.indexOf(")", at);
    } else result += text[at];
  }
  return result;
}

/** Every file of a plan holds the object that was meant, and nothing else. */
function readsBack(plan: Plan, original: Plan = fullPlan()): void {
  for (const manifest of writtenOf(plan).manifests) {
    const { text } = artifactOf(manifest);
    const meant = plain(objectOf(manifest));
    for (const version of ["1.1", "1.2"] as const) {
      const documents = parseAllDocuments(text, { version });
      assert.equal(documents.length, 1, text);
      const [document] = documents as unknown as { errors: unknown[]; toJS(): unknown }[];
      assert.deepEqual(document!.errors, [], text);
      assert.deepEqual(document!.toJS(), meant, text);
    }
  }
  // The name of a volume is part of a path; any other text adds no file and takes none away.
  const count = (plan: Plan) => kubernetes.generate(plan).files.length;
  assert.equal(count(plan), count(original));
}

/** A value without origins, and without what is not set. */
function plain(value: unknown): unknown {
  if (value instanceof Sourced) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, it]) => it === undefined ? [] : [[key, plain(it)]]),
  );
}

/** The plan with texts in place of every text and every name that users choose. */
function hostile(plan: Plan, texts: readonly string[]): Plan {
  let count = 0;
  const next = () => texts[count++ % texts.length]!;
  const replaced = (value: unknown, key: string): unknown => {
    if (CHECKED.has(key)) return value;
    if (typeof value === "string") return next();
    if (Array.isArray(value)) return value.map((item) => replaced(item, ""));
    if (typeof value !== "object" || value === null) return value;
    const isFree = [
      "env",
      "podFields",
      "labels",
      "data",
      "annotations",
      "nodeSelector",
      "selector",
      "headers",
    ]
      .includes(key);
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const own = isFree ? next() : name;
        return [own === "__proto__" ? name : own, replaced(item, isFree ? "" : name)];
      }),
    );
  };
  return {
    ...plan,
    labels: replaced(plan.labels, "labels") as Plan["labels"],
    resources: plan.resources.map((one) => replaced(one, "")) as Plan["resources"],
  };
}
