/**
 * The action that the files of a user's repository start, pinned by commit. Raised after each
 * release, and nowhere else.
 */
export const ACTION = "celestra-dev/celestra/.github/actions/celestra@" +
  "0000000000000000000000000000000000000000";
