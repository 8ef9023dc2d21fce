import type { Draft, DraftNode } from "./draft.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";

/** What a node with an endpoint is reached by. */
export interface Provided {
  readonly node: DraftNode;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
}

/**
 * Joins a container to what its variables name: a variable that is the name of a Service, and
 * the one beside it that is its port. Whether it must wait is a guess, so it does not.
 *
 * @returns The variables that are left as text.
 */
export function takeAddresses(
  { draft, services }: {
    readonly draft: Draft;
    readonly services: ReadonlyMap<string, Provided>;
  },
  node: DraftNode,
  plain: ReadonlyMap<string, Pick<Field, "take">>,
  texts: ReadonlyMap<string, string>,
): string[] {
  const left = new Set(plain.keys());
  const joined = new Set<string>();
  for (const host of hostsFirst(texts, services)) {
    const provided = services.get(texts.get(host)!)!;
    const { id } = provided.node;
    if (id === node.id || joined.has(id)) continue;
    joined.add(id);
    draft.connect({ node: id, port: "endpoint" }, { node: node.id, port: "requires" }, false);
    const port = portBeside(host, texts, provided);
    bind(node, id, { host, port: port?.variable, portName: port?.portName });
    for (const name of [host, port?.variable]) {
      if (name === undefined) continue;
      left.delete(name);
      plain.get(name)!.take(node.id, ["bind", id]);
    }
  }
  return [...left];
}

/** The variables that name a Service; those with a port beside them first. */
function hostsFirst(
  texts: ReadonlyMap<string, string>,
  services: ReadonlyMap<string, Provided>,
): string[] {
  const hosts = [...texts].filter(([, text]) => services.has(text)).map(([name]) => name);
  const hasPort = (name: string) => portBeside(name, texts, services.get(texts.get(name)!)!);
  return hosts.filter((name) => HOST.test(name) || hasPort(name))
    .sort((a, b) => (hasPort(a) ? 0 : 1) - (hasPort(b) ? 0 : 1));
}

/** The name of a variable that says where something is; `POSTGRES_DB` may hold the same word. */
const HOST = /(host|hostname|server|service|address|addr|endpoint|broker|url|uri)s?$/i;

interface PortVariable {
  readonly variable: string;
  readonly portName: string | undefined;
}

/** The variable that holds the port of a host: `DB_PORT` beside `DB_HOST`. */
function portBeside(
  host: string,
  texts: ReadonlyMap<string, string>,
  { ports }: Provided,
): PortVariable | undefined {
  for (const variable of portVariables(host)) {
    const index = ports.findIndex(({ port }) => String(port) === texts.get(variable));
    if (index >= 0) {
      return { variable, portName: index === 0 ? undefined : ports[index]!.name };
    }
  }
  return undefined;
}

/** What the variable with the port of a host may be called. */
export function portVariables(host: string): string[] {
  const wanted = host.replace(/host$/i, (word) => LIKE_HOST[word] ?? "port");
  return [wanted, `${host}_PORT`, `${host}_port`].filter((name) => name !== host);
}

/** The word for a port that is written as the word for a host. */
const LIKE_HOST: Readonly<Record<string, string>> = { HOST: "PORT", host: "port", Host: "Port" };

function bind(
  node: DraftNode,
  id: string,
  { host, port, portName }: {
    host: string;
    port: string | undefined;
    portName: string | undefined;
  },
): void {
  const prefix = id.toUpperCase().replaceAll("-", "_");
  if (host !== `${prefix}_HOST`) set(node, ["bind", id, "host"], host);
  if (port !== undefined && port !== `${prefix}_PORT`) set(node, ["bind", id, "port"], port);
  if (portName !== undefined) set(node, ["bind", id, "portName"], portName);
}
