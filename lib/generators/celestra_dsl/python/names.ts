/** Words that Python keeps for itself, and names that the program gives to something else. */
const TAKEN = new Set(
  ("False None True and as assert async await break class continue def del elif else except " +
    "finally for from global if import in is lambda match nonlocal not or pass raise return try " +
    "type while with yield case print str sys labels application builder main out").split(" "),
);

/** Gives every node a Python variable of its own. */
export class Names {
  readonly #taken = new Set(TAKEN);

  /** A variable that is as close to the wanted name as Python and what is taken allow. */
  of(wanted: string): string {
    const plain = wanted.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_");
    let name = plain;
    for (let number = 2; this.#taken.has(name); number++) name = `${plain}_${number}`;
    this.#taken.add(name);
    return name;
  }
}
