/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isObject } from "../../lib/model/json.ts";
import { chevronRight, plus } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { fieldsOf, type FormField } from "./fields.ts";
import { emptyOf } from "./field_values.ts";
import type { NestingProps } from "./ListField.tsx";
import type { Form } from "./form.ts";

const DEPTHS = { basic: 0, advanced: 1, expert: 2 } as const;

/** A map of known fields. What lies deeper than the map itself is behind "More". */
export function ObjectField({ form, field, isBare, view: View }: NestingProps): JSX.Element {
  const { path, schema, value, tier } = field;
  const isMore = useSignal(false);
  const isOptional = !isBare && !field.isRequired && schema.default === undefined;
  if (value === undefined && isOptional) return <Start form={form} field={field} />;
  const choice = schema.exactlyOne ?? [];
  const all = fieldsOf(schema, value, path);
  const fields = all.filter(({ path: own, value: set }) =>
    !choice.includes(String(own.at(-1))) || set !== undefined
  );
  const isDeep = ({ tier: own, value: set }: FormField) =>
    set === undefined && DEPTHS[own] > DEPTHS[tier];
  const deep = fields.filter(isDeep);
  return (
    <div class={isBare ? "form" : "nested form"}>
      {choice.length > 0 && <OneOf form={form} field={field} />}
      {fields.filter((one) => isMore.value || !isDeep(one)).map((one) => (
        <View key={String(one.path.at(-1))} form={form} field={one} />
      ))}
      {deep.length > 0 && (
        <button
          type="button"
          class="link-button more"
          aria-expanded={isMore.value}
          onClick={() => isMore.value = !isMore.value}
        >
          <Icon of={chevronRight} size={14} /> {isMore.value ? "Less" : "More"}
        </button>
      )}
    </div>
  );
}

/** A map that is not there yet. */
function Start({ form, field }: { readonly form: Form; readonly field: FormField }): JSX.Element {
  return (
    <div class="entry-actions">
      <button
        type="button"
        class="button is-small"
        aria-label={`Set ${field.title}`}
        onClick={() => {
          form.set(field.path, {});
          form.settle();
        }}
      >
        <Icon of={plus} /> Set
      </button>
    </div>
  );
}

/** Chooses which one of several fields the map holds. */
function OneOf({ form, field }: { readonly form: Form; readonly field: FormField }): JSX.Element {
  const { schema, value, path, title } = field;
  const map = isObject(value) ? value : {};
  const keys = schema.exactlyOne ?? [];
  const chosen = keys.find((key) => Object.hasOwn(map, key));
  const choose = (key: string) => {
    const others = keys.filter((other) => other !== key && Object.hasOwn(map, other));
    const initial = schema.properties?.[key] ? emptyOf(schema.properties[key]) : "";
    form.editor.edit([
      ...others.map((other) => ({ op: "unset", node: form.node, path: [...path, other] }) as const),
      { op: "set", node: form.node, path: [...path, key], value: initial },
    ]);
  };
  return (
    <div class="segments" role="radiogroup" aria-label={`Kind of ${title}`}>
      {keys.map((key) => (
        <label key={key} class="segment">
          <input
            type="radio"
            name={form.idOf(path)}
            checked={key === chosen}
            onChange={() => choose(key)}
          />
          {schema.properties?.[key]?.title ?? key}
        </label>
      ))}
    </div>
  );
}
