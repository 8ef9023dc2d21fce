import { bytesText } from "../../kubernetes/quantity.ts";
import type { Workload } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { type Builder, callFrom, placeOf, reference, said, saidEach } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Call, Keyword } from "../python/program.ts";
import { companionsOf, lostOfPort, portCall } from "./companions.ts";
import { containerCalls } from "./container.ts";
import { healthOf } from "./health.ts";
import { labelCalls } from "./labels.ts";
import { securityCalls } from "./security.ts";
import { lifecycleOf } from "./lifecycle.ts";

const NOTHING_REFERRED: ReadonlySet<string> = new Set();

/** What the library has no call for. */
const LOST = {
  command: "the library cannot set the command of an app",
  args: "the library cannot set the arguments of an app",
  build: "the library either builds an image or names one, and Kubernetes needs one",
  disruptionBudget: "the library has no PodDisruptionBudget",
  rollout: "the library never writes how a Deployment is replaced",
  podManagement: "the library has no pod management policy",
  hostNetwork: "the library cannot put a pod on the network of its host",
  dnsPolicy: "the library has no DNS policy",
  placement: "the library writes no placement of an app",
  hostFolders: "the library mounts no folders of the host into an app",
  volumes: "the library makes one volume for a stateful app and none for an app",
} as const;

/** A workload as an App or StatefulApp, behind what it needs. */
export function workloadBuilders(context: Context, workload: Reading<Workload>): Builder[] {
  const stateful = workload.value("stateful");
  const ports = workload.each("ports");
  const parts = [
    companionsOf(context, workload),
    lifecycleOf(context, workload, ports),
    healthOf(context, workload, ports),
    stateful ? NO_PARTS : scalingOf(context, workload),
  ];
  const calls = [
    ...labelCalls(context, workload),
    ...saidEach(workload, "annotations", "add_annotation"),
    ...containerCalls(context, workload, NOTHING_REFERRED),
    ...securityCalls(workload, false),
    ...replicaCalls(workload),
    ...ports.map((port) => stateful ? plainPort(port) : appPort(port)),
    ...(stateful ? statefulCalls(workload) : appCalls(context, workload)),
    ...parts.flatMap((part) => part.calls),
  ];
  dropAll(workload, LOST);
  return [...parts.flatMap((part) => part.builders), {
    ...placeOf(workload),
    variable: context.names.of(workload.node),
    type: stateful ? "StatefulApp" : "App",
    args: [workload.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(workload.node),
    calls,
  }];
}

const NO_PARTS = { builders: [], calls: [] };

function plainPort(port: Reading<NonNullable<Workload["ports"]>[number]>): Call {
  lostOfPort(port);
  return portCall(port);
}

/** An app may open a port of its host; the library has another call for that. */
function appPort(port: Reading<NonNullable<Workload["ports"]>[number]>): Call {
  const hostPort = port.value("hostPort");
  if (hostPort === undefined) return plainPort(port);
  port.drop("appProtocol", "the library does not say what is spoken on a port");
  return callFrom(
    placeOf(port),
    "port_mapping",
    hostPort,
    port.value("port"),
    port.value("name"),
    port.value("protocol"),
  );
}

/** An autoscaler decides on the number; the library writes one all the same. */
function replicaCalls(workload: Reading<Workload>): Call[] {
  const scaled = workload.part("autoscaling") as
    | Reading<NonNullable<Workload["autoscaling"]>>
    | undefined;
  if (!scaled || scaled.value("cpu") === undefined || workload.value("stateful")) {
    return said(workload, "replicas", "replicas");
  }
  workload.drop("replicas", "the autoscaler decides how many run");
  return [callFrom(placeOf(scaled, "min"), "replicas", scaled.value("min"))];
}

function appCalls({ index }: Context, workload: Reading<Workload>): Call[] {
  const none = "the library gives no volume to an app";
  for (const key of ["storage", "mountPath", "storageClass", "accessMode"] as const) {
    workload.drop(key, none);
  }
  for (const key of ["updateStrategy", "partition", "headless"] as const) {
    workload.drop(key, "only stateful apps have it");
  }
  const account = index.identities.get(workload.value("identity") ?? "");
  if (account && !workload.has("serviceAccount")) {
    const name = account.value("existing") ?? account.node;
    return [callFrom(placeOf(account), "service_account", name)];
  }
  return said(workload, "serviceAccount", "service_account");
}

function statefulCalls(workload: Reading<Workload>): Call[] {
  workload.drop("autoscaling", "the library scales apps only");
  workload.drop("serviceAccount", "the library gives a stateful app no account");
  return [...storageCalls(workload), ...headlessCalls(workload), ...updateCalls(workload)];
}

function storageCalls(workload: Reading<Workload>): Call[] {
  const size = workload.value("storage");
  if (size === undefined) {
    const none = "the workload has no storage";
    for (const key of ["mountPath", "storageClass", "accessMode"] as const) {
      workload.drop(key, none);
    }
    return [];
  }
  const storageClass = workload.value("storageClass");
  return [callFrom(
    placeOf(workload, "storage"),
    "storage",
    bytesText(size),
    ...(storageClass === undefined ? [] : [new Keyword("storage_class", storageClass)]),
    new Keyword("access_modes", [workload.value("accessMode")]),
    new Keyword("mount_path", workload.value("mountPath")),
  )];
}

/** A Service without ports may only be headless. */
function headlessCalls(workload: Reading<Workload>): Call[] {
  if (workload.value("headless") !== false) {
    workload.approximate(
      "headless",
      "its one Service is headless: there is no second one with an address",
    );
    return [];
  }
  if (workload.value("ports")?.length) return said(workload, "headless", "headless_service");
  workload.drop("headless", "a Service without ports must be headless");
  return [];
}

function updateCalls(workload: Reading<Workload>): Call[] {
  const type = workload.value("updateStrategy") ?? "RollingUpdate";
  const partition = workload.value("partition");
  if (type === "OnDelete") workload.drop("partition", "OnDelete replaces no replica by itself");
  if (!workload.has("updateStrategy") && partition === undefined) return [];
  const rolling = type === "RollingUpdate" && partition !== undefined;
  const key = workload.has("updateStrategy") ? "updateStrategy" : "partition";
  const more = rolling ? [new Keyword("partition", partition)] : [];
  return [callFrom(placeOf(workload, key), "update_strategy", type, ...more)];
}

/** The library's calls for targets are shadowed by attributes of their names. */
function scalingOf(
  context: Context,
  workload: Reading<Workload>,
): { readonly builders: Builder[]; readonly calls: Call[] } {
  const scaling = workload.part("autoscaling") as
    | Reading<NonNullable<Workload["autoscaling"]>>
    | undefined;
  if (!scaling) return NO_PARTS;
  scaling.drop("memory", "the library scales an app by its processor time only");
  const cpu = scaling.get("cpu");
  if (!cpu) {
    workload.drop("autoscaling", "the library scales an app by its processor time only");
    return NO_PARTS;
  }
  const builder: Builder = {
    ...placeOf(scaling),
    variable: context.names.of(`${workload.node}_scaling`),
    type: "Scaling",
    args: [],
    standing: "inside",
    calls: [callFrom(placeOf(scaling), "horizontal", scaling.value("min"), scaling.value("max"))],
    attributes: [{
      ...placeOf(scaling, "cpu"),
      name: "cpu_target",
      value: cpu.value,
    }],
  };
  return {
    builders: [builder],
    calls: [callFrom(placeOf(scaling), "scale", reference(builder))],
  };
}
