import type { Json, JsonObject, Path } from "../../../../lib/model/json.ts";
import { secondsOf } from "../../../../lib/model/formats.ts";
import { bytesText, cpuText } from "../../../../lib/generators/kubernetes/quantity.ts";
import { literal } from "../../../../lib/generators/kubernetes/text.ts";
import type { Written } from "../../../helpers/celestra_library.ts";

/** A property of a node, and the objects that the library wrote of its workflow. */
export interface Look {
  readonly objects: readonly Written[];
  readonly id: string;
  readonly path: Path;
  readonly value: Json;
  readonly config: JsonObject;
  /** Another node's config. */
  readonly configOf: (id: string) => JsonObject;
  /** Who takes what the node gives. */
  readonly consumers: readonly string[];
  /** What runs in the node, where it is a group. */
  readonly members: readonly string[];
}

/** What was found, and what must be found. */
export type Found = readonly [found: unknown, expected: unknown];

type Place = (look: Look) => Found;

const seconds = (value: Json) => secondsOf(String(value));
const words = (value: Json) => (value as string[]).map(literal);

/** The object of a kind and name. */
function object({ objects }: Look, kind: string, name: string): Written {
  return objects.find((it) => it.kind === kind && it.metadata.name === name);
}

function runner(look: Look, id = look.id): Written {
  for (const kind of ["Deployment", "StatefulSet", "Job", "CronJob"]) {
    const found = object(look, kind, id);
    if (found) return found;
  }
}

