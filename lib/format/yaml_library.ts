import { type Document, isScalar } from "yaml";
import type { SourceNode, TextFault } from "./source.ts";
import { convert } from "./yaml_convert.ts";
import { faultOf } from "./yaml_message.ts";
import { MAX_FAULTS } from "./yaml_text.ts";
import { composeAll, type Directive } from "./yaml_tokens.ts";

/** What a text says, or what is wrong with it: with a fault there is no root. */
export interface Read {
  readonly root?: SourceNode;
  readonly faults: TextFault[];
  /** Whether there is nothing in it but what the fast reader knows. */
  readonly isOrdinary?: boolean;
}

const VERSION = /^%YAML[ \t]+1\.2[ \t]*$/;

/** Reads YAML 1.2 with the package `yaml`, which judges what is right, and bounds what it takes. */
export function readWithLibrary(text: string): Read {
  const { documents: [document, second], directives, fault } = composeAll(text);
  if (fault) return { faults: [fault] };
  if (!document) return { faults: [empty()] };
  const faults = [...directiveFaults(directives), ...documentFaults(document, text)];
  if (second) faults.push(unsupported(second.range[0], "a second document", "one document a file"));
  if (isEmpty(document)) return { faults: faults.length > 0 ? faults : [empty()] };
  const { root, faults: inside } = convert(document, text, faults.length > 0);
  faults.push(...inside);
  return faults.length > 0 ? { faults } : { root, faults };
}

/** Here every text can be read from the start; what stands for this file in browsers says when. */
export function onReadable(_listener: () => void): void {}

/** A value that is written out, even `~`, is not empty. */
function isEmpty({ contents }: Document.Parsed): boolean {
  return !contents || isScalar(contents) && contents.range[0] === contents.range[1];
}

/** Warnings are faults to us: an unknown tag would change what the text means. */
export function documentFaults({ errors, warnings }: Document.Parsed, text: string): TextFault[] {
  return errors.concat(warnings).filter(({ code }) => code !== "BAD_DIRECTIVE")
    .slice(0, MAX_FAULTS).map((error) => faultOf(error, text.length));
}

/** The package takes YAML 1.1 and tag handles as well; we do not. */
export function directiveFaults(directives: readonly Directive[]): TextFault[] {
  return directives.filter(({ source }) => !VERSION.test(source))
    .slice(0, MAX_FAULTS).map(({ offset }) =>
      unsupported(offset, "a directive", "none, or `%YAML 1.2`")
    );
}

function empty(): TextFault {
  return { code: "syntax", offset: 0, message: "Found no document: expected `key: value` lines" };
}

function unsupported(offset: number, found: string, expected: string): TextFault {
  return { code: "unsupported_yaml", offset, message: `Found ${found}: expected ${expected}` };
}
