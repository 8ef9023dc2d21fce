import type { Path } from "../../model/json.ts";
import type { Reading } from "../recorder.ts";
import type { Argument, Call, Place } from "./python/program.ts";
import { Name, type Python } from "./python/value.ts";

/** A builder of the library, as the program makes it. */
export interface Builder extends Place {
  readonly variable: string;
  /** The class of the library. */
  readonly type: string;
  /** The arguments of the class: the name of the object first, for what has one. */
  readonly args: readonly Argument[];
  readonly calls: readonly Call[];
  /** What is set on it afterwards: the library has no call for it that works. */
  readonly attributes?: readonly Attribute[];
  /** Whether its objects stand in the namespace, in none, or inside another builder. */
  readonly standing: "namespace" | "cluster" | "inside";
  /** The namespace of its objects; that of the application without. */
  readonly namespace?: string | undefined;
}

/** A field of a builder that is set. */
export interface Attribute extends Place {
  readonly name: string;
  readonly value: Python;
}

/** A call that comes from a place. */
export function callFrom({ node, path }: Place, method: string, ...args: Argument[]): Call {
  return { node, path, method, args };
}

/** A call with one argument, because a field is set; none where it is not. */
export function said<T extends object, K extends keyof T & string>(
  reading: Reading<T>,
  key: K,
  method: string,
  become: (value: NonNullable<T[K]>) => Argument = (value) => value as Argument,
): Call[] {
  const field = reading.get(key);
  if (!field) return [];
  return [callFrom({ node: field.node, path: field.path }, method, become(field.value))];
}

/** A call for each entry of a map of text: its key and its value. */
export function saidEach<T extends object>(
  reading: Reading<T>,
  key: keyof T & string,
  method: string,
  become: (text: string) => string = (text) => text,
): Call[] {
  const entries = Object.entries((reading.value(key) ?? {}) as Readonly<Record<string, string>>);
  return entries.map(([name, text]) =>
    callFrom({ node: reading.node, path: [...reading.path, key, name] }, method, name, become(text))
  );
}

/** The place of a field. */
export function placeOf({ node, path }: { node: string; path: Path }, key?: string): Place {
  return { node, path: key === undefined ? path : [...path, key] };
}

/** A reference to another builder of the program. */
export function reference({ variable }: Builder): Name {
  return new Name(variable);
}
