/** No two processes share a beginning, and no asker chooses an id. */
const PROCESS = crypto.randomUUID().slice(0, 8);
let count = 0;

/** The id of the next request. */
export function nextRequestId(): string {
  return `${PROCESS}-${(++count).toString(36)}`;
}
