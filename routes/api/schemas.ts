import type { z as zod } from "zod";
import { byteLength } from "../../lib/format/yaml_bytes.ts";
import { ID_PATTERN, LIMITS } from "../../lib/model/workflow.ts";
import { ROLES } from "../../lib/model/role.ts";
import { PASSWORD_LENGTH } from "../../lib/services/identity/account_rules.ts";
import type { Zod } from "../route.ts";

/** A name or an id. */
export function id(z: Zod): zod.ZodString {
  return z.string().regex(ID_PATTERN);
}

/** The text of a file; one that is too large is told so before it is parsed. */
export function text(z: Zod): zod.ZodString {
  const fits = (value: string) => byteLength(value) <= LIMITS.fileBytes;
  return z.string().max(LIMITS.fileBytes)
    .refine(fits, `is over ${LIMITS.fileBytes} bytes`);
}

/** Why something is changed; the message of the commit. */
export function message(z: Zod): zod.ZodString {
  return z.string().max(1000).regex(/^[ -~\u00a0-\uffff]*$/, "must be one line of text").meta({
    description: "Why; the message of the commit",
  });
}

/** A password as it is given; whether it is good enough, the service says. */
export function password(z: Zod): zod.ZodString {
  return z.string().min(1).max(1024);
}

/** A password that is to be: how long it must be, for the description of the API. */
export function newPassword(z: Zod): zod.ZodString {
  const { least, most } = PASSWORD_LENGTH;
  return password(z).meta({ minLength: least, maxLength: most });
}

/** One of the roles. */
export function role(z: Zod): zod.ZodType {
  return z.enum(ROLES);
}

/** A moment, ISO 8601 in UTC. */
export function moment(z: Zod): zod.ZodType {
  return z.iso.datetime();
}

/** The id of a commit. */
export function commit(z: Zod): zod.ZodString {
  return z.string().regex(/^[0-9a-f]{40}$/);
}

/** The id of a blob, which its ETag holds in quotes. */
export function etag(z: Zod): zod.ZodString {
  return z.string().regex(/^[0-9a-f]{40}$/);
}

/** A fault of a document at its place. */
export function problem(z: Zod): zod.ZodType {
  return z.object({
    code: z.string(),
    severity: z.enum(["error", "warning", "info"]),
    node: z.string().optional(),
    path: z.array(z.union([z.string(), z.number()])),
    message: z.string(),
    suggestion: z.string().optional(),
    mend: z.array(z.record(z.string(), z.unknown())).optional()
      .meta({ description: "Operations that mend it, in one go" }),
    file: z.string(),
    line: z.int(),
    column: z.int(),
  });
}

/** A person who signs in. */
export function account(z: Zod): zod.ZodType {
  return z.object({
    name: id(z),
    role: role(z),
    isDisabled: z.boolean(),
    createdAt: moment(z),
  });
}

/** What was saved. */
export function savedFile(z: Zod): zod.ZodObject {
  return z.object({
    name: id(z),
    etag: etag(z),
    commit: commit(z),
    parent: commit(z).optional(),
    problems: z.array(problem(z)),
  });
}

/** A file as it is. */
export function openFile(z: Zod): zod.ZodObject {
  return savedFile(z).omit({ parent: true }).extend({ text: z.string() });
}
