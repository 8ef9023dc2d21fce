import type { Kind } from "../model/catalogue.ts";
import { register, type Registry } from "../model/registry.ts";
import type { Component } from "./component.ts";
import * as allKinds from "./kinds/mod.ts";
import * as allComponents from "./mod.ts";

/** Every component, by id. */
export const components: Registry<Component> = register(allComponents);

/** Every kind of workflow, by the name that a file gives it. */
export const kinds: Registry<Kind> = new Map(
  Object.values(allKinds).map((kind) => [kind.id, kind]),
);
