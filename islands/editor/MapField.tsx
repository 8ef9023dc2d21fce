/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isObject, type Json, type JsonObject } from "../../lib/model/json.ts";
import { plus, trash } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { fieldOf } from "./fields.ts";
import { emptyOf, newKey } from "./field_values.ts";
import { IconButton } from "./IconButton.tsx";
import type { NestingProps } from "./ListField.tsx";

/** A map from keys to values, in the order of the file. */
export function MapField({ form, field, view: View }: NestingProps): JSX.Element {
  const { path, schema, title } = field;
  const map: JsonObject = isObject(field.value) ? field.value : {};
  const rest = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
  const keys = Object.keys(map);
  // What may become a file may have many lines.
  const isFile = schema.propertyNames?.format === "config-key";
  const remove = (key: string) => {
    const isLast = keys.length === 1 && !field.isRequired;
    form.set(isLast ? path : [...path, key], undefined);
  };
  const rename = (from: string, to: string) => {
    if (to === from || to === "" || Object.hasOwn(map, to)) return;
    form.set(path, renamed(map, from, to));
    form.settle();
  };
  return (
    <div class="entries">
      {keys.map((key) => {
        const item = fieldOf(rest, map[key], [...path, key], true);
        const kind = isFile && item.kind === "text" ? "lines" : item.kind;
        return (
          <div key={key} class={kind === "text" ? "entry is-pair" : "entry is-card"}>
            <KeyField title={title} name={key} rename={(to) => rename(key, to)} />
            <div class="entry-field">
              <View
                form={form}
                field={{
                  ...item,
                  kind,
                  title: `${title}, ${key}`,
                  schema: { ...rest, description: "" },
                }}
                isBare
              />
            </div>
            <IconButton
              icon={trash}
              label={`Remove ${key}`}
              class="entry-remove"
              onClick={() => remove(key)}
            />
          </div>
        );
      })}
      <div class="entry-actions">
        <button
          type="button"
          class="button is-small"
          aria-label={`Add to ${title}`}
          onClick={() => {
            form.set([...path, newKey(schema, map)], emptyOf(rest));
            form.settle();
          }}
        >
          <Icon of={plus} /> Add
        </button>
      </div>
    </div>
  );
}

/** A key is renamed when it is finished, not with every letter: half a key may be another's. */
function KeyField(
  { title, name, rename }: {
    readonly title: string;
    readonly name: string;
    readonly rename: (to: string) => void;
  },
): JSX.Element {
  const typed = useSignal<string | undefined>(undefined);
  const finish = () => {
    if (typed.value !== undefined) rename(typed.value.trim());
    typed.value = undefined;
  };
  return (
    <input
      class="input is-code entry-key"
      aria-label={`${title}, name`}
      value={typed.value ?? name}
      spellcheck={false}
      autocomplete="off"
      onInput={({ currentTarget }) => typed.value = currentTarget.value}
      onBlur={finish}
      onKeyDown={({ key }) => key === "Enter" && finish()}
    />
  );
}

/** The map with another key in the place of one. */
function renamed(map: JsonObject, from: string, to: string): JsonObject {
  const entries = Object.entries(map).map(([key, value]): [string, Json] => [
    key === from ? to : key,
    value,
  ]);
  return Object.fromEntries(entries);
}
