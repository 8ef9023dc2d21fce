/// <reference lib="dom" />
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually } from "../helpers/processes.ts";
import { expectCalm, testInhabited } from "./world.ts";

/** One more than the connections that a browser opens to a server by HTTP/1.1. */
const TABS = 7;

testInhabited("seven tabs of a browser share one stream of news", async (world, step) => {
  const { admin, person, url } = world;
  await using ada = await person();
  const { context } = ada;
  const tabs: Page[] = [ada.page];
  const readers = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return /^celestra_event_readers (\d+)$/m.exec(text)![1]!;
  };
  const save = async (title: string) => {
    await admin.ask("PATCH", "/api/v1/workflows/hello", {
      body: { operations: [{ op: "set-title", node: "greeting", value: title }] },
      headers: {
        "if-match": (await admin.ask("GET", "/api/v1/workflows/hello")).headers.get("etag")!,
      },
    }).then((response) => assert.equal(response.status, 200));
  };
  const expectNews = (title: string) =>
    Promise.all(tabs.map((tab) => tab.locator(".node-title").getByText(title).waitFor()));

  await step("each loads, and there is never a second stream", async () => {
    while (tabs.length < TABS) tabs.push(await context.newPage());
    for (const tab of tabs) {
      await tab.goto("/workflows/hello");
      await tab.locator(".node-title").getByText("greeting").waitFor();
      assert.ok(Number(await readers()) <= 1, "a tab opened a stream of its own");
    }
  });

  await step("each hears what others do", async () => {
    assert.equal(await eventually(readers, (count) => count === "1"), "1");
    await save("First");
    await expectNews("First");
  });

  await step("another takes over when the leading one closes", async () => {
    for (const title of ["Second", "Third"]) {
      await tabs.shift()!.close();
      await save(title);
      await expectNews(title);
      assert.equal(await readers(), "1");
    }
  });

  expectCalm(ada);
});
