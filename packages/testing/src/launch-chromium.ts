import type { Browser } from "playwright-core";

/** No connection but to the test's own server, and none of what a first start asks. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A cold start on a busy machine can take longer than playwright's 30 s. */
const LAUNCH_MS = 120_000;

/** A Chromium without a window. @param executablePath what `CHROMIUM` names */
export async function launchChromium(executablePath: string): Promise<Browser> {
  // Loaded when first needed: tests that want a database alone would wait for it.
  const { chromium } = await import("playwright-core");
  return await chromium.launch({ executablePath, headless: true, args: FLAGS, timeout: LAUNCH_MS });
}
