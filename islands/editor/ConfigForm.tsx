/// <reference lib="dom" />
import type { JSX } from "preact";
import type { JsonObject } from "../../lib/model/json.ts";
import type { Schema, Tier } from "../../lib/model/schema.ts";
import { chevronRight } from "../icon.ts";
import { Icon } from "../Icon.tsx";
import { FieldView } from "./FieldView.tsx";
import { byTier, fieldsOf, type FormField, problemPath, setCount } from "./fields.ts";
import { createForm, type Form } from "./form.ts";
import type { NodeProps } from "./view_props.ts";

const TITLES: Readonly<Record<Tier, string>> = {
  basic: "Settings",
  advanced: "Advanced",
  expert: "Expert",
};

/** The form of a node's config, made from the schema of its component. */
export function ConfigForm(
  { editor, id, schema, config }: NodeProps & {
    readonly schema: Schema;
    readonly config: JsonObject;
  },
): JSX.Element {
  const form = createForm(editor, id);
  const tiers = byTier(fieldsOf(schema, config)).filter(([, fields]) => fields.length > 0);
  return (
    <div class="form">
      {tiers.map(([tier, fields]) =>
        tier === "basic"
          ? fields.map((field) => <FieldView key={field.path[0]} form={form} field={field} />)
          : <TierView key={tier} form={form} tier={tier} fields={fields} />
      )}
    </div>
  );
}

function TierView(
  { form, tier, fields }: {
    readonly form: Form;
    readonly tier: Tier;
    readonly fields: readonly FormField[];
  },
): JSX.Element {
  const { tiers, field: wanted } = form.editor.panels;
  const paths = fields.map(({ path }) => problemPath(form.node, path));
  const isWanted = paths.some((path) =>
    path.every((step, index) => wanted.value?.[index] === step)
  );
  const isOpen = isWanted || tiers.value.has(tier);
  const count = setCount(fields);
  const problems = fields.filter((field) => form.problemsIn(field.path).length > 0).length;
  const toggle = () => {
    const next = new Set(tiers.value);
    isOpen ? next.delete(tier) : next.add(tier);
    tiers.value = next;
    if (isOpen) wanted.value = undefined;
  };
  return (
    <section class="tier">
      <button type="button" class="tier-head" aria-expanded={isOpen} onClick={toggle}>
        <Icon of={chevronRight} />
        {TITLES[tier]}
        {count > 0 && <span class="tier-count">{count} set</span>}
        {problems > 0 && <span class="tab-count is-error">{problems}</span>}
      </button>
      {isOpen && (
        <div class="form">
          {fields.map((field) => <FieldView key={field.path[0]} form={form} field={field} />)}
        </div>
      )}
    </section>
  );
}
