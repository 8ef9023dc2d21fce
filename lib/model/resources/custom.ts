import type { JsonObject } from "../json.ts";
import type { Origin } from "./origin.ts";

/** Objects of a kind that no other component makes, and the definition of the kind. */
export interface CustomObject extends Origin {
  readonly kind: "custom";
  readonly apiVersion: string;
  /** The kind of the objects. */
  readonly objectKind: string;
  readonly scope: "Namespaced" | "Cluster";
  readonly definition?: CustomDefinition;
  readonly instances?: readonly CustomInstance[];
}

/** A CustomResourceDefinition. */
export interface CustomDefinition {
  readonly plural: string;
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** The OpenAPI schema of the whole object. */
  readonly schema: JsonObject;
  readonly columns?: readonly {
    readonly name: string;
    readonly type: "string" | "integer" | "number" | "boolean" | "date";
    readonly path: string;
  }[];
  readonly status?: boolean;
  readonly scale?: { readonly specPath: string; readonly statusPath: string };
}

/** An object of a custom kind. */
export interface CustomInstance {
  /** Its name; the node's id without. */
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Everything beside apiVersion, kind and metadata. */
  readonly fields: JsonObject;
}
