import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findMissingPackages } from "./find-missing-packages.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "install-"));
  write("package-lock.json", { packages: { ...ours, ...locked } });
  write("node_modules/.package-lock.json", { packages: locked });
  for (const path of Object.keys(locked)) mkdirSync(join(root, path), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ours = { "": { version: "0.1.0" }, "packages/core": { version: "0.1.0" } };
const locked = {
  "node_modules/@wristprint/core": { link: true },
  "node_modules/vega": { version: "5.0.0" },
  "packages/core/node_modules/vega": { version: "6.0.0" },
  "node_modules/for-this-machine": { version: "1.0.0", optional: true },
};

function write(path: string, content: object): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

function lockAlso(packages: object): void {
  write("package-lock.json", { packages: { ...ours, ...locked, ...packages } });
}

describe("findMissingPackages", () => {
  it("finds nothing missing where npm installed what the lock file names", () => {
    expect(findMissingPackages(root)).toBeNull();
  });

  it("accepts that optional packages for other machines are absent", () => {
    lockAlso({ "node_modules/for-another-machine": { version: "1.0.0", optional: true } });
    expect(findMissingPackages(root)).toBeNull();
  });

  it("notices that nothing is installed, or an install was cut short", () => {
    rmSync(join(root, "node_modules/.package-lock.json"));
    expect(findMissingPackages(root)).toBe("no packages are installed");
  });

  it("notices a package that the lock file has gained", () => {
    lockAlso({ "node_modules/zod": { version: "4.0.0" } });
    expect(findMissingPackages(root)).toBe("zod is not installed");
  });

  it("notices another version, of an optional package too", () => {
    lockAlso({ "node_modules/vega": { version: "5.1.0" } });
    expect(findMissingPackages(root)).toBe("vega is 5.0.0, the lock file wants 5.1.0");
    lockAlso({ "node_modules/for-this-machine": { version: "1.0.1", optional: true } });
    expect(findMissingPackages(root)).toBe("for-this-machine is 1.0.0, the lock file wants 1.0.1");
  });

  it("notices a package that somebody deleted", () => {
    rmSync(join(root, "node_modules/vega"), { recursive: true });
    expect(findMissingPackages(root)).toBe("vega is gone from node_modules");
  });
});
