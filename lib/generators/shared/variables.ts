import { isObject, lookup, type Path } from "../../model/json.ts";
import type {
  Address,
  Container,
  Origin,
  Plan,
  SecretReference,
  Setting,
} from "../../model/resource.ts";
import { Sourced } from "../../model/sourced.ts";
import type { Reading, Recorder } from "../recorder.ts";
import type { Index } from "./index.ts";

/** An environment variable of a container: text, or a key of what it consumes. */
export type Variable =
  | { readonly name: string; readonly from: "text"; readonly value: Sourced<string> }
  | {
    readonly name: string;
    readonly from: "setting";
    readonly source: Reading<Setting>;
  }
  | {
    readonly name: string;
    readonly from: "secret";
    readonly source: Reading<SecretReference>;
  };

/** What reaches an endpoint from inside. */
export interface Reached {
  readonly host: string;
  /** `undefined` where the endpoint has no port. */
  readonly port?: number | undefined;
}

/** What the variables of a container are made from. */
export interface VariableSources {
  readonly plan: Plan;
  readonly index: Index;
  readonly recorder: Recorder;
  /** How this output reaches an address. */
  reach(address: Address): Reached;
}

/**
 * The variables of a container, each name once, sorted by name. What a node says itself wins over
 * what it is given: its own variables, then `extra`, then addresses, then settings, of which the
 * last connected wins.
 */
export function variablesOf(
  container: Reading<Container & Origin>,
  sources: VariableSources,
  extra: readonly Variable[] = [],
): Variable[] {
  const all = new Map<string, Variable>();
  const given = [
    ...consumedVariables(container, sources.index),
    ...addressVariables(container, sources),
    ...extra,
    ...ownVariables(container),
  ];
  for (const variable of given) all.set(variable.name, variable);
  return [...all.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

function ownVariables(container: Reading<Container & Origin>): Variable[] {
  const env = container.part("env");
  if (!env) return [];
  return Object.keys(container.value("env") ?? {}).map((name) => ({
    name,
    from: "text",
    value: env.get(name)!,
  }));
}

function consumedVariables(container: Reading<Container & Origin>, index: Index): Variable[] {
  return container.value("settings").flatMap((id): Variable[] => {
    const source = index.settings.get(id);
    if (source) {
      if (source.value("mount") === "file") return [];
      return Object.keys(source.value("data")).map((name) => ({ name, from: "setting", source }));
    }
    const secret = index.secrets.get(id);
    if (!secret || secret.value("mount") === "file") return [];
    return secret.value("keys").map((name) => ({ name, from: "secret", source: secret }));
  });
}

function addressVariables(
  container: Reading<Container & Origin>,
  { plan, recorder, reach }: VariableSources,
): Variable[] {
  return container.value("addresses").flatMap((address) => {
    const { node } = container;
    const path = bindingOf(plan, node, address.provider);
    if (path.length > 0) recorder.take(node, path);
    const text = (name: string, value: string): Variable => ({
      name,
      from: "text",
      value: new Sourced(value, node, path),
    });
    const { host, port } = reach(address);
    const both = [text(address.hostVariable, host)];
    if (port !== undefined) both.push(text(address.portVariable, String(port)));
    return both;
  });
}

/** Where a node's config names the variables of a provider; the config itself if it does not. */
function bindingOf(plan: Plan, node: string, provider: string): Path {
  const bind = plan.written.get(node)?.["bind"];
  return isObject(bind) && lookup(bind, provider) !== undefined ? ["bind", provider] : [];
}
