import { AppError } from "../model/error.ts";
import type { KeyValue } from "./key_value.ts";

/** A store of values that is opened when it is first asked for something. It opens once, or never. */
export function createLateKeyValue(open: () => Promise<KeyValue>): KeyValue {
  let opening: Promise<KeyValue> | undefined;
  const opened = () => opening ??= open();
  return {
    get: async (key) => (await opened()).get(key),
    list: async (prefix, options) => (await opened()).list(prefix, options),
    commit: async (transaction) => (await opened()).commit(transaction),
    close() {
      opening ??= Promise.reject(new AppError("shutting_down", "The state is closed"));
      opening.then((store) => store.close(), () => {/* Whoever asks is told. */});
    },
  };
}
