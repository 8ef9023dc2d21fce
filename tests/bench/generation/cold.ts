import { COMMAND } from "../../../lib/build/command_file.ts";
import { kustomize } from "../../../lib/generators/kustomize.ts";
import { ROOT } from "../../helpers/house.ts";
import { figure, ratio, timeProcess } from "../measure.ts";
import { pythonText, servicesText } from "../services.ts";
import { has, hasHelm, modelOf, plan, writeChart, writeFiles } from "./inputs.ts";

const COUNT = 100;
const KUSTOMIZE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.2";
const CDK8S = ["cdk8s@2.70.106", "constructs@10"];
const PYTHON = "celestra==0.0.3";

/** M2: the command as a process, from its start to its end, beside others for the same services. */
export async function cold(folder: string): Promise<void> {
  const file = `${folder}/services.yaml`;
  Deno.writeTextFileSync(file, servicesText(COUNT));
  const render = ["render", file, "--target", "kubernetes"];
  const start = ["run", "--no-config", "--no-prompt", "-A", COMMAND.pathname];
  const prebuilt = () => timeProcess(Deno.execPath(), [...start, ...render]);
  const typed = () =>
    timeProcess(Deno.execPath(), ["task", "--quiet", "celestra", ...render], ROOT);
  const compare = async (ours: () => Promise<number>, what: string, goal: string, peer: Peer) => {
    figure(`M2 ${COUNT} services, ${what}`, `<= ${goal}`, await ratio(ours, peer.run, peer.rounds));
  };
  if (await hasHelm()) {
    const chart = writeChart(folder, COUNT);
    const run = () => timeProcess("helm", ["template", chart]);
    await compare(prebuilt, "the prebuilt file, of helm template", "1.0", { run, rounds: 21 });
    await compare(typed, "deno task celestra, of helm template", "1.2", { run, rounds: 21 });
  }
  const peers = [
    ["kustomize build", "0.8", kustomizePeer],
    ["cdk8s, precompiled", "0.3", cdk8sPeer],
    ["Python celestra", "0.5", pythonPeer],
  ] as const;
  for (const [name, goal, open] of peers) {
    const peer = await has(name, () => open(folder));
    if (peer) await compare(prebuilt, `the prebuilt file, of ${name}`, goal, peer);
  }
}

/** Another program that makes the same services. */
interface Peer {
  /** Milliseconds that it takes. */
  run(): Promise<number>;
  readonly rounds: number;
}

/** Kustomize, built from its own module, on our base of the services. */
async function kustomizePeer(folder: string): Promise<Peer> {
  const place = `${folder}/go`;
  const env = { GOBIN: place, GOFLAGS: "-mod=mod" };
  const { success, stderr } = await new Deno.Command("go", { args: ["install", KUSTOMIZE], env })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  writeFiles(`${folder}/kustomize`, kustomize.generate(plan(modelOf(COUNT))).files);
  const words = ["build", `${folder}/kustomize/base`];
  return { run: () => timeProcess(`${place}/kustomize`, words), rounds: 21 };
}

/** cdk8s with a program in JavaScript, on Node.js. */
async function cdk8sPeer(folder: string): Promise<Peer> {
  const place = `${folder}/cdk8s`;
  writeFiles(place, [{ path: "package.json", text: "{}" }, { path: "synth.js", text: CDK8S_TEXT }]);
  const npm = ["install", "--silent", "--no-audit", "--no-fund", ...CDK8S];
  await timeProcess("npm", npm, place);
  return { run: () => timeProcess("node", ["synth.js"], place), rounds: 7 };
}

/** The Python library, in an environment of its own. */
async function pythonPeer(folder: string): Promise<Peer> {
  const venv = `${folder}/venv`;
  await timeProcess("python3", ["-m", "venv", venv]);
  await timeProcess(`${venv}/bin/pip`, ["install", "--quiet", PYTHON]);
  Deno.writeTextFileSync(`${folder}/app.py`, pythonText(COUNT));
  return { run: () => timeProcess(`${venv}/bin/python`, ["app.py"], folder), rounds: 7 };
}

const CDK8S_TEXT = `
const { ApiObject, App, Chart } = require("cdk8s");
const app = new App();
const chart = new Chart(app, "services", { namespace: "services" });
for (let index = 0; index < ${COUNT}; index++) {
  const name = "service-" + index;
  const before = "service-" + (index - 1);
  const start = { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "services" };
  const labels = { "app.kubernetes.io/managed-by": "cdk8s", ...start };
  const metadata = { name, labels };
  const variable = (end) => before.toUpperCase().replaceAll("-", "_") + end;
  const requires = index === 0 ? [] : [
    { name: variable("_HOST"), value: before },
    { name: variable("_PORT"), value: "8080" },
  ];
  new ApiObject(chart, name, {
    apiVersion: "apps/v1", kind: "Deployment", metadata,
    spec: {
      replicas: 2, revisionHistoryLimit: 3, selector: { matchLabels: start },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false, enableServiceLinks: false,
          securityContext: {
            fsGroup: 10001, fsGroupChangePolicy: "OnRootMismatch", runAsGroup: 10001,
            runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [{
            name, image: "ghcr.io/acme/" + name + ":1.0." + index,
            env: [
              { name: "LOG_LEVEL", value: "info" }, { name: "REGION", value: "eu-west-1" },
              ...requires,
            ],
            ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
            readinessProbe: {
              httpGet: { path: "/healthz", port: "http" },
              periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3,
            },
            resources: {
              requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "128Mi" },
            },
            securityContext: {
              allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] },
              readOnlyRootFilesystem: true,
            },
            volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
          }],
          volumes: [{ name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } }],
        },
      },
    },
  });
  new ApiObject(chart, name + "-service", {
    apiVersion: "v1", kind: "Service", metadata,
    spec: {
      type: "ClusterIP", selector: start,
      ports: [{ name: "http", port: 8080, targetPort: "http", protocol: "TCP" }],
    },
  });
}
app.synth();
`;