function podOf(look: Look, id = look.id): Written {
  const { spec } = runner(look, id) ?? {};
  return (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
}

function containerOf(look: Look, id = look.id): Written {
  return podOf(look, id)?.containers?.find(({ name }: Written) => name === id);
}

function variable(look: Look, name: string, id = look.id): unknown {
  return containerOf(look, id)?.env?.find((one: Written) => one.name === name)?.value;
}

const step = ({ path }: Look, index: number) => path[index] as string | number;
const last = ({ path }: Look) => String(path.at(-1));

/** A place in the container, whose value is that of the property. */
const inContainer = (find: (container: Written, look: Look) => unknown): Place => (look) => [
  find(containerOf(look) ?? {}, look),
  look.value,
];

const inSecurity = (key: string): Place =>
  inContainer((container) => container.securityContext?.[key]);

const compute = (find: (look: Look) => Written): Readonly<Record<string, Place>> => ({
  cpu: (look) => [find(look)?.resources?.requests?.cpu, cpuText(String(look.value))],
  memory: (look) => [find(look)?.resources?.requests?.memory, bytesText(String(look.value))],
  cpuLimit: (look) => [find(look)?.resources?.limits?.cpu, cpuText(String(look.value))],
  memoryLimit: (look) => [find(look)?.resources?.limits?.memory, bytesText(String(look.value))],
  gpu: (look) => [find(look)?.resources?.limits?.["nvidia.com/gpu"], String(look.value)],
});

function prefixed(before: string, places: Readonly<Record<string, Place>>) {
  return Object.fromEntries(Object.entries(places).map(([key, place]) => [before + key, place]));
}

const BOUND: Readonly<Record<string, Place>> = {
  "bind{}.host": (look) => [variable(look, String(look.value)) !== undefined, true],
  "bind{}.port": (look) => [/^\d+$/.test(String(variable(look, String(look.value)))), true],
  "bind{}.portName": (look) => {
    const { port } = (look.config.bind as JsonObject)[step(look, 1)] as JsonObject;
    const provider = look.configOf(String(step(look, 1)));
    const found = (provider.ports as JsonObject[]).find(({ name }) => name === look.value);
    return [variable(look, String(port)), String(found?.port)];
  },
};

const RUNNER: Readonly<Record<string, Place>> = {
  ...BOUND,
  ...prefixed("resources.", compute((look) => containerOf(look))),
  "image": inContainer(({ image }) => image),
  "env{}": (look) => [variable(look, last(look)), literal(String(look.value))],
  "labels{}": (look) => [runner(look)?.metadata.labels[last(look)], look.value],
  "user": inSecurity("runAsUser"),
  "group": inSecurity("runAsGroup"),
  "privileged": inSecurity("privileged"),
  "readOnly": inSecurity("readOnlyRootFilesystem"),
  "capabilities": inContainer(({ securityContext }) => securityContext?.capabilities?.add),
  // It allows other properties and stands nowhere itself.
  "podSecurity": (look) => [containerOf(look)?.securityContext === undefined, false],
};

function companionPlaces(side: "init" | "sidecars", list: string): Record<string, Place> {
  const companion = (look: Look) => {
    const { name } = (look.config[side] as JsonObject[])[Number(step(look, 1))]!;
    return podOf(look)?.[list]?.find((one: Written) => one.name === name);
  };
  return prefixed(`${side}[].`, {
    ...prefixed("resources.", compute(companion)),
    "name": (look) => [companion(look)?.name, look.value],
    "image": (look) => [companion(look)?.image, look.value],
    "command": (look) => [companion(look)?.command, words(look.value)],
    "args": (look) => [companion(look)?.args, words(look.value)],
    "env{}": (look) => [
      companion(look)?.env?.find((one: Written) => one.name === last(look))?.value,
      literal(String(look.value)),
    ],
    ...portPlaces((look) => companion(look)?.ports?.[Number(step(look, 3))]),
  });
}

function portPlaces(find: (look: Look) => Written): Record<string, Place> {
  return {
    "ports[].name": (look) => [find(look)?.name, look.value],
    "ports[].port": (look) => [find(look)?.containerPort, look.value],
    "ports[].protocol": (look) => [find(look)?.protocol, look.value],
    "ports[].hostPort": (look) => [find(look)?.hostPort, look.value],
  };
}

function stepPlaces(): Record<string, Place> {
  const places = (key: string): Record<string, Place> => ({
    [`lifecycle.${key}.exec`]: inContainer(({ lifecycle }) => lifecycle?.[key]?.exec?.command),
    [`lifecycle.${key}.http.path`]: inContainer(({ lifecycle }) => lifecycle?.[key]?.httpGet?.path),
    [`lifecycle.${key}.http.port`]: inContainer(({ lifecycle }) => lifecycle?.[key]?.httpGet?.port),
  });
  return { ...places("postStart"), ...places("preStop") };
}

function probePlaces(): Record<string, Place> {
  const places = (kind: string): Record<string, Place> => {
    const probe = (look: Look) => containerOf(look)?.[`${kind}Probe`];
    const timed = (key: string): Place => (look) => [probe(look)?.[key], seconds(look.value)];
    return prefixed(`probes.${kind}.`, {
      "exec": (look) => [probe(look)?.exec?.command, look.value],
      "http.path": (look) => [probe(look)?.httpGet?.path, look.value],
      "http.port": (look) => [probe(look)?.httpGet?.port, look.value],
      "tcp.port": (look) => [probe(look)?.tcpSocket?.port, look.value],
      "failures": (look) => [probe(look)?.failureThreshold, look.value],
      "successes": (look) => [probe(look)?.successThreshold, look.value],
      "initialDelay": timed("initialDelaySeconds"),
      "period": timed("periodSeconds"),
      "timeout": timed("timeoutSeconds"),
    });
  };
  return { ...places("liveness"), ...places("readiness"), ...places("startup") };
}

const WORKLOAD: Readonly<Record<string, Place>> = {
  ...RUNNER,
  ...companionPlaces("init", "initContainers"),
  ...companionPlaces("sidecars", "containers"),
  ...portPlaces((look) => containerOf(look)?.ports?.[Number(step(look, 1))]),
  ...stepPlaces(),
  "replicas": (look) => [runner(look)?.spec.replicas, look.value],
};

const scaler = (look: Look) => object(look, "HorizontalPodAutoscaler", `${look.id}-hpa`)?.spec;
const claim = (look: Look) => runner(look)?.spec.volumeClaimTemplates?.[0]?.spec;

/** What Kubernetes takes where the library leaves its own default out. */
const or = <T>(found: T | undefined, byDefault: unknown) => found ?? byDefault;
const jobOf = (look: Look) => runner(look)?.spec.jobTemplate?.spec ?? runner(look)?.spec;

const TASK: Readonly<Record<string, Place>> = {
  ...RUNNER,
  "command": (look) => [containerOf(look)?.command, words(look.value)],
  "args": (look) => [containerOf(look)?.args, words(look.value)],
  "retries": (look) => [or(jobOf(look)?.backoffLimit, 6), look.value],
  "timeout": (look) => [jobOf(look)?.activeDeadlineSeconds, seconds(look.value)],
  "restartPolicy": (look) => [podOf(look)?.restartPolicy, look.value],
};

/** What is mounted at a path, of a kind of volume. */
function mounted(look: Look, path: unknown, kind: string, id = look.id): Written {
  const volumes: Written[] = podOf(look, id)?.volumes ?? [];
  const named = new Map(volumes.map((volume) => [volume.name, volume]));
  const mount = containerOf(look, id)?.volumeMounts?.find((one: Written) =>
    one.mountPath === path && named.get(one.name)?.[kind] !== undefined
  );
  return { mount, volume: named.get(mount?.name) };
}

const entry = (look: Look, key: string) =>
  (look.config[key] as JsonObject[])[Number(step(look, 1))]!;
const KINDS = { hostFolders: "hostPath", volumes: "persistentVolumeClaim" } as const;
const volumeAt = (look: Look, key: keyof typeof KINDS) =>
  mounted(look, entry(look, key).path, KINDS[key]);
const toleration = (look: Look) => podOf(look)?.tolerations?.[Number(step(look, 2))];

const JOB: Readonly<Record<string, Place>> = {
  ...TASK,
  "parallelism": (look) => [or(jobOf(look)?.parallelism, 1), look.value],
  "completions": (look) => [or(jobOf(look)?.completions, 1), look.value],
  "writable": (look) => [
    (look.value as string[]).every((path) => mounted(look, path, "emptyDir").volume),
    true,
  ],
  "writableSize": (look) => [
    podOf(look)?.volumes?.every((one: Written) =>
      !one.emptyDir || one.emptyDir.sizeLimit === bytesText(String(look.value))
    ),
    true,
  ],
  "hostFolders[].source": (look) => [
    volumeAt(look, "hostFolders").volume?.hostPath?.path,
    look.value,
  ],
  "hostFolders[].path": (look) => [volumeAt(look, "hostFolders").mount?.mountPath, look.value],
  "hostFolders[].readOnly": (look) => [
    volumeAt(look, "hostFolders").mount?.readOnly ?? false,
    look.value,
  ],
  "volumes[].claim": (look) => [
    volumeAt(look, "volumes").volume?.persistentVolumeClaim?.claimName,
    look.value,
  ],
  "volumes[].path": (look) => [volumeAt(look, "volumes").mount?.mountPath, look.value],
  "volumes[].name": (look) => [volumeAt(look, "volumes").mount?.name, `claim-${look.value}`],
  "volumes[].access": (look) => [
    volumeAt(look, "volumes").mount?.readOnly ?? false,
    look.value === "ReadOnlyMany",
  ],
  "placement.nodeSelector{}": (look) => [podOf(look)?.nodeSelector?.[last(look)], look.value],
  "placement.tolerations[].key": (look) => [toleration(look)?.key, look.value],
  "placement.tolerations[].operator": (look) => [toleration(look)?.operator, look.value],
  "placement.tolerations[].value": (look) => [toleration(look)?.value, look.value],
  "placement.tolerations[].effect": (look) => [toleration(look)?.effect, look.value],
};

const cron = (key: string, byDefault?: unknown): Place => (look) => [
  or(runner(look)?.spec[key], byDefault),
  look.value,
];

/** A field of an object that is named after the node. */
const at = (kind: string, find: (it: Written, look: Look) => unknown): Place => (look) => [
  find(object(look, kind, look.id) ?? { metadata: { labels: {}, annotations: {} } }, look),
  look.value,
];

const labelled = (kind: string): Record<string, Place> => ({
  "": (look) => [object(look, kind, look.id) !== undefined, true],
  "labels{}": at(kind, ({ metadata }, look) => metadata.labels[last(look)]),
  "annotations{}": at(kind, ({ metadata }, look) => metadata.annotations[last(look)]),
});

const servicePort = (it: Written, look: Look) => it.spec?.ports?.[Number(step(look, 1))];
const ingressPath = (it: Written, look: Look) =>
  it.spec?.rules?.[0]?.http?.paths?.[Number(step(look, 1))];

function annotated(look: Look): Found {
  const it = object(look, "Ingress", look.id);
  const said = Object.values(it?.metadata.annotations ?? {}).map(String);
  return [said.some((text) => text.includes(String(look.value))), true];
}

/** The jobs that take a source. */
const jobs = (look: Look) => look.consumers.filter((id) => jobSpec(look, id));
const jobSpec = (look: Look, id: string) => object(look, "Job", id) ?? object(look, "CronJob", id);

function takenAs(look: Look, mount: Json): boolean {
  const refers = (id: string) =>
    containerOf(look, id)?.env?.some(({ valueFrom }: Written) => valueFrom !== undefined);
  const mounts = (id: string) => containerOf(look, id)?.volumeMounts?.length > 0;
  return jobs(look).length > 0 &&
    jobs(look).every((id) => (mount === "file" || refers(id)) && (mount === "env" || mounts(id)));
}

const SOURCE: Readonly<Record<string, Place>> = {
  "mount": (look) => [takenAs(look, look.value), true],
  "path": (look) => [
    jobs(look).length > 0 &&
    jobs(look).every((id) =>
      ["configMap", "secret"].some((kind) => mounted(look, look.value, kind, id).volume)
    ),
    true,
  ],
};

function everyRule(look: Look, test: (rule: Written) => boolean): Found {
  const rules = [object(look, "Role", look.id), object(look, "ClusterRole", look.id)]
    .flatMap((it) => it?.rules ?? []);
  return [rules.length > 0 && test(rules[Number(step(look, 1))] ?? {}), true];
}

const same = (found: unknown, value: Json) => JSON.stringify(found) === JSON.stringify(value);

function bindings(look: Look): Written[] {
  return look.objects.filter(({ kind, roleRef }) =>
    kind.endsWith("RoleBinding") && roleRef.name === (look.config.existing ?? look.id)
  );
}

function policies(look: Look): Written[] {
  return look.objects.filter(({ kind, metadata }) =>
    kind === "NetworkPolicy" &&
    (metadata.name === look.id || metadata.name.startsWith(`${look.id}-`))
  );
}

const inPolicies = (test: (policy: Written, look: Look) => boolean): Place => (look) => [
  policies(look).length > 0 && policies(look).every((policy) => test(policy, look)),
  true,
];

function peers(side: "ingress" | "egress"): Record<string, Place> {
  const ends = side === "ingress" ? "from" : "to";
  const some = (test: (peer: Written, look: Look) => boolean): Place =>
    inPolicies(({ spec }, look) =>
      spec[side]?.some((rule: Written) => rule[ends]?.some((peer: Written) => test(peer, look)))
    );
  const port = (key: string): Place =>
    inPolicies(({ spec }, look) =>
      spec[side]?.some((rule: Written) =>
        rule.ports?.some((one: Written) => one[key] === look.value)
      )
    );
  return prefixed(`${side}[].`, {
    "nodes": some(({ podSelector }, look) =>
      (look.value as string[]).includes(podSelector?.matchLabels.app)
    ),
    "podLabels{}": some(({ podSelector }, look) =>
      podSelector?.matchLabels[last(look)] === look.value
    ),
    "namespaceLabels{}": some(({ namespaceSelector }, look) =>
      namespaceSelector?.matchLabels[last(look)] === look.value
    ),
    "cidr": some(({ ipBlock }, look) => ipBlock?.cidr === look.value),
    "except": some(({ ipBlock }, look) => same(ipBlock?.except, look.value)),
    "ports[].port": port("port"),
    "ports[].endPort": port("endPort"),
    "ports[].protocol": port("protocol"),
  });
}

const definition = ({ objects }: Look) =>
  objects.find(({ kind }) => kind === "CustomResourceDefinition")?.spec;
const column = (look: Look) =>
  definition(look)?.versions[0].additionalPrinterColumns?.[Number(step(look, 2))];
const defined = (find: (spec: Written, look: Look) => unknown): Place => (look) => [
  find(definition(look) ?? { names: {}, versions: [{}] }, look),
  look.value,
];
const instance = (look: Look) => {
  const one = entry(look, "instances");
  return look.objects.find(({ kind, metadata }) =>
    kind === look.config.objectKind && metadata.name === (one.name ?? look.id)
  );
};

const rule = (look: Look) =>
  object(look, "PrometheusRule", `${look.id}-alerts`)?.spec.groups[0].rules[Number(step(look, 1))];
const watched = (find: (endpoint: Written) => unknown): Place => (look) => {
  const monitors = look.objects.filter(({ kind }) => kind === "ServiceMonitor");
  return [
    monitors.length > 0 && monitors.every(({ spec }) => same(find(spec.endpoints[0]), look.value)),
    true,
  ];
};
const told = (name: string, become: (value: Json) => string = String): Place => (look) => [
  look.consumers.every((id) => variable(look, name, id) === become(look.value)),
  true,
];

const inMembers = (test: (look: Look, id: string) => boolean): Place => (look) => [
  look.members.length > 0 && look.members.every((id) => test(look, id)),
  true,
];

/** Where each property stands in what the library writes, by component and property. */
export const PLACES: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
  "app": {
    ...WORKLOAD,
    "serviceAccount": (look) => [podOf(look)?.serviceAccountName, look.value],
    "autoscaling.min": (look) => [scaler(look)?.minReplicas, look.value],
    "autoscaling.max": (look) => [scaler(look)?.maxReplicas, look.value],
    "autoscaling.cpu": (look) => [
      scaler(look)?.metrics[0]?.resource.target.averageUtilization,
      look.value,
    ],
  },
  "stateful-app": {
    ...WORKLOAD,
    ...probePlaces(),
    "storage": (look) => [claim(look)?.resources.requests.storage, bytesText(String(look.value))],
    "storageClass": (look) => [claim(look)?.storageClassName, look.value],
    "accessMode": (look) => [claim(look)?.accessModes, [look.value]],
    "mountPath": (look) => [
      containerOf(look)?.volumeMounts?.find(({ name }: Written) => name === "data")?.mountPath,
      look.value,
    ],
    "headless": (look) => [
      object(look, "Service", look.id)?.spec.clusterIP === "None",
      look.value,
    ],
    "updateStrategy": (look) => [runner(look)?.spec.updateStrategy.type, look.value],
    "partition": (look) => [runner(look)?.spec.updateStrategy.rollingUpdate?.partition, look.value],
  },
  "job": JOB,
  "cron-job": {
    ...TASK,
    "schedule": cron("schedule"),
    "timeZone": cron("timeZone"),
    "concurrency": cron("concurrencyPolicy", "Allow"),
    "suspend": cron("suspend", false),
    "successfulHistory": cron("successfulJobsHistoryLimit", 3),
    "failedHistory": cron("failedJobsHistoryLimit", 1),
    "startingDeadline": (look) => [
      runner(look)?.spec.startingDeadlineSeconds,
      seconds(look.value),
    ],
  },
  "service": {
    ...labelled("Service"),
    "type": at("Service", ({ spec }) => spec?.type),
    "selector{}": at("Service", ({ spec }, look) => spec?.selector?.[last(look)]),
    "ports[].name": at("Service", (it, look) => servicePort(it, look)?.name),
    "ports[].port": at("Service", (it, look) => servicePort(it, look)?.port),
    "ports[].targetPort": at("Service", (it, look) => servicePort(it, look)?.targetPort),
    "ports[].protocol": at("Service", (it, look) => servicePort(it, look)?.protocol),
  },
  "ingress": {
    ...labelled("Ingress"),
    "class": at("Ingress", ({ spec }) => spec?.ingressClassName),
    "host": at("Ingress", ({ spec }) => spec?.rules?.[0]?.host),
    "paths[].backend": at("Ingress", (it, look) => ingressPath(it, look)?.backend.service.name),
    "paths[].path": at("Ingress", (it, look) => ingressPath(it, look)?.path),
    "paths[].pathType": at("Ingress", (it, look) => ingressPath(it, look)?.pathType),
    "tls": at("Ingress", ({ spec }) => spec?.tls !== undefined),
    "tlsSecret": at("Ingress", ({ spec }) => spec?.tls?.[0]?.secretName),
    "tlsHosts": at("Ingress", ({ spec }) => spec?.tls?.[0]?.hosts),
    "rateLimit": annotated,
    "rewrite": annotated,
    "redirect": annotated,
    "headers{}": annotated,
  },
  "config-map": {
    ...labelled("ConfigMap"),
    ...SOURCE,
    "data{}": at("ConfigMap", ({ data }, look) => data?.[last(look)]),
    "mode": (look) => [
      jobs(look).length > 0 &&
      jobs(look).every((id) =>
        podOf(look, id)?.volumes?.some((one: Written) =>
          or(one.configMap?.defaultMode, 0o644) === parseInt(String(look.value), 8)
        )
      ),
      true,
    ],
  },
  "secret": {
    ...SOURCE,
    "keys": (look) => [
      jobs(look).length > 0 && jobs(look).every((id) =>
        look.config.mount !== "env" ||
        (look.value as string[]).every((key) =>
          containerOf(look, id)?.env?.some((one: Written) =>
            one.name === key && one.valueFrom?.secretKeyRef?.key === key
          )
        )
      ),
      true,
    ],
    "secretName": (look) => [
      jobs(look).length > 0 &&
      jobs(look).every((id) => JSON.stringify(podOf(look, id)).includes(`"${look.value}"`)),
      true,
    ],
  },
  "service-account": {
    ...labelled("ServiceAccount"),
    "existing": (look) => [
      look.consumers.filter((id) => object(look, "Deployment", id)).every((id) =>
        podOf(look, id)?.serviceAccountName === look.value
      ),
      true,
    ],
    "automount": at("ServiceAccount", (it) => it.automountServiceAccountToken),
    "pullSecrets": at(
      "ServiceAccount",
      ({ imagePullSecrets }) => imagePullSecrets?.map(({ name }: Written) => name),
    ),
    "secrets": at("ServiceAccount", ({ secrets }) => secrets?.map(({ name }: Written) => name)),
  },
  "role": {
    "labels{}": (look) => [
      [...labelled("Role")["labels{}"]!(look), ...labelled("ClusterRole")["labels{}"]!(look)]
        .filter((value) => value === look.value).length >= 3,
      true,
    ],
    "annotations{}": (look) => [
      (object(look, "Role", look.id) ?? object(look, "ClusterRole", look.id))?.metadata
        .annotations[last(look)],
      look.value,
    ],
    "scope": (look) => [
      bindings(look).every(({ roleRef }) =>
        roleRef.kind === (look.value === "cluster" ? "ClusterRole" : "Role")
      ),
      true,
    ],
    "binding": (look) => [
      bindings(look).length > 0 &&
      bindings(look).every(({ kind }) =>
        (kind === "ClusterRoleBinding") ===
          (look.value === "cluster" && look.config.scope === "cluster")
      ),
      true,
    ],
    "existing": (look) => [bindings(look).length > 0, true],
    "subjects[].kind": (look) => [
      bindings(look).some(({ subjects }) => subjects[Number(step(look, 1))]?.kind === look.value),
      true,
    ],
    "subjects[].name": (look) => [
      bindings(look).some(({ subjects }) => subjects[Number(step(look, 1))]?.name === look.value),
      true,
    ],
    "rules[].apiGroups": (look) =>
      everyRule(
        look,
        ({ apiGroups }) =>
          same(apiGroups, (look.value as string[]).map((name) => name === "core" ? "" : name)),
      ),
    "rules[].resources": (look) => everyRule(look, ({ resources }) => same(resources, look.value)),
    "rules[].verbs": (look) => everyRule(look, ({ verbs }) => same(verbs, look.value)),
    "rules[].resourceNames": (look) =>
      everyRule(look, ({ resourceNames }) => same(resourceNames, look.value)),
  },
  "network-policy": {
    "": (look) => [look.consumers.length === 0 || policies(look).length > 0, true],
    ...peers("ingress"),
    ...peers("egress"),
    "denyIngress": inPolicies(({ spec }, { value }) =>
      value === false || spec.policyTypes.includes("Ingress")
    ),
    "denyEgress": inPolicies(({ spec }, { value }) =>
      value === false || spec.policyTypes.includes("Egress")
    ),
    "dns": inPolicies(({ spec }, { value }) =>
      value ===
        (spec.egress ?? []).some((rule: Written) =>
          rule.ports?.some(({ port }: Written) => port === 53)
        )
    ),
    "labels{}": inPolicies(({ metadata }, look) => metadata.labels[last(look)] === look.value),
    "selector{}": inPolicies(({ spec }, look) =>
      spec.podSelector.matchLabels[last(look)] === look.value
    ),
  },
  "app-group": {
    "namespace": inMembers((look, id) => runner(look, id)?.metadata.namespace === look.value),
    "labels{}": inMembers((look, id) =>
      runner(look, id)?.metadata.labels[last(look)] === look.value
    ),
    "env{}": inMembers((look, id) => variable(look, last(look), id) === look.value),
    "network": inMembers((look, id) =>
      (look.value === "deny") ===
        look.objects.some(({ kind, metadata }) =>
          kind === "NetworkPolicy" && metadata.name === `${look.id}-${id}`
        )
    ),
    "quota.size": (look) => [look.objects.some(({ kind }) => kind === "ResourceQuota"), true],
    "quota.storage": (look) => [
      look.objects.find(({ kind }) => kind === "ResourceQuota")?.spec.hard["requests.storage"],
      bytesText(String(look.value)),
    ],
  },
  "custom-resource": {
    "apiVersion": defined(({ group, versions }) => `${group}/${versions[0].name}`),
    "objectKind": defined(({ names }) => names.kind),
    "scope": defined(({ scope }) => scope),
    "definition.plural": defined(({ names }) => names.plural),
    "definition.singular": defined(({ names }) => names.singular),
    "definition.shortNames": defined(({ names }) => names.shortNames),
    "definition.categories": defined(({ names }) => names.categories),
    "definition.columns[].name": (look) => [column(look)?.name, look.value],
    "definition.columns[].type": (look) => [column(look)?.type, look.value],
    "definition.columns[].path": (look) => [column(look)?.jsonPath, look.value],
    "instances[].name": (look) => [instance(look)?.metadata.name, look.value],
    "instances[].fields": (look) => [
      JSON.stringify(instance(look)?.spec),
      JSON.stringify((entry(look, "instances").fields as JsonObject).spec),
    ],
  },
  "observability": {
    "labels{}": (look) => [
      look.objects.filter(({ kind }) => /ServiceMonitor|PrometheusRule/.test(kind))
        .every(({ metadata }) => metadata.labels[last(look)] === look.value),
      true,
    ],
    "alerts[].name": (look) => [rule(look)?.alert, look.value],
    "alerts[].expression": (look) => [rule(look)?.expr, look.value],
    "alerts[].for": (look) => [secondsOf(rule(look)?.for), seconds(look.value)],
    "alerts[].severity": (look) => [rule(look)?.labels.severity, look.value],
    "alerts[].summary": (look) => [rule(look)?.annotations.summary, look.value],
    "alerts[].description": (look) => [rule(look)?.annotations.description, look.value],
    "metrics.portName": watched(({ port }) => port),
    "metrics.path": watched(({ path }) => path),
    "metrics.interval": watched(({ interval }) => interval),
    "metrics.timeout": watched(({ scrapeTimeout }) => scrapeTimeout),
    "logging.level": told("LOG_LEVEL"),
    "logging.format": told("LOG_FORMAT"),
    "tracing.endpoint": told("OTEL_EXPORTER_OTLP_ENDPOINT"),
    "tracing.protocol": told("OTEL_EXPORTER_OTLP_PROTOCOL"),
    "tracing.sampling": told("OTEL_TRACES_SAMPLER_ARG", (value) => String(Number(value) / 100)),
  },
  "deployment-strategy": {},
};
