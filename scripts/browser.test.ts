import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureBrowser } from "./browser.mjs";

let folder: string;
let uid: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "browser-"));
  vi.stubEnv("PATH", folder);
  vi.stubEnv("CHROMIUM", "");
  uid = 1000;
  vi.spyOn(process, "getuid").mockImplementation(() => uid);
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, script = ""): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** An apt-get that knows no package before it has updated its lists, as on a bare machine. */
function bareAptGet(): void {
  program(
    "apt-get",
    [
      `echo "$1" >> ${folder}/calls`,
      `if [ "$1" = update ]; then echo > ${folder}/lists; exit 0; fi`,
      `[ -e ${folder}/lists ] || exit 100`,
      `printf '#!/bin/sh\\n' > ${folder}/chromium; /bin/chmod 755 ${folder}/chromium`,
    ].join("\n"),
  );
}

describe.skipIf(process.platform === "win32")("ensureBrowser (its stand-ins are shell scripts)", () => {
  it("takes the one that CHROMIUM names before any in PATH", () => {
    program("chromium");
    const named = program("my-browser");
    vi.stubEnv("CHROMIUM", named);
    expect(ensureBrowser()).toEqual({ path: named });
    vi.stubEnv("CHROMIUM", "my-browser");
    expect(ensureBrowser()).toEqual({ path: named });
  });

  it("finds Chrome in PATH where there is no Chromium", () => {
    const chrome = program("google-chrome");
    expect(ensureBrowser()).toEqual({ path: chrome });
  });

  it("installs Debian's as root, updating the package lists where it must", () => {
    uid = 0;
    bareAptGet();
    expect(ensureBrowser()).toEqual({ path: join(folder, "chromium") });
    expect(readFileSync(join(folder, "calls"), "utf8").split("\n")).toEqual([
      "install",
      "update",
      "install",
      "",
    ]);
  });

  it("says how to get one, and installs nothing, where it is not root", () => {
    bareAptGet();
    expect(ensureBrowser()).toMatchObject({ path: null, reason: expect.stringContaining("set CHROMIUM") });
    expect(existsSync(join(folder, "calls"))).toBe(false);
  });

  it("says that installing failed", () => {
    uid = 0;
    program("apt-get", "exit 100");
    expect(ensureBrowser()).toEqual({
      path: null,
      reason: "apt-get could not install the package chromium",
    });
  });
});
