import { type ReadonlySignal, signal } from "@preact/signals";
import type { Api } from "../api.ts";
import type { SecretAnswer } from "./api_answers.ts";

/** The secret values that an environment lacks, and what is typed for them. */
export interface MissingSecrets {
  /** Those that are not set there yet; `undefined` while nobody knows. */
  readonly missing: ReadonlySignal<readonly SecretAnswer[] | undefined>;
  /** What was typed for them, by `node/key`. */
  readonly values: ReadonlySignal<Readonly<Record<string, string>>>;
  /** Asks which an environment lacks, and forgets what was typed for another. @throws ApiError */
  read(environment: string): Promise<void>;
  type(secret: SecretAnswer, value: string): void;
  /** Sets what was typed. A value that was taken is forgotten here at once. @throws ApiError */
  send(environment: string): Promise<void>;
  /** Forgets everything. */
  forget(): void;
}

/** The key of a secret's value among those typed. */
export function secretKey({ node, key }: SecretAnswer): string {
  return `${node}/${key}`;
}

/** Creates what asks for the missing secret values of a workflow. */
export function createMissingSecrets(name: string, api: Api): MissingSecrets {
  const missing = signal<readonly SecretAnswer[]>();
  const values = signal<Readonly<Record<string, string>>>({});
  const path = (environment: string) => `/api/v1/environments/${environment}/secrets/${name}`;
  let turn = 0;

  function forget(): void {
    turn++;
    missing.value = undefined;
    values.value = {};
  }

  return {
    missing,
    values,
    async read(environment) {
      forget();
      const own = turn;
      try {
        const { value } = await api.get<{ items: readonly SecretAnswer[] }>(path(environment));
        if (own === turn) missing.value = value.items.filter(({ isSet }) => !isSet);
      } catch (error) {
        if (own === turn) throw error;
      }
    },
    type(secret, value) {
      values.value = { ...values.value, [secretKey(secret)]: value };
    },
    async send(environment) {
      for (const secret of missing.value ?? []) {
        const { [secretKey(secret)]: value, ...rest } = values.value;
        if (value === undefined || value === "") continue;
        const { node, key } = secret;
        await api.send("PUT", `${path(environment)}/${node}/${key}`, { body: { value } });
        missing.value = missing.value?.filter((one) => one !== secret);
        values.value = rest;
      }
    },
    forget,
  };
}
