/** Where a part of a program stands: offsets into its text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a program says, as far as it can be known without running it. */
export type Expression =
  & Span
  & (
    | { readonly kind: "constant"; readonly value: string | number | boolean | null }
    | { readonly kind: "list"; readonly items: readonly Expression[] }
    | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
    | { readonly kind: "joined"; readonly parts: readonly Expression[] }
    | { readonly kind: "chain"; readonly root: string; readonly links: readonly Link[] }
    | { readonly kind: "unknown"; readonly why: string }
  );

/** A step behind a name: `.member`, `.member(...)`, or `(...)` alone where the member is empty. */
export interface Link extends Span {
  readonly member: string;
  /** Absent where nothing is called. */
  readonly args?: readonly Argument[];
}

/** An argument of a call. */
export interface Argument {
  /** The parameter, where the argument names it. */
  readonly name?: string;
  readonly value: Expression;
}

/** One statement of a program. */
export type Statement =
  & Span
  & (
    | { readonly kind: "assign"; readonly target: string; readonly value: Expression }
    | {
      readonly kind: "attribute";
      readonly target: string;
      readonly name: string;
      readonly value: Expression;
    }
    | { readonly kind: "expression"; readonly value: Expression }
    | { readonly kind: "import"; readonly names: ReadonlyMap<string, string> }
    | { readonly kind: "main"; readonly body: readonly Statement[] }
    | { readonly kind: "other"; readonly why: string }
  );
