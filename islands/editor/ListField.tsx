/// <reference lib="dom" />
import type { ComponentType, JSX } from "preact";
import type { Json } from "../../lib/model/json.ts";
import { isObject } from "../../lib/model/json.ts";
import { plus, trash } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { fieldOf } from "./fields.ts";
import { emptyOf, newItem } from "./field_values.ts";
import { IconButton } from "./IconButton.tsx";
import type { FieldViewProps } from "./ScalarField.tsx";

/** What a field that holds fields is told besides: how those are shown. */
export interface NestingProps extends FieldViewProps {
  readonly view: ComponentType<FieldViewProps>;
}

/** A list: an entry after the other, each of which can be changed and removed. */
export function ListField({ form, field, view: View }: NestingProps): JSX.Element {
  const { path, schema, title } = field;
  const list = Array.isArray(field.value) ? field.value as readonly Json[] : [];
  const { items = {} } = schema;
  const presets = list.length === 0 ? (schema.presets ?? []).filter(Array.isArray) : [];
  const isFull = list.length >= (schema.maxItems ?? Infinity);
  const put = (next: readonly Json[]) => {
    form.set(path, next.length === 0 && !field.isRequired ? undefined : next);
    form.settle();
  };
  return (
    <div class="entries">
      {list.map((value, index) => {
        const item = fieldOf(items, value, [...path, index], true);
        const name = `${title}, entry ${index + 1}`;
        return (
          <div key={index} class={item.kind === "object" ? "entry is-card" : "entry"}>
            {item.kind === "object" && <span class="entry-title">{entryTitle(value, index)}</span>}
            <div class="entry-field">
              <View form={form} field={{ ...item, title: name, schema: bare(items) }} isBare />
            </div>
            <IconButton
              icon={trash}
              label={`Remove ${name}`}
              class="entry-remove"
              onClick={() => put(list.filter((_, other) => other !== index))}
            />
          </div>
        );
      })}
      <div class="entry-actions">
        <button
          type="button"
          class="button is-small"
          disabled={isFull}
          aria-label={`Add to ${title}`}
          onClick={() => put([...list, newItem(schema, list.length) ?? emptyOf(items)])}
        >
          <Icon of={plus} /> Add
        </button>
        {presets.map((preset) => (
          <button
            key={String(preset)}
            type="button"
            class="button is-quiet is-small"
            onClick={() => put(preset as readonly Json[])}
          >
            {String(preset)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** What an entry is called: by its name where it has one. */
function entryTitle(value: Json, index: number): string {
  const name = isObject(value) ? value.name ?? value.path ?? value.key : undefined;
  return typeof name === "string" && name !== "" ? name : `Entry ${index + 1}`;
}

/** Entries do not repeat the sentence of their list. */
function bare({ description: _, ...schema }: FieldViewProps["field"]["schema"]) {
  return schema;
}
