/// <reference lib="dom" />
import { type ComponentChild, hydrate } from "preact";

/** What the server gave the island of this page. */
export function propsOfPage<Props>(): Props {
  return JSON.parse(document.querySelector("#props")!.textContent!);
}

/** Wakes the island that the server drew. */
export function wake(view: ComponentChild): void {
  hydrate(view, document.querySelector("#island")!);
}

/** Goes to another page. */
export function goTo(path: string): void {
  location.assign(path);
}

/** Keeps what a list shows in the address, so that it can be reloaded and shared. */
export function rememberSearch(search: string): void {
  history.replaceState(undefined, "", location.pathname + (search && `?${search}`));
}
