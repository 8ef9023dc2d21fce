import type { RolloutStep } from "../../model/resource.ts";
import { type Component, defineComponent, type Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

const OF_CANARY = { field: "type", in: ["Canary"] };
const OF_BLUE_GREEN = { field: "type", in: ["BlueGreen"] };
const OF_BOTH = { field: "type", in: ["Canary", "BlueGreen"] };
const GRADUAL = { field: "type", in: ["RollingUpdate", "Canary"] };

/** Small enough that few notice a bad version, long enough that somebody does. */
const STEPS: readonly RolloutStep[] = [
  { weight: 25, pause: "1m" },
  { weight: 50, pause: "1m" },
  { weight: 75, pause: "1m" },
];

/** How a new version of apps replaces the old one. */
export const deploymentStrategy: Component = defineComponent({
  id: "deployment-strategy",
  title: "Deployment strategy",
  description: "How a new version of apps replaces the old one: step by step, beside it, at once.",
  category: "Delivery",
  outputs: { strategy: { type: "strategy", title: "Strategy" } },
  inputs: {},
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      type: f.choice(
        ["RollingUpdate", "Recreate", "Canary", "BlueGreen"],
        "Type",
        "Replica by replica, all at once, a growing share, or a whole second set beside the old.",
      ).default("RollingUpdate"),
      ...amountFields(z, f),
      steps: stepsField(f),
      ...blueGreenFields(f),
      ...paceFields(f),
      analysis: analysisField(f),
    });
  },
  resources: (node, config) => [{
    kind: "rollout-strategy",
    node: node.id,
    at: [],
    ...(config.type === "Canary" && { steps: STEPS }),
    ...config,
  }],
});

function amountFields(z: Zod, f: Fields) {
  const advanced = { tier: "advanced", when: GRADUAL, presets: [1, "25%", "50%"] } as const;
  const amount = (title: string, description: string) => {
    const share = f.of("percent", "Percentage", "A share of the replicas.");
    return f.either(z.int().min(0).max(1000), share, title, description, advanced).exactOptional();
  };
  return {
    maxSurge: amount("Surge", "How many replicas may run above the wanted number."),
    maxUnavailable: amount("Unavailable", "How many replicas may be missing."),
  };
}

function stepsField(f: Fields) {
  const step = f.object({
    weight: f.whole([1, 100], "Share", "The share of the new version, in percent.", {
      presets: [5, 10, 25, 50, 75],
    }),
    pause: f.of("duration", "Pause", "How long it is watched at this share.", {
      presets: ["30s", "1m", "5m", "1h"],
    }).exactOptional(),
    manual: f.flag("Manual", "Whether it waits here until a person promotes it.", {
      tier: "advanced",
    }).exactOptional(),
  });
  const sentence = "The shares of the new version, one after the other; 25, 50 and 75 % without.";
  return f.list(step, "Steps", sentence, {
    when: OF_CANARY,
    examples: [[{ weight: 20, pause: "5m" }, { weight: 50, manual: true }]],
  }).exactOptional();
}

function blueGreenFields(f: Fields) {
  const advanced = { tier: "advanced", when: OF_BLUE_GREEN } as const;
  return {
    autoPromotion: f.flag(
      "Promotes itself",
      "Whether the new version takes over once it is ready, without a person; yes without.",
      { when: OF_BLUE_GREEN },
    ).exactOptional(),
    autoPromotionAfter: f.of(
      "duration",
      "Promotes after",
      "How long the new version is looked at before it takes over.",
      { when: OF_BLUE_GREEN, presets: ["1m", "10m", "1h"] },
    ).exactOptional(),
    previewReplicas: f.whole(
      [1, 1000],
      "Preview replicas",
      "How many of the new version run before it takes over; all without.",
      advanced,
    ).exactOptional(),
    scaleDownDelay: f.of(
      "duration",
      "Old version stays",
      "How long the old version keeps running after the change.",
      { ...advanced, presets: ["30s", "5m", "1h"] },
    ).exactOptional(),
  };
}

function paceFields(f: Fields) {
  const advanced = { tier: "advanced" } as const;
  return {
    timeout: f.of(
      "duration",
      "Timeout",
      "How long a new version may take to become ready; then the old one stays. 10 minutes without.",
      { presets: ["2m", "5m", "10m", "30m"] },
    ).exactOptional(),
    minReady: f.of("duration", "Ready for", "How long a replica must be ready before it counts.", {
      ...advanced,
      presets: ["5s", "10s", "30s"],
    }).exactOptional(),
    history: f.whole([0, 100], "History", "How many old versions are kept to go back to.", {
      tier: "expert",
      presets: [2, 3, 10],
    }).exactOptional(),
  };
}

function analysisField(f: Fields) {
  return f.object(
    {
      address: f.of("url", "Address", "The Prometheus that answers.", {
        presets: ["http://prometheus.monitoring.svc:9090"],
      }),
      query: f.of("promql", "Query", "What is measured.", {
        examples: ['sum(rate(http_requests_total{code=~"5.."}[5m]))'],
      }),
      success: f.of("condition", "Success", "What the result must be in a good version.", {
        presets: ["result[0] < 0.05", "result[0] >= 0.99"],
      }),
      interval: f.of("duration", "Interval", "How often it is measured.", {
        presets: ["30s", "1m"],
      }).default("1m"),
      count: f.whole([1, 1000], "Count", "How many times it is measured.").default(5),
      failures: f.whole([0, 1000], "Failures", "How many measurements may be bad.").default(0),
    },
    "Analysis",
    "A measurement that stops a bad version.",
    { tier: "advanced", when: OF_BOTH },
  ).exactOptional();
}
