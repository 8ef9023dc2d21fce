import { type SourceNode, valueOf } from "../../format/source.ts";
import type { Json, Path } from "../../model/json.ts";
import type { Mark, Page } from "./page.ts";

/** Where a value stands, besides its own range. */
export interface Standing {
  /** The keys that lead to it. */
  readonly path: string;
  /** Where its key begins, or its dash stands. */
  readonly keyFrom?: number;
}

/** A value of a file. Whoever uses it says what became of it; what nobody speaks of is dropped. */
export class Field {
  constructor(
    readonly page: Page,
    readonly source: SourceNode,
    readonly standing: Standing,
  ) {}

  /** The keys that lead to it. */
  get path(): string {
    return this.standing.path;
  }

  /** Its plain value. */
  get json(): Json {
    return valueOf(this.source);
  }

  get isMap(): boolean {
    return this.source.type === "map";
  }

  get isList(): boolean {
    return this.source.type === "list";
  }

  /** Whether there is nothing in it. */
  get isEmpty(): boolean {
    const { source } = this;
    if (source.type === "scalar") return source.value === null;
    return source.type === "map" ? source.entries.length === 0 : source.items.length === 0;
  }

  /** The value of a key. */
  get(key: string): Field | undefined {
    return this.entries().find(([name]) => name === key)?.[1];
  }

  /** The value that keys lead to, one after the other. */
  at(...keys: readonly string[]): Field | undefined {
    return keys.reduce<Field | undefined>((field, key) => field?.get(key), this);
  }

  /** The entries of a map; none of anything else. */
  entries(): [string, Field][] {
    const { source, page, path } = this;
    if (source.type !== "map") return [];
    return source.entries.map(({ key, keyFrom, value }) => [
      key,
      new Field(page, value, { path: path === "" ? key : `${path}.${key}`, keyFrom }),
    ]);
  }

  /** The items of a list; none of anything else. */
  items(): Field[] {
    const { source, page, path } = this;
    if (source.type !== "list") return [];
    return source.items.map((item, index) => new Field(page, item, { path: `${path}[${index}]` }));
  }

  /** A scalar as text: a number or a word like `yes` as it is written. */
  get text(): string | undefined {
    const { source } = this;
    if (source.type !== "scalar" || source.value === null) return undefined;
    return typeof source.value === "string"
      ? source.value
      : this.page.file.text.slice(source.from, source.to);
  }

  /** A whole number, also where it is written as text. */
  get whole(): number | undefined {
    const { text } = this;
    return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  }

  /** A word for true or false. */
  get flag(): boolean | undefined {
    const { source } = this;
    return source.type === "scalar" && typeof source.value === "boolean" ? source.value : undefined;
  }

  /** A list of scalars as texts; `undefined` where it is something else. */
  get texts(): string[] | undefined {
    const texts = this.items().map(({ text }) => text);
    return this.isList && texts.every((text) => text !== undefined) ? texts : undefined;
  }

  /** Says that it is there as it was, in a node or in the workflow as a whole. */
  take(node?: string, at?: Path): void {
    this.#mark({ class: "taken", message: "" }, node, at);
  }

  /** Says that it is there in another way than it says. */
  approximate(message: string, node?: string, at?: Path): void {
    this.#mark({ class: "approximated", message }, node, at);
  }

  /** Says that it is a secret, and that only its name is taken. */
  withhold(message: string, node: string, at?: Path): void {
    this.#mark({ class: "approximated", message, isWithheld: true }, node, at);
  }

  /** Says that it is kept word by word in a custom resource. */
  keep(node: string): void {
    this.#mark({ class: "custom", message: "" }, node);
  }

  /** Says why it is not taken. */
  drop(message: string, node?: string): void {
    this.#mark({ class: "dropped", message }, node);
  }

  /** Says of a map or list as such how it is approximated; what is in it speaks for itself. */
  note(message: string, node: string): void {
    this.page.notes.set(this.source, { class: "approximated", message, node });
  }

  #mark(mark: Mark, node?: string, at?: Path): void {
    this.page.marks.set(this.source, {
      ...mark,
      ...(node === undefined ? {} : { node }),
      ...(at === undefined ? {} : { at }),
    });
  }
}
