import { EVENT_KINDS, POINTER_TYPES } from "@wristprint/core";
import { launchChromium } from "@wristprint/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CaptureState } from "./capture-state.js";
import { hostPage, type PageHost } from "./testing/page-host.js";

const executablePath = process.env.CHROMIUM ?? "";
if (executablePath === "") console.log("browser.test.ts is skipped: CHROMIUM names no browser.");

/** What the script tag leaves on the page. */
interface Wristprint {
  start(options: object): { stop(): Promise<CaptureState> };
}

describe.skipIf(executablePath === "")("the built script in a real Chromium", () => {
  let browser: Browser;
  let host: PageHost;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium(executablePath);
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await page.close();
    await host.close();
  });

  async function begin(sockets: boolean) {
    host = await hostPage({ sockets });
    page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    await page.goto(host.url);
    await page.evaluate(() => {
      const page = window as unknown as {
        wristprint: Wristprint;
        recording: unknown;
        seen: number[][];
        together: number;
      };
      // What the page itself sees of the pointer, to compare with.
      page.seen = [];
      page.together = 0;
      const note = (event: MouseEvent) =>
        page.seen.push([Math.round(event.screenX), Math.round(event.screenY)]);
      window.addEventListener("pointermove", (event) => {
        const points = event.getCoalescedEvents();
        page.together = Math.max(page.together, points.length);
        for (const point of points.length > 0 ? points : [event]) note(point);
      });
      page.recording = page.wristprint.start({
        endpoint: "/live",
        token: "tok.1",
        session: "s1",
        flushMs: 50,
      });
    });
  }

  const stop = () =>
    page.evaluate(() =>
      (window as unknown as { recording: { stop(): Promise<CaptureState> } }).recording.stop(),
    );
  const seen = () => page.evaluate(() => (window as unknown as { seen: number[][] }).seen);
  const together = () => page.evaluate(() => (window as unknown as { together: number }).together);
  const kinds = () => host.server.column("kind").map((code) => EVENT_KINDS[code]);

  it("delivers what the pointer did, in order, points put together by the browser too, and no keys", async () => {
    await begin(true);
    await page.mouse.move(10, 10);
    await page.mouse.move(400, 300, { steps: 40 });
    // A page too busy for the pointer: the browser puts the moves of that time together. Where they came too late, once more.
    for (let busyMs = 300; (await together()) <= 1; busyMs *= 2) {
      await page.evaluate((busyMs) => {
        const untilMs = performance.now() + busyMs;
        setTimeout(() => {
          while (performance.now() < untilMs);
        });
      }, busyMs);
      await Promise.all(Array.from({ length: 60 }, (_, i) => page.mouse.move(400 + 5 * i, 300 + i)));
    }
    await page.mouse.down();
    await page.mouse.move(720, 500, { steps: 3 });
    await page.mouse.up();
    await page.mouse.wheel(0, 100);
    await page.focus("#name");
    await page.keyboard.type("secret");
    await page.mouse.move(100, 100);
    const state = await stop();

    expect(state).toMatchObject({ status: "stopped", transport: "websocket", batchesWaiting: 0, missed: 0 });
    expect(host.log).toEqual(["socket wristprint.v1, token.tok.1"]);
    const { server } = host;
    expect([server.gaps, server.repeats]).toEqual([0, 0]);
    const told = kinds();
    expect(told).toHaveLength(state.events);
    expect(told.filter((kind) => kind === "press" || kind === "release" || kind === "scrollDown")).toEqual([
      "press",
      "release",
      "scrollDown",
    ]);
    expect(
      told.slice(told.indexOf("press") + 1, told.indexOf("release")).every((kind) => kind === "drag"),
    ).toBe(true);
    const [x, y] = [server.column("x"), server.column("y")];
    const moved = told.flatMap((kind, i) => (kind === "move" || kind === "drag" ? [[x[i], y[i]]] : []));
    expect(moved).toEqual(await seen());
    expect(moved.length).toBeGreaterThan(100);
    const times = server.column("tMs");
    expect(times).toEqual(times.slice().sort((a, b) => a - b));
    expect(new Set(server.column("pointer").map((code) => POINTER_TYPES[code]))).toEqual(new Set(["mouse"]));
    expect(server.batches[0]).toMatchObject({ screenWidthPx: await page.evaluate(() => screen.width) });
  });

  it("delivers over HTTP where WebSockets do not get through", async () => {
    await begin(false);
    await page.mouse.move(10, 10);
    await page.mouse.move(400, 300, { steps: 20 });
    await expect.poll(() => host.log[0]).toBe("post tok.1");
    const state = await stop();
    expect(state).toMatchObject({ transport: "http", batchesWaiting: 0 });
    expect(host.server.column("x")).toHaveLength(state.events);
    expect([host.server.gaps, host.server.repeats]).toEqual([0, 0]);
  });

  it("loses nothing of a page that is left", async () => {
    await begin(false);
    await page.mouse.move(10, 10);
    await page.mouse.move(400, 300, { steps: 20 });
    const expected = await seen();
    await page.goto(`${host.url}elsewhere`);
    await expect.poll(() => host.server.column("x").length).toBe(expected.length);
    expect(host.server.column("x")).toEqual(expected.map(([x]) => x));
    expect(host.log).toContain("beacon tok.1");
  });

  it("marks what a script on the page made up", async () => {
    await begin(true);
    await page.evaluate(() => {
      window.dispatchEvent(new PointerEvent("pointermove", { screenX: 5, screenY: 6 }));
    });
    await stop();
    expect(kinds()).toEqual(["move"]);
    expect(host.server.column("pointer").map((code) => POINTER_TYPES[code])).toEqual(["script"]);
  });
});
