import catalogueJson from "../../../lib/components/catalogue.json" with { type: "json" };
import { applyOperations } from "../../../lib/format/edit.ts";
import { mergeLayoutTexts, mergeWorkflowTexts } from "../../../lib/format/merge.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import type { Conflict } from "../../../lib/model/merge.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { problems } from "../../../lib/model/problems.ts";
import { ApiError } from "../../../islands/api.ts";
import type { ConflictAnswer, Resolution } from "../../../islands/editor/api_answers.ts";
import type { Texts } from "../../../islands/editor/texts.ts";
import { fakeApi, refusal, type Reply, type Sent } from "../fakes.ts";

/** The files of a workflow and a person's draft on a server, as the API reads and writes them. */
export interface FakeServer {
  readonly api: ReturnType<typeof fakeApi>;
  readonly texts: Texts;
  readonly etag: string;
  readonly layoutEtag: string | null;
  readonly commit: string;
  /** The draft as it is kept. */
  readonly draft: FakeDraft | undefined;
  /** Somebody else saves. */
  edit(operations: readonly Operation[]): void;
  /** What was asked so far, without reading and without drafts. */
  readonly writes: readonly Sent[];
  /** What was asked of drafts so far, without reading. */
  readonly keeps: readonly Sent[];
  /** Keeps answers of writes until the answer is called. */
  hold(): () => void;
  /** Fails the next write with an error. */
  fail(error: Error): void;
  /** Fails every keeping of a draft with an error, until it is called with none. */
  failDrafts(error?: Error): void;
  /** Loses all drafts. */
  loseDrafts(): void;
  /** Removes the files. */
  remove(): void;
  /** Brings them back as they were at first. */
  restore(): void;
}

/** A draft that is kept. */
export interface FakeDraft {
  readonly base: string;
  readonly operations: readonly Operation[];
  readonly etag: string;
}

