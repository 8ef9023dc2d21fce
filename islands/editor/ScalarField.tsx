/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { JSX, TargetedEvent } from "preact";
import type { Json } from "../../lib/model/json.ts";
import type { FormField } from "./fields.ts";
import { hintOf, shownValue, typedValue } from "./field_values.ts";
import type { Form } from "./form.ts";

/** What the view of a field is told. */
export interface FieldViewProps {
  readonly form: Form;
  readonly field: FormField;
  /** Whether its title stands elsewhere. */
  readonly isBare?: boolean;
}

/** A field of one value. */
export function ScalarField(props: FieldViewProps): JSX.Element {
  const { field: { kind, schema } } = props;
  if (kind === "choice") return <Choice {...props} />;
  if (schema.presets?.some((preset) => typeof preset !== "object")) return <Presets {...props} />;
  return <Typed {...props} />;
}

/** On or off; where nothing is written it shows the default. */
export function FlagField(props: FieldViewProps): JSX.Element {
  const { form, field } = props;
  const { path, value, schema } = field;
  const isOn = (value ?? schema.default ?? false) === true;
  return (
    <input
      {...common(props)}
      type="checkbox"
      role="switch"
      class={`switch${value === undefined ? " is-default" : ""}`}
      checked={isOn}
      onChange={({ currentTarget }) => form.set(path, currentTarget.checked)}
    />
  );
}

function Choice(props: FieldViewProps): JSX.Element {
  const { form, field } = props;
  const { path, value, schema } = field;
  const options = schema.enum ?? [];
  const own = options.findIndex((option) => option === value);
  const isStray = value !== undefined && own < 0;
  return (
    <select
      {...common(props)}
      class={`select${value === undefined ? " is-default" : ""}`}
      value={isStray ? "stray" : own < 0 ? "" : String(own)}
      onChange={({ currentTarget }) => form.set(path, options[Number(currentTarget.value || NaN)])}
    >
      <option value="">
        {schema.default === undefined ? "Not set" : `${shownValue(schema.default)} (default)`}
      </option>
      {isStray && <option value="stray">{shownValue(value)}</option>}
      {options.map((option, index) => (
        <option key={index} value={String(index)}>{shownValue(option)}</option>
      ))}
    </select>
  );
}

/** Values that are offered, and one's own. */
function Presets(props: FieldViewProps): JSX.Element {
  const { form, field } = props;
  const { path, value, schema } = field;
  const presets = schema.presets ?? [];
  const own = presets.findIndex((preset) => preset === value);
  const wantsOwn = useSignal(false);
  const isCustom = wantsOwn.value || (value !== undefined && own < 0);
  const choose = (choice: string) => {
    wantsOwn.value = choice === "custom";
    if (choice !== "custom") form.set(path, choice === "" ? undefined : presets[Number(choice)]);
    form.settle();
  };
  const { default: standard } = schema;
  return (
    <div class="presets">
      <select
        {...common(props)}
        class={`select${value === undefined && !isCustom ? " is-default" : ""}`}
        value={isCustom ? "custom" : own < 0 ? "" : String(own)}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        <option value="">
          {standard === undefined ? "Not set" : `${shownValue(standard)} (default)`}
        </option>
        {presets.map((preset, index) =>
          preset === standard && value !== preset
            ? null
            : <option key={index} value={String(index)}>{shownValue(preset)}</option>
        )}
        <option value="custom">Custom</option>
      </select>
      {isCustom && <Typed {...props} label={`${field.title}, custom`} />}
    </div>
  );
}

/** Text or a number, as it is typed. */
function Typed(props: FieldViewProps & { readonly label?: string }): JSX.Element {
  const { form, field, label } = props;
  const { path, value, schema, kind } = field;
  const typed = useSignal<{ text: string; value: Json | undefined } | undefined>(undefined);
  // What is typed stays as it is typed, "1." or " 8" too, until the value changes elsewhere.
  const text = typed.value && typed.value.value === value ? typed.value.text : shownValue(value);
  const rest = {
    ...common(props),
    ...(label ? { "id": `${form.idOf(path)}-custom`, "aria-label": label } : {}),
    placeholder: hintOf(schema),
    value: text,
    spellcheck: false,
    autocomplete: "off",
    onInput({ currentTarget }: TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) {
      const next = typedValue(schema, currentTarget.value);
      typed.value = { text: currentTarget.value, value: next };
      form.set(path, next);
    },
    onBlur() {
      typed.value = undefined;
      form.settle();
    },
  };
  if (kind === "lines") return <textarea {...rest} class="input is-code" rows={rowsOf(text)} />;
  return <input {...rest} class="input" inputMode={kind === "number" ? "numeric" : "text"} />;
}

function rowsOf(text: string): number {
  return Math.min(Math.max(text.split("\n").length, 3), 14);
}

/** What every control of a field has. */
function common({ form, field: { path, title, schema }, isBare }: FieldViewProps) {
  const id = form.idOf(path);
  const isFaulty = form.problemsAt(path).length > 0;
  const about = [isFaulty ? `${id}-fault` : "", schema.description ? `${id}-hint` : ""];
  return {
    id,
    "aria-invalid": isFaulty ? ("true" as const) : undefined,
    "aria-describedby": about.filter(Boolean).join(" ") || undefined,
    ...(isBare ? { "aria-label": title } : {}),
  };
}
