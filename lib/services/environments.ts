import type { Actor } from "../model/account.ts";
import type { Environment } from "../model/environment.ts";
import { AppError } from "../model/error.ts";
import type { LocatedProblem } from "../model/problem.ts";
import type { SecretFiles } from "../targets/secret_files.ts";
import type { Checked, Checking, CheckingOptions } from "./checking.ts";
import { environmentAt, environmentsAt } from "./content/environments_at.ts";
import { faultless, findWorkflow } from "./content/finding.ts";
import type { Head, Snapshot } from "./content/head.ts";
import { referenceOf, secretReferences } from "./content/secret_references.ts";

/** The environments of a repository, and the secret values on this machine. */
export interface Environments {
  /** Sorted by name. */
  list(): Promise<EnvironmentSummary[]>;
  /** @throws `not_found`. */
  read(name: string): Promise<EnvironmentSummary & { readonly text: string }>;
  /**
   * The secret values that a workflow names, by node and key, and whether each is there.
   *
   * @throws `not_found` for an environment or a workflow that is not there; `unprocessable` with all
   * problems for one that has faults.
   */
  secrets(environment: string, workflow: string): Promise<SecretName[]>;
  /**
   * Sets a secret value. It is never read back.
   *
   * @throws `not_found` for a key that the workflow does not name; `invalid_input` for a value that
   * cannot be kept.
   */
  setSecret(place: SecretValuePlace, value: string, actor: Actor): Promise<void>;
}

/** An environment as a list shows it. */
export interface EnvironmentSummary {
  readonly name: string;
  readonly target: string;
  readonly output: string;
  readonly trigger: string;
  readonly namespace?: string;
  readonly etag: string;
  readonly problems: readonly LocatedProblem[];
}

/** A secret value that a workflow names. */
export interface SecretName {
  readonly node: string;
  readonly key: string;
  readonly isSet: boolean;
}

/** Where a secret value goes. */
export interface SecretValuePlace {
  readonly environment: string;
  readonly workflow: string;
  readonly node: string;
  readonly key: string;
}

/** What environments are read with. */
export interface EnvironmentsOptions {
  readonly head: Head;
  readonly checking: Checking;
  /** What workflows are lowered with. */
  readonly tools: Pick<CheckingOptions, "catalogue" | "components">;
  readonly secrets: SecretFiles;
}

/** Creates access to the environments of a repository. */
export function createEnvironments(options: EnvironmentsOptions): Environments {
  const { head, checking, tools, secrets } = options;

  async function referencesOf(workflow: string, environment: string) {
    const snapshot = await head.recent();
    const place = faultless(await environmentAt(environment, snapshot, checking));
    const named = faultless(await findWorkflow(workflow, snapshot, checking));
    return secretReferences(named.document, place.document, tools);
  }

  return {
    async list() {
      const snapshot = await head.recent();
      const all = [...await environmentsAt(snapshot, checking)];
      return await Promise.all(all.map(([name, checked]) => summaryOf(name, checked, snapshot)));
    },
    async read(name) {
      const snapshot = await head.recent();
      const checked = await environmentAt(name, snapshot, checking);
      return { ...await summaryOf(name, checked, snapshot), text: checked.document.text };
    },
    async secrets(environment, workflow) {
      const references = await referencesOf(workflow, environment);
      const set = await secrets.names(environment, workflow);
      return references.flatMap(({ node, keys }) =>
        keys.map((key) => ({ node, key, isSet: set[node]?.includes(key) ?? false }))
      );
    },
    async setSecret(place, value) {
      const references = await referencesOf(place.workflow, place.environment);
      const { mount } = referenceOf(references, place);
      if (value === "") {
        throw new AppError("invalid_input", `The value of ${place.node}.${place.key} is empty`);
      }
      await secrets.set(place, value, mount);
    },
  };
}

/** What a list shows of an environment; of a broken one, what can be read. */
async function summaryOf(
  name: string,
  { document: { value }, problems }: Checked<Environment>,
  snapshot: Snapshot,
): Promise<EnvironmentSummary> {
  const { target, output, trigger, namespace } = value ?? {} as Partial<Environment>;
  return {
    name,
    target: textOf(target),
    output: textOf(output),
    trigger: textOf(trigger),
    ...(typeof namespace === "string" && { namespace }),
    etag: (await snapshot.idOf(`environments/${name}.yaml`))!,
    problems,
  };
}

/** The shape of a broken file is not what its type says. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
