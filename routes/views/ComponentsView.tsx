import type { JSX } from "preact";
import { componentIcon } from "../../islands/editor/icon.ts";
import { Icon } from "../../islands/Icon.tsx";
import type { ComponentType } from "../../lib/model/catalogue.ts";

/** What the page of the catalogue is told. */
export interface ComponentsViewProps {
  readonly components: readonly ComponentType[];
}

/** Shows everything that can be drawn, by category. */
export function ComponentsView({ components }: ComponentsViewProps): JSX.Element {
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>Components</h1>
          <p>Everything that can stand in a workflow, and what each becomes.</p>
        </div>
      </header>
      {[...Map.groupBy(components, ({ category }) => category)].map(([category, members]) => (
        <section key={category} class="catalogue-group">
          <h2 class="label">{category}</h2>
          <ul class="catalogue-cards">
            {members.map((component) => (
              <li key={component.id}>
                <Card component={component} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Card({ component }: { readonly component: ComponentType }): JSX.Element {
  const { id, title, description } = component;
  return (
    <a class="card catalogue-card" href={`/components/${id}`}>
      <span class="node-icon">
        <Icon of={componentIcon(id)} size={18} />
      </span>
      <span>
        <strong>{title}</strong>
        <span class="muted small">{description}</span>
      </span>
    </a>
  );
}
