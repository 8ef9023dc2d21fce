import type { JSX } from "preact";
import { hueOf } from "../../islands/canvas/hue.ts";
import { componentIcon } from "../../islands/editor/icon.ts";
import { Icon } from "../../islands/Icon.tsx";
import { arrowLeft } from "../../islands/icon.ts";
import type { Catalogue, ComponentType, Port } from "../../lib/model/catalogue.ts";
import { type FieldRow, fieldRows } from "../../lib/model/field_rows.ts";
import type { Json } from "../../lib/model/json.ts";
import type { Tier } from "../../lib/model/schema.ts";
import { choices, flowText } from "../../lib/model/schema_text.ts";

/** What the page of a component is told. */
export interface ComponentViewProps {
  readonly component: ComponentType;
  readonly catalogue: Catalogue;
}

const TIERS: readonly (readonly [tier: Tier, title: string])[] = [
  ["basic", "Settings"],
  ["advanced", "Advanced"],
  ["expert", "Expert"],
];

/** Shows all of a component: what it joins, and every field of its config. */
export function ComponentView({ component, catalogue }: ComponentViewProps): JSX.Element {
  const { id, title, description, category, outputs, inputs, config } = component;
  const rows = Map.groupBy(fieldRows(config), ({ tier }) => tier);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <a class="back-link small" href="/components">
            <Icon of={arrowLeft} /> Components
          </a>
          <h1 class="catalogue-title">
            <span class="node-icon">
              <Icon of={componentIcon(id)} size={20} />
            </span>
            {title}
          </h1>
          <p>
            {description}{" "}
            <span class="muted">
              {category} · <code>{id}</code>
            </span>
          </p>
        </div>
      </header>
      <div class="catalogue-ports">
        <Ports title="Gives" ports={outputs} others={takers(catalogue, outputs, "inputs")} />
        <Ports title="Takes" ports={inputs} others={takers(catalogue, inputs, "outputs")} />
      </div>
      {TIERS.map(([tier, name]) => {
        const fields = rows.get(tier);
        return fields && <Fields key={tier} title={name} fields={fields} />;
      })}
    </div>
  );
}

/** The components at the other end, by the type of a port. */
type Others = ReadonlyMap<string, readonly string[]>;

function takers(
  { components }: Catalogue,
  ports: Readonly<Record<string, Port>>,
  side: "inputs" | "outputs",
): Others {
  const all = Object.values(components);
  return new Map(
    Object.values(ports).map(({ type }) => [
      type,
      all.filter((one) => Object.values(one[side]).some((port) => port.type === type))
        .map(({ title }) => title),
    ]),
  );
}

interface PortsProps {
  readonly title: string;
  readonly ports: Readonly<Record<string, Port>>;
  readonly others: Others;
}

function Ports({ title, ports, others }: PortsProps): JSX.Element | null {
  const entries = Object.entries(ports);
  if (entries.length === 0) return null;
  return (
    <section>
      <h2 class="label">{title}</h2>
      <ul class="catalogue-port-list">
        {entries.map(([id, { title, type, many }]) => (
          <li key={id}>
            <span class={`port-dot ${hueOf(type)}`} />
            <span>
              <strong>{title}</strong> <code>{id}</code>{" "}
              <span class="muted">
                {many ? "any number, " : ""}with {others.get(type)!.join(", ") || "nothing yet"}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FieldsProps {
  readonly title: string;
  readonly fields: readonly FieldRow[];
}

function Fields({ title, fields }: FieldsProps): JSX.Element {
  return (
    <section class="catalogue-group">
      <h2 class="label">{title}</h2>
      <div class="card">
        <table class="table is-dense is-prose">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {["Field", "Holds", "Default", "What it is"].map((label) => (
                <th key={label} scope="col">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>{fields.map((field) => <Field key={field.name} field={field} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Field({ field }: { readonly field: FieldRow }): JSX.Element {
  const { name, title, description, holds, presets, required, default: value, when } = field;
  return (
    <tr>
      <td data-label="Field">
        <span>
          <code>{name}</code> {required && <span class="chip is-warning">required</span>}
        </span>
      </td>
      <td data-label="Holds" class="muted">{holds}</td>
      <td data-label="Default">{value !== undefined && <code>{textOf(value)}</code>}</td>
      <td data-label="What it is">
        <span>
          <strong>{title}.</strong> {description}{" "}
          {when && <span class="muted">{`Only where ${when.field} is ${choices(when.in)}. `}</span>}
          {presets.length > 0 && (
            <span class="muted">
              Offers {presets.map((preset, index) => (
                <span key={index}>
                  {index > 0 && ", "}
                  <code>{textOf(preset)}</code>
                </span>
              ))}.
            </span>
          )}
        </span>
      </td>
    </tr>
  );
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : flowText(value);
}
