/// <reference lib="dom" />
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ListField } from "./ListField.tsx";
import { MapField } from "./MapField.tsx";
import { ObjectField } from "./ObjectField.tsx";
import { type FieldViewProps, FlagField, ScalarField } from "./ScalarField.tsx";
import { reset } from "./icon.ts";
import { IconButton } from "./IconButton.tsx";
import { problemPath } from "./fields.ts";
import { Suggestions } from "./Suggestions.tsx";

/** A field of a form: its title, its control, its help and what is wrong with it. */
export function FieldView(props: FieldViewProps): JSX.Element {
  switch (props.field.kind) {
    case "object":
      return (
        <Group {...props}>
          <ObjectField {...props} view={FieldView} />
        </Group>
      );
    case "list":
      return (
        <Group {...props}>
          <ListField {...props} view={FieldView} />
        </Group>
      );
    case "map":
      return (
        <Group {...props}>
          <MapField {...props} view={FieldView} />
        </Group>
      );
    case "flag":
      return <FlagRow {...props} />;
    case "json":
      return (
        <Group {...props}>
          <p class="quiet">This holds what no form can show. Change it in the Source tab.</p>
        </Group>
      );
    case "refused":
      return <Group {...props}>{null}</Group>;
    default:
      return <Scalar {...props} />;
  }
}

function Scalar(props: FieldViewProps): JSX.Element {
  const { form, field, isBare } = props;
  const id = form.idOf(field.path);
  const place = useWanted(props);
  return (
    <div class="field" ref={place} onFocusIn={looking(props)}>
      {!isBare && (
        <FieldHead {...props}>
          <label for={id}>{field.title}{field.isRequired && <Required />}</label>
        </FieldHead>
      )}
      <ScalarField {...props} />
      <Help {...props} />
    </div>
  );
}

function FlagRow(props: FieldViewProps): JSX.Element {
  const { form, field } = props;
  const place = useWanted(props);
  return (
    <div class="field" ref={place} onFocusIn={looking(props)}>
      <FieldHead {...props}>
        <label for={form.idOf(field.path)}>{field.title}</label>
        <FlagField {...props} />
      </FieldHead>
      <Help {...props} />
    </div>
  );
}

function Group(props: FieldViewProps & { readonly children: ComponentChildren }): JSX.Element {
  const { form, field, isBare, children } = props;
  const place = useWanted(props);
  const title = `${form.idOf(field.path)}-title`;
  if (isBare) {
    return (
      <div
        class="field is-group"
        role="group"
        aria-label={field.title}
        ref={place}
        tabIndex={-1}
        onFocusIn={looking(props)}
      >
        <Help {...props} />
        {children}
      </div>
    );
  }
  return (
    <div
      class="field is-group"
      role="group"
      aria-labelledby={title}
      ref={place}
      tabIndex={-1}
      onFocusIn={looking(props)}
    >
      <FieldHead {...props}>
        <span class="label" id={title}>{field.title}{field.isRequired && <Required />}</span>
      </FieldHead>
      <Help {...props} />
      {children}
    </div>
  );
}

function Required(): JSX.Element {
  return (
    <span class="required" title="Required">
      *<span class="visually-hidden">required</span>
    </span>
  );
}

/** The title, and the way back to nothing or the default. */
function FieldHead(
  { form, field, children }: FieldViewProps & { readonly children: ComponentChildren },
): JSX.Element {
  const canReset = field.value !== undefined && !field.isRequired && form.editor.canEdit;
  return (
    <div class="field-head">
      {children}
      {canReset && (
        <IconButton
          icon={reset}
          label={`Reset ${field.title}`}
          class="field-reset"
          onClick={() => form.set(field.path, undefined)}
        />
      )}
    </div>
  );
}

function Help(props: FieldViewProps): JSX.Element {
  const { form, field: { schema, path } } = props;
  const problems = form.problemsAt(path);
  const id = form.idOf(path);
  return (
    <>
      {problems.length > 0 && (
        <p class="fault" id={`${id}-fault`}>{problems.map(({ message }) => message).join(". ")}</p>
      )}
      {problems.length > 0 && <Suggestions {...props} />}
      {schema.description && <p class="hint" id={`${id}-hint`}>{schema.description}</p>}
    </>
  );
}

/** Notes the innermost field that the keyboard comes into. */
function looking({ form, field }: FieldViewProps) {
  return (event: FocusEvent) => {
    event.stopPropagation();
    const { node } = form;
    const [, , , , ...path] = problemPath(node, field.path);
    form.editor.panels.looked.value = { node, path };
  };
}

/** Comes into view and takes the keyboard when a problem leads to it. */
function useWanted({ form, field }: FieldViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const { field: wanted } = form.editor.panels;
  const path = problemPath(form.node, field.path);
  const isWanted = wanted.value?.length === path.length &&
    path.every((step, index) => wanted.value?.[index] === step);
  useEffect(() => {
    if (!isWanted || !place.current) return;
    place.current.scrollIntoView({ block: "center" });
    (place.current.querySelector<HTMLElement>("input, select, textarea") ?? place.current).focus();
    wanted.value = undefined;
  }, [isWanted]);
  return place;
}
