import { setTimeout } from "node:timers/promises";
import { launchChromium } from "@wristprint/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakeServer, startFakeServer } from "./testing/fake-server.js";

const executablePath = process.env.CHROMIUM ?? "";
if (executablePath === "") console.log("browser.test.ts is skipped: CHROMIUM names no browser.");

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

describe.skipIf(executablePath === "")("the built console in a real Chromium, under a strict policy", () => {
  let browser: Browser;
  let server: FakeServer;
  let page: Page;
  /** What the browser's console told as errors, the policy's refusals among them. */
  let errors: string[];
  /** From here on the server may refuse what the page had asked before somebody signed out. */
  let leaving: boolean;

  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser?.close());
  beforeEach(() => {
    errors = [];
    leaving = false;
  });
  afterEach(async () => {
    // What is held back of a request may come back to a page that is gone.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.close();
    await server.close();
    expect(errors).toEqual([]);
  });

  async function open(viewport: { width: number; height: number }, populated: boolean) {
    server = await startFakeServer({ populated });
    if (populated) Object.assign(server.state, { password: "0123456789", signedIn: true });
    page = await browser.newPage({ viewport });
    page.setDefaultTimeout(100_000);
    page.on("console", (message) => {
      if (leaving && message.text().includes("401")) return;
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
  }

  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  /** How much of a part that scrolls sideways is out of sight, in px. */
  const hiddenOf = (part: string) =>
    page
      .locator(".wide", { has: page.locator(part) })
      .evaluate((wide) => wide.scrollWidth - wide.clientWidth);

  it("shows every page on a phone without a word past its edge", async () => {
    await open(PHONE, true);
    const session = [...server.state.sessions.values()].find(({ session: { label } }) => label === "Till 3");
    const [person = ""] = server.state.subjects.keys();
    const places: [string, string, string][] = [
      ["#/live", "Live", "It is Ada"],
      [`#/sessions/${session?.session.id}`, "Till 3", "seconds since the start"],
      ["#/people", "People", "Dorothea"],
      [`#/people/${person}`, "Ada", "Take back"],
      ["#/compare", "Compare", "151 blocks"],
      ["#/record", "Record", "I agree"],
      ["#/slider", "Slider", "show me the slider"],
      ["#/settings", "Settings", "Who did what"],
      ["#/how", "How it works", "Privacy"],
    ];
    for (const [address, title, text] of places) {
      await page.goto(server.url + address);
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      await page.getByText(text).first().waitFor();
      expect([address, await overflow()]).toEqual([address, 0]);
      if (title === "Compare") expect(await hiddenOf(".matrix")).toBe(0);
    }
  });

  it("leads from the first password to a person who is learnt, and back to the sign-in", async () => {
    await open(DESKTOP, false);
    await page.goto(server.url);
    await page.getByLabel("New password").fill("a long password");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("No session yet").waitFor();
    await page.getByText("My project").waitFor();

    await page.getByRole("link", { name: "Record here" }).click();
    await page.getByRole("combobox", { name: "I am" }).fill("Ada");
    await page.getByRole("button", { name: "I agree" }).click();
    const learning = page.getByText(/Learning: [1-9]\d* of 30 blocks/);
    // How many events the browser makes of a movement is its own affair, and the page may shift under a click:
    // as many discs as it takes.
    while (!(await learning.isVisible())) {
      const box = await page.locator(".target").boundingBox();
      if (box === null) throw new Error("no target");
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 25 });
      await page.mouse.down();
      await page.mouse.up();
    }
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("all sent").waitFor();

    // Somebody is quicker than the list of people: Ada, who is there, is not to be made a second time.
    await page.route(/\/subjects\?/, async (route) => {
      await setTimeout(500);
      await route.continue();
    });
    await page.getByRole("link", { name: "See the session" }).click();
    await page.getByRole("button", { name: "Enrol" }).click();
    await page.getByText(/Learnt \d+ blocks of Ada/).waitFor();
    leaving = true;
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("plays chess, by clicks, and answers", async () => {
    await open(DESKTOP, true);
    await page.goto(`${server.url}#/record`);
    await page.getByRole("button", { name: "I agree" }).click();
    await page.getByText("Play chess").waitFor();
    await page.getByLabel("Play chess").focus();
    await page.keyboard.press("Space");
    await page.locator("[data-square=e2]").click();
    await page.locator("[data-square=e4]").click();
    await page.getByText("Your move").waitFor();
    expect(await page.locator("[data-square=e4] [data-piece=wP]").count()).toBe(1);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Nothing is recorded any more").waitFor();
  });
});
