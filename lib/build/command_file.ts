/** Where the command lies as one file, beside the action that starts it. */
export const COMMAND = new URL("../../.github/actions/celestra/celestra.js", import.meta.url);
