import { parseLayout } from "../../format/layout.ts";
import type { Json } from "../../model/json.ts";
import { isSame } from "../../model/json_path.ts";
import type { Layout } from "../../model/layout.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { Workflow } from "../../model/workflow.ts";
import type { Store } from "../../stores/store.ts";
import { filesOf, readWorkflow } from "../content/comparable.ts";
import { createRemembered } from "../content/remembered.ts";
import { textOf } from "../contents.ts";
import { createShelf, type Shelf } from "./shelf.ts";

/** The files of a workflow at a commit: the ids of their blobs; absent for no file. */
export interface Version {
  readonly commit: string;
  readonly name: string;
  readonly workflow?: string;
  readonly layout?: string;
}

/** What a file says, as far as that can be compared, and what is wrong with it. */
export interface Said<T> {
  readonly value?: T;
  readonly problems: readonly LocatedProblem[];
}

/** Reads workflows as they were. What has the id of a blob is read once, and understood once. */
export interface Versions {
  /** The files of a workflow at a commit. */
  at(commit: string, name: string): Promise<Version>;
  /** The workflows of a commit, by name. */
  names(commit: string): Promise<ReadonlySet<string>>;
  /** The text of the workflow; `undefined` where there is no file. */
  text(version: Version): Promise<string | undefined>;
  /** The text of the layout. */
  layoutText(version: Version): Promise<string | undefined>;
  /** What the workflow says; `undefined` where there is no file. */
  workflow(version: Version): Promise<Said<Workflow> | undefined>;
  /** What the layout says; of none, that nothing has a place. */
  layout(version: Version): Promise<Said<Layout>>;
}

/** How many characters of texts are kept, for all workflows together. */
const TEXTS = 32 * 1024 * 1024;

/** The same for what they say, where a node that stayed as it was counts once. */
const SAID = 8 * 1024 * 1024;

/** What a version weighs besides its nodes. */
const LEAST = 2048;

/** How many ids of versions are kept; each is small. */
const IDS = 10_000;

/** Creates what reads versions from a store. */
export function createVersions(store: Store): Versions {
  const ids = createRemembered<Promise<Version>>(IDS);
  const texts = createShelf<string>(TEXTS, ({ length }) => length);
  const workflows = createShelf<Understood>(SAID, ({ weight }) => weight);
  const layouts: Shelf<Said<Layout>> = createShelf(SAID, () => LEAST);
  const last = createRemembered<{ workflow?: Workflow }>(64);

  async function list(commit: string): Promise<ReadonlyMap<string, string>> {
    return new Map((await store.list(commit, "workflows")).map(({ path, id }) => [path, id]));
  }

  async function find(commit: string, name: string): Promise<Version> {
    const files = await list(commit);
    const [workflow, layout] = filesOf(name).map((path) => files.get(path));
    return {
      commit,
      name,
      ...(workflow !== undefined && { workflow }),
      ...(layout !== undefined && { layout }),
    };
  }

  async function textAt(id: string, commit: string, path: string): Promise<string> {
    return await texts.of(id, async () => textOf((await store.read(commit, path))!));
  }

  async function text({ commit, name, workflow }: Version): Promise<string | undefined> {
    return workflow === undefined ? undefined : await textAt(workflow, commit, filesOf(name)[0]);
  }

  async function layoutText({ commit, name, layout }: Version): Promise<string | undefined> {
    return layout === undefined ? undefined : await textAt(layout, commit, filesOf(name)[1]);
  }

  async function understood(version: Version): Promise<Understood> {
    const written = (await text(version))!;
    const said = readWorkflow(written, filesOf(version.name)[0]);
    if (!said.value) return { said, weight: LEAST };
    const neighbour = last.of(version.name, () => ({}));
    const { workflow, shared } = sharing(said.value, neighbour.workflow);
    neighbour.workflow = workflow;
    const own = 1 - shared / Math.max(1, workflow.nodes.size);
    return { said: { ...said, value: workflow }, weight: LEAST + written.length * own };
  }

  return {
    at: (commit, name) => ids.of(`${commit}\0${name}`, () => find(commit, name)),
    async names(commit) {
      const paths = [...(await list(commit)).keys()];
      const names = paths.map((path) => /^workflows\/([^/]+)\.yaml$/.exec(path)?.[1]);
      return new Set(
        names.filter((name) => name !== undefined && !name.endsWith(".layout")) as string[],
      );
    },
    text,
    layoutText,
    async workflow(version) {
      if (version.workflow === undefined) return undefined;
      const key = `${version.name}\0${version.workflow}`;
      return (await workflows.of(key, () => understood(version))).said;
    },
    async layout(version) {
      const { name, layout } = version;
      const nothing = { value: { name, nodes: {}, notes: {} }, problems: [] };
      if (layout === undefined) return nothing;
      return await layouts.of(`${name}\0${layout}`, async () => {
        const { value, problems } = parseLayout((await layoutText(version))!, filesOf(name)[1]);
        return { ...(value && { value }), problems };
      });
    },
  };
}

/** What a text says, and what it takes to keep it. */
interface Understood {
  readonly said: Said<Workflow>;
  readonly weight: number;
}

/** A workflow that has the nodes of another where they say the same, so that many versions are few nodes. */
function sharing(
  workflow: Workflow,
  other: Workflow | undefined,
): { readonly workflow: Workflow; readonly shared: number } {
  if (!other) return { workflow, shared: 0 };
  let shared = 0;
  const nodes = new Map([...workflow.nodes].map(([id, node]) => {
    const known = other.nodes.get(id);
    if (!known || !isSame(known as unknown as Json, node as unknown as Json)) return [id, node];
    shared++;
    return [id, known];
  }));
  return { workflow: { ...workflow, nodes }, shared };
}
