import type { Json } from "./json.ts";
import type { Schema } from "./schema.ts";
import { listChecker, mapChecker } from "./schema_collections.ts";
import { type Checker, type Fault, fault, type Trail } from "./schema_fault.ts";
import { freeChecker } from "./schema_free.ts";
import {
  choiceChecker,
  numberChecker,
  refusal,
  textChecker,
  typeChecker,
} from "./schema_scalars.ts";
import { describe, shown, typeOf } from "./schema_text.ts";

export type { Fault };

/** Everything in a value that does not fit a schema. */
export function check(schema: Schema, value: Json): Fault[] {
  return faultsOf(checkerOf(schema), value, []);
}

const checkers = new WeakMap<Schema, Checker>();

/** A schema is compiled to closures once; 500 nodes are then checked in a few milliseconds. */
function checkerOf(schema: Schema): Checker {
  let checker = checkers.get(schema);
  if (!checker) checkers.set(schema, checker = compile(schema));
  return checker;
}

/** The same, compiled when it is first needed. */
function lazily(schema: Schema): Checker {
  return (value, path, faults) => checkerOf(schema)(value, path, faults);
}

function compile(schema: Schema): Checker {
  if (schema.refused !== undefined) return refusal(schema.refused);
  if (schema.anyOf) return anyOfChecker(schema.anyOf);
  if (schema.const !== undefined) return choiceChecker([schema.const]);
  if (schema.enum) return choiceChecker(schema.enum);
  switch (schema.type) {
    case "string":
      return textChecker(schema);
    case "integer":
    case "number":
      return numberChecker(schema);
    case "array":
      return listChecker(schema, lazily);
    case "object":
      return schema.free ? freeChecker(schema) : mapChecker(schema, lazily);
    case "boolean":
    case "null":
      return typeChecker(schema);
    default:
      return () => {};
  }
}

/** What is wrong inside the branch that was meant, or that the value is of no branch. */
function anyOfChecker(branches: readonly Schema[]): Checker {
  return (value, path, faults) => {
    const tried = branches.map((branch) => faultsOf(checkerOf(branch), value, path));
    if (tried.some((own) => own.length === 0)) return;
    const meant = branches.findIndex((branch) => isOfType(branch, value));
    const inside = tried[meant]?.some((own) => own.path.length > path.length);
    if (inside) return void faults.push(...tried[meant]!);
    const message = `must be ${branches.map(describe).join(", or ")}, not ${shown(value)}`;
    const hint = tried.flat().find(({ suggestion }) => suggestion !== undefined)?.suggestion;
    faults.push(fault(meant < 0 ? "wrong_type" : "invalid_value", path, message, hint));
  };
}

function isOfType({ type }: Schema, value: Json): boolean {
  const actual = typeOf(value);
  return type === actual || (type === "number" && actual === "integer");
}

function faultsOf(checker: Checker, value: Json, trail: Trail): Fault[] {
  const faults: Fault[] = [];
  checker(value, trail, faults);
  return faults;
}
