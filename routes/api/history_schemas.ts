import { ENTRY_CHANGES } from "../../lib/model/history/entry_change.ts";
import type { z as zod } from "zod";
import type { Zod } from "../route.ts";
import * as schemas from "./schemas.ts";

// deno-lint-ignore no-control-regex -- what no name of Git's may hold
const NAME = /^[^\x00-\x20\x7f]+$/;

/** A commit by its id, or by the name of a branch or tag, with steps back such as `~2`. */
export function revision(z: Zod): zod.ZodString {
  return z.string().min(1).max(250).regex(NAME, "must be a commit, a branch or a tag").meta({
    description: "A commit, a branch or a tag, also with steps back such as ~2",
  });
}

/** A commit, as people are told of it. */
function told(z: Zod): zod.ZodObject {
  return z.object({
    commit: schemas.commit(z),
    at: schemas.moment(z),
    author: z.string(),
    message: z.string(),
  });
}

/** A commit of a history, and what it did. */
export function historyEntry(z: Zod): zod.ZodObject {
  return told(z).extend({
    name: z.string(),
    change: z.enum(ENTRY_CHANGES),
    was: z.string().exactOptional(),
    changes: z.array(z.string()),
    isLayoutOnly: z.boolean(),
    etag: schemas.etag(z).exactOptional(),
    node: z.string().exactOptional(),
    problem: schemas.problem(z).exactOptional(),
  });
}

/** A step of a path: a key, an index, or the item that has a name or key. */
function path(z: Zod): zod.ZodType {
  const item = z.union([z.object({ name: z.string() }), z.object({ key: z.string() })]);
  return z.array(z.union([z.string(), z.int(), item]));
}

/** Which commit last changed what. */
export function blame(z: Zod): zod.ZodObject {
  const fields = z.array(z.object({ path: path(z), commit: schemas.commit(z) }));
  return z.object({
    name: z.string(),
    commit: schemas.commit(z),
    etag: schemas.etag(z),
    commits: z.record(z.string(), told(z).omit({ commit: true })),
    fields,
    nodes: z.array(z.object({
      node: z.string(),
      commit: schemas.commit(z),
      created: schemas.commit(z),
      fields,
    })),
    connections: z.array(
      z.object({ from: z.string(), to: z.string(), commit: schemas.commit(z) }),
    ),
    skipped: z.array(told(z).extend({ problem: schemas.problem(z) })),
    isCut: z.boolean(),
  });
}

/** What was brought back, or would be. */
export function restored(z: Zod): zod.ZodObject {
  return z.object({
    name: schemas.id(z),
    commit: schemas.commit(z),
    parent: schemas.commit(z).exactOptional(),
    etag: schemas.etag(z).exactOptional(),
    restored: told(z),
    operations: z.array(z.looseObject({ op: z.string() })).exactOptional(),
    changes: z.array(z.string()),
    later: z.array(historyEntry(z)),
    skipped: z.array(z.object({
      node: z.string(),
      path: path(z),
      then: z.unknown(),
      now: z.unknown(),
      reason: z.string(),
      commit: told(z).exactOptional(),
    })),
    text: z.string(),
    layout: z.object({ text: z.string().exactOptional(), etag: schemas.etag(z).exactOptional() }),
    problems: z.array(schemas.problem(z)),
  });
}

/** A workflow whose rendered files differ, as a whole and by node. */
export function renderedChange(z: Zod): zod.ZodObject {
  const files = z.array(z.object({
    path: z.string(),
    change: z.enum(["added", "removed", "changed"]),
    diff: z.string(),
  }));
  return z.object({
    name: z.string(),
    files,
    nodes: z.array(z.object({
      node: z.string().nullable(),
      title: z.string().exactOptional(),
      paths: z.array(z.string()),
      files,
    })),
    problems: z.array(z.looseObject({ side: z.enum(["base", "head"]), message: z.string() }))
      .exactOptional(),
  });
}
