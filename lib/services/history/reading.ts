import { parseLayout } from "../../format/layout.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { Checking } from "../checking.ts";
import { filesOf } from "../content/comparable.ts";
import { layoutText } from "../content/layout_text.ts";
import type { OpenFile } from "../workflows.ts";
import { createShelf } from "./shelf.ts";
import type { Version, Versions } from "./versions.ts";

/** A workflow as it was at a commit, with its layout. */
export interface OpenVersion extends OpenFile {
  readonly layout: OpenedLayout;
}

/** A layout; without `etag` it is made and not read. */
export interface OpenedLayout {
  readonly text: string;
  readonly etag?: string;
  readonly problems: readonly LocatedProblem[];
}

/** What versions are opened with. */
export interface ReadingOptions {
  readonly versions: Versions;
  readonly checking: Checking;
}

/** How many characters of opened files are kept; their texts are those that are kept anyway. */
const KEPT = 32 * 1024 * 1024;

/** What a fault weighs, in characters. */
const FAULT = 500;

/** Creates what opens versions that are there. The same files are judged once. */
export function createReading(
  { versions, checking }: ReadingOptions,
): (version: Version) => Promise<OpenVersion> {
  const judged = createShelf<Judged>(
    KEPT,
    ({ text, layout, problems }) =>
      text.length + layout.text.length + FAULT * (1 + problems.length + layout.problems.length),
  );
  return async (version) => {
    const { name, commit, workflow: etag } = version;
    const key = `${name}\0${etag}\0${version.layout}`;
    return { name, commit, etag: etag!, ...await judged.of(key, () => judge(version)) };
  };

  async function judge(version: Version): Promise<Judged> {
    const text = (await versions.text(version))!;
    const { problems } = checking.workflow(text, filesOf(version.name)[0]);
    return { text, problems, layout: await layoutOf(version) };
  }

  async function layoutOf(version: Version): Promise<OpenedLayout> {
    const { name, layout: etag } = version;
    const text = await versions.layoutText(version);
    if (text !== undefined) {
      const { problems } = parseLayout(text, filesOf(name)[1]);
      return { text, ...(etag !== undefined && { etag }), problems };
    }
    const workflow = (await versions.workflow(version))?.value;
    const layout = workflow ? checking.layout(workflow) : { nodes: {}, notes: {} };
    return { text: layoutText({ ...layout, name }), problems: [] };
  }
}

type Judged = Pick<OpenVersion, "text" | "problems" | "layout">;
