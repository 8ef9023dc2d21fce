import assert from "node:assert/strict";
import { expectAccessible } from "../helpers/browser.ts";
import { nodeOf, openEditor, openTab, saveBy } from "../helpers/person.ts";
import { shot } from "./looking.ts";
import { expectCalm, testInhabited } from "./world.ts";

const FILE = "workflows/hello.yaml";

const SETTINGS = `apiVersion: celestra/v1
kind: Repository
spec:
  rules: { single-replica: error, image-digest: off }
  exceptions:
    - { rule: network-isolation, workflow: hello, node: web, reason: A try, until: 2999-12-31 }
`;

testInhabited(
  "rules are told and mended in the editor, as the repository wants",
  async (world, step) => {
    const { repository, person } = world;
    await repository.commit({ "celestra.yaml": SETTINGS });
    await using ada = await person();
    const { page } = ada;

    await step("the list says what is broken and why, and leaves out what may be", async () => {
      await openEditor(page, "hello");
      await nodeOf(page, "entry").waitFor();
      const list = await openTab(page, "Problems");
      await list.getByText("is reached from outside and runs once").waitFor();
      await list.getByText("every update, drain or crash is an outage").waitFor();
      const said = await list.innerText();
      assert.doesNotMatch(said, /has no digest/);
      assert.doesNotMatch(said, /binds "web"/);
      assert.match(said, /binds "proxy"/);
      await expectAccessible(page);
      await shot(page, "rules");
    });

    await step("a button mends, and one undo takes it back", async () => {
      const list = await openTab(page, "Problems");
      const mend = list.getByRole("button", { name: /^Mend: "proxy" is reached/ });
      await mend.click();
      await mend.waitFor({ state: "detached" });
      await list.getByText(/The replicas of "proxy" may all be on one host/).waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await mend.waitFor();
      await mend.click();
      await mend.waitFor({ state: "detached" });
    });

    await step("a broken rule keeps nobody from saving", async () => {
      await saveBy(page);
      const text = await repository.read(FILE);
      assert.match(text, /replicas: 2/);
    });

    expectCalm(ada);
  },
);
