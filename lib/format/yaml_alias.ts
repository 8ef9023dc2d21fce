import type { Alias } from "yaml";
import type { SourceEntry, SourceNode } from "./source.ts";
import { type Context, report } from "./yaml_context.ts";
import { MAX_DEPTH } from "./yaml_cursor.ts";
import { emptyAt } from "./yaml_entry.ts";
import { tooDeep } from "./yaml_tokens.ts";

const MAX_ALIASES = 50;
const MAX_FOREIGN_ALIASES = 500;
const MAX_COPIES = 10_000;

/** Where an alias stands. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/**
 * The anchored value, every part of it at the alias's own range: a problem in it is shown where
 * it is used, and an edit inside of it meets a `*` instead of changing what others use as well.
 */
export function aliasOf(context: Context, alias: Alias.Parsed, depth: number): SourceNode {
  const place = { from: alias.range[0], to: alias.range[1] };
  const target = targetOf(context, alias.source, place);
  return target ? copy(context, target, place, depth) : emptyAt(place.from);
}

function targetOf(context: Context, name: string, { from }: Place): SourceNode | undefined {
  if (++context.aliases > mostAliases(context)) return tooMany(context, from);
  const target = context.anchors.get(name);
  if (target || context.isBroken) return target;
  if (context.anchors.has(name)) {
    report(context, "alias_limit", from, `Found *${name} inside of &${name}: expected no circle`);
  } else report(context, "syntax", from, `Found *${name}: expected &${name} before it`);
  return undefined;
}

function mostAliases({ isForeign }: Context): number {
  return isForeign ? MAX_FOREIGN_ALIASES : MAX_ALIASES;
}

/** One fault is enough; the others would only repeat it. */
function tooMany(context: Context, offset: number): undefined {
  const most = mostAliases(context);
  const isFirst = context.aliases === most + 1;
  const message = `Found more than ${most} aliases: expected at most ${most}`;
  if (isFirst) report(context, "alias_limit", offset, message);
}

function copy(context: Context, node: SourceNode, place: Place, depth: number): SourceNode {
  if (!mayCopy(context, node, place.from, depth)) return emptyAt(place.from);
  if (node.type === "scalar") return { ...node, ...place };
  if (node.type === "list") {
    const items = node.items.map((item) => copy(context, item, place, depth + 1));
    return { type: "list", items, ...place };
  }
  const entries = node.entries.map(({ key, value }): SourceEntry => (
    { key, keyFrom: place.from, keyTo: place.to, value: copy(context, value, place, depth + 1) }
  ));
  return { type: "map", entries, ...place };
}

function mayCopy(context: Context, node: SourceNode, offset: number, depth: number): boolean {
  if (node.type !== "scalar" && depth > MAX_DEPTH) {
    // The first fault of this kind speaks for all that follow.
    if (!context.faults.some(({ code }) => code === "limit_exceeded")) {
      context.faults.push(tooDeep(offset));
    }
    return false;
  }
  if (++context.copies <= MAX_COPIES) return true;
  if (context.copies === MAX_COPIES + 1) {
    const message = `Found aliases that stand for more than ${MAX_COPIES} values: ` +
      `expected at most ${MAX_COPIES}`;
    report(context, "alias_limit", offset, message);
  }
  return false;
}
