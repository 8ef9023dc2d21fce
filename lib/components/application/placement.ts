import type { Fields } from "../fields.ts";

/** Where replicas may run. */
export function placementField(f: Fields) {
  const expert = { tier: "expert" } as const;
  const nodes = (title: string, description: string) =>
    f.list(f.of("id", "Node", "A node of this workflow."), title, description, expert)
      .exactOptional();
  return f.object(
    {
      nodeSelector: f.labels("Host labels", "Labels that a host must have.", expert)
        .exactOptional(),
      tolerations: f.list(
        f.object({
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
        }),
        "Tolerations",
        "Taints of hosts that this node tolerates.",
        expert,
      ).exactOptional(),
      spread: f.choice(["host", "zone"], "Spread", "Spreads the replicas over hosts or zones.", {
        tier: "advanced",
      }).exactOptional(),
      near: nodes("Near", "Nodes to run beside, where possible."),
      apart: nodes("Apart", "Nodes to keep away from, where possible."),
    },
    "Placement",
    "Where the replicas may run.",
    { tier: "advanced" },
  ).exactOptional();
}
