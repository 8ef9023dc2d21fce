import { isObject, lookup, type Path } from "../../model/json.ts";
import type {
  Address,
  Companion,
  Container,
  Origin,
  Plan,
  Protocol,
  SecretReference,
  Setting,
} from "../../model/resource.ts";
import { Sourced } from "../../model/sourced.ts";
import type { Reading, Recorder } from "../recorder.ts";
import type { Index } from "./index.ts";
import type { Membership } from "./membership.ts";
import { monitoringVariables } from "./monitoring.ts";

/** An environment variable of a container: text, or a key of what it consumes. */
export type Variable =
  | { readonly name: string; readonly from: "text"; readonly value: Sourced<string> }
  | Consumed & { readonly from: "setting"; readonly source: Reading<Setting> }
  | Consumed & { readonly from: "secret"; readonly source: Reading<SecretReference> };

/** A variable that holds a key of a secret or setting. */
interface Consumed {
  readonly name: string;
  readonly key: string;
  /** What gave it another name than that of its key: the config path, and its node. */
  readonly renamed?: Sourced<string>;
}

/** Whatever runs a container. */
type Runner = Container & Origin;

/** What reaches an endpoint from inside. */
export interface Reached {
  readonly host: string;
  /** `undefined` where the endpoint has no port. */
  readonly port?: number | undefined;
  readonly protocol?: Protocol | undefined;
}

/** What the variables of a container are made from. */
export interface VariableSources {
  readonly plan: Plan;
  readonly index: Index;
  readonly membership: Membership;
  readonly recorder: Recorder;
  /** How this output reaches an address from a node. */
  reach(address: Address, consumer: string): Reached;
}

/**
 * The variables of a container, each name once, sorted by name. What a node says itself wins over
 * what it is given: its own variables, then `extra`, then addresses, then settings, of which the
 * last connected wins, then those of its groups, the innermost first.
 */
export function variablesOf(
  container: Reading<Runner>,
  sources: VariableSources,
  extra: readonly Variable[] = [],
): Variable[] {
  return once([...givenTo(container, sources), ...extra, ...textVariables(container)]);
}

/** The variables of a further container: what its pod is given, and its own. */
export function companionVariables(
  companion: Reading<Companion>,
  container: Reading<Runner>,
  sources: VariableSources,
): Variable[] {
  return once([...givenTo(container, sources), ...textVariables(companion)]);
}

function once(given: readonly Variable[]): Variable[] {
  const all = new Map<string, Variable>();
  for (const variable of given) all.set(variable.name, variable);
  return [...all.values()].sort((a, b) => a.name < b.name ? -1 : 1);
}

/** What a container does not say itself, what wins last. */
function givenTo(container: Reading<Runner>, sources: VariableSources): Variable[] {
  const groups = sources.membership.groupsOf(container.node);
  return [
    ...groups.flatMap((group) => textVariables(group)),
    ...monitoringVariables(sources.index, container),
    ...consumedVariables(container, sources),
    ...addressVariables(container, sources),
  ];
}

function textVariables<T extends { readonly env?: Readonly<Record<string, string>> }>(
  owner: Reading<T>,
): Variable[] {
  const env = (owner as unknown as Reading<{ env?: Record<string, string> }>).value("env") ?? {};
  return Object.entries(env).map(([name, text]) => ({
    name,
    from: "text",
    value: new Sourced(text, owner.node, [...owner.path, "env", name]),
  }));
}

function consumedVariables(container: Reading<Runner>, sources: VariableSources): Variable[] {
  const { settings, secrets } = sources.index;
  return container.value("settings").flatMap((id): Variable[] => {
    const named = (key: string) => nameOf(container, id, key, sources.recorder);
    const source = settings.get(id);
    if (source) {
      if (source.value("mount") === "file") return [];
      return Object.keys(source.value("data")).map((key) => ({
        ...named(key),
        from: "setting",
        source,
      }));
    }
    const secret = secrets.get(id);
    if (!secret || secret.value("mount") === "file") return [];
    return secret.value("keys").map((key) => ({ ...named(key), from: "secret", source: secret }));
  });
}

/** The name of the variable that holds a key: that of the key, unless the node says otherwise. */
function nameOf(
  container: Reading<Runner>,
  source: string,
  key: string,
  recorder: Recorder,
): Consumed {
  const name = lookup(lookup(container.value("variables"), source) ?? {}, key);
  if (name === undefined) return { name: key, key };
  const { node } = container;
  const path = ["bind", source, "variables", key];
  recorder.take(node, path);
  return { name, key, renamed: new Sourced(name, node, path) };
}

function addressVariables(
  container: Reading<Runner>,
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
    const { host, port } = reach(address, node);
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
