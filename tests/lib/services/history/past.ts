import { tools } from "../../../../lib/cli/tools.ts";
import { createHistory, type History } from "../../../../lib/services/history.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { FileChange, Store } from "../../../../lib/stores/store.ts";
import { type House, houseOn } from "../content/house.ts";

/** The past of a repository, with what a test writes into it. */
export interface PastHouse extends House {
  readonly history: History;
  /** Commits the text of `flow`, a minute after the commit before. */
  write(text: string, message?: string): Promise<string>;
  /** Commits files in any place, a minute after the commit before. */
  save(files: readonly FileChange[], options?: SaveOptions): Promise<string>;
}

/** Where and how files are committed. */
export interface SaveOptions {
  readonly message?: string;
  readonly branch?: string;
  readonly base?: string;
  readonly merged?: readonly string[];
}

/** Where the workflow of these tests is. */
export const FLOW = "workflows/flow.yaml";

/** Who pushes in these tests. */
export const GRACE = { name: "Grace", email: "grace@example.com" };

/** Creates the past of a store; a clock that a test may move is the store's too. */
export async function pastHouse(store?: Store): Promise<PastHouse> {
  const clock = { time: Date.parse("2026-01-01T00:00:00Z") };
  const place = store ?? createMemoryStore({ now: () => clock.time });
  const house = await houseOn(place);
  const history = createHistory({ ...house, store: place, catalogue: tools.catalogue, tools });
  const save: PastHouse["save"] = async (files, options = {}) => {
    const { message = "By hand", branch = "main", merged } = options;
    clock.time += 60_000;
    // What services believe to be recent is not.
    house.clock.time += 1000;
    return await place.commit({
      branch,
      base: options.base ?? await place.head(branch),
      files,
      message,
      author: GRACE,
      ...(merged && { merged }),
    });
  };
  return {
    ...house,
    history,
    save,
    write: (content, message) =>
      save([{ path: FLOW, content }], message === undefined ? {} : { message }),
  };
}

/** What a flow of two nodes says. */
export interface FlowText {
  readonly image?: string;
  readonly replicas?: number;
  readonly extra?: string;
  readonly name?: string;
}

/** The text of a flow, with comments and an order of its own. */
export function flow(
  { image = "a:1", replicas = 1, extra = "", name = "flow" }: FlowText = {},
): string {
  return `apiVersion: celestra/v1
kind: Application
metadata: { name: ${name} }
spec:
  nodes:
    # where everything is kept
    db:
      component: stateful-app
      config: { image: "postgres:16.4", storage: 10Gi, ports: [{ name: pg, port: 5432 }] }
    # what people see
    api:
      component: app
      # never fewer
      config:
        image: "${image}" # from the registry
        replicas: ${replicas}
        ports: [{ name: http, port: 8080 }]
${extra}  connections:
    - { from: db.endpoint, to: api.requires } # reads it
`;
}