/** Creates a server with one workflow. It judges preconditions as the real one does. */
export function fakeServer(
  name: string,
  initial: Texts,
  others: Readonly<Record<string, Reply | ((sent: Sent) => Reply | Promise<Reply>)>> = {},
): FakeServer {
  let texts: Texts | undefined = initial;
  // What a file's ETag is, but readable: its count of changes.
  const versions = { workflow: 1, layout: 1, draft: 0 };
  const commits = [initial];
  let draft: FakeDraft | undefined;
  let failure: Error | undefined;
  let draftFailure: Error | undefined;
  let gate = Promise.resolve();
  const path = `/api/v1/workflows/${name}`;
  const etag = () => `w${versions.workflow}`;
  const commit = () => `c${commits.length}`;
  const layout = ({ layout: text }: Texts) => ({
    text: text ?? "made: up\n",
    etag: text === undefined ? null : `l${versions.layout}`,
  });
  const there = (): Texts => {
    if (!texts) throw refusal(404, "not_found", "There is no such workflow.");
    return texts;
  };
  const passGate = async () => {
    await gate;
    if (!failure) return;
    const error = failure;
    failure = undefined;
    throw error;
  };
  const write = async (sent: Sent, work: (now: Texts) => Texts): Promise<Texts> => {
    await passGate();
    const now = there();
    const isLayout = sent.path.endsWith("/layout");
    const current = isLayout ? layout(now).etag : etag();
    const isStale = current === null ? sent.ifNoneMatch !== "*" : sent.ifMatch !== current;
    if (isStale) throw refusal(412, "precondition_failed", "Somebody else has saved.");
    return put(work(now));
  };
  const put = (next: Texts): Texts => {
    if (next.workflow !== texts?.workflow) versions.workflow++;
    if (next.layout !== texts?.layout) versions.layout++;
    commits.push(next);
    return texts = next;
  };
  const applied = (operations: readonly Operation[]) => (now: Texts): Texts => {
    const { workflow, layout } = applyOperations({ ...now, name }, operations);
    return { workflow, layout };
  };
  const at = (commit: string): Texts => commits[Number(commit.slice(1)) - 1]!;
  const kept = (sent: Sent): FakeDraft => {
    if (!draft) throw refusal(404, "not_found", "There is no draft.");
    if (sent.ifMatch !== draft.etag) throw refusal(412, "precondition_failed", "Another draft.");
    return draft;
  };
  const saved = (now: Texts, isMerged?: boolean) => ({
    value: {
      text: now.workflow,
      etag: etag(),
      commit: commit(),
      layout: layout(now),
      ...(isMerged !== undefined && { isMerged }),
    },
  });
  const merged = (base: Texts, theirs: Texts, resolutions: readonly Resolution[]): Texts => {
    const ours = there();
    const sides = (of: (texts: Texts) => string) => ({
      base: of(base),
      ours: of(ours),
      theirs: of(theirs),
    });
    const logic = mergeWorkflowTexts(sides(({ workflow }) => workflow), name, judge);
    const places = mergeLayoutTexts(sides(({ layout = "" }) => layout), name);
    const conflicts = [...logic.conflicts.map(named), ...places.conflicts.map(named)];
    const open = conflicts.filter(({ id }) => !resolutions.some((one) => one.id === id));
    if (open.length > 0) {
      throw new ApiError(409, "conflict", "Both changed the same.", { conflicts: open });
    }
    const text = logic.text.replace(/^conflicts:[^]*/m, "");
    return applied(resolutions.flatMap((one) => decided(conflicts, one)))(
      { workflow: text, layout: places.text || undefined },
    );
  };
  const api = fakeApi({
    [`GET ${path}`]: () => ({
      value: { text: there().workflow, etag: etag(), commit: commit() },
    }),
    [`GET ${path}/layout`]: () => ({ value: { ...layout(there()), commit: commit() } }),
    [`PATCH ${path}`]: async (sent) => {
      const { operations } = sent.body as { operations: Operation[] };
      return saved(await write(sent, applied(operations)));
    },
    [`PUT ${path}`]: async (sent) => {
      const { text } = sent.body as { text: string };
      await write(sent, (now) => ({ ...now, workflow: text }));
      return { value: { etag: etag(), commit: commit() } };
    },
    [`PUT ${path}/layout`]: async (sent) => {
      const { text } = sent.body as { text: string };
      const now = await write(sent, (now) => ({ ...now, layout: text }));
      return { value: { etag: layout(now).etag, commit: commit() } };
    },
    ...atEach(path, at),
    [`POST ${path}/merge`]: async (sent) => {
      const { theirs, base, resolutions = [] } = sent.body as {
        theirs: { text: string; layout?: string };
        base: string;
        resolutions?: Resolution[];
      };
      const mine = { workflow: theirs.text, layout: theirs.layout };
      return saved(await write(sent, () => merged(at(base), mine, resolutions)), true);
    },
    "GET /api/v1/drafts": () => ({
      value: { items: draft ? [{ name, etag: draft.etag }] : [] },
    }),
    [`GET ${path}/draft`]: () => {
      if (!draft) throw refusal(404, "not_found", "There is no draft.");
      const state = at(draft.base) === there() ? "same" : "moved";
      return { value: { ...draft, savedAt: SAVED_AT, head: { commit: commit(), state } } };
    },
    [`PUT ${path}/draft`]: (sent) => {
      if (draftFailure) throw draftFailure;
      const isThere = sent.ifNoneMatch === "*" ? !draft : sent.ifMatch === draft?.etag;
      if (!isThere) throw refusal(412, "precondition_failed", "Another draft.");
      const { base, operations } = sent.body as Pick<FakeDraft, "base" | "operations">;
      draft = { base, operations, etag: `d${++versions.draft}` };
      return { value: { base, etag: draft.etag, savedAt: SAVED_AT } };
    },
    [`DELETE ${path}/draft`]: (sent) => {
      kept(sent);
      draft = undefined;
      return {};
    },
    [`POST ${path}/draft/publish`]: async (sent) => {
      await passGate();
      if (!texts) throw new ApiError(409, "conflict", "It is deleted.", { reason: "deleted" });
      const { base, operations } = kept(sent);
      const { resolutions = [] } = sent.body as { resolutions?: Resolution[] };
      const mine = applied(operations)(at(base));
      const isMerged = at(base) !== there();
      const now = put(isMerged ? merged(at(base), mine, resolutions) : mine);
      draft = undefined;
      return saved(now, isMerged);
    },
    ...others,
  });
  return {
    api,
    get texts() {
      return there();
    },
    get etag() {
      return etag();
    },
    get layoutEtag() {
      return layout(there()).etag;
    },
    get commit() {
      return commit();
    },
    get draft() {
      return draft;
    },
    edit(operations) {
      put(applied(operations)(there()));
    },
    get writes() {
      return api.sent.filter(({ method, path: asked }) =>
        method !== "GET" && asked.startsWith(path) && !asked.endsWith("/draft")
      );
    },
    get keeps() {
      return api.sent.filter(({ method, path: asked }) =>
        method !== "GET" && asked === `${path}/draft`
      );
    },
    hold() {
      const held = Promise.withResolvers<void>();
      gate = held.promise;
      return held.resolve;
    },
    fail: (error) => void (failure = error),
    failDrafts: (error) => void (draftFailure = error),
    loseDrafts: () => void (draft = undefined),
    remove: () => void (texts = undefined),
    restore: () => void (texts = initial),
  };
}

/** Answers with the files at each of the first commits. */
function atEach(path: string, at: (commit: string) => Texts): Record<string, () => Reply> {
  const commits = Array.from({ length: 20 }, (_, index) => `c${index + 1}`);
  return Object.fromEntries(commits.map((commit) => [`GET ${path}/at/${commit}`, () => {
    const { workflow: text, layout } = at(commit);
    const places = { text: layout ?? "made: up\n", etag: layout === undefined ? null : "l" };
    return { value: { name: "shop", text, etag: "w", commit, layout: places } };
  }]));
}

/** When every draft here was kept. */
export const SAVED_AT = "2026-11-21T12:03:00.000Z";

const judge = (workflow: Parameters<typeof problems>[0]) =>
  problems(workflow, catalogueJson as unknown as Catalogue);

function named(conflict: Conflict): ConflictAnswer {
  const id = JSON.stringify([conflict.node, conflict.path, conflict.ours, conflict.theirs]);
  return { ...conflict, id, file: "workflow" };
}

/** What a decision about a field of a config changes in what keeps ours. */
function decided(conflicts: readonly ConflictAnswer[], resolution: Resolution): Operation[] {
  const { node, path, ...sides } = conflicts.find(({ id }) => id === resolution.id)!;
  const value = "value" in resolution ? resolution.value : sides[resolution.take];
  return [{ op: "set", node: node!, path: path.slice(1), value }];
}

/** What a request ends with when nobody answers. */
export function unreachable(): ApiError {
  return new ApiError(0, "network", "Celestra does not answer.");
}
