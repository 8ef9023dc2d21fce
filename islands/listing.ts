import { type ReadonlySignal, signal } from "@preact/signals";
import { type Api, messageOf } from "./api.ts";

/** A part of a list, as the API answers it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** What a list is asked for; an empty field asks for nothing. */
export type Query = Readonly<Record<string, string>>;

/** A list that is searched, filtered and turned. */
export interface Listing<T> {
  readonly page: ReadonlySignal<Page<T>>;
  readonly query: ReadonlySignal<Query>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Why it may be out of date. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** Asks for something else, from the first page. */
  ask(part: Query): Promise<void>;
  turn(page: number): Promise<void>;
  /** Reads the same part again. */
  load(): Promise<void>;
  /** Shows a changed part until the next reading. */
  show(change: (items: readonly T[]) => readonly T[]): void;
}

/** What a list needs. */
export interface ListingOptions<T> {
  readonly api: Api;
  readonly path: string;
  readonly page: Page<T>;
  readonly query: Query;
  /** Keeps what is asked for in the address. */
  readonly remember: (search: string) => void;
}

/** Creates a list from the part that the page came with. */
export function createListing<T>(options: ListingOptions<T>): Listing<T> {
  const { api, path, remember } = options;
  const page = signal(options.page);
  const query = signal(options.query);
  const isBusy = signal(false);
  const fault = signal<string>();
  let latest = 0;

  const read = async (number: number): Promise<void> => {
    const mine = ++latest;
    isBusy.value = true;
    try {
      const search = searchOf(query.value, { page: number, per_page: page.value.perPage });
      const { value } = await api.get<Page<T>>(`${path}?${search}`);
      // An answer that was overtaken by a later question is of no use.
      if (mine !== latest) return;
      page.value = value;
      fault.value = undefined;
      const last = lastPage(value);
      if (number > last) await read(last);
    } catch (error) {
      if (mine === latest) fault.value = messageOf(error);
    } finally {
      if (mine === latest) isBusy.value = false;
    }
  };
  const move = (number: number) => {
    remember(searchOf(query.value, number > 1 ? { page: number } : {}));
    return read(number);
  };

  return {
    page,
    query,
    isBusy,
    fault,
    ask(part) {
      query.value = { ...query.value, ...part };
      return move(1);
    },
    turn: move,
    load: () => read(page.value.page),
    show(change) {
      page.value = { ...page.value, items: change(page.value.items) };
    },
  };
}

/** The last page of a list; an empty one has one, too. */
export function lastPage({ total, perPage }: Page<unknown>): number {
  return Math.max(1, Math.ceil(total / perPage));
}

/** The search part of an address, without what is empty. */
export function searchOf(query: Query, more: Readonly<Record<string, number>> = {}): string {
  const fields = Object.entries({ ...query, ...more }).filter(([, value]) => value !== "");
  return new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString();
}
