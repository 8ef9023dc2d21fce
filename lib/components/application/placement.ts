import type { Fields } from "../fields.ts";

const EXPERT = { tier: "expert" } as const;

/** Where replicas may run. */
export function placementField(f: Fields) {
  const nodes = (title: string, description: string) =>
    f.list(f.of("id", "Node", "A node of this workflow."), title, description, EXPERT)
      .exactOptional();
  return f.object(
    {
      nodeSelector: f.labels("Host labels", "Labels that a host must have.", EXPERT)
        .exactOptional(),
      hosts: hostsField(f),
      tolerations: tolerationsField(f),
      spread: f.choice(["host", "zone"], "Spread", "Spreads the replicas over hosts or zones.", {
        tier: "advanced",
      }).exactOptional(),
      skew: f.whole([1, 1000], "Skew", "How many more replicas one host or zone may have.", {
        ...EXPERT,
        when: { field: "spread", in: ["host", "zone"] },
      }).exactOptional(),
      near: nodes("Near", "Nodes to run beside."),
      apart: nodes("Apart", "Nodes to keep away from."),
      strict: f.flag(
        "Strict",
        "Whether spread, near and apart must hold; without, they hold where possible.",
        EXPERT,
      ).exactOptional(),
      priorityClass: f.of(
        "object-name",
        "Priority class",
        "The class by which some pods come before others.",
        EXPERT,
      ).exactOptional(),
    },
    "Placement",
    "Where the replicas may run.",
    { tier: "advanced" },
  ).exactOptional();
}

function hostsField(f: Fields) {
  const rule = f.object({
    key: f.of("label-key", "Key", "The label."),
    operator: f.choice(
      ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"],
      "Operator",
      "How the label is compared.",
    ).default("In"),
    values: f.list(f.of("label-value", "Value", "A value of the label."), "Values", "The values.", {
      when: { field: "operator", in: ["In", "NotIn", "Gt", "Lt"] },
    }).min(1).exactOptional(),
    weight: f.whole([1, 100], "Weight", "How much a host is better for it; it must hold without.")
      .exactOptional(),
  });
  return f.list(rule, "Hosts", "What labels of hosts must be, or had better be.", EXPERT)
    .exactOptional();
}

function tolerationsField(f: Fields) {
  const toleration = f.object({
    key: f.of("label-key", "Key", "The taint."),
    operator: f.choice(["Equal", "Exists"], "Operator", "How the taint is compared.")
      .default("Equal"),
    value: f.of("label-value", "Value", "The value of the taint.", {
      when: { field: "operator", in: ["Equal"] },
    }).exactOptional(),
    effect: f.choice(
      ["NoSchedule", "PreferNoSchedule", "NoExecute"],
      "Effect",
      "The effect of the taint; every one without.",
    ).exactOptional(),
    for: f.of("duration", "For", "How long it is tolerated; without end without.", {
      when: { field: "effect", in: ["NoExecute"] },
    }).exactOptional(),
  });
  return f.list(toleration, "Tolerations", "Taints of hosts that this node tolerates.", EXPERT)
    .exactOptional();
}
