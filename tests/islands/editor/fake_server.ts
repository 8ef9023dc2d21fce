import { applyOperations } from "../../../lib/format/edit.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { ApiError } from "../../../islands/api.ts";
import type { Texts } from "../../../islands/editor/texts.ts";
import { fakeApi, refusal, type Reply, type Sent } from "../fakes.ts";

/** The files of a workflow on a server, as the API reads and writes them. */
export interface FakeServer {
  readonly api: ReturnType<typeof fakeApi>;
  readonly texts: Texts;
  readonly etag: string;
  /** Somebody else saves. */
  edit(operations: readonly Operation[]): void;
  /** What was asked so far, as `method path`, without reading. */
  readonly writes: readonly Sent[];
  /** Keeps answers of writes until the answer is called. */
  hold(): () => void;
  /** Fails the next write with an error. */
  fail(error: Error): void;
  /** Removes the files. */
  remove(): void;
  /** Brings them back as they were at first. */
  restore(): void;
}

/** Creates a server with one workflow. It judges preconditions as the real one does. */
export function fakeServer(
  name: string,
  initial: Texts,
  others: Readonly<Record<string, Reply | ((sent: Sent) => Reply | Promise<Reply>)>> = {},
): FakeServer {
  let texts: Texts | undefined = initial;
  // What a file's ETag is, but readable: its count of changes.
  const versions = { workflow: 1, layout: 1 };
  let failure: Error | undefined;
  let gate = Promise.resolve();
  const path = `/api/v1/workflows/${name}`;
  const etag = () => `w${versions.workflow}`;
  const layout = ({ layout: text }: Texts) => ({
    text: text ?? "made: up\n",
    etag: text === undefined ? null : `l${versions.layout}`,
  });
  const there = (): Texts => {
    if (!texts) throw refusal(404, "not_found", "There is no such workflow.");
    return texts;
  };
  const write = async (sent: Sent, work: (now: Texts) => Texts): Promise<Texts> => {
    await gate;
    if (failure) {
      const error = failure;
      failure = undefined;
      throw error;
    }
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
    return texts = next;
  };
  const applied = (operations: readonly Operation[]) => (now: Texts): Texts => {
    const { workflow, layout } = applyOperations({ ...now, name }, operations);
    return { workflow, layout };
  };
  const api = fakeApi({
    [`GET ${path}`]: () => ({ value: { text: there().workflow, etag: etag(), commit: "c" } }),
    [`GET ${path}/layout`]: () => ({ value: { ...layout(there()), commit: "c" } }),
    [`PATCH ${path}`]: async (sent) => {
      const { operations } = sent.body as { operations: Operation[] };
      const now = await write(sent, applied(operations));
      return { value: { text: now.workflow, etag: etag(), commit: "c", layout: layout(now) } };
    },
    [`PUT ${path}`]: async (sent) => {
      const { text } = sent.body as { text: string };
      await write(sent, (now) => ({ ...now, workflow: text }));
      return { value: { etag: etag(), commit: "c" } };
    },
    [`PUT ${path}/layout`]: async (sent) => {
      const { text } = sent.body as { text: string };
      const now = await write(sent, (now) => ({ ...now, layout: text }));
      return { value: { etag: layout(now).etag, commit: "c" } };
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
    edit(operations) {
      put(applied(operations)(there()));
    },
    get writes() {
      return api.sent.filter(({ method, path: asked }) =>
        method !== "GET" && asked.startsWith(path)
      );
    },
    hold() {
      const held = Promise.withResolvers<void>();
      gate = held.promise;
      return held.resolve;
    },
    fail: (error) => void (failure = error),
    remove: () => void (texts = undefined),
    restore: () => void (texts = initial),
  };
}

/** What a request ends with when nobody answers. */
export function unreachable(): ApiError {
  return new ApiError(0, "network", "Celestra does not answer.");
}
