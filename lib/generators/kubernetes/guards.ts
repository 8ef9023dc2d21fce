import { explainEmpty } from "../shared/empty_group.ts";
import type { Context } from "./context.ts";
import { limitRangeOf } from "./limit_range.ts";
import type { Manifest } from "./manifest.ts";
import { quotaOf } from "./quota.ts";
import { roleOf } from "./role.ts";
import { roleBindingOf } from "./role_binding.ts";
import { serviceAccountOf } from "./service_account.ts";

/** What bounds what others may do: amounts of groups, and accounts with their roles. */
export function* guardsOf(context: Context): Iterable<Manifest> {
  const { groups, identities, permissions } = context.index;
  for (const group of groups.values()) {
    yield* quotaOf(context, group);
    yield* limitRangeOf(context, group);
    const { length } = group.value("members");
    explainEmpty(context.index, group, length > 0 || group.has("quota") || group.has("limits"));
  }
  for (const identity of identities.values()) yield* serviceAccountOf(context, identity);
  for (const permission of permissions.values()) {
    yield* roleOf(context, permission);
    yield* roleBindingOf(context, permission);
  }
}
