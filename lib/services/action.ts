/**
 * The action that the files of a user's repository start, pinned by commit. Raised after each
 * release, and nowhere else.
 */
export const ACTION = "celestra-dev/celestra/.github/actions/celestra@" +
  "f57977f6d5ce89b09501c4a25be851be6e1fcc5e # v0.1.0";
