import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureVirtualDesktop, someTestNeedsVirtualDesktop } from "./virtual-desktop.mjs";

let folder: string;
let uid: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "virtual-desktop-"));
  vi.stubEnv("PATH", folder);
  uid = 1000;
  vi.spyOn(process, "getuid").mockImplementation(() => uid);
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, script = ""): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** An apt-get that installs what stands for both programs. */
function aptGet(): void {
  const make = (name: string) =>
    `printf '#!/bin/sh\\n' > ${folder}/${name}; /bin/chmod 755 ${folder}/${name}`;
  program("apt-get", [`echo "$@" >> ${folder}/calls`, make("Xvfb"), make("xdotool")].join("\n"));
}

it("is called for by the test of the recorder", () => {
  expect(someTestNeedsVirtualDesktop()).toBe(true);
});

describe.skipIf(process.platform !== "linux")("ensureVirtualDesktop", () => {
  it("installs nothing where both programs are there", () => {
    uid = 0;
    aptGet();
    program("Xvfb");
    program("xdotool");
    expect(ensureVirtualDesktop()).toBeNull();
    expect(existsSync(join(folder, "calls"))).toBe(false);
  });

  it("installs Debian's as root, with the libraries that the recorder needs", () => {
    uid = 0;
    aptGet();
    program("Xvfb");
    expect(ensureVirtualDesktop()).toBeNull();
    expect(readFileSync(join(folder, "calls"), "utf8")).toMatch(/^install .* xvfb xdotool libxtst6/);
  });

  it("says what is missing and how to get it, and installs nothing, where it is not root", () => {
    aptGet();
    program("xdotool");
    expect(ensureVirtualDesktop()).toMatch(/^no Xvfb found; .*apt-get install xvfb xdotool/);
    expect(existsSync(join(folder, "calls"))).toBe(false);
  });

  it("says that installing failed", () => {
    uid = 0;
    program("apt-get", "exit 100");
    expect(ensureVirtualDesktop()).toMatch(/^apt-get could not install xvfb xdotool/);
  });
});
