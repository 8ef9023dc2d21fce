import type { Companion } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context, Runner } from "../context.ts";
import { dropAll } from "../../shared/drop_all.ts";

const NO_POD = "Compose has no pods";

const DROPPED = {
  annotations: `${NO_POD} to annotate`,
  placement: "Compose runs on one host",
  podFields: `${NO_POD}, so there is no fact of one`,
  pullSecrets: "the engine uses what docker login stored",
  serviceAccount: "Compose has no accounts",
} as const;

const APART = "a service of its own: it shares volumes and files, but no folders in memory";

/** What of a container Compose carries in another way, or not at all. */
export function explainContainer(context: Context, runner: Reading<Runner>): void {
  dropAll(runner, DROPPED);
  runner.approximate(
    "wait",
    "Compose itself waits: a service starts once what it requires is ready",
  );
  runner.approximate("init", `each is ${APART}`);
  runner.approximate("sidecars", `each is ${APART}; it joins the network of the first replica`);
  for (const key of ["init", "sidecars"] as const) runner.each(key).forEach(explainCompanion);
  explainRenamed(context, runner);
  explainAfter(context, runner);
}

function explainCompanion(companion: Reading<Companion>): void {
  const resources = companion.part("resources")!;
  resources.drop("gpu", "only the main container of a node gets GPUs");
  for (const port of companion.each("ports")) {
    for (const key of ["name", "port", "protocol"] as const) port.value(key);
    dropAll(port, {
      appProtocol: "Compose knows of no protocol above the transport",
      hostPort: "Compose publishes a port only for an ingress, a NodePort or a LoadBalancer",
    });
  }
}

/** The variables of a secret stand in a file, under the names of its keys. */
function explainRenamed({ index, recorder }: Context, runner: Reading<Runner>): void {
  for (const [id, names] of Object.entries(runner.value("variables"))) {
    if (!index.secrets.has(id)) continue;
    for (const key of Object.keys(names)) {
      const message = `the file with the variables of "${id}" names each after its key`;
      recorder.drop(runner.node, ["bind", id, "variables", key], message);
    }
  }
}

function explainAfter({ index, recorder }: Context, runner: Reading<Runner>): void {
  for (const { task: id, order } of runner.value("after")) {
    if (!order || !index.jobs.get(id)?.has("schedule")) continue;
    const message = `"${id}" runs on a schedule, so nobody can wait for its end`;
    recorder.approximateInput(runner.node, "after", message);
  }
}
