/** The label that pods in a group carry, by which the policy of the group selects them. */
export function groupLabel(group: string): string {
  return `celestra.dev/group-${group}`;
}
