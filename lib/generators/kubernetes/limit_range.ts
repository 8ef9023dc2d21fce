import type { Group, GroupLimits } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { filled, via, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { bytesText, cpuText } from "./quantity.ts";

/** What each container of a group's namespace gets that says nothing, and may have at most. */
export function limitRangeOf(context: Context, group: Reading<Group>): Manifest[] {
  const limits = group.part("limits");
  if (!limits) return [];
  const amounts = limitsOf(limits);
  if (!amounts) return [];
  const spec = within(limits, { limits: [within(limits, { ...amounts, type: "Container" })] });
  return [manifestOf(context, "LimitRange", group.node, group, { spec })];
}

/** As the API server stores them: what is missing follows from what is there. */
function limitsOf(limits: Reading<GroupLimits>): object | undefined {
  const max = {
    cpu: via(limits, "maxCpu", cpuText),
    memory: via(limits, "maxMemory", bytesText),
  };
  const most = orElse({
    cpu: via(limits, "cpuLimit", cpuText),
    memory: via(limits, "memoryLimit", bytesText),
  }, max);
  const least = orElse({
    cpu: via(limits, "cpu", cpuText),
    memory: via(limits, "memory", bytesText),
  }, most);
  return filled({ default: filled(most), defaultRequest: filled(least), max: filled(max) });
}

interface Pair {
  readonly cpu: Sourced<string> | undefined;
  readonly memory: Sourced<string> | undefined;
}

function orElse(amounts: Pair, others: Pair): Pair {
  return { cpu: amounts.cpu ?? others.cpu, memory: amounts.memory ?? others.memory };
}
