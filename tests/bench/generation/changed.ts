import { planOf } from "../../../lib/components/plan.ts";
import { checking, tools } from "../../../lib/cli/tools.ts";
import { generators } from "../../../lib/generators/registry.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import type { Contents } from "../../../lib/services/contents.ts";
import { renderedDifferences } from "../../../lib/services/rendered_differences.ts";
import { figure, ratio, spread, time } from "../measure.ts";
import { servicesText } from "../services.ts";
import { modelOf, plan } from "./inputs.ts";

/** M4: rendering again when one node of a thousand changed; the bytes have to be those of a full render. */
export async function changed(): Promise<void> {
  const model = modelOf(1000);
  const own = {};
  const options = { ...tools, series: () => own };
  kubernetes.generate(planOf(model, options));
  let salt = 0;
  const again = () => kubernetes.generate(planOf(withChange(model, ++salt), options));
  const full = () => kubernetes.generate(plan(withChange(model, salt)));
  figure(
    "M4 one node of 1,000 changed, of a full render",
    "<= 0.05",
    await ratio(() => time(again), () => time(full)),
  );
  if (JSON.stringify(again()) !== JSON.stringify(full())) throw new Error("not the same bytes");
}

function withChange(workflow: Workflow, replicas: number): Workflow {
  const nodes = new Map(workflow.nodes);
  const node = nodes.get("service-500")!;
  nodes.set(node.id, { ...node, config: { ...node.config, replicas: 1 + replicas % 1000 } });
  return { ...workflow, nodes };
}

/** Both sides of a workflow of 100 nodes rendered and compared, for every output at once. */
export async function comparison(): Promise<void> {
  const outputs = [...generators.keys()];
  const text = servicesText(100);
  const head = text.replaceAll("replicas: 2", "replicas: 3").replaceAll("eu-west-1", "eu-west-2");
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const states = { base: folderWith(text), head: folderWith(`${head}# ${round}\n`) };
    const start = performance.now();
    const [change] = await renderedDifferences(states, { checking: checking(), tools, outputs });
    times.push(performance.now() - start);
    if (change?.nodes.length !== 100) throw new Error("not every node differs");
  }
  const name = `100 nodes compared as ${outputs.length} outputs, all of them changed, in ms`;
  figure(name, "<= 2000", spread(times));
}

function folderWith(text: string): Contents {
  const path = "workflows/services.yaml";
  return {
    list: (folder) => Promise.resolve(folder === "workflows" ? [path] : []),
    read: (asked) => Promise.resolve(asked === path ? text : undefined),
  };
}
