import assert from "node:assert/strict";
import { componentsMarkdown } from "../../../lib/format/components_markdown.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";

const CATALOGUE: Catalogue = {
  version: 1,
  kinds: {},
  components: {
    queue: {
      id: "queue",
      title: "Queue",
      description: "Holds messages | until someone takes them.",
      category: "Messages",
      outputs: { endpoint: { type: "endpoint", title: "Endpoint", needs: "ports" } },
      inputs: { settings: { type: "settings", title: "Settings", many: true } },
      config: {
        type: "object",
        properties: {
          size: {
            type: "string",
            format: "quantity",
            title: "Size",
            description: "How much it holds.",
            presets: ["1Gi", "5Gi"],
          },
          lazy: {
            type: "boolean",
            title: "Lazy",
            description: "Whether it waits.",
            default: false,
            tier: "expert",
            when: { field: "size", in: ["1Gi", "5Gi"] },
          },
        },
        required: ["size"],
      },
    },
  },
};

Deno.test("a component is a section with its ports and a row for each field", () => {
  const text = componentsMarkdown(CATALOGUE);
  assert.match(text, /^\| \[Queue\]\(#queue\) \| Messages \|$/m);
  assert.match(text, /^### queue$/m);
  assert.match(text, /^Gives: `endpoint` \(endpoint, needs `ports`\)\.$/m);
  assert.match(text, /^Takes: `settings` \(settings, any number\)\.$/m);
  assert.ok(text.includes(
    "| **`size`** | an amount of bytes such as 512Mi or 10Gi |  | " +
      "Size: How much it holds. Offers `1Gi`, `5Gi`. |",
  ));
  assert.ok(text.includes(
    "| `lazy` _expert_ | true or false | `false` | " +
      "Lazy: Whether it waits. Only where `size` is 1Gi or 5Gi. |",
  ));
});
