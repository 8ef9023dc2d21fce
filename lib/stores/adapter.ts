import type { Store } from "./store.ts";

/** What a store is opened with, as an environment or a form gives it. */
export type StoreSettings = Readonly<Record<string, string>>;

/** A sort of place where repositories live. */
export interface StoreAdapter {
  /** Kebab-case, as its file is named. */
  readonly id: string;
  /** Opens a repository; throws `configuration` where a setting is missing. */
  open(settings: StoreSettings): Promise<Store>;
}
