import { setStandard } from "../kubernetes/security.ts";
import { portVariables } from "../shared/addresses.ts";
import { portsOf } from "../shared/ports.ts";
import { takeEnvironment } from "./environment.ts";
import { takeHealth } from "./health.ts";
import { interpolated } from "./interpolation.ts";
import { takeLimits } from "./limits.ts";
import { isTask, takeDependencies, takeNetworks } from "./network.ts";
import { openTcp, takePorts } from "./ports.ts";
import type { Reading } from "./reading.ts";
import {
  commonLabels,
  runsToItsEnd,
  takeImage,
  takeLabels,
  takeProfiles,
  takeRun,
} from "./rest.ts";
import { takeRights } from "./rights.ts";
import { pairsOf, type Placed, type Service, valuesOf } from "./service.ts";
import { takeSettings } from "./settings.ts";
import { takeVolumes } from "./volumes.ts";
import { knownPort } from "./well_known.ts";

/** Reads all services into the draft: their nodes and ports first, since others name them. */
export function readServices(reading: Reading): void {
  const { draft, services, placed, book } = reading;
  draft.labels = commonLabels(services);
  for (const service of services) placed.set(service.name, placeOf(reading, service));
  for (const one of placed.values()) {
    takeImage(reading, one);
    if (!isTask(one.node)) takePorts(reading, one);
  }
  for (const one of placed.values()) openAsked(reading, one);
  for (const [name, { node }] of placed) {
    const ports = portsOf(node);
    if (name === node.id && ports.length > 0) book.set(name, { node, ports });
  }
  for (const one of placed.values()) takeSettings(reading, one);
  for (const one of placed.values()) fill(reading, one);
}

function placeOf({ draft, services }: Reading, service: Service): Placed {
  const node = draft.node(service.name, componentOf(services, service));
  const [field] = service.layers.slice(-1);
  if (node.id !== service.name) field!.note(`others reach it as "${node.id}" now`, node.id);
  return { service, node };
}

/** What keeps data in a volume of its own is a stateful app; only an app can be built. */
function componentOf(services: readonly Service[], service: Service): string {
  if (runsToItsEnd(services, service)) return "job";
  const isBuilt = service.layers.some((layer) => layer.get("build"));
  const volumes = valuesOf(service, "volumes").flatMap((list) => list.items());
  const keepsData = volumes.some((volume) =>
    /^[A-Za-z0-9][\w.-]*:/.test(volume.text ?? "") ||
    (volume.get("type")?.text === "volume" && volume.get("source"))
  );
  return keepsData && !isBuilt ? "stateful-app" : "app";
}

function fill(reading: Reading, one: Placed): void {
  takeRights(one);
  takeRun(reading, one);
  takeProfiles(one);
  takeDependencies(reading, one);
  takeNetworks(reading, one);
  takeEnvironment(reading, one);
  takeVolumes(reading, one);
  if (!isTask(one.node)) takeHealth(reading, one);
  takeLimits(one);
  takeLabels(reading, one);
  setStandard(one.node);
  explainUser(one);
}

/**
 * A service that others wait for or name has a port, also where its file does not list one: the
 * one that they name, or that of a program that everybody knows.
 */
function openAsked(reading: Reading, { service, node }: Placed): void {
  if (isTask(node) || node.config["ports"] !== undefined) return;
  const port = portIn(reading, service.name) ?? knownPort(node.config["image"] as string);
  if (port !== undefined && isNamed(reading, service.name)) openTcp(node, port);
}

function portIn({ services, values }: Reading, name: string): number | undefined {
  const pattern = new RegExp(`(?:^|[/@,=\\s])${escaped(name)}:(\\d{1,5})(?!\\d)`);
  for (const service of services) {
    const texts = new Map(
      valuesOf(service, "environment").flatMap(pairsOf).map(
        ({ key, value = "" }) => [key, interpolated(value, values).text],
      ),
    );
    for (const [key, text] of texts) {
      const beside = portVariables(key).map((variable) => texts.get(variable));
      const said = text === name ? beside.find(isPort) : pattern.exec(text)?.[1];
      if (isPort(said)) return Number(said);
    }
  }
  return undefined;
}

function isPort(text: string | undefined): boolean {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) && Number(text) < 65_536;
}

function escaped(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, "\\$&");
}

/** Whether another service depends on it, or names it in a variable. */
function isNamed({ services }: Reading, name: string): boolean {
  const word = new RegExp(`(^|[/@,=\\s])${escaped(name)}($|[:/,\\s])`);
  return services.some((service) =>
    valuesOf(service, "depends_on").some((field) =>
      field.get(name) || field.texts?.includes(name)
    ) ||
    valuesOf(service, "environment").flatMap(pairsOf).some(({ value }) => word.test(value ?? ""))
  );
}

function explainUser({ service, node }: Placed): void {
  if (node.config["user"] !== undefined) return;
  if (node.config["privileged"]) {
    node.config["user"] = 0;
    return;
  }
  const message = "it runs as user 10001 and not as the user of its image: " +
    "set user where the image needs another";
  service.layers.at(-1)!.note(message, node.id);
}
