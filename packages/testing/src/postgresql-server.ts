import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface PostgresqlServer {
  /** Makes an empty database. @returns its address */
  database(name: string): string;
  stop(): Promise<void>;
}

/** Where Debian keeps PostgreSQL's programs, newest first, and then PATH. */
function findPrograms(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debian, version, "bin"))
    .concat((process.env.PATH ?? "").split(delimiter));
  return folders.find((folder) =>
    ["initdb", "postgres", "psql"].every((name) => existsSync(join(folder, name))),
  );
}

/** Why tests cannot have a PostgreSQL of their own; `null` where they can. */
export function whyNoPostgresql(): string | null {
  if (findPrograms() === undefined)
    return "no initdb, postgres and psql found (Debian: apt-get install postgresql)";
  if (process.getuid?.() === 0 && findUser() === undefined) return "PostgreSQL does not run as root";
  return null;
}

/** A PostgreSQL of the test's own, in a folder that is removed at the end, reached by a socket in it: no port. */
export async function startPostgresql(): Promise<PostgresqlServer> {
  const programs = findPrograms();
  if (programs === undefined) throw new Error("ask whyNoPostgresql first");
  const user = process.getuid?.() === 0 ? findUser() : undefined;
  const folder = mkdtempSync(join(tmpdir(), "wristprint-pg-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder };
  const data = join(folder, "data");
  run(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
    options,
  );
  const settings = ["listen_addresses=", "fsync=off", `unix_socket_directories=${folder}`];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(join(programs, "postgres"), args, { ...options, stdio: "ignore" });
  const psql = (database: string, statement: string) =>
    spawnSync(join(programs, "psql"), ["-h", folder, "-U", "postgres", "-d", database, "-c", statement]);
  while (psql("postgres", "select 1").status !== 0) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    database(name) {
      const made = psql("postgres", `create database "${name}"`);
      if (made.status !== 0) throw new Error(made.stderr.toString());
      return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
    },
    async stop() {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Whom a PostgreSQL started by root runs as. */
function findUser(): User | undefined {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [found] = ["postgres", "nobody"].flatMap((name) => entries.filter(([first]) => first === name));
  return found && { uid: Number(found[2]), gid: Number(found[3]) };
}

function run(program: string, args: readonly string[], options: Parameters<typeof spawnSync>[2]): void {
  const { status, stderr, error } = spawnSync(program, args, options);
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // PostgreSQL's fast shutdown: clients are cut off.
  server.kill("SIGINT");
  await ended;
}
