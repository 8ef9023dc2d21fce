import type { Plan } from "../../../../lib/model/resource.ts";
import { HOSTILE } from "../../format/hostile.ts";

/** What the generator refuses, because Helm does. */
export const REFUSED = ["\u007f", "\u0080", "\u009f", "\ufffe", "\uffff"];

/** Texts that a reader of YAML, or Helm itself, could take for something else. */
export const HOSTILE_VALUES: readonly string[] = [
  ...HOSTILE.filter((text) => !REFUSED.includes(text)),
  ...["{{ .Release.Name }}", '{{ fail "run" }}', "{{/*", "*/}}", "{{-", "}}", "${{ x }}", "{{`"],
  ...["$$$(A)$(B) $$", "%d %s", "a\u0000b", "</script>&", "\\u0041", '"}'],
];

/** Fields that are ids or one of a few words: what they may say is checked before lowering. */
const CHECKED = new Set([
  ...["kind", "node", "at", "backends", "backend", "connected", "settings", "provider", "near"],
  ...["apart", "suffix", "volumeOf", "type", "protocol", "operator", "effect", "mount", "mode"],
  ...["reload", "access", "accessMode", "podSecurity", "spread", "portName", "capabilities"],
  ...["dnsPolicy", "updateStrategy", "podManagement", "clusterIP", "sessionAffinity", "class"],
  ...["pathType", "externalTrafficPolicy", "internalTrafficPolicy", "pullPolicy", "source"],
  ...["hostVariable", "portVariable", "keys", "tcp", "redirect", "ports", "volumes"],
  ...["resources", "writableSize", "restartPolicy", "concurrency", "task", "init", "sidecars"],
  ...["members", "subjects", "allows", "policies", "identity", "monitors", "strategy", "targets"],
  ...["permissions", "identities", "network", "scope", "binding", "apiVersion", "objectKind"],
  ...["definition", "severity", "logging", "sealedScope", "sops", "subPath"],
  ...["minReady", "timeout", "autoPromotionAfter", "scaleDownDelay", "name", "secretName"],
  ...["existing", "serviceAccount", "claim", "host", "tlsSecret", "port"],
]);

/** A plan with texts in place of every text that users choose freely; each is used in turn. */
export function hostilePlan(plan: Plan, texts: readonly string[]): Plan {
  const chosen = new Map<string, string>();
  /** What two resources of a node say alike, they go on saying alike. */
  const textAt = (place: string) => {
    const text = chosen.get(place) ?? texts[chosen.size % texts.length]!;
    chosen.set(place, text);
    return text;
  };
  const replaced = (value: unknown, key: string, place: string): unknown => {
    if (CHECKED.has(key)) return value;
    if (typeof value === "string") return textAt(place);
    if (Array.isArray(value)) {
      return value.map((item, index) => replaced(item, "", `${place}.${index}`));
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, replaced(item, name, `${place}.${name}`)]),
    );
  };
  return {
    ...plan,
    labels: replaced(plan.labels, "labels", "") as Plan["labels"],
    resources: plan.resources.map((one) =>
      replaced(one, "", [one.node, ...one.at].join("."))
    ) as Plan["resources"],
  };
}
