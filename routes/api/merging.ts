import type { z as zod } from "zod";
import type { Zod } from "../route.ts";
import * as schemas from "./schemas.ts";

/** What both sides say differently, as somebody has to decide it. */
export function conflict(z: Zod): zod.ZodType {
  return z.object({
    id: z.string(),
    file: z.enum(["workflow", "layout"]),
    node: z.string().nullable(),
    path: z.array(z.unknown()),
    base: z.unknown(),
    ours: z.unknown(),
    theirs: z.unknown(),
    message: z.string().exactOptional(),
  });
}

/** How conflicts are decided that were told before. */
export function resolutions(z: Zod): zod.ZodType<readonly Resolution[]> {
  const id = z.string().min(1).max(64);
  return z.array(z.union([
    z.strictObject({ id, take: z.enum(["base", "ours", "theirs"]) }),
    z.strictObject({ id, value: value(z) }),
  ])).max(MOST).meta({ description: "By the ids of conflicts; an id that is none is passed over" });
}

/** Any value of JSON, which a body is in any case. */
function value(z: Zod): zod.ZodType<zod.core.util.JSONType> {
  return z.custom<zod.core.util.JSONType>((found) => found !== undefined, "must be a value");
}

/** How many conflicts a person decides at once. */
const MOST = 5_000;

type Resolution =
  | { readonly id: string; readonly take: "base" | "ours" | "theirs" }
  | { readonly id: string; readonly value: zod.core.util.JSONType };

/** What saving would make, and what keeps it from being saved. */
export function mergePreview(z: Zod): zod.ZodObject {
  return z.object({
    base: schemas.commit(z).exactOptional(),
    head: schemas.commit(z).exactOptional(),
    etag: schemas.etag(z).exactOptional(),
    text: z.string().exactOptional(),
    layout: z.string().exactOptional(),
    conflicts: z.array(conflict(z)),
    isClean: z.boolean(),
    reason: z.enum(["deleted", "unreadable"]).exactOptional(),
  });
}

/** Both files after a change. */
export function savedPatch(z: Zod): zod.ZodObject {
  return schemas.savedFile(z).extend({
    text: z.string(),
    layout: z.object({ text: z.string(), etag: schemas.etag(z).exactOptional() }),
  });
}
