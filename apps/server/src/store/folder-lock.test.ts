import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lockFolder } from "./folder-lock.js";
import { withFolder } from "./testing/with-folder.js";

it("holds a folder until it gives it free", async () => {
  await withFolder(async (folder) => {
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: "bad-setting",
      message: `another process has the data folder ${folder} open`,
    });
    await release();
    await (await lockFolder(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });
});

it("never lets two have a folder that ask at once", async () => {
  await withFolder(async (folder) => {
    const tries = await Promise.allSettled([lockFolder(folder), lockFolder(folder), lockFolder(folder)]);
    const held = tries.filter((one) => one.status === "fulfilled");
    expect(held.length).toBeLessThanOrEqual(1);
    for (const one of held) await one.value();
  });
});

it("takes over from a process that was killed", async () => {
  await withFolder(async (folder) => {
    const dead = join(folder, "lock-00000000-0000-4000-8000-000000000000.socket");
    const script = `require("net").createServer().listen(${JSON.stringify(`${dead}.new`)}, () => console.log("up"))`;
    const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    renameSync(`${dead}.new`, dead);
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: "bad-setting" });
    child.kill("SIGKILL");
    await once(child, "exit");
    await (await lockFolder(folder))();
    expect(readdirSync(folder)).toEqual([]);
  });
});

it("holds folders whose paths are longer than a socket's may be", async () => {
  if (process.platform !== "linux") return;
  await withFolder(async (folder) => {
    const deep = join(folder, "long-".repeat(40));
    mkdirSync(deep);
    const release = await lockFolder(deep);
    await expect(lockFolder(deep)).rejects.toMatchObject({ code: "bad-setting" });
    await release();
  });
});
