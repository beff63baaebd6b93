/** The console's slider in a real browser, on the server with its models: bots are refused, people are not. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TrackColumns } from "@wristprint/liveness";
import { launchChromium } from "@wristprint/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInFirst } from "./testing/console-client.js";
import { type PlayedEvent, playTrace } from "./testing/play-trace.js";
import { PEOPLE_ARE_REAL, recordedPeople } from "./testing/recorded-people.js";
import { runServer, type ServerProcess } from "./testing/run-server.js";
import {
  bezierCurve,
  constantSpeed,
  generatedDrags,
  recordedDrags,
  replayed,
} from "./testing/slider-moves.js";

const executablePath = process.env.CHROMIUM ?? "";
if (executablePath === "") console.log("slider.test.ts is skipped: CHROMIUM names no browser.");

const TRIES = 3;

describe.skipIf(executablePath === "")("the slider", () => {
  const folder = mkdtempSync(join(tmpdir(), "wristprint-slider-"));
  let server: ServerProcess;
  let browser: Browser;
  let page: Page;
  let people: readonly TrackColumns[];

  beforeAll(async () => {
    // Two people whom the shipped detector did not learn from; where there are none, made-up movements to be found again.
    people = PEOPLE_ARE_REAL
      ? recordedPeople(["user77", "user83"]).flatMap(({ probe }) => recordedDrags(probe).slice(0, TRIES))
      : generatedDrags("slider", 2 * TRIES);
    server = await runServer(folder);
    const { cookie } = await signInFirst(server.address, "correct horse battery");
    browser = await launchChromium(executablePath);
    const [name = "", value = ""] = cookie.split("=");
    const context = await browser.newContext({ viewport: { width: 2400, height: 1800 } });
    await context.addCookies([{ name, value, url: server.address }]);
    page = await context.newPage();
    await page.goto(`${server.address}/#/slider`);
    await page.getByRole("button", { name: "I agree" }).waitFor();
    page.setDefaultTimeout(100_000);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One try: the handle is dragged so. @returns what the page says of it */
  async function dragHandle({ tMs, x, y }: TrackColumns): Promise<string> {
    await page.getByRole("button", { name: /I agree|Try again/ }).click();
    const handle = page.locator('[role="slider"]:not([aria-disabled="true"])');
    const box = await handle.boundingBox();
    if (box === null) throw new Error("no handle to be seen");
    const [startX, startY] = [box.x + box.width / 2, box.y + box.height / 2];
    await playTrace(
      page,
      Array.from(tMs, (at, i): PlayedEvent => {
        const state = i === 0 ? "press" : i === tMs.length - 1 ? "release" : "drag";
        return { tMs: at, x: startX + x[i], y: startY + y[i], state, button: "left" };
      }),
    );
    const verdict = page.getByRole("region", { name: "Verdict" });
    await verdict.waitFor().catch(async (error) => {
      throw new Error(`no verdict: ${await page.locator("main").innerText()} ${server.said()}`, {
        cause: error,
      });
    });
    const decisions = await page.getByRole("region", { name: "Decisions" }).innerText();
    return `${await verdict.innerText()}\n${decisions}`;
  }

  it("lets people pass, and refuses none", async () => {
    const said = [];
    for (const drag of people) said.push(await dragHandle(drag));
    // Each was judged, man or machine, or too little to say.
    for (const text of said) expect(text).toMatch(/by \d+ movement/);
    expect(said.join()).toContain("none of them there already");
    // What is generated a machine made, and a detector may tell so.
    if (!PEOPLE_ARE_REAL) return;
    for (const text of said) expect(text).not.toContain("Refused");
    // A single movement may be too little to be sure: then the page asks for another.
    const passed = said.filter((text) => text.includes("Passed: a person moved it"));
    expect(passed.length).toBeGreaterThan(people.length / 2);
  });

  it("refuses a person's movement that is made again, and names the session", async () => {
    for (const drag of people.slice(0, TRIES)) {
      const said = await dragHandle(replayed(drag));
      expect(said).toContain("a copy of earlier movements");
      expect(said).toMatch(/LIKE ONE OF|Like one of/);
    }
    const link = page.getByRole("region", { name: "Decisions" }).getByRole("link");
    await link.click();
    await page.getByText("No copy of earlier movements").first().waitFor();
    await page.goto(`${server.address}/#/slider`);
  });

  it("refuses a bot of constant speed, and one that draws Bézier curves", async () => {
    const bots = {
      "constant, a driver's": constantSpeed(300, 20, 16),
      "constant, slower": constantSpeed(420, 60, 16),
      "constant, at a fast rate": constantSpeed(350, 100, 8),
      "curve, quick": bezierCurve(320, 30, 16, 40),
      "curve, slower": bezierCurve(450, 70, 16, 25),
      "curve, at a fast rate": bezierCurve(380, 90, 8, 60),
    };
    for (const [bot, track] of Object.entries(bots)) {
      expect(await dragHandle(track), bot).toContain("Refused: a machine moved it");
    }
  });

  it("can be moved without a pointer, and then says nothing of one", async () => {
    await page.getByRole("button", { name: /I agree|Try again/ }).click();
    const handle = page.locator('[role="slider"]:not([aria-disabled="true"])');
    await handle.waitFor();
    await handle.focus();
    const far = Number(await handle.getAttribute("aria-valuenow"));
    await page.keyboard.press("Shift+ArrowRight");
    expect(Number(await handle.getAttribute("aria-valuenow"))).toBeGreaterThan(far);
    await page.keyboard.press("Enter");
    await page.getByText("Nothing to judge").waitFor();
  });
});
