/**
 * One process at a time in a folder. The lock is a socket that the holder listens on: it dies with the process however
 * that ends, so no lock is ever left over, and it holds between containers that share the folder on one machine.
 */
import { randomUUID } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { ServerError } from "../server-error.js";

const lockName = /^lock-[0-9a-f-]+\.socket$/;

/**
 * @returns a function that gives the folder free
 * @throws ServerError `bad-setting` where another process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const way = shortWay(folder);
  const name = `lock-${randomUUID()}.socket`;
  const server = createServer((socket) => socket.destroy());
  const release = async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(join(folder, name), { force: true });
    way.close();
  };
  // Under another name until it listens: a lock that nobody answers on is taken for a dead process's, and removed.
  await listen(server, join(way.path, `${name}.new`));
  await rename(join(folder, `${name}.new`), join(folder, name));
  for (const other of (await readdir(folder)).filter((entry) => lockName.test(entry) && entry !== name)) {
    if (await answers(join(way.path, other))) {
      await release();
      throw new ServerError("bad-setting", `another process has the data folder ${folder} open`);
    }
    await rm(join(folder, other), { force: true });
  }
  return release;
}

/** A socket's path has about 100 bytes at most, a folder's more; Linux knows a short one for an open folder. */
function shortWay(folder: string): { readonly path: string; close(): void } {
  if (process.platform !== "linux") return { path: folder, close() {} };
  const descriptor = openSync(folder, "r");
  return { path: `/proc/self/fd/${descriptor}`, close: () => closeSync(descriptor) };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  server.unref();
}

async function answers(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
  });
}
