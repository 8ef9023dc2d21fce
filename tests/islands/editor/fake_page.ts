/** What a page has that models of keys and links ask for. */
export interface FakePage extends Disposable {
  /** Makes an element inside of others, named as in a selector: `input`, `.inspector`. */
  element(name: string, ...around: string[]): FakeElement;
  /** Fires an event at an element, or at the window; whether nobody prevented what it does. */
  fire(type: string, target: FakeElement | undefined, fields?: object): boolean;
  /** What a person answers to questions. */
  answer: boolean;
  readonly questions: string[];
  /** Where it was left for. */
  readonly went: string[];
  isDialogOpen: boolean;
  hasTextSelected: boolean;
}

/** An element as selectors find it. */
export class FakeElement {
  isContentEditable = false;
  /** Of a link. */
  readonly [field: string]: unknown;

  constructor(readonly tagName: string, readonly names: readonly string[]) {}

  closest(selector: string): FakeElement | null {
    return selector.split(", ").some((one) => this.names.includes(one)) ? this : null;
  }
}

class FakeLink extends FakeElement {}

const NAMES = [
  "addEventListener",
  "document",
  "Element",
  "HTMLElement",
  "HTMLAnchorElement",
  "location",
  "confirm",
  "getSelection",
] as const;

/** Puts a page in the place of the browser's, until it is disposed. */
export function fakePage(): FakePage {
  const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  const [window, document] = [new EventTarget(), new EventTarget()];
  const page: FakePage = {
    answer: false,
    questions: [],
    went: [],
    isDialogOpen: false,
    hasTextSelected: false,
    element(name, ...around) {
      const tag = name.startsWith(".") ? "DIV" : name.toUpperCase();
      return new (name === "a[href]" ? FakeLink : FakeElement)(tag, [name, ...around]);
    },
    fire(type, target, fields = {}) {
      const event = new Event(type, { cancelable: true });
      for (const [name, value] of Object.entries({ ...fields, ...(target && { target }) })) {
        Object.defineProperty(event, name, { value });
      }
      return (target ? document : window).dispatchEvent(event);
    },
    [Symbol.dispose]() {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name as string, descriptor as object);
        else delete (globalThis as Record<string, unknown>)[name as string];
      }
    },
  };
  const parts: Record<typeof NAMES[number], unknown> = {
    addEventListener: window.addEventListener.bind(window),
    document: Object.assign(document, {
      querySelector: () => page.isDialogOpen ? new FakeElement("DIALOG", []) : null,
    }),
    Element: FakeElement,
    HTMLElement: FakeElement,
    HTMLAnchorElement: FakeLink,
    location: {
      pathname: "/workflows/shop",
      origin: "https://celestra.test",
      assign: (address: string) => page.went.push(address),
    },
    confirm(question: string) {
      page.questions.push(question);
      return page.answer;
    },
    getSelection: () => ({ isCollapsed: !page.hasTextSelected }),
  };
  for (const [name, value] of Object.entries(parts)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return page;
}
