import type { Actor } from "../../../../lib/model/account.ts";
import type { Operation } from "../../../../lib/model/operation.ts";
import { createDrafts, type Drafts } from "../../../../lib/services/drafts.ts";
import { createState } from "../../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../../lib/state/memory.ts";
import type { State } from "../../../../lib/state/state.ts";
import type { Store } from "../../../../lib/stores/store.ts";
import { type House, houseOn } from "../content/house.ts";

/** Somebody else. */
export const grace: Actor = { name: "grace", role: "editor", requestId: "request-2" };

/** The drafts of a house. */
export interface Desk extends House {
  readonly state: State;
  readonly drafts: Drafts;
  /** What was reported. */
  readonly reported: unknown[];
}

/** Creates a desk on a store that holds the examples. */
export async function deskOn(
  { store, state = createState(createMemoryKeyValue()) }: {
    readonly store?: Store;
    readonly state?: State;
  } = {},
): Promise<Desk> {
  const house = await houseOn(store);
  const reported: unknown[] = [];
  const now = () => house.clock.time;
  const report = (error: unknown) => void reported.push(error);
  return { ...house, state, reported, drafts: createDrafts({ ...house, state, now, report }) };
}

/** A workflow of two apps that are joined, with comments. */
export const PAIR = `apiVersion: celestra/v1
kind: Application
metadata: { name: pair } # two of them
spec:
  nodes:
    # what is asked
    db:
      component: app
      config: { image: "nginx:1.29.4", user: 101, ports: [{ name: http, port: 8080 }] }
    # who asks
    api:
      component: app
      title: The API
      config:
        image: nginx:1.29.4
        user: 101
        replicas: 1 # for now
        ports: [{ name: http, port: 8080 }]
  connections:
    - { from: db.endpoint, to: api.requires }
`;

/** Sets how many there are of `api`. */
export function replicas(value: number): Operation {
  return { op: "set", node: "api", path: ["replicas"], value };
}

/** The file of the pair. */
export const FILE = "workflows/pair.yaml";
