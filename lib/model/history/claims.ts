import { connectionsOf, fieldsOf } from "../diff.ts";
import { renamesBetween } from "../diff/renames.ts";
import type { Json } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { Workflow, WorkflowNode } from "../workflow.ts";
import { type Fact, factsOf, factsOfNode } from "./facts.ts";

/**
 * What of a workflow nobody has answered for yet, in the words of one of its versions. Each claim
 * goes back from version to version until it comes to the one that first said so.
 */
export interface Claims {
  /** Of the workflow itself. */
  readonly fields: readonly Fact[];
  readonly nodes: readonly NodeClaims[];
  readonly connections: readonly ConnectionClaim[];
}

/** What of one node nobody has answered for. */
export interface NodeClaims {
  /** Its id in the version that was asked about, and in this one. */
  readonly asked: string;
  readonly id: string;
  /** Whether who changed it last is unknown, and who made it. */
  readonly isWhole: boolean;
  readonly isMaking: boolean;
  readonly facts: readonly Fact[];
}

/** A connection that nobody has answered for. */
export interface ConnectionClaim {
  /** Its ends in the version that was asked about, and in this one. */
  readonly asked: string;
  readonly ends: string;
}

/** Everything that a workflow says. */
export function claimsOn(workflow: Workflow): Claims {
  return {
    fields: [...factsOf(fieldsOf(workflow)).values()],
    nodes: [...workflow.nodes.values()].map((node) => ({
      asked: node.id,
      id: node.id,
      isWhole: true,
      isMaking: true,
      facts: [...factsOfNode(node).values()],
    })),
    connections: [...connectionsOf(workflow).keys()].map((ends) => ({ asked: ends, ends })),
  };
}

/** Whether nothing is left to answer for. */
export function isSettled({ fields, nodes, connections }: Claims): boolean {
  return fields.length + nodes.length + connections.length === 0;
}

/** Claims that several versions hand to one. */
export function together(one: Claims, other: Claims): Claims {
  return {
    fields: [...one.fields, ...other.fields],
    nodes: [...one.nodes, ...other.nodes],
    connections: [...one.connections, ...other.connections],
  };
}

/** Claims that a version answers for, and those that it hands to the version before it. */
export interface Parted {
  readonly answered: Claims;
  readonly handed: Claims;
}

/** What a version said already that comes before another is not the other's doing. */
export function parted(claims: Claims, here: Workflow, before: Workflow): Parted {
  const renames = renamesBetween(before, here);
  const idBefore = new Map(renames.map(({ node, to }) => [to, node]));
  const nodes = claims.nodes.map((claim) => partedNode(claim, here, before, idBefore));
  const known = connectionsOf(before);
  const [connections, made] = partedConnections(claims.connections, { here, known, idBefore });
  const said = factsOf(fieldsOf(before));
  return {
    answered: {
      fields: claims.fields.filter((fact) => !isSaid(fact, said)),
      nodes: nodes.flatMap(({ answered }) => answered ?? []),
      connections: made,
    },
    handed: {
      fields: claims.fields.filter((fact) => isSaid(fact, said)),
      nodes: nodes.flatMap(({ handed }) => handed ?? []),
      connections,
    },
  };
}

interface PartedNode {
  readonly answered?: NodeClaims;
  readonly handed?: NodeClaims;
}

function partedNode(
  claim: NodeClaims,
  here: Workflow,
  before: Workflow,
  idBefore: ReadonlyMap<string, string>,
): PartedNode {
  const id = idBefore.get(claim.id) ?? claim.id;
  const [node, was] = [here.nodes.get(claim.id), before.nodes.get(id)];
  if (!node || !was) return { answered: claim };
  if (node === was) return { handed: claim };
  const said = factsOfNode(was);
  const isUntouched = isSameNode(node, was);
  const facts = claim.facts.filter((fact) => isSaid(fact, said));
  return {
    ...some({
      answered: {
        ...claim,
        isWhole: claim.isWhole && !isUntouched,
        isMaking: false,
        facts: claim.facts.filter((fact) => !isSaid(fact, said)),
      },
    }),
    ...some({ handed: { ...claim, id, isWhole: claim.isWhole && isUntouched, facts } }),
  };
}

function some<Key extends string>(one: Record<Key, NodeClaims>): Partial<Record<Key, NodeClaims>> {
  const [claim] = Object.values<NodeClaims>(one);
  return claim!.isWhole || claim!.isMaking || claim!.facts.length > 0 ? one : {};
}

function isSameNode(one: WorkflowNode, other: WorkflowNode): boolean {
  return isSame(one as unknown as Json, other as unknown as Json);
}

function isSaid({ path, value }: Fact, said: ReadonlyMap<string, Fact>): boolean {
  return isSame(said.get(JSON.stringify(path))?.value, value);
}

/** Connections that were there before, and those that came. */
function partedConnections(
  claims: readonly ConnectionClaim[],
  { here, known, idBefore }: {
    readonly here: Workflow;
    readonly known: ReturnType<typeof connectionsOf>;
    readonly idBefore: ReadonlyMap<string, string>;
  },
): readonly [there: ConnectionClaim[], came: ConnectionClaim[]] {
  const now = connectionsOf(here);
  const [there, came]: [ConnectionClaim[], ConnectionClaim[]] = [[], []];
  for (const claim of claims) {
    const { from, to, order } = now.get(claim.ends)!;
    const ends = [from, to].map((end) => endBefore(end, idBefore)).join(" -> ");
    const was = known.get(ends);
    if (was?.order === order) there.push({ ...claim, ends });
    else came.push(claim);
  }
  return [there, came];
}

function endBefore(end: string, idBefore: ReadonlyMap<string, string>): string {
  const dot = end.indexOf(".");
  const id = end.slice(0, dot);
  return (idBefore.get(id) ?? id) + end.slice(dot);
}
